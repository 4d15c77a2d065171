/** The comparison of the feature that is shown with another one, in the sheet beside the brain. */

import { requestJson } from '../../../api/api.js';
import { make } from '../../../core/dom.js';
import { LOCAL } from '../../../data/local/local_bucket.js';
import { contrastFeature } from './contrast_feature.js';
import { createOutcome } from './outcome.js';
import { createPartners, isOther, partnerParameters } from './partners.js';

const ONLY_HERE = 'This feature is in this browser only. The server compares, so publish it first.';
const OTHER_ONLY_HERE = 'The other feature is in this browser only. The server compares, so publish it first. '
  + 'Side by side shows both without the server.';
const NOTHING = 'Choose a feature with one value per region, then what to compare it with.';

/**
 * Create the comparison: `element`, `update(picture)` after what is shown or compared changed.
 *
 * @param {object} options
 * @param {HTMLElement} options.tip where the tooltip is
 * @param {object} options.local made by `openLocalBucket`: keeps what differs as a feature
 * @param {{point: Function, toggle: Function}} options.select how regions are selected
 * @param {() => void} options.onShown called when the brain shows what differs
 */
export function createComparison({ store, library, api, atlas, local, tip, select, onShown, signal }) {
  const beside = make('button', {
    type: 'button', 'aria-pressed': 'false', text: 'Side by side', dataset: { testid: 'comparison-beside' },
    title: 'Show the brain of the other feature beside this one',
    on: { click: () => store.set({ beside: isBeside(store) ? null : store.get('compare') }) },
  });
  const partners = createPartners({ store, library, signal });
  const status = make('p', { class: 'note', role: 'status', dataset: { testid: 'comparison-status' } });
  const onContrast = (comparison, kind) => showContrast({ comparison, kind, store, local, onShown });
  const outcome = createOutcome({ store, atlas, tip, select, onContrast, signal });
  const element = make('div', { class: 'comparison', dataset: { testid: 'comparison' } },
    partners.element, make('div', {}, beside), status, outcome.element);
  let asked = '';
  let asking = new AbortController();
  partners.load();

  function update(picture) {
    partners.update();
    beside.disabled = !isOther(store.get('compare'));
    beside.setAttribute('aria-pressed', String(isBeside(store)));
    outcome.paint(picture);
    const address = addressOf(picture, store.snapshot(), api);
    if (address !== asked) ask(address);
  }

  async function ask(address) {
    asked = address;
    asking.abort();
    asking = new AbortController();
    if (address === null) {
      say(explainNothing(store.snapshot()));
      return;
    }
    status.textContent = 'Comparing …';
    try {
      const comparison = await requestJson(address, { signal: AbortSignal.any([signal, asking.signal]) });
      status.textContent = '';
      outcome.show(comparison, address.replace('/compare?', '/compare.csv?'));
    } catch (error) {
      if (error.name !== 'AbortError') say(error.message);
    }
  }

  /** Say why there is nothing to be seen. */
  function say(sentence) {
    outcome.show(null);
    status.textContent = sentence;
  }

  return Object.freeze({ element, update });
}

function isBeside(store) {
  const { compare, beside } = store.snapshot();
  return beside !== null && beside === compare;
}

/** Return whether one of two features is in this browser only. */
function isHere(bucket, compare) {
  return bucket === LOCAL || compare.startsWith(`${LOCAL}/`);
}

function explainNothing({ bucket, compare }) {
  if (bucket === LOCAL) return ONLY_HERE;
  return compare?.startsWith(`${LOCAL}/`) ? OTHER_ONLY_HERE : NOTHING;
}

/** Return the address of the comparison that a state asks for; null where it asks for none. */
function addressOf(picture, { bucket, feature, version, compare }, api) {
  if (compare === null || feature === null || picture === null || isHere(bucket, compare)) return null;
  const parameters = { ...partnerParameters(compare), mapping: picture.mapping };
  if (picture.kind === 'regions' && picture.statistic) parameters.statistic = picture.statistic;
  if (version !== null) parameters.version = version;
  return `${api.featureAddress(bucket, feature)}/compare?${new URLSearchParams(parameters)}`;
}

/**
 * Keep what differs as a feature of this browser, and show it: zero in the middle, red above, blue below. Returns why
 * it cannot be kept, or ''.
 */
async function showContrast({ comparison, kind, store, local, onShown }) {
  const { fname, content, shown } = contrastFeature(comparison, kind);
  try {
    await local.put(fname, content);
  } catch (error) {
    return error.message;
  }
  store.set({
    buckets: [...store.get('buckets'), LOCAL], bucket: LOCAL, feature: fname, version: null, range: null, ...shown,
    auto: false, cmap: null, reversed: false, scale: 'linear', centred: true, compare: null,
  });
  onShown();
  return '';
}
