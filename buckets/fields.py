"""A model field for JSON whose key order has meaning."""

from typing import Any

import orjson
from django.db import models


class OrderedJSONField(models.TextField):
    """JSON stored as text, so that keys keep their order on every database.

    PostgreSQL's ``jsonb``, behind Django's own JSONField, sorts the keys.
    """

    description = "JSON that keeps the order of its keys"
    # For type checkers: it takes and returns any JSON.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:  # noqa: ARG002
        return None if value is None else orjson.loads(value)

    def to_python(self, value: Any) -> Any:
        return orjson.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else orjson.dumps(value).decode()

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or "null"
