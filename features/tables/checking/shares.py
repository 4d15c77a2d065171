"""How the value of several regions together is shared among them."""

from collections.abc import Sequence

from atlasviewer.atlas.regions import load_regions


def share_by_volume(rows: Sequence[int], voxels: Sequence[int]) -> dict[int, float]:
    """Return row → its share of the volume of all `rows`, summing to 1; {} where unknown.

    `voxels` are those of regions 0…1327 themselves; those of their descendants are added here. A
    region without voxels has no share, so that its value would vanish: {} is returned.
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
