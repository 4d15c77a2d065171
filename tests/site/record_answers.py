"""Record all API answers again: ``python -m tests.site.record_answers``; then read the diff."""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["RECORD_ANSWERS"] = "1"
    sys.exit(pytest.main(["-q", "tests/site/api/test_recorded_answers.py"]))
