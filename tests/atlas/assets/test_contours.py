"""Borders are traced once, shared by both regions, and never cross."""

from collections import Counter

import numpy as np
import pytest
import shapely

from atlasviewer.atlas.annotation import SIDE_SPLIT
from atlasviewer.atlas.contours import FARTHEST, TOLERANCE, Arc, rings_of, trace_arcs
from atlasviewer.atlas.regions import SIDE_ROWS, load_regions

SLICES = [(0, 100), (0, 264), (0, 430), (1, 40), (1, 160), (2, 150), (2, 229)]


def signed_area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def lines_of(arcs: list[Arc]) -> np.ndarray:
    return np.array([shapely.LineString(arc.points) for arc in arcs])


@pytest.fixture(params=SLICES, ids=str)
def labels(request: pytest.FixtureRequest, annotation_rows: np.ndarray) -> np.ndarray:
    """A slice of the brain under Beryl, with sides."""
    axis, index = request.param
    rows = load_regions().beryl[annotation_rows.take(index, axis)]
    is_left = np.arange(rows.shape[1]) < SIDE_SPLIT if axis != 2 else index < SIDE_SPLIT
    return np.where((rows > 0) & is_left, rows + SIDE_ROWS, rows)


def test_every_region_has_its_area(labels: np.ndarray) -> None:
    rings = rings_of(trace_arcs(labels))
    pixels = Counter(labels[labels > 0].tolist())
    assert set(rings) == set(pixels)
    area = {label: -sum(map(signed_area, lines)) for label, lines in rings.items()}
    assert sum(area.values()) == pytest.approx(sum(pixels.values()), rel=2e-3)
    large = [label for label, count in pixels.items() if count > 500]
    assert large
    assert [area[n] for n in large] == pytest.approx([pixels[n] for n in large], rel=0.03)


def test_borders_meet_only_at_junctions(labels: np.ndarray) -> None:
    arcs = trace_arcs(labels, SIDE_SPLIT)
    lines = lines_of(arcs)
    one, other = shapely.STRtree(lines).query(lines, predicate="crosses")
    # Two closed lines that share a junction "cross" there.
    ends = {tuple(arc.points[n]) for arc in arcs for n in (0, -1)}
    shared = {
        tuple(place)
        for a, b in zip(one, other, strict=True)
        for place in shapely.get_coordinates(shapely.intersection(lines[a], lines[b]))
    }
    assert shared <= ends
    # No line meets itself, except that a closed line ends where it begins.
    assert all(line.is_simple for line in lines)


def test_each_border_is_a_side_of_two_regions(labels: np.ndarray) -> None:
    arcs = trace_arcs(labels)
    steps = Counter(
        step
        for lines in rings_of(arcs).values()
        for ring in lines
        for step in zip(map(tuple, ring), map(tuple, np.roll(ring, -1, 0)), strict=True)
    )
    assert set(steps.values()) == {1}
    alone = [step for step in steps if step[::-1] not in steps]
    outer = {
        frozenset(step)
        for arc in arcs
        if not arc.left or not arc.right
        for step in zip(map(tuple, arc.points), map(tuple, arc.points[1:]), strict=False)
    }
    assert {frozenset(step) for step in alone} == outer


def test_no_point_leaves_its_border_by_more_than_it_may(labels: np.ndarray) -> None:
    points = np.concatenate([arc.points for arc in trace_arcs(labels)])
    assert np.abs(points - np.rint(points)).max() <= FARTHEST + 1e-9
    assert 2 * TOLERANCE < 1 - 2 * FARTHEST


def test_the_midline_stays_straight(annotation_rows: np.ndarray) -> None:
    rows = (annotation_rows[264] > 0).astype(np.int64)
    sides = rows * np.where(np.arange(rows.shape[1]) < SIDE_SPLIT, 2, 1)
    between = [arc for arc in trace_arcs(sides, SIDE_SPLIT) if {arc.left, arc.right} == {1, 2}]
    assert between
    assert {float(x) for arc in between for x in arc.points[:, 0]} == {SIDE_SPLIT}


def test_small_pictures() -> None:
    assert trace_arcs(np.zeros((3, 4), int)) == []
    (arc,) = trace_arcs(np.array([[0, 0, 0], [0, 7, 0], [0, 0, 0]]))
    assert arc.ends[0] == arc.ends[1]
    assert -signed_area(rings_of([arc])[7][0]) > 0
    # A chequerboard: every inner corner is a junction of four borders.
    board = np.indices((4, 4)).sum(0) % 2 + 1
    rings = rings_of(trace_arcs(board))
    assert sorted(rings) == [1, 2]
    area = -sum(signed_area(r) for lines in rings.values() for r in lines)
    assert (4 - 2 * FARTHEST) ** 2 <= area < 16
