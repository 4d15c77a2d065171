/** The requests of the upload: check, preview and publish a table; each sends it whole, nothing is kept. */

import { ApiError, readRefusal, requestBlob, requestJson } from './api.js';

/**
 * Create the client.
 *
 * @param {object} page the addresses: check, preview, annotated, buckets, publishHere, checkName, regions; csrf
 *
 * A table is `{file}` or `{text}`, choices a plain object. Every method takes {signal} and throws an ApiError.
 */
export function createTablesApi(page) {
  const own = { 'X-CSRFToken': page.csrf };
  const bearer = (token) => ({ Authorization: `Bearer ${token}` });
  const bucketAddress = (name) => `${page.buckets}/${encodeURIComponent(name)}`;

  return Object.freeze({
    check: (table, choices, options) => post(page.check, formOf(table, choices), options),
    async preview(table, choices, fname, options) {
      const answer = await post(page.preview, formOf(table, choices, { feature: fname }), options);
      return answer.features[fname];
    },
    annotated: (table, choices, kind, { signal } = {}) => requestBlob(page.annotated, {
      method: 'POST', body: formOf(table, choices, { kind }), headers: own, signal,
    }),
    /** Publish with a token, or without one into a bucket that is unlocked in this browser. */
    publish(table, choices, { bucket, token, onProgress, signal }) {
      const body = formOf(table, choices);
      if (token !== null) return send(`${bucketAddress(bucket)}/tables`,
        { body, headers: bearer(token), onProgress, signal });
      const address = page.publishHere.replace('BUCKET', encodeURIComponent(bucket));
      return send(address, { body, headers: own, onProgress, signal });
    },
    createBucket: (name, { key, token, description }, { signal } = {}) => requestJson(page.buckets, {
      method: 'POST', signal, headers: { ...bearer(key), 'Content-Type': 'application/json' },
      body: JSON.stringify({ uuid: name, metadata: { token, short_desc: description } }),
    }),
    /** Return the names of a bucket's features. */
    async listFeatures(bucket, options) {
      const answer = await requestJson(bucketAddress(bucket), options);
      return Object.keys(answer.features);
    },
    /** Return what is wrong with the name of a bucket to be created, or null. */
    async checkName(name, options) {
      const answer = await requestJson(`${page.checkName}?${new URLSearchParams({ name })}`, options);
      return answer.problem;
    },
    listRegions: (options) => requestJson(page.regions, options),
  });
}

function post(url, body, { signal } = {}) {
  return requestJson(url, { method: 'POST', body, signal });
}

function formOf(table, choices, more = {}) {
  const form = new FormData();
  if (table.file === undefined) form.set('text', table.text);
  else form.set('file', table.file, table.name);
  form.set('choices', JSON.stringify(choices));
  for (const [key, value] of Object.entries(more)) form.set(key, value);
  return form;
}

/** Send a form and report how much of it has gone: `onProgress(0…1)`, then null while the server works. */
function send(url, { body, headers, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('POST', url);
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : null));
    request.upload.addEventListener('load', () => onProgress(null));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(readRefusal(request.responseText, request.status));
    });
    request.addEventListener('error', () => reject(new ApiError(UNREACHED)));
    request.addEventListener('abort', () => reject(new DOMException('The upload was stopped.', 'AbortError')));
    signal?.addEventListener('abort', stop, { once: true });
    request.send(body);
  });
}

const UNREACHED = 'The server cannot be reached, so it is unknown whether anything was stored; '
  + 'check your connection and try again.';
