"""manage.py compare_groups: asks first, then stores what the API would."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from features.models import Feature
from tests import cast
from tests.features.animals.designs import PAIRED, UNPAIRED

pytestmark = pytest.mark.django_db


def run(folder: Path, content: str, *arguments: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error of a run."""
    path = folder / "counts.csv"
    path.write_text(content)
    out, err = io.StringIO(), io.StringIO()
    given = ("--hemisphere", "left", *arguments)
    try:
        call_command("compare_groups", "my_bucket", str(path), *given, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_groups_are_shown_and_nothing_is_stored_before_they_are_confirmed(
    tmp_path: Path,
) -> None:
    cast.make_bucket()
    code, said, complained = run(tmp_path, UNPAIRED.content)
    assert code == 1
    assert "KO: KO_01 (column G)" in said
    assert "use --confirm" in complained
    assert not Feature.objects.exists()


def test_confirmed_groups_are_stored_with_methods_and_warnings(tmp_path: Path) -> None:
    cast.make_bucket()
    code, said, _ = run(tmp_path, UNPAIRED.content, "--confirm", "--name", "cFos")
    assert code == 0
    assert "“KO” (n = 4) was compared with “WT” (n = 5) with Welch's t test" in said
    assert "Warning: Not tested: 1 region in which nothing varies." in said
    assert "Stored: 4 created." in said
    assert set(Feature.objects.values_list("fname", flat=True)) == {
        *("cFos WT", "cFos KO", "cFos KO minus WT", "cFos KO vs WT")
    }


def test_a_check_stores_nothing(tmp_path: Path) -> None:
    cast.make_bucket()
    code, said, _ = run(tmp_path, PAIRED.content, "--confirm", "--check")
    assert (code, "the paired t test" in said) == (0, True)
    assert not Feature.objects.exists()


def test_a_file_says_who_is_who(tmp_path: Path) -> None:
    cast.make_bucket()
    decided = tmp_path / "animals.json"
    animals = [
        {"name": "a", "group": "one", "columns": ["B"]},
        {"name": "b", "group": "one", "columns": ["C"]},
    ]
    decided.write_text(json.dumps({"animals": animals, "name": "x"}))
    assert run(tmp_path, UNPAIRED.content, "--animals", str(decided))[0] == 0
    assert list(Feature.objects.values_list("fname", flat=True)) == ["x one"]
    decided.write_text("[]")
    with pytest.raises(CommandError, match="must contain one JSON object"):
        run(tmp_path, UNPAIRED.content, "--animals", str(decided))
