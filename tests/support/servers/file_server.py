"""A server of files and of a page that names them, as sites have them beside their articles."""

from __future__ import annotations

import http.server
import threading
from typing import Any

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n" * 1000
PARAGRAPHS = "".join(
    f"<p>Le port de Saint-Nazaire a vu passer {n} navires au mois de mai, plus que l'an passé, "
    "et la capitainerie en attend encore davantage avant la fin de l'été.</p>"
    for n in range(20, 32)
)
FILES: dict[str, tuple[str, str, bytes]] = {
    "/docs/rapport-annuel_2025.pdf": ("application/pdf", "", PDF),
    "/download?id=7": (
        "application/octet-stream",
        "attachment; filename=\"bilan.pdf\"; filename*=UTF-8''Bilan%20de%20l%E2%80%99%C3%A9t%C3%A9.pdf",
        PDF,
    ),
    "/film.mp4": ("video/mp4", "", b"\0\0\0\x18ftypmp42" + b"\0" * 5000),
    "/son.mp3": ("audio/mpeg", "", b"ID3\x04" + b"\0" * 5000),
    "/donnees.zip": ("application/zip", "", b"PK\x03\x04" + b"\0" * 5000),
    "/lettre.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "",
        b"PK\x03\x04" + b"\0" * 5000,
    ),
}


class FileServer:
    """Serves `FILES`, an endless recording at `/direct.mp3`, and `/article`, which links to the files.

    `as_page` are addresses that answer with an article instead, as if the site had changed.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.as_page: set[str] = set()
        self.broken_off = threading.Event()
        files = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                files.requests.append(self.path)
                if self.path == "/direct.mp3":
                    self._endless()
                elif self.path in FILES and self.path not in files.as_page:
                    self._send(*FILES[self.path])
                else:
                    self._send("text/html; charset=utf-8", "", files.page().encode())

            def _send(self, media: str, disposition: str, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", media)
                if disposition:
                    self.send_header("Content-Disposition", disposition)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _endless(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "audio/mpeg")
                self.send_header("Content-Length", str(10**12))
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"ID3\x04" + b"\0" * 60_000)
                except OSError:  # who asked has heard enough
                    files.broken_off.set()

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def page(self) -> str:
        report = self.url("/docs/rapport-annuel_2025.pdf")
        links = (
            f'<p>La capitainerie publie <a href="{report}">le rapport annuel '
            f'du <em>port</em></a>, et aussi <a href="{self.url("/son.mp3")}">ici</a> un entretien.</p>'
        )
        return (
            '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le port et ses navires</title>'
            "</head>"
            f"<body><article><h1>Le port et ses navires</h1>{PARAGRAPHS}{links}</article></body></html>"
        )

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
