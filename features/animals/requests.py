"""Reads a table of animals sent with a request, and what the person decided about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from django.http import HttpRequest

from atlasviewer.web.errors import Invalid
from features.animals.analysing import Analysis, analyse
from features.animals.decisions import Decisions
from features.animals.reading import AnimalTable, read_animals
from features.tables import Choices
from features.tables.reading.sheets import Workbook
from features.tables.requests import (
    reading_table,
    require_ready,
    voxels_for,
)


@contextmanager
def animals_of(request: HttpRequest) -> Iterator[tuple[AnimalTable, Decisions, dict[str, Any]]]:
    """Yield the table of animals of a request, the decisions, and the choices as they were sent.

    Form fields as for a table, and ``animals``: JSON of the decisions. The ``with`` block takes a
    turn of `heavy_work`. Raises `Invalid`, `TooLarge` or `Busy`.
    """
    decided = Decisions.from_json(_decode(request.POST.get("animals", "")))

    def understand(workbook: Workbook, read: Choices) -> AnimalTable:
        return read_animals(workbook, read, decided, voxels_for(read))

    with reading_table(request, understand) as (table, choices):
        yield table, decided, choices


def require_analysis(table: AnimalTable, decided: Decisions) -> Analysis:
    """Return the analysis; raise `Invalid` while something is open."""
    if not table.animals:
        raise Invalid(
            "Nothing was stored: confirm which columns are which animals (“confirmed”: true, or "
            "“animals”).",
            code="not_confirmed",
        )
    require_ready(table.checked)
    return analyse(table, decided)


def _decode(text: str) -> Any:
    if not text.strip():
        return {}
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"animals is not JSON: {error.msg}.", code="invalid_choices") from None
