"""Opens files one by one, each in a process of its own under a limit of memory; prints what came.

Run as ``python -m tests.features.tables.measure_opening folder``: for each ``folder/name/file`` a
line of JSON with the name, the refusal, the seconds of processor time and the peak of memory in
megabytes. Nothing waits for a disk or a network here, so on an idle machine that is the time it
takes; other work on the machine does not count.
"""

import json
import os
import resource
import sys
import traceback
from pathlib import Path

MEMORY = 500 * 1024 * 1024
SECONDS = 20


def measure(path: Path) -> dict[str, object]:
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.write(writer, open_under_limits(path).encode())
        os._exit(0)
    os.close(writer)
    _, status, usage = os.wait4(child, 0)
    answer = os.read(reader, 65_536).decode()
    return {
        "name": path.parent.name,
        "refusal": answer if os.waitstatus_to_exitcode(status) == 0 else f"died: {status}",
        "seconds": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
    }


def open_under_limits(path: Path) -> str:
    from features.tables import Choices, TableRefused, TableTooLarge, check_table

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY, 2 * MEMORY))
    try:
        checked = check_table(path.read_bytes(), path.name, Choices())
    except (TableRefused, TableTooLarge) as refusal:
        return refusal.message
    except Exception:  # noqa: BLE001 (whatever else comes is what the test must show)
        return f"error: {traceback.format_exc()[-2000:]}"
    return f"opened: {[problem.code for problem in checked.problems]}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atlasviewer.settings")
    import features.tables  # noqa: F401 (loaded once, before the processes part)

    for path in sorted(Path(sys.argv[1]).glob("*/*")):
        sys.stdout.write(json.dumps(measure(path)) + "\n")
        sys.stdout.flush()
