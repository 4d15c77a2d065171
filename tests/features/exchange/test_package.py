"""A bucket leaves as one zip and comes back as it was; a bad zip brings nothing."""

import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from buckets.access.permissions import STAFF, find_bucket
from buckets.models import Bucket
from features.data.payloads import open_packed
from features.exchange import package
from features.models import Feature, FeatureVersion
from features.services import patch_feature
from tests import arrays, cast

pytestmark = pytest.mark.django_db

TREE = {"Firing": ["rate", "Größe: μ/σ (2)"], "Rest": ["dots"]}
TOKEN = "another-token-of-32-characters-x"


@pytest.fixture
def bucket() -> Bucket:
    """A bucket with regions, a volume, former versions, texts, and a tree."""
    made = cast.make_bucket(
        alias="mine", short_desc="Rates", url="https://a.example/", species="mouse"
    )
    cast.make_feature(fname="rate", unit="Hz", short_desc="=1+1")
    cast.make_feature(fname="RATE 2", feature_data=cast.region_data(None))
    cast.make_feature(fname="Größe: μ")
    cast.make_feature(fname="dense", feature_data={"volume": arrays.volume()})
    for value in (7.25, 0.0):
        content = {"feature_data": cast.region_data(value)}
        patch_feature(caller=STAFF, bucket=made, fname="rate", content=content)
    return find_bucket("my_bucket")


def download(name: str = "my_bucket") -> bytes:
    answer = Client().get(f"/buckets/{name}/package.zip")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/zip"
    return b"".join(answer.streaming_content)


def open_zip(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def describe(content: bytes) -> dict[str, Any]:
    return json.loads(open_zip(content).read("datapackage.json"))


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_bucket", str(path), *options, stdout=out)
    return out.getvalue()


def state(name: str = "my_bucket") -> dict[str, Any]:
    """Everything of a bucket that an import has to bring back, with the bytes of each payload."""
    bucket = Bucket.objects.get(name=name)
    metadata = bucket.as_metadata()
    del metadata["last_access_date"]
    fields = ("fname", "kind", "unit", "short_desc", "default_view", "version", "author")
    fields += ("created_at", "changed_at", "payload", "stored", "size")
    features = list(Feature.objects.filter(bucket=bucket).order_by("pk").values_list(*fields))
    former = FeatureVersion.objects.filter(feature__bucket=bucket).order_by("feature", "number")
    columns = ("feature__fname", "number", "payload", "unit", "short_desc", "created_at", "author")
    bodies = {}
    for payload in [*(row[9] for row in features), *former.values_list("payload", flat=True)]:
        with open_packed(payload) as handle:
            bodies[payload] = handle.read()
    versions = list(former.values_list(*columns))
    return {
        "metadata": metadata,
        "created_at": bucket.created_at,
        "features": features,
        "versions": versions,
        "bodies": bodies,
    }


def test_export_then_import_on_an_empty_site_gives_the_same_bucket(
    bucket: Bucket, tmp_path: Path
) -> None:
    path = tmp_path / "my_bucket.zip"
    call_command("export_bucket", "mine", str(path), stdout=io.StringIO())
    assert path.read_bytes() == download()
    before = state()
    assert len(before["features"]) == 4
    assert len(before["versions"]) == 2
    Bucket.everything.all().delete()
    told = run(path, "--token", TOKEN)
    assert "4 features, 2 former versions" in told
    assert state() == before
    assert find_bucket("my_bucket").accepts(TOKEN)
    again = describe(download())
    assert again == describe(path.read_bytes())


def test_every_file_is_named_with_its_hash_and_size(bucket: Bucket) -> None:
    content = download()
    archive = open_zip(content)
    assert archive.testzip() is None
    resources = describe(content)["resources"]
    named = {one["path"] for one in resources}
    assert named | {"README.md", "datapackage.json"} == set(archive.namelist())
    assert len({one["name"] for one in resources}) == len(resources) == 9
    for one in resources:
        data = archive.read(one["path"])
        assert (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}") == (
            one["bytes"],
            one["hash"],
        )


def test_the_values_as_csv_name_regions_sides_and_missing_values(bucket: Bucket) -> None:
    archive = open_zip(download())
    text = archive.read("values/rate.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["mapping", "acronym", "name", "atlas_id", "hemisphere", "mean"]
    assert rows[1] == ["allen", "root", "root", "997", "right", "0.0"]
    assert rows[2] == ["allen", "root", "root", "-997", "left", "0.0"]
    assert [row[0] for row in rows[1:]] == [m for m in ("allen", "beryl", "cosmos") for _ in "rl"]
    missing = archive.read("values/rate-2.2.csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(missing)))[1][-1] == ""


def test_the_token_does_not_leave_the_site(bucket: Bucket) -> None:
    archive = open_zip(download())
    row = Bucket.objects.get(pk=bucket.pk)
    for name in archive.namelist():
        data = archive.read(name)
        for secret in (cast.OWNER_TOKEN, row.token_digest, row.token_salt):
            assert secret.encode() not in data


def test_an_alias_or_a_name_that_is_taken_is_told(bucket: Bucket, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(download())
    with pytest.raises(CommandError, match="“my_bucket” exists already"):
        run(path)
    told = run(path, "--name", "copy")
    assert "gave up its alias “mine”" in told
    token = told.rsplit(": ", 1)[1].strip()
    assert find_bucket("copy").accepts(token)
    assert state("copy")["features"] == state()["features"]


def test_a_bucket_too_large_for_one_answer_is_refused_in_a_sentence(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(package, "MOST_FEATURES", 3)
    answer = Client().get("/buckets/my_bucket/package.zip")
    assert answer.status_code == 413
    assert "export_bucket" in answer.content.decode()
    call_command("export_bucket", "my_bucket", str(tmp_path / "b.zip"), stdout=io.StringIO())
    assert (tmp_path / "b.zip").is_file()


def repack(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return the zip with changed files."""
    archive = open_zip(content)
    files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name, data in files.items():
            changed.writestr(name, data)
    return out.getvalue()


def edit(files: dict[str, bytes], change: Callable[[dict[str, Any]], Any]) -> None:
    content = json.loads(files["datapackage.json"])
    change(content)
    files["datapackage.json"] = json.dumps(content).encode()


def put(files: dict[str, bytes], data: bytes) -> None:
    """Replace a feature, with a hash that fits."""
    files["features/rate.json.gz"] = data
    hashed = f"sha256:{hashlib.sha256(data).hexdigest()}"
    edit(files, lambda content: content["resources"][0].update(hash=hashed))


def ours(**change: Any) -> Callable[[dict[str, bytes]], None]:
    return lambda files: edit(files, lambda content: content["atlasviewer"].update(change))


def first(**change: Any) -> Callable[[dict[str, bytes]], None]:
    def make(content: dict[str, Any]) -> None:
        content["atlasviewer"]["features"][0].update(change)

    return lambda files: edit(files, make)


BOMB = gzip.compress(b" " * 300_000_000, 9)
HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "no descriptor": (lambda files: files.pop("datapackage.json"), "datapackage.json is missing"),
    "not JSON": (lambda files: files.update({"datapackage.json": b"{"}), "does not describe"),
    "deep": (lambda files: files.update({"datapackage.json": b"[" * 10**6}), "does not describe"),
    "format": (ours(format=9), "format is 9"),
    "no list": (ours(features={}), "format"),
    "bad name": (ours(name="../../etc"), "name"),
    "bad link": (ours(metadata={"url": "javascript:alert(1)"}), "http"),
    "no feature": (lambda files: files.pop("features/rate.json.gz"), "is missing from"),
    "changed": (lambda files: files.update({"features/rate.json.gz": b"x"}), "SHA-256"),
    "no gzip": (lambda files: put(files, b"no gzip"), "compressed with gzip"),
    "no object": (lambda files: put(files, gzip.compress(b"[]")), "one JSON object"),
    "no values": (lambda files: put(files, gzip.compress(b"{}")), "feature_data is missing"),
    "bomb": (lambda files: put(files, BOMB), "inflates to more"),
    "path": (first(path="/etc/passwd"), "gives no hash"),
    "fname": (first(fname="a\0b"), "name"),
    "twice": (first(fname="RATE 2"), "twice"),
    "number": (first(version=2**40), "version number"),
    "order": (first(version=2), "not in order"),
    "date": (first(created_at="yesterday"), "not a date"),
    "author": (first(author="x" * 21), "author"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_package_is_refused_in_a_sentence_and_brings_nothing(
    bucket: Bucket, tmp_path: Path, kind: str
) -> None:
    change, sentence = HOSTILE[kind]
    path = tmp_path / "b.zip"
    path.write_bytes(repack(download(), change))
    with pytest.raises(CommandError, match=sentence):
        run(path, "--name", "copy")
    assert list(Bucket.everything.values_list("name", flat=True)) == ["my_bucket"]
    assert Feature.everything.count() == 4


def test_what_is_no_zip_says_so(tmp_path: Path, bucket: Bucket) -> None:
    path = tmp_path / "b.zip"
    for content in (b"", b"PK", download()[:5000]):
        path.write_bytes(content)
        with pytest.raises(CommandError, match="not a whole zip file"):
            run(path)


def test_an_encrypted_zip_is_refused_in_a_sentence(tmp_path: Path, bucket: Bucket) -> None:
    content = bytearray(download())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 1)
    path = tmp_path / "b.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="encrypted"):
        run(path, "--name", "copy")
    assert list(Bucket.everything.values_list("name", flat=True)) == ["my_bucket"]
