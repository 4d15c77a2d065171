"""Where closed lines cross the lines of a grid: the ground of patterns and masks."""

import numpy as np
from numpy.typing import NDArray

from features.figures.scene import Points


def crossings(one: Points, other: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return row and x of every place where an edge crosses a whole y; in order of both.

    Edges run from `one` to `other`, each (n, 2). Of closed lines each row has an even number.
    """
    low, high = np.sort([one[:, 1], other[:, 1]], axis=0)
    first, last = np.ceil(low), np.ceil(high)
    count = (last - first).astype(np.int64)
    edge = np.repeat(np.arange(len(one)), count)
    row = first[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    share = (row - one[edge, 1]) / (other[edge, 1] - one[edge, 1])
    x = one[edge, 0] + share * (other[edge, 0] - one[edge, 0])
    order = np.lexsort([x, row])
    return row[order], x[order]


def mask_inside(lines: list[Points], shape: tuple[int, int], enlarged: int) -> NDArray[np.bool_]:
    """Return which pixels lie within lines that together are closed, by the even-odd rule.

    `lines` are in pixels of a picture of `shape`; the mask has `enlarged` times as many along each
    side, and a pixel counts where its middle lies.
    """
    height, width = shape[0] * enlarged, shape[1] * enlarged
    one = np.concatenate([line[:-1] for line in lines]) * enlarged - 0.5
    other = np.concatenate([line[1:] for line in lines]) * enlarged - 0.5
    row, x = crossings(one, other)
    column = np.clip(np.ceil(x), 0, width).astype(np.int64)
    toggles = np.zeros((height, width + 1), dtype=np.uint8)
    within = (row >= 0) & (row < height)
    np.add.at(toggles, (row[within].astype(np.int64), column[within]), 1)
    return (np.cumsum(toggles, axis=1, dtype=np.uint16)[:, :width] & 1).astype(bool)
