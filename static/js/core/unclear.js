/** The open questions about a checked table, and the choices that answer them. */

/**
 * Return the questions, each once: {code, value, message, suggestions, lines}. `lines` are the rows (or columns, where
 * regions run along a row) that leaving out would answer it, as choices name them; empty where that does not help.
 *
 * @param {object} answer of `/api/tables/check`
 */
export function listUnclear({ problems, understood }) {
  const questions = new Map();
  for (const { code, value, message, suggestions, row, column, sheet = '', may_drop: mayDrop = true } of problems) {
    const id = suggestions.length > 0 ? `${code}\n${value}` : `${code}\n${value}\n${message}`;
    const question = questions.get(id) ?? { code, value, message, suggestions, lines: [] };
    const line = understood.orientation === 'columns' ? column : row;
    if (mayDrop && line !== null) question.lines.push(sheet === '' ? String(line) : `${sheet}!${line}`);
    questions.set(id, question);
  }
  return [...questions.values()];
}

/** Return choices in which a key of the table is the region `acronym`. */
export function takeSuggestion(choices, { value }, acronym) {
  return { ...choices, accepted: { ...choices.accepted, [value]: acronym } };
}

/** Return choices without these lines. */
export function leaveOut(choices, lines) {
  return { ...choices, dropped: [...new Set([...(choices.dropped ?? []), ...lines])] };
}
