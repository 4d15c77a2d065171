/** The brain from outside, decoded once and kept while the page is open. */

import { takeBytes } from '../grid/lazy_panel.js';
import { decodeProjections, ProjectedVolume } from './projections.js';

const known = new Map();

/**
 * Return a promise of one direction's {image(mapping), volume(mapping)}; what could not be fetched is fetched anew when
 * it is asked for again.
 *
 * @param {{assets: object, manifest: object}} source
 * @param {string} direction name in DIRECTIONS
 */
export function loadDirection({ assets, manifest }, direction) {
  if (!known.has(direction)) {
    const coming = fetchDirection(assets, manifest, direction);
    known.set(direction, { coming, ready: null });
    coming.then(
      (projected) => { known.get(direction).ready = projected; },
      () => known.delete(direction),
    );
  }
  return known.get(direction).coming;
}

/** Return what `loadDirection` promised, if it is there; else null. */
export function directionAt(direction) {
  return known.get(direction)?.ready ?? null;
}

async function fetchDirection(assets, manifest, direction) {
  const name = `projections_${direction}`;
  if (assets[name] === undefined) throw new Error(`The atlas has no ${name}; rebuild it with build_atlas.`);
  const images = decodeProjections(await takeBytes(assets[name]), manifest.assets[name]);
  const volumes = new Map();
  return {
    image: (mapping) => images.get(mapping),
    volume: (mapping) => {
      if (!volumes.has(mapping)) volumes.set(mapping, new ProjectedVolume(direction, images.get(mapping)));
      return volumes.get(mapping);
    },
  };
}
