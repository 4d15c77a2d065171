"""Features with known values, and comparisons asked of the API as a stranger."""

from typing import Any

import numpy as np

from atlasviewer.atlas.regions import SIDE_ROWS, load_regions
from tests import cast

PATH = "buckets/my_bucket/rate/compare"


def row(acronym: str, side: str = "right") -> int:
    found = int(load_regions().acronym.tolist().index(acronym))
    return found + (SIDE_ROWS if side == "left" else 0)


def beryl_rows() -> list[int]:
    return [int(one) for one in np.unique(load_regions().beryl) if one > 1]


def make_feature(
    fname: str,
    values: dict[int, float | None],
    *,
    bucket: str = "my_bucket",
    statistic: str = "mean",
    mapping: str = "beryl",
    **more: Any,
) -> None:
    data = {str(one): {statistic: value} for one, value in values.items()}
    cast.make_feature(bucket, fname, feature_data={"mappings": {mapping: {"data": data}}}, **more)


def compare(query: str = "with=my_bucket/choice", path: str = PATH) -> Any:
    answer = cast.stranger().get(f"{path}?{query}")
    assert answer.status_code == 200, answer.whole
    return answer.json()


def refused(query: str, status: int = 400) -> str:
    answer = cast.stranger().get(f"{PATH}?{query}")
    assert answer.status_code == status, answer.whole
    return answer.whole.decode()


def small() -> None:
    """Make two features that share four regions; one has a zero, a null and a gap."""
    cast.make_bucket()
    rate = {row("MOs"): 4.0, row("MOp"): 2.0, row("CP", "left"): 2.0, row("ACB"): -1.0}
    make_feature("rate", rate | {row("VISp"): 9.0, row("TH"): None}, unit="sp/s")
    choice = {row("MOs"): 2.0, row("MOp"): 0.0, row("CP", "left"): 8.0, row("ACB"): 0.5}
    make_feature("choice", choice | {row("VISl"): 1.0}, unit="sp/s")
