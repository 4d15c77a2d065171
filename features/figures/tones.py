"""Colours by number: how bright they are, faded, mixed, written, and which ink shows on them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FADE_AMOUNT = 0.6
FADE_TO = (246, 247, 249)
INKS = ((23, 26, 33), (255, 255, 255))
"""One of them is seen against any colour."""

Colours = NDArray[np.uint8]


def luminance(colour: Any) -> float:
    """Return the relative luminance, 0…1, of an sRGB colour, as WCAG 2 defines it."""
    return float(_luminance(np.asarray(colour, dtype=np.uint8)[None])[0])


def _luminance(rgb: Colours) -> NDArray[np.float64]:
    share = rgb / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def fade(rgb: Colours) -> Colours:
    """Return colours without their hue, near to the ground: what is not selected."""
    grey = np.floor(255 * _luminance(rgb) ** (1 / 2.2) + 0.5)[:, None]
    return np.floor(grey + (np.array(FADE_TO) - grey) * FADE_AMOUNT + 0.5).astype(np.uint8)


def mix(one: Any, other: tuple[int, int, int], amount: float) -> tuple[int, ...]:
    """Return the colour `amount`, 0…1, of the way from one to the other."""
    parts = zip(one, other, strict=True)
    return tuple(int(int(a) + (b - int(a)) * amount + 0.5) for a, b in parts)


def hex_colour(colour: Any) -> str:
    """Return red, green and blue as #rrggbb."""
    return f"#{bytes(np.asarray(colour, dtype=np.uint8)).hex()}"


def clearest_ink(colour: Any) -> str:
    """Return the ink with the highest contrast to a colour, as #rrggbb."""

    def contrast(ink: tuple[int, int, int]) -> float:
        dark, bright = sorted((luminance(ink), luminance(colour)))
        return (bright + 0.05) / (dark + 0.05)

    return hex_colour(max(INKS, key=contrast))
