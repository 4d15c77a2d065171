"""Spreadsheets of values per region: opened safely, explained in words, checked row by row.

`open_table` → `understand` → `check`; nothing here touches the database or a request.
"""

from collections.abc import Sequence

from features.tables.checking.annotate import annotate, safe_text
from features.tables.checking.checking import Checked, check
from features.tables.checking.matrix import CheckedTable, TableFeature
from features.tables.choices import Choices, FeatureChoice
from features.tables.problems import Problem, Suggested
from features.tables.reading.opening import open_table
from features.tables.reading.sheets import (
    DEFAULT,
    Limits,
    Sheet,
    TableRefused,
    TableTooLarge,
    Workbook,
)
from features.tables.several import check_workbook
from features.tables.templates import blank_sheet
from features.tables.understanding.columns import FeatureColumn
from features.tables.understanding.understanding import Understood, understand

__all__ = [
    "DEFAULT",
    "Checked",
    "CheckedTable",
    "Choices",
    "FeatureChoice",
    "FeatureColumn",
    "Limits",
    "Problem",
    "Sheet",
    "Suggested",
    "TableFeature",
    "TableRefused",
    "TableTooLarge",
    "Understood",
    "Workbook",
    "annotate",
    "blank_sheet",
    "check",
    "check_table",
    "check_workbook",
    "open_table",
    "safe_text",
    "understand",
]


def check_table(
    data: bytes,
    filename: str,
    choices: Choices | None = None,
    *,
    limits: Limits = DEFAULT,
    voxels: Sequence[int] | None = None,
) -> Checked:
    """Open, understand and check a file in one go.

    Raises `TableRefused` or `TableTooLarge` for a file that is not a readable table; everything
    wrong inside a table is listed in the problems of the result.
    """
    workbook = open_table(data, filename, limits=limits)
    return check_workbook(workbook, choices or Choices(), voxels)
