"""Two features compared through the API: what is paired, and what is said of the rest."""

import numpy as np
import pytest
from scipy import stats

from atlasviewer.atlas.mapping import map_values, origin_data, statistics_data
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from features.pairing import service
from tests import cast
from tests.features.pairing.asking import beryl_rows, compare, make_feature, row, small

pytestmark = pytest.mark.django_db


def test_pairs_what_is_only_in_one_and_the_differences() -> None:
    small()
    found = compare()
    assert found["names"] == ["rate", "choice"]
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
    assert found["names"] == ["rate (my_bucket)", "rate (others)"]
    assert "“rate (my_bucket)”" in found["dependence"]["sentence"]


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
    assert found["names"] == ["rate left", "rate right"]
    assert "“rate left”" in found["dependence"]["sentence"] or found["dependence"]["with"] is None


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
