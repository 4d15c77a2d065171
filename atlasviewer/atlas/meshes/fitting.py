"""A mesh for each region that follows its labels: simple if that suffices, else finer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from atlasviewer.atlas.annotation import VOXEL_UM
from atlasviewer.atlas.meshes.extraction import (
    Surfaces,
    extract_surfaces,
    halve_resolution,
    to_micrometres,
)
from atlasviewer.atlas.meshes.geometry import (
    Mesh,
    face_areas,
    face_components,
    is_closed,
    join_meshes,
    swell,
    volume_of,
)
from atlasviewer.atlas.meshes.measuring import Fit, LabelBorders
from atlasviewer.atlas.meshes.sharing import map_labels
from atlasviewer.atlas.meshes.simplification import share_budget, simplify
from atlasviewer.atlas.meshes.smoothing import smooth_surfaces

COARSE_UM = 2 * VOXEL_UM
ITERATIONS = 25
UNIT_UM = 2
"""Positions are whole multiples of this; meshes are rounded before they are measured."""
LARGE_UM3 = 1e8
"""0.1 mm³: the volume of larger regions is guaranteed within 10 %."""
MOST_SWELL_UM = 12
PATCH_ROUNDS = 3
"""Patches of the first round are simplified, later ones are kept as they are."""
PATCH_SHARES = (0.12, 0.25, 0.5)
"""Share of a patch's triangles that is kept; the next one if the patch would vanish."""
SPECK_FACES = 40
"""Parts of fewer triangles are kept as they are: smoothing and simplifying would lose them."""


@dataclass(frozen=True)
class Level:
    """How many triangles the meshes have, and how far they may be from their labels."""

    triangles: int
    """For one half, shared among the regions; those that need more get more."""
    fewest: int
    """Triangles of the smallest region."""
    distance_um: float
    lost_um: float
    """A voxel further than this from the mesh is lost, and a patch is added for it."""
    near_um: float
    """The patch covers its surroundings, up to where the mesh is nearer than this."""
    large: float
    """Share of the volume that a region above 0.1 mm³ may gain or lose."""
    small: float
    """The same for smaller regions."""


FULL = Level(70_000, 60, distance_um=97, lost_um=88, near_um=50, large=0.08, small=0.25)
"""Guaranteed are 100 µm and 10 %."""
LIGHT = Level(24_000, 24, distance_um=490, lost_um=450, near_um=200, large=0.09, small=0.6)
"""For machines without a GPU: guaranteed are 500 µm and 12 %."""


@dataclass(frozen=True)
class Attempt:
    """One way to make a region's mesh."""

    own: bool
    """From the region's labels at 25 µm alone, instead of from all at 50 µm jointly."""
    iterations: int
    """Of smoothing."""
    richness: float
    """Triangles, as a multiple of the region's share of the budget."""
    most_lost: float
    """A mesh that lost a larger share of its label's border is rejected instead of patched."""


LADDER = (
    Attempt(own=False, iterations=ITERATIONS, richness=1, most_lost=0.05),
    Attempt(own=False, iterations=ITERATIONS, richness=2.5, most_lost=0.05),
    Attempt(own=True, iterations=8, richness=3, most_lost=0.15),
    Attempt(own=True, iterations=3, richness=6, most_lost=1),
    Attempt(own=True, iterations=1, richness=12, most_lost=1),
    Attempt(own=True, iterations=1, richness=30, most_lost=1),
)


@dataclass(frozen=True)
class Fitted:
    """A region's mesh, how it was made and how well it fits."""

    mesh: Mesh
    attempt: Attempt
    fit: Fit
    patches: int
    """Parts added because the mesh had lost them."""


class MeshMaker:
    """Creates meshes of any resolution from one half of the annotation."""

    def __init__(self, half: np.ndarray) -> None:
        """Take the labels of the right half at 25 µm, uint16, AP × DV × ML from the midline."""
        self.half = half
        self.coarse = halve_resolution(half)
        self.borders = LabelBorders(half)
        self.joint: dict[int, Mesh] = {}
        self.labels = [int(label) for label in np.flatnonzero(self.borders.voxels[1:]) + 1]
        self._boxes = ndimage.find_objects(half.astype(np.int32))

    def smooth_jointly(self, advance: Callable[[int], object]) -> None:
        """Create the joint surfaces of all regions; `advance` is called after each iteration."""
        surfaces = extract_surfaces(self.coarse)
        positions = smooth_surfaces(surfaces, ITERATIONS, advance=advance)
        self.joint = _meshes_of(surfaces, to_micrometres(positions, COARSE_UM, (0, 0, 0)))

    def fit_all(self, level: Level, advance: Callable[[int], object]) -> dict[int, Fitted]:
        """Return a mesh for each label; `advance` is called with 1 after each."""
        budget = share_budget(self.joint, level.triangles, level.fewest)

        def fit(label: int) -> Fitted:
            return self.fit(label, budget.get(label, level.fewest), level)

        # The largest first, so that no core is left with a long task at the end.
        order = sorted(self.labels, key=lambda label: -len(self.borders.places(label)))
        fitted = {}
        for label, mesh in zip(order, map_labels(fit, order), strict=True):
            fitted[label] = mesh
            advance(1)
        return {label: fitted[label] for label in self.labels}

    def fit(self, label: int, share: int, level: Level) -> Fitted:
        """Return the first mesh of the ladder that follows the label, or else the best."""
        best: tuple[float, Fitted] | None = None
        for attempt in LADDER:
            fitted = self._try(label, attempt, share, level)
            if fitted is None:
                continue
            fault = self._fault(label, fitted.fit, level)
            if fault <= 1:
                return fitted
            if best is None or fault < best[0]:
                best = fault, fitted
        if best is None:
            raise ValueError(f"Region row {label} has no mesh that fits its labels.")
        return best[1]

    def _try(self, label: int, attempt: Attempt, share: int, level: Level) -> Fitted | None:
        source = self._own_mesh(label, attempt.iterations) if attempt.own else self.joint.get(label)
        if source is None:
            return None
        simple = _simplify_kept(source, int(share * attempt.richness))
        area = float(face_areas(simple.vertices, simple.outside).sum())
        if area == 0 or not is_closed(simple.faces):
            return None
        missing = (self.borders.volume(label) - volume_of(simple)) / area
        # Moving the surface by a few µm restores the volume lost by smoothing and simplifying.
        mesh = _rounded(swell(simple, float(np.clip(missing, -MOST_SWELL_UM, MOST_SWELL_UM))))
        if attempt is not LADDER[-1] and self._is_hopeless(label, mesh, attempt, level):
            return None
        fit = self.borders.fit(label, mesh)
        count = 0
        for round_ in range(PATCH_ROUNDS):
            lost = fit.from_labels > level.lost_um
            if not lost.any():
                break
            if lost.mean() > attempt.most_lost:
                return None
            patches = self._patches(label, fit.from_labels, level)
            if round_ == 0:
                patches = [_lighten(patch) for patch in patches]
            mesh = _rounded(join_meshes([mesh, *patches]))
            fit = self.borders.fit(label, mesh)
            count += len(patches)
        return Fitted(mesh, attempt, fit, count)

    def _is_hopeless(self, label: int, mesh: Mesh, attempt: Attempt, level: Level) -> bool:
        """Return whether a mesh lost too much, or has the wrong volume without having lost any."""
        lost = float(np.mean(self.borders.glance(label, mesh) > level.lost_um))
        off = abs(volume_of(mesh) / self.borders.volume(label) - 1)
        return lost > attempt.most_lost or (lost == 0 and off > self._share(label, level))

    def _share(self, label: int, level: Level) -> float:
        """Return the share of its volume that a region may gain or lose."""
        return level.large if self.borders.volume(label) > LARGE_UM3 else level.small

    def _fault(self, label: int, fit: Fit, level: Level) -> float:
        """Return the deviation of a fit relative to the guarantee; at most 1 is within it."""
        share = self._share(label, level)
        return max(fit.distance / level.distance_um, abs(fit.volume - 1) / share)

    def _own_mesh(self, label: int, iterations: int) -> Mesh:
        """Return the mesh of one label at 25 µm."""
        box = self._boxes[label - 1]
        surfaces, origin = _extract(self.half[box] == label, [part.start for part in box])
        faces = surfaces.faces[1]
        part = face_components(faces)
        held = np.zeros(len(surfaces.grid), dtype=bool)
        held[faces[np.bincount(part)[part] < SPECK_FACES]] = True
        positions = smooth_surfaces(surfaces, iterations, held=held)
        return Mesh(to_micrometres(positions, VOXEL_UM, origin), faces, surfaces.caps[1])

    def _patches(self, label: int, distances: np.ndarray, level: Level) -> list[Mesh]:
        """Return the parts of a label that its mesh lost, each as its voxels are."""
        places = self.borders.places(label)
        low = places.min(axis=0)
        mask = np.zeros(places.max(axis=0) - low + 1, dtype=bool)
        far = distances > level.near_um
        mask[tuple((places[far] - low).T)] = True
        parts, _ = ndimage.label(mask, structure=np.ones((3, 3, 3)))
        lost = np.unique(parts[tuple((places[distances > level.lost_um] - low).T)])
        patches = []
        boxes = ndimage.find_objects(parts)
        for number in lost:
            box = boxes[number - 1]
            voxels = ndimage.binary_fill_holes(parts[box] == number)
            start = [int(a + b.start) for a, b in zip(low, box, strict=True)]
            surfaces, origin = _extract(voxels, start)
            points = to_micrometres(surfaces.grid / 2, VOXEL_UM, origin)
            patches.append(Mesh(points, surfaces.faces[1], surfaces.caps[1]))
        return patches


def _extract(voxels: np.ndarray, start: list[int]) -> tuple[Surfaces, tuple[int, int, int]]:
    """Return the surface of a block of voxels, and the place in the half of its first voxel."""
    # Only what touches the midline may lie at ML index 0, for there surfaces are capped.
    margin = min(start[2], 1)
    labels = np.pad(voxels, ((0, 0), (0, 0), (margin, 0))).astype(np.uint16)
    return extract_surfaces(labels), (start[0], start[1], start[2] - margin)


def _meshes_of(surfaces: Surfaces, positions: np.ndarray) -> dict[int, Mesh]:
    meshes = {}
    for label, faces in surfaces.faces.items():
        used, own = np.unique(faces, return_inverse=True)
        meshes[label] = Mesh(positions[used], own.reshape(-1, 3), surfaces.caps[label])
    return meshes


def _simplify_kept(mesh: Mesh, target: int) -> Mesh:
    """Simplify the large parts of a mesh and keep its specks."""
    part = face_components(mesh.faces)
    speck = np.bincount(part)[part] < SPECK_FACES
    if speck.all() or not speck.any():
        return mesh if speck.all() else simplify(mesh, target)
    parts = [_select(mesh, speck), simplify(_select(mesh, ~speck), target)]
    return join_meshes(parts)


def _lighten(patch: Mesh) -> Mesh:
    """Simplify a patch as far as it stays closed."""
    for share in PATCH_SHARES:
        simple = _simplify_kept(patch, int(len(patch.faces) * share))
        if is_closed(simple.faces):
            return simple
    return patch


def _select(mesh: Mesh, chosen: np.ndarray) -> Mesh:
    used, faces = np.unique(mesh.faces[chosen], return_inverse=True)
    caps = int(np.count_nonzero(chosen[len(chosen) - mesh.caps :]))
    return Mesh(mesh.vertices[used], faces.reshape(-1, 3), caps)


def _rounded(mesh: Mesh) -> Mesh:
    return Mesh(np.round(mesh.vertices / UNIT_UM) * UNIT_UM, mesh.faces, mesh.caps)
