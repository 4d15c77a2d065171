"""Size and centre of every region, counted in the annotation."""

from dataclasses import dataclass

import numpy as np

from atlasviewer.atlas.annotation import BREGMA_INDEX, SIDE_SPLIT, VOXEL_UM
from atlasviewer.atlas.labels import Runs
from atlasviewer.atlas.regions import SIDE_ROWS, VOID

ROWS = 2 * SIDE_ROWS + 1
VOXEL_MM = VOXEL_UM / 1000
VOXEL_MM3 = VOXEL_MM**3


@dataclass(frozen=True)
class RegionSummary:
    """Numbers per region and side; every array is float64 of shape (2655,), NaN where no voxel is.

    Rows are those of `BrainRegions`: 0 void (always NaN), 1…1327 right, 1328…2654 left.
    """

    voxels: np.ndarray
    """Voxels of 25 µm."""
    volume_mm3: np.ndarray
    """Volume in mm³."""
    ap_mm: np.ndarray
    """AP of the centroid in mm from bregma, anterior positive."""
    dv_mm: np.ndarray
    """DV of the centroid in mm from bregma, dorsal positive."""
    ml_mm: np.ndarray
    """ML of the centroid in mm from bregma, right positive."""


def summarise_runs(runs: Runs) -> RegionSummary:
    """Return the numbers of each label's own voxels from the runs of a volume.

    A voxel belongs to the left when its ML index is below `SIDE_SPLIT`, as iblatlas has it; a run
    that crosses the line counts on both sides with its parts.
    """
    _, dv, _ = runs.shape
    tissue = runs.label != VOID
    line = np.repeat(np.arange(len(runs.per_line)), runs.per_line)[tissue]
    row = runs.label[tissue].astype(np.int64)
    start = runs.start[tissue]
    end = start + runs.length[tissue]
    totals = np.zeros((4, ROWS))
    for shift, first, stop in (
        (SIDE_ROWS, np.minimum(start, SIDE_SPLIT), np.minimum(end, SIDE_SPLIT)),
        (0, np.maximum(start, SIDE_SPLIT), np.maximum(end, SIDE_SPLIT)),
    ):
        count = stop - first
        sums = (count, count * (line // dv), count * (line % dv), count * ((first + stop - 1) / 2))
        for total, weights in zip(totals, sums, strict=True):
            total += np.bincount(row + shift, weights=weights, minlength=ROWS)
    return _summary(*totals)


def aggregate(summary: RegionSummary, mapping: np.ndarray) -> RegionSummary:
    """Return the numbers of the target regions of a parcellation, each voxel weighing the same.

    `mapping` is the target row of rows 0…1327 (`RegionTable.beryl`, `.cosmos`); sides are kept.
    """
    target = np.concatenate([mapping, mapping[1:] + SIDE_ROWS])
    voxels = np.nan_to_num(summary.voxels)
    ap, dv, ml = _indices(summary)
    totals = [
        np.bincount(target, weights=voxels * np.nan_to_num(each), minlength=ROWS)
        for each in (np.ones(ROWS), ap, dv, ml)
    ]
    return _summary(*totals)


def _summary(
    voxels: np.ndarray, ap_sum: np.ndarray, dv_sum: np.ndarray, ml_sum: np.ndarray
) -> RegionSummary:
    """Return the summary of counts and of sums of voxel indices along each axis."""
    bregma_ml, bregma_ap, bregma_dv = BREGMA_INDEX
    voxels = np.where(voxels > 0, voxels, np.nan)
    return RegionSummary(
        voxels=voxels,
        volume_mm3=voxels * VOXEL_MM3,
        ap_mm=(bregma_ap - ap_sum / voxels) * VOXEL_MM,
        dv_mm=(bregma_dv - dv_sum / voxels) * VOXEL_MM,
        ml_mm=(ml_sum / voxels - bregma_ml) * VOXEL_MM,
    )


def _indices(summary: RegionSummary) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the centroids as voxel indices, in the order AP, DV, ML."""
    bregma_ml, bregma_ap, bregma_dv = BREGMA_INDEX
    return (
        bregma_ap - summary.ap_mm / VOXEL_MM,
        bregma_dv - summary.dv_mm / VOXEL_MM,
        bregma_ml + summary.ml_mm / VOXEL_MM,
    )
