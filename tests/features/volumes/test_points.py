"""Points from files: where they land, what is guessed, what is refused, and what is stored."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from iblatlas.atlas import BrainCoordinates

from features.data.payloads import iterate_stored, read_body
from features.models import Feature, Kind
from features.volumes.counting import nearest_voxels, read_floats
from features.volumes.reading.points_file import Points, read_points
from features.volumes.reading.problem import FileProblem
from tests import arrays, cast

BREGMA = np.array([[-0.0015, 0.0021, -0.0033], [0.0004, -0.0042, -0.0011], [0.0, 0.0, 0.0]])
"""ML, AP, DV in metres: on the left in front, on the right behind, bregma itself."""
CCF = np.array([5739.0, 5400.0, 332.0]) + BREGMA * 1e6 * [1, -1, -1]
"""The same in µm from the atlas's left, front and top."""
VALUES = np.array([2.5, 0.0, -1.0])


def read(folder: Path, content: bytes, name: str = "a.csv", **told: str) -> Points:
    path = folder / name
    path.write_bytes(content)
    return read_points(path, name, **told)


def table(places: np.ndarray, names: str, separator: str = ",") -> bytes:
    columns = dict(zip(names.split(), places.T, strict=True)) | {"rate": VALUES}
    return pd.DataFrame(columns).to_csv(index=False, sep=separator).encode()


@pytest.mark.parametrize(
    ("places", "names", "told", "guessed"),
    [
        (BREGMA * 1e3, "ml_mm ap_mm dv_mm", {"origin": "bregma"}, []),
        (BREGMA[:, [1, 2, 0]] * 1e6, "AP(um) DV(um) ML(um)", {"origin": "bregma"}, []),
        (BREGMA, "ML AP DV", {}, ["origin", "unit"]),
        (BREGMA * 1e3, "x y z", {}, ["origin", "order", "unit"]),
        (CCF[:, [1, 2, 0]], "ap_um dv_um ml_um", {}, ["origin"]),
        (CCF, "ml ap dv", {"origin": "ccf", "unit": "um"}, []),
        (
            np.stack([CCF[:, 1], CCF[:, 2], 11_375 - CCF[:, 0]], axis=1),
            "a b c",
            {"origin": "brainglobe", "unit": "um"},
            ["order"],
        ),
    ],
)
def test_points_land_where_they_are(
    places: np.ndarray, names: str, told: dict[str, str], guessed: list[str], tmp_path: Path
) -> None:
    found = read(tmp_path, table(places, names), **told)
    np.testing.assert_allclose(found.xyz, BREGMA, atol=1e-9)
    np.testing.assert_array_equal(found.values, VALUES)
    assert [guess.partition(":")[0] for guess in found.guesses] == guessed
    assert found.value_name == "rate"


def test_voxels_of_points_are_those_of_iblatlas() -> None:
    rng = np.random.default_rng(1)
    xyz = rng.uniform([-0.0055, -0.0077, -0.0074], [0.0055, 0.0053, 0.0002], (2000, 3))
    step = 25e-6 * np.array([1, -1, -1])
    origin = -np.array([229.56, 216.0, 13.28]) * step
    atlas = BrainCoordinates((456, 528, 320), xyz0=origin, dxyz=step)
    ml, ap, dv = atlas.xyz2i(xyz).T
    np.testing.assert_array_equal(nearest_voxels(xyz), np.stack([ap, dv, ml], axis=1))


def test_every_format_has_the_same_points(tmp_path: Path) -> None:
    told = {"origin": "bregma", "unit": "mm"}
    rows = np.column_stack([BREGMA * 1e3, VALUES])
    workbook, out = openpyxl.Workbook(), io.BytesIO()
    for row in [["ml", "ap", "dv", "rate"], *rows.tolist()]:
        workbook.active.append(row)
    workbook.save(out)
    comma = table(BREGMA * 1e3, "ml ap dv", ";").replace(b".", b",")
    contents = {
        "a.xlsx": out.getvalue(),
        "a.npy": arrays.npy(rows),
        "a.tsv": table(BREGMA * 1e3, "ml ap dv", "\t"),
        "b.csv": comma,
        "c.csv": b"\n".join(b",".join(b"%.4f" % cell for cell in row) for row in rows),
    }
    read_all = {name: read(tmp_path, content, name, **told) for name, content in contents.items()}
    for found in read_all.values():
        np.testing.assert_allclose(found.xyz, BREGMA, atol=1e-9)
        np.testing.assert_array_equal(found.values, VALUES)
    assert len(read_all) == 5


BROKEN = {
    "unknown ending": ("a.mat", b"1,2,3", "not a file of points"),
    "empty": ("a.csv", b"", "not a table"),
    "no rows": ("a.csv", b"ml,ap,dv\n", "no points"),
    "two columns": ("a.csv", b"1,2\n3,4\n", "fewer than three columns"),
    "a word": ("a.csv", b"ml,ap,dv\n1,2,3\n4,here,6\n", "Point 2 has “here” in column “ap”"),
    "an empty cell": ("a.csv", b"ml,ap,dv\n1,2,\n", "in column “dv”, not a finite number"),
    "infinity": ("a.csv", b"ml,ap,dv\n1,2,inf\n", "not a finite number"),
    "a value that is missing": ("a.csv", b"ml,ap,dv,v\n1,2,3,\n", "in column “v”"),
    "not UTF-8": ("a.csv", b"ml,ap,dv\n\xff\xfe,1,2\n", "not a table in UTF-8"),
    "not a workbook": ("a.xlsx", b"PK\x03\x04" + b"x" * 50, "."),
    "objects": ("a.npy", arrays.header(arrays.describe("'|O'", shape="(5, 3)")), "must hold"),
    "five columns": ("a.npy", arrays.npy(np.zeros((4, 5))), "points × 3"),
    "cut short": ("a.npy", arrays.npy(np.zeros((40, 3)))[:-8], "cut short"),
    "a bomb": ("a.npy", arrays.header(arrays.describe("'<f8'", shape="(9999999, 3)")), "cut"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_a_sentence(kind: str, tmp_path: Path) -> None:
    name, content, says = BROKEN[kind]
    with pytest.raises(FileProblem) as refused:
        read(tmp_path, content, name, origin="bregma", unit="mm")
    assert says in str(refused.value)


def test_a_column_of_values_is_told_or_guessed(tmp_path: Path) -> None:
    content = b"ml_mm,ap_mm,dv_mm,depth,rate\n1,2,-3,7,8\n"
    guessed = read(tmp_path, content, origin="bregma")
    assert (guessed.value_name, guessed.values.tolist()) == ("depth", [7.0])
    assert guessed.guesses == ("value: column “depth” is taken for the values; left out are rate.",)
    told = read(tmp_path, content, origin="bregma", value="rate")
    assert (told.values.tolist(), told.guesses) == ([8.0], ())
    with pytest.raises(FileProblem, match="no column “none” of values; it has depth, rate"):
        read(tmp_path, content, origin="bregma", value="none")


def send(**fields: Any) -> Any:
    who = cast.owner()
    file = SimpleUploadedFile("cells.csv", table(BREGMA * 1e3, "ml ap dv"))
    headers = {"Authorization": who.credentials, "Accept": "application/json"}
    form = {"fname": "cells", **fields, "file": file}
    return who.client.post("/api/buckets/my_bucket/points", form, headers=headers)


@pytest.mark.django_db
def test_points_are_stored_once_their_guesses_are_confirmed(tmp_path: Path) -> None:
    cast.make_bucket()
    refused = send()
    assert (refused.status_code, refused.json()["code"]) == (400, "unconfirmed")
    assert [one["place"] for one in refused.json()["problems"]] == ["origin", "unit"]
    checked = send(check="1").json()
    assert (checked["stored"], checked["points"]) == (None, 3)
    assert checked["range_um"]["ap"] == [-4200.0, 2100.0]
    assert not Feature.objects.exists()
    assert not list(iterate_stored())
    assert send(confirmed="1", unit="Hz").status_code == 200
    feature = Feature.objects.get()
    assert (feature.kind, feature.unit) == (Kind.POINTS, "Hz")
    data = read_body(feature.payload)["feature_data"]
    np.testing.assert_allclose(read_floats(data["xyz"]), BREGMA, atol=1e-9)
    np.testing.assert_array_equal(read_floats(data["values"]), VALUES)


@pytest.mark.django_db
def test_the_command_does_the_same(tmp_path: Path) -> None:
    cast.make_bucket()
    path = tmp_path / "points.npy"
    np.save(path, np.stack([CCF[:, 1], CCF[:, 2], 11_375 - CCF[:, 0]], axis=1))
    arguments = ["import_points", "my_bucket", "cells", str(path)]
    with pytest.raises(CommandError, match="order: no header"):
        call_command(*arguments, "--origin", "brainglobe", "--positions", "um")
    out = io.StringIO()
    told = ["--origin", "brainglobe", "--positions", "um", "--confirm"]
    call_command(*arguments, *told, stdout=out)
    assert "3 points; in µm from bregma: ML -1500 to 400" in out.getvalue()
    data = read_body(Feature.objects.get().payload)["feature_data"]
    np.testing.assert_allclose(read_floats(data["xyz"]), BREGMA, atol=1e-9)
    np.testing.assert_array_equal(read_floats(data["values"]), np.ones(3))
