"""Finds nginx and Caddy for the tests of `deploy/`, or installs them by apt as root."""

import shutil

from tests.ensure_chromium import apt_install

PROGRAMS = ("nginx", "caddy")


def find_missing() -> list[str]:
    """Return which of the two are not on this machine."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


if __name__ == "__main__":
    missing = find_missing()
    print(f"nginx and Caddy: {'installing ' + ', '.join(missing) if missing else 'found'}")
    if missing:
        apt_install(missing)
