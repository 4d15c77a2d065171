/** Files dropped on the page or chosen become features of the local bucket; there they are renamed and removed. */

import { make } from '../../core/dom.js';
import { forgetTable, listTables } from './kept_tables.js';
import { LOCAL } from './local_bucket.js';
import { createLocalList, publishLink } from './local_list.js';

const PROMISE = 'They stay in this browser; tables are checked on the server, which keeps nothing.';
const ACCEPTED = '.json,.xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.tab';
const TABLE = /\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv|tab)$/i;

/**
 * Create the controls in `element`, and a drop zone over the whole page.
 *
 * @param {object} options
 * @param {HTMLElement} options.element
 * @param {object} options.local made by `openLocalBucket`
 * @param {object} options.store files that were kept are shown through it
 * @param {(file: File) => Promise<string[]>} options.openTable keeps a table's features, asking what is unclear
 * @param {HTMLElement} [options.page] what files may be dropped on
 * @param {AbortSignal} options.signal
 * @returns {{update: () => void, choose: () => void}} `update` after the local bucket changed; `choose` asks for files
 */
export function createLocalFiles({ element, local, store, openTable, page = document.body, signal }) {
  const input = make('input', {
    type: 'file', multiple: true, accept: ACCEPTED, class: 'visually-hidden', tabindex: -1,
    'aria-label': 'Tables, or files of the SDK', dataset: { testid: 'local-input' },
  });
  const button = make('button', {
    type: 'button', text: 'Open files …',
    title: `Tables, or files that the SDK's local_… functions wrote. ${PROMISE}`,
    dataset: { testid: 'local-choose' }, on: { click: () => input.click() },
  });
  const report = make('div', { class: 'local-report', role: 'status', dataset: { testid: 'local-report' } });
  const list = createLocalList({ local, store, attempt, signal });
  element.append(make('div', { class: 'row' }, button, input), report, list.element);
  input.addEventListener('change', () => {
    keepFiles([...input.files]);
    input.value = '';
  }, { signal });
  createDropZone({ page, onFiles: keepFiles, signal });

  async function keepFiles(files) {
    report.replaceChildren(make('p', { class: 'note', text: `Reading ${countFiles(files.length)} …` }));
    const { readFeatureFile } = await import('./feature_files.js');
    const kept = [];
    const refusals = [];
    for (const file of files) {
      try {
        kept.push(...await keepFile(file, readFeatureFile));
      } catch (error) {
        if (error.name === 'AbortError') return;
        refusals.push(Object.assign(error, { retry: () => keepFiles([file]) }));
      }
    }
    if (signal.aborted) return;
    const tables = await listTables();
    report.replaceChildren(...describe(kept, refusals, kept.find((fname) => tables.has(fname))));
    list.update();
  }

  /** Keep what a file holds and show its first feature; return the names. */
  async function keepFile(file, readFeatureFile) {
    if (TABLE.test(file.name)) return openTable(file);
    const { fname, content } = await readFeatureFile(file);
    await local.put(fname, content);
    await forgetTable(fname);
    show(fname);
    return [fname];
  }

  function show(fname) {
    store.set({ buckets: [...store.get('buckets'), LOCAL], bucket: LOCAL, feature: fname, range: null });
  }

  /** Do something and show the reason if it is refused. */
  async function attempt(act) {
    try {
      return await act();
    } catch (error) {
      report.replaceChildren(...describe([], [error]));
      return undefined;
    }
  }

  return Object.freeze({ update: list.update, choose: () => input.click() });
}

function describe(kept, refusals, publishable) {
  const parts = [];
  if (kept.length > 0) {
    const names = kept.map((fname) => `“${fname}”`).join(', ');
    parts.push(make('p', { class: 'note' }, `Saved in this browser: ${names}. `,
      ...(publishable === undefined ? [] : [publishLink(publishable)])));
  }
  for (const { message, problems = [], retry } of refusals) {
    const others = problems.slice(1).map((problem) => make('li', { text: problem.message }));
    parts.push(make('div', { class: 'alert', role: 'alert' }, make('p', { text: message }),
      ...(others.length > 0 ? [make('ul', {}, ...others)] : []),
      ...(retry === undefined ? [] : [make('button', { type: 'button', text: 'Try again', on: { click: retry } })])));
  }
  return parts;
}

/** Cover the page with a hint while files are dragged over it. */
function createDropZone({ page, onFiles, signal }) {
  const sign = make('div', { class: 'drop-zone', hidden: true, dataset: { testid: 'local-drop' } },
    make('p', { text: 'Drop a table, or the SDK\'s JSON files, to see them on the brain.' }),
    make('p', { text: PROMISE }));
  page.append(sign);
  signal.addEventListener('abort', () => sign.remove(), { once: true });
  let depth = 0;
  const on = (type, use) => page.addEventListener(type, (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    depth = Math.max(0, use(event));
    sign.hidden = depth === 0;
  }, { signal });
  on('dragenter', () => depth + 1);
  on('dragover', () => depth);
  on('dragleave', () => depth - 1);
  on('drop', (event) => {
    onFiles([...event.dataTransfer.files]);
    return 0;
  });
}

function countFiles(count) {
  return count === 1 ? '1 file' : `${count} files`;
}
