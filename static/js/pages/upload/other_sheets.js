/** Sheets with regions that are not read: named, with a button that reads them together. */

import { make } from '../../core/dom.js';
import { readSheets } from './choices.js';
import { button } from './controls.js';

/** Return the sentence with its button; nothing where every sheet with regions is read. */
export function otherSheets({ draft, key }) {
  const { understood: { sheet, sheets, other_sheets: others }, warnings } = draft.answer;
  if (others.length === 0) return [];
  const said = warnings.find(({ code }) => code === 'other_sheets');
  const names = sheets.map(({ name }) => name).filter((name) => name === sheet || others.includes(name));
  return [make('div', { class: 'alert warn', dataset: { testid: 'other-sheets' } },
    make('p', { text: said?.message ?? '' }),
    button(`Read all ${names.length} sheets`, () => {
      draft.decide(readSheets(draft.choices, sheet, names), `reading ${names.length} sheets`);
    }, { key: `read-all:${key}` }))];
}
