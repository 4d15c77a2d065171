"""The rules for names of buckets and features, and for texts that describe them."""

import re
import unicodedata

from atlasviewer.web.errors import Invalid

BUCKET_LENGTH = 100
FNAME_LENGTH = 200
RESERVED = {"local"}
FORBIDDEN_IN_FNAME = "/\\"
_BUCKET_CHARACTER = re.compile(r"[A-Za-z0-9_.-]")


def check_bucket_name(name: object, *, place: str = "uuid") -> str:
    """Return the name of a bucket, or raise `Invalid` with the character that is wrong."""
    problem = find_bucket_name_problem(name)
    if problem:
        raise Invalid(f"{place}: {problem}", code="bad_name")
    return str(name)


def find_bucket_name_problem(name: object) -> str | None:
    """Return the sentence that says why `name` cannot name a bucket, or None."""
    if not isinstance(name, str):
        return "the name of a bucket must be text."
    if not 1 <= len(name) <= BUCKET_LENGTH:
        return (
            f"the name of a bucket must have 1 to {BUCKET_LENGTH} characters; "
            f"this one has {len(name)}."
        )
    for position, character in enumerate(name, start=1):
        if not _BUCKET_CHARACTER.fullmatch(character):
            return (
                f"the name of a bucket may contain only letters (a–z, A–Z), digits, “_”, “-” "
                f"and “.”; character {position} is {show_character(character)}."
            )
    if name[0] in "._":
        return f"the name of a bucket must not start with “{name[0]}”."
    if name.lower() in RESERVED:
        return f"“{name}” is reserved for the bucket in the browser; choose another name."
    return None


def check_fname(fname: object, *, place: str = "fname") -> str:
    """Return the name of a feature, or raise `Invalid` with the character that is wrong."""
    problem = find_fname_problem(fname)
    if problem:
        raise Invalid(f"{place}: {problem}", code="bad_name")
    return str(fname)


def find_fname_problem(fname: object) -> str | None:
    """Return the sentence that says why `fname` cannot name a feature, or None."""
    if not isinstance(fname, str):
        return "the name of a feature must be text."
    if not 1 <= len(fname) <= FNAME_LENGTH:
        return (
            f"the name of a feature must have 1 to {FNAME_LENGTH} characters; "
            f"this one has {len(fname)}."
        )
    for position, character in enumerate(fname, start=1):
        if character in FORBIDDEN_IN_FNAME or not character.isprintable():
            return (
                f"the name of a feature may contain only printable characters other than “/” "
                f"and “\\”; character {position} is {show_character(character)}."
            )
    if fname[0] in "._":
        return f"the name of a feature must not start with “{fname[0]}”."
    if fname != fname.strip():
        return "the name of a feature must not start or end with a space."
    return None


def show_character(character: str) -> str:
    """Return a character so that a person can find it, even if it is invisible."""
    if character.isprintable() and not character.isspace():
        return f"“{character}”"
    name = unicodedata.name(character, "a control character").lower()
    return f"{name} (U+{ord(character):04X})"


def find_text_problem(value: object, *, limit: int) -> str | None:
    """Return why `value` cannot be stored as text, as the end of a sentence; None if it can.

    Line breaks and tabs are allowed; other control characters are not, nor is NUL, which PostgreSQL
    cannot store.
    """
    if not isinstance(value, str):
        return "must be text."
    if len(value) > limit:
        return f"has {len(value):,} characters; the limit is {limit:,}."
    for position, character in enumerate(value, start=1):
        if ord(character) < 32 and character not in "\n\r\t":
            return f"contains a control character (U+{ord(character):04X}) at position {position}."
    return None
