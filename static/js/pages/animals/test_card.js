/** How groups are compared: name, side, test, regions tested, fewest animals, which groups. */

import { listGroups } from '../../core/animals.js';
import { make } from '../../core/dom.js';
import { field, numberInput, radios, select, textInput } from '../upload/controls.js';

const TESTS = [
  [null, 'Suggested'], ['welch', 'Welch’s t'], ['student', 'Student’s t (equal variances)'],
  ['mann_whitney', 'Mann–Whitney U'], ['paired', 'Paired t (animals pair by name)'], ['one_sample', 'One-sample t'],
];
const LEVELS = [
  [null, 'Regions as given'], ['leaves', 'Given regions without subregions'], ['beryl', 'Beryl regions'],
  ['cosmos', 'Cosmos divisions'],
];
const SIDES = [['left', 'Left'], ['right', 'Right'], ['both', 'Both', 'the same value on each side']];

/** Return the card. `change(changes)` changes the state of the page. */
export function testCard({ state, change }) {
  const { settings, choices, answer, animals } = state;
  const set = (key, value) => {
    const { [key]: former, ...others } = settings;
    change({ settings: value === null || value === former ? others : { ...others, [key]: value } });
  };
  return [make('section', { class: 'card', dataset: { testid: 'test' } }, make('h2', { text: 'Comparison' }),
    ...(needsSide(answer, choices) ? [radios({
      key: 'hemisphere', legend: 'Which hemisphere are these values from?', options: SIDES,
      value: choices.hemisphere ?? null, onChange: (hemisphere) => change({ choices: { ...choices, hemisphere } }),
    })] : []),
    make('div', { class: 'settings-row' },
      field('What was measured', textInput({ key: 'name', value: settings.name ?? answer.name,
        onChange: (typed) => set('name', typed.trim() === '' ? null : typed.trim()) })),
      field('Test', select({ key: 'test-kind', options: TESTS, value: settings.test ?? null,
        onChange: (value) => set('test', value) })),
      field('Regions tested', select({ key: 'level', options: LEVELS, value: settings.level ?? null,
        onChange: (value) => set('level', value) })),
      field('Fewest animals per group', numberInput({ key: 'fewest', value: settings.fewest ?? 3,
        onChange: (value) => set('fewest', value) })),
      ...contrast(settings, listGroups(animals), set)))];
}

function needsSide({ table }, { hemisphere }) {
  return hemisphere !== undefined || table.needs.includes('hemisphere');
}

/** With more than two groups, or to turn the sign round, a person says which is compared with which. */
function contrast({ contrasts, test }, groups, set) {
  if (groups.length < 2 || test === 'one_sample') return [];
  const pairs = groups.flatMap((one) => groups.filter((other) => other !== one).map((other) => [one, other]));
  const options = pairs.map((pair) => [JSON.stringify([pair]), pair.join(' against ')]);
  return [field('Groups compared', select({
    key: 'contrasts', options: [[null, 'Every group against the control'], ...options],
    value: contrasts === undefined ? null : JSON.stringify(contrasts),
    onChange: (value) => set('contrasts', value === null ? null : JSON.parse(value)),
  }))];
}
