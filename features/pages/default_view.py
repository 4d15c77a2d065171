"""The request with which the viewer saves the view that a bucket or a feature opens with."""

import orjson
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import BodyRule, at_most, takes
from buckets.access.permissions import find_bucket, find_bucket_to_write
from buckets.access.sessions import caller_of_page
from buckets.services import patch_bucket
from features.services import save_default_view


@takes(BodyRule(at_most(1)))
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def default_view(request: HttpRequest, name: str) -> HttpResponse:
    """Whether this browser may save one; POST ``{"fname": name or null, "view": {…} or null}``
    saves it, for a feature or for the whole bucket."""
    caller = caller_of_page(request)
    if request.method != "POST":
        may_edit = caller.may_write(find_bucket(name))
        return as_json({"may_edit": may_edit, "csrf": get_token(request)})
    bucket = find_bucket_to_write(caller, name)
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise Invalid("The body is not JSON; reload the page.", code="not_json") from None
    if not isinstance(content, dict) or not {"fname", "view"} <= content.keys():
        raise Invalid('The body must be {"fname": name or null, "view": {…} or null}.')
    fname, view = content["fname"], content["view"]
    if fname is None:
        patch_bucket(caller=caller, bucket=bucket, metadata={"default_view": view})
    else:
        save_default_view(caller=caller, bucket=bucket, fname=str(fname), view=view)
    return as_json({"saved": True})
