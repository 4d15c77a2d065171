"""Payloads as objects in a store that speaks S3."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from features.storage import TRASH, PayloadStorage


class S3PayloadStorage(S3Storage, PayloadStorage):
    """Reading is one request whose body streams; listing is one request for a thousand objects.

    The store makes an object visible when all of it has arrived, so it is whole or not there.
    """

    # Named as plain bytes: an object marked “Content-Encoding: gzip” is inflated on the way by
    # some stores and proxies, and would no longer be what its name says.
    object_parameters = {"ContentType": "application/gzip"}
    file_overwrite = True

    def iterate_files(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        root = self._key(folder).strip("/")
        prefix = f"{root}/" if root else ""
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
            for entry in page.get("Contents", ()):
                name = entry["Key"].removeprefix(prefix)
                if "/" in name and not name.startswith(f"{TRASH}/"):
                    yield name, entry["LastModified"]

    def move(self, name: str, target: str, *, written_before: datetime | None = None) -> bool:
        source = {"Bucket": self.bucket_name, "Key": self._key(name)}
        try:
            if written_before and self.get_modified_time(name) >= written_before:
                return False
            self._client.copy_object(
                Bucket=self.bucket_name, Key=self._key(target), CopySource=source
            )
        except ClientError as error:
            if isinstance(_as_missing(error, name), FileNotFoundError):
                return False
            raise
        except FileNotFoundError:
            return False
        self._client.delete_object(**source)
        return True

    def get_modified_time(self, name: str) -> datetime:
        try:
            found = self._client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        except ClientError as error:
            raise _as_missing(error, name) from None
        return found["LastModified"]

    def _open(self, name: str, mode: str = "rb") -> File:
        try:
            found = self._client.get_object(Bucket=self.bucket_name, Key=self._key(name))
        except ClientError as error:
            raise _as_missing(error, name) from None
        return File(found["Body"], name)

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _key(self, name: str) -> str:
        return self._normalize_name(clean_name(name))


def _as_missing(error: ClientError, name: str) -> Exception:
    """Return what the storage API raises for an object that is not there, else the error."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    return FileNotFoundError(f"There is no object {name}.") if status == 404 else error
