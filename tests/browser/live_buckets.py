"""Buckets for the browser tests, created through the API like those of the SDK."""

from typing import Any

import requests

from tests.live import GLOBAL_KEY, Site
from tests.waiting import SECONDS

TOKEN = "5d0f7f0a-3a43-4ad6-9f5a-7f2f1f0f9a11"


def write(site: Site, method: str, path: str, content: Any = None, *, key: str = TOKEN) -> None:
    """Send a write to ``/api/<path>``; fail with the server's sentence."""
    answer = requests.request(
        method,
        f"{site.api}{path}",
        json=content,
        headers={"Authorization": f"Bearer {key}"},
        timeout=SECONDS,
    )
    assert answer.status_code == 200, answer.text


def make_bucket(site: Site, name: str, **metadata: Any) -> str:
    """Make a bucket, and return its name."""
    content = {"uuid": name, "metadata": {"token": TOKEN, **metadata}}
    write(site, "POST", "buckets", content, key=GLOBAL_KEY)
    return name


def add_feature(site: Site, bucket: str, fname: str, data: dict[str, Any], **texts: str) -> None:
    """Add a feature with this ``feature_data``."""
    write(site, "POST", f"buckets/{bucket}", {"fname": fname, "feature_data": data, **texts})


def region_data(values: dict[int, Any], *, statistic: str = "mean") -> dict[str, Any]:
    """Return ``feature_data`` with the same values by row with side under all mappings."""
    mapping = {"data": {str(row): {statistic: value} for row, value in values.items()}}
    return {"mappings": dict.fromkeys(("allen", "beryl", "cosmos"), mapping)}
