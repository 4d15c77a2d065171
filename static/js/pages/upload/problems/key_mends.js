/** What puts a region right that is written in a way of its own: several in one cell, or none where it repeats. */

import { decideKey } from '../choices.js';
import { button } from '../controls.js';

/** Return the ways for a key that names several regions: the same value for each, or its share by volume. */
export function shareOut(draft, { id, value, parts }) {
  if (parts.length === 0) return [];
  const share = (how, what) => draft.decide(decideKey(draft.choices, 'composites', value, how),
    `${what} of “${value}”`);
  return [
    button('Same value for each', () => share('each', 'the same value for each region'), { key: `each:${id}`,
      title: `${parts.join(', ')} each get this value`, 'data-testid': 'composite-each' }),
    button('Share by volume', () => share('volume', 'sharing the value'), { key: `volume:${id}`,
      title: `For counts: ${parts.join(', ')} get their share by volume`, 'data-testid': 'composite-volume' }),
  ];
}

/** Return the button by which blank cells take the region above, or nothing where they do. */
export function fillDown(draft) {
  if (draft.choices.fill_down === true) return [];
  return [button('Blank cells repeat the region above', () => {
    draft.decide({ ...draft.choices, fill_down: true }, 'blank cells taking the region above');
  }, { key: 'fill-down' })];
}
