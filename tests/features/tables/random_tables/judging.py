"""Reads a case as an upload does and compares what would be stored with the truth."""

from dataclasses import dataclass

from features.tables import Checked, Choices, TableRefused, check_table
from features.tables.understanding.vocabulary import fold
from tests.features.tables.random_tables.known import VALUE, Case, Known

RIGHT, ASKED, WRONG = "right", "asked", "wrong"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a case: ``right``, ``asked`` or ``wrong``, with codes or differences."""

    outcome: str
    why: tuple[str, ...] = ()


def judge(case: Case) -> Verdict:
    """Return whether what is published without questions equals the truth."""
    try:
        checked = read_case(case)
    except TableRefused as refusal:
        return Verdict(ASKED, (refusal.code,))
    if checked.table is None:
        codes = dict.fromkeys(problem.code for problem in checked.problems)
        return Verdict(ASKED, tuple(codes) or tuple(checked.needs))
    if case.asks:
        return Verdict(WRONG, (f"published unasked, though it has {case.asks}",))
    wrong = compare(checked, case.known)
    return Verdict(WRONG, tuple(wrong)) if wrong else Verdict(RIGHT)


def read_case(case: Case) -> Checked:
    """Return the check of a case's file.

    The person only answers the side of values without one, which nobody else can know.
    """
    checked = check_table(case.data, case.filename)
    if checked.needs and not checked.problems:
        checked = check_table(case.data, case.filename, Choices(hemisphere=case.hemisphere))
    return checked


def read_stored(checked: Checked) -> list[Known]:
    """Return each feature that would be stored, with its values by row of `BrainRegions`."""
    table = checked.table
    assert table is not None
    stored = []
    for at, feature in enumerate(table.features):
        column = zip(table.rows.tolist(), table.values[:, at].tolist(), strict=True)
        values = {row: value for row, value in column if value == value}
        stored.append(Known(feature.fname, feature.unit, feature.statistic, values=values))
    return stored


def compare(checked: Checked, known: list[Known]) -> list[str]:
    """Return a line for each difference between the features stored and those known."""
    stored = read_stored(checked)
    wrong = []
    for truth in known:
        if not truth.values:
            continue
        same = [feature for feature in stored if feature.values == truth.values]
        same.sort(key=lambda feature: feature.name != truth.name)
        if same:
            stored.remove(same[0])
            wrong += _compare_names(same[0], truth)
        elif truth.role == VALUE:
            wrong.append(f"“{truth.name}” {truth.values} is not stored")
    return wrong + [f"“{left.name}” {left.values} is stored" for left in stored if left.values]


def _compare_names(stored: Known, truth: Known) -> list[str]:
    if truth.role != VALUE:
        return []
    wrong = [
        f"“{stored.name}” does not hold “{part}”"
        for part in truth.parts
        if fold(part) not in fold(stored.name)
    ]
    if truth.unit and stored.unit != truth.unit:
        wrong.append(f"“{stored.name}” has the unit “{stored.unit}”, not “{truth.unit}”")
    return wrong
