/** Validators of the store: each returns the value as it is kept, or undefined to refuse it. */

export const isText = (longest) => (value) =>
  typeof value === 'string' && value.length <= longest ? value : undefined;

export const isTextOrNull = (longest) => (value) => (value === null ? null : isText(longest)(value));

export const isBoolean = (value) => (typeof value === 'boolean' ? value : undefined);

export const isOneOf = (choices) => (value) => (choices.includes(value) ? value : undefined);

/** A finite number, clamped to low…high. */
export const isNumber = (low, high) => (value) =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : undefined;

/** A list without repeats of what `validate` accepts; one wrong entry refuses it whole. */
export const isListOf = (validate, longest) => (value) => {
  if (!Array.isArray(value) || value.length > longest) return undefined;
  const kept = value.map(validate);
  if (kept.includes(undefined)) return undefined;
  return [...new Map(kept.map((entry) => [JSON.stringify(entry), entry])).values()];
};

/** Null, or [low, high] in order; both ends may be equal, and either may be 0. */
export const isRangeOrNull = (value) => {
  if (value === null) return null;
  const good = Array.isArray(value) && value.length === 2 && value.every((end) => Number.isFinite(end));
  return good && value[0] <= value[1] ? [value[0], value[1]] : undefined;
};
