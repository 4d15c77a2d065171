/** The requests of the page that compares groups of animals: check and publish; each sends the whole table. */

import { requestJson } from './api.js';

/**
 * Create the client.
 *
 * @param {object} page the addresses: check, buckets, publishHere; csrf
 *
 * A table is `{name, file}` or `{text}`, choices and decisions are plain objects. Every method throws an ApiError.
 */
export function createAnimalsApi(page) {
  return Object.freeze({
    check: (table, choices, decided, { signal }) =>
      requestJson(page.check, { method: 'POST', body: formOf(table, choices, decided), signal }),
    /** Publish with a token, or without one into a bucket that is unlocked in this browser. */
    publish(table, choices, decided, { bucket, token, signal }) {
      const body = formOf(table, choices, decided);
      const name = encodeURIComponent(bucket);
      const [address, headers] = token === ''
        ? [page.publishHere.replace('BUCKET', name), { 'X-CSRFToken': page.csrf }]
        : [`${page.buckets}/${name}/animals`, { Authorization: `Bearer ${token}` }];
      return requestJson(address, { method: 'POST', body, headers, signal });
    },
  });
}

function formOf(table, choices, decided) {
  const form = new FormData();
  if (table.file === undefined) form.set('text', table.text);
  else form.set('file', table.file, table.name);
  form.set('choices', JSON.stringify(choices));
  form.set('animals', JSON.stringify(decided));
  return form;
}
