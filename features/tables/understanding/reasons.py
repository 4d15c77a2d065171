"""Explains in words why a table was understood as it was."""

from features.tables.choices import Choices
from features.tables.explanation import Explanation, say
from features.tables.understanding.body import Body
from features.tables.understanding.columns import StatisticOf
from features.tables.understanding.finding import Table
from features.tables.understanding.header import read_label
from features.tables.understanding.keys import Column
from features.tables.understanding.vocabulary import ID, MIXED


def _plural(kind: str) -> str:
    return {MIXED: "acronyms, names or ids"}.get(kind, f"{kind}s")


def header_text(table: Table, key: Column) -> str:
    return read_label(table.grid, table.header, key.index).text or key.header


def explain_key(table: Table, key: Column, choices: Choices) -> str:
    label = table.grid.label(key.index)
    what = "Column" if table.grid.orientation == "rows" else "Row"
    if choices.key_column is not None:
        return f"{what} {label} contains the regions, as you chose."
    reasons = [f"{key.hits} of its {key.filled} entries look like {_plural(key.kind)}"]
    if key.header_kind:
        reasons.append(f"its header says “{header_text(table, key)}”")
    if key.uniqueness > 0.99 and key.filled > 1:
        reasons.append("no duplicates")
    return f"{what} {label} contains the regions: {', '.join(reasons)}."


def explain_companions(table: Table, body: Body) -> Explanation:
    """Say which columns name the same regions, and which could be chosen instead."""
    said = Explanation()
    known = {block.key.index for block in body.blocks}
    for block in body.blocks:
        for companion in block.companions:
            known.add(companion.index)
            said += say(
                f"{_labels(table, [companion])} gives the same regions as {companion.kind}; the "
                f"two are compared row by row."
            )
    others = [c for c in table.columns if c.index not in known and c.kind != ID]
    if others:
        said += say(f"{_labels(table, others)} could be used for the regions instead.")
    return said


def _labels(table: Table, columns: list[Column]) -> str:
    what = "Column" if table.grid.orientation == "rows" else "Row"
    return f"{what} {', '.join(table.grid.label(column.index) for column in columns[:5])}"


def explain_header(table: Table) -> str:
    header = table.header
    what = "row" if table.grid.orientation == "rows" else "column"
    if header.row < 0:
        return "There is no header above the first region, so columns are named by their letters."
    number = table.grid.number(header.name_row)
    sentence = f"The header is {what} {number}, the last before the first region."
    if header.name_row > 0 and header.group_row != header.name_row - 1:
        sentence += " Rows above are ignored (title)."
    if header.group_row is not None:
        sentence += f" The labels in {what} {table.grid.number(header.group_row)} name groups of"
        sentence += " columns and are added as a prefix."
    if header.unit_row is not None:
        sentence += f" {what.capitalize()} {table.grid.number(header.unit_row)} contains the units."
    return sentence


def explain_left_out(left_out: dict[str, str]) -> str:
    reasons: dict[str, list[str]] = {}
    for column, reason in left_out.items():
        if reason != "blank":
            reasons.setdefault(reason, []).append(column)
    blank = sum(reason == "blank" for reason in left_out.values())
    parts = [f"{', '.join(cs[:8])}{' …' * (len(cs) > 8)} ({r})" for r, cs in reasons.items()]
    if blank:
        parts.append(f"{blank} empty")
    return f"Columns skipped: {'; '.join(parts)}."


def explain_statistics(statistics: list[StatisticOf], *, kept: bool, by_hand: bool = True) -> str:
    """Say which columns are, or could be, statistics of which values."""
    words = {"count": "n", "std": "SD", "sem": "SEM", "var": "variance"}
    of: dict[tuple[str, str], list[str]] = {}
    for one in statistics:
        what = f"{words.get(one.statistic, one.statistic)} ({one.column})"
        of.setdefault((one.of, one.fname), []).append(what)
    parts = [f"{', '.join(cs)} of “{fname}” ({column})" for (column, fname), cs in of.items()]
    shown = "; ".join(parts[:6]) + " …" * (len(parts) > 6)
    if kept:
        why = "as you chose" if by_hand else "because the headers name the same"
        return f"Kept as statistics, {why}: {shown}."
    return (
        f"Some columns look like statistics of the values beside them: {shown}. They are not used "
        "as such."
    )
