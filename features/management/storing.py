"""What the commands that store the feature of a file have in common."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from atlasviewer.web.errors import Refusal


def add_choices(parser: ArgumentParser) -> None:
    """Add the options on texts of the feature, guesses, an existing feature, and a mere check."""
    parser.add_argument("--description")
    parser.add_argument("--unit", help="the unit of the values")
    parser.add_argument("--confirm", action="store_true", help="what was guessed is right")
    parser.add_argument("--replace", action="store_true", help="replace an existing feature")
    parser.add_argument("--check", action="store_true", help="only check; store nothing")


def read_choices(options: dict[str, Any]) -> dict[str, Any]:
    """Return what these options and the name of the feature say."""
    return {
        "fname": options["feature"],
        "short_desc": options["description"],
        "unit": options["unit"],
        "confirmed": options["confirm"],
        "replace": options["replace"],
        "check": options["check"],
    }


@contextmanager
def failing_in_words(path: Path, *, unconfirmed: str = "") -> Iterator[None]:
    """Turn a refusal, or a file that cannot be read, into the error of a command.

    `unconfirmed` is the advice on guesses that are not confirmed.
    """
    try:
        yield
    except Refusal as refusal:
        advice = unconfirmed if refusal.code == "unconfirmed" else ""
        raise CommandError("\n".join(filter(None, [describe(refusal), advice]))) from None
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def describe(refusal: Refusal) -> str:
    """Return the sentence of a refusal with those of its places."""
    return "\n".join([refusal.message, *(str(one["message"]) for one in refusal.problems)])
