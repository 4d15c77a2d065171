/** The three slices with their sliders: linked by crosshairs, coloured by one look-up table. */

import { make } from '../core/dom.js';
import { clampIndex, indexToMicrometres, PLANES, sliceAt, sliceCount, slicePosition } from '../core/geometry.js';
import { SlicePanel } from './slice.js';

const TITLES = Object.freeze({ coronal: 'Coronal', sagittal: 'Sagittal', horizontal: 'Horizontal' });
const AXIS_NAMES = Object.freeze({ ap: 'AP', ml: 'ML', dv: 'DV' });

/**
 * Create the slices in `element`.
 *
 * `setVolume(volume)`; `update({table, mapping})` recolours; hovering and clicking go through the store.
 * `onPoint(pick, event)` tells where the pointer is, for the tooltip.
 */
export function createSlices({ element, store, atlas, onPoint, signal }) {
  const planes = Object.keys(TITLES);
  const panels = new Map(planes.map((plane) => [plane, createPanel(plane)]));
  store.subscribe(planes, move, signal);
  store.subscribe(['hovered'], () => forEach(({ slice }) => slice.setHovered(store.get('hovered') ?? 0)), signal);
  move();

  function createPanel(plane) {
    const picture = make('div', { class: 'picture' });
    const slider = make('input', {
      type: 'range', min: 0, max: sliceCount(plane) - 1, step: 1, 'aria-label': `${TITLES[plane]} position`,
      dataset: { testid: `slider-${plane}` },
    });
    const position = make('output', {});
    element.append(make('section', { class: 'panel', 'aria-label': `${TITLES[plane]} slice`, dataset: { plane } },
      picture, make('div', { class: 'controls' }, slider, position)));
    slider.addEventListener('input', () => setIndex(plane, sliderIndex(plane, Number(slider.value))), { signal });
    const slice = new SlicePanel({
      element: picture, axis: plane, signal, label: `${TITLES[plane]} slice`,
      callbacks: {
        onHover: point,
        onClick: (pick) => centreOn(plane, pick),
        onDrag: (pick) => centreOn(plane, pick),
        onWheel: (steps) => setIndex(plane, sliceAt(plane, store.get(plane)) + steps),
      },
    });
    slice.setAcronyms(atlas.regions.acronym);
    return { slice, slider, position, plane };
  }

  function point(pick, event) {
    store.set({ hovered: pick === null || pick.row === 0 ? null : pick.lateral });
    onPoint(pick, event);
  }

  /** Move the two other slices to where the person pointed. */
  function centreOn(plane, pick) {
    const changes = {};
    for (const other of planes) {
      if (other !== plane) changes[other] = indexToMicrometres(PLANES[other].normal, pick.voxel[PLANES[other].normal]);
    }
    store.set(changes);
  }

  function setIndex(plane, index) {
    store.set({ [plane]: slicePosition(plane, clampIndex(PLANES[plane].normal, index)) });
  }

  function move() {
    const voxel = {};
    for (const plane of planes) voxel[PLANES[plane].normal] = sliceAt(plane, store.get(plane));
    forEach(({ slice, slider, position, plane }) => {
      const index = voxel[PLANES[plane].normal];
      slice.setIndex(index);
      slice.setCrosshair(voxel);
      slider.value = String(sliderIndex(plane, index));
      position.textContent = positionText(plane);
      slider.setAttribute('aria-valuetext', position.textContent);
    });
  }

  function positionText(plane) {
    const millimetres = (store.get(plane) / 1000).toFixed(2).replace('-', '−');
    return `${AXIS_NAMES[PLANES[plane].normal]} ${millimetres} mm`;
  }

  function forEach(use) {
    for (const panel of panels.values()) use(panel);
  }

  return {
    setVolume: (volume) => forEach(({ slice }) => slice.setVolume(volume)),
    update({ table, mapping }) {
      forEach(({ slice }) => {
        slice.setMapping(mapping === 'allen' ? null : atlas.tables[mapping]);
        slice.setTable(table);
      });
    },
  };
}

/** A slider runs from posterior to anterior and from ventral to dorsal, as the numbers beside it do. */
function sliderIndex(plane, index) {
  return plane === 'sagittal' ? index : sliceCount(plane) - 1 - index;
}
