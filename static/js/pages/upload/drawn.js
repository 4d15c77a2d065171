/** What Allen, Beryl and Cosmos draw of the table, what they do not and why; and the choice that given values win. */

import { make } from '../../core/dom.js';
import { decide } from './choices.js';
import { checkBox } from './controls.js';

const MOST_OPEN = 6;

/** Return the elements; none while a problem is open. */
export function drawnReport({ draft, key }) {
  const { drawn } = draft.answer;
  if (!drawn) return [];
  return [make('section', { class: 'drawn', 'aria-label': 'What will be drawn', dataset: { testid: 'drawn' } },
    make('ul', {}, ...drawn.sentences.map((text) => make('li', { text }))),
    ...listOf(drawn.changed, drawn.all_changed, 'given value is shown differently',
      'given values are shown differently'),
    ...choice(draft, drawn, key),
    ...listOf(drawn.not_drawn, drawn.all_not_drawn, 'region is not drawn in every mapping',
      'regions are not drawn in every mapping'))];
}

function choice(draft, drawn, key) {
  if (drawn.all_changed === 0 && !drawn.given_wins) return [];
  return [checkBox({
    key: `${key}:given-wins`, checked: draft.choices.given_wins === true,
    label: 'Under Beryl and Cosmos, a value given for a region takes precedence (noted in the description)',
    onChange: (wins) => draft.decide(decide(draft.choices, 'given_wins', wins || null), 'which values take precedence'),
  })];
}

function listOf(entries, all, one, several) {
  if (all === 0) return [];
  const left = all - entries.length;
  return [make('details', { class: 'warnings', open: all <= MOST_OPEN },
    make('summary', { text: `${all.toLocaleString('en')} ${all === 1 ? one : several}` }),
    make('ul', {}, ...entries.map(({ message }) => make('li', { text: message })),
      ...(left > 0 ? [make('li', { text: `… and ${left.toLocaleString('en')} more.` })] : [])))];
}
