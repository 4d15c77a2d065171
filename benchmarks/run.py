"""Runs every benchmark, one after the other; each prints its ratios to a limit of the same run."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run what is named ``bench_*``; return 1 when one of them failed."""
    failed = []
    for path in sorted([*HERE.rglob("bench_*.py"), *HERE.rglob("bench_*.mjs")]):
        print(f"\n=== {path.relative_to(HERE)}", flush=True)
        program = sys.executable if path.suffix == ".py" else "node"
        if subprocess.run([program, str(path)], cwd=HERE.parent, check=False).returncode:
            failed.append(path.name)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll benchmarks ran.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
