/** How far each region moves when the brain is taken apart: until no two boxes around regions meet. */

import { STRIDE } from './mesh_file.js';
import { TEXTURE_SIDE } from './region_texture.js';

/**
 * How much farther apart regions begin, as a part of how far they lie apart in the brain; from there they push each
 * other on.
 */
export const APART = 0.85;

/** What stays free around the box of a region, in µm. */
const MARGIN = 25;

/** All regions move on by this much after each round of pushing: those that are surrounded get room by it. */
const GROWTH = 1.005;

/** Regions outside a parcellation are mapped to root. */
const ROOT_ROW = 1;

const AXES = Object.freeze([0, 1, 2]);

/** The boxes of both halves are kept from meeting by the right one, which stays on its side. */
const ACROSS = 0;
const ALONG = 1;

/**
 * Return how far regions move. What is one region under a mapping moves as one piece; what belongs to no region of it
 * is a piece of its own. Boxes around pieces do not meet, nor those of the other half, which moves as in a mirror.
 * Regions that are not drawn move on like the others and push nobody.
 *
 * @param {MeshSet} meshes
 * @param {Uint16Array} table row → row of the parcellation
 * @param {(row: number) => boolean} isDrawn
 * @returns {{offsets: Float32Array, reach: number}} offsets of the right half by region row, as an RGBA texture of
 *   64 × 64: x, y, z in the units of the positions, and 0; and how far from the brain's middle the middle of the
 *   farthest box lies, in µm
 */
export function explodeOffsets(meshes, table, isDrawn) {
  const middle = middleOf(meshes);
  const away = (place, times) => place.map((part, axis) => middle[axis] + times * (part - middle[axis]));
  const pieces = piecesOf(meshes, table, isDrawn);
  for (const piece of pieces) piece.at = away(piece.centre, 1 + APART);
  const grown = pushApart(pieces.filter(({ drawn }) => drawn), middle);
  const offsets = new Float32Array(TEXTURE_SIDE * TEXTURE_SIDE * 4);
  let reach = 0;
  for (const { rows, centre, at, drawn } of pieces) {
    const place = drawn ? at : away(at, grown);
    const offset = AXES.map((axis) => (place[axis] - centre[axis]) / meshes.unit);
    for (const row of rows) offsets.set(offset, row * 4);
    if (drawn) reach = Math.max(reach, Math.hypot(...place.map((part, axis) => part - middle[axis])));
  }
  return { offsets, reach };
}

/** Return the box around each region of the right half by row: {low, high}, [x, y, z] in µm as positions are. */
export function boxesOf({ unit, positions, parts }) {
  const boxes = new Map([...parts.keys()].map((row) =>
    [row, { low: AXES.map(() => Infinity), high: AXES.map(() => -Infinity) }]));
  for (let at = 0; at < positions.length; at += STRIDE) {
    const box = boxes.get(positions[at + 3]);
    if (box === undefined) continue; // Of the shell.
    for (let axis = 0; axis < 3; axis++) {
      const place = positions[at + axis] * unit;
      if (place < box.low[axis]) box.low[axis] = place;
      if (place > box.high[axis]) box.high[axis] = place;
    }
  }
  return boxes;
}

/** Return what moves as one: {rows, drawn, centre, half}, of its box with what stays free around it. */
function piecesOf(meshes, table, isDrawn) {
  const pieces = new Map();
  for (const [row, { low, high }] of boxesOf(meshes)) {
    const key = table[row] === ROOT_ROW || !isDrawn(row) ? `alone ${row}` : table[row];
    const piece = pieces.get(key);
    if (piece === undefined) pieces.set(key, { rows: [row], drawn: isDrawn(row), low, high });
    else {
      piece.rows.push(row);
      piece.low = piece.low.map((part, axis) => Math.min(part, low[axis]));
      piece.high = piece.high.map((part, axis) => Math.max(part, high[axis]));
    }
  }
  return [...pieces.values()].map(({ rows, drawn, low, high }) => ({
    rows, drawn, centre: AXES.map((axis) => (low[axis] + high[axis]) / 2),
    half: AXES.map((axis) => (high[axis] - low[axis]) / 2 + MARGIN),
  }));
}

/**
 * Move pieces until none meets another: two that meet make way for each other where they have least to go. Return how
 * many times as far from the middle everything is by growth alone.
 */
function pushApart(pieces, middle) {
  let grown = 1;
  while (pushOnce(pieces)) {
    grown *= GROWTH;
    for (const { at } of pieces) for (const axis of AXES) at[axis] = middle[axis] + GROWTH * (at[axis] - middle[axis]);
  }
  return grown;
}

/** Push every two that meet; return whether any did. */
function pushOnce(pieces) {
  let met = false;
  for (const { at, half } of pieces) {
    if (at[ACROSS] >= half[ACROSS]) continue;
    at[ACROSS] = half[ACROSS];
    met = true;
  }
  pieces.sort((one, other) => one.at[ALONG] - one.half[ALONG] - (other.at[ALONG] - other.half[ALONG]));
  for (let n = 0; n < pieces.length; n++) {
    const one = pieces[n];
    const end = one.at[ALONG] + one.half[ALONG];
    for (let m = n + 1; m < pieces.length && pieces[m].at[ALONG] - pieces[m].half[ALONG] < end; m++) {
      met = makeWay(one, pieces[m]) || met;
    }
  }
  return met;
}

/** Part two that meet along the axis on which they overlap least; return whether they met. */
function makeWay(one, other) {
  let least = Infinity;
  let along = 0;
  for (let axis = 0; axis < 3; axis++) {
    const overlap = one.half[axis] + other.half[axis] - Math.abs(one.at[axis] - other.at[axis]);
    if (overlap <= 0) return false;
    if (overlap >= least) continue;
    least = overlap;
    along = axis;
  }
  const way = (one.at[along] >= other.at[along] ? 0.5 : -0.5) * (least + 1);
  one.at[along] += way;
  other.at[along] -= way;
  return true;
}

/** Return the middle of the shell, [x, y, z] in µm as positions are, on the plane of symmetry. */
export function middleOf({ unit, positions, ranges, indices }) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  const { start, count } = ranges.shell;
  for (let n = start; n < start + count; n++) {
    for (let axis = 0; axis < 2; axis++) {
      const value = positions[indices[n] * STRIDE + 1 + axis];
      low[axis] = Math.min(low[axis], value);
      high[axis] = Math.max(high[axis], value);
    }
  }
  return [0, ((low[0] + high[0]) / 2) * unit, ((low[1] + high[1]) / 2) * unit];
}
