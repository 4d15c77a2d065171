/** What is handed on of a view. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { frameOf, viewOf } from '../../../../../static/js/pages/viewer/sheets/share.js';
import { readView } from '../../../../../static/js/state/default_view.js';
import { VIEWER_STATE } from '../../../../../static/js/state/viewer_state.js';

const START = Object.fromEntries(Object.entries(VIEWER_STATE).map(([key, { default: start }]) => [key, start]));

test('a default view holds how one looks, not at what', () => {
  const state = {
    ...START, bucket: 'a', feature: 'b', cmap: 'viridis', auto: false, range: [0, 2], mapping: 'allen', coronal: 0,
    panels: ['coronal', '3d'], selected: [{ acronym: 'MOs', side: 'left' }],
  };
  const view = viewOf(state);
  assert.deepEqual(view, { cmap: 'viridis', range: '0..2', mapping: 'allen', coronal: '0', panels: 'coronal,3d' });
  assert.deepEqual(readView(view), {
    cmap: 'viridis', range: [0, 2], mapping: 'allen', coronal: 0, panels: ['coronal', '3d'], auto: false,
  });
});

test('a frame survives names with quotes and brackets', () => {
  assert.match(frameOf('/?a=1&b="', '<b>"x"'), /src="\/\?a=1&amp;b=&quot;" title="&lt;b>&quot;x&quot;"/);
});
