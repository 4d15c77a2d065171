/** Takes a feature home: as the JSON it is, or as a table for a spreadsheet. */

import { writeCsv } from '../../core/text/csv.js';
import { bindFigure } from './figure/opening.js';
import { make } from '../../core/dom.js';
import { LATERAL_ROWS } from '../../core/geometry.js';
import { tidyColumn } from '../../core/text/tidy_column.js';
import { listStatistics, readStatistics } from '../../core/values.js';
import { LOCAL } from '../../data/local/local_bucket.js';
import { deriveOrigins } from '../../data/derived_origins.js';
import { describeOrigin, readOrigins } from '../../data/origins.js';

const COLUMNS = Object.freeze(['id', 'acronym', 'name', 'side', 'mapping']);

/** Tells a spreadsheet that the text is UTF-8; others skip it. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Return the values of a feature as CSV: one line per region and side that has any, in the order of the structure
 * tree, right before left; its atlas id (negative on the left), acronym, name, side, mapping, every statistic, unit,
 * and whether it was given. Numbers are written as `tidyColumn` says; the JSON has every bit.
 *
 * @param {object} options
 * @param {object} options.feature as the API sends it
 * @param {string} options.mapping
 * @param {Atlas} options.atlas
 */
export function featureToCsv({ feature, mapping, atlas }) {
  const statistics = listStatistics(feature, mapping);
  const unit = feature.unit ?? '';
  const origins = readOrigins(feature, mapping, atlas.regions, deriveOrigins);
  const laterals = Array.from({ length: LATERAL_ROWS - 1 }, (_, n) => n + 1)
    .filter((lateral) => readStatistics(feature, mapping, lateral).length > 0);
  const columns = statistics.map((statistic) => tidyColumn(laterals.map((lateral) =>
    readStatistics(feature, mapping, lateral).find(([name]) => name === statistic)?.[1])));
  const rows = laterals.map((lateral, n) => {
    const { id, acronym, name, side } = atlas.describe(lateral);
    const origin = describeOrigin(origins, lateral, atlas.regions.acronym);
    return [id, acronym, name, side, mapping, ...columns.map((column) => column[n]), unit, origin];
  });
  return writeCsv([[...COLUMNS, ...statistics, 'unit', 'origin'], ...rows]);
}

/**
 * Create the downloads in `element`; `update({bucket, fname, content, mapping, statistic})` says of what, null content
 * hides them. The JSON of a feature on the server is the API's own answer, that of a local one its text.
 *
 * @param {object} options
 * @param {HTMLElement} options.element
 * @param {object} options.store
 * @param {object} options.api
 * @param {object} options.library
 * @param {Atlas} options.atlas
 * @param {boolean} options.flatmap whether the site has a flatmap
 * @param {AbortSignal} options.signal
 */
export function createDownloads({ element, store, api, library, atlas, flatmap, signal }) {
  const json = make('a', { class: 'button', text: 'JSON', download: '', dataset: { testid: 'download-json' } });
  const csv = make('button', { type: 'button', text: 'CSV', dataset: { testid: 'download-csv' } });
  const figure = make('button', { type: 'button', text: 'Figure', dataset: { testid: 'figure-open' } });
  element.append(json, csv, figure);
  const figures = bindFigure({ button: figure, store, api, atlas, flatmap, signal });
  let shown = null;
  json.addEventListener('click', (event) => {
    if (shown?.bucket !== LOCAL) return;
    event.preventDefault();
    save(`${shown.bucket}-${shown.fname}.json`, library.text(shown.bucket, shown.fname), 'application/json');
  }, { signal });
  csv.addEventListener('click', () => {
    const text = featureToCsv({ feature: shown.content, mapping: shown.mapping, atlas });
    save(`${shown.bucket}-${shown.fname}-${shown.mapping}.csv`, BYTE_ORDER_MARK + text, 'text/csv;charset=utf-8');
  }, { signal });

  function update({ bucket, fname, version = null, content, mapping, statistic, look, kind }) {
    shown = content === null ? null : { bucket, fname, content, mapping, statistic, look, kind };
    json.hidden = shown === null;
    csv.hidden = shown === null || listStatistics(content, mapping).length === 0;
    // A local feature is not on the server, which draws figures.
    figures.update(bucket === LOCAL ? null : shown);
    if (shown !== null) json.href = bucket === LOCAL ? '#' : asDownload(api.featureAddress(bucket, fname, version));
  }

  return Object.freeze({ update });
}

function asDownload(address) {
  return `${address}${address.includes('?') ? '&' : '?'}download=1`;
}

/** Hand a text to the browser's downloads under a name. */
function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
