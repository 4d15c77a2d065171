/** Paints a label picture: colours from a look-up table, sides, patterns, antialiased lines. */

import { packColour } from '../core/colour.js';
import { LATERAL_ROWS, SIDE_ROWS } from '../core/geometry.js';
import { DISTANCE_STEPS, storeDistance } from './drawing/label_picture.js';
import { lineOpacities, LINES } from './drawing/line_style.js';
import { fadeUnselected, inkOn } from '../colours/lookup_table.js';
import { createTiles, isInked, PATTERNS } from './drawing/patterns.js';
import { WIDEST_REACH } from './smoother.js';

/** Colours of the lines on a light page, [r, g, b]; `fade` is what unselected regions move towards. */
export const LIGHT_INK = Object.freeze({
  outline: [23, 26, 33],
  rim: [23, 26, 33],
  selected: [16, 18, 24],
  hover: [16, 18, 24],
  missing: [178, 182, 189],
  fade: [246, 247, 249],
});

/** How far unselected regions fade. */
const FADE_AMOUNT = 0.6;

/** A selection of none of the 256 bytes of a voxel, to fade them all. */
const NONE = new Set([-1]);

/** Stored distance below which two colours are blended across a border. */
const BLEND_DISTANCE = DISTANCE_STEPS / 2;

/**
 * Paints into Uint32 pixels as ImageData holds them. Setters only note what is to be drawn; `paint` does the
 * work and allocates nothing. Away from borders a plain pixel is exactly its entry of the look-up table.
 */
export class Painter {
  #table = { rgba: new Uint32Array(LATERAL_ROWS), pattern: new Uint8Array(LATERAL_ROWS) };
  #ink = { ...LIGHT_INK };
  #ratio = 1;
  #outlines = true;
  #selected = new Set();
  #hovered = new Set();
  #rgba = this.#table.rgba;
  #patterned = false;
  #inks = new Uint32Array(LATERAL_ROWS);
  #tiles = createTiles(1);
  #emphasis = new Uint8Array(LATERAL_ROWS);
  #opacities = lineOpacities(1, true);
  #stale = true;

  /** Take a look-up table by row with side: {rgba: Uint32Array(2655), pattern: Uint8Array(2655)}. */
  setTable({ rgba, pattern }) {
    this.#table = { rgba, pattern: pattern ?? new Uint8Array(LATERAL_ROWS) };
    this.#patterned = this.#table.pattern.some((kind) => kind !== PATTERNS.plain);
    this.#stale = true;
  }

  /** Take colours ([r, g, b]) for some or all of the keys of LIGHT_INK. */
  setInk(ink) {
    Object.assign(this.#ink, ink);
    this.#stale = true;
  }

  /** Take the device-pixel ratio, and whether regions are separated by outlines. */
  setLines({ ratio = this.#ratio, outlines = this.#outlines }) {
    if (ratio === this.#ratio && outlines === this.#outlines) return;
    this.#ratio = ratio;
    this.#outlines = outlines;
    this.#opacities = lineOpacities(ratio, outlines);
    this.#tiles = createTiles(ratio);
  }

  /** Outline what is pointed at: an array of rows with side; returns whether those are others than before. */
  setHovered(rows) {
    if (rows.length === this.#hovered.size && rows.every((row) => this.#hovered.has(row))) return false;
    this.#hovered = new Set(rows);
    this.#stale = true;
    return true;
  }

  /** Outline these rows with side and fade all others; none selected fades none. */
  setSelected(rows) {
    this.#selected = new Set(rows);
    this.#stale = true;
  }

  /**
   * Paint a picture.
   *
   * @param {LabelPicture} picture
   * @param {Uint32Array} pixels at least width · height of them
   * @param {number} split where the right side begins, in device px from the left (may be fractional or
   *   outside): a pixel is left when its middle is. Infinity: all left; -Infinity: all right
   * @param {VoxelView|null} [voxels] values to show in the tissue instead of the regions' colours: `bytes` of a
   *   slice in rows of `width`, per pixel its voxel's `columns` and `rows`, and the `colours` of the 256 bytes
   */
  paint(picture, pixels, split, voxels = null) {
    if (this.#stale) this.#refresh();
    const column = Math.max(0, Math.min(picture.width, Math.ceil(split - 0.5)));
    if (voxels !== null) this.#fillVoxels(picture, pixels, column, voxels);
    else this.#fill(picture, pixels, column);
    if (voxels === null && this.#patterned) this.#hatch(picture, pixels, column);
    this.#drawEdges(picture, pixels, column, voxels !== null);
    if (this.#hovered.size > 0 || this.#selected.size > 0) this.#closeAtSplit(picture, pixels, split);
  }

  /** The colours by row with side: those of the table, faded where something else is selected. */
  get rgba() {
    if (this.#stale) this.#refresh();
    return this.#rgba;
  }

  #refresh() {
    this.#rgba = fadeUnselected(this.#table.rgba, this.#selected, this.#ink.fade, FADE_AMOUNT);
    if (this.#patterned) this.#chooseInks();
    this.#emphasis.fill(LINES.none);
    for (const row of this.#selected) this.#emphasis[row] = LINES.selected;
    for (const row of this.#hovered) this.#emphasis[row] = LINES.hover;
    this.#stale = false;
  }

  #chooseInks() {
    const missing = packColour(...this.#ink.missing);
    this.#table.pattern.forEach((pattern, row) => {
      if (isInked(pattern)) this.#inks[row] = inkOn(this.#rgba[row]);
      else if (pattern !== PATTERNS.plain) this.#inks[row] = missing;
    });
  }

  #fill({ width, height, winner }, pixels, column) {
    const rgba = this.#rgba;
    for (let row = 0, index = 0; row < height; row++) {
      const middle = index + column;
      const end = index + width;
      for (; index < middle; index++) {
        const label = winner[index];
        pixels[index] = label === 0 ? 0 : rgba[label + SIDE_ROWS];
      }
      for (; index < end; index++) pixels[index] = rgba[winner[index]];
    }
  }

  /** Show each tissue pixel in the colour of the voxel it lies in; what is not selected is faded. */
  #fillVoxels({ width, height, winner }, pixels, column, { bytes, width: stride, columns, rows, colours }) {
    const selected = this.#selected;
    const faded = selected.size === 0 ? colours : fadeUnselected(colours, NONE, this.#ink.fade, FADE_AMOUNT);
    for (let y = 0, index = 0; y < height; y++) {
      const line = rows[y] * stride;
      for (let x = 0; x < width; x++, index++) {
        const label = winner[index];
        if (label === 0) {
          pixels[index] = 0;
          continue;
        }
        const shown = selected.size === 0 || selected.has(x < column ? label + SIDE_ROWS : label) ? colours : faded;
        pixels[index] = shown[bytes[line + columns[x]]];
      }
    }
  }

  #hatch({ width, height, winner }, pixels, column) {
    const { pattern } = this.#table;
    const { size, tiles } = this.#tiles;
    const inks = this.#inks;
    for (let y = 0, index = 0; y < height; y++) {
      const line = (y % size) * size;
      for (let x = 0, phase = 0; x < width; x++, index++, phase = phase + 1 === size ? 0 : phase + 1) {
        const label = winner[index];
        if (label === 0) continue;
        const row = x < column ? label + SIDE_ROWS : label;
        const kind = pattern[row];
        if (kind !== PATTERNS.plain && tiles[kind][line + phase] === 1) pixels[index] = inks[row];
      }
    }
  }

  #drawEdges(picture, pixels, column, overVoxels) {
    const { width, winner, runnerUp, distance, edges, edgeCount } = picture;
    const rgba = this.#rgba;
    for (let n = 0; n < edgeCount; n++) {
      const index = edges[n];
      const offset = index % width < column ? SIDE_ROWS : 0;
      const one = winner[index] === 0 ? 0 : winner[index] + offset;
      const other = runnerUp[index] === 0 ? 0 : runnerUp[index] + offset;
      const stored = distance[index];
      // Over voxels regions have no colours to blend; only the rim still fades into the void.
      const blends = !overVoxels || (one === 0) !== (other === 0);
      if (blends && stored < BLEND_DISTANCE) {
        pixels[index] = blend(pixels[index], rgba[other], 0.5 - stored / DISTANCE_STEPS);
      }
      this.#ruleLine(pixels, index, this.#lineBetween(one, other), stored);
    }
  }

  #lineBetween(one, other) {
    const emphasis = this.#emphasis;
    const strongest = emphasis[one] > emphasis[other] ? emphasis[one] : emphasis[other];
    if (strongest !== LINES.none) return strongest;
    return one === 0 || other === 0 ? LINES.rim : LINES.outline;
  }

  #ruleLine(pixels, index, line, stored) {
    const opacity = this.#opacities[line][stored];
    if (opacity === 0) return;
    const ink = this.#inkOf(line);
    pixels[index] = over(pixels[index], ink[0], ink[1], ink[2], opacity);
  }

  #inkOf(line) {
    if (line === LINES.outline) return this.#ink.outline;
    if (line === LINES.rim) return this.#ink.rim;
    return line === LINES.selected ? this.#ink.selected : this.#ink.hover;
  }

  /** Close the outline of a region that is emphasised on one side only, along the split. */
  #closeAtSplit({ width, height, winner }, pixels, split) {
    const from = Math.max(0, Math.floor(split - WIDEST_REACH));
    const until = Math.min(width, Math.ceil(split + WIDEST_REACH));
    for (let row = 0; row < height; row++) {
      for (let column = from; column < until; column++) {
        const index = row * width + column;
        const label = winner[index];
        const right = this.#emphasis[label];
        const left = label === 0 ? 0 : this.#emphasis[label + SIDE_ROWS];
        if (right === left) continue;
        const stored = storeDistance(Math.abs(column + 0.5 - split), WIDEST_REACH);
        this.#ruleLine(pixels, index, Math.max(left, right), stored);
      }
    }
  }
}

/** Return a packed pixel with an ink laid over it at an opacity of 0…1. */
function over(packed, red, green, blue, opacity) {
  const below = (packed >>> 24) / 255;
  const alpha = opacity + below * (1 - opacity);
  const part = opacity / alpha;
  const r = (packed & 255) + (red - (packed & 255)) * part;
  const g = ((packed >>> 8) & 255) + (green - ((packed >>> 8) & 255)) * part;
  const b = ((packed >>> 16) & 255) + (blue - ((packed >>> 16) & 255)) * part;
  return ((alpha * 255 + 0.5) << 24) | ((b + 0.5) << 16) | ((g + 0.5) << 8) | (r + 0.5);
}

/** Return the mixture of two packed pixels, `share` (0…1) of it the second's, weighted by their alpha. */
function blend(one, other, share) {
  const mine = (one >>> 24) * (1 - share);
  const theirs = (other >>> 24) * share;
  const alpha = mine + theirs;
  if (alpha === 0) return 0;
  const part = theirs / alpha;
  const r = (one & 255) + ((other & 255) - (one & 255)) * part;
  const g = ((one >>> 8) & 255) + (((other >>> 8) & 255) - ((one >>> 8) & 255)) * part;
  const b = ((one >>> 16) & 255) + (((other >>> 16) & 255) - ((one >>> 16) & 255)) * part;
  return ((alpha + 0.5) << 24) | ((b + 0.5) << 16) | ((g + 0.5) << 8) | (r + 0.5);
}
