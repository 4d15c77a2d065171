"""Rows that sum up the others, such as a total or a mean, whatever region their key spells."""

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from features.tables.understanding.vocabulary import fold, load_words

Columns = Sequence[NDArray[np.float64]]
WORDS = {
    *("total", "totals", "grandtotal", "subtotal", "sum", "sums", "mean", "means", "average"),
    *("avg", "averages", "median", "overall", "all", "allregions", "allareas", "allstructures"),
    *("totalsum", "totalcount", "totalcounts", "totalcells", "sumtotal", "meantotal"),
}
"""What such a row is called, folded. Of these only SUM is an acronym too."""
FEWEST_OTHERS = 2
TOLERANCE = 1e-3


def find_totals(
    keys: Sequence[str], sides: Sequence[Hashable], read_columns: Callable[[], Columns]
) -> set[int]:
    """Return the places among `keys` (n,) of rows that sum up the others.

    A word such as Total does by its name; the acronym SUM only where the values say so. `sides`
    (n,) tell the rows of one side from those of the other; `read_columns` gives the values, (n,)
    for each column, and is called only where they must be looked at.
    """
    named = [place for place, key in enumerate(keys) if fold(key) in WORDS]
    acronyms = load_words().acronyms
    spelled = {place for place in named if keys[place] in acronyms}
    columns = read_columns() if spelled else []
    summing = {p for p in spelled if _sums_up(p, set(named), keys, sides, columns)}
    return {place for place in named if place not in spelled} | summing


def _sums_up(
    place: int,
    named: set[int],
    keys: Sequence[str],
    sides: Sequence[Hashable],
    columns: Columns,
) -> bool:
    """Tell whether each value of a row is the sum, or each the mean, of its column's others."""
    others = [i for i, key in enumerate(keys) if key and i not in named]
    alike = [i for i in others if sides[i] == sides[place]]
    filled = [column for column in columns if not np.isnan(column[place])]
    for rows in (others, alike):
        if len(rows) < FEWEST_OTHERS or not filled:
            continue
        for summed in (np.nansum, np.nanmean):
            pairs = ((summed(column[rows]), column[place]) for column in filled)
            with np.errstate(all="ignore"):
                if all(np.isclose(said, own, rtol=TOLERANCE, atol=0) for said, own in pairs):
                    return True
    return False
