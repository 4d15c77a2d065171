/** What is wrong or doubtful in the tree, each with the button that repairs it. */

import { make } from '../../core/dom.js';

/** Create the list in `element`; returns {update}. */
export function createProblemsPane({ element, editor, actions, focusTree, signal }) {
  const title = make('h2', { id: 'problems-title' });
  const list = make('ul', { class: 'problems', 'aria-labelledby': 'problems-title', dataset: { testid: 'problems' } });
  const all = make('button', { type: 'button', text: 'Repair all' });
  element.append(make('div', { class: 'problems-head' }, title, all), list);
  let problems = [];
  all.addEventListener('click', () => {
    actions.repairAll();
    focusTree();
  }, { signal });
  list.addEventListener('click', (event) => {
    const number = event.target.closest('[data-number]')?.dataset.number;
    if (number === undefined) return;
    const problem = problems[Number(number)];
    if (event.target.dataset.action === 'repair') actions.repair(problem);
    else editor.choose(problem.id);
    focusTree();
  }, { signal });

  function update() {
    ({ problems } = editor);
    element.hidden = problems.length === 0;
    const blocking = problems.filter((problem) => problem.blocking).length;
    const word = problems.length === 1 ? 'thing' : 'things';
    const urgent = blocking > 0 ? `, ${blocking} to repair before saving` : '';
    title.textContent = `${problems.length} ${word} to look at${urgent}`;
    all.hidden = problems.length < 2;
    list.replaceChildren(...problems.map((problem, number) => make('li', {
      class: problem.blocking ? 'blocking' : '', dataset: { number: String(number) },
    }, make('button', { type: 'button', class: 'quiet text', text: problem.message }),
    make('button', { type: 'button', text: problem.repair, dataset: { action: 'repair' } }))));
  }

  return { update };
}
