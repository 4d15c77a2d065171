/** The brain in 3-D, made once and kept while the page is open: a panel that is closed and opened again only draws. */

import { takeBytes } from '../grid/lazy_panel.js';
import { levelOf, loadThree } from './loading.js';
import { Brain } from './brain.js';
import { decodeMeshes } from './mesh_file.js';
import { createPoints } from './point_cloud.js';
import { Screen } from './stage/screen.js';
import { createSlicePlanes } from './slice_planes.js';
import { createCloud } from './volume_cloud.js';

let latest = null;
let finest = null;
let screen = null;

/**
 * Return a promise of {level, three, OrbitControls, screen, meshes, brain, planes, points, cloud} for what `openWebGl`
 * gave.
 * What was made before is given again, unless the machine wants another level by now or the context is a new one.
 */
export function loadBrain({ source, atlas }, webgl) {
  const level = levelOf(source, webgl.software);
  if (latest?.webgl === webgl && latest.level === level) return latest.coming;
  const former = latest;
  const coming = makeBrain({ level, address: source.assets[level], atlas, webgl });
  latest = { webgl, level, coming };
  coming.then(() => former?.coming.then(({ brain }) => brain.dispose()), () => { latest = null; });
  return coming;
}

/**
 * Return the same of the finest meshes that the site has: for a saved picture, without a GPU too.
 */
export function loadFinest(context, webgl) {
  const level = levelOf(context.source, false);
  if (latest?.webgl === webgl && latest.level === level) return latest.coming;
  if (finest?.webgl !== webgl) {
    const address = context.source.assets[level];
    finest = { webgl, coming: makeBrain({ level, address, atlas: context.atlas, webgl }) };
    finest.coming.catch(() => { finest = null; });
  }
  return finest.coming;
}

async function makeBrain({ level, address, atlas, webgl }) {
  const bytes = takeBytes(address);
  bytes.catch(() => {}); // Told below, when three.js is there.
  const loaded = await loadThree();
  if (screen?.webgl !== webgl) screen = new Screen(loaded.three, webgl);
  const meshes = decodeMeshes(await bytes);
  const brain = new Brain(loaded.three, meshes, atlas.tables);
  return {
    level, ...loaded, screen, meshes, brain, planes: createSlicePlanes(loaded.three, brain),
    points: createPoints(loaded.three, brain, meshes.unit), cloud: createCloud(loaded.three, brain),
  };
}
