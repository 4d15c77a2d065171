/** The features of the shown bucket, in the order, groups and names of its tree. */

import { make } from '../core/dom.js';
import { displayTree } from '../core/tree.js';

/** Create the tree in `element`; choosing a feature sets it in the store. */
export function createFeatureTree({ element, store, library, signal }) {
  const list = make('div', { class: 'scrolls', dataset: { testid: 'feature-tree' } });
  element.append(list);
  let drawn = null;
  store.subscribe(['feature'], markChosen, signal);

  function update() {
    const name = store.get('bucket');
    const bucket = name === null ? null : library.bucket(name);
    if (bucket === drawn) return;
    drawn = bucket;
    list.replaceChildren(describe(name, bucket));
    markChosen();
  }

  function describe(name, bucket) {
    if (!bucket) return note(name === null ? 'Open a bucket with + to see its features.' : '');
    if (bucket.status === 'failed') return make('p', { class: 'alert', role: 'alert', text: bucket.message });
    if (bucket.status === 'loading' && bucket.features.size === 0) return note('Loading …');
    const nodes = displayTree(bucket.tree, bucket.features);
    if (nodes.length === 0) return note('This bucket shows no features yet.');
    return branch(nodes, bucket.features, 'tree');
  }

  function branch(nodes, features, className) {
    return make('ul', { class: className }, ...nodes.map((node) => make('li', {}, node.children ? folder(node, features) : leaf(node, features))));
  }

  function folder({ label, children }, features) {
    return make('details', { open: true }, make('summary', { text: label }), branch(children, features));
  }

  function leaf({ label, fname }, features) {
    const description = features.get(fname)?.get('short_desc');
    return make('button', {
      type: 'button', text: label, title: description ?? fname, dataset: { fname },
      on: { click: () => store.set({ feature: fname, range: null }) },
    });
  }

  function markChosen() {
    for (const button of list.querySelectorAll('button')) {
      button.setAttribute('aria-current', String(button.dataset.fname === store.get('feature')));
    }
  }

  return { update };
}

function note(text) {
  return make('p', { class: 'note', text });
}
