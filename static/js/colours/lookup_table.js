/** Look-up tables: the colour and the pattern of every region row with side. */

import { luminance, mixColours, packColormap, packColour, positionToStep, unpackColour } from '../core/colour.js';
import { LATERAL_ROWS, SIDE_ROWS } from '../core/geometry.js';
import { patternOf, PATTERNS } from '../slices/drawing/patterns.js';

/** Row of root without side; regions outside a parcellation are mapped to it. */
const ROOT_ROW = 1;

/** Colours of what has no value, [r, g, b]. */
export const NEUTRALS = Object.freeze({ missing: [226, 228, 231], root: [208, 210, 213] });

/**
 * Return the look-up table of values: void transparent, a value the colour of its step, root without a value
 * light grey, any other region without one the missing style.
 *
 * @param {object} options
 * @param {ArrayLike<number|null>} options.values by row with side (2655), missing as NaN or null
 * @param {object} options.scale made by `createScale`
 * @param {Uint8Array} options.colormap 768 bytes
 * @param {Uint8Array} [options.origins] one of ORIGINS by row with side: values that were not given are inked
 * @param {number[]} [options.missing] [r, g, b]
 * @param {number[]} [options.root] [r, g, b]
 * @param {'hatched'|'plain'|'hidden'} [options.missingStyle] hidden regions are transparent, root too
 * @returns {LookupTable} {rgba: Uint32Array(2655), pattern: Uint8Array(2655)}
 */
export function lookUpValues({
  values, scale, colormap, origins = null, missing = NEUTRALS.missing, root = NEUTRALS.root, missingStyle = 'hatched',
}) {
  const table = emptyTable();
  const colours = packColormap(colormap);
  const [packedRoot, packedMissing] = [packColour(...root), packColour(...missing)];
  for (let row = 1; row < LATERAL_ROWS; row++) {
    const state = scale.classify(values[row]);
    if (state !== 'missing') {
      table.rgba[row] = colours[positionToStep(scale.normalise(values[row]))];
      if (state === 'undefined') table.pattern[row] = PATTERNS.undefined;
      else if (origins !== null) table.pattern[row] = patternOf(origins[row]);
    } else if (missingStyle === 'hidden') {
      table.rgba[row] = 0;
    } else if (row === ROOT_ROW || row === ROOT_ROW + SIDE_ROWS) {
      table.rgba[row] = packedRoot;
    } else {
      table.rgba[row] = packedMissing;
      table.pattern[row] = missingStyle === 'plain' ? PATTERNS.plain : PATTERNS.missing;
    }
  }
  return table;
}

/**
 * Return the look-up table of the ontology's own colours, the same on both sides; root light grey.
 *
 * @param {number[][]} colours [r, g, b] by row without side (1328)
 */
export function lookUpRegions(colours, root = NEUTRALS.root) {
  const table = emptyTable();
  for (let row = 1; row <= SIDE_ROWS; row++) {
    const packed = packColour(...(row === ROOT_ROW ? root : colours[row]));
    table.rgba[row] = packed;
    table.rgba[row + SIDE_ROWS] = packed;
  }
  return table;
}

/** Return a table in which everything is transparent. */
export function emptyTable() {
  return { rgba: new Uint32Array(LATERAL_ROWS), pattern: new Uint8Array(LATERAL_ROWS) };
}

/**
 * Return the colours in which a selection is shown: rows in it keep theirs, the others lose their hue and move
 * `amount` of the way to `towards`.
 *
 * @param {Uint32Array} rgba packed colours by row with side
 * @param {Set<number>} selected rows with side; when empty, all keep their colours
 * @param {number[]} towards [r, g, b], the page's background
 * @param {number} amount 0…1
 */
export function fadeUnselected(rgba, selected, towards, amount) {
  if (selected.size === 0) return rgba;
  return rgba.map((packed, row) => (selected.has(row) || packed >>> 24 === 0 ? packed : fade(packed, towards, amount)));
}

/** How far the ink of a pattern moves from the colour below it towards black or white, 0…1. */
const INK_AMOUNT = 0.55;
const BRIGHT = 0.3;
const BLACK = Object.freeze([0, 0, 0]);
const WHITE = Object.freeze([255, 255, 255]);

/** Return the ink of patterns on a colour: darker on a bright one, brighter on a dark one. */
export function inkOn(packed) {
  const [red, green, blue, alpha] = unpackColour(packed);
  const colour = [red, green, blue];
  return packColour(...mixColours(colour, luminance(colour) < BRIGHT ? WHITE : BLACK, INK_AMOUNT), alpha);
}

function fade(packed, towards, amount) {
  const [red, green, blue, alpha] = unpackColour(packed);
  const grey = Math.round(255 * luminance([red, green, blue]) ** (1 / 2.2));
  return packColour(...mixColours([grey, grey, grey], towards, amount), alpha);
}
