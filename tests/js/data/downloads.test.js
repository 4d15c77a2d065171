/** A feature as a table. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { featureToCsv } from '../../../static/js/viewer/downloads.js';

const atlas = {
  describe: (lateral) => ({
    id: lateral > 1327 ? -500 : 500, acronym: 'CUL4, 5', name: 'Lobules IV-V', side: lateral > 1327 ? 'left' : 'right',
  }),
};
const data = { 10: { mean: 0, std: null, h_000: 3 }, 1337: { mean: -1.5, '=evil()': 2 } };

test('one line per region and side, every statistic, missing cells empty, nothing that runs', () => {
  const feature = { unit: '=Hz', feature_data: { mappings: { allen: { data } } } };
  assert.equal(featureToCsv({ feature, mapping: 'allen', atlas }), [
    'id,acronym,name,side,mapping,mean,std,\'=evil(),unit',
    '500,"CUL4, 5",Lobules IV-V,right,allen,0,,,\'=Hz',
    '-500,"CUL4, 5",Lobules IV-V,left,allen,-1.5,,2,\'=Hz', '',
  ].join('\r\n'));
});

test('a feature without values under the mapping has only the heading', () => {
  const feature = { unit: null, feature_data: { mappings: { allen: { data } } } };
  assert.equal(featureToCsv({ feature, mapping: 'beryl', atlas }), 'id,acronym,name,side,mapping,unit\r\n');
});
