import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createRowLayout } from '../../../../static/js/pages/regions/row_layout.js';

/** Rows as the page has them: hidden or not, with classes. */
function makeRows(count) {
  return Array.from({ length: count }, () => {
    const classes = new Set();
    return {
      hidden: false,
      classList: {
        add: (name) => classes.add(name), remove: (name) => classes.delete(name), contains: (name) => classes.has(name),
      },
    };
  });
}

function makeSettling(rows, abort = new AbortController()) {
  const steps = [];
  const settle = createRowLayout({ rows, signal: abort.signal }, (step) => steps.push(step));
  return { settle, steps, abort, run: () => { while (steps.length > 0) steps.shift()(); } };
}

const settled = (rows) => rows.filter((row) => row.classList.contains('settled')).length;

test('rows are settled bit by bit, and all in the end', () => {
  const rows = makeRows(150);
  const { settle, steps, run } = makeSettling(rows);
  settle();
  assert.equal(settled(rows), 0);
  steps.shift()();
  assert.equal(settled(rows), 60);
  run();
  assert.equal(settled(rows), 150);
});

test('hidden rows are not settled, and one that was hidden begins again', () => {
  const rows = makeRows(10);
  const { settle, run } = makeSettling(rows);
  rows[3].hidden = true;
  settle();
  run();
  assert.equal(settled(rows), 9);
  rows[5].hidden = true;
  settle();
  assert.equal(rows[5].classList.contains('settled'), false);
  rows[5].hidden = false;
  settle();
  run();
  assert.equal(rows[5].classList.contains('settled'), true);
});

test('a later change ends the round before it', () => {
  const rows = makeRows(100);
  const { settle, steps } = makeSettling(rows);
  settle();
  for (const row of rows) row.hidden = true;
  settle();
  steps[0]();
  assert.equal(settled(rows), 0);
});

test('nothing happens once the page is left', () => {
  const rows = makeRows(5);
  const { settle, run, abort } = makeSettling(rows);
  settle();
  abort.abort();
  run();
  assert.equal(settled(rows), 0);
});
