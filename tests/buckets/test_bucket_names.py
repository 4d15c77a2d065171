"""The rules for names: a refusal says which character to change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckets.names import find_bucket_name_problem, find_fname_problem
from tests import cast
from tests.refusals import assert_refused


@pytest.mark.parametrize(
    "name", ["a", "7", "-", "ibl_getting_started", "my_bucket_bb77d7eb-509b", "v1.2", "A" * 100]
)
def test_a_name_of_letters_digits_and_three_signs_is_good(name: str) -> None:
    assert find_bucket_name_problem(name) is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a b", "character 2 is space (U+0020)"),
        ("a/b", "character 2 is “/”"),
        ("née", "character 2 is “é”"),
        ("ab\n", "character 3 is a control character (U+000A)"),
        ("a\0", "character 2 is a control character (U+0000)"),
        ("a\u200b", "character 2 is zero width space (U+200B)"),
        ("a'", "character 2 is “'”"),
        ("", "must have 1 to 100 characters; this one has 0"),
        ("a" * 101, "must have 1 to 100 characters; this one has 101"),
        (".hidden", "must not start with “.”"),
        ("_a", "must not start with “_”"),
        ("local", "is reserved for the bucket in the browser"),
        ("Local", "is reserved for the bucket in the browser"),
        (7, "must be text"),
        (None, "must be text"),
        (["a"], "must be text"),
    ],
)
def test_a_bad_name_of_a_bucket_is_refused_with_its_character(name: object, says: str) -> None:
    problem = find_bucket_name_problem(name)
    assert problem is not None
    assert says in problem


@pytest.mark.parametrize("fname", ["r", "taux de décharge (Hz)", "LFP 8–10 Hz", "频率", "x" * 200])
def test_spaces_accents_and_signs_are_welcome_in_the_name_of_a_feature(fname: str) -> None:
    assert find_fname_problem(fname) is None


@pytest.mark.parametrize(
    ("fname", "says"),
    [
        ("a/b", "character 2 is “/”"),
        ("a\\b", "character 2 is “\\”"),
        ("a\tb", "character 2 is a control character (U+0009)"),
        ("a\0", "character 2 is a control character (U+0000)"),
        ("a\u202eb", "character 2 is right-to-left override (U+202E)"),
        ("", "must have 1 to 200 characters; this one has 0"),
        ("x" * 201, "must have 1 to 200 characters; this one has 201"),
        ("_a", "must not start with “_”"),
        (".a", "must not start with “.”"),
        (" a", "must not start or end with a space"),
        ("a ", "must not start or end with a space"),
        (3, "must be text"),
        (None, "must be text"),
    ],
)
def test_a_bad_name_of_a_feature_is_refused_with_its_character(fname: object, says: str) -> None:
    problem = find_fname_problem(fname)
    assert problem is not None
    assert says in problem


@given(st.text(max_size=120))
def test_a_good_name_of_a_bucket_is_one_segment_of_an_address(name: str) -> None:
    good = find_bucket_name_problem(name) is None
    plain = name.isascii() and name.replace("_", "a").replace("-", "a").replace(".", "a").isalnum()
    expected = plain and len(name) <= 100 and name[0] not in "._" and name.lower() != "local"
    assert good == expected


@pytest.mark.django_db
def test_the_api_names_the_place_and_the_character() -> None:
    sent = {"uuid": "my bucket", "metadata": {"token": cast.OWNER_TOKEN}}
    assert_refused(
        cast.key_holder(),
        lambda who: who.post("buckets", sent),
        status=400,
        code="bad_name",
        says="uuid: the name of a bucket may contain only letters",
    )
    sent = {"uuid": "b", "metadata": {"token": cast.OWNER_TOKEN, "alias": "my/bucket"}}
    assert_refused(
        cast.key_holder(),
        lambda who: who.post("buckets", sent),
        status=400,
        code="bad_name",
        says="metadata.alias: the name of a bucket may contain only letters",
    )
