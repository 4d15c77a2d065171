/** The keys of the viewer have one home: the page binds them, the docs and the guide say the same. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ACTIONS, KEYS } from '../../../../../static/js/pages/viewer/help/keys.js';

const ROOT = new URL('../../../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

/** Return the rows of the first table of each section of a page, by the section's title. */
function tablesOf(page) {
  const sections = page.split(/^## /m).slice(1);
  return new Map(sections.map((section) => {
    const [title, ...lines] = section.split('\n');
    const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
    return [title, rows.slice(1)];
  }));
}

test('the docs list every key with what it does', () => {
  const tables = tablesOf(read('docs/keyboard.md'));
  const said = KEYS.map(([title]) => [title, tables.get(title)]);
  assert.deepEqual(said, KEYS.map(([title, keys]) => [title, keys.map(([shown, text]) => [shown, text])]));
});

test('the guide names keys that there are', () => {
  const section = read('templates/help.html').split('<h2 id="keys-title">')[1].split('</dl>')[0];
  const named = [...section.matchAll(/<dt><kbd>(.*?)<\/kbd>/g)].map(([, shown]) => shown);
  const listed = KEYS.flatMap(([, keys]) => keys.map(([shown]) => shown));
  assert.ok(named.length > 5);
  assert.deepEqual(named.filter((shown) => !listed.includes(shown)), []);
});

test('a key that works anywhere is listed as what it is, and does one thing', () => {
  const bound = KEYS.flatMap(([, keys]) => keys.flatMap(([shown, , names = {}]) =>
    Object.keys(names).map((key) => ({ shown, key }))));
  assert.equal(bound.length, Object.keys(ACTIONS).length);
  const hidden = bound.filter(({ shown, key }) => !shown.includes(key) && !shown.endsWith('…'));
  assert.deepEqual(hidden, []);
  assert.equal(new Set(Object.values(ACTIONS)).size, bound.length);
});
