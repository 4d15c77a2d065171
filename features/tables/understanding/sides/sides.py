"""Where a table says left and right, and what of it only a person can tell."""

from features.tables.choices import Choices
from features.tables.problems import Problem
from features.tables.reading.cells import show_cell
from features.tables.understanding.body import Body
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.vocabulary import CONTRA, IPSI, SIDE_WORDS, split_side

COLUMN, KEY, SIGN, PAIRS = "column", "key", "id", "columns"
"""Where the side is read from, when the person did not choose left, right or both."""
IPSI_SENTENCE = (
    "Keys, rows or headers say ipsi and contra, relative to the injection or recording. Choose "
    "which hemisphere ipsi is: left or right."
)
CODES_SENTENCE = (
    "The column of sides holds {}, which its header does not explain. Say what each means: left, "
    "right or both (the Allen Institute writes 1 for left, 2 for right and 3 for both)."
)


def find_side(
    body: Body, features: list[FeatureColumn], choices: Choices, why: list[str]
) -> tuple[str | None, bool]:
    """Return where the side is read from, and whether values are left without one."""
    said = _find_said_side(body, features, why)
    if said is not None:
        if choices.hemisphere is not None:
            why.append("So the side that you chose only serves rows that say none.")
        return said, False
    if choices.hemisphere is not None:
        where = "both sides" if choices.hemisphere == "both" else f"the {choices.hemisphere} side"
        why.append(f"Values are put on {where}, as you chose.")
        if any(feature.side is not None for feature in features):
            why[-1] += " Columns whose header says a side keep that one."
        return choices.hemisphere, True
    why.append("Nothing in the table says left or right, so the side must be chosen.")
    return None, True


def _find_said_side(body: Body, features: list[FeatureColumn], why: list[str]) -> str | None:
    """Return where the table itself says the side of every value; None when it does not."""
    blocks = body.blocks
    if all(block.sides is not None for block in blocks):
        why.append("The side of each row is read from the column of sides.")
        codes = {t: side for b in blocks if b.sides for t, side in b.sides.codes.items()}
        if codes:
            told = ", ".join(f"{text} is {side}" for text, side in codes.items())
            why[-1] += f" Its header says what it holds: {told}."
        return COLUMN
    if all(block.key.form for block in blocks):
        example = next((key for key in blocks[0].keys if key), "")
        why.append(f"The side is part of each region's key, as in “{example}”.")
        return KEY
    if any(key.startswith("-") for block in blocks for key in block.keys if key[1:].isdecimal()):
        why.append("Negative ids are left and positive ids right.")
        return SIGN
    return PAIRS if features and all(f.side is not None for f in features) else None


def doubt_side(table: Table, body: Body, choices: Choices) -> list[Problem]:
    """Return problems for sides that only a person can tell: ipsi and contra, numbers."""
    said: set[str] = set()
    asked: set[str] = set()
    for block in body.blocks:
        if block.sides is not None:
            cells = table.grid.columns[block.sides.index][body.first :]
            said.update(show_cell(cell).lower() for cell in cells if cell is not None)
            asked |= block.sides.asked
        elif block.key.form:
            parts = [split_side(key, block.key.form) for key in block.keys if key]
            said.update(part[0] for part in parts if part)
    problems = []
    relative = {IPSI, CONTRA} & {SIDE_WORDS.get(text, text) for text in said}
    if relative and choices.ipsi_side is None:
        problems.append(_ask_side("ipsi_side_needed", ", ".join(sorted(relative)), IPSI_SENTENCE))
    if asked:
        value = ", ".join(sorted(asked)[:10])
        problems.append(_ask_side("side_codes_needed", value, CODES_SENTENCE.format(value)))
    return problems


def _ask_side(code: str, value: str, message: str) -> Problem:
    return Problem(None, None, value, code, message)
