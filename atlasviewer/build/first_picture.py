"""What the viewer needs for its first picture, and how its page announces it.

The browser fetches all of it while the program that needs it is still loading.
"""

import math
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page

from atlasviewer.atlas.annotation import BREGMA_INDEX, SHAPE, VOXEL_UM
from atlasviewer.atlas.slices import read_slices
from atlasviewer.build.assets import asset_urls
from atlasviewer.web.errors import Missing

DEMO_BUCKET = "allen_ccf"
LOCAL = "local"
FIRST_ASSETS = ("regions", "colormaps")
POSITIONS = {"coronal": -1200.0, "horizontal": -3543.0, "sagittal": -1514.0}
"""Where slices are, in µm from bregma, unless the address says so: the viewer's own defaults."""
YEAR = 365 * 24 * 3600


def first_files(request: HttpRequest, manifest: dict[str, Any]) -> list[str]:
    """Return the addresses that the viewer opened at this address will request first."""
    assets = asset_urls(manifest)
    voxel = "-".join(map(str, first_voxel(request.GET.dict())))
    return [
        *(assets[name] for name in FIRST_ASSETS),
        *([slices_url(manifest) + voxel] if not _is_old_link(request) else []),
        *first_reads(request),
    ]


def first_reads(request: HttpRequest) -> list[str]:
    """Return the API addresses that the page will request first."""
    opened = request.GET.get("buckets", "").split(",")[0]
    bucket = request.GET.get("bucket", opened) or DEMO_BUCKET
    if bucket == LOCAL or _is_old_link(request) or "version" in request.GET:
        return []
    names = [bucket, request.GET.get("feature", "")]
    address = "/".join([reverse("api-buckets"), *(quote(name, safe="!~*'()") for name in names)])
    return [address.rpartition("/")[0], address] if names[1] else [address.rstrip("/")]


def first_voxel(address: dict[str, str]) -> tuple[int, ...]:
    """Return the voxel (ap, dv, ml) where the slices in an address meet."""
    ml, ap, dv = BREGMA_INDEX
    wanted = zip(POSITIONS, SHAPE, (ap, dv, ml), (-VOXEL_UM, -VOXEL_UM, VOXEL_UM), strict=True)
    return tuple(
        _nearest(address.get(plane, ""), POSITIONS[plane], bregma, step, count)
        for plane, count, bregma, step in wanted
    )


def slices_url(manifest: dict[str, Any]) -> str:
    """Return the address under which slices through a voxel are, up to ``<ap>-<dv>-<ml>``."""
    return asset_urls(manifest)["slices"].removesuffix(".bin") + "/"


@gzip_page
@cache_control(public=True, max_age=YEAR, immutable=True)
def slices(request: HttpRequest, digest: str, ap: str, dv: str, ml: str) -> HttpResponse:  # noqa: ARG001
    """The three slices through a voxel of the atlas with this digest, as `read_slices` says."""
    path = settings.ATLASVIEWER.atlas_dir / f"slices.{digest}.bin"
    try:
        content = read_slices(path, SHAPE, (int(ap), int(dv), int(ml)))
    except FileNotFoundError as error:
        raise Missing("The atlas was rebuilt; reload the page.") from error
    except IndexError as error:
        raise Missing(f"{error} Reload the page.") from error
    return HttpResponse(content, content_type="application/octet-stream")


def _nearest(text: str, usual: float, bregma: float, step: int, count: int) -> int:
    """Return the slice nearest to a position in µm, given as text, else the default one."""
    try:
        micrometres = float(text)
    except ValueError:
        micrometres = usual
    if not math.isfinite(micrometres):
        micrometres = usual
    return min(count - 1, max(0, math.floor(bregma + micrometres / step + 0.5)))


def _is_old_link(request: HttpRequest) -> bool:
    return bool({"state", "alias"} & request.GET.keys())
