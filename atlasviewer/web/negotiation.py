"""Content negotiation of the API: it never refuses an ``Accept`` header."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation


class Negotiation(BaseContentNegotiation):
    """Any ``Accept`` header is answered: `answer` chooses between text and JSON."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
