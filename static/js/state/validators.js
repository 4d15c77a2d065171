/** Validators of the store: each returns the value as it is kept, or undefined to refuse it. */

/** A text of 1…longest UTF-16 units without lone surrogates, which no address can hold. */
export const isName = (longest) => (value) =>
  typeof value === 'string' && value.length >= 1 && value.length <= longest && !/\p{Surrogate}/u.test(value)
    ? value
    : undefined;

export const isNameOrNull = (longest) => (value) => (value === null ? null : isName(longest)(value));

export const isBoolean = (value) => (typeof value === 'boolean' ? value : undefined);

export const isOneOf = (choices) => (value) => (choices.includes(value) ? value : undefined);

/** A finite number, clamped to low…high; minus zero is kept as zero, since no address tells them apart. */
export const isNumber = (low, high) => (value) =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) + 0 : undefined;

/** A list without repeats of what `validate` accepts; one wrong entry refuses it whole. */
export const isListOf = (validate, longest) => (value) => {
  if (!Array.isArray(value) || value.length > longest) return undefined;
  const kept = value.map((entry) => validate(entry));
  if (kept.includes(undefined)) return undefined;
  return [...new Map(kept.map((entry) => [JSON.stringify(entry), entry])).values()];
};

/** Null, or [low, high] in order; both ends may be equal, and either may be 0. */
export const isRangeOrNull = (value) => {
  if (value === null) return null;
  const good = Array.isArray(value) && value.length === 2 && value.every((end) => Number.isFinite(end));
  return good && value[0] <= value[1] ? [value[0] + 0, value[1] + 0] : undefined;
};

/** Null, or exactly `count` finite numbers. */
export const isNumbersOrNull = (count) => (value) => {
  if (value === null) return null;
  const good = Array.isArray(value) && value.length === count && value.every((part) => Number.isFinite(part));
  return good ? value.map((part) => part + 0) : undefined;
};

/** Null, or {columns, rows}: how the room of panels is shared, each a list of positive numbers that add up to 1. */
export const isSharesOrNull = (value) => {
  if (value === null) return null;
  const kept = ['columns', 'rows'].map((kind) => normalise(value?.[kind]));
  return kept.includes(undefined) ? undefined : { columns: kept[0], rows: kept[1] };
};

function normalise(shares) {
  const good = Array.isArray(shares) && shares.length >= 1 && shares.length <= 4
    && shares.every((share) => Number.isFinite(share) && share > 0);
  if (!good) return undefined;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const kept = shares.map((share) => round(share / total, 1000));
  const others = kept.slice(0, -1).reduce((sum, share) => sum + share, 0);
  return [...kept.slice(0, -1), round(1 - others, 1000)];
}

/** A region and its side: {acronym, side: 'left' | 'right' | 'both'}. */
export const isRegion = (value) => {
  const acronym = isName(40)(value?.acronym);
  const side = isOneOf(['left', 'right', 'both'])(value?.side);
  return acronym !== undefined && side !== undefined ? { acronym, side } : undefined;
};

/** Null for a whole slice, or {zoom: 1…40, centre: [x, y] in voxel edges}, rounded to what can be seen. */
export const isViewOrNull = (value) => {
  if (value === null) return null;
  const centre = isNumbersOrNull(2)(value?.centre ?? undefined);
  const zoom = isNumber(1, 40)(value?.zoom);
  if (zoom === undefined || !centre) return undefined;
  return zoom === 1 ? null : { zoom: round(zoom, 1000), centre: centre.map((part) => round(part, 100)) };
};

function round(value, parts) {
  return Math.round(value * parts) / parts + 0;
}
