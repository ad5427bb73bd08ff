"""What every test can use: the fixture news site on a real local server, and libraries in tmp folders."""

from __future__ import annotations

import functools
import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"

DATA = Path(__file__).parent / "data"
SITE = DATA / "lebrief" / "site"


class SiteServer:
    """The fixture news site over HTTP on the loopback address, counting what it is asked for."""

    def __init__(self, folder: Path = SITE, port: int = 0) -> None:
        self.requests: list[str] = []
        handler = functools.partial(_SiteHandler, directory=str(folder), log=self.requests)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        return self.base + path

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _SiteHandler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, log: list[str], **kwargs: Any) -> None:
        self._asked = log
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self._asked.append(self.path)
        super().do_GET()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[SiteServer]:
    server = SiteServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """What a good client makes of the fixture article."""
    loaded: dict[str, Any] = json.loads((DATA / "lebrief" / "expected.json").read_text("utf-8"))
    return loaded


@pytest.fixture
def article_url(site: SiteServer, expected: dict[str, Any]) -> str:
    return site.url(expected["url_path"])
