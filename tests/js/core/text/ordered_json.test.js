/** JSON whose key order has meaning. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseOrdered, toPlain } from '../../../../static/js/core/text/ordered_json.js';
import { displayTree, listDisplayed } from '../../../../static/js/core/tree/tree.js';

test('keys keep the order they are written in, numbers and nested ones too', () => {
  const parsed = parseOrdered('{"b": {"10": 1, "9": 2, "a": 3}, "2": [], "1": null}');
  assert.deepEqual([...parsed.keys()], ['b', '2', '1']);
  assert.deepEqual([...parsed.get('b').keys()], ['10', '9', 'a']);
});

for (const [key, text] of [
  ['quotes', '"say \\"x\\": y"'], ['a backslash', '"a\\\\"'], ['an escape', '"\\u03a1\\n"'], ['the mark', '"·a"'],
  ['nothing', '""'], ['__proto__', '"__proto__"'], ['what looks like a key', '"{\\"a\\": 1}"'],
]) {
  test(`a key and a value that hold ${key} come back as they are`, () => {
    const expected = JSON.parse(text);
    assert.deepEqual([...parseOrdered(`{${text} : ${text}}`)], [[expected, expected]]);
  });
}

test('plain objects for where the order does not matter', () => {
  assert.deepEqual(toPlain(parseOrdered('{"a": [{"b": 1}], "c": null}')), { a: [{ b: 1 }], c: null });
});

const features = new Map([['rate', 1], ['width', 2], ['left out', 3]]);

test('a tree shows what it names and what is there; empty folders and lost features are left out', () => {
  const tree = parseOrdered('{"2": {"Rate": "rate", "Lost": "gone"}, "1": {"Lost": "gone"}, "Width": "width"}');
  const nodes = displayTree(tree, features);
  const folder = { label: '2', children: [{ label: 'Rate', fname: 'rate' }] };
  assert.deepEqual(nodes, [folder, { label: 'Width', fname: 'width' }]);
  assert.deepEqual(listDisplayed(nodes), [
    { fname: 'rate', labels: ['2', 'Rate'] }, { fname: 'width', labels: ['Width'] },
  ]);
});

test('without a tree all features are shown under their names', () => {
  assert.deepEqual(displayTree(null, features).map(({ fname }) => fname), ['rate', 'width', 'left out']);
});
