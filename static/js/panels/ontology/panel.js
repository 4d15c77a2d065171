/** The ontology map as a panel: grey matter as a mirrored treemap, left half left and right half right. */

import { make, oncePerFrame } from '../../core/dom.js';
import { lateralRow } from '../../core/geometry.js';
import { bindShapes, draw } from '../grid/vector_map.js';
import { isInferred } from '../../data/origins.js';
import { bindCells, countGroup } from './cells.js';
import { listenToTreeKeys } from './keys.js';
import { chooseCaptions } from './captions.js';
import { GREY, growTree, layOut, leftEdge, MIDDLE, pathTo } from './region_tree.js';

const SIDES = Object.freeze(['left', 'right']);
const AREAS = Object.freeze({ volume: 'By volume', equal: 'Equal' });
const HOW = 'Left and right move to the neighbouring regions, up and down to the parent and first child, M to the '
  + 'other hemisphere; Enter selects a region or zooms into a group, minus and Backspace go back.';

/** Css px: half width of the mark of an inferred value, and of a cell that is large enough to have one. */
const MARK = 2;
const MARKED = 9;

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
    store.set({ branch: cell === null ? null : nextBranch(Number(cell.dataset.row)) });
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

  /** Return the acronym of the next group on the way from what is shown down to a cell. */
  function nextBranch(row) {
    const path = pathTo(row, map.top, regions);
    const next = path.slice(1).find((one) => regions.cosmos[one] === one || regions.beryl[one] === one);
    return regions.acronym[next ?? map.top];
  }

  function topRow() {
    const row = regions.acronym.indexOf(store.get('branch') ?? GREY);
    return row < 0 ? grey : row;
  }

  function build() {
    const { clientWidth: width, clientHeight: height } = element;
    if (scene === null || width === 0 || height === 0) return;
    const wish = [width, height, scene.mapping, store.get('area'), store.get('branch')].join();
    if (map?.wish === wish) {
      recolour();
      return;
    }
    const table = atlas.tables[scene.mapping];
    const wanted = topRow();
    const found = growTree(regions, table, wanted);
    const top = found === null ? grey : wanted;
    const half = (width - MIDDLE) / 2;
    const tree = found ?? growTree(regions, table, grey);
    const root = layOut(tree, { width: half, height, area: store.get('area'), regions });
    map = { wish, top, root, half, height, cells: new Map(), labels: [], marks: [] };
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    content.replaceChildren(...SIDES.map((side) => drawHalf(map, side, regions)));
    map.bound = bindCells(map, atlas);
    shapes.setShapes([...map.cells.values()]);
    trail.show(top);
    recolour();
    keys.restore();
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

/** Draw the cells, marks and labels of one side, noting them in the map. */
function drawHalf(map, side, regions) {
  const group = draw('g', { role: 'group', 'aria-label': `${side} hemisphere` });
  const texts = draw('g', { class: 'labels', 'aria-hidden': 'true' });
  for (const node of map.root.leaves()) {
    const lateral = lateralRow(node.data.row, side);
    const x = leftEdge(node, side, map.half);
    const cell = draw('rect', {
      x, y: node.y0, width: Math.max(0.5, node.x1 - node.x0), height: Math.max(0.5, node.y1 - node.y0),
      role: 'treeitem', id: `cell-${lateral}`, 'data-lateral': lateral, 'data-row': node.data.row,
    });
    group.append(cell);
    map.cells.set(lateral, cell);
    if (node.x1 - node.x0 < MARKED || node.y1 - node.y0 < MARKED) continue;
    const mark = draw('circle', { cx: x + 2 * MARK, cy: node.y0 + 2 * MARK, r: MARK, class: 'mark' });
    texts.append(mark);
    map.marks.push({ mark, lateral });
  }
  for (const { node, text, size } of chooseCaptions(map.root, regions)) {
    const x = leftEdge(node, side, map.half) + (node.x1 - node.x0) / 2;
    const label = draw('text', { x, y: (node.y0 + node.y1) / 2 + size * 0.35, 'font-size': size }, text);
    texts.append(label);
    map.labels.push({ text: label, lateral: lateralRow(node.leaves()[0].data.row, side) });
  }
  return draw('g', { role: 'none' }, group, texts);
}

/** The way from the top to what is shown; every step of it leads back. */
function createTrail({ tools, store, atlas, grey }) {
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
