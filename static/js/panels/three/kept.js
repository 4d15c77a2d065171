/** The brain in 3-D, made once and kept while the page is open: a panel that is closed and opened again only draws. */

import { takeBytes } from '../grid/lazy_panel.js';
import { levelOf, loadThree } from './beginning.js';
import { Brain } from './brain.js';
import { decodeMeshes } from './mesh_file.js';
import { createPoints } from './points.js';
import { Screen } from './screen.js';
import { createSheets } from './sheets.js';

let kept = null;
let screen = null;

/**
 * Return a promise of {level, three, OrbitControls, screen, meshes, brain, sheets, points} for what `openWebGl` gave.
 * What was made before is given again, unless the machine wants another level by now or the context is a new one.
 */
export function keepBrain({ source, atlas }, webgl) {
  const level = levelOf(source, webgl.software);
  if (kept?.webgl === webgl && kept.level === level) return kept.coming;
  const former = kept;
  const coming = makeBrain({ level, address: source.assets[level], atlas, webgl });
  kept = { webgl, level, coming };
  coming.then(() => former?.coming.then(({ brain }) => brain.dispose()), () => { kept = null; });
  return coming;
}

async function makeBrain({ level, address, atlas, webgl }) {
  const bytes = takeBytes(address);
  bytes.catch(() => {}); // Told below, when three.js is there.
  const library = await loadThree();
  if (screen?.webgl !== webgl) screen = new Screen(library.three, webgl);
  const meshes = decodeMeshes(await bytes);
  const brain = new Brain(library.three, meshes, atlas.tables);
  return {
    level, ...library, screen, meshes, brain, sheets: createSheets(library.three, brain),
    points: createPoints(library.three, brain, meshes.unit),
  };
}
