/** The sheet that asks what is unclear in a dropped table: the side, and each key or cell that is not certain. */

import { make } from '../../../core/dom.js';
import { leaveOut, listUnclear, takeSuggestion } from '../../../core/unclear.js';

const SIDES = [['left', 'Left'], ['right', 'Right'], ['both', 'Both: the same value on each side']];
const PROMISE = 'The server checks the table and keeps nothing. The values stay in this browser.';
/** Questions shown at once; more are better answered in the upload. */
const MOST = 25;

/**
 * Return the content of the sheet.
 *
 * @param {object} options
 * @param {object} options.answer of the check, {problems, needs, ready, rows, matched}
 * @param {object} options.choices decided so far
 * @param {string} options.said a refusal, or empty
 * @param {(change: (choices: object) => object) => void} options.onDecide with what makes the choices of that moment
 *   those decided: an earlier decision may still be on its way
 * @param {() => void} options.onKeep
 * @param {() => void} options.onUpload
 */
export function drawQuestions({ answer, choices, said, onDecide, onKeep, onUpload }) {
  const questions = listUnclear(answer);
  const lines = questions.flatMap((question) => question.lines);
  const { rows, matched, ready, needs } = answer;
  const keep = make('button', {
    type: 'button', class: 'primary', text: 'Show on the brain', disabled: !ready, dataset: { testid: 'table-keep' },
    on: { click: onKeep },
  });
  const upload = make('button', { type: 'button', text: 'Correct it in the upload', on: { click: onUpload } });
  return make('div', { class: 'questions', dataset: { testid: 'table-questions' } },
    make('p', { role: 'status', text: ready ? 'Nothing is unclear any more.'
      : `${matched} of ${rows} rows matched. Say what is meant:` }),
    ...(said === '' ? [] : [make('p', { class: 'alert', role: 'alert', text: said })]),
    ...(needs.includes('hemisphere') || choices.hemisphere ? [askSide(choices, onDecide)] : []),
    ...questions.slice(0, MOST).map((question) => askOne(question, onDecide)),
    ...(questions.length > MOST ? [make('p', { class: 'note', text: `And ${questions.length - MOST} more.` })] : []),
    ...(lines.length > 1 && lines.length === answer.all_problems ? [make('button', {
      type: 'button', text: `Leave all ${lines.length} unclear rows out`,
      on: { click: () => onDecide((now) => leaveOut(now, lines)) },
    })] : []),
    make('div', { class: 'row' }, keep, upload),
    make('p', { class: 'note', text: PROMISE }));
}

function askSide(choices, onDecide) {
  const options = SIDES.map(([side, text]) => {
    const input = make('input', {
      type: 'radio', name: 'table-side', value: side, checked: choices.hemisphere === side,
      on: { change: () => onDecide((now) => ({ ...now, hemisphere: side })) },
    });
    return make('label', { class: 'toggle' }, input, text);
  });
  return make('fieldset', {}, make('legend', { text: 'Which hemisphere are these values from?' }), ...options);
}

/** One question: what is wrong, the regions that may be meant, and leaving it out. */
function askOne(question, onDecide) {
  const { value, message, suggestions, lines } = question;
  const regions = new Map(suggestions.map((one) => [one.acronym, one]));
  const chips = [...regions.values()].map(({ acronym, name }) => make('button', {
    type: 'button', title: name, text: acronym, 'aria-label': `${value} is ${acronym}, ${name}`,
    on: { click: () => onDecide((now) => takeSuggestion(now, question, acronym)) },
  }));
  const named = /^\d+$/.test(lines[0]) ? `row ${lines[0]}` : lines[0];
  const what = lines.length === 1 ? `Leave ${named} out` : `Leave all ${lines.length} out`;
  const out = lines.length === 0 ? [] : [make('button', {
    type: 'button', class: 'quiet', text: what, on: { click: () => onDecide((now) => leaveOut(now, lines)) },
  })];
  return make('section', { dataset: { question: value } },
    make('p', { text: message }), make('div', { class: 'row wraps' }, ...chips, ...out));
}
