"""Serves the catalogue to e-readers in the local network, for reading only, to who knows the code.

The standard library's server does it. A request is read whole before it is looked at, within a size and a
time; connections beyond a few are closed at once; nothing is answered under a foreign name.
"""

from __future__ import annotations

import contextlib
import io
import logging
import shutil
import socket
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Cancelled, Progress
from reader.exchange import opds, opds_page
from reader.exchange.epub import MIME as EPUB
from reader.services.publishing.catalogue import Catalogue
from reader.services.publishing.catalogue_access import (
    Access,
    is_own_name,
    local_address,
    network_of,
    password_of,
)

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

PORT = 8765
_LARGEST = 16_384  # bytes of a request
_SECONDS = 10.0  # for a request to arrive
_SENDING = 30.0  # s for each piece of an answer to be taken
_MOST = 24  # connections at once
_STRANGERS = 6  # of them of one address, until it has said the code; what a browser opens
_HELD = 2.0  # s that a wrong code waits for its answer at most, once its address has to wait
_TURN = 0.2  # s between two looks whether to go on
_FORMS = {"opds": (opds.atom, None), "opds2": (opds.opds2, opds.OPDS2)}
_SAFETY = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
_MISSING = frozenset(("no-such-article", "not-translated"))


class CatalogueServer(ThreadingMixIn, HTTPServer):
    """Listens from the start; `serve` answers until `stop`, or until its time has come.

    Args:
        session: of the library, opened for reading is enough. code: what a reader must know.
        host: an address of this computer. port: 0 for any that is free.
        language: of the texts that `translate` gives.

    Raises:
        ReaderError: `catalogue-address`, the port is taken or the address is none of this computer's.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = _MOST

    def __init__(
        self,
        session: LibrarySession,
        code: str,
        host: str,
        port: int = PORT,
        translate: Translate = untranslated,
        language: str = "en",
    ) -> None:
        self.catalogue = Catalogue(session, translate, language)
        self.access = Access(code)
        self.progress = Progress()
        self.seconds = _SECONDS
        self.held = _HELD
        self._places = threading.Semaphore(_MOST)
        self._strangers: dict[int, str] = {}  # the networks of connections without the code so far
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        try:
            super().__init__((host, port), _Request)
        except (OSError, OverflowError) as error:
            raise ReaderError("catalogue-address", str(error), address=f"{host}:{port}") from error

    @property
    def address(self) -> str:
        """The address of the first feed."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}/opds"

    def server_bind(self) -> None:
        """As `HTTPServer`, without asking the network for this computer's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def serve(self, ended: Callable[[], bool] = lambda: False) -> None:
        """Answer requests until `stop`, or until `ended` says so, which is asked several times a second."""
        self.timeout = _TURN
        try:
            with self:
                while not (self.progress.cancelled or ended()):
                    self.handle_request()
        finally:
            self.stop()
            self.catalogue.close()

    def stop(self) -> None:
        """End `serve` from any thread; books that are being made are given up."""
        self.progress.cancel()
        self._stopped.set()

    def admit(self, request: Any) -> None:
        """Count a connection no longer among those of strangers."""
        with self._lock:
            self._strangers.pop(id(request), None)

    def hold(self, seconds: float) -> None:
        """Let a wrong code wait, so that guesses come one after the other."""
        self._stopped.wait(min(seconds, self.held))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, when there is a place for one more, and for one of this address."""
        network = network_of(str(client_address[0]))
        with self._lock:
            few = sum(other == network for other in self._strangers.values()) < _STRANGERS
        if not few or not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        with self._lock:
            self._strangers[id(request)] = network
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and give the place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.admit(request)
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that broke is nothing to tell of; the rest is for the log."""
        log.info("a request for the catalogue failed", exc_info=True)


def serving_address() -> str:
    """Where a catalogue is served by default.

    Raises:
        ReaderError: `no-local-network`.
    """
    address = local_address()
    if not address:
        raise ReaderError("no-local-network", "no address that is not public")
    return address


class _Request(BaseHTTPRequestHandler):
    """One request. There is no other method than GET and HEAD, and no body is read."""

    server: CatalogueServer
    server_version, sys_version = "Liseuse", ""
    protocol_version = "HTTP/1.0"  # one request a connection

    def setup(self) -> None:
        """Read the whole request first: byte by byte it could take for ever."""
        super().setup()
        self.rfile = io.BytesIO(self._head())
        self.connection.settimeout(_SENDING)

    def do_GET(self) -> None:
        """Answer with a feed, a book or a picture."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the address may hold the code."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A bare answer, which repeats nothing of the request."""
        self._send(code, b"", "text/plain; charset=utf-8")

    def _head(self) -> bytes:
        end = time.monotonic() + self.server.seconds
        head = b""
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            left = end - time.monotonic()
            if left <= 0 or len(head) > _LARGEST:
                return b""
            self.connection.settimeout(left)
            try:
                piece = self.connection.recv(4096)
            except OSError:
                return b""
            if not piece:
                return b""
            head += piece
        return head if len(head) <= _LARGEST else b""

    def _answer(self) -> None:
        client, (own, port) = str(self.client_address[0]), self.connection.getsockname()[:2]
        if self.headers.get("Origin") or not is_own_name(self.headers.get("Host", ""), str(own), int(port)):
            self._send(HTTPStatus.FORBIDDEN)
            return
        # KOReader sends what is searched for as it was typed, which came in here as Latin letters.
        parts = urlsplit(self.path.encode("latin-1").decode("utf-8", "replace"))
        words = [unquote(word) for word in parts.path.split("/") if word]
        prefix = self._allowed(words, client)
        if prefix is None:
            self._refuse(client)
            return
        self.server.admit(self.request)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        try:
            self._show(words[1:] if prefix else words, prefix, query)
        except (ReaderError, Cancelled) as error:
            missing = isinstance(error, ReaderError) and error.kind in _MISSING
            log.info("not served: %s", error)
            self._send(HTTPStatus.NOT_FOUND if missing else HTTPStatus.SERVICE_UNAVAILABLE)

    def _refuse(self, client: str) -> None:
        wait = self.server.access.wait_of(client)
        if wait:
            self.server.hold(wait)
            self._send(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(int(wait) + 1)})
            return
        realm = 'Basic realm="Liseuse", charset="UTF-8"'
        self._send(HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": realm})

    def _allowed(self, words: list[str], client: str) -> str | None:
        """What stands before every address of an answer: the code, where the request had it there."""
        password = password_of(self.headers.get("Authorization", ""))
        if password is not None:
            return "" if self.server.access.knows(password, client) else None
        if words and words[0] not in _FORMS and self.server.access.knows(words[0], client):
            return f"/{quote(words[0])}"
        return None

    def _show(self, words: list[str], prefix: str, query: dict[str, str]) -> None:
        form = words[0] if words else "opds"
        if form not in _FORMS:
            self._send(HTTPStatus.NOT_FOUND)
            return
        top = f"{prefix}/{form}"
        match words[1:]:
            case ["book", name]:
                self._send_book(name)
            case ["cover", number] if _is_number(number):
                self._send_cover(int(number))
            case ["publication", number] if _is_number(number) and form == "opds2":
                self._send_publication(int(number), top)
            case ["search.xml"]:
                template = f"http://{self.headers['Host']}{top}/search?query={{searchTerms}}"
                text = opds.search_description(self.server.catalogue.name, template)
                self._send(HTTPStatus.OK, text.encode(), opds.SEARCH)
            case rest:
                self._send_feed(form, rest, top, query)

    def _send_feed(self, form: str, words: list[str], top: str, query: dict[str, str]) -> None:
        page = query.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
        feed = self.server.catalogue.feed(words, top, number, query.get("query", "")[:400])
        if feed is None:
            self._send(HTTPStatus.NOT_FOUND)
            return
        if form == "opds" and "text/html" in self.headers.get("Accept", ""):
            catalogue = self.server.catalogue
            text = opds_page.page(feed, catalogue.language, catalogue.search_name)
            policy = {"Content-Security-Policy": opds_page.POLICY}
            self._send(HTTPStatus.OK, text.encode("utf-8", "replace"), opds_page.MIME, policy)
            return
        write, mime = _FORMS[form]
        self._send(HTTPStatus.OK, write(feed).encode("utf-8", "replace"), mime or feed.kind)

    def _send_book(self, name: str) -> None:
        number, _, target = name.removesuffix(".epub").partition(".")
        if not name.endswith(".epub") or not _is_number(number):
            self._send(HTTPStatus.NOT_FOUND)
            return
        if self.command == "HEAD":
            self._send(HTTPStatus.OK, b"", EPUB, length=None)
            return
        with self.server.catalogue.book(int(number), target, self.server.progress) as book:
            named = f"attachment; filename=\"article-{number}.epub\"; filename*=UTF-8''{quote(book.name)}"
            self._begin(HTTPStatus.OK, EPUB, book.length, {"Content-Disposition": named})
            shutil.copyfileobj(book.file, self.wfile, 65_536)

    def _send_cover(self, number: int) -> None:
        found = self.server.catalogue.cover(number, self.server.progress)
        if found is None:
            self._send(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, *found)

    def _send_publication(self, number: int, top: str) -> None:
        found = self.server.catalogue.entry(number, top)
        if found is None:
            self._send(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, opds.publication(found).encode("utf-8", "replace"), opds.PUBLICATION)

    def _send(
        self,
        status: int,
        body: bytes = b"",
        mime: str = "text/plain; charset=utf-8",
        headers: dict[str, str] | None = None,
        length: int | None = -1,
    ) -> None:
        self._begin(status, mime, len(body) if length == -1 else length, headers or {})
        if self.command != "HEAD":
            with contextlib.suppress(OSError):
                self.wfile.write(body)

    def _begin(self, status: int, mime: str, length: int | None, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", mime)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in {**_SAFETY, **headers}.items():
            self.send_header(name, value)
        self.end_headers()


def _is_number(word: str) -> bool:
    """Whether a word names an article as SQLite numbers them."""
    return word.isascii() and word.isdigit() and len(word) < 19
