/** How the features of a grid are drawn: in the colours of one of them, or each in its own. */

import { composePicture } from '../../../colours/picture.js';
import { joinRanges, ownState, sharedState } from './shared_scale.js';
import { deriveOrigins } from '../../../data/derived_origins.js';
import { readOrigins } from '../../../data/origins.js';

/** Keys of the state that a picture depends on. */
const LOOKS = Object.freeze([
  'feature', 'mapping', 'stat', 'auto', 'cmap', 'reversed', 'range', 'joint', 'scale', 'centred', 'hemisphere',
  'givenOnly', 'missing',
]);

/** Pictures of one feature that are kept: alone, and together with the others. */
const MOST_KEPT = 4;

const kept = new WeakMap();

const NOT_REGIONS = 'A volume or points. Open it to see it.';

/** Return whether a feature has one value per region, and is not a volume or points. */
export function isOfRegions({ feature_data: data = {} }) {
  const volumes = data.volume !== undefined || (data.volumes !== undefined && data.volumes !== null);
  return data.xyz === undefined && (data.mappings !== undefined || !volumes);
}

/**
 * Return {joint, views}: the views by name, as `display.current()` has one; the range that all cover while
 * nobody chose one, null with colours of their own.
 *
 * @param {object} options
 * @param {{fname: string, content: object}[]} options.features those that have come
 * @param {object} options.first what `display.current()` returns
 * @param {object} options.state the store's snapshot
 * @param {Atlas} options.atlas
 */
export function composeTiles({ features, first, state, atlas }) {
  const { neutrals } = first.scene;
  const drawn = features.filter(({ content }) => isOfRegions(content));
  const paint = (content, wanted) => paintOnce({ content, state: wanted, atlas, neutrals });
  const shown = first.feature !== null && isOfRegions(first.feature) ? first.feature : drawn[0]?.content ?? null;
  const plain = { ...state, joint: null };
  const alone = new Map(drawn.map(({ fname, content }) => [
    fname, paint(content, ownState(first.picture, plain, fname)),
  ]));
  const ranges = [...alone.values()].map(({ range }) => range);
  const joint = state.ownScales || state.range !== null ? null : joinRanges(ranges);
  const reference = shown === null ? null : paint(shown, { ...plain, joint });
  const views = new Map(drawn.map(({ fname, content }) => {
    const picture = state.ownScales ? alone.get(fname)
      : paint(content, sharedState(reference, { ...state, joint }, fname, atlas));
    const origins = readOrigins(content, picture.mapping, atlas.regions, deriveOrigins);
    return [fname, { picture, feature: content, mapping: picture.mapping, origins }];
  }));
  return { joint, views };
}

/** A picture is composed again only where it would be another one: every feature that comes leads here. */
function paintOnce({ content, state, atlas, neutrals }) {
  if (!kept.has(content)) kept.set(content, new Map());
  const known = kept.get(content);
  const key = JSON.stringify([neutrals, ...LOOKS.map((name) => state[name])]);
  if (!known.has(key)) {
    if (known.size >= MOST_KEPT) known.clear();
    const origins = readOrigins(content, state.mapping, atlas.regions, deriveOrigins);
    known.set(key, composePicture({ feature: content, state, atlas, origins, neutrals }));
  }
  return known.get(key);
}

/** Return what stands on a tile instead of a picture, or ''. */
export function explainTile({ status, content, message }) {
  if (status !== 'ready') return message;
  return isOfRegions(content) ? '' : NOT_REGIONS;
}
