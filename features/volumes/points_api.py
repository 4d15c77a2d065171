"""The route that takes in the file of points."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from atlasviewer.running.heavy import heavy_work
from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import BodyRule, whole_site
from buckets.access.permissions import find_bucket_to_write
from buckets.api import caller_of
from features.api import FeatureView, only_post_described
from features.volumes.import_api import SENTENCES, describe_form, on_disk, read_form
from features.volumes.importing_points import PointChoices, import_points
from features.volumes.reading.points_file import ORIGINS, READERS, UNITS

TEXTS = ("fname", "short_desc", "unit", "origin", "position_unit", "value")
FORM = describe_form(
    READERS,
    {
        "origin": {"enum": list(ORIGINS), "description": "From where positions are counted."},
        "position_unit": {"enum": list(UNITS), "description": "The unit of positions."},
        "value": {"type": "string", "description": "The column of the values."},
    },
)
IMPORTED = {
    "type": "object",
    "properties": {
        "stored": {**openapi.TEXT, "description": "The feature; null after a check."},
        "points": {"type": "integer"},
        "origin": {"type": "string"},
        "position_unit": {"type": "string"},
        "value": {**openapi.TEXT, "description": "The column of the values; null: 1 for each."},
        "guesses": SENTENCES,
        "range_um": {**openapi.OBJECT, "description": "Axis → lowest, highest µm from bregma."},
    },
}


@only_post_described
class ImportPoints(FeatureView):
    """Stores the points of a file.

    The address is also that of a feature called “points”, which can be read, patched and deleted.
    """

    body_rules = {**FeatureView.body_rules, "POST": BodyRule(whole_site, file=True)}

    @extend_schema(
        operation_id="import_points",
        summary="Store points from a file (.csv, .tsv, .xlsx, .npy), or only check it",
        tags=["features"],
        request=FORM,
        responses=openapi.answers(
            OpenApiResponse(IMPORTED, description="What was understood, and stored."),
            *(400, 401, 404, 409, 413, 429),
        ),
        auth=openapi.TOKEN,
    )
    def post(self, request: Request, bucket: str, fname: str) -> HttpResponse:  # noqa: ARG002
        caller = caller_of(request)
        found = find_bucket_to_write(caller, bucket)
        upload = request._request.FILES.get("file")
        if upload is None:
            raise Invalid("No points: send them as the form field “file”.")
        choices = PointChoices(**read_form(request._request.POST, TEXTS))
        with heavy_work.turn(), on_disk(upload) as path:
            imported = import_points(
                caller=caller, bucket=found, path=path, name=upload.name or "", choices=choices
            )
        return as_json(imported.to_json())
