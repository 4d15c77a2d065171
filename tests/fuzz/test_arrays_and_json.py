"""Values and names of features: any input is handled without an internal error."""

import base64
import gzip
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlasviewer.web.errors import Refusal
from buckets.metadata import check_metadata
from buckets.names import find_bucket_name_problem, find_fname_problem
from buckets.tree import check_tree
from features.data.checks import check_feature_data
from features.data.volumes import ArrayProblem, check_points, check_volume
from features.history.versions import read_number

BOUNDED = settings(max_examples=150)


def encode(header: str, data: bytes = b"", version: int = 2) -> str:
    """Return an .npy with a header of one's own, packed as a volume is."""
    text = header.encode("latin-1", "replace") + b"\n"
    length = len(text).to_bytes(4 if version >= 2 else 2, "little")
    return pack(b"\x93NUMPY" + bytes([version, 0]) + length + text + data)


def pack(raw: bytes) -> str:
    return base64.b64encode(gzip.compress(raw, mtime=0)).decode()


def check(text: object) -> str:
    """Return what is wrong with an array, read as a volume and as points."""
    said = []
    for read in (check_volume, lambda one: check_points(one, columns=3)):
        try:
            read(text)
        except ArrayProblem as problem:
            said.append(str(problem))
    return "; ".join(said)


def header_of(shape: str) -> str:
    return f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}"


@pytest.mark.parametrize(
    "shape",
    [
        "(0x" + "f" * 3_900 + ",)",
        "(0b" + "1" * 3_900 + ", 3)",
        "(0o" + "7" * 3_900 + ",)",
        "(1" + "_0" * 1_900 + ",)",
        "(" + "9" * 3_900 + ",)",
        f"({2**40 + 1},)",
        "(True,)",
        "(-1,)",
        "(1e5,)",
    ],
    ids=lambda shape: shape[:8],
)
def test_a_shape_that_no_array_has_is_a_problem_in_words(shape: str) -> None:
    assert "shape cannot be read" in check(encode(header_of(shape)))


ATOMS = st.sampled_from(
    [
        "1",
        "0",
        "-1",
        "528",
        "0x" + "f" * 900,
        "'|u1'",
        "'<f4'",
        "True",
        "None",
        "1e999",
        "1j",
        "b''",
    ]
)
LITERALS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"({', '.join(parts)},)"),
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(inner, max_size=3).map(lambda parts: f"{{{', '.join(parts)}}}"),
        st.tuples(inner, inner).map("+".join),
    ),
    max_leaves=6,
)


@BOUNDED
@given(
    descr=LITERALS | st.just("'|u1'") | st.just("'<f4'"),
    order=LITERALS | st.just("False"),
    shape=LITERALS,
    data=st.binary(max_size=30),
    version=st.integers(1, 3),
)
def test_any_header_of_an_array_is_read_or_refused(
    descr: str, order: str, shape: str, data: bytes, version: int
) -> None:
    header = f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}}}"
    check(encode(header, data, version))


@BOUNDED
@given(raw=st.binary(max_size=60), text=st.text(max_size=20))
def test_any_bytes_are_read_as_an_array_or_refused(raw: bytes, text: str) -> None:
    assert check(pack(raw))
    assert check(pack(b"\x93NUMPY\x01\x00" + raw))
    assert check(base64.b64encode(raw).decode())
    assert check(text)


KEYS = st.sampled_from(
    ["mappings", "allen", "beryl", "data", "statistics", "histogram", "counts", "vmin", "volume"]
    + ["volumes", "xyz", "values", "cmap", "1", "2654", "9" * 5_000, "²", "mean", "min"]
    + ["token", "alias", "tree", "uuid", "url", "short_desc", "long_desc", "a\0"]
) | st.text(max_size=4)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "VISp", "\0", "x" * 2_001, "http://a", "H4sIAAAAAAAA/w=="])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@BOUNDED
@given(data=JSON_VALUES)
def test_any_feature_data_is_kept_or_every_wrong_place_is_named(data: Any) -> None:
    problems = check_feature_data(data)
    assert all(set(problem) == {"place", "code", "message"} for problem in problems)
    assert problems or isinstance(data, dict)


@BOUNDED
@given(value=JSON_VALUES)
@pytest.mark.parametrize("check_one", [check_metadata, check_tree])
def test_any_metadata_and_any_tree_is_taken_or_refused(
    check_one: Callable[[Any], Any], value: Any
) -> None:
    try:
        check_one(value)
    except Refusal as refusal:
        assert refusal.message


DIGITS = st.text(st.sampled_from("0123456789²٣１+-. _"), max_size=14)


@pytest.mark.parametrize(
    "text", ["0" * 5_000 + "1", "0" * 10 + "1" + "9" * 5_000, "9" * 10, "0", "", "²", "+1", "1_0"]
)
def test_what_is_no_number_of_a_version_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="is not a version number"):
        read_number(text)


@BOUNDED
@given(text=DIGITS | st.text(max_size=5))
def test_any_number_of_a_version_is_read_or_refused(text: str) -> None:
    try:
        assert 1 <= read_number(text) < 2**31
    except Refusal as refusal:
        assert "is not a version number" in refusal.message


@BOUNDED
@given(name=st.text(max_size=8) | st.integers() | st.none() | st.lists(st.text()))
def test_any_name_is_taken_or_refused_with_a_sentence(name: object) -> None:
    for find in (find_bucket_name_problem, find_fname_problem):
        problem = find(name)
        assert problem is None or problem.endswith(".")
