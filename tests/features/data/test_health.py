"""`/api/health` tells database, store and atlas apart, and never waits for long."""

import threading

import pytest

from atlasviewer.running import health
from atlasviewer.running.health import Probes
from features.data.identity import check_identity
from features.data.payloads import payload_storage
from tests import cast
from tests.waiting import SECONDS


def fail() -> bool:
    raise OSError("away")


def test_each_part_is_answered_for_itself() -> None:
    probes = Probes({"database": lambda: True, "store": fail, "atlas": lambda: False})
    assert probes.ask() == {"database": True, "store": False, "atlas": False}


def test_a_part_that_hangs_is_false_and_is_not_asked_again_until_it_answers() -> None:
    released, asked = threading.Event(), []

    def hang() -> bool:
        asked.append(1)
        return released.wait(SECONDS)

    probes = Probes({"database": lambda: True, "store": hang})
    for _ in range(3):
        assert probes.ask(seconds=0.05) == {"database": True, "store": False}
    assert len(asked) == 1
    released.set()
    assert probes.ask(seconds=SECONDS) == {"database": True, "store": True}


@pytest.mark.django_db
@pytest.mark.parametrize("part", health.PARTS)
def test_the_status_is_503_when_one_part_fails(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    questions = dict.fromkeys(health.PARTS, lambda: True) | {part: fail}
    monkeypatch.setattr(health, "probes", Probes(questions))
    answer = cast.stranger().get("health")
    assert answer.status_code == 503
    assert answer.json() == dict.fromkeys(health.PARTS, True) | {part: False}
    monkeypatch.setattr(health, "probes", Probes(dict.fromkeys(health.PARTS, lambda: True)))
    assert cast.stranger().get("health").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_a_store_without_the_id_of_a_site_is_not_well() -> None:
    """Such as the empty folder where a disk should be mounted."""
    assert health.ask_store() is False
    check_identity()
    assert health.ask_store() is True
    payload_storage().delete(health.SITE_ID)
    assert health.ask_store() is False
