"""Every setting of a site, read from ``ATLASVIEWER_…`` variables and checked at the start."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, urlsplit

import dj_database_url
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "ATLASVIEWER_"
TUTORIAL_GLOBAL_KEY = "f9134149-fcb5-4142-a0eb-4e76a0811cf9"
BASE_DIR = Path(__file__).resolve().parent.parent
STORE_OPTIONS = {
    *("endpoint_url", "region_name", "addressing_style", "signature_version"),
    *("access_key", "secret_key", "connect_timeout", "read_timeout"),
}
SECRET_NAMES = {"secret_key", "global_key", "metrics_token", "database_url", "payload_url"}

Words = Annotated[list[str], NoDecode]
"""A list given as words separated by commas."""


class Environment(BaseSettings):
    """The settings of a site; `docs/settings.md` lists them for its maintainer."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    var_dir: Path = Field(
        default=BASE_DIR / "var", description="Folder of the data, the atlas and the secret key."
    )
    atlas_dir: Path = Field(
        default=BASE_DIR / "var" / "atlas",
        description=(
            "Folder of the built atlas, which servers can share; empty: `atlas` in the data folder."
        ),
    )
    database_url: str = Field(
        default="", description="Database, as `postgres://user:password@host/name`; empty: SQLite."
    )
    database_connections: int = Field(
        default=10,
        ge=1,
        le=200,
        description="Largest number of PostgreSQL connections per server process.",
    )
    statement_timeout: int = Field(
        default=30,
        ge=0,
        le=3600,
        description="Seconds after which PostgreSQL cancels a statement; 0: never.",
    )
    lock_timeout: int = Field(
        default=10,
        ge=0,
        le=3600,
        description="Seconds that a write waits for another one in PostgreSQL; 0: no limit.",
    )
    payload_url: str = Field(
        default="",
        description="Where payloads are kept: `s3://bucket/prefix?endpoint_url=…&region_name=…`; "
        "empty: files in the data folder.",
    )
    payload_redirect: str = Field(
        default="",
        description=(
            "Internal address from which nginx sends payload files (`X-Accel-Redirect`), such as "
            "`/payloads/`; empty: this site sends them."
        ),
    )
    payload_cache_mb: int = Field(
        default=1024,
        ge=0,
        le=1_000_000,
        description="Size of the local cache of object storage, in megabytes.",
    )
    annotation: Path | None = Field(
        default=None,
        description="The Allen annotation at 25 µm, if this machine has it.",
    )
    secret_key: str = Field(
        default="", description="Key that signs sessions; empty: created at the first start."
    )
    global_key: SecretStr = Field(
        default=SecretStr(TUTORIAL_GLOBAL_KEY),
        description="Key for creating buckets.",
    )
    allowed_hosts: Words = Field(
        default=["localhost", "127.0.0.1", "[::1]"],
        description="Host names this site answers to, separated by commas.",
    )
    trusted_origins: Words = Field(
        default=[],
        description="Public addresses behind a proxy, such as `https://brain.example.org`.",
    )
    public_url: str = Field(
        default="", description="Public address of this site; empty: that of the request."
    )
    https: bool = Field(default=False, description="Whether a proxy serves this site over HTTPS.")
    trusted_proxies: Words = Field(
        default=[],
        description=(
            "Addresses or networks of proxies whose `X-Forwarded-For` is believed, separated by "
            "commas."
        ),
    )
    debug: bool = Field(default=False, description="Django's debug mode; for development only.")
    max_upload_mb: int = Field(
        default=256, ge=1, le=4096, description="Largest request accepted, in megabytes."
    )
    versions_kept: int = Field(
        default=20, ge=0, le=1000, description="Former versions kept of each feature."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Lowest level that is logged."
    )

    log_format: Literal["line", "json"] = Field(
        default="line", description="Plain text or one JSON object per line."
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token with which Prometheus reads `/metrics`; empty: no metrics.",
    )

    @field_validator("allowed_hosts", "trusted_origins", "trusted_proxies", mode="before")
    @classmethod
    def split_words(cls, value: str | list[str]) -> list[str]:
        if isinstance(value, list):
            return value
        return [word.strip() for word in value.split(",") if word.strip()]

    @field_validator("trusted_proxies")
    @classmethod
    def refuse_other_networks(cls, words: list[str]) -> list[str]:
        for word in words:
            try:
                ip_network(word)
            except ValueError:
                raise ValueError("must contain addresses or networks, such as 10.0.0.0/8") from None
        return words

    @field_validator("annotation", mode="before")
    @classmethod
    def take_empty_for_none(cls, value: object) -> object:
        return value or None

    @field_validator("var_dir")
    @classmethod
    def make_absolute(cls, path: Path) -> Path:
        path = path.expanduser().resolve()
        nearest = next(folder for folder in (path, *path.parents) if folder.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise ValueError(f"must be a writable folder; {nearest} is not")
        return path

    @field_validator("atlas_dir")
    @classmethod
    def make_atlas_absolute(cls, path: Path) -> Path:
        return path.expanduser().resolve()

    @field_validator("global_key")
    @classmethod
    def refuse_empty_key(cls, key: SecretStr) -> SecretStr:
        if not key.get_secret_value().strip():
            raise ValueError("must not be empty: anyone could create buckets")
        return key

    @field_validator("payload_url")
    @classmethod
    def refuse_other_storage(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and (parts.scheme != "s3" or not parts.netloc):
            raise ValueError("must be empty or look like s3://bucket/prefix")
        unknown = sorted(parse_qs(parts.query, keep_blank_values=True).keys() - STORE_OPTIONS)
        if unknown:
            known = ", ".join(sorted(STORE_OPTIONS))
            raise ValueError(f"has the unknown option “{unknown[0]}”; the options are {known}")
        for name in ("connect_timeout", "read_timeout"):
            seconds = parse_qs(parts.query).get(name, ["1"])[-1]
            if not seconds.isdecimal() or not int(seconds):
                raise ValueError(f"needs {name} to be a whole number of seconds above 0")
        return url

    @field_validator("database_url")
    @classmethod
    def refuse_other_database(cls, url: str) -> str:
        if not url:
            return url
        if urlsplit(url).scheme not in ("postgres", "postgresql", "sqlite"):
            raise ValueError("must be empty or start with postgres:// or sqlite:///")
        try:
            dj_database_url.parse(url)
        except ValueError as error:
            raise ValueError(f"cannot be read: {error}") from None
        return url

    @field_validator("trusted_origins", "public_url")
    @classmethod
    def refuse_other_address(cls, value: str | list[str]) -> str | list[str]:
        for address in [value] if isinstance(value, str) else value:
            if address and not address.startswith(("http://", "https://")):
                raise ValueError("must start with http:// or https://")
        return value

    @model_validator(mode="before")
    @classmethod
    def place_atlas(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Put the atlas into the data folder, unless another folder is given."""
        if not values.get("atlas_dir"):
            values["atlas_dir"] = Path(values.get("var_dir") or BASE_DIR / "var") / "atlas"
        return values

    def postgres_options(self) -> dict[str, Any]:
        """Return the options that Django passes to psycopg: a pool of connections, and timeouts."""
        limits = {
            "statement_timeout": self.statement_timeout,
            "lock_timeout": self.lock_timeout,
            "idle_in_transaction_session_timeout": max(self.statement_timeout, 60),
        }
        settings = " ".join(f"-c {name}={seconds * 1000}" for name, seconds in limits.items())
        pool = {"min_size": 1, "max_size": self.database_connections, "timeout": 10}
        return {"options": settings, "pool": pool}

    def payload_storage(self) -> dict[str, Any]:
        """Return Django's configuration of the storage of payloads."""
        if not self.payload_url:
            return {
                "BACKEND": "features.data.storage.DurableFileStorage",
                "OPTIONS": {"location": str(self.var_dir / "payloads")},
            }
        parts = urlsplit(self.payload_url)
        options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "BACKEND": "features.data.object_storage.S3PayloadStorage",
            "OPTIONS": {
                "bucket_name": parts.netloc,
                "location": parts.path.strip("/"),
                "cache_folder": str(self.var_dir / "cache" / "payloads"),
                "cache_bytes": self.payload_cache_mb * 2**20,
                **options,
            },
        }


def explain(error: ValidationError) -> str:
    """Return the sentences that tell a maintainer which variable to correct."""
    lines = ["This site cannot start because of its settings:"]
    for problem in error.errors():
        field = "_".join(str(part) for part in problem["loc"])
        reason = problem["msg"].removeprefix("Value error, ")
        given = "" if field in SECRET_NAMES else f" (given: {problem['input']!r})"
        lines.append(f"  {PREFIX}{field.upper()}: {reason}{given}.")
    lines.append("docs/settings.md lists every variable.")
    return "\n".join(lines)
