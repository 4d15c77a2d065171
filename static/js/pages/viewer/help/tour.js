/** A tour of the page in four steps: on the first visit, and whenever it is asked for. */

import { make } from '../../../core/dom.js';
import { recall, remember } from '../../../state/remembered.js';

const STEPS = Object.freeze([
  ['features', 'Choose a feature', 'Open a bucket by name with +, then choose a feature. '
    + 'Features have one value per region.'],
  ['slices', 'Look around', 'Drag in a slice, scroll or use a slider: the slices are linked. '
    + 'Hover over a region to see its value, click to select it, hold Ctrl or Shift to select several.'],
  ['colours', 'Set the colours', 'Drag the two handles or type the range. Zero is a value; '
    + 'regions without a value are hatched.'],
  ['regions', 'Find and compare', 'Sort and search the list of values, or move through it with the arrow keys. '
    + 'The address contains the whole view: copy it to share. Press ? for all shortcuts.'],
]);

/** Whether this browser has not seen the tour, or skipped it, yet. */
export function isTourNew() {
  return recall('tour-seen', false) !== true;
}

/**
 * Create the tour in `element`, a sheet that floats over the page; `targets` are the elements the steps speak of, by
 * name; `otherwise` stands for those that a small window hides. `start()` begins it.
 */
export function createTour({ element, targets, otherwise, signal }) {
  const title = make('h2', { tabindex: -1, id: 'tour-title' });
  const text = make('p', {});
  const count = make('span', { class: 'note' });
  const button = (label, testid, click) =>
    make('button', { type: 'button', text: label, dataset: { testid }, on: { click } });
  const skip = button('Skip', 'tour-skip', finish);
  const back = button('Back', 'tour-back', () => show(step - 1));
  const next = button('Next', 'tour-next', () => (step < STEPS.length - 1 ? show(step + 1) : finish()));
  skip.classList.add('quiet');
  next.classList.add('primary');
  const spacer = make('span', { class: 'spacer' });
  element.append(title, text, make('div', { class: 'row' }, count, spacer, skip, back, next));
  element.setAttribute('aria-labelledby', 'tour-title');
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    finish();
  }, { signal });
  window.addEventListener('resize', () => element.hidden || place(), { signal });
  let step = 0;

  function start() {
    show(0);
  }

  function show(wanted) {
    unmark();
    step = wanted;
    const [name, heading, words] = STEPS[step];
    title.textContent = heading;
    text.textContent = words;
    count.textContent = `${step + 1} of ${STEPS.length}`;
    back.hidden = step === 0;
    next.textContent = step === STEPS.length - 1 ? 'Done' : 'Next';
    element.hidden = false;
    const target = targetOf(name);
    target.classList.add('toured');
    target.scrollIntoView({ block: 'nearest' });
    place();
    title.focus();
  }

  function targetOf(name) {
    return targets[name].getClientRects().length > 0 ? targets[name] : otherwise;
  }

  /** Beside the target where there is room, else over it. */
  function place() {
    const box = targetOf(STEPS[step][0]).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = element;
    const right = box.right + 12 + width <= window.innerWidth;
    const left = right ? box.right + 12 : Math.max(12, Math.min(box.left + 12, window.innerWidth - width - 12));
    element.style.left = `${left}px`;
    element.style.top = `${Math.max(12, Math.min(box.top + 12, window.innerHeight - height - 12))}px`;
  }

  function unmark() {
    for (const target of [...Object.values(targets), otherwise]) target.classList.remove('toured');
  }

  function finish() {
    unmark();
    element.hidden = true;
    remember('tour-seen', true);
  }

  return { start };
}
