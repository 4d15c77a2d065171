/** Features that the bucket has already: replaced, skipped or published under another name, each or all. */

import { make } from '../../../core/dom.js';
import { decideColumns } from '../choices.js';
import { radios, select, textInput } from '../controls.js';
import { columnsOf, listFnames, proposeName } from '../features.js';
import { keepFocus } from '../keep_focus.js';

const WAYS = [['replace', 'Replace'], ['skip', 'Skip'], ['rename', 'Rename']];

/**
 * Create the list in `element`. `update(present)` takes the fnames of the bucket, null when unknown; `open()` counts
 * conflicts without an answer; `ways()` is what the server takes as `existing`.
 */
export function createConflicts({ element, draft, onChange }) {
  const ways = new Map();
  let found = [];

  function update(present) {
    const fnames = draft.answer === null ? [] : listFnames(draft.answer.understood.features);
    found = present === null ? [] : fnames.filter((fname) => present.has(fname));
    element.hidden = found.length === 0;
    if (found.length > 0) keepFocus(element, () => draw(new Set([...present, ...fnames])));
  }

  function draw(taken) {
    const all = new Set(found.map((fname) => ways.get(fname)));
    element.replaceChildren(
      make('h4', { text: found.length === 1 ? 'One feature already exists'
        : `${found.length} features already exist` }),
      ...(found.length > 1 ? [radios({
        key: 'conflicts', legend: 'All of them', options: WAYS.slice(0, 2), value: all.size === 1 ? [...all][0] : null,
        onChange: (way) => { found.forEach((fname) => ways.set(fname, way)); redraw(taken); },
      })] : []),
      make('ul', { class: 'conflicts' }, ...found.map((fname) => item(fname, taken))),
    );
  }

  function redraw(taken) {
    keepFocus(element, () => draw(taken));
    onChange();
  }

  function item(fname, taken) {
    const way = select({
      key: `way:${fname}`, value: ways.get(fname) ?? null, options: [[null, 'choose …'], ...WAYS],
      'aria-label': `Action for ${fname}`,
      onChange: (chosen) => {
        if (chosen === null) ways.delete(fname);
        else ways.set(fname, chosen);
        redraw(taken);
      },
    });
    return make('li', {}, make('span', { class: 'fname', text: fname }), way,
      ...(ways.get(fname) === 'rename' ? [rename(fname, taken)] : []));
  }

  function rename(fname, taken) {
    const proposed = proposeName(fname, taken);
    return make('span', { class: 'rename' }, textInput({
      key: `rename:${fname}`, value: fname, placeholder: proposed, 'aria-label': `New name of ${fname}`,
      onChange: (name) => {
        const columns = columnsOf(draft.answer.understood.features, fname);
        draft.decide(decideColumns(draft.choices, columns, { fname: name }), `the name of “${fname}”`);
      },
    }));
  }

  return Object.freeze({
    update,
    open: () => found.filter((fname) => !['replace', 'skip'].includes(ways.get(fname))).length,
    ways: () => Object.fromEntries(found.map((fname) => [fname, ways.get(fname) ?? 'stop'])),
  });
}
