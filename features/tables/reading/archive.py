"""Checks the zip of an .xlsx before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator

from features.tables.reading.recognising import PACKED, WHAT_TO_SEND, Unreadable
from features.tables.reading.sheets import Limits, TableTooLarge

WORKBOOK_PART = "xl/workbook.xml"
ODS_PART = "content.xml"
XLSB_PART = "xl/workbook.bin"
CHUNK = 256 * 1024
RATIO_FROM = 1024 * 1024
BOMB = (
    "unpacks to far more data than a table needs, like a file built to overload a server. Copy the "
    "values into a new workbook and send that."
)
DAMAGED = "is truncated or damaged. Download or export it again."


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the archive of an .xlsx after checking that its directory is harmless.

    Raises `Unreadable` that says what the file is: damaged, a zip bomb, encrypted, with macros, or
    another kind of zipped document.
    """
    # Each entry of the directory has this mark, so their number is bounded before any is read.
    if data.count(b"PK\x01\x02") > limits.entries + 8:
        raise Unreadable(f"has more than {limits.entries:,} parts. {WHAT_TO_SEND}", "bomb")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(DAMAGED, "damaged") from error
    names = [entry.filename for entry in archive.infolist()]
    _refuse_other_documents(names)
    _refuse_bad_directory(archive, names)
    _refuse_bombs(archive, len(data), limits)
    return archive


def read_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[bytes]:
    """Yield one part of the archive in pieces, at most `limits.inflated_bytes` of them."""
    read = 0
    try:
        with archive.open(name) as part:
            while piece := part.read(CHUNK):
                read += len(piece)
                if read > limits.inflated_bytes:
                    raise Unreadable(BOMB, "bomb")
                yield piece
    except Unreadable:
        raise
    except Exception as error:  # zlib, struct, CRC: all the ways in which a zip can be broken
        raise Unreadable(DAMAGED, "damaged") from error


def _refuse_other_documents(names: list[str]) -> None:
    held = set(names)
    kinds = [
        (
            any(name.lower().endswith("vbaproject.bin") for name in held),
            "contains macros (programs), which are not accepted. Save it as .xlsx, without macros.",
            "macros",
        ),
        (
            any(name.endswith(".iwa") or name == "Index.zip" for name in held),
            "is an Apple Numbers document. In Numbers choose File, Export To, Excel or CSV.",
            "not_a_table",
        ),
        (
            any(name.startswith(("word/", "ppt/")) for name in held),
            f"is a Word or PowerPoint document. Copy the table into a spreadsheet. {WHAT_TO_SEND}",
            "not_a_table",
        ),
        (not held & {WORKBOOK_PART, XLSB_PART, ODS_PART}, PACKED, "not_a_table"),
    ]
    for applies, sentence, code in kinds:
        if applies:
            raise Unreadable(sentence, code)


def _refuse_bad_directory(archive: zipfile.ZipFile, names: list[str]) -> None:
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        sentence = "is encrypted with a password. Save it without the password and send that."
        raise Unreadable(sentence, "encrypted")
    unsafe = any("\\" in name or name.startswith("/") or ".." in name.split("/") for name in names)
    methods = {entry.compress_type for entry in archive.infolist()}
    if (
        unsafe
        or len(set(names)) != len(names)
        or not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    ):
        raise Unreadable(
            (f"is compressed in a way that no spreadsheet program uses. {WHAT_TO_SEND}"), "bomb"
        )


def _refuse_bombs(archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    entries = archive.infolist()
    overlapping = sum(entry.compress_size for entry in entries) > size
    steep = any(
        entry.file_size > RATIO_FROM
        and entry.file_size > limits.ratio * max(entry.compress_size, 1)
        for entry in entries
    )
    if overlapping or steep:
        raise Unreadable(BOMB, "bomb")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.inflated_bytes:
        sentence = (
            f"is {unpacked // 2**20:,} MB uncompressed; this site reads up to "
            f"{limits.inflated_bytes // 2**20:,} MB. Send the columns in several files."
        )
        raise Unreadable(sentence, "table_too_large", TableTooLarge)
