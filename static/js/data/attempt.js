/** Fetches and reports how it ended. */

/** Return the outcome of a fetch, failed or not; null if it was aborted. */
export async function attempt(fetchIt) {
  try {
    return await fetchIt();
  } catch (error) {
    if (error.name === 'AbortError') return null;
    return { status: 'failed', message: error.message, httpStatus: error.status ?? 0 };
  }
}
