"""Where payloads are kept: files on this machine, or objects in a store that speaks S3."""

import os
import secrets
from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage

from atlasviewer.files import flush_folder, write_atomically

DRAFT_SUFFIX = ".draft"
TRASH = "trash"
"""The folder of swept payloads. Its name sorts after the payloads' folders, so that a backup that
copies in the order of names still finds what was moved while it ran."""


class PayloadStorage(Storage):
    """A storage that can list its files. A file is complete, or absent."""

    @abstractmethod
    def iterate_files(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Yield the name of every file and the time it was written, in the order of names.

        Lists the payloads, or another `folder`; names are relative to it. Files outside subfolders,
        such as the site id, and the trash are not listed.
        """

    @abstractmethod
    def move(self, name: str, target: str, *, written_before: datetime | None = None) -> bool:
        """Rename a file and set its time to now; return False if it is gone.

        With `written_before`, a file written since then is not renamed, which returns False too.
        """

    def open_original(self, name: str) -> File:
        """Open the store's own copy, bypassing any cache."""
        return self.open(name, "rb")

    def open_cached(self, name: str) -> File | None:  # noqa: ARG002
        """Open the copy in this machine's cache, or return None."""
        return None


class DurableFileStorage(FileSystemStorage, PayloadStorage):
    """Files written to a draft, flushed to the disk, then renamed.

    A crash at any point leaves either the old file or the new one. A name is the hash of its
    content: writing a file again replaces it by the same bytes and renews its time, which keeps it
    from being swept before the row that refers to it is committed.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        return name

    def iterate_files(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        root = Path(self.location) / folder
        for path in sorted(root.glob("*/*")):
            if path.parent.name == TRASH:
                continue
            try:
                written = path.stat().st_mtime
            except FileNotFoundError:  # A draft that was renamed since.
                continue
            yield path.relative_to(root).as_posix(), datetime.fromtimestamp(written, UTC)

    def move(self, name: str, target: str, *, written_before: datetime | None = None) -> bool:
        source, goal = Path(self.path(name)), Path(self.path(target))
        _make_folder(goal.parent)
        limit = written_before.timestamp() if written_before else float("inf")
        try:
            if source.stat().st_mtime >= limit:
                return False
            source.replace(goal)
        except FileNotFoundError:
            return False
        if goal.stat().st_mtime >= limit:  # Written again between the two lines above.
            goal.replace(source)
            return False
        os.utime(goal)
        flush_folder(goal.parent)
        flush_folder(source.parent)
        return True

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        _make_folder(target.parent)
        draft = target.with_name(f"{target.name}.{secrets.token_hex(6)}{DRAFT_SUFFIX}")
        write_atomically(target, content.chunks(), draft=draft)
        return name


def _make_folder(folder: Path) -> None:
    """Create a folder and its parents, and flush their directory entries."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush_folder(folder.parent)
