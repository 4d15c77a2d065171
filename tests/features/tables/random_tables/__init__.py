"""Random tables written from known values, and a judge of how the upload reads them.

`make_case` draws a truth (region, side, feature → value) and writes it as a table in one of the
forms that people use; `judge` tells whether what would be stored without questions is that truth.
"""

from tests.features.tables.random_tables.judging import (
    ASKED,
    RIGHT,
    WRONG,
    Verdict,
    judge,
    read_case,
)
from tests.features.tables.random_tables.known import Case
from tests.features.tables.random_tables.making import make_case, show_case

__all__ = [
    "ASKED",
    "RIGHT",
    "WRONG",
    "Case",
    "Verdict",
    "judge",
    "make_case",
    "read_case",
    "show_case",
]
