"""What a text for people may be: the one rule for descriptions, units and links."""


def find_text_problem(value: object, *, limit: int) -> str | None:
    """Return why `value` cannot be kept as a text, as the end of a sentence; None when it can.

    Line breaks and tabs are welcome; other control characters are not, nor is NUL, which
    PostgreSQL does not keep.
    """
    if not isinstance(value, str):
        return "must be text."
    if len(value) > limit:
        return f"has {len(value):,} characters; the limit is {limit:,}."
    for position, character in enumerate(value, start=1):
        if ord(character) < 32 and character not in "\n\r\t":
            return f"contains a control character (U+{ord(character):04X}) at position {position}."
    return None
