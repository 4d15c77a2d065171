/** The tables that features of the local bucket came from, with the decisions about them: what publishing needs. */

const DATABASE = 'atlasviewer.tables';
const TABLES = 'tables';

/** Keep {name, file, choices} for each of these features; without a place to keep it, publishing is not offered. */
export async function keepTable(fnames, table) {
  await within('readwrite', (store) => {
    for (const fname of fnames) store.put(table, fname);
  });
}

/** Return the table of a feature, or undefined. */
export async function findTable(fname) {
  return within('readonly', (store) => store.get(fname));
}

/** Return the names of the features whose table is kept, as a Set. */
export async function listTables() {
  return new Set(await within('readonly', (store) => store.getAllKeys()) ?? []);
}

/** Forget the table of a feature that was renamed or removed. */
export async function forgetTable(fname) {
  await within('readwrite', (store) => store.delete(fname));
}

/** Run `use` in a transaction; returns the result of its request, undefined where this browser keeps nothing. */
async function within(mode, use) {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLES, mode);
      const request = use(transaction.objectStore(TABLES));
      transaction.addEventListener('complete', () => resolve(request?.result));
      transaction.addEventListener('abort', () => reject(transaction.error));
    }).finally(() => database.close());
  } catch {
    return undefined;
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLES));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
