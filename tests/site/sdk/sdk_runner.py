"""Runs the SDK's own test suite, unmodified, against a server: ``python sdk_runner.py <url>``.

In the home folder of this process, which the caller made: the Allen volumes are put where
`AllenAtlas` looks for them, so that nothing is fetched. Only the SDK's two base addresses change.
"""

import importlib.util
import sys
import unittest
from pathlib import Path

import iblbrainviewer.api
import nrrd
import numpy as np
import one.params
from iblatlas.atlas import AllenAtlas

SUITE = "iblbrainviewer.tests.test_api"
SHAPE = (528, 320, 456)


def place_volumes() -> None:
    """Put the annotation and an empty template where `AllenAtlas` looks for them."""
    package = importlib.util.find_spec("STAIR")
    assert package is not None and package.origin is not None
    annotation = Path(package.origin).parent / "ABAanno" / "ccfv3" / "annotation_25.nrrd"
    folder = Path(one.params.get(silent=True).CACHE_DIR) / AllenAtlas.atlas_rel_path
    folder.mkdir(parents=True)
    (folder / "annotation_25.nrrd").symlink_to(annotation)
    nrrd.write(
        str(folder / "average_template_25.nrrd"), np.zeros(SHAPE, np.uint8), compression_level=1
    )


def main(url: str) -> bool:
    place_volumes()
    iblbrainviewer.api.FEATURES_BASE_URL = url
    iblbrainviewer.api.FEATURES_API_BASE_URL = f"{url}api/"
    suite = unittest.defaultTestLoader.loadTestsFromName(SUITE)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    return result.wasSuccessful() and result.testsRun == 5 and not result.skipped


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1]) else 1)
