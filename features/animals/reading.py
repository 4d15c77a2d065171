"""Reads a table of animals: which columns are animals, then their values by region."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from atlasviewer.web.errors import Invalid
from features.animals.decisions import Decisions
from features.animals.guess import Animal, Guess
from features.animals.headings import find_long_columns, merge_choices, read_headings
from features.animals.recognising import recognise
from features.tables import (
    Checked,
    CheckedTable,
    Choices,
    FeatureChoice,
    Understood,
    Workbook,
    check_workbook,
    understand,
)
from features.tables.understanding.columns import MEAN
from features.tables.understanding.values import default_name


@dataclass(frozen=True)
class AnimalTable:
    """A table as it was understood, with its animals."""

    checked: Checked
    """The check of the animals' values alone; of all columns while none are animals."""
    guess: Guess | None
    animals: tuple[Animal, ...]
    """Those decided on; empty until confirmed."""
    name: str
    unit: str

    def values(self) -> CheckedTable | None:
        """Return the values with a column for each animal, in their order; None until ready."""
        table = self.checked.table
        if table is None or not self.animals:
            return None
        place = {feature.fname: at for at, feature in enumerate(table.features)}
        columns = [place.get(_key(at)) for at in range(len(self.animals))]
        values = np.full((len(table.rows), len(columns)), np.nan)
        for at, column in enumerate(columns):
            if column is not None:
                values[:, at] = table.values[:, column]
        return replace(table, values=values)

    def to_json(self) -> dict[str, Any]:
        """Return what the check of a table of animals answers with."""
        guess = self.guess
        shown = self.animals or (guess.animals if guess else ())
        return {
            "looks_like_animals": guess is not None and guess.sure,
            "may_be_animals": guess is not None,
            "confirmed": bool(self.animals),
            "animals": [animal_json(animal) for animal in shown],
            "paired": guess is not None and guess.paired,
            "control": guess.control if guess else None,
            "left_out": list(guess.left_out) if guess else [],
            "why": list(guess.why) if guess else [],
            "name": self.name,
            "table": self.checked.to_json(),
        }


def read_animals(
    workbook: Workbook,
    choices: Choices,
    decided: Decisions,
    voxels: Sequence[int] | None = None,
) -> AnimalTable:
    """Check a table and find its animals; nothing counts as an animal before it is confirmed.

    Raises `Invalid` for animals whose columns the table does not have, or if there is nothing to
    confirm.
    """
    choices = replace(choices, statistics="apart")
    understood = _look(workbook, choices)
    long = find_long_columns(understood)
    if long is not None:
        choices = merge_choices(choices, long)
        understood = _look(workbook, choices)
    headings, names = read_headings(understood)
    guess = recognise(headings, names)
    animals = decided.animals
    if not animals and decided.confirmed:
        if guess is None:
            raise Invalid(
                "Nothing in the headers says which columns are animals: name them in “animals”.",
                code="no_animals",
            )
        animals = guess.animals
    name = decided.name or default_name(workbook, understood.table)
    unit = _unit_of(understood, animals)
    if animals:
        features = _choose(understood, animals, choices)
        choices = replace(choices, features=(*choices.features, *features))
    return AnimalTable(check_workbook(workbook, choices, voxels), guess, animals, name, unit)


def _look(workbook: Workbook, choices: Choices) -> Understood:
    """Return what is understood of a table; several sheets are joined by their check."""
    if len(choices.sheets) > 1:
        return check_workbook(workbook, choices).understood
    sheet = choices.sheets[0] if choices.sheets else choices.sheet
    return understand(workbook, replace(choices, sheet=sheet))


def animal_json(animal: Animal) -> dict[str, Any]:
    columns = [
        column if category is None else [column, category] for column, category in animal.columns
    ]
    return {"name": animal.name, "group": animal.group, "columns": columns}


def _choose(
    understood: Understood, animals: tuple[Animal, ...], choices: Choices
) -> list[FeatureChoice]:
    """Return choices that read each animal as one feature and leave out every other column."""
    features = understood.features
    there = {(feature.column, feature.category_label) for feature in features}
    place = {column: at for at, animal in enumerate(animals) for column in animal.columns}
    unknown = [column for column in place if column not in there]
    if unknown:
        shown = ", ".join(" ".join(filter(None, column)) for column in unknown[:5])
        raise Invalid(f"The table has no column of values {shown}.", code="unknown_choice")
    units = {
        feature.unit for feature in features if (feature.column, feature.category_label) in place
    }
    if len(units) > 1:
        raise Invalid(
            f"The animals' columns have different units: {', '.join(sorted(units))}. Compare "
            "values of one unit at a time.",
            code="different_units",
        )
    made = {(one.column, one.category): one for one in choices.features}
    found = []
    for feature in features:
        column = feature.column, feature.category_label
        choice = made.get(column) or FeatureChoice(*column)
        if column in place:
            choice = replace(choice, fname=_key(place[column]), statistic=MEAN, skip=False)
        else:
            choice = replace(choice, skip=True)
        found.append(choice)
    return found


def _key(at: int) -> str:
    """Return the name under which the check reads an animal."""
    return f"animal {at + 1}"


def _unit_of(understood: Understood, animals: tuple[Animal, ...]) -> str:
    """Return the unit of the animals' values, or of all values while there are no animals."""
    columns = {column for animal in animals for column in animal.columns}
    units = [
        feature.unit
        for feature in understood.features
        if not animals or (feature.column, feature.category_label) in columns
    ]
    return next(filter(None, units), "")
