/** How the state names a feature of any bucket: bucket/feature; neither has a slash in its name. */

/** Return [bucket, fname]. */
export function splitPartner(name) {
  const at = name.indexOf('/');
  return [name.slice(0, at), name.slice(at + 1)];
}

/** Return what a partner is called beside another feature: with its bucket where the names are the same. */
export function labelPartner(name, feature) {
  const [bucket, fname] = splitPartner(name);
  return fname === feature ? `${fname} (${bucket})` : fname;
}
