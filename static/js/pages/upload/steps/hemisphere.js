/** The question of the side, wherever it comes up: values that the table itself puts on no side. */

import { make } from '../../../core/dom.js';
import { decide } from '../choices.js';
import { radios } from '../controls.js';

const OPTIONS = [
  ['left', 'Left'],
  ['right', 'Right'],
  ['both', 'Both', 'the same value on each side'],
];
const SAID = Object.freeze({
  column: 'A column gives each row’s side.',
  key: 'Each key includes its side.',
  id: 'Negative ids are left, positive ids right.',
  columns: 'The column headers give the side.',
});

/** Return the radio buttons for the side, or the sentence that says where the table has it. */
export function hemisphereChoice({ draft, key }) {
  const { understood } = draft.answer;
  if (understood.side in SAID) return [make('p', { class: 'hint', text: `Side: ${SAID[understood.side]}` })];
  return [radios({
    key, legend: 'Which hemisphere are these values from?', options: OPTIONS, value: draft.choices.hemisphere ?? null,
    onChange: (side) => draft.decide(decide(draft.choices, 'hemisphere', side), 'the side'),
  })];
}
