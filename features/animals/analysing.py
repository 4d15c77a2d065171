"""Groups described and compared: from the animals' values to every number that is stored."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.mapping import MappedValues, map_values
from atlasviewer.web.errors import Invalid
from features.animals.contrasting import Contrast, compare
from features.animals.decisions import Decisions
from features.animals.describing import Floats, describe
from features.animals.guess import Animal
from features.animals.levels import GIVEN, LEAVES, Level, choose_level, find_nested
from features.animals.reading import AnimalTable
from features.animals.testing import ONE_SAMPLE, PAIRED, WELCH
from features.data.region_values import name_row
from features.tables import CheckedTable

SHOWN = 5


@dataclass(frozen=True)
class Compared:
    """One contrast: group against another, or against a value, at one level."""

    group: str
    against: str | None
    test: str
    fewest: int
    value: float
    nested: bool
    level: Level
    animals: tuple[int, ...]
    """Which animals it compares, as places in the table; in pairs, in the order of the pairs."""
    others: tuple[int, ...]
    contrast: Contrast


@dataclass(frozen=True)
class Analysis:
    """The groups of a table of animals and their contrasts."""

    source: AnimalTable
    table: CheckedTable
    """Values (n, animals), in the order of the animals."""
    mapped: MappedValues
    """Columns: every animal, the mean of every group, then 1 wherever any animal has a value."""
    groups: dict[str, tuple[int, ...]]
    """Group → its animals, as places in the table."""
    contrasts: tuple[Compared, ...]


def analyse(source: AnimalTable, decided: Decisions) -> Analysis:
    """Describe the groups and compare those that `decided` says.

    Raises `Invalid` if something only a person can decide is open: nested regions, which of many
    groups to compare, animals that have no pair.
    """
    table = source.values()
    if table is None:
        raise Invalid("The table is not ready.", code="open_problems")
    groups: dict[str, tuple[int, ...]] = {}
    for at, animal in enumerate(source.animals):
        groups[animal.group] = (*groups.get(animal.group, ()), at)
    mapped = _map(table, list(groups.values()))
    pairs = choose_contrasts(source, decided, list(groups))
    compared = []
    if pairs:
        level = choose_level(table, mapped, decided.level)
        _refuse_nested(level, decided)
        test = decided.test or (PAIRED if source.guess and source.guess.paired else WELCH)
        compared = [_compare(source, groups, pair, test, level, decided) for pair in pairs]
    return Analysis(source, table, mapped, groups, tuple(compared))


def choose_contrasts(
    source: AnimalTable, decided: Decisions, groups: list[str]
) -> list[tuple[str, str | None]]:
    """Return which groups are compared: those decided on, or all with the only control."""
    if decided.contrasts is not None:
        named = {name for pair in decided.contrasts for name in pair if name is not None}
        unknown = sorted(named - set(groups))
        if unknown:
            raise Invalid(
                f"There is no group “{unknown[0]}”; the groups are "
                f"{', '.join(f'“{group}”' for group in groups)}.",
                code="unknown_group",
            )
        if any(one == other for one, other in decided.contrasts):
            raise Invalid("A group cannot be compared with itself.", code="unknown_group")
        alone = {other is None for _, other in decided.contrasts}
        if alone - {decided.test == ONE_SAMPLE}:
            raise Invalid(
                "A one-sample test takes contrasts of one group; every other test takes two.",
                code="unknown_group",
            )
        return list(decided.contrasts)
    if decided.test == ONE_SAMPLE:
        return [(group, None) for group in groups]
    if len(groups) < 2:
        return []
    control = source.guess.control if source.guess else None
    if control not in groups:
        if len(groups) > 2:
            raise Invalid(
                f"There are {len(groups)} groups and no control among them: name in “contrasts” "
                "which to compare, such as [[“KO”, “WT”]].",
                code="contrasts_needed",
            )
        control = groups[0]
    return [(group, control) for group in groups if group != control]


def _map(table: CheckedTable, groups: list[tuple[int, ...]]) -> MappedValues:
    means = [describe(table.values[:, list(places)]).mean for places in groups]
    union = np.where(np.isnan(table.values).all(axis=1), np.nan, 1.0)
    return map_values(
        values=np.column_stack([table.values, *means, union]),
        rows=table.rows,
        leaf=table.leaf,
        map_nodes=table.map_nodes,
        given_wins=table.given_wins,
    )


def _refuse_nested(level: Level, decided: Decisions) -> None:
    if decided.nested or level.name not in (GIVEN, LEAVES):
        return
    nested = find_nested(level.rows, level.leaf)
    if not nested:
        return
    shown = [f"{name_row(inner)[1]} inside {name_row(outer)[1]}" for inner, outer in nested[:SHOWN]]
    more = " …" if len(nested) > SHOWN else ""
    raise Invalid(
        f"{len(nested)} of the given regions lie inside another given one: "
        f"{', '.join(shown)}{more}. Their tests would count the same tissue twice. Choose a level "
        "(leaves, beryl or cosmos), or allow nested regions.",
        code="nested_regions",
    )


def _compare(
    source: AnimalTable,
    groups: dict[str, tuple[int, ...]],
    pair: tuple[str, str | None],
    test: str,
    level: Level,
    decided: Decisions,
) -> Compared:
    group, against = pair
    animals, others = groups[group], groups[against] if against is not None else ()
    if test == PAIRED:
        animals, others = _pair(source.animals, animals, others)
    values: Floats = level.values
    contrast = compare(
        values[:, list(animals)],
        values[:, list(others)] if against is not None else None,
        test=test,
        fewest=decided.fewest,
        value=decided.value,
    )
    return Compared(
        group,
        against,
        test,
        decided.fewest,
        decided.value,
        decided.nested,
        level,
        animals,
        others,
        contrast,
    )


def _pair(
    animals: tuple[Animal, ...], ours: tuple[int, ...], theirs: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the animals that are in both groups, in the same order; they pair by name."""
    place = {animals[at].name: at for at in theirs}
    both = [at for at in ours if animals[at].name in place]
    if not both:
        raise Invalid(
            "A paired test needs the same animals in both groups: give an animal the same name in "
            "both.",
            code="no_pairs",
        )
    return tuple(both), tuple(place[animals[at].name] for at in both)
