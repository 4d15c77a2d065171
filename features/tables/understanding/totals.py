"""Finds rows that summarise the others, such as a total, even if their key is an acronym."""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from features.tables.understanding.vocabulary import fold, load_words

Column = NDArray[np.float64]
WORDS = {
    *("total", "totals", "grandtotal", "subtotal", "sum", "sums", "mean", "means", "average"),
    *("avg", "averages", "median", "overall", "all", "allregions", "allareas", "allstructures"),
    *("totalsum", "totalcount", "totalcounts", "totalcells", "sumtotal", "meantotal"),
}
"""Names of such rows, folded. Of these only SUM is also an acronym."""
FEWEST_OTHERS = 2
TOLERANCE = 1e-3


def find_totals(
    keys: Sequence[str], sides: Sequence[Hashable], columns: Iterable[Column]
) -> set[int]:
    """Return the places among `keys` (n,) of rows that summarise the others.

    A word such as Total is enough; the acronym SUM needs values that confirm it. `sides` (n,) tell
    the rows of one side from those of the other. `columns` gives the values of each column, (n,);
    only as many are taken as must be looked at.
    """
    named = {place for place, key in enumerate(keys) if fold(key) in WORDS}
    acronyms = load_words().acronyms
    spelled = {place for place in named if keys[place] in acronyms}
    summing = _find_summing(spelled, named, keys, sides, columns) if spelled else set()
    return named - spelled | summing


def _find_summing(
    places: set[int],
    named: set[int],
    keys: Sequence[str],
    sides: Sequence[Hashable],
    columns: Iterable[Column],
) -> set[int]:
    """Return those of `places` whose values are all the sum, or all the mean, of the others."""
    others = [i for i, key in enumerate(keys) if key and i not in named]
    alike = {side: [i for i in others if sides[i] == side] for side in set(sides)}
    possible = [
        (place, np.array(rows), summed)
        for place in places
        for rows in ([others] if alike[sides[place]] == others else [others, alike[sides[place]]])
        for summed in (np.nansum, np.nanmean)
        if len(rows) >= FEWEST_OTHERS
    ]
    filled: set[int] = set()
    for column in columns if possible else ():
        filled.update(place for place in places if not np.isnan(column[place]))
        with np.errstate(all="ignore"):
            possible = [
                (place, rows, summed)
                for place, rows, summed in possible
                if np.isnan(column[place])
                or np.isclose(summed(column[rows]), column[place], rtol=TOLERANCE, atol=0)
            ]
        if not possible:
            break
    return {place for place, _, _ in possible} & filled
