"""Writes an .xlsb of one sheet by hand: the records of BIFF12 that hold texts and numbers."""

import io
import struct
import zipfile

RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"/></Relationships>'
)
TYPES = (
    '<?xml version="1.0"?><Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, SHEET, END_SHEETS = 0x83, 0x84, 0x8F, 0x9C, 0x90
BEGIN_SHEET, END_SHEET, DIMENSION, BEGIN_DATA, END_DATA = 0x81, 0x82, 0x94, 0x91, 0x92
ROW, NUMBER, TEXT = 0x00, 0x05, 0x06


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record: its type and length in groups of seven bits, then its data."""
    head = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 0x7F else bytes([kind])
    length, written = len(data), b""
    while True:
        length, low = length >> 7, length & 0x7F
        written += bytes([low | (0x80 if length else 0)])
        if not length:
            return head + written + data


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(column: int, value: str | float | None) -> bytes:
    place = struct.pack("<II", column, 0)
    if value is None:
        return b""
    if isinstance(value, str):
        return record(TEXT, place + text(value))
    return record(NUMBER, place + struct.pack("<d", value))


def xlsb(
    rows: list[list[str | float | None]],
    name: str = "mouse 1",
    last: tuple[int, int] | None = None,
) -> bytes:
    """Return a binary workbook whose one sheet holds some rows.

    `last` adds a number in that row and column, which makes the sheet so large.
    """
    book = record(BEGIN_BOOK) + record(BEGIN_SHEETS)
    book += record(SHEET, struct.pack("<II", 0, 1) + text("rId1") + text(name))
    book += record(END_SHEETS) + record(END_BOOK)
    wide = max(len(row) for row in rows)
    sheet = record(BEGIN_SHEET)
    sheet += record(DIMENSION, struct.pack("<IIII", 0, len(rows) - 1, 0, wide - 1))
    sheet += record(BEGIN_DATA)
    for number, row in enumerate(rows):
        sheet += record(ROW, struct.pack("<I", number) + bytes(21))
        sheet += b"".join(cell(column, value) for column, value in enumerate(row))
    if last is not None:
        sheet += record(ROW, struct.pack("<I", last[0]) + bytes(21)) + cell(last[1], 1.0)
    sheet += record(END_DATA) + record(END_SHEET)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "_rels/.rels", RELATIONS.format(target="xl/workbook.bin", kind="officeDocument")
        )
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            RELATIONS.format(target="worksheets/sheet1.bin", kind="worksheet"),
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()
