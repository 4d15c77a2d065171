/** The atlas in the browser: regions, mappings, colour maps. */

import { parseColormap, parseColour } from '../core/colour.js';
import { LATERAL_ROWS, lateralRow, SIDE_ROWS, splitLateralRow } from '../core/geometry.js';
import { ROOT } from '../core/values.js';
import { requestJson } from '../api/api.js';
import { rowsWithin } from './rows_within.js';

/**
 * Load the atlas.
 *
 * @param {object} options
 * @param {Record<string, string>} options.assets name → address
 * @param {object} options.manifest as `build_atlas` wrote it
 * @returns {Promise<Atlas>}
 */
export async function loadAtlas({ assets, manifest, signal }) {
  const [regions, colormaps] = await Promise.all([
    requestJson(assets.regions, { signal }),
    requestJson(assets.colormaps, { signal }),
  ]);
  return new Atlas(regions, colormaps, manifest);
}

/** The region table with its look-ups; rows are those of `BrainRegions`, without side unless said. */
export class Atlas {
  #rowOfAcronym = null;
  #colours = null;
  #drawn = null;
  #colormaps = new Map();
  #rowsFor = new Map();

  constructor(regions, colormaps, manifest) {
    this.regions = regions;
    this.manifest = manifest;
    this.colormapGroups = colormaps.groups;
    this.colormapHex = colormaps.maps;
    this.tables = Object.freeze({
      allen: Uint16Array.from(regions.id, (_, row) => row),
      beryl: Uint16Array.from(regions.beryl),
      cosmos: Uint16Array.from(regions.cosmos),
    });
  }

  /** [r, g, b] of every row. */
  get colours() {
    this.#colours ??= this.regions.colour.map(parseColour);
    return this.#colours;
  }

  /** Return the row of an acronym, or undefined. */
  rowOf(acronym) {
    this.#rowOfAcronym ??= new Map(this.regions.acronym.map((one, row) => [one, row]));
    return this.#rowOfAcronym.get(acronym);
  }

  /** By row with side of the annotation, 1 where the region has voxels of its own. */
  get drawn() {
    if (this.#drawn === null) {
      const { voxels_left: left, voxels_right: right } = this.regions;
      this.#drawn = new Uint8Array(LATERAL_ROWS);
      for (let row = 1; row <= SIDE_ROWS; row++) {
        this.#drawn[row] = right[row] > 0 ? 1 : 0;
        this.#drawn[row + SIDE_ROWS] = left[row] > 0 ? 1 : 0;
      }
    }
    return this.#drawn;
  }

  /** Return {acronym, name, id, side} of a row with side. */
  describe(lateral) {
    const { row, side } = splitLateralRow(lateral);
    const { acronym, name, official_name: official, id } = this.regions;
    return {
      row, side, acronym: acronym[row], name: official[row] ?? name[row], id: side === 'left' ? -id[row] : id[row],
    };
  }

  /** Return the rows with side that stand for a list of {acronym, side} under a mapping; see `rowsFor`. */
  rowsOf(selected, mapping) {
    const rows = new Set();
    for (const { acronym, side } of selected) {
      const row = this.rowOf(acronym);
      if (row === undefined) continue;
      const sides = side === 'both' ? ['left', 'right'] : [side];
      for (const target of this.rowsFor(row, mapping)) for (const one of sides) rows.add(lateralRow(target, one));
    }
    return rows;
  }

  /**
   * Return the rows without side that stand for a region under a mapping: under Allen the region and everything below
   * it; under Beryl and Cosmos the region of the parcellation that holds it, else those that lie within it. Only root
   * itself stands for root there; a region that the parcellation leaves out has no row.
   */
  rowsFor(row, mapping) {
    const key = `${mapping} ${row}`;
    if (!this.#rowsFor.has(key)) this.#rowsFor.set(key, findRows(row, this.tables[mapping], this.regions, mapping));
    return this.#rowsFor.get(key);
  }

  /** Return the rows with side that stand for a row with side of the parcellation that is shown. */
  rowsBelow(lateral, mapping) {
    const { row, side } = splitLateralRow(lateral);
    return new Set(this.rowsFor(row, mapping).map((one) => lateralRow(one, side)));
  }

  /** Return whether there is a colour map of this name; its reverse has none of its own. */
  hasColormap(name) {
    return Object.hasOwn(this.colormapHex, name);
  }

  /** Return the 768 bytes of a colour map. @throws {RangeError} when there is none of this name */
  colormap(name) {
    if (!this.hasColormap(name)) throw new RangeError(`There is no colour map "${name}".`);
    if (!this.#colormaps.has(name)) this.#colormaps.set(name, parseColormap(this.colormapHex[name]));
    return this.#colormaps.get(name);
  }
}

function findRows(row, table, regions, mapping) {
  if (mapping !== 'allen' && table[row] > ROOT) return [table[row]];
  const within = rowsWithin(row, regions);
  const found = new Set();
  for (let one = row; one < within.length; one++) {
    if (within[one] && (row === ROOT || table[one] > ROOT)) found.add(table[one]);
  }
  return [...found];
}
