"""The ways in which a table says left and right."""

from random import Random
from typing import Any

from tests.features.tables.random_tables.keys import RELATIVE, SIDED
from tests.features.tables.random_tables.known import BOTH, LEFT, RIGHT, Case, Column, Entry

SIDE_HEADS = ["hemisphere", "side", "Hemi", "Brain side", "Laterality", "Hemisphere", "Side"]
BOTH_WORDS = ["both", "bilateral", "Both"]
WORDS = [("L", "R"), ("left", "right"), ("Left", "Right"), ("LH", "RH"), ("l", "r")]
WORDS += [("left hemisphere", "right hemisphere"), ("LEFT", "RIGHT")]
TOLD_CODES: list[tuple[str, Any, Any]] = [
    ("Hemisphere (1=left)", 1, 2),
    ("*hemisphere (1=left)", 1, 0),
    ("hemisphere (1 = left, 2 = right)", 1, 2),
    ("side (0=left, 1=right)", 0, 1),
    ("Side (1: right, 2: left)", 2, 1),
    ("is_left", True, False),
    ("is_right", False, True),
    ("is_left", 1, 0),
    ("right.hemisphere", False, True),
    ("left_hemisphere", True, False),
]
UNTOLD_CODES = [(1, 2), (2, 1), (0, 1), (1, 0), ("A", "B")]
PAIRS = ["{} left|{} right", "{} (L)|{} (R)", "{}_L|{}_R", "left {}|right {}"]
PAIRS += ["{} (left)|{} (right)"]
PAIRS += ["{} LH|{} RH", "Left {}|Right {}", "L_{}|R_{}", "{}-left|{}-right", "{}.left|{}.right"]
PAIRS += ["left_{}|right_{}", "{} (left hemisphere)|{} (right hemisphere)", "{}, left|{}, right"]
RELATIVE_PAIRS = ["ipsi {}|contra {}", "{} (ipsi)|{} (contra)", "{}_ipsi|{}_contra"]
BARE = ["L|R", "left|right", "Left|Right", "LH|RH", "left hemisphere|right hemisphere"]
LONE = ["{}_right", "{} (right)", "right {}", "{}_left", "{} (left)", "left {}", "{} left"]

IN_KEYS = [*SIDED, "negative id"]
IN_COLUMN = ["words", "told codes", "untold codes", "ipsi column"]
IN_HEADERS = ["pairs", "pairs", "pairs", "bare", "group sides", "lone", "ipsi pairs"]
NONE = "none"


def draw_side_form(random: Random, *, headers: bool, column: bool = True) -> str:
    """Return a form in which sides are written; `headers` and `column` allow those places."""
    forms = [[NONE], [NONE], IN_KEYS, [*RELATIVE]]
    forms += [IN_COLUMN, IN_COLUMN] if column else []
    forms += [IN_HEADERS, IN_HEADERS] if headers else []
    weights = [3, 3, 4, 0.4, 2, 2, 3, 3][: len(forms)]
    return random.choice(random.choices(forms, weights)[0])


def draw_entries(case: Case, regions: list[int], form: str) -> list[Entry]:
    """Return the rows of a table: each region once, or once for each side where rows say it."""
    if form in (NONE, *IN_HEADERS):
        return [Entry(region) for region in regions]
    random = case.random
    entries = []
    most = random.choice([(LEFT, RIGHT), (LEFT, RIGHT), (LEFT,), (RIGHT,)])
    if form == "negative id":  # without a negative one, ids say no side
        most = (LEFT, RIGHT)
    for region in regions:
        sides = most if random.random() < 0.8 else (random.choice([LEFT, RIGHT]),)
        entries += [Entry(region, side) for side in sides]
    if form == "words" and random.random() < 0.2:
        entries = [e for e in entries if e.region != regions[0]] + [Entry(regions[0], BOTH)]
    if random.random() < 0.3:
        entries.sort(key=lambda entry: entry.side or "")
    return entries


def write_side_column(case: Case, entries: list[Entry], form: str) -> Column | None:
    """Return the column that holds the side of each row; None where something else says it."""
    random = case.random
    if form == "told codes":
        head, left, right = random.choice(TOLD_CODES)
    elif form == "untold codes":
        head = random.choice(["hemisphere", "side", "Hemisphere"])
        left, right = random.choice(UNTOLD_CODES)
        case.asks = "side codes whose meaning stands nowhere"
    elif form == "ipsi column":
        head, left, right = random.choice(SIDE_HEADS), "ipsi", "contra"
        case.asks = "ipsi and contra"
    elif form == "words":
        head = random.choice(SIDE_HEADS)
        left, right = random.choice(WORDS)
    else:
        return None
    case.kinds["side column"] = f"{head}: {left}, {right}"
    words = {LEFT: left, RIGHT: right, BOTH: random.choice(BOTH_WORDS)}
    return Column(head, [words[entry.side or LEFT] for entry in entries])
