"""A source of the press on this computer: its feeds answer what a test tells them to, and are counted."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """An answer: of a feed or page, with its headers. `tag` makes it conditional."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tag: bool = True


class FeedServer:
    """Serves `pages` by their path; `asked` are the requests, path and headers. End it with `close`.

    Args:
        delay: seconds until it answers.
    """

    def __init__(self, delay: float = 0) -> None:
        self._delay = delay
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._held: dict[str, tuple[threading.Event, threading.Event]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"{self.base}/{path}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        data = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[f"/{path}"] = Page(data, status, named)

    def wait_at(self, path: str, reached: threading.Event, go_on: threading.Event) -> None:
        """Answer nothing at a path before `go_on`; `reached` says that it was asked for."""
        self._held[path] = (reached, go_on)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def close(self) -> None:
        for _, go_on in self._held.values():
            go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                if (held := outer._held.get(self.path)) is not None:
                    held[0].set()
                    held[1].wait()
                if outer._delay:
                    time.sleep(outer._delay)
                page = outer.pages.get(self.path, Page(b"nothing", 404))
                etag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
                unchanged = page.tag and page.status == 200 and self.headers.get("If-None-Match") == etag
                body = b"" if unchanged else page.body
                self.send_response(304 if unchanged else page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                if page.tag and page.status == 200:
                    self.send_header("ETag", etag)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


def rss(base: str, *numbers: int, title: str = "La Presse", whole: str = "") -> str:
    """A feed of the pieces with these numbers, whose pages lie at `base`."""
    content = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if whole else ""
    items = "".join(
        f"<item><title>Pièce {n}</title><link>{base}/a/{n}</link><guid>{n}</guid>"
        f"<pubDate>{1 + n % 27:02} Nov 2026 08:00:00 GMT</pubDate>"
        f"<description>Résumé {n}</description>{content}</item>"
        for n in numbers
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>{base}/</link>{items}</channel></rss>"
    )


def article_page(number: int, text: str = "Le conseil a siégé longuement ce jeudi à Rabat. " * 8) -> str:
    """The page of a piece."""
    return (
        f"<html lang='fr'><head><title>Pièce {number}</title></head><body><article><h1>Pièce {number}</h1>"
        f"<p>{text}</p><p>{text}</p><p>{text}</p></article></body></html>"
    )
