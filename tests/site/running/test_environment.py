"""Settings come from the environment; a bad one stops the start with a sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from atlasviewer.environment import BASE_DIR, PREFIX, Environment, explain
from tests.live import clean_environment

ROW = re.compile(r"^\| `(ATLASVIEWER_\w+)` \| (?:`([^`]*)`)? ?\| (.+) \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    """Start the site's command line with some settings."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env=clean_environment() | {PREFIX + name: value for name, value in variables.items()},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_bad_setting_stops_the_start_with_its_sentence(tmp_path: Path) -> None:
    done = start(
        VAR_DIR=str(tmp_path), MAX_UPLOAD_MB="lots", LOG_LEVEL="loud", DATABASE_URL="mysql://u:pw@h"
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "This site cannot start because of its settings:",
        "  ATLASVIEWER_DATABASE_URL: must be empty or start with postgres:// or sqlite:///.",
        "  ATLASVIEWER_MAX_UPLOAD_MB: Input should be a valid integer, unable to parse string as "
        "an integer (given: 'lots').",
        "  ATLASVIEWER_LOG_LEVEL: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR' "
        "(given: 'loud').",
        "docs/settings.md lists every variable.",
    ]


def test_good_settings_start_it_and_make_their_folder(tmp_path: Path) -> None:
    done = start(VAR_DIR=str(tmp_path / "new"), MAX_UPLOAD_MB="1", LOG_LEVEL="WARNING")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


BAD = [
    ("VAR_DIR", "/dev/null/var", "must be a writable folder; /dev/null is not"),
    ("DATABASE_URL", "mysql://localhost/x", "must be empty or start with postgres://"),
    ("DATABASE_URL", "atlasviewer.sqlite3", "must be empty or start with postgres://"),
    ("DATABASE_URL", "postgres://u:p@host:port/x", "cannot be read: "),
    ("DATABASE_URL", "postgres://[host/x", "Invalid IPv6 URL"),
    ("PAYLOAD_URL", "https://store/x", "must be empty or look like s3://bucket/prefix"),
    ("PAYLOAD_URL", "s3:///x", "must be empty or look like s3://bucket/prefix"),
    ("PAYLOAD_URL", "s3://b/x?endpoint=http://h", "has the unknown option “endpoint”"),
    ("GLOBAL_KEY", "", "must not be empty: anyone could create buckets"),
    ("GLOBAL_KEY", "   ", "must not be empty: anyone could create buckets"),
    ("TRUSTED_ORIGINS", "brain.example.org", "must start with http:// or https://"),
    ("PUBLIC_URL", "brain.example.org", "must start with http:// or https://"),
    ("HTTPS", "perhaps", "valid boolean"),
    ("DEBUG", "", "valid boolean"),
    ("MAX_UPLOAD_MB", "0", "greater than or equal to 1"),
    ("MAX_UPLOAD_MB", "5000", "less than or equal to 4096"),
    ("MAX_UPLOAD_MB", "1.5", "valid integer"),
    ("VERSIONS_KEPT", "-1", "greater than or equal to 0"),
    ("LOG_LEVEL", "info", "Input should be 'DEBUG'"),
]


@pytest.mark.parametrize(("name", "value", "says"), BAD)
def test_a_bad_value_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(ValidationError) as refused:
        Environment()
    (line,) = explain(refused.value).splitlines()[1:-1]
    assert line.startswith(f"  {PREFIX}{name}: ")
    assert says in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://me:sesame@host/x"),
        ("DATABASE_URL", "postgres://me:sesame@host:port/x"),
        ("PAYLOAD_URL", "http://b?secret_key=sesame"),
        ("PAYLOAD_URL", "s3://b?secret=sesame"),
    ],
)
def test_a_secret_is_not_shown_in_the_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(ValidationError) as refused:
        Environment()
    assert "sesame" not in explain(refused.value)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLASVIEWER_ALLOWED_HOSTS", " a.org, b.org ,,")
    assert Environment().allowed_hosts == ["a.org", "b.org"]


def test_a_relative_folder_is_meant_from_where_the_site_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATLASVIEWER_VAR_DIR", "data")
    assert Environment().var_dir == tmp_path / "data"


def test_an_empty_annotation_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLASVIEWER_ANNOTATION", "")
    assert Environment().annotation is None


def test_object_storage_is_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "s3://lab/sites/one?endpoint_url=http://127.0.0.1:9000&region_name=us-east-1"
    monkeypatch.setenv("ATLASVIEWER_PAYLOAD_URL", url)
    assert Environment().payload_storage() == {
        "BACKEND": "features.data.object_storage.S3PayloadStorage",
        "OPTIONS": {
            "bucket_name": "lab",
            "location": "sites/one",
            "cache_folder": str(Environment().var_dir / "cache" / "payloads"),
            "cache_bytes": 2**30,
            "endpoint_url": "http://127.0.0.1:9000",
            "region_name": "us-east-1",
        },
    }


def as_written(default: Any) -> str:
    """Return a default as shown in the table of the documentation."""
    if isinstance(default, Path):
        return default.relative_to(BASE_DIR).as_posix()
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, list):
        return ",".join(default)
    return "" if default is None else str(default)


def test_the_documentation_lists_every_setting_with_its_default() -> None:
    rows = ROW.findall((BASE_DIR / "docs" / "settings.md").read_text())
    fields = Environment.model_fields.items()
    expected = [(PREFIX + name.upper(), as_written(field.default)) for name, field in fields]
    assert [(name, default) for name, default, _ in rows] == expected
    assert min(len(meaning) for _, _, meaning in rows) > 20
