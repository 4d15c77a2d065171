/** Where groups and contrasts go: a bucket by its token, or one that is unlocked in this browser. */

import { make } from '../../core/dom.js';
import { button, checkBox, field, textInput } from '../upload/controls.js';

const BUCKETS = 'bucket-names';

/**
 * Create the card in `element`. `update(answer)` shows it for an answer that can be published, and hides it for null.
 *
 * @param {object} options
 * @param {() => object} options.ask returns {table, choices, decided} as they are now
 */
export function createPublishCard({ element, page, api, ask, announce, signal }) {
  const bucket = textInput({ key: 'bucket', value: page.bucket || (page.unlocked[0] ?? ''), onChange: () => {},
    list: BUCKETS, 'data-testid': 'bucket-name' });
  const token = textInput({ key: 'token', type: 'password', onChange: () => {}, 'data-testid': 'bucket-token' });
  let replaces = false;
  const message = make('div', { role: 'alert' });
  const done = make('div', { role: 'status', dataset: { testid: 'done' } });
  const send = button('Publish', publish, { class: 'primary' });
  element.hidden = true;
  element.append(make('section', { class: 'card' }, make('h2', { text: 'Publish' }),
    make('div', { class: 'settings-row' },
      field('Bucket', bucket),
      field('Bucket token', token, { hint: 'Not needed for a bucket unlocked in this browser.' })),
    make('datalist', { id: BUCKETS }, ...page.unlocked.map((value) => make('option', { value }))),
    checkBox({ key: 'replace', label: 'Replace features of the same name', checked: false,
      onChange: (now) => { replaces = now; } }),
    message, make('p', { class: 'onward' }, send), done));

  async function publish() {
    if (send.getAttribute('aria-disabled') === 'true') return;
    const name = bucket.value.trim();
    if (name === '') return refuse('Name the bucket.');
    send.setAttribute('aria-disabled', 'true');
    message.replaceChildren();
    const { table, choices, decided } = ask();
    try {
      const existing = replaces ? 'replace' : 'stop';
      show(name, await api.publish(table, { ...choices, existing }, decided,
        { bucket: name, token: token.value.trim(), signal }));
    } catch (error) {
      refuse(error.message);
    } finally {
      send.setAttribute('aria-disabled', 'false');
    }
    return undefined;
  }

  function refuse(sentence) {
    message.replaceChildren(make('p', { class: 'alert', text: sentence }));
  }

  function show(name, { created, replaced }) {
    const features = [...created, ...replaced];
    const address = `${page.viewer}?${new URLSearchParams({ buckets: name, bucket: name, feature: features.at(-1) })}`;
    done.replaceChildren(make('p', { text: `${features.length} features published in “${name}”.` }),
      make('a', { class: 'button primary', href: address, text: 'Open in the viewer',
        dataset: { testid: 'open-viewer' } }));
    announce(`Published in “${name}”.`);
  }

  function update(answer) {
    element.hidden = answer === null;
    done.replaceChildren();
  }

  return Object.freeze({ update });
}
