"""manage.py upload_table: the same checks, the same problems with their rows, all or nothing."""

import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from buckets.models import Bucket
from features.models import Feature
from features.tables.checking.drawn import GIVEN_WINS
from tests import cast
from tests.features.tables import builders

pytestmark = pytest.mark.django_db

CLEAN = "acronym,rate (Hz),depth\nVISp,1.5,2\nMOs,0,\n"


class Ran(NamedTuple):
    """How a run ended: its exit code, standard output and standard error."""

    code: int
    said: str
    complained: str


def upload(folder: Path, table: str, *arguments: str, bucket: str = "my_bucket") -> Ran:
    path = folder / "table.csv"
    path.write_text(table)
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("upload_table", bucket, str(path), *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return Ran(int(str(end.code)), out.getvalue(), err.getvalue())
    return Ran(0, out.getvalue(), err.getvalue())


def test_a_clean_table_becomes_features_with_their_units(tmp_path: Path) -> None:
    cast.make_bucket()
    ran = upload(tmp_path, CLEAN, "--hemisphere", "left")
    assert ran.code == 0
    assert "Stored: 2 created." in ran.said
    assert dict(Feature.objects.values_list("fname", "unit")) == {"rate": "Hz", "depth": None}


def test_problems_are_told_with_row_and_column_and_end_with_one(tmp_path: Path) -> None:
    cast.make_bucket()
    ran = upload(tmp_path, "acronym,rate\nVISp,high\nmos5,1\nCA1,2\n", "--hemisphere", "left")
    assert ran.code == 1
    assert "A3 case_differs: " in ran.complained
    assert "Suggested: MOs5." in ran.complained
    assert "B2 not_a_number: " in ran.complained
    assert not Feature.objects.exists()


def test_without_a_side_nothing_is_stored(tmp_path: Path) -> None:
    cast.make_bucket()
    ran = upload(tmp_path, CLEAN)
    assert ran.code == 1
    assert "--hemisphere" in ran.complained
    assert not Feature.objects.exists()


def test_check_stores_nothing_and_ends_with_zero(tmp_path: Path) -> None:
    ran = upload(tmp_path, CLEAN, "--hemisphere", "both", "--check", bucket="nobody")
    assert ran.code == 0
    assert "2 of 2 rows matched." in ran.said
    assert not Feature.objects.exists()


def test_choices_come_from_a_file_and_the_command_line_goes_before(tmp_path: Path) -> None:
    cast.make_bucket()
    choices = tmp_path / "choices.json"
    choices.write_text(json.dumps({"accepted": {"mos5": "MOs5"}, "hemisphere": "right"}))
    table = "acronym,rate\nmos5,1\nVISp,2\n"
    arguments = ("--choices", str(choices), "--hemisphere", "left", "--check", "--json")
    ran = upload(tmp_path, table, *arguments)
    assert ran.code == 0
    answer = json.loads(ran.said)
    assert answer["ready"] is True
    assert answer["understood"]["side"] == "left"


def test_create_makes_the_bucket_and_shows_a_token_that_works(tmp_path: Path) -> None:
    ran = upload(tmp_path, CLEAN, "--hemisphere", "left", "--create", bucket="fresh")
    token = ran.said.split("shown only once: ")[1].split()[0]
    bucket = Bucket.objects.get(name="fresh")
    assert bucket.accepts(token)
    assert bucket.features.count() == 2


def test_a_bucket_that_is_not_there_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no bucket “nobody”"):
        upload(tmp_path, CLEAN, "--hemisphere", "left", bucket="nobody")
    assert not Bucket.objects.exists()


def test_a_name_that_no_bucket_can_have_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="must not start with"):
        upload(tmp_path, CLEAN, "--hemisphere", "left", "--create", bucket=".hidden")
    assert not Feature.objects.exists()


def test_features_that_are_there_stop_unless_replaced_or_skipped(tmp_path: Path) -> None:
    cast.make_bucket()
    cast.make_feature(fname="rate", unit="old")
    with pytest.raises(CommandError, match="already has 1 of these features"):
        upload(tmp_path, CLEAN, "--hemisphere", "left")
    assert not Feature.objects.filter(fname="depth").exists()
    skipped = upload(tmp_path, CLEAN, "--hemisphere", "left", "--existing", "skip")
    assert "1 created, 1 skipped" in skipped.said
    assert Feature.objects.get(fname="rate").unit == "old"
    replaced = upload(tmp_path, CLEAN, "--hemisphere", "left", "--existing", "replace")
    assert "2 replaced" in replaced.said
    assert Feature.objects.get(fname="rate").unit == "Hz"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("{", "is not JSON"), ("[]", "one JSON object"), ('{"hemispheer": 1}', "hemispheer")],
)
def test_choices_that_cannot_be_followed_are_refused(
    tmp_path: Path, content: str, sentence: str
) -> None:
    choices = tmp_path / "choices.json"
    choices.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        upload(tmp_path, CLEAN, "--choices", str(choices))


def test_a_file_that_is_no_table_is_refused_with_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(CommandError, match="picture.xlsx"):
        call_command("upload_table", "my_bucket", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("upload_table", "my_bucket", str(tmp_path / "none.csv"))


def test_a_value_shared_by_volume_is_stored_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.make_bucket()
    voxels = [1] * 1328
    monkeypatch.setattr("features.tables.requests.count_voxels", lambda: voxels)
    choices = tmp_path / "choices.json"
    choices.write_text(json.dumps({"composites": {"CA1; CA3": "volume"}, "hemisphere": "left"}))
    table = "acronym,count\nCA1; CA3,10\nVISp,7\nMOp,2\n"
    ran = upload(tmp_path, table, "--choices", str(choices), "--existing", "stop")
    assert (ran.code, ran.complained) == (0, "")
    assert "Stored: 1 created." in ran.said


def test_sheets_read_together_become_a_feature_each(tmp_path: Path) -> None:
    cast.make_bucket()
    rows = [["region", "rate"], ["VISp", 1], ["MOs", 2]]
    path = tmp_path / "mice.xlsx"
    path.write_bytes(builders.xlsx({"mouse 1": rows, "mouse 2": rows, "mouse 3": rows}).data)
    out, err = io.StringIO(), io.StringIO()
    arguments = ("--sheets", "mouse 1", "mouse 3", "--hemisphere", "left")
    call_command("upload_table", "my_bucket", str(path), *arguments, stdout=out, stderr=err)
    assert set(Feature.objects.values_list("fname", flat=True)) == {"mouse 1", "mouse 3"}
    call_command("upload_table", "my_bucket", str(path), *arguments[3:], "--check", stdout=out)
    assert "Warning: sheet other_sheets: 2 other sheets hold regions too" in out.getvalue()


LAYERS = "acronym,cells\nMOp,30\nMOp1,10\nSSp1,4\n"


def test_what_is_drawn_is_told_before_anything_is_stored(tmp_path: Path) -> None:
    cast.make_bucket()
    ran = upload(tmp_path, LAYERS, "--hemisphere", "left", "--check")
    assert "Beryl draws 2 of 3 rows: 0 as given, 2 in part or within another region." in ran.said
    assert "SSp1 (row 4) is not drawn under Allen and Beryl" in ran.said
    assert "your value for MOp (left): 30; shown under Beryl: 20 (mean of 2 given" in ran.said
    assert "--given-wins" in ran.said
    assert not Feature.objects.exists()


def test_given_values_win_where_the_option_says_so(tmp_path: Path) -> None:
    cast.make_bucket()
    ran = upload(tmp_path, LAYERS, "--hemisphere", "left", "--given-wins")
    assert ran.code == 0
    feature = cast.stranger().get("buckets/my_bucket/cells").json()
    row = str(load_regions().acronym.tolist().index("MOp") + SIDE_ROWS)
    assert feature["feature_data"]["mappings"]["beryl"]["data"][row]["mean"] == 30
    assert feature["short_desc"] == GIVEN_WINS
