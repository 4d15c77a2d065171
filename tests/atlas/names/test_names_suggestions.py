"""A key that is not exact gets suggestions with reasons, and is never applied automatically."""

import numpy as np
import pytest
from rapidfuzz import process

from atlasviewer.atlas.names import AMBIGUOUS, CODES, EXACT, SUGGESTED, UNKNOWN, resolve
from atlasviewer.atlas.names.index import load_index
from atlasviewer.atlas.names.resolving import LONGEST_KEY, _resolve_text
from atlasviewer.atlas.names.synonyms import SYNONYMS
from atlasviewer.atlas.regions import load_regions

CASES = [
    # capital letters
    ("mos5", SUGGESTED, "case_differs", ["MOs5"]),
    ("VISP", SUGGESTED, "case_differs", ["VISp"]),
    ("cM", AMBIGUOUS, "ambiguous", ["CM", "cm"]),
    # ipsi- and contralateral
    ("iVISp", SUGGESTED, "ipsi_contra", ["VISp"]),
    ("cVISp", SUGGESTED, "ipsi_contra", ["VISp"]),
    ("iPL", AMBIGUOUS, "ipsi_contra", ["PL", "IPL"]),
    ("iCP", AMBIGUOUS, "ipsi_contra", ["CP", "icp"]),
    ("cSC", AMBIGUOUS, "ipsi_contra", ["SCs", "SCm", "csc"]),
    # case, accents, punctuation, encoding of names and acronyms
    ("midbrain raphe nuclei", SUGGESTED, "name_folded", ["RAmb"]),
    ("Midbrain raphÈ nuclei", SUGGESTED, "name_folded", ["RAmb"]),
    ("Nucleus raphÃ© magnus", SUGGESTED, "name_folded", ["RM"]),
    ("Nucléus accumbens", SUGGESTED, "name_folded", ["ACB"]),
    ("Ammons horn", SUGGESTED, "name_folded", ["CA"]),
    ("Field CA-1", SUGGESTED, "name_folded", ["CA1"]),
    ("VISp2-3", SUGGESTED, "name_folded", ["VISp2/3"]),
    ("Locus coeruleus", SUGGESTED, "name_folded", ["LC"]),
    ("periaqueductal grey", SUGGESTED, "name_folded", ["PAG"]),
    # other names
    ("S1BF", SUGGESTED, "synonym", ["SSp-bfd"]),
    ("IL", SUGGESTED, "synonym", ["ILA"]),
    ("V1", SUGGESTED, "synonym", ["VISp"]),
    ("Pn", AMBIGUOUS, "ambiguous", ["PN", "PG"]),
    # finer than the tree
    ("ACBsh", SUGGESTED, "finer_than_tree", ["ACB"]),
    ("PAGdl", SUGGESTED, "finer_than_tree", ["PAG"]),
    ("PAGx", SUGGESTED, "finer_than_tree", ["PAG"]),
    # several regions
    ("ACAd + ACAv", AMBIGUOUS, "composite", ["ACAd", "ACAv", "ACA"]),
    ("ORBm, ORBvl, ORBl", AMBIGUOUS, "composite", ["ORBm", "ORBvl", "ORBl", "ORB"]),
    ("HPF, HIP", AMBIGUOUS, "composite", ["HPF", "HIP"]),
    ("PFC", AMBIGUOUS, "composite", ["PL", "ILA", "ACAd", "ACAv", "ORBm"]),
    ("hippocampus", AMBIGUOUS, "composite", ["HIP", "HPF"]),
    # layers
    ("VISp6", AMBIGUOUS, "layer_divided", ["VISp6a", "VISp6b"]),
    ("Primary visual area layer 6", AMBIGUOUS, "layer_divided", ["VISp6a", "VISp6b"]),
    ("VISp3", SUGGESTED, "layer_divided", ["VISp2/3"]),
    ("V1 layer 5", SUGGESTED, "name_folded", ["VISp5"]),
    ("VISp L2/3", AMBIGUOUS, "ambiguous", ["VISp2/3", "VISpl2/3"]),
    ("MOp4", SUGGESTED, "layer_divided", ["MOp"]),
    ("layer 6", UNKNOWN, "layer_without_area", []),
    # sides
    ("left CA1", SUGGESTED, "side_in_key", ["CA1"]),
    ("CA1_R", SUGGESTED, "side_in_key", ["CA1"]),
    # ids
    ("484682464", AMBIGUOUS, "rounded_id", ["ProS", "ProSd", "ProSd-m"]),
    ("9.85E+02", SUGGESTED, "rounded_id", ["MOp"]),
    ("484,682,470", SUGGESTED, "rounded_id", ["ProS"]),
    ("00985", SUGGESTED, "rounded_id", ["MOp"]),
    ("15565", UNKNOWN, "foreign_id", []),
    (12.5, UNKNOWN, "unknown_id", []),
    (4999, UNKNOWN, "unknown_id", []),
    # nothing
    ("xyzzy", UNKNOWN, "unknown_region", []),
    (True, UNKNOWN, "unknown_region", []),
]


@pytest.mark.parametrize(("key", "outcome", "code", "acronyms"), CASES)
def test_what_a_key_may_mean(key, outcome, code, acronyms):
    found = resolve(key)
    assert (found.outcome, found.code) == (outcome, code)
    assert [s.acronym for s in found.suggestions] == acronyms
    assert found.row is None


@pytest.mark.parametrize(
    ("key", "code", "first"),
    [
        ("Primary moter area", "misspelled", "MOp"),
        ("Nucleus acumbens", "misspelled", "ACB"),
        ("Lateral hypothalmic area", "misspelled", "LHA"),
        ("caudoputamne", "misspelled", "CP"),
        ("magnus raphe nucleus", "misspelled", "RM"),
        ("VSIp", "misspelled", "VISp"),
        ("484682000", "rounded_id", "ProS"),
        ("48468", "rounded_id", "ProS"),
        ("4.84682E+08", "rounded_id", "ProS"),
        ("SSp barrel field layer 6a", "unknown_region", "SSp-bfd6a"),
    ],
)
def test_the_nearest_region_comes_first(key, code, first):
    found = resolve(key)
    assert found.code == code
    assert found.suggestions[0].acronym == first
    assert found.row is None
    scores = [suggestion.score for suggestion in found.suggestions]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("key", [case[0] for case in CASES])
def test_every_answer_is_a_sentence_with_a_known_code(key):
    found = resolve(key)
    assert found.code in CODES
    assert found.message.endswith(".")
    assert f"“{found.key}”" in found.message
    assert [s.reason for s in found.suggestions if s.reason.endswith(".") or not s.reason] == []


def test_a_side_in_the_key_stands_with_the_suggestion():
    assert [s.side for s in resolve("left CA1").suggestions] == ["left"]
    assert [s.side for s in resolve("CA1 R").suggestions] == ["right"]


def test_only_exact_keys_are_ever_applied():
    """Every acronym and name with its letters changed in case stays a question."""
    regions = load_regions()
    exact = load_index().exact
    changed = [text.swapcase() for text in [*regions.acronym, *regions.name]]
    asked = [resolve(text) for text in changed if text not in exact]
    assert len(asked) > 2000
    assert [found.key for found in asked if found.outcome == EXACT] == []
    assert [found.key for found in asked if not found.suggestions] == []


def test_every_collected_name_suggests_its_regions():
    wanted = [(key, acronym) for e in SYNONYMS for key in e.keys for acronym in e.regions]
    missed = [
        (key, acronym)
        for key, acronym in wanted
        if acronym not in [s.acronym for s in resolve(key).suggestions]
    ]
    assert missed == []


def test_a_key_with_a_slip_of_the_keyboard_still_finds_its_region():
    rng = np.random.default_rng(3)
    regions = load_regions()
    missed = []
    for row in rng.choice(np.arange(2, len(regions)), size=150, replace=False):
        name = str(regions.official_name[row])
        at = int(rng.integers(1, len(name) - 1))
        typed = name[:at] + "q" + name[at + 1 :]
        if regions.acronym[row] not in [s.acronym for s in resolve(typed).suggestions]:
            missed.append(typed)
    assert len(missed) <= 3


@pytest.fixture
def scanned(monkeypatch) -> list[str]:
    """The keys compared with every spelling of the atlas, which is what a search costs."""
    asked: list[str] = []
    extract = process.extract

    def count(key, *given, **options):
        asked.append(key)
        return extract(key, *given, **options)

    monkeypatch.setattr("atlasviewer.atlas.names.similar.process.extract", count)
    _resolve_text.cache_clear()
    return asked


def test_a_search_for_the_nearest_compares_with_every_spelling_once(scanned):
    keys = [f"Some unheard-of nucleus number {n}x" for n in range(50)]
    for key in keys:
        resolve(key)
    assert len(scanned) == len(keys)
    for key in keys:
        resolve(key)
    assert len(scanned) == len(keys), "what was found is remembered"


@pytest.mark.parametrize("key", ["x" * 100_000, "(" * 400, "1" * 5000, "a b " * 2000])
def test_a_monstrous_key_is_answered_without_a_search(key, scanned):
    found = resolve(key)
    assert scanned == []
    assert found.outcome == UNKNOWN
    assert len(found.key) < LONGEST_KEY


@pytest.mark.parametrize("key", ["1" * 299, "L" * 299, "a_" * 149, "+" * 299, "1e999", "𝒱" * 99])
def test_odd_keys_within_the_limit_are_answered_with_few_comparisons(key, scanned):
    assert resolve(key).outcome != EXACT
    assert len(scanned) <= 4


@pytest.mark.parametrize(
    ("key", "code", "first"),
    [
        ("hipocampus", "misspelled", "HIP"),
        ("S1LL", "synonym", "SSp-ll"),
        ("S1UL", "synonym", "SSp-ul"),
        ("S1UN", "synonym", "SSp-un"),
        ("S1M", "synonym", "SSp-m"),
        ("S1N", "synonym", "SSp-n"),
        ("PRN", "composite", "PRNr"),
        ("PtA", "synonym", "PTLp"),
        ("Hippocampal field CA1", "ambiguous", "CA1"),
        ("CA1 subfield, dorsal part", "finer_than_tree", "CA1"),
        ("dorsal CA1", "finer_than_tree", "CA1"),
        ("Periaqueductal gray, dorsal lateral", "finer_than_tree", "PAG"),
        ("Dentate gyrus, ventral part", "finer_than_tree", "DG"),
        ("CEnt", "ambiguous", "CENT"),
    ],
)
def test_names_in_use_lead_to_their_region_first(key, code, first):
    found = resolve(key)
    assert found.outcome != "exact"
    assert (found.code, found.suggestions[0].acronym) == (code, first)


@pytest.mark.parametrize("key", ["Total", "mean", "All regions", "SEM"])
def test_a_total_is_no_region_and_suggests_none(key):
    found = resolve(key)
    assert (found.outcome, found.suggestions) == ("unknown", ())
    assert "total" in found.message


def test_sum_written_like_a_word_may_be_a_total_or_sum():
    found = resolve("Sum")
    assert (found.outcome, found.code) == ("ambiguous", "ambiguous")
    assert [suggestion.acronym for suggestion in found.suggestions] == ["SUM"]


@pytest.mark.parametrize("key", ["hipocampus", "hypothalmus", "Lateral septm nucleus", "VSIp"])
def test_a_similar_name_is_asked_for_and_never_told_as_the_same(key):
    found = resolve(key)
    assert found.suggestions
    assert f"“{key}” is {found.suggestions[0].acronym}" not in found.message
    assert not any(s.reason.startswith("is ") for s in found.suggestions)
