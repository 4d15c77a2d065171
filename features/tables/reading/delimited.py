"""Reads text with separated columns: .csv, .tsv, semicolons, or pasted from a spreadsheet."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Literal

from features.tables.reading.patience import look_at_clock
from features.tables.reading.recognising import Unreadable
from features.tables.reading.sheets import (
    Limits,
    RawCell,
    Sheet,
    TableTooLarge,
    Workbook,
    drop_trailing_blanks,
)

SEPARATORS = {"\t": "a tab", ";": "a semicolon", ",": "a comma", "|": "a vertical bar"}
MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
Quoting = Literal[0, 1, 2, 3]
MOST_BYTES = 32 * 2**20
"""Most bytes of text, which for the same cells is about ten times smaller than a workbook's XML."""
LINE = re.compile(r"[^\r\n]++(?:\r\n?|\n)?|\r\n?|\n")
SAMPLE_ROWS = 60
SAMPLE_CHARACTERS = 200_000
SHEET_NAME = "text"
AREA = {"area": "places (rows × columns)"}


def read_delimited(data: bytes, limits: Limits) -> Workbook:
    """Return a workbook of one sheet, its rows counted as a spreadsheet program shows them.

    Raises `Unreadable` for bytes that are not text and `TableTooLarge` above a limit.
    """
    if len(data) > MOST_BYTES:
        raise TableTooLarge(
            f"The text is {len(data) / 2**20:,.0f} MB; this site reads text of up to "
            f"{MOST_BYTES // 2**20} MB. Send only the rows and columns that you need."
        )
    text, notes = _decode(data)
    text, named = _take_separator_line(text)
    separator = named or _find_separator(text)
    if separator:
        notes.append(f"Columns are separated by {SEPARATORS[separator]}.")
    _refuse_endless_lines(text, separator or "\t", limits)
    rows = _read_rows(text, separator or "\t", limits, csv.QUOTE_MINIMAL)
    if rows is None or _quote_was_never_closed(text, rows):
        rows = _read_rows(text, separator or "\t", limits, csv.QUOTE_NONE)
        if rows is None:
            sentence = f"has a cell of more than {csv.field_size_limit():,} characters. Shorten it."
            raise Unreadable(sentence, "damaged")
        notes.append("A quotation mark is never closed, so quotation marks were read as text.")
    drop_trailing_blanks(rows)
    _refuse_above(limits, area=len(rows) * max(map(len, rows), default=0))
    if not rows:
        sentence = "contains only blanks. Choose a file that contains a table."
        raise Unreadable(sentence, "empty_file")
    return Workbook("text", [Sheet(SHEET_NAME, rows)], separator, notes)


def _decode(data: bytes) -> tuple[str, list[str]]:
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data[:4000]:
        encoding = _guess_wide_encoding(data)
        if not encoding:
            sentence = "is neither a workbook nor text. Save it as .xlsx or .csv and send that."
            raise Unreadable(sentence, "not_a_table")
    try:
        if encoding:
            return data.decode(encoding), []
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if encoding:
            sentence = f"is not valid {encoding.upper()} text. Export it again as UTF-8."
            raise Unreadable(sentence, "damaged") from error
    controls = sum(data[:4000].count(code) for code in range(1, 9))
    if controls > 4:
        sentence = "is neither a workbook nor text. Save it as .xlsx or .csv and send that."
        raise Unreadable(sentence, "not_a_table")
    note = "The file is not UTF-8; it was read as Latin-1, so check accented letters."
    return data.decode("cp1252", errors="replace"), [note]


def _guess_wide_encoding(data: bytes) -> str:
    """Decode UTF-16 without a byte-order mark: every other byte of Western text is zero."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * len(sample[1::2]) and not even:
        return "utf-16-le"
    if even > 0.6 * len(sample[::2]) and not odd:
        return "utf-16-be"
    return ""


def _take_separator_line(text: str) -> tuple[str, str]:
    """Split off the line ``sep=;`` that names the separator to Excel, which does not show it."""
    first, _, rest = text.partition("\n")
    line = first.strip().lower()
    if line.startswith("sep=") and len(line) == 5 and line[4] in SEPARATORS:
        return rest, line[4]
    return text, ""


def _find_separator(text: str) -> str:
    """Return the separator that gives most rows the same number of columns, or ''."""
    sample = text[:SAMPLE_CHARACTERS]
    best, best_score = "", 0.0
    for separator in SEPARATORS:
        records = islice(_records(sample, separator), SAMPLE_ROWS)
        widths = _count_widths(records)
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1) * item[1])
        # Decimal commas put commas into most rows as well, but rarely into the header.
        score = 0.0 if width < 2 else rows / widths.total() + min(width, 10) / 1000
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best


def _count_widths(records: Iterator[list[str]]) -> Counter[int]:
    """Count the rows of each width, up to a cell that is too long to be read."""
    widths: Counter[int] = Counter()
    # The rows above such a cell still count; `_read_rows` reports what is wrong.
    with suppress(csv.Error):
        for record in records:
            if record:
                widths[len(record)] += 1
    return widths


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends; `io.StringIO` would take four bytes per character."""
    return (match[0] for match in LINE.finditer(text))


def _records(
    text: str, separator: str, quoting: Quoting = csv.QUOTE_MINIMAL
) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=separator, quoting=quoting)


def _read_rows(
    text: str, separator: str, limits: Limits, quoting: Quoting
) -> list[list[RawCell]] | None:
    """Return the rows; None if a cell is too long, perhaps for want of a closing quotation mark."""
    rows: list[list[RawCell]] = []
    used = 0
    try:
        for record in _records(text, separator, quoting):
            row: list[RawCell] = list(map(str.strip, record))
            if "" in row:
                row = [cell or None for cell in row]
            while row and row[-1] is None:
                row.pop()
            used += len(row)
            rows.append(row)
            look_at_clock()
            if row:
                _refuse_above(limits, rows=len(rows), columns=len(row), cells=used)
    except csv.Error:
        return None
    return rows


def _refuse_endless_lines(text: str, separator: str, limits: Limits) -> None:
    """Raise `TableTooLarge` for a line of so many cells that reading it would cost a gigabyte.

    Separators inside quotation marks count too, so only far more than the limit is refused.
    """
    if any(line.count(separator) > 20 * limits.columns for line in _lines(text)):
        _refuse_above(limits, columns=20 * limits.columns)


def _refuse_above(limits: Limits, **sizes: int) -> None:
    """Raise `TableTooLarge` if a size (rows, columns, cells, area) is over its limit."""
    for what, held in sizes.items():
        limit = getattr(limits, what)
        if held > limit:
            raise TableTooLarge(
                f"The table has more than {limit:,} {AREA.get(what, what)}, the limit of this "
                f"site. Send only the rows and columns that you need."
            )


def _quote_was_never_closed(text: str, rows: list[list[RawCell]]) -> bool:
    last = next((row for row in reversed(rows) if row), [])
    swallowed = any(isinstance(cell, str) and "\n" in cell for cell in last)
    return swallowed and text.count('"') % 2 == 1
