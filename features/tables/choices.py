"""What a person decides about a table: everything that was understood can be overruled."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from atlasviewer.atlas.mapping import AGGREGATIONS, HEMISPHERES
from atlasviewer.web.errors import Invalid
from features.tables.reading.sheets import RawCell

COMPOSITES = ("each", "volume")
REPEATED = (*AGGREGATIONS, "stop")
MAX_ENTRIES = 50_000
MOST_SHEETS = 100
MAX_TEXT = 5_000
MAX_NUMBER = 1e300


@dataclass(frozen=True)
class FeatureChoice:
    """Decisions about one column of values; None keeps what was understood."""

    column: str
    category: str | None = None
    fname: str | None = None
    unit: str | None = None
    description: str | None = None
    statistic: str | None = None
    side: str | None = None
    skip: bool = False


@dataclass(frozen=True)
class Choices:
    """What a person decided; None and empty keep what was understood.

    Rows are spreadsheet numbers, columns are letters (or row numbers where regions run along a
    row). See ``docs/reference/table_choices.md`` for each key of the JSON.
    """

    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    """Sheets to read together; places without a sheet then belong to ``sheet``."""
    orientation: str | None = None
    header_row: int | None = None
    """0 means that there is no header."""
    group_row: int | None = None
    """0 means that there is no row of group labels above the header."""
    key_column: str | None = None
    key_kind: str | None = None
    hemisphere: str | None = None
    side_column: str | None = None
    """'' means that no column holds the side."""
    side_codes: dict[str, str] = field(default_factory=dict)
    ipsi_side: str | None = None
    layout: str | None = None
    category_columns: tuple[str, ...] = ()
    fill_down: bool | None = None
    repeated: str | None = None
    repeated_regions: dict[str, str] = field(default_factory=dict)
    """Acronym → how to combine its values; wins over ``repeated``."""
    composites: dict[str, str] = field(default_factory=dict)
    """Key that names several regions → ``each`` (the same value) or ``volume`` (shared)."""
    repeated_names: str | None = None
    """``number`` or ``group``: how columns of the same name are told apart."""
    statistics: str | None = None
    """``pair`` keeps SD, SEM, n … as statistics of the values before; ``apart`` as features."""
    map_nodes: bool = False
    given_wins: bool = False
    """Under Beryl and Cosmos a value given for a region wins over those of its parts."""
    decimal: str | None = None
    percent: str | None = None
    features: tuple[FeatureChoice, ...] = ()
    corrections: dict[str, RawCell] = field(default_factory=dict)
    """``"12:C"`` or ``"12"`` (the key of row 12), with ``"sheet!"`` in front if several are read →
    the corrected text."""
    dropped: frozenset[str] = frozenset()
    """Rows to leave out, as ``"12"``; letters of columns where regions run along a row."""
    accepted: dict[str, str] = field(default_factory=dict)
    """Key as written in the table → the acronym or id that a person accepted for it."""

    @classmethod
    def from_json(cls, data: object, also: frozenset[str] = frozenset()) -> "Choices":
        """Return choices from decoded JSON; raise `Invalid` naming every key that is wrong.

        `also` are further keys of the same object that are allowed but not read here.
        """
        if data is None:
            return cls()
        if not isinstance(data, dict):
            raise Invalid("The choices must be a JSON object.", code="invalid_choices")
        values: dict[str, Any] = {}
        problems: list[dict[str, Any]] = []
        for key in sorted(data.keys() - also):
            value = data[key]
            read = _READERS.get(key)
            try:
                if read is None:
                    raise ValueError(f"is not one of {', '.join(_READERS)}")
                values[key] = None if value is None else read(value)
            except ValueError as error:
                message = f"choices.{key} {error}."
                problems.append({"place": f"choices.{key}", "code": "choice", "message": message})
        if problems:
            message = " ".join(problem["message"] for problem in problems)
            raise Invalid(message, code="invalid_choices", problems=problems)
        return cls(**{key: value for key, value in values.items() if value is not None})


def _text(value: Any) -> str:
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    raise ValueError("must be text")


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return str(value)

    return read


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false")


def _row(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise ValueError("must be a row number, or 0 for none")


def _label(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _labels(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and len(value) <= 100:
        return tuple(_label(item) for item in value)
    raise ValueError("must be a list of columns")


def _sheets(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and len(value) <= MOST_SHEETS:
        return tuple(_text(item) for item in value)
    raise ValueError(f"must be a list of up to {MOST_SHEETS} sheet names")


def _lines(value: Any) -> frozenset[str]:
    if isinstance(value, list) and len(value) <= MAX_ENTRIES:
        return frozenset(_line(_label(item).strip()) for item in value)
    raise ValueError("must be a list of row numbers")


def _line(text: str) -> str:
    sheet, between, line = text.rpartition("!")
    return f"{sheet}{between}{line.upper()}"


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, dict) and len(value) <= MAX_ENTRIES:
        return value
    raise ValueError("must be an object")


def _side_codes(value: Any) -> dict[str, str]:
    read = _one_of(*HEMISPHERES)
    return {key.strip().lower(): read(side) for key, side in _object(value).items()}


def _by_key(*allowed: str) -> Callable[[Any], dict[str, str]]:
    read = _one_of(*allowed)
    return lambda value: {key: read(one) for key, one in _object(value).items()}


def _accepted(value: Any) -> dict[str, str]:
    return {key: _label(acronym) for key, acronym in _object(value).items()}


def _corrections(value: Any) -> dict[str, RawCell]:
    return {key.strip(): _read_cell(cell) for key, cell in _object(value).items()}


def _read_cell(value: Any) -> RawCell:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) <= MAX_NUMBER:
        return float(value)
    return _text(value).strip() or None


def _features(value: Any) -> tuple[FeatureChoice, ...]:
    if not isinstance(value, list) or len(value) > MAX_ENTRIES:
        raise ValueError("must be a list of objects")
    return tuple(_feature(item) for item in value)


def _feature(value: Any) -> FeatureChoice:
    item = _object(value)
    if "column" not in item:
        raise ValueError("must have a column in each object")
    skip = _flag(item.get("skip", False))
    texts = {
        key: _text(item[key])
        for key in ("category", "fname", "unit", "description", "statistic")
        if item.get(key) is not None
    }
    if item.get("side") is not None:
        texts["side"] = _one_of(*HEMISPHERES)(item["side"])
    return FeatureChoice(column=_label(item["column"]), skip=skip, **texts)


_READERS: dict[str, Callable[[Any], Any]] = {
    "sheet": _text,
    "sheets": _sheets,
    "orientation": _one_of("rows", "columns"),
    "header_row": _row,
    "group_row": _row,
    "key_column": _label,
    "key_kind": _one_of("acronym", "id", "name", "mixed"),
    "hemisphere": _one_of(*HEMISPHERES),
    "side_column": _text,
    "side_codes": _side_codes,
    "ipsi_side": _one_of("left", "right"),
    "layout": _one_of("wide", "long"),
    "category_columns": _labels,
    "fill_down": _flag,
    "repeated": _one_of(*REPEATED),
    "repeated_regions": _by_key(*REPEATED),
    "composites": _by_key(*COMPOSITES),
    "repeated_names": _one_of("number", "group"),
    "statistics": _one_of("pair", "apart"),
    "map_nodes": _flag,
    "given_wins": _flag,
    "decimal": _one_of(".", ","),
    "percent": _one_of("shown", "fraction"),
    "features": _features,
    "corrections": _corrections,
    "dropped": _lines,
    "accepted": _accepted,
}
