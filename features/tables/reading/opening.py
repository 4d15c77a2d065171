"""Opens an uploaded file without trusting anything in it."""

from dataclasses import replace
from pathlib import PurePath

from features.tables.reading.archive import ODS_PART, XLSB_PART, open_archive
from features.tables.reading.calamine import read_calamine
from features.tables.reading.delimited import read_delimited
from features.tables.reading.recognising import Unreadable, recognise
from features.tables.reading.sheets import DEFAULT, Limits, TableTooLarge, Workbook
from features.tables.reading.xlsx import read_xlsx


def open_table(data: bytes, filename: str, *, limits: Limits = DEFAULT) -> Workbook:
    """Return the sheets of an .xlsx, .xlsb, .xls, .ods, .csv, .tsv or pasted text.

    `filename` is only shown and compared with the content; '' for pasted text. Raises
    `TableRefused` (what the file is, and what to do) or `TableTooLarge` (which limit), each with
    one sentence; time and memory are bounded by `limits` whatever the file holds.
    """
    if len(data) > limits.bytes:
        raise TableTooLarge(
            f"The file is {len(data) / 2**20:,.0f} MB; this site reads tables of up to "
            f"{limits.bytes // 2**20:,} MB. Send only the rows and columns that you need."
        )
    try:
        workbook = _read(data, filename, limits)
    except Unreadable as found:
        name = PurePath(filename).name[:100] or "The file"
        shown = f"“{name}”" if filename else "The file"
        raise found.raises(f"{shown} {found.sentence}", code=found.code) from found
    return replace(workbook, filename=filename)


def _read(data: bytes, filename: str, limits: Limits) -> Workbook:
    kind, suffix = recognise(data, filename), PurePath(filename).suffix.lower()
    if kind == "text":
        return read_delimited(data, limits)
    if filename.lower().endswith((".csv", ".tsv", ".tab", ".txt")):
        named = filename[filename.rindex(".") :]
        sentence = (
            f"is named {named} but is a compressed archive. If it is a workbook, rename it to "
            ".xlsx."
        )
        raise Unreadable(sentence, "mislabelled")
    if kind == "ole":
        return read_calamine(data, suffix, limits)
    with open_archive(data, limits) as archive:
        foreign = not {ODS_PART, XLSB_PART}.isdisjoint(archive.namelist())
    return read_calamine(data, suffix, limits) if foreign else read_xlsx(data, limits)
