"""Shares a value given for several regions together among them."""

from collections.abc import Sequence

from atlasviewer.atlas.regions import load_regions


def share_by_volume(rows: Sequence[int], voxels: Sequence[int]) -> dict[int, float]:
    """Return row → its share of the volume of all `rows`, summing to 1; {} where unknown.

    `voxels` are the voxel counts of regions 0…1327 without their descendants, which are added here.
    If a region has no voxels, its share of the value would vanish: {} is returned.
    """
    if not voxels:
        return {}
    volumes = {row: sum(voxels[each] for each in _with_descendants(row)) for row in rows}
    total = sum(volumes.values())
    return {} if 0 in volumes.values() else {row: volume / total for row, volume in volumes.items()}


def _with_descendants(row: int) -> list[int]:
    parents = load_regions().parent
    found, i = [row], 0
    while i < len(found):
        found += [child for child in range(len(parents)) if parents[child] == found[i]]
        i += 1
    return found
