/** The second feature as the first brain's panels would draw it, in shared colours or its own. */

import { composePicture } from '../../../colours/picture.js';
import { joinRanges, ownState, sharedState } from '../several/shared_scale.js';
import { deriveOrigins } from '../../../data/derived_origins.js';
import { readOrigins } from '../../../data/origins.js';

/**
 * Return {view, joint}: the second view as `display.current()` has the first one, and the range that the colours of
 * both cover while nobody chose one; null with colours of their own.
 *
 * @param {object} options
 * @param {object} options.first what `display.current()` returns
 * @param {object} options.content the second feature as the API sends it
 * @param {object} options.state the store's snapshot
 * @param {string} options.fname of the second feature
 * @param {Atlas} options.atlas
 * @param {object} options.arrays of the first brain, made by `createArrays`
 * @param {object} options.ownArrays of the second
 */
export function composeSecond({ first, content, state, fname, atlas, arrays, ownArrays }) {
  const { picture, feature, origins, scene } = first;
  const shared = !state.ownScales && picture !== null;
  const alone = paint(ownState(picture, state, fname));
  const joint = shared && state.range === null ? joinRanges([rangeAlone(), alone.range]) : null;
  const drawn = shared ? paint(sharedState(picture, state, fname, atlas)) : alone;
  const from = readOrigins(content, drawn.mapping, atlas.regions, deriveOrigins);
  return {
    joint,
    view: {
      picture: drawn, feature: content, mapping: drawn.mapping, origins: from,
      scene: {
        ...scene, picture: drawn, mapping: drawn.mapping, table: drawn.table, voxels: drawn.voxels,
        points: drawn.points, origins: from, selected: atlas.rowsOf(state.selected, drawn.mapping),
      },
    },
  };

  function paint(wanted) {
    return composePicture({
      feature: content, state: wanted, atlas, arrays: ownArrays, neutrals: scene.neutrals,
      origins: readOrigins(content, wanted.mapping, atlas.regions, deriveOrigins),
    });
  }

  /** The range that the first one would have by itself. */
  function rangeAlone() {
    if (state.joint === null) return picture.range;
    return composePicture({ feature, state: { ...state, joint: null }, atlas, origins, arrays }).range;
  }
}
