/** Every request of the pages: one place that knows addresses, the error's shape and CSRF. */

import { parseOrdered, toPlain } from '../core/ordered_json.js';

/** A request that was refused or did not arrive; `message` is a sentence for people. */
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
 */
export function createApi({ buckets }) {
  const address = (...names) => [buckets, ...names.map(encodeURIComponent)].join('/');
  return Object.freeze({
    readBucket: async (bucket, options) => asBucket(await requestText(address(bucket), options)),
    readFeature: (bucket, fname, options) => requestJson(address(bucket, fname), options),
    featureAddress: (bucket, fname) => address(bucket, fname),
  });
}

/** Fetch JSON; throw an ApiError for a refusal, and let an abort through as it is. */
export async function requestJson(url, { signal, ...options } = {}) {
  const answer = await request(url, { ...options, signal });
  return answer.json();
}

/** Fetch text; throw an ApiError for a refusal. */
export async function requestText(url, { signal } = {}) {
  const answer = await request(url, { signal });
  return answer.text();
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

async function request(url, { signal, headers, ...options }) {
  let answer;
  try {
    answer = await fetch(url, { ...options, signal, headers: { Accept: 'application/json', ...headers } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('The server cannot be reached; check the connection and try again.');
  }
  if (!answer.ok) throw await readRefusal(answer);
  return answer;
}

async function readRefusal(answer) {
  try {
    const { message, code, problems } = await answer.json();
    return new ApiError(message, { code, problems, status: answer.status });
  } catch {
    return new ApiError(`The server failed (status ${answer.status}); try again.`, { status: answer.status });
  }
}
