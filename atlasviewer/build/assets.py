"""Serves the files a browser needs: hashed static files, modules, the built atlas."""

import json
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError, StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from atlasviewer.build.bundles import FOLDER, STYLES, Imports, make_bundles, read_imports
from atlasviewer.web.errors import Unavailable

ATLAS_URL = "/atlas/"
MANIFEST = "manifest.json"
PACKAGES_URL = "/packages/"
"""Where development serves the JavaScript packages; bundles contain what pages use of them."""
PACKAGES = {
    "d3-hierarchy": "d3-hierarchy/dist/d3-hierarchy.mjs",
    "sortablejs": "sortablejs/modular/sortable.esm.js",
    "three": "three/build/three.module.js",
    "three/addons/": "three/examples/jsm/",
}
"""The file of each package that modules import by name."""
Stamp = tuple[int, int] | None
IMPORT = re.compile(r"""^(?:import|export)\s[^;'"]*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files with a hash in their names, so that browsers can cache them for ever.

    Modules are bundled while they are collected.
    """

    manifest_strict = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Bundle the modules, then hash and compress everything, the bundles too."""
        if not dry_run:
            paths |= {name: (self, name) for name in make_bundles(Path(self.location))}
        yield from super().post_process(paths, dry_run, **options)


class AssetMiddleware(WhiteNoiseMiddleware):
    """Serves static files and, under ``/atlas/``, the assets that the atlas's manifest names.

    Their names hold a hash of their content: they never change. A manifest that ``build_atlas``
    replaces is read again; what it calls ``former`` are files of the one before, for open pages.
    """

    def __init__(self, get_response: Any = None, **options: Any) -> None:
        super().__init__(get_response, **options)
        self._reading = Lock()
        self._atlas: tuple[Stamp, dict[str, StaticFile]] = (None, {})
        self._find_assets()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        file = None
        if request.path_info.startswith(ATLAS_URL):
            file = self._find_assets().get(request.path_info)
        if file is not None:
            # A build may remove it after the manifest was read.
            with suppress(FileNotFoundError):
                return self.serve(file, request)
        return super().__call__(request)

    def immutable_file_test(self, path: str, url: str) -> bool:
        if url.startswith(ATLAS_URL):
            return True
        return super().immutable_file_test(path, url)

    def _find_assets(self) -> dict[str, StaticFile]:
        """Return address → file according to the present manifest."""
        stamp, files = self._atlas
        if stamp == _stamp_manifest():
            return files
        with self._reading:
            stamp = _stamp_manifest()
            if stamp != self._atlas[0]:
                self._atlas = (stamp, self._read_assets())
            return self._atlas[1]

    def _read_assets(self) -> dict[str, StaticFile]:
        manifest = atlas_manifest() or {"assets": {}}
        folder: Path = settings.ATLASVIEWER.atlas_dir
        former = [ATLAS_URL + name for name in manifest.get("former", [])]
        files = {}
        for url in (*asset_urls(manifest).values(), *former):
            with suppress(MissingFileError):
                path = str(folder / url.removeprefix(ATLAS_URL))
                files[url] = self.get_static_file(path, url)
        return files


def _stamp_manifest() -> Stamp:
    """Return what differs between a manifest and its atomic replacement."""
    try:
        found = (settings.ATLASVIEWER.atlas_dir / MANIFEST).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def import_map() -> dict[str, dict[str, str]]:
    """Return the import map of the pages.

    Bundles import each other by relative paths; the map leads each to its hashed file. Where
    nothing is collected, modules are imported as they are written, and packages by their names.
    """
    if not _is_collected():
        return {"imports": {name: PACKAGES_URL + path for name, path in PACKAGES.items()}}
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    bundles = (name for name in hashed if name.startswith(FOLDER) and name.endswith(".js"))
    return {"imports": {settings.STATIC_URL + name: static(name) for name in bundles}}


def first_modules(page: str, entry: str = "main.js") -> list[str]:
    """Return the static files that ``static/js/pages/<page>/<entry>`` needs at once, itself first.

    These are bundles where static files are collected, else the modules as they are written. The
    page announces them all, so that the browser fetches them at once and not one after another.
    What a dynamic ``import()`` fetches later is left out.
    """
    name = posixpath.normpath(f"js/pages/{page}/{entry}")
    return _collected_modules()[page][name] if _is_collected() else _written_modules(name)


def style_sheets(page: str) -> list[str]:
    """Return the static files with a page's styles: a single one if static files are collected."""
    if _is_collected():
        return [f"{FOLDER}/{page}.css"]
    return [f"css/{name}.css" for name in STYLES[page]]


def _is_collected() -> bool:
    return bool(getattr(staticfiles_storage, "hashed_files", {}))


@cache
def _collected_modules() -> dict[str, Imports]:
    return read_imports(Path(settings.STATIC_ROOT))


def _written_modules(entry: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = None
        source = (settings.BASE_DIR / "static" / name).read_text(encoding="utf-8")
        folder = posixpath.dirname(name)
        waiting += [posixpath.normpath(f"{folder}/{path}") for path in IMPORT.findall(source)]
    return list(found)


def atlas_manifest() -> dict[str, Any] | None:
    """Return the manifest of the built atlas, or None before ``build_atlas`` has run."""
    path: Path = settings.ATLASVIEWER.atlas_dir / MANIFEST
    try:
        return json.loads(path.read_text())
    except FileNotFoundError:
        return None


def atlas_file(name: str) -> Path:
    """Return the path of an asset, which holds its hash; raise `Unavailable` without an atlas."""
    assets = (atlas_manifest() or {}).get("assets", {})
    if name not in assets:
        raise Unavailable("The atlas of this site is not built; “manage.py build_atlas” builds it.")
    folder: Path = settings.ATLASVIEWER.atlas_dir
    return folder / assets[name]["file"]


def asset_urls(manifest: dict[str, Any]) -> dict[str, str]:
    """Return asset name → address."""
    return {name: ATLAS_URL + asset["file"] for name, asset in manifest["assets"].items()}
