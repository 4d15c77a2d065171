/** The table animal → group: proposed by the server, changed by typing or pasting, confirmed by a button. */

import { changeAnimal, listGroups, pasteGroups, sayColumns } from '../../core/animals.js';
import { make } from '../../core/dom.js';
import { button, checkBox, field, textInput } from '../upload/controls.js';

const GROUP_LIST = 'group-names';
const NONE = 'No column looks like an animal. If the columns are features, use Upload.';

/** Return the card. `change(changes)` changes the state of the page. */
export function groupsCard({ state, change }) {
  const { answer, animals, confirmed } = state;
  const title = make('h2', { text: 'Animals and groups' });
  if (animals.length === 0) {
    return [make('section', { class: 'card' }, title, make('p', { class: 'alert warn', text: NONE }),
      ...said(answer.table.understood.why))];
  }
  const rename = (index, changes) => change({ animals: changeAnimal(animals, index, changes) });
  const rows = animals.map((animal, index) => row(animal, index, rename));
  return [make('section', { class: 'card', dataset: { testid: 'groups' } }, title,
    ...doubt(answer), ...said(answer.why), ...leftOut(answer.left_out),
    make('div', { class: 'groups', dataset: { scrolls: '' } }, make('table', { 'aria-label': 'Animals and groups' },
      make('thead', {}, make('tr', {}, ...['Use', 'Animal', 'Group', 'Column'].map((text) =>
        make('th', { scope: 'col', text })))),
      make('tbody', {}, ...rows))),
    make('datalist', { id: GROUP_LIST }, ...listGroups(animals).map((value) => make('option', { value }))),
    pasting(animals, change),
    make('p', { class: 'onward' }, button(confirmed ? 'Confirmed' : 'Confirm these groups',
      () => change({ confirmed: true }), { key: 'confirm', class: 'primary', disabled: confirmed })))];
}

function row(animal, index, rename) {
  const { name, group, columns, used = true } = animal;
  const text = (key, label, value, more = {}) => textInput({
    key: `${key}:${index}`, value, 'aria-label': `${label} of ${sayColumns(columns)}`, ...more,
    onChange: (typed) => rename(index, { [key]: typed.trim() }),
  });
  const cells = [
    checkBox({ key: `use:${index}`, label: `Use ${name}`, hideLabel: true, checked: used,
      onChange: (now) => rename(index, { used: now }) }),
    text('name', 'Animal', name), text('group', 'Group', group, { list: GROUP_LIST }),
    make('span', { text: sayColumns(columns) }),
  ];
  return make('tr', {}, ...cells.map((cell) => make('td', {}, cell)));
}

function pasting(animals, change) {
  const text = make('textarea', { rows: 3, class: 'paste', spellcheck: 'false', placeholder: 'WT_01\tcontrol',
    dataset: { key: 'paste-groups', testid: 'paste-groups' } });
  const answer = make('p', { class: 'hint', role: 'status' });
  const use = button('Use pasted groups', () => {
    const pasted = pasteGroups(animals, text.value);
    if (pasted.unknown.length === 0) change({ animals: pasted.animals });
    else answer.textContent = `No animal is called ${pasted.unknown.slice(0, 5).join(', ')}.`;
  });
  return make('details', {}, make('summary', { text: 'Paste groups' }),
    field('Two columns: animal and group', text), use, answer);
}

function doubt({ looks_like_animals: sure }) {
  return sure ? [] : [make('p', { class: 'alert warn',
    text: 'The headers do not say whether these are animals. Confirm only if they are.' })];
}

function said(sentences) {
  return [make('ul', { class: 'why' }, ...sentences.map((text) => make('li', { text })))];
}

function leftOut(columns) {
  return columns.length === 0 ? [] : [make('p', { class: 'hint', text: `Not animals: column ${columns.join(', ')}.` })];
}
