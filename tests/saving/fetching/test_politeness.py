"""Turns at hosts, and what `Retry-After` asks for."""

from __future__ import annotations

import datetime
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.saving.fetching.politeness import Politeness, seconds_asked
from tests.support.limits import LIMIT

NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


def test_a_host_gets_two_requests_at_once_over_all_saves() -> None:
    politeness, lock, two = Politeness(), threading.Lock(), threading.Event()
    running, most, done = 0, 0, []

    def work(host: str) -> None:
        nonlocal running, most
        with politeness.turn(host):
            with lock:
                running += 1
                most = max(most, running)
                if running == 2:
                    two.set()
            two.wait(LIMIT)
            time.sleep(0.02)  # a third one would come now
            with lock:
                running -= 1
        done.append(host)

    threads = [threading.Thread(target=work, args=("a.example",)) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert most == 2 and len(done) == 9
    assert politeness._busy == {}


def test_another_host_does_not_wait_and_an_error_gives_the_turn_back() -> None:
    politeness = Politeness(1)
    with pytest.raises(ValueError), politeness.turn("a.example"), politeness.turn("b.example"):
        raise ValueError
    with politeness.turn("a.example"):
        pass


def test_what_is_forbidden_while_a_request_waits_for_its_turn_is_not_asked() -> None:
    private = threading.Event()

    def allowed() -> None:
        if private.is_set():
            raise ReaderError("private-reading", "")

    class Waits(Progress):
        """Tells that the request waits for its turn: private reading begins, and the turn comes."""

        def check(self) -> None:
            private.set()
            leave.set()

    politeness, held, leave = Politeness(1, allowed), threading.Event(), threading.Event()

    def hold() -> None:
        with politeness.turn("a.example"):
            held.set()
            leave.wait(LIMIT)

    first = threading.Thread(target=hold)
    first.start()
    assert held.wait(LIMIT)
    with pytest.raises(ReaderError), politeness.turn("a.example", Waits()):
        pytest.fail("the request is made")
    first.join(LIMIT)
    assert politeness._busy == {}


def test_waiting_for_a_turn_can_be_cancelled() -> None:
    politeness, progress = Politeness(1), Progress()
    with politeness.turn("a.example"):
        threading.Timer(0.1, progress.cancel).start()
        with pytest.raises(Cancelled), politeness.turn("a.example", progress):
            pass


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("999999999999", 86400.0),
        ("Sun, 01 Mar 2026 12:10:00 GMT", 600.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Wed, 01 Mar 2124 12:00:00 GMT", 86400.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header: str, seconds: float | None) -> None:
    assert seconds_asked(header, NOW) == seconds


@given(st.text(max_size=60))
def test_any_header_gives_at_most_an_hour(header: str) -> None:
    seconds = seconds_asked(header)
    assert seconds is None or 0 <= seconds <= 86400
