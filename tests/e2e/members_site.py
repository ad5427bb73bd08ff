"""A site with an article for members only, and a browser that the companion is installed for."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.limits import LIMIT

TITLE = "Ce que seuls les abonnés lisent"
SECRET = "Ce passage n’est montré qu’aux lecteurs qui ont ouvert une session sur ce site."
PROSE = (
    "La bibliothèque municipale a rouvert ses portes lundi après deux années de travaux, et les habitants "
    "du quartier sont venus nombreux découvrir les nouvelles salles de lecture et le jardin intérieur. "
)


class Members(http.server.BaseHTTPRequestHandler):
    """A site that shows its article to whoever has the cookie, and adds a passage by script."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_error(404)
            return
        member = "session=open" in self.headers.get("Cookie", "")
        text = "".join(f"<p>{PROSE * 2}</p>" for _ in range(4)) if member else "<p>Abonnez-vous.</p>"
        script = f"<script>document.getElementById('x').textContent = {json.dumps(SECRET)}</script>"
        body = f"<html lang=fr><head><meta charset=utf-8><title>{TITLE}</title></head><body><article>"
        body += f"<h1>{TITLE}</h1>{text}<p id=x></p></article>{script if member else ''}</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "session=open")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def members() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Members)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/article"
    server.shutdown()
    thread.join()
    server.server_close()


def connected(home: Path, browser: str) -> Path:
    """Connect a browser whose settings are below `home` with a library there, as the menu does.

    Returns:
        The folder with the extension in the form of each browser.
    """
    command = [sys.executable, "-m", "reader", "--json", "--library", str(home / "library")]
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("XDG_CONFIG_HOME", None)
    done = subprocess.run(
        [*command, "companion", "install"], env=environment, capture_output=True, timeout=LIMIT, check=True
    )
    installed = json.loads(done.stdout)
    assert installed["browsers"] == [browser]
    return Path(installed["folder"])


def saved_text(home: Path) -> str:
    """The first article of the library, as the command line shows it."""
    command = [sys.executable, "-m", "reader", "--library", str(home / "library"), "show", "1"]
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True).stdout
