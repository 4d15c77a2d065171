"""Where a table says left and right, and what only a person can decide."""

from features.tables.choices import Choices
from features.tables.explanation import Explanation, ask, say
from features.tables.problems import Problem
from features.tables.reading.cells import show_cell
from features.tables.understanding.body import Body
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.finding import Table
from features.tables.understanding.vocabulary import CONTRA, IPSI, SIDE_WORDS, split_side

COLUMN, KEY, SIGN, PAIRS = "column", "key", "id", "columns"
"""Where the side is read from, if the person did not choose left, right or both."""
IPSI_SENTENCE = (
    "Keys, rows or headers say ipsi and contra, relative to the injection or recording. Choose "
    "which hemisphere is ipsi: left or right."
)
CODES_SENTENCE = (
    "The side column contains {}, which its header does not explain. Choose what each means: left, "
    "right or both (the Allen Institute uses 1 for left, 2 for right and 3 for both)."
)


def find_side(
    body: Body, features: list[FeatureColumn], choices: Choices
) -> tuple[str | None, bool, Explanation]:
    """Return where the side is read from, and whether values are left without one."""
    place, said = _find_said_side(body, features)
    if place is not None:
        if choices.hemisphere is not None:
            said += say("The side that you chose applies only to rows without one.")
        return place, False, said
    if choices.hemisphere is None:
        return (
            None,
            True,
            say("The table does not say left or right, so you must choose the side."),
        )
    where = "both sides" if choices.hemisphere == "both" else f"the {choices.hemisphere} side"
    sentence = f"Values are assigned to {where}, as you chose."
    if any(feature.side is not None for feature in features):
        sentence += " Columns whose header gives a side keep it."
    return choices.hemisphere, True, say(sentence)


def _find_said_side(body: Body, features: list[FeatureColumn]) -> tuple[str | None, Explanation]:
    """Return where the table itself says the side of every value; None if it does not."""
    blocks = body.blocks
    if all(block.sides is not None for block in blocks):
        sentence = "The side of each row is read from the side column."
        codes = {t: side for b in blocks if b.sides for t, side in b.sides.codes.items()}
        if codes:
            told = ", ".join(f"{text} is {side}" for text, side in codes.items())
            sentence += f" Its header explains: {told}."
        return COLUMN, say(sentence)
    if all(block.key.form for block in blocks):
        example = next((key for key in blocks[0].keys if key), "")
        return KEY, say(f"The side is part of each region's key, as in “{example}”.")
    if any(key.startswith("-") for block in blocks for key in block.keys if key[1:].isdecimal()):
        return SIGN, say("Negative ids are left and positive ids right.")
    paired = features and all(feature.side is not None for feature in features)
    return (PAIRS if paired else None), Explanation()


def doubt_side(table: Table, body: Body, choices: Choices) -> Explanation:
    """Return problems for sides that only a person can decide: ipsi and contra, numbers."""
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
    doubts = Explanation()
    relative = {IPSI, CONTRA} & {SIDE_WORDS.get(text, text) for text in said}
    if relative and choices.ipsi_side is None:
        doubts += ask(_side_problem("ipsi_side_needed", ", ".join(sorted(relative)), IPSI_SENTENCE))
    if asked:
        value = ", ".join(sorted(asked)[:10])
        doubts += ask(_side_problem("side_codes_needed", value, CODES_SENTENCE.format(value)))
    return doubts


def _side_problem(code: str, value: str, message: str) -> Problem:
    return Problem(None, None, value, code, message)
