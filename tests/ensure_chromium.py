"""Finds a Chromium for the browser tests, or installs one: by apt as root, else Playwright's."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    given = os.environ.get("ATLASVIEWER_TEST_CHROMIUM")
    if given:
        return given
    return next((path for path in map(shutil.which, NAMES) if path), None)


def can_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> None:
    """Install Debian packages; what the tools print is shown, since it takes a while."""
    if not can_apt():
        sys.exit(f"Install these programs, then run this again: {', '.join(packages)}")
    subprocess.run(["apt-get", "update", "-q"], check=True)
    subprocess.run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], check=True
    )


def install_chromium() -> None:
    if can_apt():
        apt_install(["chromium", "fonts-liberation"])
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    found = find_chromium()
    print(f"Chromium: {found or 'none found, installing …'}", flush=True)
    if not found:
        install_chromium()
