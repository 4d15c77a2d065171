/** Step one: a file that is dropped or chosen, pasted text, or a blank sheet to begin with. */

import { make } from '../../../core/dom.js';
import { button, checkBox, field } from '../controls.js';

const PASTED = 'Pasted table';
const ACCEPTED = '.xlsx,.xlsb,.xls,.ods,.csv,.tsv,.tab,.txt';

const READABLE = 'Excel, OpenDocument, CSV or TSV. Regions as acronyms, Allen ids or names, in rows or in columns; '
  + 'one or many value columns, with or without columns for left and right. Titles above the header and empty '
  + 'columns are fine.';

/**
 * Create the step in `element`. `open(table)` takes {name, size, file} or {name, size, text}; `templates` is the
 * address below which the blank sheets are; `largest` is the number of bytes a file may have.
 */
export function createFileStep({ element, draft, open, forward, templates, largest, signal }) {
  const input = make('input', { type: 'file', accept: ACCEPTED, id: 'file-input', class: 'visually-hidden',
    dataset: { testid: 'file-input' } });
  const zone = make('label', { class: 'drop', for: 'file-input', dataset: { testid: 'drop' } },
    make('strong', { text: 'Drop a spreadsheet here, or browse' }), make('span', { class: 'note', text: READABLE }));
  const text = make('textarea', { rows: 5, class: 'paste', spellcheck: 'false',
    placeholder: 'acronym\tfiring rate (Hz)\nVISp\t1.5', dataset: { testid: 'paste' } });
  const message = make('div', { id: 'file-message' });
  element.append(message, input, zone,
    make('div', { class: 'halves' },
      make('div', { class: 'card' }, make('h3', { text: 'Or paste cells' }),
        field('Cells copied from a spreadsheet', text),
        button('Read pasted cells', readPasted)),
      make('div', { class: 'card' }, make('h3', { text: 'Or start from a blank sheet' }),
        ...templateLinks(templates))));

  input.addEventListener('change', () => {
    if (input.files.length > 0) take(input.files[0]);
    input.value = '';
  }, { signal });
  listenToDrops(zone, take, signal);

  function take(file) {
    const [size, most] = [sayBytes(file.size), sayBytes(largest)];
    if (file.size > largest) refuse(`“${file.name}” has ${size}; the limit is ${most}.`);
    else open({ name: file.name, size: file.size, file });
  }

  function readPasted() {
    if (text.value.trim() === '') refuse('There is nothing to read: paste cells into the field first.');
    else open({ name: PASTED, size: new Blob([text.value]).size, text: text.value });
  }

  function refuse(sentence) {
    message.replaceChildren(make('p', { class: 'alert', role: 'alert', text: sentence }));
  }

  function update() {
    const { table, status, error } = draft;
    if (status === 'failed' && draft.answer === null) refuse(error.message);
    else if (table === null) message.replaceChildren();
    else {
      const next = button('Continue', forward, { class: 'primary' });
      next.disabled = draft.answer === null;
      message.replaceChildren(make('p', { class: 'chosen' },
        make('strong', { text: table.name }), ` ${sayBytes(table.size)} `, next));
    }
  }

  return { update };
}

function templateLinks(templates) {
  const lists = [['every-region', 'All regions (1,327 rows)'], ['beryl', 'Beryl regions only']];
  const links = lists.flatMap(([which]) => ['xlsx', 'csv'].map((kind) => ({ which, kind, link: make('a', {
    class: 'button', download: true, text: kind === 'xlsx' ? 'Excel' : 'CSV',
  }) })));
  const point = (sides) => links.forEach(({ which, kind, link }) => {
    link.href = `${templates}${which}.${kind}${sides ? '?sides=1' : ''}`;
  });
  point(false);
  return [
    ...lists.map(([which, label]) => make('p', { class: 'template' }, make('span', { text: label }),
      ...links.filter((one) => one.which === which).map(({ kind, link }) => {
        link.setAttribute('aria-label', `${label} as ${kind === 'xlsx' ? 'Excel' : 'CSV'}`);
        return link;
      }))),
    checkBox({ key: 'sides', label: 'with one column per side', checked: false, onChange: point }),
    make('p', { class: 'hint',
      text: 'Fill in values, rename the column, and drop the file above. Empty rows are ignored.' }),
  ];
}

/** Files may be dropped anywhere on the page; elsewhere the browser would leave it. */
function listenToDrops(zone, take, signal) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    zone.classList.add('over');
  }, { signal });
  for (const type of ['dragleave', 'dragend', 'drop']) {
    window.addEventListener(type, () => zone.classList.remove('over'), { signal });
  }
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) take(event.dataTransfer.files[0]);
  }, { signal });
}

/** Return a number of bytes as people read it. */
export function sayBytes(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
