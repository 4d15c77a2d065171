"""The tree editor's page, and the one request that reads and saves its tree."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import BodyRule, at_most, takes
from buckets.access.permissions import find_bucket, find_bucket_to_write
from buckets.access.sessions import caller_of_page
from buckets.models import Bucket
from buckets.services import save_tree
from buckets.sharing import viewer_address
from buckets.tree import mark_tree
from features.services import list_features

ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@require_safe
@never_cache
def edit_tree(request: HttpRequest, name: str) -> HttpResponse:
    """The editor; only for people with write access, since others could not save their work."""
    bucket = find_bucket_to_write(caller_of_page(request), name)
    page = {
        "bucket": bucket.name,
        "saved": reverse("bucket-tree-saved", args=[bucket.name]),
        "csrf": get_token(request),
        **describe_tree(bucket),
    }
    context = {
        "bucket": bucket,
        "page": as_script(page),
        "viewer_address": viewer_address(reverse("viewer"), bucket.name),
    }
    return render(request, "features/tree.html", context)


@takes(BodyRule(at_most(8)))
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def saved_tree(request: HttpRequest, name: str) -> HttpResponse:
    """The stored tree with its mark; POST ``{"seen": mark, "tree": …}`` replaces it."""
    if request.method != "POST":
        return as_json(describe_tree(find_bucket(name)))
    caller = caller_of_page(request)
    found = find_bucket_to_write(caller, name)
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise Invalid("The body is not JSON; reload the page.", code="not_json") from None
    if not isinstance(content, dict) or not {"seen", "tree"} <= content.keys():
        raise Invalid('The body must be {"seen": mark, "tree": {…}}.')
    bucket = save_tree(caller=caller, bucket=found, tree=content["tree"], seen=content["seen"])
    return as_json({"seen": mark_tree(bucket.tree)})


def describe_tree(bucket: Bucket) -> dict[str, Any]:
    """Return the tree, its mark, and the features it can show."""
    return {
        "tree": bucket.tree,
        "seen": mark_tree(bucket.tree),
        "features": list_features(bucket),
        "changed_at": bucket.changed_at.isoformat(),
    }


def as_script(data: dict[str, Any]) -> SafeString:
    """Return JSON for a script element, its keys in their order."""
    text = orjson.dumps(data).decode()
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(text)  # noqa: S308 - nothing in it can end the element
