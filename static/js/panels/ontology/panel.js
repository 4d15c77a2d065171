/** The ontology map as a panel: grey matter as a mirrored treemap, left half left and right half right. */

import { make, oncePerFrame } from '../../core/dom.js';
import { lateralRow } from '../../core/geometry.js';
import { bindShapes, draw } from '../grid/vector_map.js';
import { isInferred } from '../../data/origins.js';
import { countGroup } from './cells.js';
import { listenToTreeKeys } from './keys.js';
import { GREY } from './region_tree.js';
import { createTrail, nextBranch } from './trail.js';
import { drawTreemap } from './treemap.js';

const AREAS = Object.freeze({ volume: 'By volume', equal: 'Equal' });
const HOW = 'Left and right move to the neighbouring regions, up and down to the parent and first child, M to the '
  + 'other hemisphere; Enter selects a region or zooms into a group, minus and Backspace go back.';

/** Create the panel; see `createPanels` for what it is given. */
export function createOntology(context) {
  const { element, tools, store, atlas, onChoose, onAnnounce, signal } = context;
  const { regions } = atlas;
  const grey = regions.acronym.indexOf(GREY);
  const svg = draw('svg', {
    class: 'vector-map ontology', role: 'tree', tabindex: '0', 'data-testid': 'ontology-map',
    'aria-label': 'Ontology map of grey matter, both hemispheres', 'aria-description': HOW,
  });
  const content = draw('g', { role: 'none' });
  element.append(svg);
  const shapes = bindShapes({ svg, context });
  svg.append(content);
  const legend = make('span', {
    class: 'axis legend', text: '● parent ○ parts', title: '● from the parent, ○ from parts',
    dataset: { testid: 'inferred-legend' },
  });
  const trail = createTrail({ tools, store, atlas, grey });
  tools.append(legend, createAreas({ store, signal }));
  let scene = null;
  let map = null;
  let naming = 0;
  const relay = oncePerFrame(build, signal);
  const observer = new ResizeObserver(relay);
  observer.observe(element);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(naming);
  });
  store.subscribe(['area', 'branch'], relay, signal);
  svg.addEventListener('dblclick', (event) => {
    const cell = event.target.closest('[data-lateral]');
    store.set({ branch: cell === null ? null : nextBranch(Number(cell.dataset.row), map.top, regions) });
  }, { signal });
  const keys = listenToTreeKeys({
    svg, store, signal, onChoose, onAnnounce, getMap: () => map, enlarge, describeGroup,
    back: () => enlarge(trail.above()),
  });

  /** Show a region large; the top of grey matter is where one begins. */
  function enlarge(row) {
    store.set({ branch: row === null || row === grey ? null : regions.acronym[row] });
  }

  /** Return what a group is, or null where it has a value of its own to be told. */
  function describeGroup(node, side) {
    const values = scene.picture?.kind === 'regions' ? scene.picture.values : null;
    if (values !== null && !Number.isNaN(values[lateralRow(node.data.row, side)])) return null;
    return countGroup(node, (row) => lateralRow(row, side), values);
  }

  function topRow() {
    const row = regions.acronym.indexOf(store.get('branch') ?? GREY);
    return row < 0 ? grey : row;
  }

  function build() {
    const { clientWidth: width, clientHeight: height } = element;
    if (scene === null || width === 0 || height === 0) return undefined;
    const { mapping } = scene;
    const area = store.get('area');
    const wish = [width, height, mapping, area, store.get('branch')].join();
    if (map?.wish === wish) return recolour();
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    map = { wish, ...drawTreemap({ content, atlas, mapping, area, wanted: topRow(), grey, size: [width, height] }) };
    shapes.setShapes([...map.cells.values()]);
    trail.show(map.top);
    recolour();
    return keys.restore();
  }

  function recolour() {
    shapes.recolour(scene);
    map.bound.recolour(scene, shapes.isDark);
    legend.hidden = !scene.origins.kinds.some(isInferred);
    // Names are for those who cannot see: the picture does not wait for them.
    clearTimeout(naming);
    naming = setTimeout(() => map.bound.name(scene));
  }

  function update(next) {
    const mapped = scene?.mapping !== next.mapping;
    scene = next;
    if (mapped || map === null) build();
    else recolour();
  }

  return { update };
}

function createAreas({ store, signal }) {
  const select = make('select', {
    'aria-label': 'Cell size', class: 'small', dataset: { testid: 'ontology-area' },
    on: { change: () => store.set({ area: select.value }) },
  }, ...Object.entries(AREAS).map(([value, text]) => make('option', { value, text })));
  const show = () => { select.value = store.get('area'); };
  store.subscribe(['area'], show, signal);
  show();
  return select;
}
