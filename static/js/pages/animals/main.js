/** The composition root of the page that compares groups of animals. */

import { createAnimalsApi } from '../../api/animals.js';
import { writeDecisions } from '../../core/animals.js';
import { make } from '../../core/dom.js';
import { keepFocus } from '../upload/keep_focus.js';
import { createFileStep } from '../upload/steps/file_step.js';
import { groupsCard } from './groups_card.js';
import { createPublishCard } from './publish_card.js';
import { resultCard } from './result_card.js';
import { testCard } from './test_card.js';

/** Milliseconds that changes gather before they are sent. */
const GATHER = 150;
const NOTHING = Object.freeze({
  animals: [], confirmed: false, settings: {}, choices: {}, answer: null, problem: null,
});

const byId = (id) => document.getElementById(id);

function start() {
  const page = JSON.parse(byId('page').textContent);
  const { signal } = new AbortController();
  const api = createAnimalsApi(page);
  const announce = (text) => { byId('announcer').textContent = text; };
  let state = { ...NOTHING, table: null };
  let asking = new AbortController();
  let timer = 0;
  const draft = {
    get table() { return state.table; },
    get answer() { return state.answer; },
    get status() { return state.problem === null ? 'checked' : 'failed'; },
    get error() { return state.problem; },
  };
  const file = createFileStep({
    element: byId('file'), draft, signal, templates: '/upload/template/', largest: page.largest,
    open: (table) => change({ ...NOTHING, table }), forward: () => byId('groups').querySelector('button')?.focus(),
  });
  const publish = createPublishCard({ element: byId('publish'), page, api, announce, signal, ask: () => ({
    table: state.table, choices: state.choices, decided: writeDecisions(state),
  }) });
  draw();

  function change(changes) {
    state = { ...state, ...changes };
    asking.abort();
    asking = new AbortController();
    clearTimeout(timer);
    timer = setTimeout(ask, GATHER, AbortSignal.any([signal, asking.signal]));
    draw();
  }

  async function ask(given) {
    try {
      const answer = await api.check(state.table, state.choices, writeDecisions(state), { signal: given });
      const animals = state.animals.length > 0 ? state.animals : answer.animals;
      state = { ...state, answer, animals, problem: null };
      announce(answer.confirmed ? 'Compared.' : `${animals.length} animals found.`);
    } catch (error) {
      if (error.name === 'AbortError') return;
      state = { ...state, problem: error };
      announce(error.message);
    }
    draw();
  }

  function draw() {
    file.update();
    const { answer, problem } = state;
    byId('message').replaceChildren(...(problem === null || answer === null ? []
      : [make('p', { class: 'alert', role: 'alert', text: problem.message, dataset: { testid: 'refusal' } })]));
    place('groups', answer === null ? [] : groupsCard({ state, change }));
    place('test', answer === null || !state.confirmed ? [] : testCard({ state, change }));
    const ready = problem === null && answer?.features.length > 0 && state.confirmed;
    place('result', !state.confirmed || answer === null || problem !== null ? [] : resultCard({ answer, announce }));
    publish.update(ready ? answer : null);
  }

  function place(id, elements) {
    const root = byId(id);
    keepFocus(root, () => root.replaceChildren(...elements));
  }
}

start();
