"""Tiny tables, one builder for each pattern of region tables in the wild."""

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import openpyxl
from openpyxl.styles.numbers import FORMAT_DATE_YYYYMMDD2, FORMAT_PERCENTAGE

from features.tables import Checked, Choices, check_table

Rows = Sequence[Sequence[Any]]


class Upload(NamedTuple):
    """A file as it is uploaded."""

    data: bytes
    filename: str


def text(content: str, filename: str = "table.csv", encoding: str = "utf-8") -> Upload:
    return Upload(content.encode(encoding), filename)


def xlsx(
    sheets: dict[str, Rows],
    merges: Sequence[str] = (),
    formats: dict[str, str] | None = None,
    hidden: Sequence[str] = (),
    filename: str = "table.xlsx",
) -> Upload:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        for place, code in (formats or {}).items():
            sheet[place].number_format = code
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return Upload(out.getvalue(), filename)


def run(upload: Upload, **choices: Any) -> Checked:
    """Return the check of a file with choices as the API receives them."""
    return check_table(upload.data, upload.filename, Choices.from_json(choices))


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def why(checked: Checked) -> str:
    return " ".join([*checked.understood.said.sentences, *checked.notes])


def values(checked: Checked) -> dict[str, dict[int, float]]:
    """Return fname → {row of BrainRegions: value} of a table without problems."""
    assert checked.table is not None, [problem.message for problem in checked.problems]
    table = checked.table
    return {
        feature.fname: {
            int(row): float(value)
            for row, value in zip(table.rows, table.values[:, index], strict=True)
            if value == value
        }
        for index, feature in enumerate(table.features)
    }


# Layout


def plain() -> Upload:
    return text("acronym,firing rate (Hz),density (cells/mm3)\nVISp,1.5,20\nMOs,0,30\nCA1,,40\n")


def tutorial() -> Upload:
    rows = [
        ["acronym", "feature 1", "feature 2", "feature 3"],
        ["AAA", 0.0, 4.0, -1.0],
        ["VISp", 1.0, 3.0, None],
        ["MOs", 2.0, 2.0, 1.0],
        ["CA1", 3.0, 1.0, 2.5],
    ]
    return xlsx({"Sheet1": rows})


def title_lines() -> Upload:
    return xlsx(
        {
            "Table S1": [
                ["Supplementary Table 1. Firing rates in 12 mice"],
                ["Values are means"],
                [],
                ["Region", "rate (Hz)", "n"],
                ["VISp", 1.5, 3],
                ["MOs", 2.5, 4],
            ]
        },
        merges=["A1:C1"],
    )


def two_header_rows() -> Upload:
    rows = [
        ["Region", "PV (N = 10)", None, "SST (N = 8)", None],
        [None, "Average", "standard deviation", "Average", "standard deviation"],
        ["VISp", 1, 2, 3, 4],
        ["MOs", 5, 6, 7, 8],
    ]
    return xlsx({"S": rows}, merges=["A1:A2", "B1:C1", "D1:E1"])


def two_header_rows_without_merges() -> Upload:
    return text("Region,PV,,SST,\n,mean,SD,mean,SD\nVISp,1,2,3,4\nMOs,5,6,7,8\n")


def units_under_the_header() -> Upload:
    return text("region,rate,volume\n,Hz,mm3\nVISp,1,2\nMOs,3,4\n")


def several_sheets() -> Upload:
    about = [["About this file"], ["Contact", "somebody"], ["Year", 2021]]
    data = [["acronym", "rate"], ["VISp", 1], ["MOs", 2]]
    other = [["acronym", "depth"], ["VISp", 10], ["MOs", 20]]
    return xlsx({"README": about, "Rates": data, "Depths": other})


def merged_regions() -> Upload:
    rows = [
        ["region", "cell type", "count"],
        ["VISp", "PV", 1],
        [None, "SST", 2],
        ["MOs", "PV", 3],
        [None, "SST", 4],
    ]
    return xlsx({"S": rows}, merges=["A2:A3", "A4:A5"])


def blank_regions_in_a_long_table() -> Upload:
    return text("region,cell type,count\nVISp,PV,1\n,SST,2\nMOs,PV,3\n,SST,4\n")


def blank_region() -> Upload:
    return text("region,rate\nVISp,1\n,2\nMOs,3\n")


def trailing_blanks() -> Upload:
    rows: list[list[Any]] = [["region", "rate"], ["VISp", 1], ["MOs", 2]]
    rows[0] += [None] * 40
    rows += [[None] * 42 for _ in range(200)]
    return xlsx({"S": rows}, formats={"AZ300": "0.00"})


def regions_in_columns() -> Upload:
    return text("mouse,VISp,MOs,CA1,CA3\nm1,1,2,3,4\nm2,5,6,7,8\n")


def connectivity_matrix() -> Upload:
    return text(",VISp,MOs,CA1,CA3\nVISp,1,2,3,4\nMOs,5,6,7,8\nCA1,9,10,11,12\n")


def side_by_side_blocks() -> Upload:
    return text("Region,density,,Region,density\nVISp,1,,MOs,2\nCA1,3,,CA3,4\n")


def left_and_right_columns() -> Upload:
    return text("region,left,right\nVISp,1,2\nMOs,3,4\n", "spine density.csv")


def left_and_right_of_features() -> Upload:
    header = "region,rate left (Hz),rate right (Hz),depth_L,depth_R"
    return text(f"{header}\nVISp,1,2,10,20\nMOs,3,4,30,40\n")


def side_column(left: str = "L", right: str = "R", header: str = "hemisphere") -> Upload:
    rows = f"VISp,{left},1\nVISp,{right},2\nMOs,{left},3\nMOs,{right},4\n"
    return text(f"region,{header},rate\n{rows}")


def ipsi_and_contra_prefixes() -> Upload:
    return text("region,rate\niVISp,1\ncVISp,2\niMOs,3\ncMOs,4\niPL,5\ncPL,6\n")


def sides_behind_keys() -> Upload:
    return text("region,rate\nVISp_L,1\nVISp_R,2\nMOs_L,3\nMOs_R,4\n")


def long_format() -> Upload:
    rows = "VISp,PV,1\nVISp,SST,2\nMOs,PV,3\nMOs,SST,4\nCA1,PV,5\n"
    return text(f"region,cell type,count\n{rows}")


def no_header() -> Upload:
    return text("VISp,1,2\nMOs,3,4\n")


# Cells


def messy_cells() -> Upload:
    cells = ["1.5", "N/D", "N/A", "NA", "-", "#DIV/0!", "nan", "", "0", "−2"]
    keys = ["VISp", "MOs", "CA1", "CA3", "DG", "ACAd", "PL", "ILA", "MOp", "SSs"]
    rows = "\n".join(f"{key},{cell}" for key, cell in zip(keys, cells, strict=True))
    return text(f"acronym,rate\n{rows}\n")


def decimal_commas() -> Upload:
    return text("region;rate;volume\nVISp;1,5;1.234,5\nMOs;-0,25;12\nCA1;3;0,5\n")


def thousands() -> Upload:
    rows = [["acronym", "cells"], ["VISp", "1,234"], ["MOs", "987"], ["CA1", "1,234,567"]]
    return xlsx({"S": rows})


def unclear_commas() -> Upload:
    return xlsx({"S": [["acronym", "cells"], ["VISp", "1,234"], ["MOs", "2,345"]]})


def percentages_as_text() -> Upload:
    return text("acronym,share\nVISp,35%\nMOs,7 %\n")


def percentages_as_format() -> Upload:
    rows = [["acronym", "share"], ["VISp", 0.35], ["MOs", 0.07]]
    return xlsx({"S": rows}, formats={"B2": FORMAT_PERCENTAGE, "B3": FORMAT_PERCENTAGE})


def dates_among_numbers() -> Upload:
    rows = [["acronym", "rate"], ["VISp", 1.5], ["MOs", 44927], ["CA1", 2.5]]
    return xlsx({"S": rows}, formats={"B3": FORMAT_DATE_YYYYMMDD2})


def formulas_without_results() -> Upload:
    return xlsx({"S": [["acronym", "rate"], ["VISp", "=1+1"], ["MOs", 2.5]]})


def quoted_keys() -> Upload:
    rows = [["acronym", "rate"], ["'VISp'", 1], ['"MOs"', 2], [" CA1 ", 3]]
    return xlsx({"S": rows})


# Keys


def names_with_commas() -> Upload:
    names = ["Primary visual area, layer 1", "Anterior cingulate area, dorsal part"]
    return xlsx({"S": [["name", "rate"], [names[0], 1], [names[1].replace(",", ""), 2]]})


def wrong_case() -> Upload:
    return text("acronym,rate\nvisp,1\nMOS,2\nCA1,3\n")


def names_that_disagree() -> Upload:
    names = {
        "VL": "Ventral anterior-lateral complex of the thalamus",
        "LH": "Lateral hypothalamic area",
        "CA1": "Field CA1",
        "MOs": "Secondary motor area",
        "VISp": "Primary visual area",
    }
    rows = [[key, name, at] for at, (key, name) in enumerate(names.items())]
    return xlsx({"S": [["acronym", "name", "rate"], *rows]})


def section_numbers() -> Upload:
    return text("section,rate\n" + "".join(f"{n},{n / 10}\n" for n in range(1, 40)))


def atlas_ids() -> Upload:
    return text("atlas_id,rate\n-385,1\n993,2\n382,3\n")


def composites() -> Upload:
    rows = "VISp,1\nMOs,2\nCA1,3\nACAd + ACAv,4\nPFC,5\nS1BF,6\n"
    return text(f"acronym,rate\n{rows}")


def repeated_regions() -> Upload:
    return text("acronym,rate\nVISp,1\nMOs,2\nVISp,4\nVISp,10\n")
