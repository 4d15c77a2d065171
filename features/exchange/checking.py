"""What every import checks of a stored feature: the same as an upload does."""

from typing import Any

from atlasviewer.web.errors import Invalid
from features.services import check_texts, require_feature_data

MB = 1_000_000
MOST_PLACES = 3
"""Wrong places that one sentence names."""


def check_stored(content: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str | None]]:
    """Return the data of a feature and its texts, None where not given; raise `Invalid`."""
    data = require_feature_data(content)
    return data, {"short_desc": None, "unit": None, **check_texts(content)}


def say_refusal(refusal: Invalid) -> str:
    """Return the first wrong places of a feature as a sentence."""
    wrong = [f"{entry['place']} {entry['message']}" for entry in refusal.problems[:MOST_PLACES]]
    return "; ".join(wrong) or refusal.message
