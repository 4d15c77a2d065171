"""Figures that are not drawn: each wrong parameter is refused in a sentence, before any work."""

from unittest.mock import patch

import pytest

from features.figures import service
from features.figures.options import READERS
from tests.features.figures.test_figures import draw, make_feature

VIEWS = (
    "panels lists views as coronal:-1200, sagittal:500, horizontal:-3543, surface:dorsal "
    "(or ventral, left, right), flatmap, ontology; not “{}”."
)
BAD = {
    "axis=oblique": "axis is one of coronal, sagittal, horizontal, not “oblique”.",
    "um=nan": "um is a number, not “nan”.",
    "um=1e9": "um is -10000 to 10000, not 1e+09.",
    "um=" + ",".join("0" * 13): "A figure has at most 12 slices; um names 13.",
    "um=" + "1" * 3000: "The parameter um is longer than 2,000 characters.",
    "cmap=blau": "There is no colour map “blau”; take a name of matplotlib's.",
    "vmin=5&vmax=1": "The range of the colours runs from 5 to 1; vmin must not be above vmax, "
    "nor beyond the values where one of them is left out.",
    "vmin=1_0": "vmin is a number, not “1_0”.",
    "vmax=inf": "vmax is a number, not “inf”.",
    "width=100000": "width is 20 to 400, not 100000.",
    "outlines=yes": "outlines is 1 or 0, not “yes”.",
    "selected=VISp": "selected holds regions as VISp:L or MOs:LR, not “VISp”.",
    "selected=Nowhere:L": "selected holds regions as VISp:L or MOs:LR, not “Nowhere:L”.",
    "panels=oblique": VIEWS.format("oblique"),
    "panels=": VIEWS.format(""),
    "panels=coronal,,ontology": VIEWS.format(""),
    "panels=surface:front": VIEWS.format("surface:front"),
    "panels=ontology:TH": VIEWS.format("ontology:TH"),
    "panels=%00" + "x" * 60: VIEWS.format("�" + "x" * 39 + "…"),
    "panels=coronal:": "panels is a number, not “”.",
    "panels=coronal:1e999": "panels is a number, not “1e999”.",
    "panels=coronal:-20000": "panels is -10000 to 10000, not -20000.",
    "panels=" + ",".join(["ontology"] * 13): "A figure has at most 12 views; panels names 13.",
    "panels=coronal&axis=coronal": "panels names each view with its position; leave out axis and "
    "um.",
    "panels=flatmap": "This site has no flatmap: the paths of Swanson's map are not installed.",
    "panels=" + ",".join(["horizontal"] * 12) + "&columns=1&width=400": "This figure would be "
    "6,166 mm high; at most 1,200 are drawn. Ask for more columns, fewer views or a smaller width.",
    "columns=0": "columns is 1 to 6, not 0.",
    "letters=a": "letters is 1 or 0, not “a”.",
    "relief=2": "relief is 1 or 0, not “2”.",
    "area=small": "area is one of volume, equal, not “small”.",
    "branch=Nowhere": "branch is the acronym of a region, as TH, not “Nowhere”.",
    "thickness=-1": "thickness is 0 to 6000, not -1.",
    "thickness=nan": "thickness is a number, not “nan”.",
    "dots=100": "dots is 0.2 to 5, not 100.",
    "by=voxel": "by is one of place, region, not “voxel”.",
    "ground=red": "ground is one of white, none, not “red”.",
    "title=%00": "title is a line of at most 200 characters.",
    "title=" + "x" * 201: "title is a line of at most 200 characters.",
    "colour=red": "A figure has no parameter “colour”; it has " + ", ".join(READERS) + ".",
}


@pytest.mark.django_db
@pytest.mark.parametrize("query", BAD)
def test_a_parameter_that_cannot_be_read_is_refused_in_a_sentence(query: str) -> None:
    make_feature()
    answer = draw(query)
    assert (answer.status_code, answer.content.decode()) == (400, BAD[query])


@pytest.mark.django_db
def test_a_feature_of_which_nothing_can_be_drawn_is_refused_in_a_sentence() -> None:
    make_feature()
    for data, says in (
        ({"volume": "…"}, "This feature cannot be drawn: its data is not base64"),
        ({}, "This feature is empty; there is nothing to draw."),
    ):
        with patch.object(service, "read_body", return_value={"feature_data": data}):
            answer = draw("")
        assert (answer.status_code, answer.content.decode()[: len(says)]) == (400, says)
