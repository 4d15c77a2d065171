"""Reads a table sent with a request: the file or pasted text, and the person's choices."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from django.http import HttpRequest

from atlasviewer.pages.region_list import count_voxels
from atlasviewer.running.heavy import heavy_work
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import MB, BodyRule, at_most
from features.tables.checking.checking import Checked
from features.tables.checking.matrix import CheckedTable
from features.tables.choices import Choices
from features.tables.reading.opening import open_table
from features.tables.reading.patience import patience
from features.tables.reading.sheets import DEFAULT, Workbook
from features.tables.several import check_workbook

TABLE = BodyRule(at_most(DEFAULT.bytes // MB + 8), file=True)
PUBLISH_KEYS = frozenset({"existing"})
"""Keys of ``choices`` that say how to publish, not how to read."""


@contextmanager
def reading_table(
    request: HttpRequest, understand: Callable[[Workbook, Choices], Any]
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield what `understand` makes of the table of a request, and its choices as they were sent.

    The table is the form field ``file``, or pasted text in ``text``; choices are JSON in
    ``choices``. The request is received first, however slowly it arrives; `understand` and the
    ``with`` block take a turn of `heavy_work`. Raises `Invalid`, `TooLarge` or `Busy`.
    """
    choices = read_choices(request.POST.get("choices", ""))
    data, filename = read_table_bytes(request)
    read = Choices.from_json(choices, also=PUBLISH_KEYS)
    with heavy_work.turn() as clock:
        with patience(clock.check):
            workbook = open_table(data, filename)
            del data
            found = understand(workbook, read)
        clock.check()
        yield found, choices


@contextmanager
def checked_table(request: HttpRequest) -> Iterator[tuple[Checked, dict[str, Any]]]:
    """Yield the checked table of a request, and its choices as they were sent: `reading_table`."""

    def check(workbook: Workbook, read: Choices) -> Checked:
        return check_workbook(workbook, read, voxels_for(read))

    with reading_table(request, check) as found:
        yield found


def voxels_for(choices: Choices) -> list[int] | None:
    """Return the voxel count of each region if `choices` share values by volume; else None."""
    return count_voxels() if "volume" in choices.composites.values() else None


def read_table_bytes(request: HttpRequest) -> tuple[bytes, str]:
    """Return the bytes of the table and its file name, '' for pasted text."""
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.read(), upload.name or ""
    text = request.POST.get("text", "")
    if not text.strip():
        raise Invalid("No table: send it as the form field “file”, or pasted as “text”.")
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


def require_ready(checked: Checked) -> CheckedTable:
    """Return the table; raise `Invalid` with all open problems."""
    if checked.table is not None:
        return checked.table
    problems = [problem.to_json() for problem in checked.problems]
    if checked.needs:
        message = "Nothing was stored: choose the hemisphere (left, right or both)."
    else:
        message = f"Nothing was stored: {checked.all_problems} problems are open."
    raise Invalid(message, code="open_problems", problems=problems)
