/** Names what is pointed at: region, side, value with unit, the other statistics, given or inferred. */

import { bregmaText, ccfText } from '../../../core/coordinates.js';
import { MAPPING_TEXTS } from '../../../core/mappings.js';
import { make } from '../../../core/dom.js';
import { formatNumber, formatValue } from '../../../core/numbers.js';
import { ORIGIN_WORDS, ORIGINS } from '../../../data/origin_kinds.js';
import { describeOrigin } from '../../../data/origins.js';

const DISTANCE = 14;
const MOST_STATISTICS = 8;

/**
 * Return what is to be said of a region: {title, name, value, origin, others, place}; `place` is where a slice
 * is pointed at.
 *
 * @param {object} options
 * @param {number} options.lateral row with side
 * @param {object} options.view what is shown: {picture, feature, mapping, origins}, nulls without a feature
 * @param {Atlas} options.atlas
 * @param {Pick} [options.pick] what is drawn under the pointer, where a slice is pointed at; a map adds `mean` where it
 *   shows the mean of what lies within the region, or `group` {regions, valued} where it stands for several
 */
export function describePoint({ lateral, view, atlas, pick = null }) {
  const { acronym, name, side, row } = atlas.describe(lateral);
  const { picture } = view;
  const ofRegions = picture === null || picture.kind === 'regions';
  const place = pick?.micrometres ?? null;
  if (row === 1 && view.mapping !== 'allen' && ofRegions) {
    return { ...describeRest({ pick, side, mapping: view.mapping, atlas }), place };
  }
  const from = picture?.sourceOf(lateral) ?? lateral;
  const mirrored = from === lateral ? '' : `mirrored from the ${side === 'left' ? 'right' : 'left'}`;
  const averaged = Number.isFinite(pick?.mean);
  const origin = averaged ? ORIGIN_WORDS[ORIGINS.parts] : describeOrigin(view.origins, from, atlas.regions.acronym);
  return {
    title: acronym, name, side, value: valueText(picture, lateral, pick),
    origin: [mirrored, origin].filter(Boolean).join(', '), others: listOthers(view, from), place,
  };
}

/** Under Beryl and Cosmos, root is all that the parcellation leaves out; say what it really is there. */
function describeRest({ pick, side, mapping, atlas }) {
  const { acronym, name } = atlas.regions;
  const source = pick?.source ?? 1;
  const known = source > 1;
  return {
    title: known ? acronym[source] : 'root', name: known ? name[source] : 'unassigned tissue', side,
    value: `in no ${MAPPING_TEXTS[mapping]} region`, origin: '', others: [],
  };
}

/** Return the value of the region, or of the voxel or point under the pointer. */
function valueText(picture, lateral, pick) {
  if (pick?.group) return groupText(pick.group);
  if (picture === null) return '';
  if (Number.isFinite(pick?.mean)) return formatValue(pick.mean, picture.unit, picture.digits);
  const textOf = (value) => formatValue(value, picture.unit, picture.digits);
  if (picture.kind === 'regions') return textOf(picture.values[lateral]) || 'no value';
  if (pick?.point) return formatValue(pick.point.value, picture.unit, picture.digits) || 'point without a value';
  if (!picture.voxels || !pick?.voxel) return '';
  return formatValue(picture.voxels.volume.valueAt(pick.voxel), picture.unit, picture.digits) || 'no value';
}

/** Return what a group of regions is that has no value of its own. */
function groupText({ regions, valued }) {
  const count = `group of ${regions} ${regions === 1 ? 'region' : 'regions'}`;
  return valued === null ? count : `${count}, ${valued} with a value`;
}

/** Return the statistics beside the one shown, as [name, number]. */
function listOthers({ picture, feature, mapping }, lateral) {
  if (picture === null || picture.kind !== 'regions') return [];
  const values = feature.feature_data.mappings?.[mapping]?.data?.[lateral] ?? {};
  return picture.statistics
    .filter((name) => name !== picture.statistic && Number.isFinite(values[name]))
    .slice(0, MOST_STATISTICS).map((name) => [name, formatNumber(values[name])]);
}

/**
 * Create the tooltip in `element`. `showAt(description, x, y)` puts it beside a point, `showBeside(description, box)`
 * beside an element's box, `hide()` takes it away.
 */
export function createTooltip({ element }) {
  function fill({ title, name, side, value, origin, others, place: spot }) {
    element.replaceChildren(
      make('span', { class: 'tip-head' }, make('strong', { text: title }), make('b', { text: value })),
      make('span', { class: 'tip-name', text: `${name}, ${side}` }),
    );
    if (origin !== '') element.append(make('span', { class: 'tip-origin', text: origin }));
    if (others.length > 0) element.append(statisticsOf(others));
    if (spot !== null) element.append(lineOfPlace(spot));
    element.hidden = false;
  }

  function showAt(description, x, y) {
    fill(description);
    const { width, height } = element.getBoundingClientRect();
    place(x + DISTANCE + width > window.innerWidth ? x - DISTANCE - width : x + DISTANCE,
      y + DISTANCE + height > window.innerHeight ? y - DISTANCE - height : y + DISTANCE);
  }

  function showBeside(description, box) {
    fill(description);
    const { width, height } = element.getBoundingClientRect();
    const fits = box.right + 6 + width <= window.innerWidth;
    place(fits ? box.right + 6 : Math.max(0, window.innerWidth - width),
      Math.min(fits ? box.top : box.bottom + 4, window.innerHeight - height));
  }

  function place(left, top) {
    element.style.left = `${Math.max(0, left)}px`;
    element.style.top = `${Math.max(0, top)}px`;
  }

  return { showAt, showBeside, hide: () => { element.hidden = true; } };
}

function lineOfPlace(place) {
  return make('span', { class: 'tip-place', dataset: { testid: 'tip-place' } },
    make('span', { text: bregmaText(place) }), make('span', { text: ccfText(place) }));
}

function statisticsOf(others) {
  return make('span', { class: 'tip-others' }, ...others.flatMap(([name, text]) => [
    make('span', { text: name }), make('span', { text }),
  ]));
}
