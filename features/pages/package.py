"""A whole bucket as one download."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from buckets.access.permissions import find_bucket
from buckets.services import record_access
from features.exchange.package import pack_bucket, require_small


@require_safe
@never_cache
def download_package(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Anyone who may read a bucket may take it with them; it is sent while it is written."""
    bucket = find_bucket(name)
    require_small(bucket)
    record_access(bucket)
    chunks = [] if request.method == "HEAD" else pack_bucket(bucket)
    answer = StreamingHttpResponse(chunks, content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, f"{bucket.name}.zip") or ""
    return answer
