"""Figures as PDF and PNG, and from the command line: the same picture, with text as text."""

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from features.data.memory import memory
from tests import cast
from tests.features.figures.golden import content

pytestmark = pytest.mark.django_db
QUERY = "mapping=cosmos&cmap=viridis&vmin=0&vmax=10&um=-1200,500&labels=1"
MM = 25.4
PLAIN = {"Isocortex", "HPF", "CNU"}
"""Regions of the slice with a value and without a pattern; that of HPF is zero."""


def make_feature() -> None:
    cast.make_bucket()
    cast.make_feature(**content())


def draw(form: str, query: str = QUERY) -> Any:
    answer = cast.stranger().get(f"buckets/my_bucket/rate/figure.{form}?{query}")
    assert answer.status_code == 200, answer.content
    return answer


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


def test_the_text_of_a_pdf_can_be_selected() -> None:
    make_feature()
    document = pypdfium2.PdfDocument(draw("pdf").content)
    text = document[0].get_textpage().get_text_bounded()
    wanted = ["rate", "AP −1.20 mm", "AP +0.50 mm", "mean (sp/s <µ&σ>)", "no value", "Isocortex"]
    assert [words for words in wanted if words not in text] == []
    assert [round(side * MM / 72, 2) for side in document[0].get_size()][0] == 85


def test_a_pdf_is_the_same_each_time_and_names_nothing_of_the_machine() -> None:
    make_feature()
    first = draw("pdf").content
    memory.clear()
    assert draw("pdf").content == first
    assert b"FontFile2" in first or b"/FontFile" in first


def test_the_picture_of_a_pdf_has_the_colours_of_the_svg() -> None:
    """Every colour of a region in the SVG fills as much of the PDF as the SVG's paths cover."""
    make_feature()
    query = "mapping=cosmos&bare=1&outlines=0&missing=plain&hemisphere=right&width=100"
    svg = draw("svg", query).content.decode()
    picture = pixels(draw("png", f"{query}&dpi=254").content)
    ten_per_mm = 10
    wanted = areas_of(svg, PLAIN)
    assert len(wanted) == len(PLAIN)
    for fill, square_mm in wanted.items():
        colour = [int(fill[n : n + 2], 16) for n in (1, 3, 5)]
        found = int((np.abs(picture - colour).max(axis=2) <= 1).sum())
        assert found == pytest.approx(square_mm * ten_per_mm**2, rel=0.08), fill
    assert "<text" not in svg


def areas_of(svg: str, acronyms: set[str]) -> dict[str, float]:
    """Return colour → square mm of the paths of these regions, their holes taken off."""
    found: dict[str, float] = {}
    for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        if node.get("data-acronym") in acronyms and node.get("data-side") == "right":
            fill = node.attrib["fill"]
            found[fill] = found.get(fill, 0) + abs(signed_area(node.attrib["d"]))
    return found


def signed_area(path: str) -> float:
    total = 0.0
    for ring in path.split("z")[:-1]:
        numbers = np.array(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring), dtype=float)
        x, y = numbers.reshape(-1, 2).cumsum(axis=0).T
        total += float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)
    return total


def test_a_png_has_the_size_that_was_asked_for() -> None:
    make_feature()
    picture = Image.open(io.BytesIO(draw("png", "mapping=cosmos&width=114&dpi=150").content))
    assert picture.width == pytest.approx(114 / MM * 150, abs=1)
    assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    assert np.asarray(picture)[0, 0].tolist() == [255, 255, 255]


def test_a_png_of_too_many_pixels_is_refused() -> None:
    make_feature()
    answer = cast.stranger().get("buckets/my_bucket/rate/figure.png?width=400&dpi=1200")
    assert answer.status_code == 400
    assert "million pixels; at most 25 million are drawn" in answer.content.decode()


def test_the_command_writes_the_same_file(tmp_path: Path) -> None:
    make_feature()
    for form in ("svg", "pdf", "png"):
        file = tmp_path / f"figure.{form}"
        call_command("figure", "my_bucket", "rate", str(file), *QUERY.split("&"), verbosity=0)
        assert file.read_bytes() == draw(form).content


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    make_feature()
    for arguments, words in (
        (("rate", "figure.jpg"), "must end with"),
        (("none", "figure.svg"), "has no feature"),
        (("rate", "figure.svg", "um=x"), "um is a number"),
        (("rate", "nowhere/figure.svg"), "No such file"),
    ):
        fname, file, *parameters = arguments
        with pytest.raises(CommandError, match=words):
            call_command("figure", "my_bucket", fname, str(tmp_path / file), *parameters)


def test_drawing_libraries_are_loaded_by_the_first_figure_only() -> None:
    script = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'atlasviewer.settings';"
        "django.setup(); import atlasviewer.urls;"
        "print([n for n in ('reportlab', 'pypdfium2', 'shapely') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
