"""Texts are looked at together, with the same result as one by one; no table takes for ever."""

import random

import pytest

from atlasviewer.atlas.regions import load_regions
from features.tables import Choices, check_table
from features.tables.problems import MAX_PROBLEMS
from features.tables.reading.cells import (
    Decimal,
    Profile,
    clean_number,
    find_words,
    gather_evidence,
    is_missing_text,
    looks_numeric,
    parse_number,
)
from features.tables.reading.grid import Grid
from features.tables.reading.number_columns import read_numbers
from features.tables.reading.patience import patience
from features.tables.reading.plain_numbers import find_plain_forms
from features.tables.understanding.key_columns import find_starts
from features.tables.understanding.keys import find_columns
from features.tables.understanding.vocabulary import (
    find_kind,
    find_likely,
    find_side_form,
    fold,
    fold_all,
    key_text,
)

LEFT = Choices.from_json({"hemisphere": "left"})
NUMBERS = [
    *("5", "5.25", "1,5", "1.234", "1,234", "1e3", "007", ".5", "5.", "1e999", "٣"),
    *("35 %", "35%", "3,5 %", "1.234\u202f%", "5 %%", "% 5", "1e-3%", "0" * 39 + "%"),
    *("1 234", "1'234.5", "12’345,5", "1\u00a0234\u00a0567 %", "1 23", "1234 567", "0 123.456"),
    *("\u22125", "\u20135,5", "\u2011 5", "+5 %", "\u22121 234.5 %", "-", "\u2212", "—"),
]
WORDS = [
    *("NA", "n/a", "#N/A", "#REF!", "<5", "1x", "x1", "5*", "~2", "'5 %'", "“NA”", "5 ,3"),
    *("\ufeff5", "NA\u200b", "a\nb", "'", "", "..", "e5", "1.2.3", "mean", "é", "5\t%", " 5 %"),
]
SIDES = ["left ", "R", "lh_", "ipsi-", "contra.", "İ ", "ı ", "left ſide "]


def texts(seed: int) -> list[str]:
    """Return texts of every kind in random order, some several times."""
    numbers = random.Random(seed)
    regions = load_regions()
    some = [str(regions.acronym[row]) for row in numbers.sample(range(1, 1327), 40)]
    some += [str(regions.name[row]) for row in numbers.sample(range(1, 1327), 40)]
    some += [str(regions.id[row]) for row in numbers.sample(range(1, 1327), 20)]
    keys = [numbers.choice(["", "", *SIDES]) + key for key in some]
    keys += [
        f"{key}{numbers.choice(['.0', ' (left)', '_R', ', ipsi', ' x', '.00'])}" for key in some
    ]
    return numbers.choices([*NUMBERS, *WORDS, *keys], k=400)


@pytest.mark.parametrize("seed", range(20))
def test_no_text_that_names_a_region_is_ruled_out(seed: int) -> None:
    for some in (texts(seed), [text for text in texts(seed) if "\n" not in text]):
        keys = [key_text(text) for text in some]
        names = [bool(key and (find_kind(key) or find_side_form([key]))) for key in keys]
        assert any(names)
        likely = find_likely(some)
        assert [text for text, is_, may in zip(some, names, likely, strict=True) if is_ > may] == []
    assert sum(likely) < len(likely)


@pytest.mark.parametrize("seed", range(5))
def test_texts_are_folded_together_as_one_by_one(seed: int) -> None:
    for some in (texts(seed), [text for text in texts(seed) if text.isascii()]):
        lines = [text for text in some if "\n" not in text]
        assert fold_all(lines) == [fold(text) for text in lines]


@pytest.mark.parametrize("seed", range(20))
def test_texts_are_counted_together_as_one_by_one(seed: int) -> None:
    some = [text for text in texts(seed) if text]
    profile = Profile()
    profile.count_texts(some)
    cleaned = [clean_number(text) for text in some]
    missing = [text for text in cleaned if is_missing_text(text)]
    numeric = [text for text in cleaned if not is_missing_text(text) and looks_numeric(text)]
    assert profile.missing == len(missing)
    assert profile.number_texts == len(numeric)
    assert profile.percents == sum(text.endswith("%") for text in numeric)
    assert profile.texts == len(some) - len(missing) - len(numeric)
    assert profile.signs == gather_evidence(numeric)
    words = find_words([text for text in some if "\n" not in text])
    assert words
    assert not words & {text for text in some if clean_number(text) in {*missing, *numeric}}


@pytest.mark.parametrize("sign", [".", ","])
def test_numbers_in_other_forms_are_what_they_are_one_by_one(sign: str) -> None:
    forms = find_plain_forms([*NUMBERS, *(word for word in WORDS if "\n" not in word)], sign)
    assert {"35 %", "1 234", "\u22125"} <= forms.keys()
    for text, form in forms.items():
        assert float(form.replace(sign, ".")) == parse_number(clean_number(text), sign)
    for shown in (True, False):
        together = read_numbers(NUMBERS, Decimal(sign, groups=True), shown_percent=shown)
        alone = [
            read_numbers([text], Decimal(sign, groups=True), shown_percent=shown)
            for text in NUMBERS
        ]
        assert together.values.tolist() == pytest.approx(
            [one.values[0] for one in alone], nan_ok=True, rel=0, abs=0
        )
        assert [p.message for p in together.problems] == [
            p.message for one in alone for p in one.problems
        ]


def test_a_letter_that_only_looks_like_a_side_is_no_fault() -> None:
    """Regular expressions that ignore case take “ı” for an i, and “ſ” for an s."""
    rows = "\n".join(f"{key},1" for key in ("ı VISp", "left ſide MOs", "SSp left-ſide"))
    checked = check_table(f"acronym,rate\n{rows}\nCA1,2".encode(), "t.csv", LEFT)
    assert [problem.row for problem in checked.problems] == [2, 3, 4]


def test_a_table_of_regions_everywhere_counts_each_column_once() -> None:
    """It took hours: for each pair of columns, all columns between them were counted."""
    acronyms = [str(name) for name in load_regions().acronym[2:]]
    rows = [acronyms[row : row + 60] for row in range(30)]
    grid = Grid([[f"f{column}" for column in range(60)], *rows], [])
    columns = find_columns(grid)
    assert len(columns) == 60
    find_starts(grid, columns[-1], columns)
    assert len(grid._profiles) <= 60


def test_the_clock_ends_the_search_for_tables_side_by_side() -> None:
    acronyms = [str(name) for name in load_regions().acronym[2:]]
    grid = Grid([acronyms[row : row + 9] for row in range(9)], [])
    columns = find_columns(grid)

    def stop() -> None:
        raise TimeoutError

    with patience(stop), pytest.raises(TimeoutError):
        find_starts(grid, columns[-1], columns)


def test_of_a_million_problems_the_first_are_named_and_all_are_counted() -> None:
    rows = 60
    acronyms = load_regions().acronym[1 : rows + 1]
    lines = [
        ",".join(
            [str(acronyms[row]), *(f"<{row + 1}" if c % 2 else f"{row}" for c in range(1, 801))]
        )
        for row in range(rows)
    ]
    head = ",".join(["acronym", *(f"f{c}" for c in range(1, 801))])
    # Words in the upper half of each second column, so that it is still one of numbers.
    upright = [line if row < rows // 2 else line.replace("<", "") for row, line in enumerate(lines)]
    checked = check_table("\n".join([head, *upright]).encode(), "t.csv", LEFT)
    assert checked.all_problems == 400 * rows // 2
    assert len(checked.problems) == MAX_PROBLEMS
    places = [(problem.row, problem.column, problem.value) for problem in checked.problems]
    expected = [
        (row + 2, column, f"<{row + 1}")
        for row in range(rows // 2)
        for column in (f.column for f in checked.understood.features if int(f.fname[1:]) % 2)
    ]
    assert places == expected[:MAX_PROBLEMS]
