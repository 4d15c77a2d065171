"""What the metadata of a bucket may be: pure checks of what a client sends."""

from typing import Any

from atlasviewer.web.api import dump_json
from atlasviewer.web.errors import Invalid
from buckets.default_view import check_default_view
from buckets.names import check_bucket_name, find_text_problem
from buckets.tree import check_tree

TEXT_LIMITS = {"short_desc": 1_000, "long_desc": 50_000, "url": 2_000}
TOKEN_LEAST = 16
TOKEN_LIMIT = 200
EXTRA_LIMIT = 200_000
OURS = {"uuid", "last_access_date"}
LINK_SCHEMES = ("http://", "https://")


def check_metadata(metadata: object) -> dict[str, Any]:
    """Return the metadata as fields of a bucket: only the keys that were given.

    Unknown keys are gathered under ``extra``. Raises `Invalid`, naming the place.
    """
    if not isinstance(metadata, dict):
        raise Invalid('metadata must be an object, such as {"short_desc": "…"}.')
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in metadata.items():
        if key in TEXT_LIMITS:
            fields[key] = check_text(value, place=f"metadata.{key}", limit=TEXT_LIMITS[key])
        elif key == "alias":
            fields["alias"] = check_alias(value)
        elif key == "tree":
            fields["tree"] = check_tree(value)
        elif key == "default_view":
            fields[key] = check_default_view(value, place="metadata.default_view")
        elif key == "token":
            fields["token"] = check_token(value)
        elif key not in OURS:
            extra[key] = value
    check_link(fields.get("url"))
    return {**fields, "extra": check_extra(extra)}


def check_extra(extra: dict[str, Any]) -> dict[str, Any]:
    """Return the unknown metadata; raise `Invalid` if it is too large in total."""
    # Measured as it is returned, one level deeper than it is stored.
    if len(dump_json({"metadata": extra})) > EXTRA_LIMIT:
        raise Invalid(f"the additional keys of metadata exceed {EXTRA_LIMIT:,} bytes.")
    return extra


def check_text(value: object, *, place: str, limit: int) -> str | None:
    """Return text for people, or None; raise `Invalid` for other types, too long text and control
    characters except line breaks and tabs."""
    if value is None:
        return None
    problem = find_text_problem(value, limit=limit)
    if problem:
        raise Invalid(f"{place} {problem}")
    return str(value)


def check_alias(value: object) -> str | None:
    return None if value in (None, "") else check_bucket_name(value, place="metadata.alias")


def check_token(value: object) -> str:
    """Return a token that may be set; tokens older than these rules continue to work.

    It has 16 to 200 printable ASCII characters, not counting spaces around it, since it is sent in
    a header and must not be guessed.
    """
    if not isinstance(value, str) or not value.strip():
        raise Invalid("metadata.token must be text: the token for writing to this bucket.")
    token = value.strip()
    if not TOKEN_LEAST <= len(token) <= TOKEN_LIMIT:
        raise Invalid(
            f"metadata.token has {len(token)} characters; it must have {TOKEN_LEAST} to "
            f"{TOKEN_LIMIT}."
        )
    if not (token.isascii() and token.isprintable()):
        raise Invalid("metadata.token may contain only ASCII letters, digits and punctuation.")
    return value


def check_link(url: str | None) -> None:
    if url and not url.lower().startswith(LINK_SCHEMES):
        raise Invalid("metadata.url must start with http:// or https://.")


def check_uuid_unchanged(metadata: object, name: str) -> None:
    """Raise `Invalid` if metadata names a different bucket from the one it is sent to."""
    given = metadata.get("uuid", name) if isinstance(metadata, dict) else name
    if given != name:
        raise Invalid("metadata.uuid cannot change; create another bucket instead.")
