"""A translation server that keeps us waiting, or answers what is no translation."""

from __future__ import annotations

import http.server
import json
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.model import Hop
from reader.core.progress import Cancelled, Progress
from reader.translation.engines.libretranslate_engine import LibreTranslateEngine
from tests.support.limits import HANGS as NO_SQUARE
from tests.support.limits import LIMIT, NEVER
from tests.translation.engines.hanging_server import HANGS, HangingServer

HOP = Hop("fr", "en", "libretranslate:x", "server")
SOON = LIMIT
"""Seconds that a waiting request may go on after it was cancelled, on the busiest machine."""


@pytest.fixture(params=HANGS)
def hanging(request: pytest.FixtureRequest) -> Iterator[HangingServer]:
    server = HangingServer(request.param)
    yield server
    server.close()


def test_one_request_has_one_total_time(hanging: HangingServer) -> None:
    engine = LibreTranslateEngine(hanging.address, seconds=2.5)
    with pytest.raises(ReaderError) as late:
        engine.translate(["Un."], HOP)
    assert late.value.kind == "server-unreachable"
    assert "Timeout" in late.value.detail


def test_cancelling_ends_a_request_that_waits(hanging: HangingServer) -> None:
    engine, progress = LibreTranslateEngine(hanging.address, seconds=NEVER), Progress()
    ended: list[object] = []

    def ask() -> None:
        try:
            ended.append(engine.translate(["Un."], HOP, progress=progress))
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    assert hanging.asked.wait(LIMIT)
    progress.cancel()
    thread.join(SOON)
    assert [type(one) for one in ended] == [Cancelled]


def test_a_name_that_is_not_answered_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = threading.Event(), threading.Event()

    def silent(*_arguments: object, **_named: object) -> list[Any]:
        asked.set()
        answer.wait(LIMIT)
        return []

    monkeypatch.setattr("socket.getaddrinfo", silent)  # the system's own resolver, as with a dead name server
    progress = Progress()
    threading.Thread(target=lambda: asked.wait(LIMIT) and progress.cancel(), daemon=True).start()
    engine = LibreTranslateEngine("https://libre.example", seconds=NEVER)
    with pytest.raises(Cancelled):
        engine.translate(["Un."], HOP, progress=progress)
    answer.set()


class Answering(http.server.ThreadingHTTPServer):
    """Answers every question with the same bytes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.answer = 200, b""
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def engine(self) -> LibreTranslateEngine:
        return LibreTranslateEngine(f"http://127.0.0.1:{self.server_port}")


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Answering

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer()

    def _answer(self) -> None:
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def answering() -> Iterator[Answering]:
    opened = Answering()
    yield opened
    opened.shutdown()
    opened.server_close()


def refused(answering: Answering, answer: bytes, status: int = 200, languages: bool = False) -> ReaderError:
    answering.status, answering.answer = status, answer
    with pytest.raises(ReaderError) as caught:
        if languages:
            answering.engine.languages()
        else:
            answering.engine.translate(["Un."], HOP)
    return caught.value


def test_nothing_comes_that_a_terminal_obeys_or_that_turns_a_list_round(answering: Answering) -> None:
    sent = "\u202eOne\x1b[2J\u2066 of\r\ntwo\u2028\x9b31mlines\ufeff"
    answering.status, answering.answer = 200, json.dumps({"translatedText": [sent]}).encode()
    (result,) = answering.engine.translate(["Une de deux lignes."], HOP)
    assert result.text == "One[2J of two 31mlines"


@pytest.mark.parametrize(
    "answer",
    [
        b"[" * 100_000,
        b'{"translatedText": ' * 50_000 + b"1" + b"}" * 50_000,
        b'{"translatedText": [null]}',
        b'{"translatedText": [1]}',
        b'{"translatedText": [true]}',
        b'{"translatedText": [["Un."]]}',
        b'{"translatedText": [{"text": "Un."}]}',
        b'{"translatedText": ["a\\u0000b"]}',
        b'{"translatedText": ["a \\ud800 b"]}',
        b'{"translatedText": ["a \\udfff b"]}',
        b'{"translatedText": {"0": "One."}}',
        b'{"translatedText": null}',
        b'{"translatedText": [NaN]}',
        b'{"translatedText": ["\xff\xfe"]}',
        b'{"translatedText": [' + b"9" * 10_000 + b"]}",
        json.dumps({"translatedText": ["word " * 200_000]}).encode(),
        b" " * (5 << 20),
        b"",
    ],
    ids=lambda answer: repr(answer[:40]),
)
def test_what_is_no_translation_is_refused(answering: Answering, answer: bytes) -> None:
    assert refused(answering, answer).kind == "server-refused"


@pytest.mark.parametrize(
    "answer",
    [
        b'[{"code": "fr", "targets": null}]',
        b'[{"code": "fr"}]',
        b'[{"code": null, "targets": ["en"]}]',
        b'[{"code": "fr", "targets": [null]}]',
        b'[{"code": "fr", "targets": "en"}]',
        b'[{"code": "\\ud800", "targets": ["en"]}]',
        b'[{"code": "fr", "targets": [{"en": 1}]}]',
        b"[null]",
        b'{"fr": ["en"]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_of_languages_is_refused(answering: Answering, answer: bytes) -> None:
    assert refused(answering, answer, languages=True).kind == "server-refused"


def test_what_a_server_says_of_an_error_can_be_logged(answering: Answering) -> None:
    said = json.dumps({"error": chr(0xD800) + "\0\n" + "x" * 5_000}).encode()
    error = refused(answering, said, status=500)
    assert error.kind == "server-refused"
    assert error.detail.encode() and len(error.detail) < 300 and "\0" not in error.detail
    assert refused(answering, b'{"error": {"deep": [1]}}', status=400).kind == "server-refused"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
ANSWERS = ANY_JSON | st.builds(
    lambda found: {"translatedText": found}, ANY_JSON | st.lists(ANY_JSON, min_size=1, max_size=1)
)
LISTS = ANY_JSON | st.lists(
    st.fixed_dictionaries(
        {}, optional={"code": ANY_JSON | st.just("fr"), "targets": ANY_JSON | st.just(["en"])}
    )
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(answer=ANSWERS, status=st.sampled_from((200, 200, 200, 400, 403, 500)))
@example(answer={"translatedText": ["one\x1b[31m\ntwo\x85"]}, status=200)
@example(answer={"translatedText": ["\x07"]}, status=200)
def test_any_answer_is_a_text_that_can_be_stored_or_an_error(
    answering: Answering, answer: Any, status: int
) -> None:
    answering.status, answering.answer = status, json.dumps(answer).encode()
    try:
        (result,) = answering.engine.translate(["Un."], HOP)
    except ReaderError as error:
        assert error.kind in ("server-refused", "server-language")
        assert error.detail.encode() is not None
        return
    assert status == 200
    (told,) = answer["translatedText"]
    if told.isprintable():
        assert result.text == (told.strip() or "Un.")
    if shown(told):
        assert shown(result.text) == shown(told), "only breaks and signs that are not seen are taken out"
    assert not any(unicodedata.category(letter) == "Cc" for letter in result.text)
    assert result.text.encode() and "\0" not in result.text


def shown(text: str) -> list[str]:
    """The letters of a text that can be seen."""
    return [letter for letter in text if letter.isprintable() and not letter.isspace()]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(answer=LISTS)
def test_any_list_of_languages_is_pairs_of_codes_or_an_error(answering: Answering, answer: Any) -> None:
    answering.status, answering.answer = 200, json.dumps(answer).encode()
    try:
        pairs = answering.engine.languages()
    except ReaderError as error:
        assert error.kind == "server-refused"
        return
    assert all(code.isascii() and code for pair in pairs for code in pair)


@NO_SQUARE
def test_repeated_words_are_found_in_time_in_a_long_text() -> None:
    from reader.translation.quality.repeated_words import folded_words, longest_run, without_repeats

    same, twice = "a " * 200_000, " ".join(f"w{n // 2}" for n in range(100_000))
    assert longest_run(folded_words(same), 1) == 200_000
    assert without_repeats("un mot", same) == same, "said more than twice: another try is needed"
    assert without_repeats("un mot", twice) == " ".join(f"w{n}" for n in range(50_000))
