"""A key that is exactly a region's acronym, id or name resolves without a question."""

import json
import math

import pytest

from atlasviewer.atlas.names import (
    AMBIGUOUS,
    CODES,
    EXACT,
    UNKNOWN,
    Resolution,
    check_name_agrees,
    resolve,
    resolve_many,
)
from atlasviewer.atlas.names.index import fold, load_index
from atlasviewer.atlas.names.resolving import _resolve_text
from atlasviewer.atlas.names.synonyms import DOUBTFUL, FINER, SAME, SEVERAL, SYNONYMS
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions


def row_of(acronym):
    return load_index().row_of[acronym]


def place_of(found: Resolution) -> tuple[int | None, str | None]:
    return found.row, found.side


@pytest.mark.parametrize("column", ["acronym", "name", "official_name"])
def test_every_acronym_and_name_is_its_own_region(column):
    found = resolve_many(getattr(load_regions(), column))
    assert {resolution.outcome for resolution in found} == {EXACT}
    assert [resolution.row for resolution in found] == list(range(SIDE_ROWS + 1))


def test_every_id_is_its_own_region_as_number_text_float_and_on_the_left():
    ids = load_regions().id[1:]
    rows = list(range(1, SIDE_ROWS + 1))
    assert [found.row for found in resolve_many(ids.tolist())] == rows
    assert [found.row for found in resolve_many(ids.astype(str))] == rows
    assert [found.row for found in resolve_many(ids.astype(float))] == rows
    left = resolve_many((-ids).tolist())
    assert [place_of(found) for found in left] == [(row, "left") for row in rows]


@pytest.mark.parametrize(
    ("key", "acronym", "side", "leaf"),
    [
        ("985.0", "MOp", None, False),
        ("-985.00", "MOp", "left", False),
        (" MOp\u00a0", "MOp", None, False),
        ("'MOp'", "MOp", None, False),
        ("“MOp”", "MOp", None, False),
        ("Primary motor area, Layer 1", "MOp1", None, False),
        ("Primary motor area Layer 1", "MOp1", None, False),
        ("Field CA1 (left)", "CA1", "left", False),
        ("CA1 (right)", "CA1", "right", False),
        ("TH-lf", "TH", None, True),
        ("TH-lf (left)", "TH", "left", True),
        (5003, "HY", None, True),
        (-5003, "HY", "left", True),
        ("cm", "cm", None, False),
        ("CM", "CM", None, False),
        ("void", "void", None, False),
    ],
)
def test_an_exact_key_in_each_of_its_forms(key, acronym, side, leaf):
    found = resolve(key)
    assert (found.outcome, found.row, found.side, found.leaf) == (
        EXACT,
        row_of(acronym),
        side,
        leaf,
    )
    assert found.code is None
    assert found.message == ""


@pytest.mark.parametrize(
    ("allens", "ours"),
    [
        ("MMme", "Mmme"),
        ("MMl", "Mml"),
        ("MMm", "Mmm"),
        ("MMp", "Mmp"),
        ("MMd", "Mmd"),
        ("CUL4, 5", "CUL4 5"),
        ("CUL4, 5gr", "CUL4 5gr"),
        ("CUL4, 5mo", "CUL4 5mo"),
        ("CUL4, 5pu", "CUL4 5pu"),
    ],
)
def test_the_nine_acronyms_that_allen_spells_otherwise_are_exact(allens, ours):
    found = resolve(allens)
    assert (found.outcome, found.row) == (EXACT, row_of(ours))


@pytest.mark.parametrize(("key", "other"), [("VL", "VAL"), ("LH", "LHA"), ("IP", "IPN")])
def test_an_acronym_that_laboratories_use_otherwise_is_exact_but_doubtful(key, other):
    found = resolve(key)
    assert (found.outcome, found.row, found.code) == (EXACT, row_of(key), "doubtful_meaning")
    assert [s.acronym for s in found.suggestions] == [other]
    assert other in found.message


def test_the_full_name_of_a_doubtful_acronym_is_not_doubtful():
    assert resolve("Lateral habenula").code is None


@pytest.mark.parametrize("key", [None, "", "  ", math.nan, "nan", "N/A", "N/D", "-"])
def test_an_empty_cell_is_blank(key):
    assert (resolve(key).outcome, resolve(key).code) == (UNKNOWN, "blank")


def test_a_side_given_with_the_key_counts_and_a_contradiction_is_ambiguous():
    assert place_of(resolve("MOp", side="left")) == (row_of("MOp"), "left")
    assert place_of(resolve("MOp")) == (row_of("MOp"), None)
    assert place_of(resolve(-985, side="left")) == (row_of("MOp"), "left")
    conflict = resolve(-985, side="right")
    assert (conflict.outcome, conflict.code, conflict.row) == (AMBIGUOUS, "side_conflict", None)
    assert [r.side for r in resolve_many(["MOp", "CP"], sides=["left", None])] == ["left", None]


def test_a_resolution_is_json_with_the_region_written_out():
    found = json.loads(json.dumps(resolve(-985).as_dict()))
    assert (found["acronym"], found["id"], found["name"], found["side"]) == (
        "MOp",
        985,
        "Primary motor area",
        "left",
    )
    doubtful = json.loads(json.dumps(resolve("VL").as_dict()))
    assert doubtful["suggestions"][0]["acronym"] == "VAL"


@pytest.mark.parametrize(
    ("acronym", "name", "agrees"),
    [
        ("VAL", "ventral anterior-lateral complex of the thalamus", True),
        ("MOp1", "Primary motor area, layer 1", True),
        ("RM", "Nucleus raphÈ magnus", True),
        ("LC", "Locus coeruleus", True),
        ("CA1", "Field CA1 (left)", True),
        ("ACB", "accumbens", True),
        ("ACB", "Nucléus accumbens", True),
        ("LH", "Lateral hypothalamus", False),
        ("VISp5", "Primary visual area, layer 6a", False),
        ("HIP", "hippocampus", False),
        ("MOp", "", True),
        ("MOp", None, True),
    ],
)
def test_a_name_beside_an_acronym_agrees_or_not(acronym, name, agrees):
    assert check_name_agrees(row_of(acronym), name) is agrees
    assert check_name_agrees(row_of(acronym) + SIDE_ROWS, name) is agrees


def test_an_exact_key_is_found_without_a_search(monkeypatch):
    def refuse(text):
        raise AssertionError(f"searched for {text}")

    monkeypatch.setattr("atlasviewer.atlas.names.resolving.find_candidates", refuse)
    _resolve_text.cache_clear()
    regions = load_regions()
    keys = [*regions.official_name, *regions.acronym[:SIDE_ROWS], *regions.id.tolist()]
    assert len(keys) > 3 * SIDE_ROWS
    assert {found.outcome for found in resolve_many(keys)} == {EXACT}


def test_names_stay_distinct_when_folded():
    regions = load_regions()
    assert len({fold(name) for name in regions.name}) == len(regions)
    assert len({fold(name).replace(" ", "") for name in regions.name}) == len(regions)
    pairs = zip(regions.name, regions.official_name, strict=True)
    assert [name for name, official in pairs if fold(name) != fold(official)] == []


def test_the_collected_names_lead_to_regions_and_are_no_exact_keys_themselves():
    index = load_index()
    targets = [acronym for entry in SYNONYMS for acronym in entry.regions]
    targets += [acronym for others, _ in DOUBTFUL.values() for acronym in others]
    assert [acronym for acronym in [*targets, *DOUBTFUL] if acronym not in index.row_of] == []
    keys = [key for entry in SYNONYMS for key in entry.keys]
    assert [key for key in keys if key in index.exact] == []
    assert [key for key, entries in index.synonyms.items() if len(entries) > 1] == []
    assert {entry.kind for entry in SYNONYMS} == {SAME, FINER, SEVERAL} <= set(CODES)
