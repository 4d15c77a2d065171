"""Every region of the atlas as rows: for the page, its downloads and the API."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, TypedDict

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from atlasviewer.atlas.names.index import load_index
from atlasviewer.atlas.names.synonyms import SAME
from atlasviewer.atlas.regions import ROOT, SIDE_ROWS, RegionTable, load_regions
from atlasviewer.build.assets import atlas_manifest


class Region(TypedDict):
    """One region, without side."""

    row: int
    """1…1327, the row of `BrainRegions` on the right; the left one's is 1327 more."""
    id: int
    """Allen's id; the left side's is its negative."""
    acronym: str
    name: str
    """As Allen spells it, with commas."""
    iblatlas_name: str
    """As `iblatlas` spells it, without."""
    other_names: list[str]
    colour: str
    level: int
    """Edges to the root."""
    parent: str | None
    parents: list[str]
    """Acronyms from the root down to the parent."""
    beryl: str | None
    cosmos: str | None
    has_voxels: bool
    """Whether the region has voxels of its own according to the SDK."""
    voxels: int | None
    """Voxels of its own in the 25 µm annotation, both sides; None before the atlas is built."""


COLUMNS = tuple(Region.__annotations__)
WIDTHS = {"acronym": 14, "name": 52, "iblatlas_name": 48, "other_names": 40, "parents": 44}


@cache
def list_regions() -> tuple[Region, ...]:
    """Return the 1,327 regions in the order of the atlas, built once per process."""
    table = load_regions()
    others = _other_names()
    voxels = count_voxels()
    return tuple(_describe(table, row, others, voxels) for row in range(ROOT, SIDE_ROWS + 1))


def _describe(
    table: RegionTable, row: int, others: dict[str, list[str]], voxels: list[int] | None
) -> Region:
    acronym = str(table.acronym[row])
    parents = _parents(table, row)
    return Region(
        row=row,
        id=int(table.id[row]),
        acronym=acronym,
        name=str(table.official_name[row]),
        iblatlas_name=str(table.name[row]),
        other_names=others.get(acronym, []),
        colour="#{:02x}{:02x}{:02x}".format(*table.rgb[row].tolist()),
        level=len(parents),
        parent=parents[-1] if parents else None,
        parents=parents,
        beryl=_parcel(table, row, int(table.beryl[row])),
        cosmos=_parcel(table, row, int(table.cosmos[row])),
        has_voxels=bool(table.has_voxels[row]),
        voxels=None if voxels is None else voxels[row],
    )


def _parents(table: RegionTable, row: int) -> list[str]:
    above: list[str] = []
    parent = int(table.parent[row])
    while parent >= ROOT:
        above.append(str(table.acronym[parent]))
        parent = int(table.parent[parent])
    return above[::-1]


def _parcel(table: RegionTable, row: int, mapped: int) -> str | None:
    """Return the acronym of a parcellation's region; None if the parcellation leaves it out."""
    return str(table.acronym[mapped]) if mapped != ROOT or row == ROOT else None


def _other_names() -> dict[str, list[str]]:
    """Return acronym → names that laboratories use for exactly this region."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for entries in load_index().synonyms.values():
        for entry in entries:
            if entry.kind == SAME and len(entry.regions) == 1:
                found[entry.regions[0]].update(dict.fromkeys(entry.keys))
    return {acronym: list(names) for acronym, names in found.items()}


def count_voxels() -> list[int] | None:
    """Return the voxel counts of regions 0…1327 without descendants; None without an atlas."""
    manifest = atlas_manifest()
    if manifest is None:
        return None
    path = settings.ATLASVIEWER.atlas_dir / manifest["assets"]["regions"]["file"]
    columns = json.loads(path.read_text())
    sides = zip(columns["voxels_left"], columns["voxels_right"], strict=True)
    return [left + right for left, right in sides]


@cache
def as_csv() -> bytes:
    """Return the regions as CSV, UTF-8 with a byte-order mark so that spreadsheets read it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(list_regions()))
    return text.getvalue().encode("utf-8-sig")


@cache
def as_xlsx() -> bytes:
    """Return the regions as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("regions")
    sheet.freeze_panes = "D2"
    for index, column in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + index)].width = WIDTHS.get(column, 11)
    header = [WriteOnlyCell(sheet, column) for column in COLUMNS]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for cells in _cells(list_regions()):
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(regions: Iterable[Region]) -> Iterable[list[Any]]:
    for region in regions:
        content: dict[str, Any] = {
            **region,
            "other_names": "; ".join(region["other_names"]),
            "parents": " > ".join(region["parents"]),
            "has_voxels": int(region["has_voxels"]),
        }
        yield [content[column] for column in COLUMNS]
