"""GET …/<fname>/regions: values per region of volumes, points and stored features."""

import csv
import io
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from scipy import ndimage

from features.volumes import regional
from tests import arrays, cast
from tests.features.volumes.volumes import (
    PATH,
    ask,
    encode_points,
    encode_volume,
    random_bytes,
    targets,
)
from tests.refusals import assert_refused

pytestmark = pytest.mark.django_db
MAPPINGS = ["allen", "beryl", "cosmos"]
BAD = {
    "mapping=none": "mapping must be one of allen, beryl, cosmos.",
    "region=CA1": "no parameter “region”; they have histogram, mapping, version, volume.",
    "version=x": "version",
    "volume=depth": "volume: “rate” has no “depth”.",
}


def make_volume(text: str, fname: str = "rate", **more: Any) -> None:
    cast.make_feature("my_bucket", fname, feature_data={"volume": text, **more})


@pytest.fixture(autouse=True)
def bucket() -> None:
    cast.make_bucket()


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_random_volume_in_three_mappings_and_both_sides(order: str, lateral: np.ndarray) -> None:
    array = random_bytes(seed=1, order=order)
    make_volume(encode_volume(array, -2.0, 6.0), unit="mV")
    joint = sum(
        np.bincount(plane.ravel().astype(np.int64) * 256 + array[ap].ravel(), minlength=2655 * 256)
        for ap, plane in enumerate(lateral)
    ).reshape(2655, 256)
    values = -2.0 + 8.0 * np.arange(256) / 255
    for mapping in MAPPINGS:
        table = targets(mapping)
        found = ask(f"mapping={mapping}")
        summed = np.zeros((2655, 256))
        np.add.at(summed, table, joint)
        rows = np.flatnonzero(summed.sum(axis=1))[1:]
        assert found["regions"]["row"] == rows.tolist()
        assert {"left", "right"} == set(found["regions"]["side"])
        number = summed[rows].sum(axis=1)
        mean = summed[rows] @ values / number
        np.testing.assert_allclose(found["values"]["mean"], mean, atol=1e-9)
        np.testing.assert_array_equal(found["values"]["voxels"], number)
    assert found["units"]["mean"] is None
    assert found["units"]["voxels"] == "voxels"


def test_median_and_percentiles_of_whole_regions_are_numpys(lateral: np.ndarray) -> None:
    array = random_bytes(seed=2)
    make_volume(encode_volume(array, 0.0, 255.0))
    found = ask("mapping=cosmos")
    table = targets("cosmos")
    for place, row in enumerate(found["regions"]["row"]):
        samples = array[np.isin(lateral, np.flatnonzero(table == row))].astype(float)
        expected = [np.median(samples), samples.std(), *np.percentile(samples, [5, 25, 75, 95])]
        names = ["median", "std", "p5", "p25", "p75", "p95"]
        listed = [found["values"][name][place] for name in names]
        np.testing.assert_allclose(listed, expected, atol=1e-9)


def test_the_table_has_the_same_numbers() -> None:
    make_volume(encode_volume(random_bytes(seed=1), 0.0, 1.0))
    found = ask("mapping=beryl")
    answer = cast.stranger().get(f"{PATH}.csv?mapping=beryl")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "my_bucket-rate-regions.csv" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.whole.decode("utf-8-sig"))))
    assert [line["acronym"] for line in lines] == found["regions"]["region"]
    assert [line["hemisphere"] for line in lines] == found["regions"]["side"]
    assert [float(line["median"]) for line in lines] == found["values"]["median"]


def test_several_volumes_are_asked_for_by_name() -> None:
    one, other = (encode_volume(random_bytes(seed), 0.0, 1.0) for seed in (1, 2))
    make_volume(one, "alone")
    make_volume(other, "other")
    volumes = {"depth": {"volume": one}, "width of spike": {"volume": other}}
    cast.make_feature("my_bucket", "rate", feature_data={"volumes": volumes})
    first, second = ask(), ask("volume=width%20of%20spike")
    assert first["volumes"] == ["depth", "width of spike"]
    assert (first["volume"], second["volume"]) == ("depth", "width of spike")
    assert first["values"]["depth"] == ask(path="buckets/my_bucket/alone/regions")["values"]["mean"]
    alone = ask(path="buckets/my_bucket/other/regions")
    assert second["values"]["median of width of spike"] == alone["values"]["median"]
    assert_refused(
        cast.stranger(),
        lambda person: person.get(f"{PATH}?volume=none"),
        status=400,
        code="invalid",
        says="volume: “rate” has no “none”; it has depth, width of spike.",
    )


def test_points_are_counted_in_the_voxels_of_the_annotation(lateral: np.ndarray) -> None:
    rng = np.random.default_rng(4)
    voxels = np.stack([rng.integers(0, size, 5000) for size in lateral.shape], axis=1)
    shift = rng.uniform(-0.45, 0.45, voxels.shape)
    ap, dv, ml = (voxels + shift).T
    xyz = np.stack([ml - 229.56, 216.0 - ap, 13.28 - dv], axis=1) * 25e-6
    far = np.array([[0.0, 0.5, 0.0], [-0.02, 0.0, 0.0], [0.0, 0.0, 0.0009]])
    values = rng.normal(size=5003)
    points = encode_points(np.concatenate([xyz, far]), values)
    cast.make_feature("my_bucket", "rate", feature_data={"volume": arrays.volume(), **points})
    rows = lateral[tuple(voxels.T)].astype(int)
    for mapping in MAPPINGS:
        found = ask(f"mapping={mapping}")
        labels = targets(mapping)[rows]
        listed = found["regions"]["row"]
        count = np.array([np.count_nonzero(labels == row) for row in listed])
        np.testing.assert_array_equal(found["values"]["count"], count)
        some = np.array(listed)[count > 0]
        mean = ndimage.mean(values[:5000].astype("<f4"), labels, some)
        shown = [one for one in found["values"]["mean of values"] if one is not None]
        np.testing.assert_allclose(shown, mean, rtol=1e-6)
        assert sum(count) + found["unassigned"] + found["outside"]["count"] == 5003
    outside = found["outside"]
    assert outside["count"] == np.count_nonzero(rows == 0) + 3
    assert len(outside["point"]) == min(1000, outside["count"])
    assert found["units"]["density"] == "points/mm³"
    assert found["units"]["mean of values"] is None


def test_points_outside_are_listed_where_they_are() -> None:
    xyz = np.array([[0.001, -0.002, -0.003], [0.0, 0.5, 0.0], [-0.0055, 0.005, -0.0001]])
    points = encode_points(xyz, np.array([1.0, 2.0, 0.0]))
    cast.make_feature("my_bucket", "rate", feature_data={"volume": arrays.volume(), **points})
    assert ask()["outside"] == {
        "count": 2,
        "point": [1, 2],
        "ap_um": [500_000.0, 5000.0],
        "dv_um": [0.0, -100.0],
        "ml_um": [0.0, -5500.0],
        "value": [2.0, 0.0],
        "in_atlas": [False, True],
    }


def test_stored_values_are_answered_in_the_same_shape() -> None:
    cast.make_feature("my_bucket", "rate", unit="Hz")
    found = ask("mapping=cosmos")
    assert found["computed"] is None
    assert found["regions"] == {"row": [1, 1328], "region": ["root"] * 2, "side": ["right", "left"]}
    assert found["values"] == {"mean": [1.5, 0.0]}
    assert found["units"] == {"mean": "Hz"}


def test_a_volume_is_measured_once_for_all_who_ask() -> None:
    make_volume(arrays.volume())
    with patch.object(regional, "measure_body", wraps=regional.measure_body) as measure:
        for query in ("mapping=allen", "mapping=beryl", "mapping=beryl&histogram=1"):
            assert ask(query)["values"]["mean"]
        answer = cast.stranger().get(f"{PATH}.csv?mapping=cosmos")
        again = cast.stranger().get(
            f"{PATH}.csv?mapping=cosmos", **{"If-None-Match": answer["ETag"]}
        )
    assert (answer.status_code, again.status_code) == (200, 304)
    assert measure.call_count == 1


def test_a_volume_is_compared_with_values_on_regions() -> None:
    array = random_bytes(seed=1)
    make_volume(encode_volume(array, 0.0, 10.0), "map")
    means = ask(path="buckets/my_bucket/map/regions")
    data = {
        str(row): {"mean": 2 * value + 1}
        for row, value in zip(means["regions"]["row"], means["values"]["mean"], strict=True)
    }
    cast.make_feature("my_bucket", "rate", feature_data={"mappings": {"beryl": {"data": data}}})
    found = ask("with=my_bucket/map", "buckets/my_bucket/rate/compare")
    assert found["pearson"]["r"] == pytest.approx(1)
    assert found["line"] == {"slope": pytest.approx(2), "intercept": pytest.approx(1)}
    assert found["n"] == len(data)
    assert any(note.startswith("“map”: Computed from the volume") for note in found["notes"])
    other = ask("with=my_bucket/map&with_statistic=voxels", "buckets/my_bucket/rate/compare")
    assert other["with"]["unit"] == "voxels"


def test_a_figure_of_a_volume_shows_its_regions_and_says_so() -> None:
    make_volume(encode_volume(random_bytes(seed=1), 0.0, 10.0), unit="mV")
    answer = cast.stranger().get("buckets/my_bucket/rate/figure.svg?mapping=cosmos&by=region")
    assert answer.status_code == 200
    assert "Computed from the volume" in answer.whole.decode()


def test_what_cannot_be_asked_is_refused_in_a_sentence() -> None:
    make_volume(arrays.volume())
    for query, says in BAD.items():
        answer = cast.stranger().get(f"{PATH}?{query}")
        assert (answer.status_code, says in answer.whole.decode()) == (400, True), query


def test_the_page_of_a_volume_leads_to_the_tables() -> None:
    make_volume(arrays.volume())
    page = cast.stranger().client.get("/buckets/my_bucket/features/rate/").content.decode()
    assert "regions.csv?mapping=cosmos" in page
    assert "each voxel with the same weight" in page
