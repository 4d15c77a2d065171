/** The features of a table as rows to change: columns that belong together are one row. */

/**
 * Return rows {fname, statistic, saidStatistic, unit, description, category, columns: [{column, category, side}],
 * side}: a pair of left and right columns is one row without a side of its own.
 *
 * @param {object[]} features `understood.features` as the server answers
 */
export function joinColumns(features) {
  const rows = new Map();
  for (const feature of features) {
    const { fname, statistic, side, column, category } = feature;
    const id = side === null ? `${column}\n${category}` : `${fname}\n${statistic}\n${category}`;
    const row = rows.get(id) ?? {
      fname, statistic, category, columns: [], unit: '', description: '', saidStatistic: feature.said_statistic,
    };
    row.unit = row.unit === '' ? feature.unit : row.unit;
    row.description = row.description === '' ? feature.description : row.description;
    row.columns.push({ column, category, side });
    rows.set(id, row);
  }
  return [...rows.values()].map((row) => ({ ...row, side: row.columns.length === 1 ? row.columns[0].side : null }));
}

/** Return the names of the features, each once, in the order of the columns. */
export function listFnames(features) {
  return [...new Set(features.map(({ fname }) => fname))];
}

/** Return the columns whose values go into a feature. */
export function columnsOf(features, fname) {
  return features.filter((feature) => feature.fname === fname).map(({ column, category }) => ({ column, category }));
}

/** Return a name like `fname` that is not taken: "rate 2". */
export function proposeName(fname, taken) {
  for (let number = 2; ; number++) {
    const name = `${fname} ${number}`;
    if (!taken.has(name)) return name;
  }
}
