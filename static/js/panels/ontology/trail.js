/** The way from the top of grey matter to the group that is shown. */

import { make } from '../../core/dom.js';
import { pathTo } from './region_tree.js';

/** Create it in `tools`; every step leads back. `show(top)` takes the group's row, `above()` is the one before it. */
export function createTrail({ tools, store, atlas, grey }) {
  const list = make('span', { class: 'trail', role: 'group', 'aria-label': 'Path' });
  tools.append(list);
  let path = [grey];

  function show(top) {
    path = pathTo(top, grey, atlas.regions).filter((row) =>
      row === grey || row === top || atlas.regions.cosmos[row] === row || atlas.regions.beryl[row] === row);
    list.hidden = path.length < 2;
    list.replaceChildren(...path.map((row) => make('button', {
      type: 'button', class: 'quiet small', text: row === grey ? 'All' : atlas.regions.acronym[row],
      on: { click: () => store.set({ branch: row === grey ? null : atlas.regions.acronym[row] }) },
    })));
  }

  return { show, above: () => path.at(-2) ?? grey };
}

/** Return the acronym of the next group on the way from `top` down to a row. */
export function nextBranch(row, top, regions) {
  const path = pathTo(row, top, regions);
  const next = path.slice(1).find((one) => regions.cosmos[one] === one || regions.beryl[one] === one);
  return regions.acronym[next ?? top];
}
