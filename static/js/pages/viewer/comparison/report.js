/** The numbers of a comparison in words. */

import { make } from '../../../core/dom.js';
import { formatNumber } from '../../../core/numbers.js';
import { nameOf } from './contrast_table.js';

/** Smallest p that a number of 64 bits tells from zero. */
const SMALLEST = 1e-300;

/** Return a correlation as a paper reports it. */
export function writeCorrelation(symbol, { r, p, low, high }) {
  const said = (p < SMALLEST ? 'p < 1e-300' : `p = ${formatNumber(p, 2)}`).replace('-', '−');
  return `${symbol} = ${round(r)}, 95 % interval ${round(low)} to ${round(high)}, ${said}`;
}

/** Return the fitted line as an equation. */
export function writeLine({ slope, intercept }, [one, other]) {
  const sign = intercept < 0 ? '−' : '+';
  return `${one} = ${formatNumber(slope, 3)} · ${other} ${sign} ${formatNumber(Math.abs(intercept), 3)}`;
}

/**
 * Return the elements that report a comparison.
 *
 * @param {object} comparison as the API answers
 * @param {[string, string]} names of the two features
 */
export function reportOf(comparison, names) {
  const { n, pearson, spearman, line, reason, dependence, notes } = comparison;
  const facts = [['Regions', `n = ${n}${comparison.sides === 'same' ? ', left and right counted separately' : ''}`]];
  if (pearson !== null) facts.push(['Pearson', writeCorrelation('r', pearson)]);
  if (spearman !== null) facts.push(['Spearman', writeCorrelation('ρ', spearman)]);
  if (line !== null) facts.push(['Fit', writeLine(line, names)]);
  const list = make('dl', { class: 'facts', dataset: { testid: 'comparison-facts' } },
    ...facts.flatMap(([term, text]) => [make('dt', { text: term }), make('dd', { text })]));
  return [
    list,
    ...(reason === null ? [] : [make('p', { class: 'note', text: reason, dataset: { testid: 'comparison-reason' } })]),
    ...(pearson === null ? [] : [
      make('p', { class: 'alert warn', text: dependence.sentence, dataset: { testid: 'comparison-dependence' } }),
    ]),
    ...notes.map((text) => make('p', { class: 'note', text })),
  ];
}

/** Return a folded list of the regions that only one feature has a value of; [] where there are none. */
export function onlyIn(regions, name, testid) {
  const count = regions.row.length;
  if (count === 0) return [];
  const texts = regions.region.map((region, n) => nameOf(region, regions.side[n]));
  return [make('details', { dataset: { testid } },
    make('summary', { text: `${count} ${count === 1 ? 'region' : 'regions'} only in ${name}` }),
    make('p', { text: texts.join(', ') }))];
}

/** Correlations have three decimals, whatever their size. */
function round(value) {
  return value.toFixed(3).replace('-', '−');
}
