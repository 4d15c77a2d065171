"""Reads the sheets of an .xlsx as a stream, within limits.

openpyxl's read-only mode was measured at 1.7 to 2.8 s for 1,327 × 300 cells, over half of what
publishing them may take; it names no merged cells and cannot tell a formula without a result from
a blank. This reader takes 0.8 s and can stop in the middle of a sheet. openpyxl writes our
workbooks, knows which number formats are dates, and is what the tests compare this reader with.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from features.tables.reading.archive import BOMB, WORKBOOK_PART, open_archive, read_part
from features.tables.reading.patience import look_at_clock
from features.tables.reading.recognising import Unreadable
from features.tables.reading.sheets import Limits, Sheet, TableTooLarge, Workbook
from features.tables.reading.xlsx_sheet import DATE, PERCENT, SheetReader
from features.tables.reading.xml_parts import (
    End,
    Enough,
    Start,
    Text,
    ignore,
    limit_depth,
    local_names,
    parse_xml,
)

RELATIONS_PART = "xl/_rels/workbook.xml.rels"
SHARED_PART = "xl/sharedStrings.xml"
STYLES_PART = "xl/styles.xml"
MAX_SHEETS = 200
RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
EPOCH = datetime(1899, 12, 30)
EPOCH_1904 = datetime(1904, 1, 1)
# Date formats that Excel keeps for its East Asian editions, beside those that openpyxl lists.
LOCAL_DATE_FORMATS = {*range(27, 37), *range(50, 59)}
MAX_FORMAT = 255


@dataclass
class _Contents:
    """What ``xl/workbook.xml`` says: sheets as (name, relation, hidden), and the epoch."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    epoch: datetime = EPOCH


def read_xlsx(data: bytes, limits: Limits) -> Workbook:
    """Return the sheets of an .xlsx with stored results in place of formulas.

    A sheet over a limit is returned without rows and with the reason; if none is left, that reason
    is raised as `TableTooLarge`. Raises `Unreadable` for a file that is not a workbook.
    """
    archive = open_archive(data, limits)
    part = _PartReader(archive, limits)
    contents = _read_contents(part)
    targets = _read_relations(part)
    part.refuse_declarations(SHARED_PART)
    styles = _read_styles(part)
    cells, tags = limits.cells, limits.tags
    readers: list[tuple[SheetReader, str, bool]] = []
    for name, relation, hidden in contents.sheets[:MAX_SHEETS]:
        target = targets.get(relation, "")
        if "worksheets/" not in target or not part.exists(target):
            continue  # a sheet that is only a chart, or is listed but missing
        reader = SheetReader(styles, contents.epoch, limits, cells)
        held, values = part.count_tags(target)
        if held > tags or values > cells:
            reader.refuse(f"brings the workbook above {limits.cells:,} cells")
        else:
            part.stream(target, reader.start, reader.end, reader.text)
            tags -= held
            cells -= reader.used
        readers.append((reader, name, hidden))
    # Too large a sheet is found before strings are read, and unused strings are never read.
    shared = _read_shared(part, max(reader.strings for reader, *_ in readers)) if readers else []
    sheets = [reader.finish(name, hidden, shared) for reader, name, hidden in readers]
    return Workbook("xlsx", sheets, notes=_note_what_is_odd(sheets))


class _PartReader:
    """Reads parts of one archive; a missing part is skipped."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self.names = set(archive.namelist())

    def exists(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str, start: Start, end: End = ignore, text: Text = ignore) -> None:
        """Call handlers for a part other than a sheet, counting the depth for them."""
        if self.exists(name) and self.count_tags(name)[0] > self.limits.tags:
            raise Unreadable(BOMB, "bomb")
        self.stream(name, *limit_depth(start, end), text)

    def refuse_declarations(self, name: str) -> None:
        """Refuse a part that declares a document type, which comes before the first tag."""

        def stop(_tag: str, _attributes: dict[str, str]) -> None:
            raise Enough

        self.read(name, stop)

    def count_tags(self, name: str) -> tuple[int, int]:
        """Return how many tags and how many values a part has, without parsing it.

        It takes a twentieth of the time of parsing, so a file that is too large is refused at once.
        """
        tags = values = 0
        for piece in self._pieces(name):
            tags += piece.count(b"<")
            values += piece.count(b"</v>")
        return tags, values

    def stream(self, name: str, start: Start, end: End, text: Text) -> None:
        """Call handlers for a part that count its depth themselves, which is faster."""
        if self.exists(name):
            parse_xml(self._pieces(name), start=start, end=end, text=text)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, with a look at the clock before each piece."""
        for piece in read_part(self.archive, name, self.limits):
            look_at_clock()
            yield piece


def _read_contents(part: _PartReader) -> _Contents:
    contents = _Contents()
    known = local_names("sheet", "workbookPr")

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = known.get(tag)
        if name == "sheet":
            relation = next((attributes[r] for r in RELATION_IDS if r in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            contents.sheets.append((attributes.get("name", ""), relation, hidden))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            contents.epoch = EPOCH_1904

    part.read(WORKBOOK_PART, start)
    return contents


def _read_relations(part: _PartReader) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == RELATIONSHIP:
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/")

    part.read(RELATIONS_PART, start)
    return targets


def _read_shared(part: _PartReader, count: int) -> list[str]:
    """Return the first `count` shared strings, without phonetic hints."""
    shared: list[str] = []
    pieces: list[str] = []
    known = local_names("si", "t", "rPh")
    state = {"open": False, "spoken": False}

    def start(tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG001
        name = known.get(tag)
        if name == "t":
            state["open"] = not state["spoken"]
        elif name == "rPh":
            state["spoken"] = True

    def end(tag: str) -> None:
        name = known.get(tag)
        if name == "t":
            state["open"] = False
        elif name == "rPh":
            state["spoken"] = False
        elif name == "si":
            shared.append("".join(pieces).strip()[: part.limits.text])
            pieces.clear()
            if len(shared) >= min(count, part.limits.cells):
                raise Enough

    def text(piece: str) -> None:
        if state["open"]:
            pieces.append(piece)

    if count:
        part.read(SHARED_PART, start, end, text)
    return shared


def _read_styles(part: _PartReader) -> dict[str, str]:
    """Return index of each cell style with a meaning → ``date`` or ``percent``."""
    formats = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    formats |= {str(number): "yyyy-mm-dd" for number in LOCAL_DATE_FORMATS}
    styles: dict[str, str] = {}
    known = local_names("numFmt", "cellXfs", "xf")
    state = {"in_cells": False, "index": 0}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = known.get(tag)
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:MAX_FORMAT]
        elif name == "cellXfs":
            state["in_cells"] = True
        elif name == "xf" and state["in_cells"]:
            meaning = _meaning_of_format(formats.get(attributes.get("numFmtId", ""), ""))
            if meaning:
                styles[str(state["index"])] = meaning
            state["index"] += 1

    def end(tag: str) -> None:
        if known.get(tag) == "cellXfs":
            state["in_cells"] = False

    part.read(STYLES_PART, start, end)
    return styles


@cache
def _meaning_of_format(code: str) -> str:
    if "%" in re.sub(r'"[^"]*"', "", code):
        return PERCENT
    return DATE if is_date_format(code) else ""


def _note_what_is_odd(sheets: list[Sheet]) -> list[str]:
    """Return sentences about refused sheets and hidden rows.

    Raises `TableTooLarge` or `Unreadable` if no cell is left.
    """
    refused = [sheet.refused for sheet in sheets if sheet.refused]
    filled = [sheet for sheet in sheets if sheet.rows]
    if refused and not filled:
        raise TableTooLarge(refused[0])
    if not filled:
        sentence = "has only empty cells. Choose a file that contains a table."
        raise Unreadable(sentence, "empty_file")
    return refused + [
        f"{sheet.hidden_rows} hidden rows of the sheet “{sheet.name}” are included."
        for sheet in filled
        if sheet.hidden_rows
    ]
