"""Colours and ticks of figures are those of the viewer: the browser's own modules are asked."""

import json
import subprocess

import numpy as np
import pytest

from atlasviewer.settings import BASE_DIR
from buckets.default_view import SCALES
from features.figures.scale import Scale, write_number, write_ticks

SCRIPT = """
import { positionToStep } from './static/js/core/colour.js';
import { createScale } from './static/js/core/scales.js';
import { smallestPositive } from './static/js/core/values.js';
import { formatNumber, formatTicks } from './static/js/core/numbers.js';
let text = '';
for await (const part of process.stdin) text += part;
const { cases, numbers } = JSON.parse(text);
const scales = cases.map(({ kind, min, max, values }) => {
  const scale = createScale({ kind, min, max, smallestPositive: smallestPositive(values) });
  const ticks = scale.ticks(5);
  return {
    min: scale.min,
    places: values.map((value) => scale.normalise(value)),
    steps: values.map((value) => positionToStep(scale.normalise(value))),
    undefined: values.map((value) => scale.classify(value) === 'undefined'),
    ticks, texts: formatTicks(ticks),
  };
});
console.log(JSON.stringify({ scales, numbers: numbers.map((number) => formatNumber(number)) }));
"""
RANGES = [(0, 1), (-3, 7.5), (0.02, 4000), (-5, -1), (2, 2), (0, 1e-7), (-1e9, 3), (0, 0)]
NUMBERS = [0, 1, -1, 0.1, 1234.5, 832650, 12345678, 1.23456789e-7, -0.5, 1e6, 999999.9, 2.5e-4]


@pytest.fixture(scope="module")
def browser() -> dict:
    """What the browser's modules make of the same ranges and values."""
    cases = [
        {"kind": kind, "min": low, "max": high, "values": values_for(low, high).tolist()}
        for kind in SCALES
        for low, high in RANGES
    ]
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", SCRIPT],
        cwd=BASE_DIR,
        input=json.dumps({"cases": cases, "numbers": NUMBERS}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    answer["cases"] = cases
    return answer


def values_for(low: float, high: float) -> np.ndarray:
    """Return values below, at, between and above the ends, zero among them."""
    inside = low + (high - low) * np.random.default_rng(1).random(40)
    return np.array([low - 1, low, *inside, 0, high, high + 1, *(k / 256 for k in range(5))])


def test_places_steps_and_ticks_are_the_viewers(browser: dict) -> None:
    pairs = list(zip(browser["cases"], browser["scales"], strict=True))
    assert len(pairs) == len(SCALES) * len(RANGES)
    for case, theirs in pairs:
        values = np.array(case["values"])
        ours = Scale.over(case["kind"], float(case["min"]), float(case["max"]), values)
        name = f"{case['kind']} {case['min']}…{case['max']}"
        assert ours.min == theirs["min"], name
        np.testing.assert_allclose(ours.normalise(values), theirs["places"], 1e-9, 1e-12, name)
        np.testing.assert_array_equal(ours.steps(values), theirs["steps"], name)
        np.testing.assert_array_equal(ours.without_place(values), theirs["undefined"], name)
        assert ours.ticks(5) == pytest.approx(theirs["ticks"], rel=1e-12), name
        assert write_ticks(ours.ticks(5)) == theirs["texts"], name


def test_numbers_are_written_as_in_the_viewer(browser: dict) -> None:
    assert [write_number(number) for number in NUMBERS] == browser["numbers"]


def test_a_missing_value_has_no_step() -> None:
    scale = Scale.over("linear", 0, 1, np.array([]))
    np.testing.assert_array_equal(scale.steps(np.array([np.nan, 0, 1])), [-1, 0, 255])
