"""``check --deploy`` warns of what a maintainer should change."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pydantic import SecretStr

from atlasviewer.environment import TUTORIAL_GLOBAL_KEY

WARNING = "atlasviewer.W001"


def found(*, deploy: bool = True) -> list[str]:
    return [message.id for message in run_checks(include_deployment_checks=deploy)]


@pytest.mark.parametrize("key", [TUTORIAL_GLOBAL_KEY, f" {TUTORIAL_GLOBAL_KEY.upper()} "])
def test_the_key_of_the_tutorial_is_warned_of(settings: Any, key: str) -> None:
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(update={"global_key": SecretStr(key)})
    assert WARNING in found()


def test_a_key_of_ones_own_is_not(settings: Any) -> None:
    own = SecretStr("a key of our own")
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(update={"global_key": own})
    assert WARNING not in found()


def test_who_only_tries_the_site_is_not_bothered() -> None:
    assert found(deploy=False) == []
