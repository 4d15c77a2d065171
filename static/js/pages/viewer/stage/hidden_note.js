/** One calm line that says which values are not on the picture, why, and how to show them. */

import { make } from '../../../core/dom.js';
import { splitLateralRow } from '../../../core/geometry.js';
import { MAPPING_TEXTS } from '../../../core/mappings.js';
import { chooseLook } from '../../../colours/choosing.js';
import { findHidden } from '../../../data/hidden_values.js';

/** Most acronyms that the line names. */
const NAMED = 4;

/**
 * Create the line; `update(picture)` takes what is drawn, or null.
 *
 * @param {object} options
 * @param {() => object} options.getView {feature, origins}
 */
export function createHiddenNote({ store, atlas, getView }) {
  const text = make('span', { dataset: { testid: 'hidden-note' } });
  const tools = make('span', { class: 'tools' });
  const element = make('p', { class: 'hidden-note', hidden: true }, text, tools);
  const act = {
    side: ['Show both sides', () => store.set({ hemisphere: 'given' })],
    givenOnly: ['Show inferred values', () => store.set({ givenOnly: false })],
    mapping: ['Show Allen regions', () => store.set({ mapping: 'allen', range: null })],
  };
  let picture = null;
  let offered = '';

  function update(shown) {
    picture = shown;
    const sentences = picture?.kind === 'regions' ? describe() : [];
    element.hidden = sentences.length === 0;
    if (text.textContent !== sentences.join(' ')) text.textContent = sentences.join(' ');
  }

  function describe() {
    const { feature, origins } = getView();
    const hidden = findHidden({ feature, picture, state: store.snapshot(), origins, atlas });
    const actions = hidden.groups.flatMap(({ reason }) => (isUseful(reason) ? [act[reason]] : []));
    if (hidden.beyond > 0) {
      actions.push(['Fit colours', () => chooseLook(store, picture.guess, { range: null, centred: false })]);
    }
    offer(actions);
    return sentencesOf(hidden, { mapping: picture.mapping, hemisphere: store.get('hemisphere'), atlas });
  }

  /** A button that is offered still stays where it is, with the focus it may have. */
  function offer(actions) {
    const labels = actions.map(([label]) => label).join();
    if (labels === offered) return;
    offered = labels;
    tools.replaceChildren(...actions.map(([label, click]) => make('button', {
      type: 'button', class: 'quiet small', text: label, on: { click },
    })));
  }

  const isUseful = (reason) => reason in act && (reason !== 'mapping' || picture.mappings.includes('allen'));

  return { element, update };
}

/**
 * Return the sentences.
 *
 * @param {Hidden} hidden
 * @param {{mapping: string, hemisphere: string, atlas: Atlas}} context
 */
export function sentencesOf({ total, groups, beyond }, { mapping, hemisphere, atlas }) {
  const sentences = [];
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  if (count > 0) {
    const reasons = groups.map(({ reason, rows }) => {
      const names = reason === 'side' || reason === 'givenOnly' ? '' : ` (${namesOf(rows, atlas)})`;
      return `${count === rows.length ? '' : `${rows.length} `}${REASONS[reason]({ mapping, hemisphere })}${names}`;
    });
    const values = total === 1 ? '1 value is' : `${total} values are`;
    sentences.push(`${count} of ${values} not on this picture: ${reasons.join('; ')}.`);
  }
  if (beyond > 0) sentences.push(`${beyond === 1 ? '1 value is' : `${beyond} values are`} beyond the colour range.`);
  return sentences;
}

const REASONS = Object.freeze({
  side: ({ hemisphere }) => `on the ${hemisphere === 'left' ? 'right' : 'left'} side, which is switched off`,
  givenOnly: () => 'not given for the region itself',
  mapping: ({ mapping }) => `in no ${MAPPING_TEXTS[mapping]} region`,
  undrawn: () => 'without voxels in the atlas',
  covered: () => 'of a parent whose parts have values of their own',
});

function namesOf(rows, { regions }) {
  const acronyms = [...new Set(rows.map((row) => regions.acronym[splitLateralRow(row).row]))];
  const rest = acronyms.length - NAMED;
  return acronyms.slice(0, NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
