/** Where the slices meet, in bregma mm and CCF µm, to be read and copied; a key copies what is pointed at. */

import { copyText } from '../../../core/clipboard.js';
import { bregmaText, ccfText, positionToCopy } from '../../../core/coordinates.js';
import { make, oncePerFrame } from '../../../core/dom.js';
import { PLANES } from '../../../core/geometry.js';
import { PLANE_NAMES } from '../../../state/viewer_state.js';

/**
 * Create the read-out.
 *
 * @param {object} options
 * @param {(sentence: string) => void} options.announce
 * @returns {{element: HTMLElement, point: (pick: Pick|null) => void, copy: () => Promise<void>}} `point` takes what is
 *   pointed at; `copy` copies where that is, or else where the slices meet
 */
export function createCoordinates({ store, announce, signal }) {
  const bregma = make('span', { class: 'bregma' });
  const ccf = make('span', { class: 'ccf' });
  const element = make('button', {
    type: 'button', class: 'quiet small coordinates', dataset: { testid: 'coordinates' },
    on: { click: () => copyPlace(crosshair()) },
  }, bregma, ccf);
  let pointed = null;
  store.subscribe(PLANE_NAMES, oncePerFrame(show, signal), signal);
  show();

  /** Where the slices meet, {ap, ml, dv} in µm from bregma. */
  function crosshair() {
    return Object.fromEntries(PLANE_NAMES.map((plane) => [PLANES[plane].normal, store.get(plane)]));
  }

  function show() {
    const place = crosshair();
    bregma.textContent = bregmaText(place);
    ccf.textContent = ccfText(place);
    element.title = `Where the slices meet: ${bregmaText(place)} from bregma; ${ccfText(place)}. Click to copy (x)`;
    delete element.dataset.copied;
  }

  async function copyPlace(place) {
    const text = positionToCopy(place);
    const copied = await copyText(text);
    element.dataset.copied = copied ? text : '';
    announce(copied ? `Copied ${text}` : 'The browser does not allow copying.');
  }

  return {
    element,
    point: (pick) => { pointed = pick?.micrometres ?? null; },
    copy: () => copyPlace(pointed ?? crosshair()),
  };
}
