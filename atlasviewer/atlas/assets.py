"""The folder of built assets: immutable files named by their hash, and their manifest."""

import fcntl
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from atlasviewer.files import write_atomically

MANIFEST = "manifest.json"
UNFINISHED = "unfinished.json"
"""What an interrupted build had finished, so that the next build can reuse it."""
MANIFEST_VERSION = 1
LOCK = ".lock"
DRAFT_PREFIX = ".draft-"
HASH_DIGITS = 16
CHUNK_BYTES = 1 << 20

Record = dict[str, Any]
"""The manifest's entry for one asset: file, bytes, gzip_bytes, sha256, gzip_sha256, built_from and
what its step adds."""


class AtlasNotBuilt(Exception):
    """The folder holds no usable manifest."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a built atlas; raise AtlasNotBuilt if there is none."""
    remedy = "Run `manage.py build_atlas`."
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AtlasNotBuilt(f"The atlas has not been built in {folder}. {remedy}") from None
    except ValueError as error:
        raise AtlasNotBuilt(f"{folder / MANIFEST} is damaged ({error}). {remedy}") from error
    if not isinstance(manifest, dict) or manifest.get("version") != MANIFEST_VERSION:
        raise AtlasNotBuilt(f"The atlas in {folder} has another version. {remedy}")
    return manifest


def write_json(path: Path, value: object) -> None:
    """Replace a JSON file atomically: readers see either the old or the new one."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    _replace(path, text.encode())


def write_asset(
    folder: Path,
    name: str,
    extension: str,
    content: bytes,
    advance: Callable[[int], object],
) -> Record:
    """Write `<name>.<hash>.<extension>` and its gzip sibling; return what the manifest records.

    The name carries the first 16 digits of the content's SHA-256, so a file once written never
    changes. `advance` is called with the bytes of content just compressed.
    """
    digest = hashlib.sha256(content).hexdigest()
    packed = gzip_content(content, advance)
    file = f"{name}.{digest[:HASH_DIGITS]}.{extension}"
    _replace(folder / file, content)
    _replace(folder / f"{file}.gz", packed)
    return {
        "file": file,
        "bytes": len(content),
        "gzip_bytes": len(packed),
        "sha256": digest,
        "gzip_sha256": hashlib.sha256(packed).hexdigest(),
    }


def gzip_content(content: bytes, advance: Callable[[int], object]) -> bytes:
    """Return the content compressed with gzip, level 9, without date and name in the header."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    parts = []
    for start in range(0, len(content), CHUNK_BYTES):
        chunk = content[start : start + CHUNK_BYTES]
        parts.append(deflate.compress(chunk))
        advance(len(chunk))
    return b"".join([*parts, deflate.flush()])


def is_whole(folder: Path, record: Record) -> bool:
    """Return whether both files of an asset exist with exactly the recorded bytes."""
    pairs = ((record["file"], "sha256"), (f"{record['file']}.gz", "gzip_sha256"))
    for file, key in pairs:
        try:
            with (folder / file).open("rb") as handle:
                if hashlib.file_digest(handle, "sha256").hexdigest() != record[key]:
                    return False
        except FileNotFoundError:
            return False
    return True


def _replace(path: Path, content: bytes) -> None:
    write_atomically(path, [content], draft=path.with_name(f"{DRAFT_PREFIX}{path.name}"))


def files_of(records: dict[str, Record]) -> set[str]:
    """Return the names of all files named in records."""
    return with_gzip(record["file"] for record in records.values())


def with_gzip(files: Iterable[str]) -> set[str]:
    """Return the names of assets' files and of their gzip siblings."""
    return {file + suffix for file in files for suffix in ("", ".gz")}


def remove_files(folder: Path, names: set[str]) -> None:
    """Delete files of earlier builds; a missing file is no error."""
    for name in sorted(names):
        (folder / name).unlink(missing_ok=True)


@contextmanager
def sole_builder(folder: Path, wait: Callable[[], object]) -> Iterator[None]:
    """Lock the folder for one build at a time; `wait` is called once if another build holds it.

    The lock ends with the process that holds it, however it ends. Drafts that a killed build
    left are removed on entry.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(handle, fcntl.LOCK_EX)
        remove_files(folder, {path.name for path in folder.glob(f"{DRAFT_PREFIX}*")})
        yield
