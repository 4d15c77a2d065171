/** Files dropped on the page or chosen become features of the local bucket; there they are renamed and removed. */

import { make } from '../../core/dom.js';
import { LOCAL } from './local_bucket.js';

const PROMISE = 'They stay in this browser and are sent nowhere.';
const UPLOAD = 'upload/';
const TABLE = /\.(xlsx|xlsm|xls|ods|csv|tsv|tab)$/i;

/**
 * Create the controls in `element`, and a drop zone over the whole page.
 *
 * @param {object} options
 * @param {HTMLElement} options.element
 * @param {object} options.local made by `openLocalBucket`
 * @param {object} options.store files that were kept are shown through it
 * @param {HTMLElement} [options.page] what files may be dropped on
 * @param {AbortSignal} options.signal
 * @returns {{update: () => void}} `update` after the local bucket changed
 */
export function createLocalFiles({ element, local, store, page = document.body, signal }) {
  const input = make('input', {
    type: 'file', multiple: true, accept: '.json,application/json', class: 'visually-hidden', tabindex: -1,
    'aria-label': 'Files of the SDK', dataset: { testid: 'local-input' },
  });
  const button = make('button', {
    type: 'button', text: 'Open files …',
    title: `Files that local_features, local_volume or local_dots wrote. ${PROMISE}`,
    dataset: { testid: 'local-choose' }, on: { click: () => input.click() },
  });
  const report = make('div', { class: 'local-report', role: 'status', dataset: { testid: 'local-report' } });
  const list = make('ul', {
    class: 'local-list', 'aria-label': 'Features in this browser', dataset: { testid: 'local-list' },
  });
  element.append(make('div', { class: 'row' }, button, input), report, list);
  input.addEventListener('change', () => {
    keepFiles([...input.files]);
    input.value = '';
  }, { signal });
  createDropZone({ page, onFiles: keepFiles, signal });
  store.subscribe(['bucket'], update, signal);
  update();

  async function keepFiles(files) {
    report.replaceChildren(make('p', { class: 'note', text: `Reading ${countFiles(files.length)} …` }));
    const { readFeatureFile } = await import('./feature_files.js');
    const kept = [];
    const refusals = [];
    const tables = files.filter(({ name }) => TABLE.test(name));
    for (const file of files.filter((one) => !tables.includes(one))) {
      try {
        const { fname, content } = await readFeatureFile(file);
        await local.put(fname, content);
        kept.push(fname);
      } catch (error) {
        refusals.push(error);
      }
    }
    if (signal.aborted) return;
    report.replaceChildren(...describe(kept, refusals), ...tables.map(({ name }) => sendToUpload(name)));
    if (kept.length > 0) show(kept[0]);
  }

  function show(fname) {
    store.set({ buckets: [...store.get('buckets'), LOCAL], bucket: LOCAL, feature: fname, range: null });
  }

  async function update() {
    const shown = store.get('bucket') === LOCAL;
    list.hidden = !shown;
    if (!shown) return;
    const entries = await attempt(() => local.list()) ?? [];
    if (!signal.aborted) list.replaceChildren(...entries.map(({ fname }) => entryOf(fname)));
  }

  function entryOf(fname) {
    const name = make('input', { value: fname, maxlength: 200, 'aria-label': `Name of ${fname}`, autocomplete: 'off' });
    const removing = () => attempt(() => local.remove(fname)).then(() => leave(fname));
    const renaming = (event) => {
      event.preventDefault();
      attempt(() => local.rename(fname, name.value.trim()).then(() => follow(fname, name.value.trim())));
    };
    return make('li', { dataset: { fname } }, make('form', { class: 'row', on: { submit: renaming } }, name,
      make('button', { type: 'submit', text: 'Rename', dataset: { testid: 'local-rename' } }),
      make('button', {
        type: 'button', text: 'Remove', 'aria-label': `Remove ${fname} from this browser`,
        dataset: { testid: 'local-remove' }, on: { click: removing },
      })));
  }

  function follow(from, to) {
    if (store.get('bucket') === LOCAL && store.get('feature') === from) store.set({ feature: to });
  }

  function leave(fname) {
    if (store.get('bucket') === LOCAL && store.get('feature') === fname) store.set({ feature: null, range: null });
  }

  /** Do something and say it when it is refused. */
  async function attempt(act) {
    try {
      return await act();
    } catch (error) {
      report.replaceChildren(...describe([], [error]));
      return undefined;
    }
  }

  return Object.freeze({ update });
}

function describe(kept, refusals) {
  const parts = [];
  if (kept.length > 0) {
    const names = kept.map((fname) => `“${fname}”`).join(', ');
    parts.push(make('p', { class: 'note', text: `Kept in this browser: ${names}. Nothing was sent.` }));
  }
  for (const { message, problems = [] } of refusals) {
    const others = problems.slice(1).map((problem) => make('li', { text: problem.message }));
    parts.push(make('div', { class: 'alert', role: 'alert' }, make('p', { text: message }),
      ...(others.length > 0 ? [make('ul', {}, ...others)] : [])));
  }
  return parts;
}

/** Values in a table have to be understood first, and that is what the upload does. */
function sendToUpload(name) {
  return make('div', { class: 'alert warn', role: 'alert', dataset: { testid: 'local-table' } }, make('p', {},
    `“${name}” is a table. Tables go through `, make('a', { href: UPLOAD, text: 'Upload' }),
    ', which checks every row and can keep the values in this browser only. Drop it there.'));
}

/** Lay a sign over the page while files are dragged over it. */
function createDropZone({ page, onFiles, signal }) {
  const sign = make('div', { class: 'drop-zone', hidden: true, dataset: { testid: 'local-drop' } },
    make('p', { text: 'Drop the SDK\'s JSON files to see them.' }), make('p', { text: PROMISE }));
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
