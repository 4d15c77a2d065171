"""Recognises what a file is by its first bytes; what is not a table is refused by its kind."""

import json
from pathlib import PurePath

from features.tables.reading.sheets import TableRefused, TableTooLarge

WHAT_TO_SEND = "Save it as .xlsx or .csv and send that."

PICTURE = "is an image, not a table. Send the numbers themselves as .xlsx or .csv."
SCIENTIFIC = "Write one row per region with pandas or MATLAB and send that as .csv."
PACKED = "is an archive. Unpack it and send the table inside."

SIGNATURES: list[tuple[bytes, str]] = [
    (b"%PDF", "is a PDF, not a table. Copy the table out of it, or send the original spreadsheet."),
    (b"\x89PNG\r\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"RIFF", "is audio, video or an image, not a table. Send the numbers as .xlsx or .csv."),
    (b"PAR1", f"is a Parquet file, which is not read here. {SCIENTIFIC}"),
    (b"ARROW1", f"is an Arrow file, which is not read here. {SCIENTIFIC}"),
    (b"FEA1", f"is a Feather file, which is not read here. {SCIENTIFIC}"),
    (b"\x89HDF\r\n", f"is an HDF5 file, which is not read here. {SCIENTIFIC}"),
    (b"MATLAB 5.0", f"is a MATLAB file, which is not read here. {SCIENTIFIC}"),
    (b"\x93NUMPY", f"is a NumPy array, which is not read here. {SCIENTIFIC}"),
    (b"SQLite format 3", f"is a database, which is not read here. {SCIENTIFIC}"),
    (b"RDX", f"is an R data file, which is not read here. {SCIENTIFIC}"),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"\xfd7zXZ", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),
    (b"{\\rtf", f"is a text document (RTF), not a table. {WHAT_TO_SEND}"),
]
"""First bytes of a kind of file, and the end of the sentence that refuses it."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SPREADSHEET_NAMES = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"}


class Unreadable(Exception):
    """What is wrong with a file: a sentence without its beginning, the file's name, and a code.

    `open_table` puts the name in front and raises `raises`.
    """

    def __init__(
        self, sentence: str, code: str, raises: type[TableRefused | TableTooLarge] = TableRefused
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.raises = raises


def recognise(data: bytes, filename: str) -> str:
    """Return how to read `data`: ``zip``, ``ole`` (an old .xls) or ``text``.

    Raises `Unreadable` for a file of another kind, or one whose name contradicts its content.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("is empty. Choose a file that contains a table.", "empty_file")
    if data.startswith(OLE):
        refusal = _describe_ole(data)
        if refusal is not None:
            raise Unreadable(*refusal)
        return "ole"
    for start, sentence in SIGNATURES:
        # A word of a table can start with "BM", so a bitmap must also contain zero bytes.
        if data.startswith(start) and (start != b"BM" or b"\x00" in data[:64]):
            raise Unreadable(sentence, "not_a_table")
    suffix = PurePath(filename).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    _refuse_markup(data, suffix)
    if suffix in SPREADSHEET_NAMES:
        raise Unreadable(
            f"is named {suffix} but is not an Excel workbook (damaged or renamed). If it contains "
            f"plain text, rename it to .csv; otherwise save it again as .xlsx.",
            "mislabelled",
        )
    return "text"


def _describe_ole(data: bytes) -> tuple[str, str] | None:
    """Return why an old Office file is refused; None for an .xls that can be read."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptionInfo") or holds("EncryptedPackage"):
        return (
            "is encrypted with a password. Open it, remove the password (File, Info, Protect "
            "Workbook) and save it again.",
            "encrypted",
        )
    if holds("Workbook") or holds("Book"):
        if holds("_VBA_PROJECT"):
            return ("contains macros (programs). Save it as .xlsx, without macros.", "macros")
        return None
    return (f"is an old Office document, not a table. {WHAT_TO_SEND}", "not_a_table")


def _refuse_markup(data: bytes, suffix: str) -> None:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div")):
        sentence = f"is a web page, despite its name. Open it in Excel. {WHAT_TO_SEND}"
        raise Unreadable(sentence, "not_a_table")
    if start.startswith((b"<?xml", b"<!doctype", b"<svg", b"<workbook")):
        raise Unreadable(f"is an XML document. {WHAT_TO_SEND}", "not_a_table")
    if start[:1] in (b"{", b"["):
        _refuse_json(data, suffix)


def _refuse_json(data: bytes, suffix: str) -> None:
    try:
        # Ten megabytes are enough; a document that is cut off there is judged by its name below.
        json.loads(data[: 10 * 1024 * 1024])
    except (ValueError, RecursionError):
        if suffix != ".json":
            return
    raise Unreadable(
        "is JSON, not a table. Send a .xlsx or .csv here; upload features written by the SDK "
        "through the API or to the local bucket.",
        "not_a_table",
    )
