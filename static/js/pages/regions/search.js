/** The search of the page of regions: rows at once, and from the server what else may be meant. */

import { make } from '../../core/dom.js';

const REST = 250;

/** Create the search; `resolve(key, {signal})` asks the server what a key means. */
export function createSearch({ form, input, found, meant, tree, resolve, signal }) {
  let timer = 0;
  let asking = new AbortController();

  function search() {
    const query = input.value.trim();
    const count = tree.search(query);
    found.textContent = query === '' ? '' : countText(count);
    clearTimeout(timer);
    asking.abort();
    meant.hidden = true;
    if (query !== '') timer = setTimeout(() => ask(query), REST);
  }

  async function ask(query) {
    asking = new AbortController();
    try {
      const answer = await resolve(query, { signal: AbortSignal.any([signal, asking.signal]) });
      if (input.value.trim() === query && isWorthSaying(answer, tree.search(query))) showMeant(answer);
    } catch (error) {
      if (error.name !== 'AbortError') found.textContent = error.message;
    }
  }

  /** Say what the key means as a table's key would, with regions to go to. */
  function showMeant({ key, acronym, side, message, suggestions }) {
    const exact = acronym === null ? '' : `“${key}” is ${acronym}${side === null ? '' : ` on the ${side}`}.`;
    const regions = acronym === null ? suggestions : [{ acronym, name: '', reason: '' }, ...suggestions];
    meant.replaceChildren(
      make('p', { text: [exact, message].filter((text) => text !== '').join(' ') }),
      make('ul', {}, ...regions.slice(0, 8).map(suggestionItem)),
    );
    meant.hidden = false;
  }

  function suggestionItem({ acronym, name, reason }) {
    const go = () => {
      input.value = '';
      search();
      tree.reveal(acronym);
    };
    const text = [name, reason].filter((part) => part !== '').join(' — ');
    return make('li', {}, make('button', { type: 'button', on: { click: go } },
      make('b', { text: acronym }), make('small', { text: text === '' ? 'show in the tree' : text })));
  }

  input.addEventListener('input', search, { signal });
  form.addEventListener('submit', (event) => event.preventDefault(), { signal });
  if (input.value !== '') search();
}

/** While rows are found, what is merely near to the query would only distract. */
function isWorthSaying({ outcome, suggestions }, found) {
  if (outcome === 'exact') return true;
  return suggestions.length > 0 && (found === 0 || outcome !== 'unknown');
}

function countText(count) {
  if (count === 0) return 'No region name matches.';
  return count === 1 ? '1 region found.' : `${count} regions found.`;
}
