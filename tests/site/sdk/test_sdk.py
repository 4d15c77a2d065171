"""The SDK's own tests, unmodified, against a live site, with an empty home folder."""

import json
import subprocess
import sys
from pathlib import Path

import requests

from tests.cast import GLOBAL_KEY
from tests.live import BASE_DIR, Site, clean_environment

SUITE_TOKEN = "bb77d7eb-509b-4ed2-9df6-9907c3cd6ab9"


def test_the_suite_of_the_sdk_passes_and_its_work_can_be_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with Site(tmp_path) as site:
        done = subprocess.run(
            [sys.executable, "-m", "tests.site.sdk.sdk_runner", f"{site.url}/"],
            cwd=BASE_DIR,
            env=clean_environment() | {"HOME": str(home)},
            input=f"{GLOBAL_KEY}\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        assert "Ran 5 tests" in done.stdout

        read = requests.get(f"{site.api}buckets/test_bucket").json()
        assert list(read["features"]) == ["fet1", "fet2", "mydots", "myvolume"]
        assert read["features"]["mydots"]["short_desc"] == "these are my dots"
        # The last of the suite's tests sets it.
        assert read["metadata"]["tree"] == {"my test volume": "myvolume"}

        read = requests.get(f"{site.api}buckets/my_bucket_{SUITE_TOKEN}").json()
        assert list(read["metadata"]["tree"].items()) == [
            ("dir", {"my custom features": "newfeatures"}),
            ("duplicate features", "newfeatures"),
        ]
        feature = requests.get(f"{site.api}buckets/my_bucket_{SUITE_TOKEN}/newfeatures").json()
        values = feature["feature_data"]["mappings"]["allen"]["data"]
        assert values["1863"] == {"mean": 10.0}
        assert "Traceback" not in site.log
    saved = json.loads((home / ".ibl" / "custom_features.json").read_text())
    assert saved["global_key"] == GLOBAL_KEY
