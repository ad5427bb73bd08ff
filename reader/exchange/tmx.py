"""TMX 1.4, the exchange format of translation memories: written whole, read entry by entry.

Reading uses expat with every entity refused, so that no file can make it grow or open another file; a
DOCTYPE is passed over. Inline elements (`bpt`, `ph`…) are formatting codes and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.storage_errors import regular
from reader.exchange.translation_units import LANGUAGE, ExchangedPair, Refused

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_CHUNK = 64 * 1024
_LONGEST = 100_000  # characters of one segment
_LONGEST_TAG = 1_000_000  # bytes of one tag or comment, which expat holds as a whole
_MOST = 1_000  # languages and properties of one entry, and elements inside one another
_STATE, _ROUTE = "x-liseuse-state", "x-liseuse-route"


def write_tmx(pairs: Iterable[ExchangedPair], file: BinaryIO) -> int:
    """Write pairs as one TMX document; returns how many."""
    tool = quoteattr(__version__)
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="Liseuse" creationtoolversion={tool} segtype="sentence" o-tmf="liseuse" '
        'adminlang="en" srclang="*all*" datatype="plaintext"/>\n<body>\n'.encode()
    )
    count = 0
    for pair in pairs:
        file.write(_unit(pair).encode())
        count += 1
    file.write(b"</body>\n</tmx>\n")
    return count


def read_tmx(path: Path) -> Iterator[ExchangedPair | Refused]:
    """Read the pairs of a TMX file: the first language of an entry with each of the others.

    Raises:
        ReaderError: `file-unreadable` when it cannot be opened, `file-damaged` when it is no such XML; what
            came before holds.
    """
    reader = _Reader()
    try:
        with open(path, "rb", opener=regular) as file:
            while chunk := file.read(_CHUNK):
                reader.feed(chunk)
                yield from reader.take()
            reader.feed(b"", last=True)
            yield from reader.take()
    except OSError as error:
        raise ReaderError("file-unreadable", type(error).__name__, file=path.name) from error
    except (expat.ExpatError, ValueError) as error:
        raise ReaderError("file-damaged", f"no TMX: {error}"[:200], file=path.name) from error
    if not reader.is_tmx:
        raise ReaderError("file-damaged", "no TMX: another kind of XML", file=path.name)


def _unit(pair: ExchangedPair) -> str:
    changed = re.sub(r"[-:]|\.\d+|\+00:00", "", pair.changed)
    date = f" changedate={quoteattr(changed.rstrip('Z') + 'Z')}" if changed else ""
    properties = "".join(
        f'<prop type="{kind}">{_clean(value)}</prop>'
        for kind, value in ((_STATE, pair.state), (_ROUTE, pair.route))
        if value
    )
    variants = "".join(
        f"<tuv xml:lang={quoteattr(code)}><seg>{_clean(text)}</seg></tuv>"
        for code, text in ((pair.source_language, pair.source), (pair.target_language, pair.target))
    )
    return f"<tu{date}>{properties}{variants}</tu>\n"


def _clean(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


class _Reader:
    """Collects entries while expat reads."""

    def __init__(self) -> None:
        self.is_tmx = False
        self._fed = self._length = 0
        self._found: list[ExchangedPair | Refused] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity
        self._depth = self._codes = 0
        self._line = 0
        self._language = self._property = ""
        self._collected: list[str] | None = None
        self._variants: list[tuple[str, str]] = []
        self._properties: dict[str, str] = {}
        self._changed = ""

    def feed(self, data: bytes, last: bool = False) -> None:
        self._fed += len(data)
        self._parser.Parse(data, last)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise ValueError("a tag without an end")

    def take(self) -> list[ExchangedPair | Refused]:
        found, self._found = self._found, []
        return found

    def _entity(self, *_: object) -> None:
        raise ValueError("it declares entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth:
            self.is_tmx = name == "tmx"
        self._depth += 1
        if self._depth > _MOST:
            raise ValueError("too many elements inside one another")
        if name == "tu":
            self._line = self._parser.CurrentLineNumber
            self._variants, self._properties = [], {}
            self._changed = attributes.get("changedate", attributes.get("creationdate", ""))
        elif name == "tuv":
            self._language = attributes.get("xml:lang", attributes.get("lang", ""))
        elif name == "seg":
            self._collect()
            self._codes = 0
        elif name == "prop":
            self._property = attributes.get("type", "")
            self._collect()
        elif name in _CODES:
            self._codes += 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name in _CODES:
            self._codes = max(0, self._codes - 1)
        elif name == "seg":
            text = self._done()
            if len(self._variants) < _MOST:
                self._variants.append((self._language, text))
        elif name == "prop":
            text = self._done()
            if len(self._properties) < _MOST:
                self._properties[self._property] = text
        elif name == "tu" and self.is_tmx:
            self._found += self._pairs()

    def _text(self, text: str) -> None:
        if self._collected is not None and not self._codes:
            self._length += len(text)
            if self._length <= _LONGEST:
                self._collected.append(text)

    def _collect(self) -> None:
        self._collected, self._length = [], 0

    def _done(self) -> str:
        """What was collected; nothing when it is longer than any sentence."""
        whole = self._length <= _LONGEST
        text = " ".join("".join(self._collected or ()).split()) if whole else ""
        self._collected = None
        return text

    def _pairs(self) -> list[ExchangedPair | Refused]:
        good = [(c, t) for c, t in self._variants if t and LANGUAGE.fullmatch(c)]
        if len(good) < 2:
            return [Refused(self._line, "incomplete")]
        (first, source), *others = good
        state, route = self._properties.get(_STATE, ""), self._properties.get(_ROUTE, "")
        return [
            ExchangedPair(_code(first), _code(code), source, text, state, route, self._changed)
            for code, text in others
            if _code(code) != _code(first)
        ]


def _code(code: str) -> str:
    """A language as the library names it: "fr-FR" is "fr"."""
    return re.split("[-_]", code)[0].lower()
