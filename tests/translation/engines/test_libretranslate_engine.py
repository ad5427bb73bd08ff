"""The engine on a LibreTranslate server: a local one that speaks its interface, and the real one when there.

`make test-libretranslate` installs the real server with the small models and sets its address.
"""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Hop, SentenceState
from reader.translation.engines.libretranslate_engine import LibreTranslateEngine, server_route

REAL = os.environ.get("LISEUSE_TEST_LIBRETRANSLATE", "")
HOP = Hop("fr", "en", "libretranslate:x", "server")
KEY = "clé-secrète"


class Server(http.server.ThreadingHTTPServer):
    """Answers as LibreTranslate 1.9 does: errors included."""

    daemon_threads = True

    def __init__(self, key: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = key
        self.asked: list[dict[str, Any]] = []
        self.broken = b""
        self.wait: threading.Event | None = None  # what an answer waits for
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._answer(200, [{"code": "fr", "name": "French", "targets": ["en", "ar"]}])

    def do_POST(self) -> None:
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(message)
        if self.server.wait is not None:
            self.server.wait.wait()
        if self.server.broken:
            self._send(200, self.server.broken)
        elif self.server.key and message.get("api_key") != self.server.key:
            self._answer(403, {"error": "Invalid API key"})
        elif message["target"] not in ("en", "ar"):
            self._answer(400, {"error": f"{message['target']} is not supported"})
        else:
            self._answer(200, {"translatedText": [f"<{text}>" for text in message["q"]]})

    def _answer(self, status: int, value: Any) -> None:
        self._send(status, json.dumps(value).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server()
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def engine(server: Server) -> Iterator[LibreTranslateEngine]:
    opened = LibreTranslateEngine(server.address)
    yield opened


def test_sentences_come_back_in_order_and_signs_are_not_sent(
    server: Server, engine: LibreTranslateEngine
) -> None:
    results = engine.translate(["Un.", "2026", "Deux."], HOP)
    assert [r.text for r in results] == ["<Un.>", "2026", "<Deux.>"]
    assert [r.state for r in results] == [SentenceState.OK, SentenceState.KEPT, SentenceState.OK]
    assert server.asked == [{"q": ["Un.", "Deux."], "source": "fr", "target": "en", "format": "text"}]


def test_requests_stay_below_what_servers_allow(server: Server, engine: LibreTranslateEngine) -> None:
    sentences = [f"Phrase {n} {'mot ' * 120}." for n in range(60)]
    assert [r.text for r in engine.translate(sentences, HOP)] == [f"<{s}>" for s in sentences]
    assert all(len(message["q"]) <= 25 for message in server.asked)
    assert all(sum(map(len, message["q"])) <= 4_500 for message in server.asked)


def test_the_key_is_sent_and_a_wrong_one_is_told(server: Server) -> None:
    server.key = KEY
    good, bad = LibreTranslateEngine(server.address, KEY), LibreTranslateEngine(server.address, "x")
    assert good.translate(["Un."], HOP)[0].text == "<Un.>"
    with pytest.raises(ReaderError) as refused:
        bad.translate(["Un."], HOP)
    assert refused.value.kind == "server-refused"
    assert KEY not in str(refused.value.detail)


def test_a_language_it_lacks_is_told(engine: LibreTranslateEngine) -> None:
    with pytest.raises(ReaderError) as refused:
        engine.translate(["Un."], Hop("fr", "ja", "libretranslate:x", "server"))
    assert refused.value.kind == "server-language"


@pytest.mark.parametrize(
    "answer", [b"<html>", b"[]", b'{"translatedText": []}', b'{"translatedText": "x"}', b"null"]
)
def test_another_answer_is_refused(server: Server, engine: LibreTranslateEngine, answer: bytes) -> None:
    server.broken = answer
    with pytest.raises(ReaderError) as refused:
        engine.translate(["Un."], HOP)
    assert refused.value.kind == "server-refused"


def test_a_silent_address_is_told() -> None:
    engine = LibreTranslateEngine("http://127.0.0.1:9")
    with pytest.raises(ReaderError) as refused:
        engine.translate(["Un."], HOP)
    assert refused.value.kind == "server-unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "libre.example",
        "ftp://a.example",
        "http://a.example",
        "https://u:p@a.example",
        "file:///etc/passwd",
    ],
)
def test_only_an_encrypted_or_local_address_is_taken(address: str) -> None:
    with pytest.raises(ReaderError) as refused:
        LibreTranslateEngine(address)
    assert refused.value.kind == "server-address"


def test_its_route_names_the_host_and_is_remembered_apart() -> None:
    route = server_route("https://libre.example/sous/", "fr", "ar")
    assert [(h.source, h.target, h.server) for h in route.hops] == [("fr", "ar", "libre.example")]


@pytest.mark.skipif(
    not REAL, reason="LISEUSE_TEST_LIBRETRANSLATE names no server; see make test-libretranslate"
)
def test_the_real_server_translates() -> None:
    engine = LibreTranslateEngine(REAL)
    assert {("fr", "en"), ("fr", "ar")} <= set(engine.languages())
    sentences = ["Le roi est arrivé à Rabat.", "Il pleut depuis trois jours.", "42"]
    english = engine.translate(sentences, HOP)
    assert english[2].text == "42" and all(r.text for r in english)
    assert english[0].text != sentences[0] and "Rabat" in english[0].text
    arabic = engine.translate(sentences, Hop("fr", "ar", "libretranslate:x", "server"))
    assert any("\u0600" <= letter <= "\u06ff" for letter in arabic[0].text)
    with pytest.raises(ReaderError):
        engine.translate(sentences, Hop("fr", "ja", "libretranslate:x", "server"))
