"""Two features compared through the API: pairs, what is left out, and every refusal."""

import csv
import io
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from scipy import stats

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.data.memory import memory
from features.pairing import service
from tests import cast

pytestmark = pytest.mark.django_db
PATH = "buckets/my_bucket/rate/compare"


def row(acronym: str, side: str = "right") -> int:
    found = int(load_regions().acronym.tolist().index(acronym))
    return found + (SIDE_ROWS if side == "left" else 0)


def beryl_rows() -> list[int]:
    return [int(one) for one in np.unique(load_regions().beryl) if one > 1]


def make_feature(
    fname: str,
    values: dict[int, float | None],
    *,
    bucket: str = "my_bucket",
    statistic: str = "mean",
    mapping: str = "beryl",
    **more: Any,
) -> None:
    data = {str(one): {statistic: value} for one, value in values.items()}
    cast.make_feature(bucket, fname, feature_data={"mappings": {mapping: {"data": data}}}, **more)


def compare(query: str = "with=my_bucket/choice", path: str = PATH) -> Any:
    answer = cast.stranger().get(f"{path}?{query}")
    assert answer.status_code == 200, answer.whole
    return answer.json()


def refused(query: str, status: int = 400) -> str:
    answer = cast.stranger().get(f"{PATH}?{query}")
    assert answer.status_code == status, answer.whole
    return answer.whole.decode()


def small() -> None:
    """Make two features that share four regions; one has a zero, a null and a gap."""
    cast.make_bucket()
    rate = {row("MOs"): 4.0, row("MOp"): 2.0, row("CP", "left"): 2.0, row("ACB"): -1.0}
    make_feature("rate", rate | {row("VISp"): 9.0, row("TH"): None}, unit="sp/s")
    choice = {row("MOs"): 2.0, row("MOp"): 0.0, row("CP", "left"): 8.0, row("ACB"): 0.5}
    make_feature("choice", choice | {row("VISl"): 1.0}, unit="sp/s")


def test_pairs_what_is_only_in_one_and_the_differences() -> None:
    small()
    found = compare()
    regions = found["regions"]
    assert list(zip(regions["region"], regions["side"], strict=True)) == sorted(
        [("MOs", "right"), ("MOp", "right"), ("ACB", "right"), ("CP", "left")],
        key=lambda one: row(*one),
    )
    by_region = {
        name: {key: regions[key][at] for key in service.NUMBERS}
        for at, name in enumerate(regions["region"])
    }
    assert by_region["MOs"] | {"z_difference": 0} == {
        "value": 4.0,
        "with_value": 2.0,
        "difference": 2.0,
        "ratio": 2.0,
        "log2_ratio": 1.0,
        "z_difference": 0,
        "rank": 1.0,
        "with_rank": 2.0,
        "rank_change": 1.0,
    }
    assert by_region["MOp"]["ratio"] is None
    assert by_region["MOp"]["difference"] == 2.0
    assert by_region["CP"]["rank_change"] == -1.5
    assert found["only_feature"]["region"] == ["VISp"]
    assert found["only_with"]["region"] == ["VISl"]
    assert found["n"] == 4
    assert "1 of 4 ratios are missing: in 1 “choice” is zero." in found["notes"]
    expected = stats.pearsonr(regions["value"], regions["with_value"])
    assert found["pearson"]["r"] == pytest.approx(expected.statistic)
    assert found["pearson"]["p"] == pytest.approx(expected.pvalue)


@pytest.mark.parametrize("seed", range(5))
def test_correlations_of_random_features_are_those_of_scipy_both_ways(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows = beryl_rows() + [one + SIDE_ROWS for one in beryl_rows()]
    columns = rng.normal(size=(2, len(rows)))
    columns[1] += columns[0] * rng.normal()
    columns[rng.random(columns.shape) < 0.2] = np.nan
    cast.make_bucket()
    cast.make_bucket("others")
    for (bucket, fname), column in zip(
        (("my_bucket", "rate"), ("others", "rate")), columns, strict=True
    ):
        values = dict(zip(rows, column.tolist(), strict=True))
        make_feature(fname, {o: v for o, v in values.items() if v == v}, bucket=bucket)
    found = compare("with=others/rate")
    back = compare("with=my_bucket/rate", "buckets/others/rate/compare")
    both = ~np.isnan(columns).any(axis=0)
    pearson, spearman = stats.pearsonr(*columns[:, both]), stats.spearmanr(*columns[:, both])
    for one in (found, back):
        assert one["n"] == both.sum()
        assert one["pearson"]["r"] == pytest.approx(pearson.statistic, rel=1e-9)
        assert one["pearson"]["p"] == pytest.approx(pearson.pvalue, rel=1e-9)
        assert one["spearman"]["r"] == pytest.approx(spearman.statistic, rel=1e-9)
        assert one["spearman"]["p"] == pytest.approx(spearman.pvalue, rel=1e-9)
    only = [int((~np.isnan(columns[n]) & np.isnan(columns[1 - n])).sum()) for n in (0, 1)]
    assert [len(found[key]["row"]) for key in ("only_feature", "only_with")] == only
    assert [len(back[key]["row"]) for key in ("only_with", "only_feature")] == only
    negated = [-value for value in back["regions"]["difference"]]
    assert found["regions"]["difference"] == pytest.approx(negated)
    # Both are called “rate”, so sentences name their buckets.
    assert "“my_bucket/rate”" in found["dependence"]["sentence"]


def test_left_against_right_of_one_feature() -> None:
    cast.make_bucket()
    sides = {"MOs": (4.0, 1.0), "MOp": (2.0, 2.0), "ACB": (0.0, 3.0), "CP": (5.0, None)}
    values = {row(name, "left"): left for name, (left, _) in sides.items()}
    values |= {row(name): right for name, (_, right) in sides.items()}
    make_feature("rate", values | {row("VISp"): 7.0})
    found = compare("sides=left_right")
    regions = found["regions"]
    assert regions["side"] == [None] * 3
    pairs = zip(regions["region"], regions["value"], regions["with_value"], strict=True)
    assert {name: (left, right) for name, left, right in pairs} == {
        name: sides[name] for name in ("MOs", "MOp", "ACB")
    }
    assert found["only_feature"]["region"] == ["CP"]
    assert found["only_with"]["region"] == ["VISp"]
    assert found["pearson"]["r"] == pytest.approx(stats.pearsonr([4, 2, 0], [1, 2, 3]).statistic)
    assert "“rate (left)”" in found["dependence"]["sentence"] or found["dependence"]["with"] is None


def test_a_feature_with_itself_agrees_wholly() -> None:
    small()
    found = compare("with=my_bucket/rate")
    assert found["pearson"]["r"] == pytest.approx(1)
    assert set(found["regions"]["difference"]) == {0.0}
    assert found["line"] == {"slope": pytest.approx(1), "intercept": pytest.approx(0)}


def test_a_constant_feature_and_too_few_regions_get_a_sentence() -> None:
    small()
    make_feature("flat", {row(name): 3.0 for name in ("MOs", "MOp", "ACB")})
    found = compare("with=my_bucket/flat")
    assert found["pearson"] is found["spearman"] is found["line"] is None
    assert found["reason"] == (
        "All values of “flat” are equal in these regions: there is no correlation."
    )
    make_feature("two", {row("MOs"): 1.0, row("MOp"): 2.0})
    assert compare("with=my_bucket/two")["reason"].startswith("2 regions have a value in both")


def test_inferred_values_are_no_pairs_of_their_own_under_allen() -> None:
    """MO hands its one value to 12 parts; they are one measurement, not 12."""
    cast.make_bucket()
    names = ["MO", "VISp5", "CA1", "CA3", "ACB"]
    for fname, values in (("rate", [1.0, 2, 3, 5, 4]), ("choice", [2.0, 1, 7, 6, 5])):
        mapped = map_values(rows=[row(name) for name in names], values=values)
        data = {**statistics_data({"mean": mapped}, 0), "origins": origin_data(mapped, 0)}
        cast.make_feature("my_bucket", fname, feature_data=data)
    found = compare("with=my_bucket/choice&mapping=allen")
    assert set(found["regions"]["region"]) <= set(names)
    assert found["inferred"] > 10
    assert any("left out because" in note for note in found["notes"])


def test_allen_values_of_unknown_origin_are_said_to_be_so() -> None:
    cast.make_bucket()
    for fname in ("rate", "choice"):
        make_feature(fname, {row("MOs5"): 1.0, row("CA1"): 2.0}, mapping="allen")
    notes = compare("with=my_bucket/choice&mapping=allen")["notes"]
    assert [note.split(" does not say")[0] for note in notes] == ["“rate”", "“choice”"]


def test_what_stands_in_is_said() -> None:
    small()
    make_feature("cells", {row("MOs"): 1.0, row("MOp"): 3.0}, statistic="count", unit="n")
    found = compare("with=my_bucket/cells&mapping=cosmos")
    assert found["mapping"] == "beryl"
    assert found["with"]["statistic"] == "count"
    assert found["notes"][:3] == [
        "No values under Cosmos in both; compared under Beryl.",
        "“cells” has no mean; its count is compared.",
        "The units differ (sp/s and n): differences and ratios mix them, ranks and z-scores do "
        "not.",
    ]


def test_regions_of_a_division_that_are_alike_are_warned_of() -> None:
    cast.make_bucket()
    rows = beryl_rows()
    rng = np.random.default_rng(1)
    division = load_regions().cosmos[rows]
    for fname in ("rate", "choice"):
        noise = rng.normal(size=len(rows)) * 0.1
        make_feature(fname, dict(zip(rows, (division / 100 + noise).tolist(), strict=True)))
    make_feature("noise", dict(zip(rows, rng.normal(size=len(rows)).tolist(), strict=True)))
    alike = compare()["dependence"]
    assert min(alike["feature"], alike["with"]) > 0.8
    assert "the interval is too narrow and p too small" in alike["sentence"]
    other = compare("with=my_bucket/noise")["dependence"]
    assert abs(other["with"]) < 0.1
    assert other["sentence"].startswith("Interval and p-value assume independent regions.")
    assert "too narrow" not in other["sentence"]


def test_versions_are_compared() -> None:
    small()
    data = {"mappings": {"beryl": {"data": {str(row("MOs")): {"mean": 40.0}}}}}
    cast.owner().patch("buckets/my_bucket/rate", {"feature_data": data})
    found = compare("with=my_bucket/rate&with_version=1")
    assert (found["feature"]["version"], found["with"]["version"]) == (2, 1)
    assert found["regions"]["difference"] == [36.0]
    assert refused("with=my_bucket/rate&version=9", 404).startswith("“rate” has no version 9 yet")


def test_the_table_holds_every_region_and_no_formula() -> None:
    cast.make_bucket()
    make_feature("rate", {row("MOs"): -4.0, row("VISp"): 1.0}, unit="=1+1")
    make_feature("choice", {row("MOs"): 2.0, row("CP", "left"): 3.0}, unit="@x")
    answer = cast.stranger().get("buckets/my_bucket/rate/compare.csv?with=my_bucket/choice")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "my_bucket-rate-compared.csv" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.whole.decode("utf-8-sig"))))
    found = {line["acronym"]: line for line in lines}
    assert {name: (line["side"], line["in"]) for name, line in found.items()} == {
        "MOs": ("right", "both"),
        "VISp": ("right", "feature"),
        "CP": ("left", "with"),
    }
    mos = found["MOs"]
    assert (mos["value"], mos["with_value"], mos["difference"]) == ("-4.0", "2.0", "-6.0")
    assert (mos["unit"], mos["with_unit"]) == ("'=1+1", "'@x")
    assert (mos["feature"], mos["with_feature"]) == ("my_bucket/rate", "my_bucket/choice")
    assert (found["VISp"]["value"], found["VISp"]["with_value"]) == ("1.0", "")
    assert (found["CP"]["value"], found["CP"]["with_value"]) == ("", "3.0")
    assert found["CP"]["id"] == str(-int(load_regions().id[row("CP")]))


def test_a_table_of_left_against_right() -> None:
    cast.make_bucket()
    make_feature("rate", {row("MOs", "left"): 4.0, row("MOs"): 1.0, row("CP", "left"): 6.0})
    answer = cast.stranger().get("buckets/my_bucket/rate/compare.csv?sides=left_right")
    lines = list(csv.DictReader(io.StringIO(answer.whole.decode("utf-8-sig"))))
    assert [(x["acronym"], x["side"], x["value"], x["with_value"]) for x in lines] == [
        ("MOs", "left and right", "4.0", "1.0"),
        ("CP", "left and right", "6.0", ""),
    ]


def test_a_comparison_is_computed_once_and_known_by_its_content() -> None:
    small()
    memory.clear()
    url = f"{PATH}?with=my_bucket/choice"
    with patch.object(service, "describe", wraps=service.describe) as computed:
        first = cast.stranger().get(url)
        again = cast.stranger().get(url)
        assert again.whole == first.whole
        same = cast.stranger().get(url, **{"If-None-Match": first["ETag"]})
        assert (same.status_code, same.whole) == (304, b"")
        assert computed.call_count == 1
        packed = cast.stranger().get(url, **{"Accept-Encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert packed["ETag"] != first["ETag"]
    cast.owner().patch("buckets/my_bucket/choice", {"unit": "Hz"})
    changed = cast.stranger().get(url, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["with"]["unit"] == "Hz"


def test_a_304_opens_no_payload() -> None:
    small()
    url = f"{PATH}?with=my_bucket/choice"
    etag = cast.stranger().get(url)["ETag"]
    with patch.object(service, "read_body", side_effect=AssertionError):
        assert cast.stranger().get(url, **{"If-None-Match": etag}).status_code == 304


BAD = {
    "": "with is missing: name the second feature as bucket/feature, or ask for sides=left_right "
    "to compare the hemispheres of this one.",
    "with=choice": "with must name the second feature as bucket/feature.",
    "with=a/b/c": "with must name the second feature as bucket/feature.",
    "with=my_bucket/choice&sides=up": "sides must be one of same, left_right.",
    "with=my_bucket/choice&mapping=swanson": "mapping must be one of allen, beryl, cosmos.",
    "with=my_bucket/choice&statistic=": "statistic must be 1 to 200 characters long.",
    "with=my_bucket/choice&statistic=std": "statistic: “rate” has no “std”; it has mean.",
    "with=my_bucket/choice&with_statistic=std": "with_statistic: “choice” has no “std”; it has "
    "mean.",
    "with=my_bucket/choice&colour=red": "A comparison has no parameter “colour”; it has with, "
    "sides, mapping, statistic, with_statistic, version, with_version.",
    "with=my_bucket/choice&version=x": "version: “x” is not a version number such as 3.",
}


@pytest.mark.parametrize("query", BAD)
def test_what_cannot_be_read_is_refused_in_a_sentence(query: str) -> None:
    small()
    assert refused(query) == BAD[query]


def test_features_that_are_not_here_or_have_no_regions() -> None:
    small()
    assert "has no feature “none”" in refused("with=my_bucket/none", 404)
    assert "no bucket “nobody”" in refused("with=nobody/rate", 404)
    cast.make_feature("my_bucket", "empty", feature_data={"mappings": {"allen": {"data": {}}}})
    assert refused("with=my_bucket/empty") == "“rate” and “empty” have no mapping in common."


def test_a_large_feature_is_refused_before_it_is_read() -> None:
    small()
    with (
        patch.object(service, "MOST_BYTES", 10),
        patch.object(service, "read_body", side_effect=AssertionError),
    ):
        assert refused("with=my_bucket/choice").startswith("Only features with values by region")
