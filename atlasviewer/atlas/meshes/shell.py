"""The glass shell: the outer surface of the right half of the brain, open at the midline."""

import numpy as np
from scipy import ndimage

from atlasviewer.atlas.meshes.extraction import extract_surfaces, to_micrometres
from atlasviewer.atlas.meshes.geometry import Mesh
from atlasviewer.atlas.meshes.simplification import simplify
from atlasviewer.atlas.meshes.smoothing import smooth_surfaces
from atlasviewer.atlas.regions import VOID

CLOSING = 3
"""Rounds of closing at 50 µm: bridges slits up to 300 µm wide."""
MARGIN = 4
ITERATIONS = 40


def make_shell(coarse: np.ndarray, voxel_um: int, triangles: int) -> Mesh:
    """Return the shell of a half volume of labels whose ML index 0 touches the midline.

    Slits and ventricles are closed first. The mesh has no cap, so that two mirrored halves make
    one surface.
    """
    # What is beyond the midline mirrors what is before it, so closing does not see an edge there.
    tissue = np.pad(coarse != VOID, ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, MARGIN)))
    whole = np.concatenate([tissue[:, :, MARGIN - 1 :: -1], tissue], axis=2)
    filled = ndimage.binary_fill_holes(ndimage.binary_closing(whole, iterations=CLOSING))
    half = filled[MARGIN:-MARGIN, MARGIN:-MARGIN, MARGIN:-MARGIN]
    surfaces = extract_surfaces(half.astype(np.uint16))
    positions = to_micrometres(smooth_surfaces(surfaces, ITERATIONS), voxel_um, (0, 0, 0))
    mesh = simplify(Mesh(positions, surfaces.faces[1], surfaces.caps[1]), triangles)
    used, faces = np.unique(mesh.outside, return_inverse=True)
    return Mesh(mesh.vertices[used], faces.reshape(-1, 3), 0)
