"""The route that takes in the file of a volume."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, QueryDict
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from atlasviewer.running.heavy import Clock, heavy_work
from atlasviewer.web import openapi
from atlasviewer.web.answers import as_json
from atlasviewer.web.errors import Invalid
from atlasviewer.web.limits import BodyRule, whole_site
from buckets.access.permissions import find_bucket_to_write
from buckets.api import caller_of
from features.api import FeatureView, only_post_described
from features.volumes.importing import ImportChoices, import_volume
from features.volumes.reading.opening import ENDINGS

CPU_SECONDS = 60
ADVICE = "store this volume with “manage.py import_volume” on the server, or send it at 25 µm"
TEXTS = ("fname", "short_desc", "unit", "orientation", "side")
FLAGS = ("confirmed", "replace", "check")


def describe_form(endings: Iterable[str], own: dict[str, Any]) -> Any:
    """Return the description of the form that sends a file, with the fields `own` to its kind."""
    fields = {
        "file": {"type": "string", "format": "binary", "description": ", ".join(endings)},
        "fname": {"type": "string", "description": "The name of the feature."},
        "short_desc": {"type": "string"},
        "unit": {"type": "string", "description": "The unit of the values."},
        **own,
        "confirmed": {"type": "integer", "description": "1: what was guessed is right."},
        "replace": {"type": "integer", "description": "1: replace an existing feature."},
        "check": {"type": "integer", "description": "1: only check; nothing is stored."},
    }
    form = {"type": "object", "required": ["file", "fname"], "properties": fields}
    return {"multipart/form-data": form}


FORM = describe_form(
    ENDINGS,
    {
        "orientation": {
            "type": "string",
            "description": "Where the file's axes start, in its order: one of a and p, one of "
            "s and i, one of l and r, as asl.",
        },
        "side": {"enum": ["left", "right"], "description": "For a volume of one hemisphere."},
    },
)
SENTENCES = {"type": "array", "items": {"type": "string"}}
IMPORTED = {
    "type": "object",
    "properties": {
        "stored": {**openapi.TEXT, "description": "The feature; null after a check."},
        "orientation": {"type": "string"},
        "resolution_um": {"type": "integer"},
        "side": openapi.TEXT,
        "guesses": SENTENCES,
        "notes": {**SENTENCES, "description": "What the stored volume keeps of the file."},
        "low": {"type": "number"},
        "high": {"type": "number"},
        "missing": {"type": "integer", "description": "Voxels without a value."},
    },
}


@only_post_described
class ImportVolume(FeatureView):
    """Stores the volume of a file.

    The address is also that of a feature called “volumes”, which can be read, patched and deleted.
    """

    body_rules = {**FeatureView.body_rules, "POST": BodyRule(whole_site, file=True)}

    @extend_schema(
        operation_id="import_volume",
        summary="Store a volume from a file (.npy, .nrrd, .nii, .tif), or only check it",
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
        form, files = request._request.POST, request._request.FILES
        upload = files.get("file")
        if upload is None:
            raise Invalid("No volume: send it as the form field “file”.")
        choices = ImportChoices(**read_form(form, TEXTS))
        with heavy_work.turn(), on_disk(upload) as path:
            imported = import_volume(
                caller=caller,
                bucket=found,
                path=path,
                name=upload.name or "",
                choices=choices,
                check=Clock(CPU_SECONDS, ADVICE).check,
            )
        return as_json(imported.to_json())


def read_form(form: QueryDict, texts: Sequence[str]) -> dict[str, Any]:
    """Return what the fields of a form say; raise `Invalid` for one that is not known."""
    known = [*texts, *FLAGS]
    if unknown := form.keys() - set(known):
        raise Invalid(f"There is no field “{min(unknown)[:40]}”; there are {', '.join(known)}.")
    for name in FLAGS:
        if form.get(name, "0") not in ("0", "1"):
            raise Invalid(f"{name} is 1 or 0.")
    if not form.get("fname"):
        raise Invalid("fname is missing: the name of the feature.")
    given: dict[str, Any] = {name: form[name] for name in texts if form.get(name)}
    return given | {name: form.get(name) == "1" for name in FLAGS}


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    """Yield the path of an uploaded file; a small one is in memory until then."""
    with tempfile.NamedTemporaryFile(prefix="volume-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
