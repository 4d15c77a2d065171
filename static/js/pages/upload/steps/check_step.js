/** Step three: every problem, grouped by kind, put right one by one or all alike; a live count of what is left. */

import { make } from '../../../core/dom.js';
import { listDecisions, takeBack } from '../choices.js';
import { button } from '../controls.js';
import { drawnReport } from '../drawn.js';
import { hemisphereChoice } from './hemisphere.js';
import { keepFocus } from '../keep_focus.js';
import { otherSheets } from '../other_sheets.js';
import { createProblemGroups } from '../problems/problem_group.js';
import { groupProblems, inSheet, sayPlace } from '../problems/problems.js';

const MOST_DECISIONS = 200;

/**
 * Create the step in `element`. `forward` goes on to publishing, `toColumns` back to the columns,
 * `download(kind)` gives the annotated sheet, `regions` names every region for the fields.
 */
export function createCheckStep({ element, draft, forward, toColumns, download, regions }) {
  const body = make('div', { class: 'step-body' });
  const title = element.querySelector('h2');
  const groups = createProblemGroups({ draft, toColumns, regions, redraw: update });
  let decisionsOpen = false;
  element.append(body);

  function update() {
    const { answer } = draft;
    if (answer === null) return;
    const { understood, problems, warnings, needs } = answer;
    const found = groupProblems(problems, understood.orientation);
    keepFocus(body, () => body.replaceChildren(
      summary(answer),
      ...(needs.includes('hemisphere') ? [askSide()] : []),
      ...groups.draw(found, understood),
      ...drawnReport({ draft, key: 'check' }),
      ...otherSheets({ draft, key: 'check' }),
      ...warningList(warnings.filter(({ code }) => code !== 'other_sheets')),
      ...decisionList(),
      footer(answer),
    ), title);
  }

  function askSide() {
    const choice = hemisphereChoice({ draft, key: 'check-hemisphere' });
    return make('section', { class: 'card ask', 'aria-label': 'Side', dataset: { testid: 'hemisphere' } }, ...choice);
  }

  function summary({ rows, matched, all_problems: all, problems, ready, needs }) {
    const done = make('progress', { max: Math.max(1, rows), value: matched,
      'aria-label': 'Matched rows' });
    const counts = `${matched.toLocaleString('en')} of ${rows.toLocaleString('en')} rows matched.`;
    let left = `${sayCount(all, 'problem')} left.`;
    if (all > problems.length) left += ` The first ${problems.length.toLocaleString('en')} are shown.`;
    if (ready) left = 'No problems left.';
    else if (all === 0 && needs.length > 0) left = 'Only the hemisphere is left to choose.';
    return make('div', { class: `summary${ready ? ' ready' : ''}`, dataset: { testid: 'summary' } },
      make('p', {}, make('strong', { text: left }), ` ${counts}`), done);
  }

  function warningList(warnings) {
    if (warnings.length === 0) return [];
    const items = warnings.map(({ row, column, message, sheet = '' }) => make('li', {},
      ...(row === null ? [] : [make('b', { text: sayPlace(inSheet(sheet, `${column ?? ''}${row}`)) }), ' ']), message));
    return [make('details', { class: 'warnings', open: warnings.length <= 3 },
      make('summary', { text: `${sayCount(warnings.length, 'warning')}; none stops the upload` }),
      make('ul', {}, ...items))];
  }

  function decisionList() {
    const decisions = listDecisions(draft.choices);
    if (decisions.length === 0) return [];
    const items = decisions.slice(-MOST_DECISIONS).reverse().map((decision) => make('li', {},
      make('span', { text: decision.text }),
      button('Undo', () => draft.decide(takeBack(draft.choices, decision), 'taking a decision back'), {
        key: `back:${decision.kind}:${decision.key}`, class: 'quiet', 'aria-label': `Undo: ${decision.text}`,
      })));
    const details = make('details', { class: 'decisions', open: decisionsOpen },
      make('summary', { text: `${sayCount(decisions.length, 'decision')} so far` }), make('ul', {}, ...items));
    details.addEventListener('toggle', () => { decisionsOpen = details.open; });
    return [details];
  }

  function footer({ ready, problems }) {
    const next = button('Continue to the preview', forward, { class: 'primary' });
    next.disabled = !ready;
    const sheets = problems.length === 0 ? [] : [
      make('span', { class: 'note', text: 'Prefer to fix the file? Download it with a “problems” column:' }),
      button('Excel', () => download('xlsx'), { key: 'annotated:xlsx', 'aria-label': 'Annotated sheet as Excel' }),
      button('CSV', () => download('csv'), { key: 'annotated:csv', 'aria-label': 'Annotated sheet as CSV' }),
    ];
    return make('div', { class: 'onward' }, ...sheets, next);
  }

  return { update };
}

/** Return "1 problem" or "21 problems". */
export function sayCount(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
