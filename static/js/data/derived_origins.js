/**
 * Where values came from, worked out from the values: for features that the SDK stored, which do not say it.
 *
 * The rule behind the values is the SDK's (docs/design/mapping.md), so the other way round under Allen:
 *
 * - A value that equals neither its parent's nor the mean of its children's was given, unless it may be the mean of
 *   parts that are not stored, because neither the annotation nor the flatmap draws them: unknown.
 * - A value that is the mean of children that differ comes from parts.
 * - A family of equal values (a region, its children, …) that no region with a value holds was given at its top, and
 *   the rest comes from there. Where a child that is drawn has no value, the top was not given: it would have spread.
 * - Such a family within a region with a value may have been given at any of its rows: unknown.
 * - A region that is not stored because it is not drawn stands at the top of the children that share one value.
 * - Where values repeat in other families of the side, and the feature has children that differ, or no other value,
 *   then equal values may be given ones that happen to be equal: unknown.
 * - Where all that is decided was given for Beryl regions, and that is many, the undecided ones were given too.
 *
 * It can be wrong where a region that is not stored was given together with all but one of its parts.
 *
 * Under Beryl and Cosmos a value is the region's own where it equals the one under Allen, else comes from parts.
 */

import { LATERAL_ROWS, SIDE_ROWS } from '../core/geometry.js';
import { listStatistics } from '../core/values.js';
import { emptyOrigins, ORIGINS } from './origin_kinds.js';
import { childrenByRow } from './region_facts.js';

/** How far a mean of children may be from the sum of its parts, relative to the largest of them. */
const NOISE = 1e-9;

/** Significant digits of a number that others may equal by chance. */
const SHORT = 3;

/** Beryl regions that must be decided for the undecided ones to follow. */
const MANY = 20;

/** Return the origins of a feature's values under a mapping; see `readOrigins`. */
export function deriveOrigins(feature, mapping, regions) {
  const shown = readTexts(feature, mapping);
  const allen = mapping === 'allen' ? shown : readTexts(feature, 'allen');
  const stored = allen.texts.slice();
  const family = deriveAllen(allen, regions);
  if (mapping === 'allen') {
    const kinds = family.kinds.map((kind, lateral) => (stored[lateral] === undefined ? ORIGINS.none : kind));
    return Object.freeze({ stored: false, kinds, sources: family.sources });
  }
  const { kinds, sources } = emptyOrigins();
  const comparable = allen.texts.some((text) => text !== undefined);
  shown.texts.forEach((text, lateral) => {
    if (text !== undefined) kinds[lateral] = comparable ? kindWithin(lateral, text) : ORIGINS.unknown;
  });
  return Object.freeze({ stored: false, kinds, sources });

  /** A region that is not stored under Allen because it is not drawn tells nothing. */
  function kindWithin(lateral, text) {
    const beside = allen.texts[lateral];
    if (beside === undefined && !family.isDrawn[lateral]) {
      if (!family.ofBeryl) return ORIGINS.unknown;
      return mapping === 'beryl' ? ORIGINS.given : ORIGINS.parts;
    }
    if (beside !== text) return ORIGINS.parts;
    return family.kinds[lateral] === ORIGINS.parent ? ORIGINS.unknown : family.kinds[lateral];
  }
}

/** Return all statistics of each row with side as numbers and as one text, which tells equal from different. */
function readTexts(feature, mapping) {
  const names = listStatistics(feature, mapping);
  const numbers = new Array(LATERAL_ROWS);
  const texts = new Array(LATERAL_ROWS).fill(undefined);
  for (const [lateral, statistics] of Object.entries(feature.feature_data?.mappings?.[mapping]?.data ?? {})) {
    const found = names.map((name) => statistics[name] ?? NaN);
    if (!found.some(Number.isFinite)) continue;
    numbers[lateral] = found;
    texts[lateral] = found.join();
  }
  return { numbers, texts };
}

function deriveAllen({ numbers, texts }, regions) {
  const found = emptyOrigins();
  const everDrawn = new Uint8Array(LATERAL_ROWS);
  const children = childrenByRow(regions);
  for (const offset of [0, SIDE_ROWS]) {
    const voxels = offset === 0 ? regions.voxels_right : regions.voxels_left;
    const drawn = drawnWithin(regions, voxels);
    const isDrawn = Uint8Array.from(voxels, (count, row) => (count > 0 || regions.in_swanson[row] ? 1 : 0));
    everDrawn.set(isDrawn.subarray(1), offset + 1);
    const given = { numbers, texts, offset, parent: regions.parent, children, drawn, isDrawn };
    addUndrawn(given);
    new Side(given).writeInto(found);
  }
  return { ...found, isDrawn: everDrawn, ofBeryl: decideBeryl(found, texts, regions, children) };
}

/** Where many Beryl regions and nothing else are known to be given, give the undecided ones too; return whether. */
function decideBeryl({ kinds, sources }, texts, { beryl }, children) {
  const rowOf = (lateral) => (lateral > SIDE_ROWS ? lateral - SIDE_ROWS : lateral);
  const isBeryl = (lateral) => beryl[rowOf(lateral)] === rowOf(lateral) && rowOf(lateral) > 1;
  const given = [...kinds.keys()].filter((lateral) => kinds[lateral] === ORIGINS.given);
  if (given.length < MANY || !given.every(isBeryl)) return false;
  kinds.forEach((kind, lateral) => {
    if (kind !== ORIGINS.unknown || !isBeryl(lateral)) return;
    kinds[lateral] = ORIGINS.given;
    const offset = lateral - rowOf(lateral);
    const decide = (row) => (children[row] ?? []).forEach((child) => {
      if (texts[child + offset] !== texts[lateral]) return;
      kinds[child + offset] = ORIGINS.parent;
      sources[child + offset] = lateral;
      decide(child);
    });
    decide(rowOf(lateral));
  });
  return true;
}

/** Give regions that are not stored, because they are not drawn, the one value that several of their children share. */
function addUndrawn({ numbers, texts, offset, children, drawn, isDrawn }) {
  for (let row = SIDE_ROWS; row > 1; row--) {
    if (texts[row + offset] !== undefined || isDrawn[row]) continue;
    const below = (children[row] ?? []).filter((child) => drawn[child]).map((child) => child + offset);
    if (below.some((child) => texts[child] === undefined)) continue;
    const shared = below.filter((child, n) =>
      below.some((other, m) => m < n && texts[other] === texts[child]) && !numbers[child].every(isShort));
    if (new Set(shared.map((child) => texts[child])).size !== 1) continue;
    texts[row + offset] = texts[shared[0]];
    numbers[row + offset] = numbers[shared[0]];
  }
}

/** Whether a number has so few digits that two that are equal may be so by chance. */
function isShort(value) {
  return Number.isNaN(value) || Number(value.toPrecision(SHORT)) === value;
}

/** Return by row whether the region or anything below it is drawn. */
function drawnWithin({ parent }, voxels) {
  const drawn = Uint8Array.from(voxels, (count) => (count > 0 ? 1 : 0));
  for (let row = drawn.length - 1; row > 1; row--) if (drawn[row]) drawn[parent[row]] = 1;
  return drawn;
}

/** The values of one side as families of equal values, each with its top. */
class Side {
  #given;
  #tops = new Uint16Array(SIDE_ROWS + 1);
  #repeated = new Set();
  #doubtful;

  constructor(given) {
    this.#given = given;
    const { parent } = given;
    const topOf = new Map();
    for (let row = 1; row <= SIDE_ROWS; row++) {
      const text = this.#text(row);
      if (text === undefined) continue;
      this.#tops[row] = parent[row] > 0 && this.#text(parent[row]) === text ? this.#tops[parent[row]] : row;
      if (topOf.has(text) && topOf.get(text) !== this.#tops[row]) this.#repeated.add(text);
      topOf.set(text, this.#tops[row]);
    }
    this.#doubtful = topOf.size < 2 || this.#hasMixedFamilies();
  }

  writeInto({ kinds, sources }) {
    const { offset } = this.#given;
    for (let row = 1; row <= SIDE_ROWS; row++) {
      if (this.#text(row) === undefined || kinds[row + offset] !== ORIGINS.none) continue;
      if (this.#tops[row] === row) this.#writeFamily(row, kinds, sources);
    }
  }

  #text(row) {
    return this.#given.texts[row + this.#given.offset];
  }

  #valued(row) {
    return (this.#given.children[row] ?? []).filter((child) => this.#text(child) !== undefined);
  }

  /** Whether some parent has children with values that differ, neither of which is the parent's own. */
  #hasMixedFamilies() {
    for (let row = 1; row <= SIDE_ROWS; row++) {
      if (this.#text(row) === undefined) continue;
      if (new Set(this.#valued(row).map((child) => this.#text(child))).size > 1) return true;
    }
    return false;
  }

  #writeFamily(top, kinds, sources) {
    const { offset, children, drawn } = this.#given;
    const text = this.#text(top);
    const valued = this.#valued(top);
    const same = valued.filter((child) => this.#text(child) === text);
    const inDoubt = this.#doubtful && this.#repeated.has(text);
    const writeBelow = (row, kind, from) => {
      for (const child of this.#valued(row)) {
        if (this.#text(child) !== text) continue;
        kinds[child + offset] = kind;
        if (kind === ORIGINS.parent) sources[child + offset] = from + offset;
        writeBelow(child, kind, from);
      }
    };
    if (same.length < valued.length) {
      const mean = inDoubt ? ORIGINS.unknown : ORIGINS.parts;
      kinds[top + offset] = this.#isMean(top, valued) ? mean : this.#givenUnlessHidden(top);
      writeBelow(top, inDoubt ? ORIGINS.unknown : ORIGINS.parent, top);
      return;
    }
    const open = (children[top] ?? []).filter((child) => drawn[child]);
    if (same.length === 0) kinds[top + offset] = this.#givenUnlessHidden(top);
    else if (open.some((child) => this.#text(child) === undefined)) {
      kinds[top + offset] = ORIGINS.parts;
      if (same.length === 1) this.#writeFamily(same[0], kinds, sources);
      else writeBelow(top, ORIGINS.unknown, 0);
    } else {
      const unsure = inDoubt || open.length === 1 || this.#isWithin(top) || this.#hides(top) || this.#mayBeSpread(top);
      kinds[top + offset] = unsure ? ORIGINS.unknown : ORIGINS.given;
      writeBelow(top, unsure ? ORIGINS.unknown : ORIGINS.parent, top);
    }
  }

  /** Whether a region with a value holds this one. */
  #isWithin(row) {
    const { parent } = this.#given;
    for (let above = parent[row]; above > 0; above = parent[above]) if (this.#text(above) !== undefined) return true;
    return false;
  }

  #givenUnlessHidden(row) {
    return this.#hides(row) || this.#mayBeSpread(row) ? ORIGINS.unknown : ORIGINS.given;
  }

  /** Whether a parent that is not stored may have handed its value down: to an only child, or to equal ones. */
  #mayBeSpread(row) {
    const { parent, children, drawn, isDrawn } = this.#given;
    const above = parent[row];
    if (above <= 1 || this.#text(above) !== undefined || isDrawn[above]) return false;
    const beside = children[above].filter((child) => drawn[child] && child !== row);
    return beside.length === 0 || beside.some((child) => this.#text(child) === this.#text(row));
  }


  /** Whether a child may have had a value that is not stored. */
  #hides(row) {
    const { children, drawn, isDrawn } = this.#given;
    return (children[row] ?? []).some((child) =>
      this.#text(child) === undefined && !isDrawn[child] && (!drawn[child] || this.#valued(child).length > 0
        || this.#hides(child)));
  }

  /** Whether every statistic of a row is the mean of those of its children that have it. */
  #isMean(row, valued) {
    const { numbers, offset } = this.#given;
    const own = numbers[row + offset];
    return own.every((value, n) => {
      const parts = valued.map((child) => numbers[child + offset][n]).filter(Number.isFinite);
      if (!Number.isFinite(value) || parts.length === 0) return Number.isFinite(value) === parts.length > 0;
      const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
      return Math.abs(mean - value) <= NOISE * Math.max(...parts.map(Math.abs));
    });
  }
}
