"""Figures of features: what is drawn, in which colours, and who gets which answer."""

import re
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from atlasviewer.atlas.regions import load_regions
from atlasviewer.build.assets import atlas_file
from atlasviewer.running.heavy import HeavyWork
from atlasviewer.web.errors import Busy
from features.data.memory import memory
from features.figures import service
from features.figures.formats.svg import write_svg
from features.figures.options import READERS, read_options
from features.figures.service import draw_figure, order_figure
from features.reads import computed
from tests import cast
from tests.features.figures.golden import CASES, FOLDER, SIDE, content, make_scene
from tests.waiting import SECONDS

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
SVG = "{http://www.w3.org/2000/svg}"
PATH = "buckets/my_bucket/rate/figure.svg"
MM_APART = 0.03


def regions_of(svg: bytes) -> list[ElementTree.Element]:
    return [
        node
        for node in ElementTree.fromstring(svg).iter(f"{SVG}path")
        if "data-side" in node.attrib
    ]


def texts_of(svg: bytes) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def make_feature(**more: Any) -> None:
    cast.make_bucket()
    cast.make_feature(**{**content(), **more})


def draw(query: str = "mapping=cosmos", form: str = "svg") -> Any:
    return cast.stranger().get(f"buckets/my_bucket/rate/figure.{form}?{query}")


@pytest.mark.parametrize("name", CASES)
def test_figures_come_out_as_the_ones_that_were_looked_at(name: str) -> None:
    drawn = write_svg(make_scene(CASES[name])).decode()
    golden = (FOLDER / f"{name}.svg").read_text()
    assert NUMBER.split(drawn) == NUMBER.split(golden)
    numbers = [np.array(NUMBER.findall(text), dtype=float) for text in (drawn, golden)]
    np.testing.assert_allclose(*numbers, rtol=0, atol=MM_APART)


@pytest.mark.django_db
def test_each_region_of_the_slice_is_there_once_in_its_colour() -> None:
    make_feature()
    answer = draw("mapping=cosmos&vmin=0&vmax=10&cmap=gray")
    assert answer.status_code == 200
    found = {
        (n.get("data-acronym"), n.get("data-side")): n.get("fill")
        for n in regions_of(answer.content)
    }
    assert len(found) == len(regions_of(answer.content))
    # Entry min(255, floor(value / 10 · 256)) of a grey map, whose entries are their own number.
    expected = {"Isocortex": "#4c4c4c", "HPF": "#000000", "CTXsp": "#262626", "CNU": "#ffffff"}
    assert {name: found[name, "right"] for name in expected} == expected
    assert found["HY", "left"] == "#e2e4e7"
    assert found["root", "left"] == found["root", "right"] == "#d0d2d5"
    assert {side for _, side in found} == {"left", "right"}


@pytest.mark.django_db
def test_zero_is_a_value_and_missing_is_said_to_be_missing() -> None:
    make_feature()
    titles = {
        (n.get("data-acronym"), n.get("data-side")): (n.get("data-value"), n[0].text)
        for n in regions_of(draw().content)
    }
    assert titles["HPF", "right"] == ("0.0", "HPF (right), Hippocampal formation: 0 sp/s <µ&σ>")
    assert titles["HY", "right"] == ("", "HY (right), Hypothalamus: no value")


@pytest.mark.django_db
def test_what_is_around_the_brain() -> None:
    make_feature()
    texts = texts_of(draw("mapping=cosmos&um=-1213,500&width=double&title=My%20figure").content)
    assert texts[:1] == ["My figure"]
    wanted = {"L", "R", "AP −1.225 mm from bregma", "AP +0.50 mm from bregma", "2 mm"}
    wanted |= {"mean (sp/s <µ&σ>)", "no value", "mean of parts", "from the parent region"}
    assert wanted <= set(texts)
    assert "Values: my_bucket/rate." in " ".join(texts)


@pytest.mark.django_db
def test_a_bar_is_pointed_where_values_lie_beyond_it() -> None:
    make_feature()

    def points(query: str) -> int:
        group = next(
            g for g in ElementTree.fromstring(draw(query).content) if g.get("id") == "colour-bar"
        )
        return sum(node.get("fill") != "none" for node in group.iter(f"{SVG}path"))

    assert [points(f"mapping=cosmos&{q}") for q in ("", "vmin=1", "vmax=3", "vmin=1&vmax=3")] == [
        0,
        1,
        1,
        2,
    ]


@pytest.mark.django_db
def test_a_slice_without_tissue_and_one_without_values_are_drawn() -> None:
    make_feature(feature_data=cast.region_data(None))
    for query in ("um=5400", "um=-1200&scale=log", "axis=sagittal&um=-9000"):
        assert draw(query).status_code == 200, query


@pytest.mark.django_db
def test_a_coronal_slice_is_small_enough_for_a_mail() -> None:
    cast.make_bucket()
    rows = range(1, SIDE + 1)
    data = {str(row + side): {"mean": row / 7} for row in rows for side in (0, SIDE)}
    cast.make_feature(feature_data={"mappings": {"allen": {"data": data, "statistics": {}}}})
    svg = draw("mapping=allen&labels=1").content
    assert len(regions_of(svg)) > 250
    assert len(svg) <= 300_000


@pytest.mark.django_db
def test_hostile_texts_are_text() -> None:
    make_feature(unit='"><script>alert(1)</script>')
    svg = draw("mapping=cosmos&title=%3Cscript%3E%26%22").content
    assert b"<script" not in svg
    assert '<script>&"' in texts_of(svg)


@pytest.mark.django_db
def test_the_answer_is_kept_by_its_content() -> None:
    make_feature()
    answer = draw()
    assert answer["Content-Type"] == "image/svg+xml"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-cache"
    again = cast.stranger().get(f"{PATH}?mapping=cosmos", **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert draw("mapping=cosmos&vmax=3")["ETag"] != answer["ETag"]
    cast.owner().patch("buckets/my_bucket/rate", {"unit": "Hz"})
    assert draw()["ETag"] != answer["ETag"]
    former = draw("mapping=cosmos&version=1")
    assert "sp/s" in " ".join(texts_of(former.content))


@pytest.mark.django_db
def test_fifty_requests_for_one_figure_draw_it_once() -> None:
    make_feature()
    from features.models import Feature

    feature = Feature.objects.select_related("bucket").get()
    order = order_figure(feature, feature, read_options({"mapping": "cosmos"}), "svg")
    memory.clear()
    start, drawn = Barrier(50), []
    waited = Barrier(2)

    def make(order: service.Order) -> bytes:
        drawn.append(order)
        # The first drawing waits until all others have asked.
        waited.wait(SECONDS)
        return b"<svg/>"

    def ask() -> bytes:
        start.wait(SECONDS)
        return draw_figure(order).content

    with patch.object(service, "make_figure", make), ThreadPoolExecutor(50) as pool:
        answers = [pool.submit(ask) for _ in range(50)]
        waited.wait(SECONDS)
        assert {answer.result(60) for answer in answers} == {b"<svg/>"}
    assert len(drawn) == 1


@pytest.mark.django_db
def test_a_full_queue_refuses_and_a_failure_is_not_kept() -> None:
    make_feature()
    with patch.object(computed, "heavy_work", HeavyWork(at_once=1, waiting=0, seconds=0)):
        with computed.heavy_work.turn():
            assert draw().status_code == 503
        assert draw().status_code == 200
    assert memory._making == {}
    assert Busy.status == 503


def test_options_have_a_reader_each() -> None:
    from dataclasses import fields

    from features.figures.options import FigureOptions

    assert [field.name for field in fields(FigureOptions)] == list(READERS)


def test_labels_lie_in_their_regions_and_apart() -> None:
    from features.figures.fonts import text_width
    from features.figures.slices import trace_slice
    from features.figures.views.placing import HEIGHT_SHARE, place_labels

    path = atlas_file("slices")
    slice_, scale, size = trace_slice(path, "coronal", 264, "allen"), 0.19, 1.76
    labels = place_labels(slice_, scale, size)
    assert len(labels) > 10
    boxes = []
    for row, x, y in labels:
        acronym = load_regions().acronym[row - SIDE if row > SIDE else row]
        half = text_width(str(acronym), size) / scale / 2, size * HEIGHT_SHARE / scale / 2
        left, right, top, bottom = x - half[0], x + half[0], y - half[1], y + half[1]
        under = slice_.rows[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
        assert set(under.ravel().tolist()) == {row}, acronym
        boxes.append((left, right, top, bottom))
    apart = [
        a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]
        for n, a in enumerate(boxes)
        for b in boxes[:n]
    ]
    assert all(apart)


def test_a_selected_region_stands_for_what_is_in_it_or_holds_it() -> None:
    from features.figures.shown import select_rows

    row = {name: n for n, name in enumerate(load_regions().acronym.tolist())}
    layers = {row[name] + SIDE for name in ("VISC", "VISC1", "VISC2/3", "VISC4", "VISC5")}
    assert layers < select_rows((row["VISC"] + SIDE,), "allen")
    assert select_rows((row["VISC1"],), "beryl") == {row["VISC"]}
    assert select_rows((row["VISC1"],), "cosmos") == {row["Isocortex"]}
    assert {row["LD"], row["MD"]} < select_rows((row["TH"],), "beryl")
    assert select_rows((row["fiber tracts"],), "beryl") == set()
