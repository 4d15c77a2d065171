/** A feature as a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { featureToCsv } from '../../../../static/js/pages/viewer/downloads.js';

const atlas = {
  regions: {
    acronym: ['void', 'root', 'CUL'], parent: [-1, -1, 1], voxels_left: [0, 1, 1], voxels_right: [0, 1, 1],
    in_swanson: [0, 1, 1], beryl: [0, 1, 2],
  },
  describe: (lateral) => ({
    id: lateral > 1327 ? -500 : 500, acronym: 'CUL4, 5', name: 'Lobules IV-V', side: lateral > 1327 ? 'left' : 'right',
  }),
};
const data = { 10: { mean: 0, std: null, h_000: 3 }, 1337: { mean: -1.5, '=evil()': 2 } };

test('one line per region and side, every statistic, missing cells empty, nothing that runs', () => {
  const origins = { allen: { given: [10] } };
  const feature = { unit: '=Hz', feature_data: { mappings: { allen: { data } }, origins } };
  assert.equal(featureToCsv({ feature, mapping: 'allen', atlas }), [
    'id,acronym,name,side,mapping,mean,std,\'=evil(),unit,origin',
    '500,"CUL4, 5",Lobules IV-V,right,allen,0,,,\'=Hz,given',
    '-500,"CUL4, 5",Lobules IV-V,left,allen,-1.5,,2,\'=Hz,origin unknown', '',
  ].join('\r\n'));
});

test('a feature without values under the mapping has only the heading', () => {
  const feature = { unit: null, feature_data: { mappings: { allen: { data } }, origins: { beryl: {} } } };
  assert.equal(featureToCsv({ feature, mapping: 'beryl', atlas }), 'id,acronym,name,side,mapping,unit,origin\r\n');
});

test('numbers are written whole and without the noise of arithmetic', () => {
  const values = { 10: { mean: 0.4861093750000001, count: 832650 }, 11: { mean: 1 / 3, count: 19048 } };
  const feature = { unit: null, feature_data: { mappings: { allen: { data: values } }, origins: { allen: {} } } };
  const lines = featureToCsv({ feature, mapping: 'allen', atlas }).split('\r\n');
  assert.ok(lines[1].includes(',0.486109375,832650,'));
  assert.ok(lines[2].includes(',0.333333333333333,19048,'));
});
