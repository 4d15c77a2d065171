"""Fixtures for every test: no collected static files, payloads in a folder of their own."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from buckets.access import last_reads
from buckets.access.last_reads import AccessNotes
from features.data.memory import memory
from tests.live import Site

# The same examples every time, and no deadline, which a busy machine would miss.
hypothesis_settings.register_profile("site", deadline=None, derandomize=True)
hypothesis_settings.load_profile("site")


@pytest.fixture(autouse=True)
def own_storage(tmp_path_factory: pytest.TempPathFactory, settings) -> Iterator[None]:
    """Give each test an empty payload storage and static files by their plain names."""
    folder = tmp_path_factory.mktemp("storage")
    changed = {
        **settings.STORAGES,
        "payloads": {
            "BACKEND": "features.data.storage.DurableFileStorage",
            "OPTIONS": {"location": str(folder / "payloads")},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    static_root = folder / "static"
    static_root.mkdir()
    with override_settings(STORAGES=changed, STATIC_ROOT=static_root):
        storages._storages.clear()
        memory.clear()
        yield
    storages._storages.clear()


@pytest.fixture(autouse=True)
def no_access_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the times of reads when a test says so, not from a thread."""
    monkeypatch.setattr(last_reads, "notes", AccessNotes(start=lambda work: None))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A live site for the whole run, with static files and the atlas where it is built."""
    with Site(tmp_path_factory.mktemp("site"), static=True) as live:
        yield live


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests recorded as their summary, also from other processes."""
    for report in terminalreporter.getreports("passed"):
        for name, text in report.user_properties:
            if name == "summary" and report.when == "call":
                terminalreporter.write_sep("-", report.nodeid.rpartition("::")[2])
                terminalreporter.write_line(text)
