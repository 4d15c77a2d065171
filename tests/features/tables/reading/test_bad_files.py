"""Bad files get one clear sentence within limits of time and memory.

The process that opens them is killed after 20 s of processor time; how long each takes is measured
in ``benchmarks/``.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.features.tables import builders as b
from tests.features.tables.bad_files import BAD_FILES, EMPTY_TABLES

MEGABYTES = 500.0
ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """Return the outcome of each bad file, opened in a separate process."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (filename, build, _) in BAD_FILES.items():
        (folder / name).mkdir()
        (folder / name / filename).write_bytes(build())
    command = [sys.executable, "-m", "tests.features.tables.measure_opening", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = map(json.loads, done.stdout.splitlines())
    return {outcome["name"]: outcome for outcome in found}


def test_there_are_at_least_forty_kinds_of_bad_file():
    assert len(BAD_FILES) >= 40


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence_in_bounded_memory(name, outcomes):
    outcome = outcomes[name]
    assert BAD_FILES[name][2] in outcome["refusal"]
    assert re.fullmatch(r"[^\n]{20,400}\.", outcome["refusal"])
    assert not outcome["refusal"].startswith(("error", "opened", "died"))
    assert outcome["megabytes"] < MEGABYTES


@pytest.mark.parametrize("name", EMPTY_TABLES)
def test_a_table_without_regions_or_values_is_a_problem_in_words(name):
    checked = b.run(EMPTY_TABLES[name], hemisphere="left")
    assert [p.code for p in checked.problems][0] in ("no_regions", "no_values")
    assert checked.table is None
