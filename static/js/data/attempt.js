/** Fetching that tells how it ended. */

/** Return the outcome of fetching, a failure told as one; null when it was called off. */
export async function attempt(fetchIt) {
  try {
    return await fetchIt();
  } catch (error) {
    if (error.name === 'AbortError') return null;
    return { status: 'failed', message: error.message, httpStatus: error.status ?? 0 };
  }
}
