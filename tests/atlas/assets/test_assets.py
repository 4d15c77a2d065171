"""Assets are complete, named by their content, and reproducible."""

import gzip
import hashlib
import json
import threading

import pytest

from atlasviewer.atlas import assets
from atlasviewer.atlas.assets import AtlasNotBuilt, read_manifest, sole_builder, write_asset
from tests.waiting import SECONDS

CONTENT = b"region rows " * 200_000


def ignore(amount: int) -> None:
    pass


def test_the_name_carries_the_first_sixteen_digits_of_the_hash(tmp_path):
    record = write_asset(tmp_path, "labels", "bin", CONTENT, ignore)
    digest = hashlib.sha256(CONTENT).hexdigest()
    assert record["sha256"] == digest
    assert record["file"] == f"labels.{digest[:16]}.bin"
    assert (tmp_path / record["file"]).read_bytes() == CONTENT


def test_the_gzip_sibling_holds_the_same_content(tmp_path):
    record = write_asset(tmp_path, "labels", "bin", CONTENT, ignore)
    packed = (tmp_path / f"{record['file']}.gz").read_bytes()
    assert gzip.decompress(packed) == CONTENT
    assert (record["bytes"], record["gzip_bytes"]) == (len(CONTENT), len(packed))


def test_the_gzip_header_tells_no_date_and_no_name(tmp_path):
    packed = assets.gzip_content(CONTENT, ignore)
    flags, date = packed[3], packed[4:8]
    assert (flags, date) == (0, bytes(4))
    assert packed == assets.gzip_content(CONTENT, ignore)


def test_progress_adds_up_to_the_content():
    told: list[int] = []
    assets.gzip_content(CONTENT, told.append)
    assert sum(told) == len(CONTENT)
    assert len(told) > 1


def test_no_draft_remains(tmp_path):
    record = write_asset(tmp_path, "labels", "bin", CONTENT, ignore)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [record["file"], f"{record['file']}.gz"]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_damaged_or_missing_file_is_not_whole(tmp_path, suffix):
    record = write_asset(tmp_path, "labels", "bin", CONTENT, ignore)
    assert assets.is_whole(tmp_path, record)
    path = tmp_path / (record["file"] + suffix)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert not assets.is_whole(tmp_path, record)
    path.unlink()
    assert not assets.is_whole(tmp_path, record)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "has not been built"),
        ("{", "is damaged"),
        ("[]", "another version"),
        ('{"version": 0}', "another version"),
    ],
    ids=["none", "cut short", "no object", "old"],
)
def test_an_unusable_manifest_says_what_to_run(tmp_path, text, reason):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(AtlasNotBuilt, match=rf"{reason}.*manage\.py build_atlas"):
        read_manifest(tmp_path)


def test_a_manifest_is_read_as_it_was_written(tmp_path):
    manifest = {"version": assets.MANIFEST_VERSION, "citation": "© 2015", "assets": {}}
    assets.write_json(tmp_path / "manifest.json", manifest)
    assert read_manifest(tmp_path) == manifest
    assert "©" in (tmp_path / "manifest.json").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "manifest.json").read_bytes()) == manifest


def test_a_second_builder_waits_for_the_first(tmp_path):
    told, order = threading.Event(), []

    def second() -> None:
        with sole_builder(tmp_path, told.set):
            order.append("second")

    with sole_builder(tmp_path, lambda: order.append("must not wait")):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(SECONDS)
        order.append("first")
    thread.join(SECONDS)
    assert order == ["first", "second"]


def test_drafts_of_a_killed_build_are_removed(tmp_path):
    (tmp_path / ".draft-labels.bin").write_bytes(b"half")
    with sole_builder(tmp_path, lambda: None):
        assert list(tmp_path.glob(".draft-*")) == []
