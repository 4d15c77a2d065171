"""The brain from outside: the first label met from above, below, left and right."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.regions import MAPPINGS, ROOT, VOID, RegionTable


@dataclass(frozen=True)
class Direction:
    """A direction of view along one axis of the volume (0 AP, 1 DV, 2 ML)."""

    name: str
    axis: int
    backwards: bool
    """Whether the way leads from the axis's last index to its first."""
    turned: bool
    """Whether the image's rows are the second of the axes left, so that dorsal comes first."""


DIRECTIONS = (
    Direction("top", axis=1, backwards=False, turned=False),
    Direction("bottom", axis=1, backwards=True, turned=False),
    Direction("left", axis=2, backwards=False, turned=True),
    Direction("right", axis=2, backwards=True, turned=True),
)


@dataclass(frozen=True)
class Projection:
    """The first voxels met along a direction; both arrays have the shape (height, width)."""

    row: np.ndarray
    """Region row of the voxel met, without side, uint16; void where nothing is met."""
    depth: np.ndarray
    """Index of that voxel along the direction's axis in the volume, uint16; 0 for void."""


def mapping_tables(regions: RegionTable) -> dict[str, np.ndarray]:
    """Return for each mapping the row that each row 0…1327 becomes."""
    allen = np.arange(len(regions))
    return {"allen": allen, "beryl": regions.beryl, "cosmos": regions.cosmos}


def project(rows: np.ndarray, table: np.ndarray, direction: Direction) -> Projection:
    """Return the first voxels whose mapped region is neither void nor root.

    `rows` is uint16, AP × DV × ML; `table` has the mapped row of each row. Labels that a mapping
    sends to root are transparent: seen from above they would be holes over bulbs and colliculi.
    """
    shows = (table != ROOT) & (np.arange(len(table)) != VOID)
    seen = np.moveaxis(shows[rows], direction.axis, 0)
    length = len(seen)
    first = (seen[::-1] if direction.backwards else seen).argmax(axis=0)
    depth = length - 1 - first if direction.backwards else first
    along = np.moveaxis(rows, direction.axis, 0)
    row = np.take_along_axis(along, depth[None], axis=0)[0]
    met = seen.any(axis=0)
    image = np.where(met, row, VOID), np.where(met, depth, 0)
    return _projection(*(part.T if direction.turned else part for part in image))


def project_all(
    rows: np.ndarray, regions: RegionTable, direction: Direction
) -> dict[str, Projection]:
    """Return the projection for each mapping, in the order of the file."""
    tables = mapping_tables(regions)
    return {mapping: project(rows, tables[mapping], direction) for mapping in MAPPINGS}


def encode_projections(projections: dict[str, Projection]) -> bytes:
    """Return the images of one direction: per mapping the region rows, then the depths.

    Each is an image of 16 bit numbers, line after line, stored as all low bytes and then all
    high ones. The first mapping has its rows as they are and its depths as steps from the pixel
    before in the line; the others have both as differences from the first mapping. Steps and
    differences are zigzag coded. Where mappings agree, which is nearly everywhere, that is 0.
    """
    first = projections[MAPPINGS[0]]
    images = [first.row, _zigzag(np.diff(_signed(first.depth), axis=1, prepend=0))]
    for mapping in MAPPINGS[1:]:
        other = projections[mapping]
        images.append(_zigzag(_signed(other.row) - first.row))
        images.append(_zigzag(_signed(other.depth) - first.depth))
    planes = [part.astype(np.uint8) for image in images for part in (image & 0xFF, image >> 8)]
    return b"".join(plane.tobytes() for plane in planes)


def decode_projections(content: bytes, shape: tuple[int, int]) -> dict[str, Projection]:
    """Return by mapping the images, each (height, width), that `encode_projections` encoded."""
    planes = np.frombuffer(content, np.uint8).reshape(2 * len(MAPPINGS), 2, *shape)
    numbers = planes[:, 0] + planes[:, 1].astype(np.int64) * 256
    row, depth = numbers[0], _from_zigzag(numbers[1]).cumsum(axis=1)
    found = {MAPPINGS[0]: _projection(row, depth)}
    for n, mapping in enumerate(MAPPINGS[1:], start=1):
        steps = _from_zigzag(numbers[2 * n]), _from_zigzag(numbers[2 * n + 1])
        found[mapping] = _projection(row + steps[0], depth + steps[1])
    return found


def _projection(row: np.ndarray, depth: np.ndarray) -> Projection:
    return Projection(*(np.ascontiguousarray(part, dtype=np.uint16) for part in (row, depth)))


def _signed(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.int64)


def _zigzag(numbers: np.ndarray) -> np.ndarray:
    return (numbers << 1) ^ (numbers >> 63)


def _from_zigzag(codes: np.ndarray) -> np.ndarray:
    return (codes >> 1) ^ -(codes & 1)
