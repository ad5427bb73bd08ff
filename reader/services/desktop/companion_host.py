"""The program's end of native messaging: a browser's extension hands over pages and links to save.

Each message is a length of four bytes (of this machine's order) and JSON. A page comes in parts, since
a browser limits one message; it is saved when the last one is there, on the same way as every page at
hand (`save_page`), and the answer says what became of it.
"""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

from reader import __version__
from reader.core.errors import ReaderError
from reader.core.messages import Translate, plain, untranslated
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.core.serialize import read_json
from reader.services.desktop.hand_over import hand_over
from reader.services.desktop.open_request import Opening
from reader.services.library_session import LibrarySession
from reader.services.saving.store_page import SaveOutcome
from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)

_ORIGIN = Origin(NamedBy.COMPANION)

MOST_MESSAGE = 4 * 1024 * 1024
"""Bytes of one message; the companion sends a tenth of it."""
MOST_PAGE = 20_000_000
"""Characters of a whole page, as for one that is fetched."""
MOST_PARTS = 200
MOST_PAGES = 4
"""Pages whose parts may be on their way at once."""

_LENGTH = struct.Struct("=I")


@dataclass(slots=True)
class _Page:
    """A page of which some parts are there."""

    url: str
    parts: int
    html: dict[int, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(map(len, self.html.values()))


class CompanionHost:
    """One conversation with a browser.

    Args:
        paths: the library that pages go to.
        translate: puts what is answered into the reader's language.
    """

    def __init__(self, paths: LibraryPaths, translate: Translate = untranslated) -> None:
        self._paths = paths
        self._translate = translate
        self._pages: dict[str, _Page] = {}
        self._session: LibrarySession | None = None

    def serve(self, source: IO[bytes], sink: IO[bytes]) -> None:
        """Answer messages until the browser closes the connection or sends what is none."""
        while (message := read_message(source)) is not None:
            answer = self.answer(message)
            if answer is not None:
                write_message(sink, answer)

    def refuse(self, sink: IO[bytes], error: ReaderError) -> None:
        """Tell whoever started us why not."""
        write_message(sink, self._failure("", error))

    def close(self) -> None:
        """Close the library, if anything was saved."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def answer(self, message: Any) -> dict[str, Any] | None:
        """The answer to one message; `None` while more parts of a page are to come."""
        name = message.get("id", "") if isinstance(message, dict) else ""
        known = name if isinstance(name, str) and len(name) <= 64 else ""
        try:
            match message.get("do") if isinstance(message, dict) else None:
                case "hello":
                    return {"id": known, "ok": True, "version": __version__}
                case "page":
                    page = self._collect(known, message)
                    return None if page is None else self._done(known, self._save_page(page))
                case "link":
                    return self._link(known, message)
            raise ReaderError("unknown-opening", "no such message")
        except ReaderError as error:
            log.info("the companion was refused: %s", error.kind)
            self._pages.pop(known, None)
            return self._failure(known, error)

    def _collect(self, name: str, message: dict[str, Any]) -> _Page | None:
        """Keep a part; returns the page once it is whole."""
        part, parts, html = message.get("part", 0), message.get("parts", 1), message.get("html")
        whole = type(part) is int and type(parts) is int and 0 <= part < parts <= MOST_PARTS
        if not name or not whole or not isinstance(html, str) or not isinstance(message.get("url"), str):
            raise ReaderError("unknown-opening", "a page of no such form")
        page = self._pages.get(name)
        if page is None:
            if len(self._pages) >= MOST_PAGES:
                raise ReaderError("unknown-opening", "too many pages at once")
            page = self._pages[name] = _Page(_web_address(message["url"]), parts)
        if page.parts != parts or part in page.html:
            raise ReaderError("unknown-opening", "parts that do not fit")
        page.html[part] = html
        if page.size > MOST_PAGE:
            raise ReaderError("too-large", f"over {MOST_PAGE} characters", limit=MOST_PAGE // 1_000_000)
        if len(page.html) < parts:
            return None
        return self._pages.pop(name)

    def _save_page(self, page: _Page) -> SaveOutcome:
        from reader.services.saving.save_page import save_page

        html = "".join(page.html[number] for number in range(page.parts))
        return save_page(self._library(), html, Progress(None), page.url, origin=_ORIGIN)

    def _link(self, name: str, message: dict[str, Any]) -> dict[str, Any]:
        """Save a link: the window does it when it is open, and asks where it leads to a local address."""
        from reader.services.saving.save_article import save_article

        link = _web_address(message.get("url"))
        if hand_over(self._paths, Opening(links=(link,), quietly=True, named_by=_ORIGIN.by)):
            return {"id": name, "ok": True, "status": "queued", "title": ""}
        return self._done(name, save_article(self._library(), link, Progress(None), origin=_ORIGIN))

    def _library(self) -> LibrarySession:
        if self._session is None:
            self._session = LibrarySession.open(self._paths)
        return self._session

    def _done(self, name: str, outcome: SaveOutcome) -> dict[str, Any]:
        if outcome.status != "duplicate":
            self._tell_window()
        return {
            "id": name,
            "ok": True,
            "status": outcome.status,
            "title": outcome.title,
            "number": outcome.id,
        }

    def _tell_window(self) -> None:
        try:
            hand_over(self._paths, Opening(changed=True, quietly=True))
        except ReaderError as error:  # it is saved; the list is read again at the next look
            log.info("the window was not told: %s", error.kind)

    def _failure(self, name: str, error: ReaderError) -> dict[str, Any]:
        show: Callable[[Any], str] = lambda message: plain(message.show(self._translate))  # noqa: E731
        return {
            "id": name,
            "ok": False,
            "kind": error.kind,
            "title": show(error.title),
            "hint": show(error.hint),
        }


def read_message(source: IO[bytes]) -> Any:
    """The next message; `None` at the end, and for what is too long or no JSON: nothing follows that."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MOST_MESSAGE:
        log.warning("a message of the companion is too long: %d bytes", length)
        return None
    data = source.read(length)
    if len(data) < length:
        return None
    try:
        return read_json(data)
    except ValueError:
        log.warning("a message of the companion is no JSON")
        return None


def write_message(sink: IO[bytes], answer: dict[str, Any]) -> None:
    """Write one answer."""
    data = json.dumps(answer, ensure_ascii=True).encode("ascii")
    sink.write(_LENGTH.pack(len(data)) + data)
    sink.flush()


def _web_address(text: Any) -> str:
    from reader.saving.fetching.urls import parse_link

    if not isinstance(text, str) or not text.lower().startswith(("http://", "https://")):
        raise ReaderError("unsupported-scheme", "from the companion")
    return parse_link(text)
