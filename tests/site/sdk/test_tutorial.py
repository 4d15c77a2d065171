"""The getting-started tutorial, line by line, against a live site."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests.cast import GLOBAL_KEY
from tests.live import BASE_DIR, Site, clean_environment
from tests.waiting import SECONDS

BUCKET = "ibl_getting_started"
ACRONYMS = ["MOp1", "MOs5", "AAA", "ACAd2/3"]
VALUES = {
    "spike_rate": [1.2, 3.4, 0.0, 0.1],
    "spike_amplitude": [33.5, 234.2, 5.3, 10.6],
    "lfp_phase": [36.0, 12.3, 34.0, 56.0],
}


@dataclass
class Done:
    """The tutorial, followed to its end."""

    site: Site
    home: Path
    printed: str

    def get(self, path: str) -> dict[str, Any]:
        answer = requests.get(f"{self.site.api}buckets/{BUCKET}{path}", timeout=SECONDS)
        assert answer.status_code == 200
        return answer.json()


def follow(site: Site, home: Path, *, typed: str) -> subprocess.CompletedProcess[str]:
    """Run the tutorial in a home folder, and type an answer at its prompt."""
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, str(Path(__file__).parent / "tutorial.py"), f"{site.url}/"],
        cwd=BASE_DIR,
        env=clean_environment() | {"HOME": str(home)},
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("tutorial")
    with Site(folder) as site:
        run = follow(site, folder / "home", typed=f"{GLOBAL_KEY}\n")
        assert run.returncode == 0, run.stdout
        yield Done(site, folder / "home", run.stdout)


def test_it_prints_what_the_tutorial_says(done: Done) -> None:
    lines = done.printed.splitlines()
    assert lines[0].startswith("There are 1328 acronyms; first 10 are named: ['6b' 'A13' 'AAA'")
    link = f"{done.site.url}/?buckets={BUCKET}&bucket={BUCKET}"
    assert lines[-2:] == [link, link]
    assert sum("global key" in line for line in lines) == 1


def test_three_features_are_there_in_the_order_of_their_upload(done: Done) -> None:
    assert list(done.get("")["features"]) == list(VALUES)


@pytest.mark.parametrize("fname", VALUES)
def test_the_four_values_are_there_number_by_number_on_the_left(done: Done, fname: str) -> None:
    acronyms = load_regions().acronym.tolist()
    mapping = done.get(f"/{fname}")["feature_data"]["mappings"]["allen"]
    # A left row is the right row plus the number of rows of a side.
    rows = [str(acronyms.index(acronym) + SIDE_ROWS) for acronym in ACRONYMS]
    given = {row: {"mean": value} for row, value in zip(rows, VALUES[fname], strict=True)}
    assert {row: mapping["data"][row] for row in rows} == given
    # The SDK gives values to their parents too; nothing is on the right.
    assert min(map(int, mapping["data"])) >= SIDE_ROWS
    assert mapping["statistics"]["mean"]["max"] == max(VALUES[fname])


def test_zero_is_stored_as_zero_and_not_left_out(done: Done) -> None:
    text = requests.get(f"{done.site.api}buckets/{BUCKET}/spike_rate", timeout=SECONDS).text
    data = json.loads(text)["feature_data"]["mappings"]["allen"]["data"]
    assert [value["mean"] for value in data.values()].count(0.0) == 1
    assert '{"mean":0.0}' in text


def test_the_tree_is_there_in_its_order(done: Done) -> None:
    tree = done.get("")["metadata"]["tree"]
    assert list(tree) == ["Spike", "LFP phase (8-10Hz band) (rad)"]
    assert list(tree["Spike"].items()) == [
        ("mean spike rate (Hz)", "spike_rate"),
        ("mean spike amplitude (uV)", "spike_amplitude"),
    ]
    assert tree["LFP phase (8-10Hz band) (rad)"] == "lfp_phase"


def test_following_it_again_asks_for_no_key_and_changes_nothing(done: Done) -> None:
    before = done.get("/spike_rate")
    again = follow(done.site, done.home, typed="")
    assert again.returncode == 0, again.stdout
    assert "global key" not in again.stdout
    assert done.get("/spike_rate") == before


def test_a_wrong_key_is_told_as_a_sentence(done: Done, tmp_path: Path) -> None:
    run = follow(done.site, tmp_path / "home", typed="not-the-key\n")
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == (
        "RuntimeError: The global key is wrong; the documentation of this site gives the right one."
    )


def test_who_follows_it_from_another_computer_is_told_that_the_bucket_exists(
    done: Done, tmp_path: Path
) -> None:
    run = follow(done.site, tmp_path / "home", typed=f"{GLOBAL_KEY}\n")
    assert run.returncode == 1
    assert f"A bucket called “{BUCKET}” exists already" in run.stdout.splitlines()[-1]
