/** What comes of a comparison: problems of the table, or methods sentence, warnings and the features to be stored. */

import { make } from '../../core/dom.js';
import { button } from '../upload/controls.js';

const MOST_PROBLEMS = 20;

/** Return the card for an answer of the check. */
export function resultCard({ answer, announce }) {
  const { table, contrasts, features } = answer;
  if (table.problems.length > 0) return [problemList(table)];
  if (features.length === 0) return [];
  return [make('section', { class: 'card', dataset: { testid: 'result' } }, make('h2', { text: 'Result' }),
    ...contrasts.flatMap((one) => contrastParts(one, announce)),
    make('h3', { text: `Features (${features.length})` }),
    make('ul', {}, ...features.map((text) => make('li', { text }))))];
}

function problemList({ problems, all_problems: all }) {
  const items = problems.slice(0, MOST_PROBLEMS).map(({ row, column, message }) => make('li', {},
    ...(row === null ? [] : [make('b', { text: `${column ?? ''}${row}` }), ' ']), message));
  return make('section', { class: 'card', dataset: { testid: 'problems' } }, make('h2', { text: 'Problems' }),
    make('p', { class: 'alert warn', text: `${all} problem${all === 1 ? '' : 's'} left. Correct the file and choose it `
      + 'again.' }), make('ul', {}, ...items));
}

function contrastParts({ group, against, methods, warnings, tested }, announce) {
  const title = against === null ? `${group} against a value` : `${group} against ${against}`;
  return [
    make('h3', { text: `${title}: ${tested.toLocaleString('en')} tests` }),
    make('p', { class: 'methods', text: methods, dataset: { testid: 'methods' } }),
    button('Copy methods', async () => {
      await navigator.clipboard.writeText(methods);
      announce('Copied.');
    }, { key: `copy:${title}`, 'aria-label': `Copy methods: ${title}` }),
    ...(warnings.length === 0 ? [] : [make('ul', { class: 'why', dataset: { testid: 'warnings' } },
      ...warnings.map((text) => make('li', { text })))]),
  ];
}
