/** Step two: what was understood of the sheet, in words and marked in it, all to be changed. */

import { make } from '../../../core/dom.js';
import { decideColumns } from '../choices.js';
import { button } from '../controls.js';
import { featureTable } from '../preview/feature_table.js';
import { keepFocus } from '../keep_focus.js';
import { otherSheets } from '../other_sheets.js';
import { sheetPreview } from '../preview/sheet_preview.js';
import { createSheetSettings } from './sheet_settings.js';

const OF_THE_SHEET = ['no_regions', 'no_values', 'doubtful_key_column', 'unknown_choice'];

/** Create the step in `element`, whose title stays. */
export function createColumnsStep({ element, draft, forward }) {
  const body = make('div', { class: 'step-body' });
  const title = element.querySelector('h2');
  const settings = createSheetSettings({ draft });
  element.append(body);

  const changeColumns = (columns, changes, what) => draft.decide(decideColumns(draft.choices, columns, changes), what);

  function update() {
    if (draft.answer === null) return;
    const { understood, problems } = draft.answer;
    keepFocus(body, () => body.replaceChildren(
      ...questions(problems),
      ...otherSheets({ draft, key: 'columns' }),
      make('div', { class: 'beside' },
        make('section', { class: 'card settings', 'aria-label': 'The sheet' }, make('h3', { text: 'The sheet' }),
          ...settings.draw(understood)),
        make('div', {}, make('section', { class: 'card', 'aria-label': 'Why' }, make('h3', { text: 'Why' }),
          make('ul', { class: 'why' }, ...understood.why.map((text) => make('li', { text })))),
            sheetPreview(understood))),
      make('h3', { text: `Features (${new Set(understood.features.map(({ fname }) => fname)).size})` }),
      ...featureTable({ understood, decided: draft.choices.features ?? [], change: changeColumns }),
      make('p', { class: 'onward' }, button('Continue to the check', forward, { class: 'primary' })),
    ), title);
  }

  /** Problems of the whole sheet, said here too, where they are put right. */
  function questions(problems) {
    const whole = problems.filter(({ code }) => OF_THE_SHEET.includes(code));
    return whole.map(({ message, sheet = '' }) => make('p', { class: 'alert warn',
      text: sheet === '' ? message : `${sheet}: ${message}` }));
  }

  return { update };
}
