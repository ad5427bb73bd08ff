"""Servers that ask us to wait: what they ask for reaches the schedule, and no host gets a storm."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import seconds_to_wait
from reader.services.saving.save_article import save_article
from tests.page_samples import article
from tests.saving.conftest import hostile_module


@pytest.fixture(scope="module")
def hostile() -> Iterator[Any]:
    with hostile_module().HostileServer(lifetime=36_000) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "kind", "wait"),
    [
        ("/status/429?after=1200", "too-many-requests", 1200),
        ("/status/429?after=90000", "too-many-requests", 3600),
        ("/status/429?after=5", "too-many-requests", 60),
        ("/status/503?after=400", "server-error", 400),
        ("/status/500", "server-error", 60),
    ],
)
def test_what_a_server_asks_for_is_waited(
    session: LibrarySession, hostile: Any, path: str, kind: str, wait: int
) -> None:
    with pytest.raises(ReaderError) as caught:
        save_article(session, hostile.url(path), Progress())
    assert caught.value.kind == kind
    assert seconds_to_wait(caught.value, 1) == wait
    assert session.articles.counts()["all"] == 0


class CountingServer:
    """Counts how many requests it answers at once; each takes a moment."""

    def __init__(self) -> None:
        self.now = self.most = 0
        lock, outer = threading.Lock(), self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with lock:
                    outer.now += 1
                    outer.most = max(outer.most, outer.now)
                time.sleep(0.05)  # long enough for the next one to come, if it may
                number = int(self.path.strip("/") or 0)
                body = article(title=f"Article {number}", skip=number).encode()
                with lock:
                    outer.now -= 1
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_saves_side_by_side_share_the_turns_of_a_host(session: LibrarySession) -> None:
    server = CountingServer()
    try:
        with ThreadPoolExecutor(8) as pool:
            links = [f"{server.base}/{number}" for number in range(8)]
            outcomes = list(pool.map(lambda link: save_article(session, link, Progress()), links))
    finally:
        server.close()
    assert [o.status for o in outcomes] == ["saved"] * 8
    assert server.most == 2


def test_the_same_article_twice_at_once_is_stored_once(session: LibrarySession) -> None:
    server = CountingServer()
    try:
        with ThreadPoolExecutor(4) as pool:
            links = [
                f"{server.base}/7",
                f"{server.base}/7?utm_source=a",
                f"{server.base}/7#x",
                f"{server.base}/7/",
            ]
            outcomes = list(pool.map(lambda link: save_article(session, link, Progress()), links))
    finally:
        server.close()
    assert sorted(o.status for o in outcomes) == ["duplicate"] * 3 + ["saved"]
    assert len({o.id for o in outcomes}) == 1
