"""POST …/volumes and ``manage.py import_volume``: a file becomes a feature, or nothing does."""

import io
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from features.data.payloads import iterate_stored, read_body
from features.models import Feature, Kind
from features.volumes.counting import read_floats
from tests import arrays, cast
from tests.features.volumes.files import asymmetric, broken, nifti_bytes, stored, write
from tests.features.volumes.volumes import ask, encode_points

pytestmark = pytest.mark.django_db
PATH = "/api/buckets/my_bucket/volumes"


@pytest.fixture(autouse=True)
def bucket() -> None:
    cast.make_bucket()


def send(content: bytes, name: str, person: cast.Person | None = None, **fields: Any) -> Any:
    who = person or cast.owner()
    form = {"fname": "density", **fields, "file": SimpleUploadedFile(name, content)}
    headers = {"Authorization": who.credentials, "Accept": "application/json"}
    return who.client.post(PATH, form, headers=headers)


def volume_of(feature: Feature) -> np.ndarray:
    import base64
    import gzip

    packed = read_body(feature.payload)["feature_data"]["volume"]
    return np.load(io.BytesIO(gzip.decompress(base64.b64decode(packed))))


def test_a_nifti_is_stored_where_its_header_says() -> None:
    answer = send(nifti_bytes(asymmetric()[:, :, ::-1], "PIL"), "a.nii", unit="cells/mm³")
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert (said["stored"], said["orientation"], said["resolution_um"]) == ("density", "asr", 100)
    assert said["guesses"] == []
    feature = Feature.objects.get()
    assert (feature.kind, feature.unit) == (Kind.VOLUME, "cells/mm³")
    np.testing.assert_array_equal(volume_of(feature), stored(asymmetric()))


def test_a_guess_is_confirmed_before_anything_is_stored() -> None:
    content = arrays.npy(asymmetric())
    refused = send(content, "a.npy")
    assert refused.status_code == 400
    body = refused.json()
    assert body["code"] == "unconfirmed"
    assert [problem["place"] for problem in body["problems"]] == ["orientation"]
    assert "front, top, left (asl)" in body["problems"][0]["message"]
    checked = send(content, "a.npy", check="1")
    assert checked.status_code == 200
    assert checked.json()["stored"] is None
    assert len(checked.json()["guesses"]) == 1
    assert not Feature.objects.exists()
    assert not list(iterate_stored())
    assert send(content, "a.npy", confirmed="1").json()["stored"] == "density"
    np.testing.assert_array_equal(volume_of(Feature.objects.get()), stored(asymmetric()))


def test_a_wrong_file_stores_nothing() -> None:
    for name, content, says in list(broken(asymmetric()).values())[:6]:
        answer = send(content, name, confirmed="1")
        assert answer.status_code == 400
        assert answer.json()["code"] == "bad_file"
        assert says in answer.json()["message"]
    assert not Feature.objects.exists()
    assert not list(iterate_stored())


def test_who_may_not_write_is_refused_before_the_file_is_read() -> None:
    with patch("features.volumes.import_api.import_volume", side_effect=AssertionError):
        answer = send(arrays.npy(asymmetric()), "a.npy", cast.wrong_token())
    assert answer.status_code == 401


def test_an_existing_feature_is_replaced_only_when_asked() -> None:
    cast.make_feature("my_bucket", "density")
    content = arrays.npy(asymmetric())
    assert send(content, "a.npy", orientation="asl").status_code == 409
    answer = send(content, "a.npy", orientation="asl", replace="1")
    assert answer.status_code == 200
    feature = Feature.objects.get()
    assert (feature.version, feature.kind) == (2, Kind.VOLUME)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"orientation": "xyz"}, "must be three letters"),
        ({"side": "up"}, "side must be left or right."),
        ({"side": "left", "orientation": "asl"}, "whole brain; leave out the side"),
        ({"confirmed": "yes"}, "confirmed is 1 or 0."),
        ({"colour": "red"}, "There is no field “colour”"),
        ({"fname": ""}, "fname is missing"),
    ],
)
def test_a_wrong_field_is_a_sentence(fields: dict[str, str], says: str) -> None:
    answer = send(arrays.npy(asymmetric()), "a.npy", **fields)
    assert answer.status_code == 400
    assert says in answer.json()["message"]


def test_missing_voxels_are_missing_in_the_regions(lateral: np.ndarray) -> None:
    array = np.full((132, 80, 114), 5.0, "f4")
    array[:, :, :57] = np.nan
    array[:60, :, 57:] = np.nan
    array[60:, :, 57:] = 7.5
    assert send(arrays.npy(array), "a.npy", orientation="asl").status_code == 200
    found = ask("mapping=allen", "buckets/my_bucket/density/regions")
    fine = np.isnan(array).repeat(4, 0).repeat(4, 1).repeat(4, 2)
    total = np.bincount(lateral.ravel(), minlength=2655)
    lost = np.bincount(lateral[fine], minlength=2655)
    rows = np.array(found["regions"]["row"])
    np.testing.assert_allclose(found["values"]["missing"], lost[rows] / total[rows], atol=1e-12)
    means = [None if lost[row] == total[row] else 7.5 for row in rows]
    assert found["values"]["mean"] == means
    assert None in means
    assert 7.5 in means


def test_the_command_does_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, "a.npy", arrays.npy(asymmetric("f4")))
    with pytest.raises(CommandError, match="--confirm, or with --orientation"):
        call_command("import_volume", "my_bucket", "density", str(path))
    out = io.StringIO()
    call_command("import_volume", "my_bucket", "density", str(path), "--check", stdout=out)
    assert "Guess: orientation" in out.getvalue()
    assert not Feature.objects.exists()
    out = io.StringIO()
    arguments = ["my_bucket", "density", str(path), "--orientation", "asr", "--unit", "mV"]
    call_command("import_volume", *arguments, stdout=out)
    assert "Stored as “density”, version 1." in out.getvalue()
    np.testing.assert_array_equal(
        volume_of(Feature.objects.get()), stored(asymmetric())[:, :, ::-1]
    )
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_volume", "my_bucket", "other", str(tmp_path / "none.npy"))


def test_points_alone_are_stored_and_counted() -> None:
    xyz = np.array([[0.001, -0.002, -0.003], [-0.001, -0.002, -0.003]])
    data = encode_points(xyz, np.array([1.0, 0.0]))
    cast.make_feature("my_bucket", "cells", feature_data=data)
    feature = Feature.objects.get()
    assert feature.kind == Kind.POINTS
    assert read_floats(data["xyz"]).shape == (2, 3)
    found = ask("mapping=cosmos", "buckets/my_bucket/cells/regions")
    assert sum(found["values"]["count"]) + found["unassigned"] + found["outside"]["count"] == 2
