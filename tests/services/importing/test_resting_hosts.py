"""A host that does not answer is left alone for a while; a single bad link of it keeps no other waiting."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.clock import now
from reader.services.importing.fetch_waiting import fetch_waiting
from reader.services.importing.host_pace import HostPace
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.run_import import run_import
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths

PAGE = "<html><body><article><h1>Titre {0}</h1>" + "".join(
    f"<p>Dans la rue numéro {line}, les voisins ont parlé toute la soirée du texte {{0}}, qui les occupe.</p>"
    for line in range(12)
)
LINKS = 8


class _Answers(http.server.BaseHTTPRequestHandler):
    """Answers each link `/3` by the status that stands for it, 200 without one."""

    def __init__(self, *args: object, statuses: dict[int, int], asked: list[int]) -> None:
        self.statuses, self.asked = statuses, asked
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        status = self.statuses.get(int(number), 200) if number.isdecimal() else 404
        if number.isdecimal() and int(number) not in self.asked:  # a busy server is asked again at once
            self.asked.append(int(number))
        body = PAGE.format(number).encode() if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server:
    """A host of eight pages on the loopback address, some of which answer otherwise."""

    def __init__(self) -> None:
        self.statuses: dict[int, int] = {}
        self.asked: list[int] = []
        answers = functools.partial(_Answers, statuses=self.statuses, asked=self.asked)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), answers)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


@pytest.fixture
def session(tmp_path: Path, server: Server) -> Iterator[LibrarySession]:
    """A library that knows the host's links, 0 the newest, and has none of their texts."""
    (tmp_path / "links.txt").write_text("".join(f"{server.base}/{number}\n" for number in range(LINKS)))
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as opened:
        run_import(opened, tmp_path / "links.txt", ImportChoices(allow_local=True), Progress())
        yield opened


def asked_for(session: LibrarySession, server: Server, statuses: dict[int, int]) -> list[int]:
    """Which pages are asked for in one round while some answer with a status."""
    server.statuses.update(statuses)
    found = fetch_waiting(session, Progress(), pace=HostPace(0))
    assert found.fetched == sum(number not in statuses for number in server.asked)
    return server.asked


@pytest.mark.parametrize("bad", [{1: 500}, {0: 503, 3: 500, 7: 502}, {2: 500, 3: 404, 4: 500}])
def test_single_links_that_fail_keep_no_other_of_their_host_waiting(session, server, bad) -> None:
    assert asked_for(session, server, bad) == list(range(LINKS))


def test_a_host_that_fails_twice_in_a_row_is_asked_no_more(session, server) -> None:
    assert asked_for(session, server, {2: 500, 3: 500, 5: 500}) == [0, 1, 2, 3]


def test_a_host_that_asks_for_less_is_left_alone_at_once(session, server) -> None:
    assert asked_for(session, server, {1: 429}) == [0, 1]


def test_links_that_failed_before_come_after_those_never_tried(session, server) -> None:
    for one in session.waiting.due(now(), LINKS):
        if one.url[-1] in "0123":
            session.waiting.fail(one, "timeout", {}, 1, "2020-01-01T00:00:00+00:00")
    assert asked_for(session, server, dict.fromkeys(range(4), 500)) == [4, 5, 6, 7, 0, 1]


def rests_after(pace: HostPace, moment: list[float], error: ReaderError) -> float:
    """How many minutes a host is left alone after a failure; they are over then."""
    pace.failed("a.example", error)
    begun = moment[0]
    while pace.rests("a.example"):
        moment[0] += 30.0
    return (moment[0] - begun) / 60.0


@pytest.mark.parametrize(
    ("error", "minutes"),
    [
        (ReaderError("timeout"), [0, 1, 5, 30, 30]),
        (ReaderError("server-error", status=500), [0, 1, 5, 30, 30]),
        (ReaderError("server-error", status=503, retry_after="600"), [10, 10, 30, 30, 30]),
        (ReaderError("unknown-host"), [1, 5, 30, 30, 30]),
        (ReaderError("too-many-requests", status=429), [1, 5, 30, 30, 30]),
    ],
)
def test_it_is_left_alone_the_longer_the_more_fail_in_a_row_until_it_answers(error, minutes) -> None:
    moment = [0.0]
    pace = HostPace(clock=lambda: moment[0])
    assert [rests_after(pace, moment, error) for _ in minutes] == minutes
    pace.answered("a.example")
    assert rests_after(pace, moment, error) == minutes[0]
    pace.failed("b.example", ReaderError("offline"))
    assert pace.rests("b.example") and not pace.rests("a.example")
