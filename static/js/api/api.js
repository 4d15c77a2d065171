/** Every request of the pages: one place that knows addresses, the error's shape and CSRF. */

import { parseOrdered, toPlain } from '../core/text/ordered_json.js';

/** A request that was refused or failed; `message` is a sentence for people. */
export class ApiError extends Error {
  constructor(message, { code = 'failed', status = 0, problems = [] } = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.problems = problems;
  }
}

/**
 * Create the client of the REST API.
 *
 * @param {object} options
 * @param {string} options.buckets address of the buckets, as '/api/buckets'
 * @param {string} [options.resolve] address that says what region a key means
 */
export function createApi({ buckets, resolve = '' }) {
  const address = (...names) => [buckets, ...names.map(encodeURIComponent)].join('/');
  /** A named version never changes; without one, it is the current version. */
  const featureAddress = (bucket, fname, version = null) =>
    address(bucket, fname) + (version === null ? '' : `?version=${encodeURIComponent(version)}`);
  return Object.freeze({
    readBucket: async (bucket, options) => asBucket(await requestText(address(bucket), options)),
    readFeatureText: (bucket, fname, { version, ...options } = {}) =>
      requestText(featureAddress(bucket, fname, version), options),
    readFeature: (bucket, fname, options) => requestJson(address(bucket, fname), options),
    /** Where the values of a region come from: {values: [{side, value, origin, sentence, …}], …}. */
    explain: (bucket, fname, { region, mapping, statistic, version = null, signal }) => {
      const asked = new URLSearchParams({ region, mapping, statistic, ...(version === null ? {} : { version }) });
      return requestJson(`${address(bucket, fname, 'explain')}?${asked}`, { signal });
    },
    /** {versions: [{version, current, created_at, same_as, …}]} of a feature, the current one first. */
    listVersions: (bucket, fname, options) => requestJson(address(bucket, fname, 'versions'), options),
    featureAddress,
    /** What region a key means, as `/api/regions/resolve` says it. */
    resolveRegion: async (key, options) => {
      const { keys: [answer] } = await requestJson(`${resolve}?${new URLSearchParams({ key })}`, options);
      return answer;
    },
  });
}

/** Fetch JSON; throw an ApiError for a refusal, and let an abort through as it is. */
export async function requestJson(url, { signal, ...options } = {}) {
  const answer = await request(url, { ...options, signal });
  return answer.json();
}

/**
 * Fetch text; throw an ApiError for a refusal.
 *
 * @param {string} url
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(progress: {loaded: number, total: number|null}) => void} [options.onProgress] inflated bytes so far, and
 *   of all of the text where the server says so
 */
export async function requestText(url, { signal, onProgress } = {}) {
  const answer = await request(url, { signal });
  return onProgress === undefined || answer.body === null ? answer.text() : readSlowly(answer, onProgress);
}

async function readSlowly(answer, onProgress) {
  const total = inflatedLength(answer.headers);
  const decoder = new TextDecoder();
  const reader = answer.body.getReader();
  const parts = [];
  let loaded = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    parts.push(decoder.decode(piece.value, { stream: true }));
    loaded += piece.value.length;
    onProgress({ loaded, total });
  }
  return parts.join('') + decoder.decode();
}

/** Return the bytes of a body once it is inflated, or null; Content-Length counts those that travel. */
function inflatedLength(headers) {
  const packed = headers.get('Content-Encoding') !== null;
  const told = headers.get(packed ? 'X-Inflated-Length' : 'Content-Length');
  return told === null ? null : Number(told);
}

/** Return {features: Map by fname, tree: Map or null, metadata: object} of a bucket's JSON. */
function asBucket(text) {
  const body = parseOrdered(text);
  const metadata = body.get('metadata');
  return { features: body.get('features'), tree: metadata.get('tree'), metadata: toPlain(metadata) };
}

/** Fetch bytes; throw an ApiError for a refusal. */
export async function requestBytes(url, { signal } = {}) {
  const answer = await request(url, { signal });
  return new Uint8Array(await answer.arrayBuffer());
}

/** Fetch a file as a Blob; throw an ApiError for a refusal. */
export async function requestBlob(url, options = {}) {
  const answer = await request(url, options);
  return answer.blob();
}

async function request(url, { signal, headers, ...options }) {
  let answer;
  try {
    answer = await fetch(url, { ...options, signal, headers: { Accept: 'application/json', ...headers } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('The server cannot be reached; check your connection and try again.');
  }
  if (!answer.ok) throw readRefusal(await answer.text(), answer.status);
  return answer;
}

/** A longer refusal is a page of markup, not a sentence for people. */
const SENTENCE = 300;

/**
 * Return the error that a refusal stands for: JSON, or the API's sentence as plain text, which is what a request
 * announced in the page's head gets, because the browser chooses what such a request accepts.
 */
export function readRefusal(text, status) {
  try {
    const { message, code, problems } = JSON.parse(text);
    return new ApiError(message, { code, problems, status });
  } catch {
    const refused = status >= 400 && status < 500;
    const isSentence = text.length > 0 && text.length < SENTENCE && !text.startsWith('<');
    return new ApiError(refused && isSentence ? text : `Server error (status ${status}); try again.`, { status });
  }
}
