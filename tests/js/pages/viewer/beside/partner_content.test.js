import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createLooseFeatures } from '../../../../../static/js/data/loose_features.js';
import { createPartnerContent } from '../../../../../static/js/pages/viewer/beside/partner_content.js';
import { labelPartner, splitPartner } from '../../../../../static/js/pages/viewer/beside/partner_name.js';

const { signal } = new AbortController();
const settle = () => new Promise((resolve) => { setImmediate(resolve); });

/** A source of features whose answers come when they are let go. */
function createSource() {
  const waiting = [];
  return {
    waiting,
    readFeatureText: (bucket, fname, { signal: until, onProgress }) => new Promise((resolve, reject) => {
      until.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError')));
      waiting.push({ bucket, fname, answer: (text) => resolve(text), fail: reject, onProgress });
    }),
  };
}

function createPartner({ listing = () => undefined, atHand = {} } = {}) {
  const api = createSource();
  const local = createSource();
  const library = {
    isAtHand: (bucket, fname) => Object.hasOwn(atHand, `${bucket}/${fname}`),
    text: (bucket, fname) => atHand[`${bucket}/${fname}`], bucket: listing,
  };
  const changes = [];
  const features = createLooseFeatures({ library, api, local });
  const partner = createPartnerContent({ features, library, onChange: () => changes.push(1), signal });
  return { api, local, features, partner, changes };
}

test('a name is split at its only slash', () => {
  assert.deepEqual(splitPartner('lab/a,b %41'), ['lab', 'a,b %41']);
  assert.equal(labelPartner('lab/rate', 'rate'), 'rate (lab)');
  assert.equal(labelPartner('lab/choice', 'rate'), 'choice');
});

test('what the library has is not fetched; what only this browser has comes from there', async () => {
  const { api, local, partner } = createPartner({ atHand: { 'lab/rate': '{"unit":"Hz"}' } });
  partner.ask('lab/rate');
  assert.equal(partner.current().status, 'loading');
  await settle();
  assert.deepEqual(partner.current().content, { unit: 'Hz' });
  assert.equal(api.waiting.length, 0);
  partner.ask('local/mine');
  assert.equal(local.waiting.length, 1);
});

test('of two answers only the one that was asked for last counts', async () => {
  const { api, partner, changes } = createPartner();
  partner.ask('lab/one');
  partner.ask('lab/two');
  api.waiting[1].answer('{"fname":"two"}');
  await settle();
  api.waiting[0].answer('{"fname":"one"}');
  await settle();
  assert.equal(partner.current().content.fname, 'two');
  assert.equal(changes.length, 1);
});

test('a refusal is kept as its sentence, and tried again when somebody asks', async () => {
  const { api, partner } = createPartner();
  partner.ask('lab/one');
  api.waiting[0].fail(new Error('Bucket “lab” has no feature “one”.'));
  await settle();
  assert.deepEqual(partner.current(), {
    status: 'failed', content: null, message: 'Bucket “lab” has no feature “one”.',
  });
  partner.ask('lab/one');
  assert.equal(api.waiting.length, 1);
  partner.retry();
  assert.equal(partner.current().status, 'loading');
  api.waiting[1].answer('{}');
  await settle();
  assert.equal(partner.current().status, 'ready');
});

test('a bucket that was loaded again has its feature read again, and the former one stays until then', async () => {
  let bucket = { status: 'ready' };
  const { api, partner } = createPartner({ listing: () => bucket });
  partner.ask('lab/one');
  api.waiting[0].answer('{"unit":"Hz"}');
  await settle();
  bucket = { status: 'ready' };
  partner.ask('lab/one');
  assert.equal(partner.current().content.unit, 'Hz');
  api.waiting[1].answer('{"unit":"mV"}');
  await settle();
  assert.equal(partner.current().content.unit, 'mV');
});

test('a feature that is too long is called off while it comes', async () => {
  const { api, features } = createPartner();
  const reading = features.read('lab', 'volume', { signal, longest: 100 });
  api.waiting[0].onProgress({ loaded: 101 });
  await assert.rejects(reading, { name: 'TooLong' });
});
