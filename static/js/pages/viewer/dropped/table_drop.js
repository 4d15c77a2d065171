/** A table dropped on the viewer: checked on the server, shown at once when clear, asked about in a sheet when not. */

import { createTablesApi } from '../../../api/tables.js';
import { keepTable } from '../../../data/local/kept_tables.js';
import { drawQuestions } from './table_questions.js';

const KIND = 'table';

/** Longest name of a feature. */
const LONGEST = 200;

/**
 * Create it. `open(file)` resolves to the names of the features that are kept in this browser, empty when the person
 * closed the sheet; it rejects with the refusal of a file that cannot be read. `onKept(fname, mapping)` is called when
 * the first feature is there, with the mapping that draws most of it as given.
 *
 * @param {object} options
 * @param {object} options.drawer made by `createDrawer`
 * @param {object} options.addresses {check, preview} of the API
 * @param {object} options.local made by `openLocalBucket`
 * @param {(file: File, choices: object) => void} options.toUpload goes on in the upload
 */
export function createTableDrop({ drawer, addresses, local, onKept, toUpload, signal }) {
  const tables = createTablesApi(addresses);

  async function open(file) {
    const table = { name: file.name, file };
    const answer = await tables.check(table, {}, { signal });
    return answer.ready ? keep(table, {}, answer) : ask(table, answer);
  }

  /** Ask what is unclear until the person keeps the table or closes the sheet. */
  function ask(table, firstAnswer) {
    const { promise, resolve, reject } = Promise.withResolvers();
    let choices = {};
    let answer = firstAnswer;
    const draw = (said = '') => drawQuestions({
      answer, choices, said, onDecide: decide, onKeep: () => finish(keep(table, choices, answer)),
      onUpload: () => toUpload(table.file, choices),
    });
    const finish = (outcome) => {
      resolve(outcome);
      drawer.close();
    };

    async function decide(change) {
      const next = change(choices);
      choices = next;
      try {
        answer = await tables.check(table, choices, { signal });
        if (choices === next) drawer.replace(KIND, draw());
      } catch (error) {
        if (error.name === 'AbortError') reject(error);
        else if (choices === next) drawer.replace(KIND, draw(error.message));
      }
    }

    drawer.open({ kind: KIND, title: table.name, content: draw(), onClose: () => resolve([]) });
    return promise;
  }

  async function keep(table, choices, answer) {
    const fnames = [...new Set(answer.understood.features.map(({ fname }) => fname))];
    const kept = [];
    for (const fname of fnames) {
      const content = await tables.preview(table, choices, fname, { signal });
      const name = findFreeName(fname, new Set((await local.list()).map((entry) => entry.fname)));
      await local.put(name, content);
      kept.push(name);
      if (kept.length === 1) onKept(name, answer.drawn?.mapping ?? null);
    }
    await keepTable(kept, { ...table, choices });
    return kept;
  }

  return Object.freeze({ open });
}

/** Return a name that no feature has yet: what this browser keeps is never replaced by a table. */
export function findFreeName(fname, taken) {
  let name = fname;
  for (let count = 2; taken.has(name); count += 1) name = `${fname.slice(0, LONGEST - 6)} (${count})`;
  return name;
}
