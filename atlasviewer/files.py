"""Writes files atomically: complete or not at all, even if the machine stops."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_atomically(path: Path, chunks: Iterable[bytes], *, draft: Path) -> None:
    """Write `chunks` to `draft`, flush it to the disk and rename it to `path`.

    A crash at any point leaves either the old or the new file at `path`. `draft` lies in the same
    folder and is removed on failure.
    """
    try:
        with draft.open("wb") as handle:
            for chunk in chunks:
                handle.write(chunk)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush a folder, so that the names in it survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
