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
"""The folder of what was swept. Its name sorts after those of the payloads' folders, so that a
copy made in the order of the names finds there what was moved meanwhile."""


class PayloadStorage(Storage):
    """A storage that can say what it holds. A file is there whole, or not at all."""

    @abstractmethod
    def iterate_files(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Yield the name of every file and when it was written, in the order of the names.

        Of the payloads, or of what lies under another `folder`; names are relative to it. What
        is not in a subfolder, as the site id, is not listed; neither is the trash with the rest.
        """

    @abstractmethod
    def move(self, name: str, target: str, *, written_before: datetime | None = None) -> bool:
        """Give a file another name and a new time; return False when it is gone.

        With `written_before`, also False, and nothing is moved, when it was written since.
        """

    def open_original(self, name: str) -> File:
        """Open what the store itself holds, past any cache."""
        return self.open(name, "rb")

    def open_cached(self, name: str) -> File | None:  # noqa: ARG002
        """Open the copy that a cache on this machine holds, or return None."""
        return None


class DurableFileStorage(FileSystemStorage, PayloadStorage):
    """Files written to a draft, flushed to the disk, then renamed.

    A crash at any point leaves the file that was there before, or the new one. Names are given by
    content, so writing one again replaces it by the same bytes and makes it young, which keeps
    it from being swept while the row that refers to it is on its way.
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
    """Make a folder and those above it, their names flushed too."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush_folder(folder.parent)
