"""Where payloads are kept: files on this machine, or objects in a store that speaks S3."""

import os
import secrets
from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage

DRAFT_SUFFIX = ".draft"


class PayloadStorage(Storage):
    """A storage that can say what it holds. A file is there whole, or not at all."""

    @abstractmethod
    def iterate_files(self) -> Iterator[tuple[str, datetime]]:
        """Yield the name of every file and when it was written, in the order of the names."""


class DurableFileStorage(FileSystemStorage, PayloadStorage):
    """Files written to a draft, flushed to the disk, then renamed.

    A crash at any point leaves the file that was there before, or the new one. Names are given by
    content, so writing one again replaces it by the same bytes and makes it young, which keeps
    it from being swept while the row that refers to it is on its way.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def iterate_files(self) -> Iterator[tuple[str, datetime]]:
        root = Path(self.location)
        for path in sorted(root.glob("*/*")):
            try:
                written = path.stat().st_mtime
            except FileNotFoundError:  # A draft that was renamed since.
                continue
            yield path.relative_to(root).as_posix(), datetime.fromtimestamp(written, UTC)

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        _make_folder(target.parent)
        draft = target.with_name(f"{target.name}.{secrets.token_hex(6)}{DRAFT_SUFFIX}")
        try:
            with draft.open("wb") as handle:
                for chunk in content.chunks():
                    handle.write(chunk)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _flush_folder(target.parent)
        return name


def _make_folder(folder: Path) -> None:
    """Make a folder, its own name flushed too."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
