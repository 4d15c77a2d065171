/** All panels of the viewer: the slices at once, the others when they are first shown. */

import { lazyPanel } from './lazy_panel.js';
import { slicePanels } from './slices.js';

/** Return the kinds of panels, in the order in which they are shown. */
export function brainPanels() {
  return [
    ...slicePanels(),
    lazyPanel({
      id: 'top', title: 'Surface', optional: false,
      load: async () => (await import('./topview/panel.js')).createSurfaceView,
    }),
    lazyPanel({
      id: '3d', title: '3-D', optional: true, load: async () => (await import('./three/panel.js')).createThree,
    }),
    lazyPanel({
      id: 'flatmap', title: 'Flatmap', optional: true,
      load: async () => (await import('./flatmap/panel.js')).createFlatmap,
    }),
    lazyPanel({
      id: 'ontology', title: 'Ontology', optional: true,
      load: async () => (await import('./ontology/panel.js')).createOntology,
    }),
  ];
}
