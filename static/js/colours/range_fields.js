/** The ends of the range as numbers that can be typed. */

import { make } from '../core/dom.js';
import { formatNumber } from '../core/numbers.js';
import { readNumber } from './number_field.js';

/** Digits of the ends of the range. */
const DIGITS = 5;

/**
 * Create the fields; `elements` are both, `show(end, value)` shows a number.
 *
 * @param {object} options
 * @param {string[]} options.names of the ends
 * @param {string[]} options.words for people
 * @param {() => object} options.getPicture {range, digits} of what is drawn
 * @param {() => boolean} options.isCentred whether the ends move together
 * @param {(sentence: string) => void} options.say why a number is not taken
 * @param {(end: number, value: number) => void} options.onType
 * @param {() => void} options.onCancel
 */
export function createRangeFields({ names, words, getPicture, isCentred, say, onType, onCancel, signal }) {
  const fields = names.map((name, end) => rangeField(name, end));

  function rangeField(name, end) {
    const field = make('input', {
      type: 'text', inputmode: 'decimal', class: 'number', autocomplete: 'off', 'aria-label': words[end],
      dataset: { testid: `range-${name}` },
    });
    field.addEventListener('change', () => type(end), { signal });
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') type(end);
      if (event.key === 'Escape') onCancel();
    }, { signal });
    return field;
  }

  function type(end) {
    const picture = getPicture();
    const value = readNumber(fields[end].value);
    if (fields[end].value === endText(picture.range[end], picture)) return;
    const good = Number.isFinite(value);
    const inOrder = end === 0 ? value <= picture.range[1] : value >= picture.range[0];
    fields[end].setAttribute('aria-invalid', String(!good || !(inOrder || isCentred())));
    if (!good) say('Enter a number such as 0.5 or −2e-3.');
    else if (!inOrder && !isCentred()) say('The lower end must not exceed the upper end.');
    else onType(end, value);
  }

  function show(end, value) {
    fields[end].value = endText(value, getPicture());
    fields[end].setAttribute('aria-invalid', 'false');
  }

  return { elements: fields, show };
}

function endText(value, { digits }) {
  return formatNumber(value, Math.max(DIGITS, digits)).replace(/^-/, '−');
}
