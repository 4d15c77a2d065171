"""The local storage of payloads: a file is there whole, or not at all."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

DRAFT_SUFFIX = ".draft"


class DurableFileStorage(FileSystemStorage):
    """Files written to a draft, flushed to the disk, then renamed.

    A crash at any point leaves the file that was there before, or the new one. Names are given by
    content, so writing one again replaces it by the same bytes and makes it young, which keeps
    it from being swept while the row that refers to it is on its way.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
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
        self._flush_folder(target.parent)
        return name

    @staticmethod
    def _flush_folder(folder: Path) -> None:
        """Make the new name itself survive a power cut."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
