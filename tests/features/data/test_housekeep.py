"""manage.py housekeep: each step is taken, even after one that failed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from features.management.commands import housekeep, sweep_payloads
from tests import cast

pytestmark = pytest.mark.django_db


def test_it_empties_the_bin_and_sweeps() -> None:
    cast.make_bucket()
    said = StringIO()
    call_command("housekeep", stdout=said)
    assert "permanently removed" in said.getvalue()
    assert "payloads checked" in said.getvalue()


def test_a_step_that_fails_is_told_and_the_others_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(self: object, **options: object) -> None:
        raise CommandError("the store is away")

    monkeypatch.setattr(sweep_payloads.Command, "handle", fail)
    monkeypatch.setattr(housekeep, "STEPS", ("sweep_payloads", "empty_bin"))
    said, complaints = StringIO(), StringIO()
    with pytest.raises(CommandError, match="Failed: sweep_payloads"):
        call_command("housekeep", stdout=said, stderr=complaints)
    assert "sweep_payloads failed: the store is away" in complaints.getvalue()
    assert "permanently removed" in said.getvalue()


def test_hours_must_be_above_zero() -> None:
    with pytest.raises(CommandError, match="above 0"):
        call_command("housekeep", "--every", "0")
