"""A column of cells as numbers, with a problem for each cell that is not a number."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from math import isfinite, nan
from typing import cast

import numpy as np

from features.tables.reading.cells import (
    COMMA,
    DOT,
    MISSING_ERRORS,
    ONE_GROUP,
    PLAIN,
    SPACES,
    Decimal,
    clean_number,
    dotted,
    find_words,
    is_missing_text,
    parse_number,
    show_cell,
)
from features.tables.reading.plain_numbers import (
    find_others,
    find_plain_forms,
    read_floats,
    read_plain,
)
from features.tables.reading.sheets import DateCell, ErrorCell, Percent, RawCell, UncountedFormula


@dataclass
class CellProblem:
    """A cell that could not be read: its place in the column, a code and a sentence."""

    index: int
    code: str
    message: str


@dataclass
class Numbers:
    """A column as numbers: NaN where missing or wrong, with the text of those cells."""

    values: np.ndarray
    missing: Counter[str]
    problems: list[CellProblem]
    unexplained: int = 0
    """How many further problems there are, which were not to be explained."""

    def add_problem(self, index: int, code: str, message: str) -> None:
        """Report a cell of the column and set its number to NaN."""
        self.values[index] = nan
        self.problems.append(CellProblem(index, code, message))


def read_numbers(
    cells: Sequence[RawCell],
    decimal: Decimal,
    *,
    shown_percent: bool = True,
    explained: int = sys.maxsize,
) -> Numbers:
    """Return a column of `cells` as float64 values, with a problem for each that is not a number.

    With `shown_percent` a cell that the spreadsheet shows as 35 % is 35, else the 0.35 that it
    stores. Problems are explained in the first `explained` cells only, or in all.
    """
    types = set(map(type, cells))
    if types <= {float, type(None)}:
        blank = sum(cell is None for cell in cells)
        plain = np.array(cells, dtype=np.float64)  # None becomes NaN
        return Numbers(plain, Counter({"blank": blank} if blank else {}), [])
    sign = decimal.sign if str in types else ""
    values, left = _read_plain_texts(cells, sign)
    forms = _read_plain_forms(cells, left, sign, shown_percent)
    left = [at for at in left if not (type(cells[at]) is str and cells[at] in forms)]
    missing: Counter[str] = Counter()
    problems: list[CellProblem] = []
    booleans = _are_booleans(cells)
    read: dict[str, float | CellProblem | None] = {}
    left, unexplained = _count_words(cells, left, explained)
    for index in left:
        cell = cells[index]
        if type(cell) is float:
            values[index] = cell
        elif cell is None:
            missing["blank"] += 1
        elif isinstance(cell, Percent):
            # Rounded, because 0.07 × 100 is 7.000000000000001 in binary.
            values[index] = float(f"{cell * 100:.15g}") if shown_percent else cell
        elif isinstance(cell, bool) and booleans:
            values[index] = cell
        elif isinstance(cell, ErrorCell) and cell.text in MISSING_ERRORS:
            missing[cell.text] += 1
        elif isinstance(cell, str):
            if cell not in read:
                read[cell] = _read_text(index, cell, decimal, shown_percent)
            found = read[cell]
            if isinstance(found, CellProblem):
                problems.append(CellProblem(index, found.code, found.message))
            elif found is None:
                missing[clean_number(cell)] += 1
            else:
                values[index] = found
        else:
            problems.append(_explain(index, cell))
    places = [at for at, cell in enumerate(cells) if type(cell) is str and cell in forms]
    values[places] = [forms[cast(str, cells[at])] for at in places]
    return Numbers(values, missing, problems, unexplained)


def _count_words(
    cells: Sequence[RawCell], left: Sequence[int], explained: int
) -> tuple[Sequence[int], int]:
    """Return the places in `left` without the words below the `explained` cells, and their count.

    Of the other problems there are few, or they are cheap to explain.
    """
    if explained >= len(cells):
        return left, 0
    late = [str(cells[index]) for index in left if index >= explained and type(cells[index]) is str]
    words = find_words(late)
    rest = [i for i in left if i < explained or type(cells[i]) is not str or cells[i] not in words]
    return rest, len(left) - len(rest)


def _read_plain_texts(cells: Sequence[RawCell], sign: str) -> tuple[np.ndarray, Sequence[int]]:
    """Return the plain numbers among texts, NaN elsewhere, and the places still to be read."""
    values = np.full(len(cells), nan)
    if sign not in (DOT, COMMA):
        return values, range(len(cells))
    if set(map(type, cells)) == {str}:
        numbers = read_plain(cast(Sequence[str], cells), sign)
        if numbers is not None and np.isfinite(numbers).all():
            return numbers, []
    others = find_others([cell for cell in cells if type(cell) is str], sign)
    plain = [type(cell) is str and cell not in others for cell in cells]
    values[plain] = read_floats(cast(list[str], list(compress(cells, plain))), sign)
    left = ~np.isfinite(values)
    values[left] = nan
    return values, np.flatnonzero(left).tolist()


def _read_plain_forms(
    cells: Sequence[RawCell], left: Sequence[int], sign: str, shown_percent: bool
) -> dict[str, float]:
    """Return text → number for percentages, parted thousands and the like among cells `left`."""
    texts = {cell for index in left if type(cell := cells[index]) is str}
    if sign not in (DOT, COMMA) or len(texts) < 2:
        return {}
    forms = find_plain_forms(list(texts), sign)
    numbers = read_floats(list(forms.values()), sign)
    return {
        text: number if shown_percent or text[-1] != "%" else number / 100
        for text, number in zip(forms, numbers.tolist(), strict=True)
        if isfinite(number)
    }


def _read_text(
    index: int, cell: str, decimal: Decimal, shown_percent: bool
) -> float | CellProblem | None:
    """Return the number in a text, None if it means missing, or what is wrong."""
    match = PLAIN.fullmatch(cell)
    if match and match[1] in (None, decimal.sign) and isfinite(number := float(dotted(cell))):
        return number
    text = clean_number(cell)
    parsed = parse_number(text, decimal.sign)
    if parsed is not None and not decimal.groups and _parts_a_thousand(text, decimal.sign):
        return _explain_group(index, text)
    if parsed is not None and isfinite(parsed):
        return parsed if shown_percent or text[-1] != "%" else parsed / 100
    return None if is_missing_text(text) else _explain(index, cell)


def _parts_a_thousand(text: str, sign: str) -> bool:
    other = COMMA if sign == DOT else DOT
    return other in text and ONE_GROUP.fullmatch(text.rstrip(f"%{SPACES}")) is not None


def _explain_group(index: int, text: str) -> CellProblem:
    plain = re.sub(r"[.,]", "", text)
    message = f"holds “{text}”, which can mean {plain} or {text.replace(',', '.')}. "
    message += "Choose the decimal separator of this table, or type the number."
    return CellProblem(index, "decimal_unclear", message)


def _are_booleans(cells: Sequence[RawCell]) -> bool:
    """Tell whether a column holds only yes and no; a stray one among numbers does not count."""
    return all(cell is None or isinstance(cell, bool) for cell in cells)


def _explain(index: int, cell: RawCell) -> CellProblem:
    shown = show_cell(cell)
    if isinstance(cell, DateCell):
        code = "date"
        message = f"contains the date {shown} instead of a number: the spreadsheet program"
        message += " may have converted a number such as 1.2. Type the number."
    elif isinstance(cell, ErrorCell):
        code, message = "formula_error", f"contains a failed formula, {shown}. Type the number."
    elif isinstance(cell, UncountedFormula):
        code = "formula_without_result"
        message = "contains a formula whose result was not saved. Open the file in a spreadsheet "
        message += "program and save it again, or type the number."
    elif isinstance(cell, bool):
        code, message = "not_a_number", f"contains {shown} among numbers. Type a number."
    elif re.fullmatch(r"[<>≤≥~±*]?\s*[+-]?[\d.,]+\s*[*†‡]?", clean_number(str(cell))):
        code, message = "not_a_number", f"contains “{shown}”, which is not a plain number. "
        message += "Decide which number to show and type it."
    elif clean_number(str(cell)).casefold().lstrip("+-") in ("inf", "infinity", "∞"):
        code, message = (
            "not_finite",
            f"holds “{shown}”, which cannot be drawn. Type a number or NA.",
        )
    else:
        code, message = (
            ("not_a_number"),
            f"holds “{shown}”, which is not a number. Type a number or NA.",
        )
    return CellProblem(index, code, message)
