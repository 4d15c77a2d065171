"""Folders as written by the older site, good and bad."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from features.data.volumes import VOLUME_SHAPE
from tests import arrays

TOKEN = "3f0a9d6e-older"
"""Shorter than a token allowed here; it works nevertheless."""
UUID = "2b5c0f4a-6a1e-4a51-9a33-000000000001"


def regions(value: float | None = 1.5) -> dict[str, Any]:
    data = {"313": {"mean": value}, "997": {"mean": 0}}
    return {
        "feature_data": {"mappings": {"beryl": {"data": data}}},
        "short_desc": "d",
        "unit": "Hz",
    }


def volume_text(array: np.ndarray, bounds: tuple[float, float] = (-1.0, 2.5)) -> str:
    return arrays.encode(arrays.npy(array) + struct.pack("<2f", *bounds))


def asymmetric_volume() -> np.ndarray:
    """A volume in AP, DV, ML in which all axes and ends differ."""
    volume = np.zeros(VOLUME_SHAPE, np.uint8)
    volume[:100, :50, :30] = 7
    volume[400:, 200:, 300:] = 200
    return volume


def write_bucket(root: Path, folder: str, metadata: dict[str, Any] | str, **features: Any) -> Path:
    """Write a bucket; a text is written as it is, so that it can be damaged."""
    path = root / folder
    path.mkdir(parents=True)
    for name, content in {"_bucket": metadata, **features}.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (path / f"{name}.json").write_text(text, "utf-8")
    return path


def bucket_metadata(**other: Any) -> dict[str, Any]:
    return {
        "uuid": UUID,
        "alias": "older",
        "token": TOKEN,
        "short_desc": "From before",
        "long_desc": None,
        "url": None,
        "tree": {"second": "two", "group": {"first": "one"}},
        "last_access_date": "2024-03-01T12:00:00",
        **other,
    }
