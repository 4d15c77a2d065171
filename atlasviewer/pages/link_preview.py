"""What chats and mail programs show of a link to the viewer: title and picture (Open Graph)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

SAME = (
    *("mapping", "stat", "cmap", "reversed", "scale", "centred", "hemisphere", "outlines"),
    *("missing", "selected", "version"),
)
"""Parameters with the same meaning for the viewer and for a figure."""
PICTURE = {"width": "120", "dpi": "254"}
"""1200 pixels, the usual width of previews."""
THUMBNAIL = {"bare": "1", "width": "30", "dpi": "96"}


@dataclass(frozen=True)
class Preview:
    """The title of a link and the address of its picture."""

    title: str
    image: str


def preview_of_view(request: HttpRequest) -> Preview | None:
    """Return the preview of an address of the viewer; None if it names no feature."""
    bucket, feature = request.GET.get("bucket", ""), request.GET.get("feature", "")
    bucket = bucket or request.GET.get("buckets", "").split(",")[0]
    if not bucket or not feature or {"/", "\0"} & {*bucket, *feature}:
        return None
    given = {name: request.GET[name] for name in SAME if name in request.GET}
    given |= {"um": request.GET["coronal"]} if "coronal" in request.GET else {}
    low, dots, high = request.GET.get("range", "").partition("..")
    given |= {"vmin": low, "vmax": high} if dots else {}
    return preview_of_feature(request, bucket, feature, **given)


def preview_of_feature(
    request: HttpRequest, bucket: str, feature: str, **parameters: str
) -> Preview:
    """Return the preview of a feature."""
    address = figure_address(bucket, feature, "png", **PICTURE, **parameters)
    return Preview(f"{feature} · {bucket}", request.build_absolute_uri(address))


def figure_address(bucket: str, feature: str, form: str, **parameters: str) -> str:
    """Return the address of a figure of a feature, see docs/figures.md."""
    address = reverse("api-figure", kwargs={"bucket": bucket, "fname": feature, "form": form})
    return f"{address}?{urlencode(parameters)}" if parameters else address
