"""The annotation is searched in a fixed order, and never trusted without checking its hash."""

import hashlib
from pathlib import Path
from urllib.error import URLError

import pytest
from iblatlas import atlas as iblatlas_atlas

from atlasviewer.atlas import annotation
from atlasviewer.atlas.annotation import AnnotationError, find_annotation, find_in_wheel

RIGHT = b"the right annotation"
WRONG = b"another annotation"


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Small files stand for the annotation: paths of the given one, the cache and the wheel's."""
    monkeypatch.setattr(annotation, "ANNOTATION_SHA256", hashlib.sha256(RIGHT).hexdigest())
    given = write(tmp_path / "given.nrrd", RIGHT)
    cache = write(tmp_path / "source" / "annotation_25.nrrd", RIGHT)
    wheel = write(tmp_path / "wheel.nrrd", RIGHT)
    monkeypatch.setattr(annotation, "find_in_wheel", lambda: wheel)
    return given, cache, wheel


@pytest.fixture
def nowhere_here(places, monkeypatch):
    """Only a download can help; return the path where it would be kept."""
    _, cache, _ = places
    cache.unlink()
    monkeypatch.setattr(annotation, "find_in_wheel", lambda: None)
    return cache


def test_the_given_path_comes_first(places):
    given, cache, _ = places
    assert find_annotation(given, cache) == given


def test_without_a_given_path_the_cache_comes_next(places):
    _, cache, _ = places
    assert find_annotation(None, cache) == cache


def test_without_a_cache_the_wheel_is_used_where_it_lies(places):
    _, cache, wheel = places
    cache.unlink()
    assert find_annotation(None, cache) == wheel
    assert not cache.exists()


def test_the_installed_wheel_carries_the_annotation_of_the_expected_hash():
    path = find_in_wheel()
    assert path is not None
    assert hashlib.sha256(path.read_bytes()).hexdigest() == annotation.ANNOTATION_SHA256


def test_no_wheel_is_no_error(monkeypatch):
    monkeypatch.setattr(annotation, "WHEEL", "a-package-that-nobody-has")
    assert find_in_wheel() is None


@pytest.mark.parametrize("place", [0, 1, 2], ids=["given", "cache", "wheel"])
def test_a_wrong_file_is_refused_with_its_name_both_hashes_and_the_remedy(places, place):
    given, cache, _ = places
    wrong = write(places[place], WRONG)
    if place == 2:
        cache.unlink()
    with pytest.raises(AnnotationError) as refusal:
        find_annotation(given if place == 0 else None, cache)
    sentence = str(refusal.value)
    assert str(wrong) in sentence
    assert hashlib.sha256(WRONG).hexdigest() in sentence
    assert hashlib.sha256(RIGHT).hexdigest() in sentence
    assert ("ATLASVIEWER_ANNOTATION", "Delete it", "Reinstall STAIR-tools")[place] in sentence


def test_a_given_path_without_a_file_names_the_variable_to_correct(places):
    _, cache, _ = places
    with pytest.raises(AnnotationError, match="ATLASVIEWER_ANNOTATION points"):
        find_annotation(Path("/nowhere/annotation_25.nrrd"), cache)


def test_a_download_is_verified_kept_and_told(nowhere_here, monkeypatch, report):
    monkeypatch.setattr(iblatlas_atlas, "_download_atlas_allen", lambda path: write(path, RIGHT))
    assert find_annotation(None, nowhere_here, report) == nowhere_here
    assert nowhere_here.read_bytes() == RIGHT
    assert list(nowhere_here.parent.iterdir()) == [nowhere_here]
    assert "download.alleninstitute.org" in report.lines[0]


def test_a_download_cut_short_is_refused_and_leaves_nothing(nowhere_here, monkeypatch):
    monkeypatch.setattr(
        iblatlas_atlas, "_download_atlas_allen", lambda path: write(path, RIGHT[:5])
    )
    with pytest.raises(AnnotationError, match="incomplete"):
        find_annotation(None, nowhere_here)
    assert list(nowhere_here.parent.iterdir()) == []


def test_without_internet_the_sentence_says_what_to_do(nowhere_here, monkeypatch):
    def refuse(path: Path) -> Path:
        raise URLError("no route to host")

    monkeypatch.setattr(iblatlas_atlas, "_download_atlas_allen", refuse)
    with pytest.raises(AnnotationError, match="STAIR-tools.*ATLASVIEWER_ANNOTATION") as refusal:
        find_annotation(None, nowhere_here)
    assert "no route to host" in str(refusal.value)
    assert list(nowhere_here.parent.iterdir()) == []
