"""Whatever is published unasked is true: 2,000 random tables written from known values."""

from collections import Counter, defaultdict

import pytest

from tests.features.tables.random_tables import ASKED, RIGHT, WRONG, judge, make_case, show_case

CASES = 2_000
CHUNK = 250
FEWEST_UNASKED = 0.6
"""Share of the tables in which nothing is doubtful that must be read without a question."""
