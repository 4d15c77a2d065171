/** Numbers as people type them. */

/** Return the number a text means, NaN when it means none; a comma may stand for the point, − for the minus. */
export function readNumber(text) {
  const plain = text.trim().replaceAll('−', '-').replace(/^([-+]?\d*),(\d*)$/, '$1.$2').replace(/[ \u00a0\u202f]/g, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}
