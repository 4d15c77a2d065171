/** The features in this browser's IndexedDB: read, checked, written. Fetched when they are first asked for. */

import { LocalProblem } from './problem.js';

const DATABASE = 'atlasviewer';
const VERSION = 1;
/** Listing does not read the values: {fname, short_desc, unit, length} lie apart from the texts by fname. */
const LISTING = 'features';
const TEXTS = 'texts';

/**
 * Open them; the database is opened when it is first needed. `list`, `readText`, `put`, `rename` and `remove` are as
 * `openLocalBucket` tells; all reject with a LocalProblem.
 *
 * @param {object} options
 * @param {() => void} options.onWrite called after every change
 */
export function openLocalFeatures({ onWrite }) {
  const within = createTransactions();

  async function put(name, content) {
    const { checkFeature } = await import('./feature_files.js'); // Needed by few, so not with the page.
    const { feature_data: data, short_desc: description, unit } = await checkFeature(name, content);
    const text = JSON.stringify({ feature_data: data, short_desc: description, unit });
    await change((listing, texts) => {
      listing.put({ fname: name, short_desc: description, unit, length: text.length });
      texts.put(text, name);
    });
  }

  async function rename(from, to) {
    if (from === to) return;
    const [entry, taken] = await Promise.all([find(from), find(to)]);
    if (taken !== undefined) throw new LocalProblem(`A feature “${to}” already exists.`);
    const [text, { checkFeature }] = await Promise.all([readText(from), import('./feature_files.js')]);
    await checkFeature(to, JSON.parse(text));
    await change((listing, texts) => {
      listing.put({ ...entry, fname: to });
      texts.put(text, to);
      listing.delete(from);
      texts.delete(from);
    });
  }

  async function remove(fname) {
    await change((listing, texts) => {
      listing.delete(fname);
      texts.delete(fname);
    });
  }

  async function list() {
    return within(LISTING, 'readonly', (transaction) => answerOf(transaction.objectStore(LISTING).getAll()));
  }

  async function readText(fname) {
    const text = await within(TEXTS, 'readonly', (transaction) => answerOf(transaction.objectStore(TEXTS).get(fname)));
    if (text !== undefined) return text;
    throw Object.assign(new LocalProblem(`There is no feature “${fname}” in this browser.`), { status: 404 });
  }

  function find(fname) {
    return within(LISTING, 'readonly', (transaction) => answerOf(transaction.objectStore(LISTING).get(fname)));
  }

  async function change(write) {
    await within([LISTING, TEXTS], 'readwrite', (transaction) => {
      write(transaction.objectStore(LISTING), transaction.objectStore(TEXTS));
    });
    onWrite();
  }

  return Object.freeze({ list, readText, put, rename, remove });
}

/** Return the function that runs one transaction; the database is opened for the first, and after a failure again. */
function createTransactions() {
  let database = null;

  /** Run `use` in a transaction and return its outcome once that is written. */
  return async function within(stores, mode, use) {
    try {
      database ??= openDatabase();
      const transaction = (await database).transaction(stores, mode);
      const done = finished(transaction);
      const [outcome] = await Promise.all([use(transaction), done]);
      return outcome;
    } catch (error) {
      database = null;
      throw explain(error);
    }
  };
}

function openDatabase() {
  const request = indexedDB.open(DATABASE, VERSION);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(LISTING, { keyPath: 'fname' });
    request.result.createObjectStore(TEXTS);
  });
  return answerOf(request).then((database) => {
    database.addEventListener('versionchange', () => database.close());
    return database;
  });
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', () => reject(transaction.error));
    transaction.addEventListener('abort', () => reject(transaction.error));
  });
}

function explain(error) {
  if (error instanceof LocalProblem) return error;
  if (error?.name === 'QuotaExceededError') {
    return new LocalProblem('This browser has no space left for local features; remove some.');
  }
  return new LocalProblem('This browser does not store data for this site (perhaps a private window), so features '
    + 'cannot be saved in it.');
}
