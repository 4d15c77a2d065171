"""A guarded XML reader: no document types, no entities, no endless tokens."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from features.tables.reading.archive import BOMB, DAMAGED
from features.tables.reading.recognising import Unreadable

MAX_TOKEN = 4 * 1024 * 1024
MAX_DEPTH = 64
SEPARATOR = " "
NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The main namespace of a spreadsheet in its ordinary and in its strict form."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def ignore(_: str) -> None:
    """Ignore what a reader does not need."""


class Enough(Exception):
    """Raised by a handler that needs no more of the part."""


class NestedTooDeepError(Exception):
    """Raised by a handler for elements nested deeper than `MAX_DEPTH`."""


def local_names(*names: str) -> dict[str, str]:
    """Return expat's name of each spreadsheet element → its short name."""
    return {f"{space}{SEPARATOR}{name}": name for space in NAMESPACES for name in names}


def parse_xml(pieces: Iterable[bytes], *, start: Start, end: End, text: Text) -> None:
    """Call the handlers for a part of an .xlsx; raise `Unreadable` if it is harmful or broken.

    A handler stops reading by raising `Enough` and refuses the part by raising
    `NestedTooDeepError`; one that does not count depth itself must be wrapped by `limit_depth`.
    """
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def refuse_declarations(*_: object) -> None:
        raise Unreadable(BOMB, "bomb")

    parser.StartDoctypeDeclHandler = refuse_declarations
    parser.EntityDeclHandler = refuse_declarations
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            # expat buffers an unfinished token, doubling its buffer as it grows.
            if fed - parser.CurrentByteIndex > MAX_TOKEN:
                raise Unreadable(BOMB, "bomb")
        parser.Parse(b"", True)
    except Enough:
        return
    except NestedTooDeepError as error:
        raise Unreadable(BOMB, "bomb") from error
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise Unreadable(DAMAGED, "damaged") from error


def limit_depth(start: Start, end: End) -> tuple[Start, End]:
    """Return handlers that refuse endlessly nested elements, each of which costs memory."""
    depth = 0

    def descend(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise NestedTooDeepError
        start(tag, attributes)

    def ascend(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag)

    return descend, ascend
