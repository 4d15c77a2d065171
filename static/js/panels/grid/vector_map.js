/** Regions as vector shapes: their colours, what is pointed at and selected. Shared by flatmap and ontology map. */

import { formatColour, luminance, parseColour, unpackColour } from '../../core/colour.js';
import { splitLateralRow } from '../../core/geometry.js';
import { fadeUnselected } from '../../colours/lookup_table.js';
import { PATTERNS } from '../../slices/drawing/patterns.js';
import { hoveredRows } from '../../state/hovered.js';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const HATCH = 6;

/** How far unselected regions fade, as on slices. */
const FADE_AMOUNT = 0.6;

/** Luminance below which letters on a colour have to be light. */
const BRIGHT = 0.3;

let maps = 0;

/** Return a new SVG element with attributes and children. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.append(...children);
  return element;
}

/**
 * Bind an SVG's shapes to the state. A shape is any element with `data-lateral`, the row with side that it shows.
 *
 * @param {object} options
 * @param {SVGElement} options.svg
 * @param {object} options.context what panels are created with
 * @param {number} [options.scale] units of the SVG per css px, for the hatching
 * @param {(lateral: number) => object} [options.tellMore] what a pick has beside the row
 * @returns {{setShapes(shapes), recolour(look), isDark(lateral)}} `recolour` takes {table, selected, ink, mapping} as
 *   slices do; `isDark` tells whether a row is drawn in a colour on which letters have to be light
 */
export function bindShapes({ svg, context, scale = 1, tellMore = () => ({}) }) {
  const { store, atlas, onPoint, onChoose, signal } = context;
  const hatches = createHatches(svg, scale);
  let byLateral = new Map();
  let drawn = [];
  let hovered = [];
  let rgba = new Uint32Array(0);
  let mapping = store.get('mapping');

  const shapeAt = (event) => event.target.closest?.('[data-lateral]') ?? null;

  function setShapes(shapes) {
    drawn = shapes.map((shape) => ({ shape, lateral: Number(shape.dataset.lateral), fill: null, selected: null }));
    byLateral = Map.groupBy(shapes, (shape) => Number(shape.dataset.lateral));
    for (const shape of shapes) {
      const { row, side } = splitLateralRow(Number(shape.dataset.lateral));
      Object.assign(shape.dataset, { region: atlas.regions.acronym[row], side });
    }
    showHovered();
  }

  function recolour({ table, selected, ink, mapping: shown }) {
    mapping = shown;
    rgba = fadeUnselected(table.rgba, selected, parseColour(ink.fade), FADE_AMOUNT);
    hatches.set({ rgba, pattern: table.pattern }, ink);
    for (const one of drawn) {
      // Most shapes keep most of what they look like; writing that anew costs as much as a change.
      const fill = hatches.fillOf(one.lateral);
      if (fill !== one.fill) one.shape.setAttribute('fill', one.fill = fill);
      const isSelected = selected.has(one.lateral);
      if (isSelected !== one.selected) one.shape.classList.toggle('selected', one.selected = isSelected);
    }
  }

  function isDark(lateral) {
    const [red, green, blue, alpha] = unpackColour(rgba[lateral]);
    return alpha > 0 && luminance([red, green, blue]) < BRIGHT;
  }

  function showHovered() {
    for (const shape of hovered) shape.classList.remove('hovered');
    hovered = hoveredRows(store, atlas, mapping).flatMap((lateral) => byLateral.get(lateral) ?? []);
    for (const shape of hovered) shape.classList.add('hovered');
  }

  svg.addEventListener('pointermove', (event) => {
    const shape = shapeAt(event);
    const lateral = shape === null ? null : Number(shape.dataset.lateral);
    store.set({ hovered: lateral });
    const { row } = splitLateralRow(lateral ?? 0);
    onPoint(lateral === null ? null : { lateral, row, source: row, voxel: null, ...tellMore(lateral) }, event);
  }, { signal });
  svg.addEventListener('pointerleave', () => {
    store.set({ hovered: null });
    onPoint(null, null);
  }, { signal });
  svg.addEventListener('click', (event) => {
    const shape = shapeAt(event);
    if (shape === null || event.detail > 1) return;
    onChoose(Number(shape.dataset.lateral), event.ctrlKey || event.metaKey || event.shiftKey);
  }, { signal });
  store.subscribe(['hovered'], showHovered, signal);
  return { setShapes, recolour, isDark };
}

/** Hatchings: one of regions without a value, one of values that have no place on the scale. */
function createHatches(svg, scale) {
  maps += 1;
  const size = HATCH * scale;
  const makePattern = (kind, angle) => {
    const back = draw('rect', { width: size, height: size });
    const line = draw('rect', { width: scale, height: size });
    const id = `hatch-${kind}-${maps}`;
    const pattern = draw('pattern', {
      id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${angle})`,
    }, back, line);
    return { pattern, back, line, url: `url(#${id})` };
  };
  const kinds = new Map([
    [PATTERNS.missing, makePattern('missing', 45)], [PATTERNS.undefined, makePattern('undefined', -45)],
  ]);
  svg.append(draw('defs', {}, ...[...kinds.values()].map(({ pattern }) => pattern)));
  let table = null;

  function set(next, ink) {
    table = next;
    for (const [kind, { back, line }] of kinds) {
      const row = table.pattern.indexOf(kind);
      if (row >= 0) back.setAttribute('fill', cssColour(table.rgba[row]));
      line.setAttribute('fill', ink.missing);
    }
  }

  function fillOf(lateral) {
    return kinds.get(table.pattern[lateral])?.url ?? cssColour(table.rgba[lateral]);
  }

  return { set, fillOf };
}

function cssColour(packed) {
  const [red, green, blue, alpha] = unpackColour(packed);
  return alpha === 0 ? 'none' : formatColour([red, green, blue]);
}
