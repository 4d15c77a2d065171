"""Volumes and points as the SDK encodes them, of given arrays, and what they are asked for."""

import struct
from typing import Any

import numpy as np

from atlasviewer.atlas.regions import load_regions
from tests import arrays, cast

PATH = "buckets/my_bucket/rate/regions"


def encode_volume(array: np.ndarray, low: float = 0.0, high: float = 1.0) -> str:
    return arrays.encode(arrays.npy(array) + struct.pack("<2f", low, high))


def random_bytes(seed: int, order: str = "C") -> np.ndarray:
    """Return random bytes in blocks, which compress well and differ between any two regions."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (66, 40, 57), dtype=np.uint8)
    return np.asarray(np.kron(coarse, np.ones((8, 8, 8), np.uint8)), order=order)


def encode_points(xyz: np.ndarray, values: np.ndarray) -> dict[str, str]:
    return {
        "xyz": arrays.encode(arrays.npy(xyz.astype("<f4"))),
        "values": arrays.encode(arrays.npy(values.astype("<f4"))),
    }


def ask(query: str = "", path: str = PATH) -> Any:
    answer = cast.stranger().get(f"{path}?{query}")
    assert answer.status_code == 200, answer.whole
    return answer.json()


def targets(mapping: str) -> np.ndarray:
    """Return the row with side under a mapping of each row with side; 0 where it has no region."""
    table = np.arange(1328) if mapping == "allen" else getattr(load_regions(), mapping)
    both = np.concatenate([table, table[1:] + 1327])
    return np.where(np.isin(both, (0, 1, 1328)), 0, both)
