"""``python -m tests.shared.record_features``: write what the server's checks say into the file.

Read the diff before you commit it; the browser's checks must then say the same.
"""

import json
import os
from collections.abc import Iterable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlasviewer.settings")
django.setup()

from buckets.names import find_fname_problem  # noqa: E402 - Django first
from features.data.checks import check_feature_data  # noqa: E402
from tests.shared.features import FILE, expand  # noqa: E402


def main() -> None:
    known = json.loads(FILE.read_text(encoding="utf-8"))
    for case in known["cases"]:
        found = check_feature_data(expand(case["feature_data"], known["arrays"]))
        case["problems"] = [[problem["place"], problem["message"]] for problem in found]
    for case in known["names"]:
        case["problem"] = find_fname_problem(case["fname"])
    arrays = known["arrays"]
    parts = [
        block("arrays", "{}", (f"{json.dumps(n)}: {json.dumps(t)}" for n, t in arrays.items())),
        *(block(key, "[]", map(json.dumps, known[key])) for key in ("cases", "names")),
    ]
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def block(key: str, brackets: str, lines: Iterable[str]) -> str:
    """Return a member of the file, each of its own members on a line."""
    inside = ",\n".join(f"  {line}" for line in lines)
    return f' "{key}": {brackets[0]}\n{inside}\n {brackets[1]}'


if __name__ == "__main__":
    main()
