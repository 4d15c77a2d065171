"""The page on which groups of animals are formed and compared."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from atlasviewer.web.answers import as_json
from atlasviewer.web.limits import takes
from buckets.access.permissions import find_bucket_to_write
from buckets.access.sessions import caller_of_page
from features.animals.publishing import publish_animals
from features.animals.requests import animals_of, require_analysis
from features.tables.reading.sheets import DEFAULT
from features.tables.requests import TABLE
from features.tables.views import list_destinations


@require_safe
@ensure_csrf_cookie
def compare(request: HttpRequest) -> HttpResponse:
    """From a table of animals to groups and contrasts."""
    page = {
        "check": reverse("api-check-animals"),
        "buckets": reverse("api-buckets"),
        "publishHere": reverse("animals-publish", args=["BUCKET"]),
        "csrf": get_token(request),
        **list_destinations(request),
        "viewer": reverse("viewer"),
        "largest": DEFAULT.bytes,
    }
    return render(request, "animals.html", {"page": page})


@takes(TABLE)
@require_POST
def publish(request: HttpRequest, bucket: str) -> HttpResponse:
    """Publish into a bucket that is unlocked in this browser, as the API does with its token."""
    caller = caller_of_page(request)
    found = find_bucket_to_write(caller, bucket)
    with animals_of(request) as (table, decided, choices):
        published = publish_animals(
            caller=caller,
            bucket=found,
            analysis=require_analysis(table, decided),
            existing=choices.get("existing", "stop"),
        )
    return as_json(published.to_json())
