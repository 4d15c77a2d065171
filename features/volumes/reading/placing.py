"""How the axes of a volume lie in the atlas: told, read from its header, or guessed from its size.

A guess is never silent: `Placement.guesses` has a sentence for each, to be confirmed.
"""

from dataclasses import dataclass
from itertools import permutations

from features.volumes.reading.problem import FileProblem
from features.volumes.reading.volume_file import VolumeFile

BRAIN_UM = (13_200, 8_000, 11_400)
"""The atlas's box along AP, DV and ML."""
RESOLUTIONS = (10, 20, 25, 50, 100)
"""Edges of a voxel, in µm, of the grids that are read."""
TARGET = "asl"
"""Where the axes of a stored volume start: in front, above, on the left."""
PAIRS = ("ap", "si", "lr")
"""The two ends of AP, DV and ML."""
ENDS = {"a": "front", "p": "back", "s": "top", "i": "bottom", "l": "left", "r": "right"}
SIDES = ("left", "right")
SAME_SIZE = 0.02
"""Relative difference up to which the header's voxels are those of the grid."""


@dataclass(frozen=True)
class Placement:
    """How to turn the array of a file into AP × DV × ML from front, top and left."""

    order: tuple[int, int, int]
    """The axes of the file that run along AP, DV and ML."""
    flipped: tuple[bool, bool, bool]
    """Which of AP, DV and ML run the other way in the file."""
    resolution: int
    """Edge of a voxel in µm."""
    half: str | None
    """``left`` or ``right`` if the volume is of one hemisphere only."""
    guesses: tuple[str, ...]
    """What neither the file nor anyone says."""
    notes: tuple[str, ...]

    @property
    def orientation(self) -> str:
        """Where each axis of the file starts, in its own order."""
        letters = dict(zip(self.order, self._starts(), strict=True))
        return "".join(letters[axis] for axis in range(3))

    def _starts(self) -> list[str]:
        return [
            pair[1 - pair.index(letter)] if flipped else letter
            for pair, letter, flipped in zip(PAIRS, TARGET, self.flipped, strict=True)
        ]


def place_volume(
    file: VolumeFile, *, orientation: str | None = None, side: str | None = None
) -> Placement:
    """Return how a volume lies in the atlas.

    Args:
        orientation: where its axes start, if someone says so: three letters, one of a and p, one of
            s and i, one of l and r. It has priority over the file's header.
        side: the hemisphere of a volume of one, ``left`` or ``right``.

    Raises `FileProblem` if the volume has the size of no grid of the atlas.
    """
    shape = tuple(int(length) for length in file.array.shape)
    notes: list[str] = []
    guesses: list[str] = []
    told = orientation if orientation is None else _check(orientation)
    starts = told or file.orientation
    found = _fit(shape, starts) if starts else None
    if told and found is None:
        raise _no_grid(shape, f", with axes that start at {_say(told)}")
    if found is None:
        starts, found = _guess(shape)
        if file.orientation:
            notes.append(
                f"The file's header says that its axes start at {_say(file.orientation)}, which "
                "does not fit the atlas's size; it is ignored."
            )
        guesses.append(
            f"orientation: nothing valid says how the axes run. Their sizes fit axes that start at "
            f"{_say(starts)} ({starts})."
        )
    assert starts is not None  # noqa: S101 - for the type checker
    resolution, whole = found
    half = None if whole else side
    if not whole and side is None:
        half = "right"
        guesses.append("side: the volume is one hemisphere; it is taken for the right one.")
    if whole and side is not None:
        raise FileProblem("The volume is of the whole brain; leave out the side.")
    notes += _compare_edges(file, resolution)
    order = _order(starts)
    flipped = [starts[axis] != letter for axis, letter in zip(order, TARGET, strict=True)]
    return Placement(
        order=order,
        flipped=(flipped[0], flipped[1], flipped[2]),
        resolution=resolution,
        half=half,
        guesses=tuple(guesses),
        notes=tuple(notes),
    )


def _check(orientation: str) -> str:
    low = orientation.lower()
    if len(low) != 3 or any(sum(letter in pair for letter in low) != 1 for pair in PAIRS):
        raise FileProblem(
            f"orientation: “{orientation[:20]}” must be three letters that say where the axes "
            "start: one of a and p, one of s and i, one of l and r, for example asl."
        )
    return low


def _order(starts: str) -> tuple[int, int, int]:
    """Return the axes that run along AP, DV and ML."""
    ap, dv, ml = (next(n for n in range(3) if starts[n] in pair) for pair in PAIRS)
    return ap, dv, ml


def _fit(shape: tuple[int, ...], starts: str) -> tuple[int, bool] | None:
    """Return the resolution of the grid of this size, and whether it is the whole brain's."""
    ap, dv, ml = (shape[axis] for axis in _order(starts))
    for resolution in RESOLUTIONS:
        full = tuple(length // resolution for length in BRAIN_UM)
        if (ap, dv) == full[:2] and ml in (full[2], full[2] // 2):
            return resolution, ml == full[2]
    return None


def _guess(shape: tuple[int, ...]) -> tuple[str, tuple[int, bool]]:
    """Return the only order of axes that fits, running as the atlas's; raise `FileProblem`."""
    for order in permutations(TARGET):
        starts = "".join(order)
        if found := _fit(shape, starts):
            return starts, found
    raise _no_grid(shape, "")


def _no_grid(shape: tuple[int, ...], how: str) -> FileProblem:
    grids = ", ".join(
        f"{' × '.join(str(length // one) for length in BRAIN_UM)} ({one} µm)" for one in RESOLUTIONS
    )
    return FileProblem(
        f"The volume has {' × '.join(map(str, shape))} voxels{how}: no grid of the Allen atlas. "
        f"Along AP × DV × ML these are {grids}, or half of ML. Register it to the Allen CCFv3 "
        "first."
    )


def _compare_edges(file: VolumeFile, resolution: int) -> list[str]:
    if file.voxel_um is None:
        return []
    if all(abs(edge - resolution) <= SAME_SIZE * resolution for edge in file.voxel_um):
        return []
    said = " × ".join(f"{edge:g}" for edge in file.voxel_um)
    return [
        f"The header says voxels of {said} µm; the number of voxels is that of the atlas at "
        f"{resolution} µm, which is taken."
    ]


def _say(starts: str) -> str:
    return ", ".join(ENDS[letter] for letter in starts)
