"""Volumes and points are checked piece by piece: shape, type, bounds and size."""

import base64
import gzip
import tracemalloc
from typing import Any

import numpy as np
import pytest

from features.data.checks import check_feature_data
from features.data.volumes import ArrayProblem, check_points, check_volume
from tests import arrays

ZEROS = bytes(arrays.VOLUME_BYTES)
GOOD = arrays.header(arrays.describe())


def test_a_volume_as_the_sdk_encodes_it_is_good() -> None:
    check_volume(arrays.volume())


def test_a_volume_in_fortran_order_and_one_without_bounds_are_good() -> None:
    check_volume(arrays.volume(fortran=True))
    check_volume(arrays.volume(tail=b""))


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_every_version_of_npy_is_read(version: tuple[int, int]) -> None:
    start = arrays.header(arrays.describe(), version=version)
    check_volume(arrays.encode(start + ZEROS + arrays.BOUNDS))


PACKED = gzip.compress(GOOD + ZEROS + arrays.BOUNDS, 1, mtime=0)
NAN_BOUNDS = np.array([np.nan, 1], "<f4").tobytes()
THREE_FLOATS = np.zeros(3, "<f4").tobytes()


def described(**fields: str) -> str:
    return arrays.encode(arrays.header(arrays.describe(**fields)) + b"\0" * 64)


BAD_VOLUMES: dict[str, tuple[object, str]] = {
    "null": (None, "must be text"),
    "number": (3, "must be text"),
    "empty": ("", "truncated"),
    "not base64": ("ab*d", "is not base64: “*” is not a base64 character"),
    "not ascii": ("abcé", "is not base64: “é” is not a base64 character"),
    "bad padding": ("abcde", "is not base64"),
    "not gzip": (base64.b64encode(b"hello").decode(), "is not gzip, or is damaged"),
    "empty gzip": (arrays.encode(b""), "does not contain a NumPy array"),
    "not npy": (arrays.encode(b"x" * 5000), "does not contain a NumPy array"),
    "short npy": (arrays.encode(b"\x93NUMPY\1"), "does not contain a NumPy array"),
    "unknown version": (
        arrays.encode(arrays.header(arrays.describe(), version=(9, 9)) + ZEROS[:64]),
        "of an unknown version",
    ),
    "header too long": (
        arrays.encode(arrays.header(" " * 5000)),
        "array header that is too long",
    ),
    "header cut": (arrays.encode(GOOD[:40]), "array header that is too long"),
    "header is code": (
        arrays.encode(arrays.header("__import__('os')") + b"\0" * 64),
        "header that cannot be read",
    ),
    "header nested": (
        arrays.encode(arrays.header("[" * 3000) + b"\0" * 64),
        "header that cannot be read",
    ),
    "header with a list as a key": (
        arrays.encode(arrays.header("{[]: 1}") + b"\0" * 64),
        "header that cannot be read",
    ),
    "header is a list": (
        arrays.encode(arrays.header("[1, 2]") + b"\0" * 64),
        "header that cannot be read",
    ),
    "float volume": (described(descr="'<f4'"), "contains numbers of type '<f4'; expected |u1"),
    "objects": (described(descr="'|O'"), "contains numbers of type '|O'"),
    "several types": (
        described(descr="[('a', '|u1'), ('b', '<f4')]"),
        "contains numbers of type",
    ),
    "no order": (described(order="'C'"), "header whose order cannot be read"),
    "negative shape": (described(shape="(528, -320, 456)"), "whose shape cannot be read"),
    "shape of floats": (described(shape="(528.0, 320, 456)"), "whose shape cannot be read"),
    "shape of truth": (described(shape="(True, 1, 1)"), "whose shape cannot be read"),
    "shape is a number": (described(shape="77045760"), "whose shape cannot be read"),
    "another shape": (
        arrays.encode(arrays.npy(np.zeros((2, 3, 4), np.uint8))),
        "has shape (2, 3, 4); a volume has (528, 320, 456)",
    ),
    "axes in another order": (
        arrays.encode(arrays.header(arrays.describe(shape="(456, 528, 320)")) + ZEROS),
        "has shape (456, 528, 320); a volume has (528, 320, 456) (AP, DV, ML)",
    ),
    "shape larger than allowed": (
        described(shape="(1000000, 1000000, 1000000)"),
        "more than the 77,045,760 bytes allowed",
    ),
    "shape larger than the data": (
        arrays.encode(GOOD + ZEROS[:-1]),
        "is truncated: fewer bytes than its shape says",
    ),
    "shape smaller than the data": (
        arrays.encode(arrays.npy(np.zeros((2, 2), np.uint8)) + ZEROS[:100]),
        "has more bytes than its shape says",
    ),
    "gzip cut": (base64.b64encode(PACKED[:-9]).decode(), "its gzip does not end"),
    "gzip without its sum": (base64.b64encode(PACKED[:-4]).decode(), "its gzip does not end"),
    "gzip with a wrong sum": (
        base64.b64encode(PACKED[:-8] + b"\0" * 8).decode(),
        "is not gzip, or is damaged",
    ),
    "more after the gzip": (
        base64.b64encode(PACKED + b"more").decode(),
        "has bytes after the end of its gzip",
    ),
    "one bound": (arrays.encode(GOOD + ZEROS + b"\0" * 4), "has 4 bytes after the array"),
    "three bounds": (
        arrays.encode(GOOD + ZEROS + THREE_FLOATS),
        "has more bytes than its shape says",
    ),
    "bounds that are not finite": (
        arrays.encode(GOOD + ZEROS + NAN_BOUNDS),
        "two finite float32",
    ),
}


@pytest.mark.parametrize(("text", "says"), BAD_VOLUMES.values(), ids=BAD_VOLUMES.keys())
def test_a_bad_volume_is_refused_with_a_sentence(text: object, says: str) -> None:
    (problem,) = check_feature_data({"volume": text})
    assert problem["place"] == "feature_data.volume"
    assert says in problem["message"]


def test_a_gzip_bomb_is_refused_without_being_inflated() -> None:
    bomb = arrays.encode(arrays.header(arrays.describe(shape="(2, 2)")) + bytes(400_000_000))
    tracemalloc.start()
    with pytest.raises(ArrayProblem, match="has more bytes than its shape says"):
        check_volume(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


POINTS = arrays.points(7)


def test_points_are_counted() -> None:
    assert check_points(POINTS["xyz"], columns=3) == 7
    assert check_points(POINTS["values"], columns=None) == 7


def test_more_points_than_one_piece_holds_are_read_across_the_seams() -> None:
    values = np.arange(1_000_003, dtype="<f4")
    assert check_points(arrays.encode(arrays.npy(values)), columns=None) == values.size
    values[-1] = np.nan
    with pytest.raises(ArrayProblem, match="not finite"):
        check_points(arrays.encode(arrays.npy(values)), columns=None)


def array(values: Any, dtype: str = "<f4") -> str:
    return arrays.encode(arrays.npy(np.array(values, dtype)))


BAD_POINTS: dict[str, tuple[dict[str, object], str, str]] = {
    "xyz is null": ({"xyz": None}, "xyz", "must be text"),
    "doubles": ({"values": array(range(7), "<f8")}, "values", "type '<f8'; expected <f4"),
    "two columns": ({"xyz": array(np.zeros((7, 2)))}, "xyz", "expected (n, 3)"),
    "flat": ({"xyz": array(np.zeros(21))}, "xyz", "has shape (21,); expected (n, 3)"),
    "a number": ({"values": array(3)}, "values", "has shape (); expected (n,)"),
    "too many axes": ({"values": array(np.zeros((7, 1)))}, "values", "expected (n,)"),
    "nan": ({"values": array([np.nan] * 7)}, "values", "not finite"),
    "infinity": ({"xyz": array(np.full((7, 3), np.inf))}, "xyz", "not finite"),
    "other count": ({"values": array(range(6))}, "values", "has 6 values for 7 points"),
    "five million": (
        {"values": arrays.encode(arrays.header(arrays.describe("'<f4'", shape="(5000001,)")))},
        "values",
        "more than the 20,000,000 bytes allowed",
    ),
    "tail": (
        {"values": arrays.encode(arrays.npy(np.zeros(7, "<f4")) + b"\0")},
        "values",
        "has more bytes than its shape says",
    ),
}


@pytest.mark.parametrize(("wrong", "key", "says"), BAD_POINTS.values(), ids=BAD_POINTS.keys())
def test_bad_points_are_refused_with_a_sentence(
    wrong: dict[str, object], key: str, says: str
) -> None:
    data = {"volume": arrays.volume(), **arrays.points(7), **wrong}
    (problem,) = check_feature_data(data)
    assert problem["place"] == f"feature_data.{key}"
    assert says in problem["message"]
