/** The draft asks the server for its latest state only, and loses nothing on the way back. */

import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { accept, decide } from '../../../../static/js/pages/upload/choices.js';
import { createDraft } from '../../../../static/js/pages/upload/draft.js';

const FILE = { name: 'table.csv', size: 10, text: 'a,b' };

/** A server whose answers come when the test says so. */
function standIn() {
  const asked = [];
  const check = (table, choices, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    asked.push({ table, choices, signal, answer: () => resolve({ of: choices }), fail: reject });
  });
  return { asked, check };
}

function make() {
  const server = standIn();
  const { signal } = new AbortController();
  let changes = 0;
  const draft = createDraft({ check: server.check, signal, onChange: () => { changes += 1; } });
  return { ...server, draft, changes: () => changes };
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Lets so much time pass, and what was promised come about. */
async function settle(milliseconds = 0) {
  mock.timers.tick(milliseconds);
  await new Promise((resolve) => { setImmediate(resolve); });
}

async function opened() {
  const made = make();
  made.draft.open(FILE);
  await settle(5);
  made.asked[0].answer();
  await settle();
  return made;
}

test('a table is checked when it is opened', async () => {
  const { draft, asked } = await opened();
  assert.equal(draft.status, 'checked');
  assert.deepEqual(draft.answer, { of: {} });
  assert.equal(asked.length, 1);
});

test('decisions that follow each other quickly are sent once', async () => {
  const { draft, asked } = await opened();
  draft.decide(decide(draft.choices, 'hemisphere', 'left'), 'the side');
  draft.decide(decide(draft.choices, 'map_nodes', true), 'nodes');
  await settle(200);
  assert.equal(asked.length, 2);
  assert.deepEqual(asked[1].choices, { hemisphere: 'left', map_nodes: true });
});

test('a later decision stops the check of an earlier one, whose answer is not shown', async () => {
  const { draft, asked } = await opened();
  draft.decide({ hemisphere: 'left' }, 'the side');
  await settle(200);
  draft.decide({ hemisphere: 'right' }, 'the side');
  await settle(200);
  assert.equal(asked[1].signal.aborted, true);
  asked[1].answer();
  await settle();
  assert.equal(draft.current, false);
  asked[2].answer();
  await settle();
  assert.deepEqual(draft.answer, { of: { hemisphere: 'right' } });
});

test('undo and redo bring back decisions and their answers without asking again', async () => {
  const { draft, asked } = await opened();
  draft.decide(accept(draft.choices, [['visp', 'VISp']]), 'accepting VISp');
  await settle(200);
  asked[1].answer();
  await settle();
  assert.equal(draft.undo(), 'accepting VISp');
  assert.deepEqual([draft.choices, draft.answer, draft.status], [{}, { of: {} }, 'checked']);
  assert.equal(draft.redo(), 'accepting VISp');
  assert.deepEqual(draft.answer.of.accepted, { visp: 'VISp' });
  assert.equal(asked.length, 2);
});

test('another file begins anew, the same name keeps what was accepted, and undo returns to the former', async () => {
  const { draft, asked } = await opened();
  draft.decide({ accepted: { visp: 'VISp' }, header_row: 3 }, 'decisions');
  await settle(200);
  asked[1].answer();
  await settle();
  draft.open({ ...FILE, text: 'corrected' });
  assert.deepEqual(draft.choices, { accepted: { visp: 'VISp' } });
  draft.open({ ...FILE, name: 'other.csv' });
  assert.deepEqual(draft.choices, {});
  draft.undo();
  draft.undo();
  assert.equal(draft.table.text, 'a,b');
  assert.equal(draft.choices.header_row, 3);
  assert.deepEqual(draft.answer.of.accepted, { visp: 'VISp' });
});

test('a failure keeps the decisions and the last answer, and can be tried again', async () => {
  const { draft, asked } = await opened();
  draft.decide({ hemisphere: 'left' }, 'the side');
  await settle(200);
  asked[1].fail(new Error('The server cannot be reached.'));
  await settle();
  assert.equal(draft.status, 'failed');
  assert.equal(draft.error.message, 'The server cannot be reached.');
  assert.deepEqual([draft.answer, draft.choices], [{ of: {} }, { hemisphere: 'left' }]);
  draft.again();
  await settle(5);
  asked[2].answer();
  await settle();
  assert.equal(draft.status, 'checked');
});

test('a check is called slow after 0.4 s and not before', async () => {
  const { draft, asked } = make();
  draft.open(FILE);
  await settle(399);
  assert.equal(draft.slow, false);
  await settle(1);
  assert.equal(draft.slow, true);
  asked[0].answer();
  await settle();
  assert.equal(draft.slow, false);
});
