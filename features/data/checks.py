"""Checks of ``feature_data``: data in, a problem for each wrong place out."""

import math
from collections.abc import Iterator
from typing import Any

from atlasviewer.atlas.regions import MAPPINGS, SIDE_ROWS
from features.data.volumes import ArrayProblem, check_points, check_volume
from features.models import Kind

LAST_ROW = 2 * SIDE_ROWS
MAX_PROBLEMS = 50
MAX_STATISTICS = 1_000
MAX_VOLUMES = 50
MAX_PLACE = 200
LAST_BYTE = 255
ROOT = "feature_data"

Problem = dict[str, Any]


def check_feature_data(data: object) -> list[Problem]:
    """Return a problem for each wrong place in `data`, at most 50; none if it can be stored."""
    problems: list[Problem] = []
    for problem in _find_problems(data):
        problems.append(problem)
        if len(problems) == MAX_PROBLEMS:
            break
    return problems


def find_kind(data: dict[str, Any]) -> Kind:
    """Return what a checked ``feature_data`` holds; points go before the volume they come with."""
    if "xyz" in data:
        return Kind.POINTS
    return Kind.REGIONS if "mappings" in data else Kind.VOLUME


def _find_problems(data: object) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield _problem(ROOT, "must be an object with “mappings”, “volume” or “volumes”")
        return
    if not {"mappings", "volume", "volumes", "xyz"} & data.keys():
        yield _problem(ROOT, "has none of “mappings”, “volume” and “volumes”")
    if "mappings" in data:
        yield from _check_mappings(data["mappings"], f"{ROOT}.mappings")
    if "volume" in data:
        yield from _check_array(data, ROOT)
    if "volumes" in data:
        yield from _check_volumes(data["volumes"], f"{ROOT}.volumes")
    yield from _check_points(data)
    if "histogram" in data:
        yield from _check_histogram(data["histogram"], f"{ROOT}.histogram")
    if not isinstance(data.get("cmap", ""), str | None):
        yield _problem(f"{ROOT}.cmap", "must be text: the name of a colour map")


def _check_mappings(mappings: object, place: str) -> Iterator[Problem]:
    if not isinstance(mappings, dict) or not mappings:
        yield _problem(place, "must be an object with “allen”, “beryl” or “cosmos”")
        return
    for name, mapping in mappings.items():
        where = f"{place}.{name}"
        if name not in MAPPINGS:
            yield _problem(where, "is not a mapping; choose “allen”, “beryl” or “cosmos”")
        elif not isinstance(mapping, dict) or not isinstance(mapping.get("data"), dict):
            yield _problem(where, "must be an object with “data”: index → statistics")
        else:
            for index, values in mapping["data"].items():
                yield from _check_region(index, values, f"{where}.data.{index}")
            yield from _check_statistics(mapping.get("statistics"), f"{where}.statistics")
            if "histogram" in mapping:
                yield from _check_histogram(mapping["histogram"], f"{where}.histogram")


def _check_region(index: str, values: object, place: str) -> Iterator[Problem]:
    if not is_region_index(index):
        yield _problem(place, f"is not a region: an index is a whole number from 0 to {LAST_ROW}")
    if not isinstance(values, dict):
        yield _problem(place, "must be an object: statistic → number or null")
        return
    if len(values) > MAX_STATISTICS:
        yield _problem(place, f"has more than {MAX_STATISTICS:,} statistics")
        return
    for statistic, value in values.items():
        if value is not None and not is_number(value):
            yield _problem(
                f"{place}.{statistic}", f"must be a finite number or null{_given(value)}"
            )


def _check_statistics(statistics: object, place: str) -> Iterator[Problem]:
    if statistics is None:
        return
    if not isinstance(statistics, dict):
        yield _problem(place, "must be an object: statistic → {min, max, mean, median}")
        return
    for name, summary in statistics.items():
        if not isinstance(summary, dict):
            yield _problem(f"{place}.{name}", "must be an object with min, max, mean, median")
            continue
        for key, value in summary.items():
            if value is not None and not is_number(value):
                yield _problem(f"{place}.{name}.{key}", "must be a finite number or null")


def _check_histogram(histogram: object, place: str) -> Iterator[Problem]:
    if histogram is None:
        return
    if not isinstance(histogram, dict):
        yield _problem(place, "must be an object with vmin, vmax, counts, total_count")
        return
    for key in ("vmin", "vmax", "total_count"):
        if histogram.get(key) is not None and not is_number(histogram[key]):
            yield _problem(f"{place}.{key}", "must be a finite number")
    counts = histogram.get("counts", [])
    if not isinstance(counts, list) or not all(map(is_number, counts)):
        yield _problem(f"{place}.counts", "must be a list of finite numbers")


def _check_volumes(volumes: object, place: str) -> Iterator[Problem]:
    if not isinstance(volumes, dict) or not volumes:
        yield _problem(place, "must be an object: statistic → {“volume”: …}")
        return
    if len(volumes) > MAX_VOLUMES:
        yield _problem(place, f"has {len(volumes):,} volumes; the limit is {MAX_VOLUMES}")
        return
    for statistic, entry in volumes.items():
        where = f"{place}.{statistic}"
        if not isinstance(entry, dict) or "volume" not in entry:
            yield _problem(where, "must be an object with “volume”")
        else:
            yield from _check_array(entry, where)


def _check_array(entry: dict[str, Any], place: str) -> Iterator[Problem]:
    try:
        check_volume(entry["volume"])
    except ArrayProblem as error:
        yield _problem(f"{place}.volume", str(error))
    missing = entry.get("missing_byte")
    if missing is not None and not (type(missing) is int and 0 <= missing <= LAST_BYTE):
        yield _problem(f"{place}.missing_byte", f"must be a whole number from 0 to {LAST_BYTE}")


def _check_points(data: dict[str, Any]) -> Iterator[Problem]:
    given = [key for key in ("xyz", "values") if key in data]
    if not given:
        return
    if len(given) == 1:
        yield _problem(f"{ROOT}.{given[0]}", "needs both “xyz” and “values”")
        return
    counts = {}
    for key, columns in (("xyz", 3), ("values", None)):
        try:
            counts[key] = check_points(data[key], columns=columns)
        except ArrayProblem as error:
            yield _problem(f"{ROOT}.{key}", str(error))
    if len(counts) == 2 and counts["xyz"] != counts["values"]:
        message = f"has {counts['values']:,} values for {counts['xyz']:,} points"
        yield _problem(f"{ROOT}.values", message)


def is_region_index(index: str) -> bool:
    """Return whether a key is a row of `BrainRegions`, written without sign or leading zeros."""
    return (
        index.isascii()
        and index.isdigit()
        and str(int(index[:5])) == index
        and (int(index) <= LAST_ROW)
    )


def is_number(value: object) -> bool:
    """Return whether a JSON value is a finite number; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)


def _given(value: object) -> str:
    return f", not {str(value)[:40]!r}" if isinstance(value, str) else ""


def _problem(place: str, message: str) -> Problem:
    if len(place) > MAX_PLACE:  # It holds keys that were sent.
        place = f"{place[:MAX_PLACE]}…"
    return {"place": place, "code": "bad_feature_data", "message": f"{place} {message}."}
