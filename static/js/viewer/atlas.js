/** The atlas in the browser: regions, mappings, colour maps. */

import { parseColormap, parseColour } from '../core/colour.js';
import { lateralRow, splitLateralRow } from '../core/geometry.js';
import { requestJson } from '../api/api.js';

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
  #colormaps = new Map();

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

  /** Return {acronym, name, id, side} of a row with side. */
  describe(lateral) {
    const { row, side } = splitLateralRow(lateral);
    const { acronym, name, official_name: official, id } = this.regions;
    return {
      row, side, acronym: acronym[row], name: official[row] ?? name[row], id: side === 'left' ? -id[row] : id[row],
    };
  }

  /** Return the rows with side that a list of {acronym, side} means under a mapping. */
  rowsOf(selected, mapping) {
    const rows = new Set();
    for (const { acronym, side } of selected) {
      const row = this.rowOf(acronym);
      if (row === undefined) continue;
      const mapped = this.tables[mapping][row];
      for (const one of side === 'both' ? ['left', 'right'] : [side]) rows.add(lateralRow(mapped, one));
    }
    return rows;
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
