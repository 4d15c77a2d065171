"""Payloads as objects in a store that speaks S3."""

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from features.data.payload_cache import Damaged, PayloadCache
from features.data.storage import TRASH, PayloadStorage
from features.data.store_guard import StoreGuard

CHUNK = 1 << 16
ATTEMPTS = 2


class S3PayloadStorage(S3Storage, PayloadStorage):
    """Reading is one request whose body streams; listing is one request for a thousand objects.

    The store shows an object only once all of it has arrived, so it is complete or absent. With
    `cache_bytes`, payloads are cached in a folder on this machine and read from there without
    asking the store. Raises `StoreUnavailable` when the store does not answer in time.
    """

    # Stored as plain bytes: some stores and proxies inflate an object with “Content-Encoding: gzip”
    # on the way, and its hash would no longer match its name.
    object_parameters = {"ContentType": "application/gzip"}
    file_overwrite = True

    def __init__(
        self,
        *,
        cache_folder: str = "",
        cache_bytes: int = 0,
        connect_timeout: int | str = 3,
        read_timeout: int | str = 10,
        addressing_style: str | None = None,
        signature_version: str | None = None,
        **options: Any,
    ) -> None:
        self._guard = StoreGuard()
        self._cache = PayloadCache(Path(cache_folder), cache_bytes) if cache_bytes else None
        self._connecting = threading.Lock()
        self._connected: tuple[int, Any] = (0, None)
        config = Config(
            s3={"addressing_style": addressing_style},
            signature_version=signature_version,
            connect_timeout=int(connect_timeout),
            read_timeout=int(read_timeout),
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            tcp_keepalive=True,
        )
        super().__init__(client_config=config, **options)

    @property
    def connection(self) -> Any:
        """The connection of this process; its client may be used by all threads.

        Making one takes 0.2 s of processor time. If each of forty threads made its own, a server
        that has just started would refuse its first reads.
        """
        with self._connecting:
            if self._connected[0] != os.getpid():
                self._connections = threading.local()
                self._connected = os.getpid(), super().connection
            return self._connected[1]

    def iterate_files(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        root = self._key(folder).strip("/")
        prefix = f"{root}/" if root else ""
        pages = self._client.get_paginator("list_objects_v2")
        for page in self._ask_each(pages.paginate(Bucket=self.bucket_name, Prefix=prefix)):
            for entry in page.get("Contents", ()):
                name = entry["Key"].removeprefix(prefix)
                if "/" in name and not name.startswith(f"{TRASH}/"):
                    yield name, entry["LastModified"]

    def move(self, name: str, target: str, *, written_before: datetime | None = None) -> bool:
        source = {"Bucket": self.bucket_name, "Key": self._key(name)}
        try:
            if written_before and self.get_modified_time(name) >= written_before:
                return False
            with self._guard.asking():
                self._client.copy_object(
                    Bucket=self.bucket_name, Key=self._key(target), CopySource=source
                )
        except ClientError as error:
            if isinstance(_as_missing(error, name), FileNotFoundError):
                return False
            raise
        except FileNotFoundError:
            return False
        self.delete(name)
        return True

    def open_original(self, name: str) -> File:
        return File(self._request(name), name)

    def open_cached(self, name: str) -> File | None:
        handle = self._cache.open(name) if self._cache else None
        return File(handle, name) if handle else None

    def get_modified_time(self, name: str) -> datetime:
        try:
            with self._guard.asking():
                found = self._client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        except ClientError as error:
            raise _as_missing(error, name) from None
        return found["LastModified"]

    def exists(self, name: str) -> bool:
        with self._guard.asking():
            return super().exists(name)

    def size(self, name: str) -> int:
        with self._guard.asking():
            return super().size(name)

    def delete(self, name: str) -> None:
        with self._guard.asking():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> File:  # noqa: ARG002
        if self._cache is None or not _is_payload(name):
            return self.open_original(name)
        if cached := self.open_cached(name):
            return cached
        with self._cache.arriving(name):
            # Another thread may have fetched it since.
            return self.open_cached(name) or self._fetch(name, self._cache)

    def _fetch(self, name: str, cache: PayloadCache) -> File:
        """Open a payload of the store, and keep a copy of it in the cache."""
        body = self._request(name)
        try:
            with self._guard.receiving():
                return File(cache.fill(name, body.iter_chunks(CHUNK)), name)
        except OSError:  # No space for a copy on this machine.
            body.close()
            return self.open_original(name)

    def _save(self, name: str, content: Any) -> str:
        with self._guard.asking():
            saved = super()._save(name, content)
        if self._cache is not None and _is_payload(name):
            content.seek(0)
            with suppress(OSError, Damaged):
                self._cache.fill(name, content.chunks()).close()
        return saved

    def _ask_each(self, pages: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the pages of a listing, one request after the other."""
        rest = iter(pages)
        while True:
            with self._guard.asking():
                page = next(rest, None)
            if page is None:
                return
            yield page

    def _request(self, name: str) -> Any:
        """Return the body of an object as it starts to arrive."""
        try:
            with self._guard.asking():
                return self._client.get_object(Bucket=self.bucket_name, Key=self._key(name))["Body"]
        except ClientError as error:
            raise _as_missing(error, name) from None

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _key(self, name: str) -> str:
        return self._normalize_name(clean_name(name))


def _is_payload(name: str) -> bool:
    """Return whether a name is a hash, unlike that of the site id or of trashed files."""
    return "/" in name and not name.startswith(f"{TRASH}/")


def _as_missing(error: ClientError, name: str) -> Exception:
    """Return what the storage API raises for an object that is not there, else the error."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return FileNotFoundError(f"There is no object {name}.") if status == 404 else error
