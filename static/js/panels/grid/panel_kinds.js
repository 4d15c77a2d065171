/** All panels of the viewer: the slices at once, the others when they are first shown. */

import { askFor, lazyPanel } from './lazy_panel.js';
import { slicePanels } from '../../slices/slices.js';
import { begin } from '../three/loading.js';

const FLATMAP = lazyPanel({ id: 'flatmap', title: 'Flatmap', optional: true, load: loadFlatmap });

/** Return the kinds of panels that the site has the assets for, in the order in which they are shown. */
export function panelKinds(assets) {
  return [
    ...slicePanels(),
    lazyPanel({ id: 'top', title: 'Surface', optional: false, load: loadSurface }),
    lazyPanel({ id: '3d', title: '3-D', optional: true, load: loadThree }),
    ...(assets.swanson === undefined ? [] : [FLATMAP]),
    lazyPanel({ id: 'ontology', title: 'Ontology', optional: true, load: loadOntology }),
  ];
}

async function loadSurface({ source, store }) {
  askFor(source.assets[`projections_${store.get('seenFrom')}`]);
  const { createSurfaceView, prepareSurface } = await import('../surface/panel.js');
  return { create: createSurfaceView, prepare: prepareSurface };
}

async function loadThree({ source }) {
  begin(source);
  const { createThree, prepareThree } = await import('../three/panel.js');
  return { create: createThree, prepare: prepareThree };
}

async function loadFlatmap({ source }) {
  askFor(source.assets.swanson);
  const { createFlatmap } = await import('../flatmap/panel.js');
  return { create: createFlatmap };
}

async function loadOntology() {
  const { createOntology } = await import('../ontology/panel.js');
  return { create: createOntology };
}
