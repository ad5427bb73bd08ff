"""A computer's own service that a stranger's link should not reach: it counts every connection."""

from __future__ import annotations

import http.server
import struct
import threading
import zlib
from typing import Any

PROSE = "<p>La bibliothèque a rouvert lundi après deux ans de travaux, et tout le quartier est venu.</p>" * 9


def _picture() -> bytes:
    """A grey PNG of 600 × 400 px."""
    rows = zlib.compress((b"\0" + b"\x80" * 600) * 400)
    chunks = ((b"IHDR", struct.pack(">2I5B", 600, 400, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    whole = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


PICTURE = _picture()


def page(head: str, body: str) -> str:
    """A page in French."""
    head = f"<head><meta charset=utf-8>{head}</head>"
    return f"<!doctype html><html lang=fr>{head}<body>{body}</body></html>"


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.endswith(".png"):
            self._answer("image/png", PICTURE)
            return
        number = self.path.strip("/").replace("/", " ") or "une"
        end = f"<p>{number}, voir <a href=/suite>la suite</a></p>"
        article = f"<article><h1>Porte {number}</h1>{PROSE}{end}</article>"
        body = page(head=f"<title>Porte {number}</title>", body=article).encode()
        self._answer("text/html; charset=utf-8", body)

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    connections = 0

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)


class LocalDoor:
    """It listens on 127.0.0.1; each path is an article of its own."""

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    @property
    def connections(self) -> int:
        """How many were made so far, whether or not anything was asked for."""
        return self._server.connections

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


SPELLINGS = (
    *("127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "2130706433", "017700000001"),
    *("0x7f.1", "0x7f000001", "127.0.0.0x1", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *(
        "１２７.0.0.1",
        "127。0。0。1",
        "127．0．0．1",
        "%31%32%37.0.0.1",
        "%6cocalhost",
        "127.0.0.1.",
        "127.0.0\u00ad.1",
    ),
)
"""What a browser takes for this computer at 127.0.0.1."""
