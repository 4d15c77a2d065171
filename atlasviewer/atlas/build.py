"""Builds the assets of the atlas, step by step."""

import json
from pathlib import Path
from typing import Any

from atlasviewer.atlas import annotation, assets
from atlasviewer.atlas.report import QUIET, Report
from atlasviewer.atlas.steps import STEPS, Step, StepUnavailable, Workshop


def build_atlas(
    *,
    folder: Path,
    annotation_path: Path | None = None,
    force: bool = False,
    report: Report = QUIET,
    steps: tuple[Step, ...] = STEPS,
) -> dict[str, Any]:
    """Bring the assets in `folder` up to date and return the manifest.

    A step is skipped if its inputs are unchanged and its files are intact, unless `force`. The
    manifest is replaced last and atomically: a build stopped at any point leaves the former atlas
    in use, and the next build continues there. The files of the former atlas are kept, so that open
    pages go on working. Raises AnnotationError if a step needs the annotation and it cannot be
    found.
    """
    with assets.sole_builder(folder, lambda: report.say("Waiting for another build to finish")):
        former = _former_manifest(folder)
        in_use: dict[str, assets.Record] = former.get("assets", {})
        finished = _read_records(folder / assets.UNFINISHED)
        known = {} if force else in_use | finished
        workshop = Workshop(folder, annotation_path, report)
        records: dict[str, assets.Record] = {}
        for step in steps:
            record = _make(step, known.get(step.name), workshop)
            if record is None:
                record = _keep_former(step, in_use.get(step.name), workshop)
            if record is None:
                continue
            records[step.name] = record
            if record != known.get(step.name):
                assets.write_json(folder / assets.UNFINISHED, records)
        kept = _keep_for_open_pages(folder, former, records)
        manifest = describe(records, kept)
        if manifest != former:
            assets.write_json(folder / assets.MANIFEST, manifest)
        known_files = assets.files_of(in_use) | assets.files_of(finished)
        known_files |= assets.with_gzip(former.get("former", []))
        stale = known_files - assets.files_of(records) - assets.with_gzip(kept)
        assets.remove_files(folder, stale | {assets.UNFINISHED})
        return manifest


def describe(records: dict[str, assets.Record], kept: list[str]) -> dict[str, Any]:
    """Return the manifest for the given assets; ``former`` names files of the one before."""
    return {
        "version": assets.MANIFEST_VERSION,
        "source": {
            "name": annotation.FILE_NAME,
            "file_sha256": annotation.ANNOTATION_SHA256,
        },
        "citation": annotation.CITATION,
        "terms": annotation.TERMS,
        "voxel_um": annotation.VOXEL_UM,
        "shape": list(annotation.SHAPE),
        "side_split": annotation.SIDE_SPLIT,
        "bregma_index": list(annotation.BREGMA_INDEX),
        "assets": records,
        "former": kept,
    }


def _keep_for_open_pages(
    folder: Path, former: dict[str, Any], records: dict[str, assets.Record]
) -> list[str]:
    """Return the files of the former atlas, which open pages may still request.

    They are kept until the atlas changes again.
    """
    in_use = {record["file"] for record in former.get("assets", {}).values()}
    present = {record["file"] for record in records.values()}
    if in_use == present:
        return [str(file) for file in former.get("former", [])]
    gone = {
        file
        for file in in_use
        if not all((folder / name).exists() for name in assets.with_gzip([file]))
    }
    return sorted(in_use - present - gone)


def _make(step: Step, known: assets.Record | None, workshop: Workshop) -> assets.Record | None:
    """Return the record of a step's asset, built now or reused; None if unavailable."""
    report = workshop.report
    inputs = step.inputs()
    if known and known["built_from"] == inputs and assets.is_whole(workshop.folder, known):
        report.say(f"{step.name}: up to date")
        return known
    report.say(f"{step.name}: building")
    try:
        built = step.build(workshop)
    except StepUnavailable as reason:
        report.say(f"{step.name}: left out. {reason}")
        return None
    with report.progress(f"{step.name}, compressing", len(built.content)) as advance:
        record = assets.write_asset(
            workshop.folder, step.name, step.extension, built.content, advance
        )
    report.say(f"{step.name}: {record['gzip_bytes'] / 1e6:.2f} MB in {record['file']}.gz")
    return record | built.facts | {"built_from": inputs}


def _keep_former(
    step: Step, former: assets.Record | None, workshop: Workshop
) -> assets.Record | None:
    """Return the record of an unavailable step's asset from an earlier build, if it is intact."""
    if former is None or not assets.is_whole(workshop.folder, former):
        return None
    workshop.report.say(f"{step.name}: the one from an earlier build stays in use")
    return former


def _former_manifest(folder: Path) -> dict[str, Any]:
    try:
        return assets.read_manifest(folder)
    except assets.AtlasNotBuilt:
        return {}


def _read_records(path: Path) -> dict[str, assets.Record]:
    try:
        records: dict[str, assets.Record] = json.loads(path.read_text(encoding="utf-8"))
        return records
    except (FileNotFoundError, ValueError):
        return {}
