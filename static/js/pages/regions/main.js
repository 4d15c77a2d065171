/** The composition root of the page of regions. */

import { requestJson } from '../../api/api.js';
import { createRegionTree } from './region_tree.js';
import { createSearch } from './search.js';

const byId = (id) => document.getElementById(id);

function start() {
  const page = JSON.parse(byId('page').textContent);
  const { signal } = new AbortController();
  const tree = createRegionTree({ table: byId('regions'), signal });
  byId('expand').addEventListener('click', () => tree.openAll(), { signal });
  byId('collapse').addEventListener('click', () => tree.closeAll(), { signal });
  createSearch({
    form: byId('search-form'), input: byId('search'), found: byId('found'), meant: byId('meant'), tree, signal,
    resolve: async (key, options) => {
      const answer = await requestJson(`${page.resolve}?${new URLSearchParams({ key })}`, options);
      return answer.keys[0];
    },
  });
}

start();
