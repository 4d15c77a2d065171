"""What people share: links to the viewer, HTML to embed it, a QR code, lines of Python."""

import io
import json
from urllib.parse import quote

import segno
from django.utils.html import format_html

EMBED_SIZE = (960, 600)
PLACEHOLDER = "PASTE THE TOKEN OF THE BUCKET HERE"
FIRST_LINES = """import numpy as np
from iblbrainviewer.api import FeatureUploader

up = FeatureUploader('my_bucket')
up.create_features('spike_rate', np.array(['MOp1', 'MOs5']), np.array([1.2, 0.0]),
                   hemisphere='left')
print(up.get_buckets_url(['my_bucket']))
"""


def viewer_address(
    site: str,
    bucket: str,
    *,
    feature: str | None = None,
    version: int | None = None,
    embed: bool = False,
) -> str:
    """Return the address that opens a bucket in the viewer; `site` ends with a slash."""
    given = {"buckets": bucket, "bucket": bucket, "feature": feature, "version": version}
    given["embed"] = 1 if embed else None
    parts = [f"{key}={quote(str(value))}" for key, value in given.items() if value is not None]
    return f"{site}?{'&'.join(parts)}"


def embed_snippet(address: str, title: str) -> str:
    """Return the HTML that shows the viewer inside another page."""
    width, height = EMBED_SIZE
    return str(
        format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
            "allowfullscreen></iframe>",
            address,
            title,
            width,
            height,
        )
    )


def qr_svg(address: str) -> bytes:
    """Return the QR code of an address as a scalable SVG without styles."""
    drawn = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=2, dark="#000", light="#fff", omitsize=True)
    return drawn.getvalue()


def connect_lines(site: str) -> str:
    """Return the lines that point the SDK at this site."""
    return (
        "from iblbrainviewer import api\n\n"
        f"api.FEATURES_BASE_URL = {_literal(site)}\n"
        f"api.FEATURES_API_BASE_URL = {_literal(f'{site}api/')}\n"
    )


def read_lines(site: str, bucket: str, fname: str) -> str:
    """Return the lines that read a bucket and a feature, which needs no token."""
    address = f"{site}api/buckets/{quote(bucket)}"
    return (
        "import requests\n\n"
        f"bucket = requests.get({_literal(address)}).json()\n"
        "print(list(bucket['features']))\n"
        f"feature = requests.get({_literal(f'{address}/{quote(fname)}')}).json()\n"
        "values = feature['feature_data']['mappings']['allen']['data']\n"
    )


def open_lines(bucket: str) -> str:
    """Return the lines that open a bucket with its token, with a placeholder for the token."""
    return f"up = api.FeatureUploader({_literal(bucket)}, token={_literal(PLACEHOLDER)})\n"


def write_lines(site: str, bucket: str) -> str:
    """Return the lines that write to a bucket through the SDK, with a placeholder for the token."""
    return (
        "import numpy as np\n"
        f"{connect_lines(site)}\n"
        f"{open_lines(bucket)}"
        "regions, values = np.array(['MOp1', 'MOs5']), np.array([1.2, 0.0])\n"
        "up.create_features('my_feature', regions, values, hemisphere='left')\n"
        f"print(up.get_buckets_url([{_literal(bucket)}]))\n"
    )


def keep_token_lines(bucket: str, token: str) -> str:
    """Return the lines that save a token where the SDK looks for it."""
    return (
        "import json\n"
        "from pathlib import Path\n\n"
        "path = Path.home() / '.ibl' / 'custom_features.json'\n"
        "path.parent.mkdir(exist_ok=True)\n"
        "known = json.loads(path.read_text()) if path.exists() else {}\n"
        f"known.setdefault('buckets', {{}})[{_literal(bucket)}] = "
        f"{{'token': {_literal(token)}}}\n"
        "path.write_text(json.dumps(known, indent=1))\n"
    )


def _literal(text: str) -> str:
    """Return text as a Python literal, in single quotes if possible."""
    return json.dumps(text, ensure_ascii=False) if "'" in text or "\\" in text else f"'{text}'"
