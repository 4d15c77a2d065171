"""The steps that build the assets of the atlas, one for each asset."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from atlasviewer.atlas import annotation, flatmap, topview
from atlasviewer.atlas.colormaps import colormap_tables
from atlasviewer.atlas.labels import Runs, encode_runs, find_runs
from atlasviewer.atlas.meshes.extraction import right_half
from atlasviewer.atlas.meshes.fitting import FULL, ITERATIONS, LIGHT, Level, MeshMaker
from atlasviewer.atlas.meshes.recipe import make_mesh_file
from atlasviewer.atlas.region_columns import region_columns
from atlasviewer.atlas.regions import RegionTable, load_regions
from atlasviewer.atlas.report import Report
from atlasviewer.atlas.slices import brain_bounds, encode_slices
from atlasviewer.atlas.summary import RegionSummary, summarise_runs


class StepUnavailable(Exception):
    """A step cannot be done on this machine now; the build continues without it."""


@dataclass(frozen=True)
class Built:
    """What a step returns: the bytes of the asset, and facts for its entry in the manifest."""

    content: bytes
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Workshop:
    """The inputs of steps; the annotation is found and read when the first step needs it."""

    folder: Path
    annotation_path: Path | None
    report: Report

    @cached_property
    def rows(self) -> np.ndarray:
        """Region rows of the annotation, uint16, shape (528, 320, 456), AP × DV × ML."""
        cache = self.folder / "source" / annotation.FILE_NAME
        path = annotation.find_annotation(self.annotation_path, cache, self.report)
        self.report.say(f"Reading {path}")
        with self.report.progress("annotation", path.stat().st_size) as advance:
            return annotation.read_annotation(path, advance)

    @cached_property
    def runs(self) -> Runs:
        """Runs of equal label along ML."""
        return find_runs(self.rows)

    @cached_property
    def summary(self) -> RegionSummary:
        """Size and centre of each region's own voxels."""
        return summarise_runs(self.runs)

    @cached_property
    def regions(self) -> RegionTable:
        """The region table."""
        return load_regions()

    @cached_property
    def mesh_maker(self) -> MeshMaker:
        """The jointly smoothed surfaces from which the meshes of every level are built."""
        maker = MeshMaker(right_half(self.rows))
        with self.report.progress("meshes, smoothing", ITERATIONS, "rounds") as advance:
            maker.smooth_jointly(advance)
        return maker


@dataclass(frozen=True)
class Step:
    """One asset; increase `version` if `build` would create other bytes from the same input."""

    name: str
    extension: str
    version: int
    build: Callable[[Workshop], Built]
    packages: tuple[str, ...] = ()
    """Packages whose versions the bytes depend on."""

    def inputs(self) -> dict[str, Any]:
        """Return everything the asset is built from, as recorded in the manifest."""
        return {
            "annotation": annotation.ANNOTATION_SHA256,
            "step": self.version,
            "packages": {package: _installed(package) for package in self.packages},
        }


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def build_labels(workshop: Workshop) -> Built:
    """The label volume: 3.15 M runs along ML."""
    return Built(encode_runs(workshop.runs), {"runs": len(workshop.runs)})


def build_slices(workshop: Workshop) -> Built:
    """Every slice separately, and the voxel range of the brain along AP, DV and ML."""
    with workshop.report.progress("slices", sum(workshop.rows.shape), "slices") as advance:
        content = encode_slices(workshop.rows, advance)
    return Built(content, {"bounds": brain_bounds(workshop.rows)})


def build_regions(workshop: Workshop) -> Built:
    """The region table with voxel counts."""
    columns = region_columns(workshop.regions, workshop.summary)
    return Built(compact_json(columns), {"rows": len(workshop.regions)})


def build_colormaps(_: Workshop) -> Built:
    """The colour maps, which depend on nothing but matplotlib."""
    tables = colormap_tables()
    return Built(compact_json(tables), {"maps": len(tables["maps"])})


def build_meshes(level: Level) -> Callable[[Workshop], Built]:
    """The surfaces of all regions at one level of detail."""

    def build(workshop: Workshop) -> Built:
        content, facts = make_mesh_file(
            workshop.mesh_maker, workshop.regions, level, workshop.report
        )
        return Built(content, facts)

    return build


def build_projections(direction: topview.Direction) -> Callable[[Workshop], Built]:
    """The first label met along one direction, under each mapping."""

    def build(workshop: Workshop) -> Built:
        found = topview.project_all(workshop.rows, workshop.regions, direction)
        height, width = next(iter(found.values())).row.shape
        facts = {"width": width, "height": height, "mappings": list(found)}
        return Built(topview.encode_projections(found), facts)

    return build


def build_swanson(workshop: Workshop) -> Built:
    """The vector paths of the Swanson flatmap, found on this machine or downloaded."""
    cache = workshop.folder / "source" / flatmap.FILE_NAME
    try:
        paths = flatmap.find_paths(cache, workshop.report)
        converted = flatmap.convert_paths(paths)
    except (flatmap.FlatmapUnavailable, flatmap.FlatmapError) as reason:
        raise StepUnavailable(str(reason)) from reason
    return Built(compact_json(converted), {"regions": len(converted["regions"])})


def compact_json(value: object) -> bytes:
    """Return JSON without blanks, in UTF-8; keys keep their order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


REGION_PACKAGES = ("iblatlas", "iblbrainviewer", "STAIR-tools")
MESH_PACKAGES = ("iblatlas", "zmesh", "fast-simplification", "scipy", "numpy")

STEPS: tuple[Step, ...] = (
    Step("labels", "bin", 1, build_labels, ("iblatlas",)),
    Step("slices", "bin", 2, build_slices, ("iblatlas",)),
    Step("regions", "json", 1, build_regions, REGION_PACKAGES),
    Step("colormaps", "json", 2, build_colormaps, ("matplotlib",)),
    *(
        Step(f"projections_{direction.name}", "bin", 1, build_projections(direction), ("iblatlas",))
        for direction in topview.DIRECTIONS
    ),
    Step("swanson", "json", 1, build_swanson, ("iblatlas",)),
    Step("meshes_light", "bin", 6, build_meshes(LIGHT), MESH_PACKAGES),
    Step("meshes", "bin", 6, build_meshes(FULL), MESH_PACKAGES),
)
