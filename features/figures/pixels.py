"""Pixels of a figure: enlarged to print resolution, and written as a small PNG."""

import io

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.figures.scene import POINT_MM

DENSITY = 300 / 72
"""Pixels per point that an image has at least: renderers that blur it blur less than is seen."""
MOST_PIXELS = 4_000_000
"""Of one image, as it is embedded."""
MOST_COLOURS = 256
"""Of a PNG with a palette."""


def choose_enlargement(shape: tuple[int, int], pixel_mm: float) -> int:
    """Return how many pixels along a side stand for one of a picture, `pixel_mm` wide on paper."""
    wanted = int(np.ceil(pixel_mm / POINT_MM * DENSITY))
    fits = int(np.sqrt(MOST_PIXELS / (shape[0] * shape[1])))
    return max(1, min(wanted, fits))


def enlarge(pixels: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """Return a picture with each pixel repeated along both sides."""
    return pixels.repeat(times, axis=0).repeat(times, axis=1)


def write_pixels(pixels: NDArray[np.uint8]) -> bytes:
    """Return RGBA pixels (height, width, 4) as PNG, with a palette where that is enough."""
    from PIL.Image import fromarray

    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0]
    places, colours = pd.factorize(packed.ravel())
    output = io.BytesIO()
    if len(colours) > MOST_COLOURS:
        fromarray(pixels).save(output, "PNG", compress_level=9)
        return output.getvalue()
    palette = np.asarray(colours, dtype="<u4").view(np.uint8).reshape(-1, 4)
    picture = fromarray(places.reshape(packed.shape).astype(np.uint8), "P")
    picture.putpalette(palette[:, :3].tobytes(), "RGB")
    picture.save(output, "PNG", compress_level=9, transparency=palette[:, 3].tobytes())
    return output.getvalue()
