/** A name for a new bucket, proposed from the name of the file. */

const LONGEST = 100;

/** Return the file's name without ending, "_" for what a bucket's name may not hold; '' when nothing is left. */
export function proposeBucketName(filename) {
  const stem = filename.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.-]+|[_.-]+$/g, '');
  return stem.slice(0, LONGEST);
}
