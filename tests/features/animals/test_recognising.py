"""Animals are recognised by their headers, and features are never taken for animals."""

from typing import Any

import pytest

from features.animals.decisions import Decisions
from features.animals.headings import read_headings
from features.animals.reading import read_animals
from features.animals.recognising import recognise
from features.tables import Choices, check_table, open_table
from tests.features.animals.tables import ANIMALS, FEATURES, Headed, understand, write

LONG = """region,mouse,genotype,count
VISp,m1,WT,1
VISp,m2,WT,2
VISp,m3,KO,3
VISp,m4,KO,4
MOs,m1,WT,5
MOs,m2,WT,6
MOs,m3,KO,7
MOs,m4,KO,0
"""
TURNED = """mouse,genotype,VISp,MOs,CA1
m1,WT,1,2,3
m2,WT,4,5,6
m3,KO,7,8,9
m4,KO,0,1,2
"""


def guess_of(rows: Any) -> Any:
    return recognise(*read_headings(understand(rows)))


def groups_of(guess: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for animal in guess.animals:
        found.setdefault(animal.group, []).extend(column for column, _ in animal.columns)
    return found


@pytest.mark.parametrize("headed", ANIMALS.values(), ids=ANIMALS)
def test_a_table_of_animals_is_recognised_with_its_groups(headed: Headed) -> None:
    guess = guess_of(headed.rows)
    assert guess is not None
    assert groups_of(guess) == headed.groups
    assert (guess.sure, guess.paired) == (True, headed.paired)
    assert any("onfirm" in sentence for sentence in guess.why)


@pytest.mark.parametrize("rows", FEATURES.values(), ids=FEATURES)
def test_a_table_of_features_is_not_taken_for_animals(rows: Any) -> None:
    guess = guess_of(rows)
    assert guess is None or not guess.sure


def test_there_are_twenty_tables_of_each_kind() -> None:
    assert (len(ANIMALS), len(FEATURES)) == (20, 20)


def test_letters_and_numbers_alone_are_a_question() -> None:
    guess = guess_of([["region", "M1", "M2", "M3"]])
    assert guess is not None
    assert not guess.sure


def test_before_and_after_are_the_same_animals() -> None:
    guess = guess_of(ANIMALS["before and after"].rows)
    assert guess.groups == {"pre": ["M1", "M2", "M3"], "post": ["M1", "M2", "M3"]}
    assert guess.control == "pre"


def test_numbers_that_begin_again_in_each_group_are_not_taken_for_pairs() -> None:
    guess = guess_of([["", "WT", "WT", "KO", "KO"], ["region", "1", "2", "1", "2"]])
    assert not guess.paired
    assert any("same names" in sentence for sentence in guess.why)


def test_group_labels_over_several_columns_reach_to_the_next_one() -> None:
    guess = guess_of([["", "Sham", "", "TBI", ""], ["region", "1", "2", "3", "4"]])
    assert groups_of(guess) == {"Sham": ["B", "C"], "TBI": ["D", "E"]}


def test_results_and_other_columns_are_left_out_and_named() -> None:
    guess = guess_of(ANIMALS["results beside the animals"].rows)
    assert guess.left_out == ("H", "I", "J")


def read(content: str, **decided: Any) -> Any:
    workbook = open_table(content.encode(), "counts.csv")
    return read_animals(workbook, Choices(hemisphere="left"), Decisions.from_json(decided))


def test_a_long_table_names_group_and_animal_in_columns() -> None:
    table = read(LONG, confirmed=True)
    assert table.guess.groups == {"WT": ["m1", "m2"], "KO": ["m3", "m4"]}
    values = table.values()
    assert values is not None
    assert sorted(values.values.tolist()) == [[1, 2, 3, 4], [5, 6, 7, 0]]


def test_animals_in_rows_are_read_with_their_genotype() -> None:
    table = read(TURNED, confirmed=True)
    assert table.guess.groups == {"WT": ["m1", "m2"], "KO": ["m3", "m4"]}
    values = table.values()
    assert values is not None
    assert sorted(values.values.tolist()) == [[1, 4, 7, 0], [2, 5, 8, 1], [3, 6, 9, 2]]


def test_sides_of_an_animal_are_two_columns_of_one_animal() -> None:
    content = "region,WT1 left,WT1 right,WT2 left,WT2 right\nVISp,1,2,3,4\nMOs,5,6,7,8\n"
    table = read(content, confirmed=True)
    assert table.guess.groups == {"WT": ["WT1", "WT2"]}
    values = table.values()
    assert values is not None
    assert sorted(values.values.tolist()) == [[1, 3], [2, 4], [5, 7], [6, 8]]


def test_nothing_is_an_animal_before_it_is_confirmed() -> None:
    table = read(write(ANIMALS["underscore and two digits"].rows).decode())
    assert table.guess is not None
    assert table.animals == ()
    assert table.values() is None


def test_a_zero_is_a_value_and_a_blank_cell_is_missing() -> None:
    table = read("region,WT1,WT2,KO1,KO2\nVISp,0,1,,2\nMOs,1,2,3,4\n", confirmed=True)
    values = table.values()
    assert values is not None
    visp = values.values[values.rows.argmax()]
    assert [None if one != one else one for one in visp.tolist()] == [0, 1, None, 2]


def test_a_person_moves_an_animal_to_another_group() -> None:
    content = write(ANIMALS["underscore and two digits"].rows).decode()
    animals = [
        {"name": "a", "group": "one", "columns": ["B"]},
        {"name": "b", "group": "two", "columns": ["E"]},
    ]
    table = read(content, animals=animals)
    assert [(animal.name, animal.group) for animal in table.animals] == [("a", "one"), ("b", "two")]
    values = table.values()
    checked = check_table(content.encode(), "counts.csv", Choices(hemisphere="left")).table
    assert values is not None
    assert checked is not None
    assert values.values.tolist() == checked.values[:, [0, 3]].tolist()
