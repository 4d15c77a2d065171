"""1,234 is a thousand or a fraction: asked once per table, unless the table decides it."""

import pytest

from tests.features.tables import builders as b
from tests.features.tables.truth import stored

UNSETTLED = {
    "semicolons": "region;a;b\nVISp;1,234;5,678\nMOs;2,345;6,789\n",
    "commas beside small numbers": 'region,a,b\nVISp,"1,234","5,678"\nMOs,987,12\n',
    "tabs beside small numbers": "region\ta\tb\nVISp\t1,234\t5,678\nMOs\t987\t12\n",
}
THOUSANDS = {
    "semicolons": [1234.0, 2345.0, 5678.0, 6789.0],
    "commas beside small numbers": [1234.0, 987.0, 5678.0, 12.0],
    "tabs beside small numbers": [1234.0, 987.0, 5678.0, 12.0],
}
PLACES = [(name, acronym, "left") for name in ("a", "b") for acronym in ("VISp", "MOs")]


@pytest.mark.parametrize("kind", UNSETTLED)
def test_commas_that_nothing_settles_are_asked_once(kind):
    upload = b.text(UNSETTLED[kind])
    asked = b.run(upload, hemisphere="left")
    assert b.codes(asked) == ["decimal_unclear"]
    assert "columns B, C" in asked.problems[0].message
    thousands = dict(zip(PLACES, THOUSANDS[kind], strict=True))
    assert stored(b.run(upload, hemisphere="left", decimal=".")) == thousands
    fractions = {place: v / 1000 if v > 1000 else v for place, v in thousands.items()}
    assert stored(b.run(upload, hemisphere="left", decimal=",")) == pytest.approx(fractions)


@pytest.mark.parametrize(
    ("table", "truth"),
    [
        ("region;a;b\nVISp;1,234;0,5\nMOs;2,345;0,7\n", [1.234, 2.345, 0.5, 0.7]),
        ("region;a;b\nVISp;1,234;2,5\nMOs;0,345;7,25\n", [1.234, 0.345, 2.5, 7.25]),
        ('region,a,b\nVISp,"1,234",0.5\nMOs,987,0.7\n', [1234.0, 987.0, 0.5, 0.7]),
        ('region,a,b\nVISp,"1,234","1,234,567"\nMOs,987,12\n', [1234.0, 987.0, 1234567.0, 12.0]),
        ("region,a,b\nVISp,1.234,2.345\nMOs,3.456,4.567\n", [1.234, 3.456, 2.345, 4.567]),
    ],
)
def test_commas_that_the_table_settles_are_read_unasked(table, truth):
    checked = b.run(b.text(table), hemisphere="left")
    assert stored(checked) == dict(zip(PLACES, truth, strict=True))
