"""Bundles: a page's modules, libraries and style sheets, joined into a few files.

A page thus needs a dozen requests, and only the parts of a library that it uses. The sources stay
plain modules; bundles are made while static files are collected, and pages are served from there.
"""

import json
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FOLDER = "bundles"
"""Of the bundles among the static files."""
SOURCES = "static/js"
PAGES = ("viewer", "upload", "animals", "tree", "buckets", "regions")
"""Folders in the sources' ``pages/`` with the ``main.js`` of a page."""
STYLES = {
    "viewer": (
        *("tokens", "base", "viewer", "viewer_panels", "stage", "panels3d", "comparison"),
        *("viewer_chrome", "viewer_compact"),
    ),
}
"""Style sheets that are joined into one for a page, in order."""
OPTIONS = (
    "--bundle",
    "--splitting",
    "--format=esm",
    "--minify",
    "--sourcemap",
    "--target=es2023",
    f"--outbase={SOURCES}",
    "--chunk-names=chunks/[name]-[hash]",
    "--log-level=warning",
)
RECORD = "bundles.json"

Imports = dict[str, list[str]]
"""Names of static files each page's modules need at once, themselves first, by their sources."""


def make_bundles(static_root: Path) -> list[str]:
    """Bundle all pages' modules into a folder of `static_root`; return the names of its files.

    Each page is bundled separately, since shared code would be split into more pieces. Raises
    ImproperlyConfigured if the bundler is missing, and CalledProcessError, with the bundler's
    messages as output, if modules do not fit together.
    """
    target = static_root / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    bundler = find_bundler()
    imports: dict[str, Imports] = {name: _bundle(bundler, name, target) for name in PAGES}
    (target / RECORD).write_text(json.dumps(imports, indent=1))
    for name, sheets in STYLES.items():
        paths = (settings.BASE_DIR / f"static/css/{sheet}.css" for sheet in sheets)
        # Addresses in it are relative to its folder, which is beside css/.
        content = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        (target / f"{name}.css").write_text(content, encoding="utf-8")
    return [f"{FOLDER}/{path.relative_to(target)}" for path in target.rglob("*") if path.is_file()]


def _bundle(bundler: Path, page: str, target: Path) -> Imports:
    meta_path = target / "meta.json"
    outputs = [f"--outdir={target}", f"--metafile={meta_path}"]
    main = f"{SOURCES}/pages/{page}/main.js"
    # Whatever is fetched later imports the page's main module, which runs first anyway: so all that
    # the first picture needs stays in one file instead of one for every combination.
    command = [str(bundler), main, f"--inject:{main}", *OPTIONS, *outputs]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True)  # noqa: S603 - no user's words
    meta = json.loads(meta_path.read_text(encoding="utf-8"))
    meta_path.unlink()
    return _imports_by_entry(meta, target)


def find_bundler() -> Path:
    """Return the path of the bundler for this machine, from the JavaScript packages."""
    found = sorted((settings.BASE_DIR / "node_modules/@esbuild").glob("*/bin/esbuild"))
    if not found:
        raise ImproperlyConfigured(
            "The JavaScript packages are missing. Run `npm ci` in the project folder, or `make "
            "run`."
        )
    return found[0]


def read_imports(static_root: Path) -> dict[str, Imports]:
    """Return what `make_bundles` recorded, by page; empty where nothing was bundled."""
    try:
        text = (static_root / FOLDER / RECORD).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    record: dict[str, Imports] = json.loads(text)
    return record


def _imports_by_entry(meta: dict, target: Path) -> Imports:
    outputs = {
        Path(settings.BASE_DIR, path).resolve(): made for path, made in meta["outputs"].items()
    }

    def name(path: Path) -> str:
        return f"{FOLDER}/{path.relative_to(target.resolve())}"

    def imported(path: Path) -> list[Path]:
        items = outputs[path]["imports"]
        statements = (item["path"] for item in items if item["kind"] == "import-statement")
        return [Path(settings.BASE_DIR, one).resolve() for one in statements]

    def closure(path: Path, found: dict[Path, None]) -> dict[Path, None]:
        if path not in found:
            found[path] = None
            for one in imported(path):
                closure(one, found)
        return found

    def begin(path: Path) -> Path:
        """Return the file to load: not one that holds nothing but the import of another."""
        made, needed = outputs[path], imported(path)
        is_empty = not made["inputs"] and not made["exports"]
        return needed[0] if is_empty and len(needed) == 1 else path

    return {
        made["entryPoint"].removeprefix("static/"): [name(one) for one in closure(begin(path), {})]
        for path, made in outputs.items()
        if "entryPoint" in made
    }
