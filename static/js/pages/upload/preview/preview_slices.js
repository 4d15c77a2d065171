/** Three linked slices for the preview: no store, no address, only navigation. */

import { make } from '../../../core/dom.js';
import { clampIndex, PLANES, sliceCount } from '../../../core/geometry.js';
import { formatValue } from '../../../core/numbers.js';
import { SlicePanel } from '../../../slices/slice.js';

const TITLES = Object.freeze({ coronal: 'Coronal', sagittal: 'Sagittal', horizontal: 'Horizontal' });
const DISTANCE = 14;

/**
 * Create the slices in `element`. `update({table, mapping, ink, values, unit})` recolours, `values` null for none;
 * `goOnce(indices)` moves to slices, unless the person or an earlier call did.
 */
export function createPreviewSlices({ element, atlas, volume, tooltip, signal }) {
  const voxel = { ap: 216, dv: 160, ml: 180 };
  let shown = { values: null, unit: '' };
  let moved = false;
  const panels = Object.keys(TITLES).map(createPanel);
  place();

  function createPanel(plane) {
    const { normal } = PLANES[plane];
    const picture = make('div', { class: 'picture' });
    const slider = make('input', {
      type: 'range', min: 0, max: sliceCount(plane) - 1, 'aria-label': `${TITLES[plane]} position`,
      dataset: { testid: `slider-${plane}` },
    });
    element.append(make('section', { class: 'preview-panel', 'aria-label': `${TITLES[plane]} slice`,
      dataset: { plane } }, picture, slider));
    slider.addEventListener('input', () => go({ [normal]: Number(slider.value) }), { signal });
    const across = (pick) => go(Object.fromEntries(Object.entries(pick.voxel).filter(([axis]) => axis !== normal)));
    const panel = new SlicePanel({
      element: picture, axis: plane, signal, label: `${TITLES[plane]} slice`,
      callbacks: { onHover: point, onClick: across, onDrag: across,
        onWheel: (steps) => go({ [normal]: voxel[normal] + steps }) },
    });
    panel.setAcronyms(atlas.regions.acronym);
    panel.setVolume(volume);
    return { panel, slider, normal };
  }

  function go(changes) {
    moved = true;
    for (const [axis, index] of Object.entries(changes)) voxel[axis] = clampIndex(axis, index);
    place();
  }

  function place() {
    for (const { panel, slider, normal } of panels) {
      panel.setIndex(voxel[normal]);
      panel.setCrosshair({ ...voxel });
      slider.value = String(voxel[normal]);
    }
  }

  function point(pick, event) {
    const nowhere = pick === null || pick.row === 0;
    for (const { panel } of panels) panel.setHovered(nowhere ? [] : [pick.lateral]);
    tooltip.hidden = nowhere || event === null;
    if (tooltip.hidden) return;
    const { acronym, name, side } = atlas.describe(pick.lateral);
    tooltip.replaceChildren(make('strong', { text: `${acronym} · ${valueText(pick.lateral)}` }),
      make('span', { text: `${name}, ${side}` }));
    const { width, height } = tooltip.getBoundingClientRect();
    tooltip.style.left = `${Math.max(0, Math.min(event.clientX + DISTANCE, window.innerWidth - width))}px`;
    const below = event.clientY + DISTANCE;
    tooltip.style.top = `${below + height > window.innerHeight ? event.clientY - DISTANCE - height : below}px`;
  }

  function valueText(lateral) {
    const value = shown.values?.[lateral] ?? NaN;
    return Number.isNaN(value) ? 'no value' : formatValue(value, shown.unit);
  }

  return {
    update({ table, mapping, ink, values, unit }) {
      shown = { values, unit };
      for (const { panel } of panels) {
        panel.setInk(ink);
        panel.setMapping(mapping);
        panel.setTable(table);
      }
    },
    goOnce(indices) {
      if (moved || indices === null) return;
      go(Object.fromEntries(Object.entries(indices).map(([plane, index]) => [PLANES[plane].normal, index])));
    },
  };
}
