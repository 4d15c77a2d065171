/** Which version of a feature is shown, of how many: asked for when its picture has been there for a while. */

import { make } from '../../../core/dom.js';
import { LOCAL } from '../../../data/local/local_bucket.js';

/** Milliseconds that a feature is shown before its versions are asked for: who leafs through asks for none. */
const STAYING = 400;

/**
 * Create the line; `update(picture)` is called after every picture.
 *
 * @param {object} options
 * @param {{listVersions: Function}} options.api
 */
export function createVersionLine({ store, api, signal }) {
  const text = make('a', { dataset: { testid: 'stage-version' } });
  const newest = make('button', {
    type: 'button', class: 'quiet small', text: 'Show newest', dataset: { testid: 'stage-newest' },
    on: { click: () => store.set({ version: null }) },
  });
  const element = make('span', { class: 'version', hidden: true }, text, newest);
  let asked = null;
  let timer = 0;

  function update(picture) {
    const { bucket, feature, version } = store.snapshot();
    const key = `${bucket}\n${feature}\n${version}`;
    if (picture === null || bucket === LOCAL) {
      asked = null;
      clearTimeout(timer);
      element.hidden = true;
    } else if (key !== asked) {
      asked = key;
      element.hidden = true;
      clearTimeout(timer);
      timer = setTimeout(() => ask(key, { bucket, feature, version }), STAYING);
    }
  }

  async function ask(key, { bucket, feature, version }) {
    try {
      const { versions } = await api.listVersions(bucket, feature, { signal });
      const names = [bucket, feature].map(encodeURIComponent);
      if (asked === key) show(versions, version, `buckets/${names.join('/features/')}/`);
    } catch {
      if (asked === key) asked = null; // It is no part of the picture: the next one asks again.
    }
  }

  function show(versions, version, address) {
    const current = versions.find((one) => one.current);
    const shown = version === null ? current : versions.find((one) => String(one.version) === version);
    if (shown === undefined) return;
    element.hidden = false;
    element.classList.toggle('former', !shown.current);
    text.href = address;
    text.textContent = describeVersion(shown, current);
    newest.hidden = shown.current;
  }

  return { element, update };
}

/** Return "version 3 of 5, 28 Nov 2026" for one of several versions; a version alone has only its date. */
export function describeVersion({ version, current, created_at: created, same_as: same = null }, { version: newest }) {
  const date = new Date(created).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  const which = newest === 1 ? 'version 1' : `version ${version} of ${newest}${current ? ' (newest)' : ''}`;
  return [which, date, same === null ? '' : `as version ${same}`].filter(Boolean).join(', ');
}
