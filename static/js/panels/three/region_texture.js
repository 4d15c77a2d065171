/** What every region looks like in 3-D, as one small picture: a colour and flags by annotated row with side. */

import { lateralRow, SIDE_ROWS } from '../../core/geometry.js';
import { fadeUnselected } from '../../colours/lookup_table.js';
import { PATTERNS } from '../../slices/drawing/patterns.js';

/** Width and height of the picture: row with side n lies at (n % 64, n / 64). */
export const TEXTURE_SIDE = 64;

/** Bits of the fourth byte. */
export const FLAGS = Object.freeze({
  shown: 1, missing: 2, undefined: 4, hovered: 8, selected: 16, parts: 32, parent: 64, yields: 128,
});

/** How far unselected regions fade where they are not hidden; as on slices. */
const FADE_AMOUNT = 0.6;

/** What a mapping leaves out is mapped to root. */
const ROOT_ROW = 1;

const SIDES = Object.freeze(['right', 'left']);

/**
 * Write the picture; regions are drawn in the colours of what they are mapped to, as on slices.
 *
 * @param {Uint8Array} bytes 64 · 64 · 4 of them: red, green, blue, flags
 * @param {object} look
 * @param {LookupTable} look.table colours by mapped row with side
 * @param {Uint16Array} look.mapping row → mapped row, without side
 * @param {Set<number>} look.selected mapped rows with side
 * @param {Set<number>} look.hovered mapped rows with side
 * @param {boolean} look.glass whether only what is selected is shown, if anything is
 * @param {boolean} look.points whether points or a volume are shown, which lie within regions: in glass only what is
 *   selected is shown then, even if nothing is
 * @param {number[]} look.fade [r, g, b] that unselected regions move towards where they are shown
 * @param {Uint8Array} look.remains by row without side, 1 for what is left of a region between its parts: it yields to
 *   them where their surfaces touch, as what the mapping leaves out does
 * @param {Uint8Array} look.hidden by annotated row with side, 1 for what is not to be seen
 * @returns {boolean} whether something is left out that a shell should stand for
 */
export function writeRegionTexture(bytes, {
  table, mapping, selected, hovered, glass, points, fade, remains, hidden,
}) {
  const alone = glass && (selected.size > 0 || points);
  const rgba = alone ? table.rgba : fadeUnselected(table.rgba, selected, fade, FADE_AMOUNT);
  let left = false;
  for (const side of SIDES) {
    for (let row = 1; row <= SIDE_ROWS; row++) {
      const mapped = lateralRow(mapping[row], side);
      const isSelected = selected.has(mapped);
      const own = lateralRow(row, side);
      const shown = !hidden[own] && rgba[mapped] >>> 24 > 0 && (isSelected || !alone);
      left ||= !shown && !hidden[own];
      const at = own * 4;
      bytes[at] = rgba[mapped] & 255;
      bytes[at + 1] = (rgba[mapped] >>> 8) & 255;
      bytes[at + 2] = (rgba[mapped] >>> 16) & 255;
      bytes[at + 3] = shown ? flagsOf(table.pattern[mapped], hovered.has(mapped), isSelected) : 0;
      if (shown && (remains[row] === 1 || mapping[row] === ROOT_ROW)) bytes[at + 3] |= FLAGS.yields;
    }
  }
  return left;
}

function flagsOf(pattern, hovered, selected) {
  let flags = FLAGS.shown;
  if (pattern === PATTERNS.missing) flags |= FLAGS.missing;
  if (pattern === PATTERNS.undefined) flags |= FLAGS.undefined;
  if (pattern === PATTERNS.parts) flags |= FLAGS.parts;
  if (pattern === PATTERNS.parent) flags |= FLAGS.parent;
  if (hovered) flags |= FLAGS.hovered;
  if (selected) flags |= FLAGS.selected;
  return flags;
}

/**
 * Write by annotated row with side the row without side that it is drawn as: low and high byte.
 *
 * @param {Uint8Array} bytes 64 · 64 · 4 of them
 * @param {Uint16Array} mapping row → mapped row
 */
export function writeRows(bytes, mapping) {
  for (const side of SIDES) {
    for (let row = 1; row <= SIDE_ROWS; row++) {
      const at = lateralRow(row, side) * 4;
      bytes[at] = mapping[row] & 255;
      bytes[at + 1] = mapping[row] >> 8;
    }
  }
}
