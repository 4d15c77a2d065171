"""Reading a table that came with a request: the file or pasted text, and the person's choices."""

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest

from atlasviewer.errors import Invalid, TooLarge
from features.tables.checking import Checked, check
from features.tables.choices import Choices
from features.tables.opening import open_table
from features.tables.sheets import DEFAULT
from features.tables.understanding import understand

PUBLISH_KEYS = frozenset({"existing"})
"""Keys of ``choices`` that say how to publish, not how to read."""


def check_request(request: HttpRequest) -> tuple[Checked, dict[str, Any]]:
    """Return the checked table of a request and its choices as they were sent.

    The table is the form field ``file``, or pasted text in ``text``; choices are JSON in
    ``choices``. Raises `Invalid` or `TooLarge`.
    """
    refuse_large(request)
    choices = read_choices(request.POST.get("choices", ""))
    data, filename = read_table_bytes(request)
    read = Choices.from_json(choices, also=PUBLISH_KEYS)
    workbook = open_table(data, filename)
    return check(workbook, understand(workbook, read), read), choices


def refuse_large(request: HttpRequest) -> None:
    """Refuse a body over the limits before any of it is read."""
    limit = min(settings.ATLASVIEWER.max_upload_mb * 2**20, DEFAULT.bytes + 8 * 2**20)
    if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
        raise TooLarge(
            f"The request is larger than the {limit // 2**20} MB that a table may have here; "
            "send only the rows and columns that matter."
        )


def read_table_bytes(request: HttpRequest) -> tuple[bytes, str]:
    """Return the bytes of the table and its file name, '' for pasted text."""
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.read(), upload.name or ""
    text = request.POST.get("text", "")
    if not text.strip():
        raise Invalid("There is no table: send it as the form field “file”, or pasted as “text”.")
    return text.encode(), ""


def read_choices(text: str) -> dict[str, Any]:
    """Return the choices of a request, decoded."""
    if not text.strip():
        return {}
    try:
        choices = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"choices is not JSON: {error.msg}.", code="invalid_choices") from None
    if not isinstance(choices, dict):
        raise Invalid("choices must be a JSON object.", code="invalid_choices")
    return choices


def require_ready(checked: Checked) -> None:
    """Raise `Invalid` with every problem while one is open: nothing is stored then."""
    if checked.table is not None:
        return
    problems = [problem.to_json() for problem in checked.problems]
    if checked.needs:
        message = "Nothing was stored: choose the hemisphere (left, right or both)."
    else:
        message = f"Nothing was stored: {checked.all_problems} problems are open."
    raise Invalid(message, code="open_problems", problems=problems)
