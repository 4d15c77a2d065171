/** Tokens made in the browser, and the file in which the Python client keeps them. */

/** Return a fresh token, 122 random bits written as a UUID; also where the page came over plain HTTP. */
export function newToken() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return formatToken(crypto.getRandomValues(new Uint8Array(16)));
}

/** Return 16 random bytes as a UUID of version 4. */
export function formatToken(bytes) {
  const marked = Uint8Array.from(bytes);
  marked[6] = (marked[6] & 0x0f) | 0x40;
  marked[8] = (marked[8] & 0x3f) | 0x80;
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Return the content of `~/.ibl/custom_features.json` that lets the Python client write to a bucket. */
export function tokenFile(bucket, token) {
  return `${JSON.stringify({ buckets: { [bucket]: { token } } }, null, 1)}\n`;
}

/** Return the lines of Python that open a bucket of a site, whose address ends with a slash. */
export function pythonLines(site, bucket) {
  return [
    'from iblbrainviewer import api',
    '',
    `api.FEATURES_BASE_URL = ${JSON.stringify(site)}`,
    `api.FEATURES_API_BASE_URL = ${JSON.stringify(`${site}api/`)}`,
    `uploader = api.FeatureUploader(${JSON.stringify(bucket)})  # finds the token in ~/.ibl/custom_features.json`,
    'print(uploader.list_features())',
  ].join('\n');
}
