"""Run the benchmarks and write what they measured into ``docs/benchmarks.md``.

``python benchmarks/run.py`` runs all of them, ``python benchmarks/run.py names mapping`` those
whose file is ``bench_names.py`` or ``bench_mapping.py``. The sections of the others stay as they
were, each with its own date, commit and load. One that misses a limit or fails says so.
"""

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

All measured times are here; other pages link to them. `make bench` writes this file, except *once*
and *first_start*, which were measured by hand. `python benchmarks/run.py names mapping` measures
only the benchmarks you name.

Each benchmark compares its figures with a limit measured in the same run, because milliseconds
alone say more about the machine than about the program. A load above the number of processors means
that other programs took part of the time.
"""
SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def list_benchmarks(wanted: list[str]) -> dict[str, Path]:
    """Return name → file of the benchmarks called `wanted`, of all for an empty list.

    Raises SystemExit for a name that no benchmark has.
    """
    found = sorted([*HERE.rglob("bench_*.py"), *HERE.rglob("bench_*.mjs")])
    known = {path.stem.removeprefix("bench_"): path for path in found}
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(known)}.")
    return {name: path for name, path in known.items() if not wanted or name in wanted}


def run(path: Path) -> tuple[bool, str]:
    """Run one benchmark and show what it prints; return whether it ran, and the text."""
    program = sys.executable if path.suffix == ".py" else "node"
    command = [program, "-u", str(path)] if path.suffix == ".py" else [program, str(path)]
    lines = []
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    return process.returncode == 0, "\n".join(lines).strip("\n")


def describe_run() -> str:
    """Return a sentence about when, on what commit and on what machine something was measured."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} at commit {commit.stdout.strip() or 'unknown'}, "
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f} at the start."
    )


def read_sections(text: str) -> dict[str, str]:
    """Return name → text of the sections of a report."""
    return {name: body.strip("\n") for name, body in SECTION.findall(text)}


def write_report(sections: dict[str, str]) -> None:
    """Write the report, its sections by name."""
    parts = [f"## {name}\n\n{body}\n" for name, body in sorted(sections.items())]
    REPORT.write_text("\n".join([HEAD, *parts]), encoding="utf-8")


def main() -> int:
    """Run the benchmarks named as arguments, or all; return 1 when one of them failed."""
    failed = []
    sections = read_sections(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    for name, path in list_benchmarks(sys.argv[1:]).items():
        print(f"\n=== {path.relative_to(HERE)}", flush=True)
        circumstances = describe_run()
        ran, text = run(path)
        if not ran:
            failed.append(name)
            circumstances += " **It missed a limit, or failed.**"
        sections[name] = f"{circumstances}\n\n```\n{text}\n```"
        write_report(sections)
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nAll ran; see {REPORT.name}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
