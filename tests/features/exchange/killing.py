"""Imports a folder again and again in processes that kill themselves; prints what each leaves.

``python -m tests.features.exchange.killing FOLDER``: a line of JSON after each death, and one after
the run that ends the import. The processes part from this one, so that Django is loaded once.
"""

import importlib
import json
import os
import signal
import sys
from typing import Any

import django

# Where a process dies: module, what is called there, and at which call.
MOMENTS = [
    ("features.data.payloads", "store_payload", 1),
    ("features.data.payloads", "store_payload", 6),
    ("features.exchange.importing", "add_features", 1),
    ("features.exchange.importing", "_prepare", 5),
    ("features.exchange.importing", "Journal.note", 1),
]


def die_at(module: str, name: str, call: int) -> None:
    """Make the n-th call of a function the end of this process."""
    holder: Any = importlib.import_module(module)
    *outer, name = name.split(".")
    for part in outer:
        holder = getattr(holder, part)
    original, left = getattr(holder, name), call

    def count_down(*args: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **options)

    setattr(holder, name, count_down)


def contents() -> list[list[Any]]:
    from buckets.models import Bucket
    from features.models import Feature

    rows = Feature.objects.order_by("fname").values_list("fname", "payload")
    buckets = Bucket.objects.order_by("name")
    return [[bucket.name, list(rows.filter(bucket=bucket))] for bucket in buckets]


def main(folder: str) -> None:
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    for moment in [*MOMENTS, None]:
        connections.close_all()
        child = os.fork()
        if not child:
            if moment:
                die_at(*moment)
            call_command("import_buckets", folder, stdout=sys.stderr)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        ended = os.waitstatus_to_exitcode(status)
        print(json.dumps({"ended": ended, "contents": contents()}), flush=True)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
