"""The annotation with sides, read from the file that the atlas is built from."""

import numpy as np
import pytest

from atlasviewer.atlas.annotation import find_in_wheel, read_annotation


@pytest.fixture(scope="session")
def lateral() -> np.ndarray:
    """Return the row with side of every voxel, uint16 (528, 320, 456); ML below 229 is left."""
    path = find_in_wheel()
    assert path is not None
    rows = read_annotation(path)
    left = rows[:, :, :229]
    left[left > 0] += 1327
    rows.flags.writeable = False
    return rows
