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


def change(settings: Any, **fields: Any) -> None:
    settings.ATLASVIEWER = settings.ATLASVIEWER.model_copy(update=fields)


def test_a_site_that_is_closed_is_warned_of_nothing(settings: Any) -> None:
    change(settings, global_key=SecretStr("a long key of our own"))
    assert not [one for one in found() if one.startswith("atlasviewer.")]


@pytest.mark.parametrize("key", ["short key", "aaaaaaaaaaaaaaaaaaaaaaaa", "f9134149"])
def test_a_key_that_can_be_guessed_is_warned_of(settings: Any, key: str) -> None:
    change(settings, global_key=SecretStr(key))
    assert "atlasviewer.W002" in found()


def test_any_host_is_warned_of(settings: Any) -> None:
    change(settings, allowed_hosts=["brain.example.org", "*"])
    assert "atlasviewer.W003" in found()


@pytest.mark.parametrize(("proxies", "warned"), [([], True), (["127.0.0.1"], False)])
def test_a_proxy_that_is_not_trusted_is_warned_of(
    settings: Any, proxies: list[str], warned: bool
) -> None:
    change(settings, https=True, trusted_proxies=proxies)
    assert ("atlasviewer.W004" in found()) == warned


def test_who_only_tries_the_site_is_not_bothered() -> None:
    assert found(deploy=False) == []
