"""A host with several addresses: a dead one does not hold up a save. With real sockets of both families."""

from __future__ import annotations

import contextlib
import errno
import math
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.origin import AddressClass
from reader.saving.fetching.connection import Gate, Resolved
from reader.saving.fetching.race import Address, alternating, connect_first
from tests.support.limits import LIMIT, NEVER, wait_for

FAMILIES = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}


def _address(sock: socket.socket) -> Address:
    return int(sock.family), sock.getsockname()


@contextlib.contextmanager
def _listening(host: str) -> Iterator[socket.socket]:
    with socket.socket(FAMILIES[host], socket.SOCK_STREAM) as sock:
        try:
            sock.bind((host, 0))
        except OSError:
            pytest.skip(f"this computer has no {host}")
        sock.listen()
        yield sock


@contextlib.contextmanager
def _dead(host: str) -> Iterator[socket.socket]:
    """A listener whose queue is full: what else knocks there is never answered, nor turned away."""
    with _listening(host) as sock, contextlib.ExitStack() as stack:
        sock.listen(0)
        for _ in range(3):
            guest = stack.enter_context(socket.socket(sock.family, socket.SOCK_STREAM))
            guest.setblocking(False)
            guest.connect_ex(sock.getsockname())
        yield sock


def _refusing(host: str) -> Address:
    with socket.socket(FAMILIES[host], socket.SOCK_STREAM) as sock:
        sock.bind((host, 0))
        return _address(sock)


def _first(addresses: list[Address]) -> str:
    """What is reached where no attempt ends by a limit."""
    with connect_first(addresses, NEVER, math.inf, lambda: False) as sock:
        return str(sock.getpeername()[0])


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="a full queue refuses on Windows")
@pytest.mark.parametrize(("dead", "alive"), [("::1", "127.0.0.1"), ("127.0.0.1", "::1")])
def test_an_address_that_never_answers_holds_nothing_up(dead: str, alive: str) -> None:
    with _dead(dead) as silent, _listening(alive) as answering:
        assert _first([_address(silent), _address(silent), _address(answering)]) == alive


def test_one_that_refuses_is_passed_over_and_the_last_failure_is_told() -> None:
    refused = _refusing("127.0.0.1")
    with _listening("127.0.0.1") as answering:
        assert _first([refused, refused, _address(answering)]) == "127.0.0.1"
    with pytest.raises(OSError) as caught:
        _first([refused])
    assert caught.value.errno == errno.ECONNREFUSED
    with pytest.raises(OSError, match="no address"):
        _first([])


def test_addresses_that_the_system_cannot_reach_cost_nothing() -> None:
    with _listening("127.0.0.1") as answering:
        assert _first([(socket.AF_INET6, ("not an address", 1)), (99, ("?",)), _address(answering)])


def test_families_take_turns_and_the_first_stays_first() -> None:
    six: list[Address] = [(socket.AF_INET6, (f"::{n}",)) for n in (1, 2, 3)]
    four: list[Address] = [(socket.AF_INET, (f"127.0.0.{n}",)) for n in (1,)]
    assert alternating([*six, *four]) == [six[0], four[0], six[1], six[2]]
    assert alternating([]) == []


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="a full queue refuses on Windows")
def test_a_save_passes_a_dead_address_and_one_that_is_broken_off_ends() -> None:
    with _dead("::1") as silent, _listening("127.0.0.1") as answering:

        def both(_host: str, _port: int) -> Resolved:
            found: list[Any] = [silent, answering]
            return [(int(s.family), str(s.getsockname()[0]), s.getsockname()) for s in found]

        gate = Gate(None, math.inf, NEVER, both)
        assert gate.open("both.example", 80).getpeername()[0] == "127.0.0.1"
        gate.release()
        alone = Gate(None, math.inf, NEVER, lambda host, port: both(host, port)[:1])
        with ThreadPoolExecutor(1) as pool:
            opening = pool.submit(alone.open, "dead.example", 80)
            wait_for(lambda: opening.running())
            alone.break_off("cancelled")
            assert isinstance(opening.exception(LIMIT), TimeoutError)


def test_an_address_that_may_not_be_asked_is_not_knocked_at() -> None:
    with _listening("127.0.0.1") as here:
        address = here.getsockname()
        gate = Gate(
            AddressClass.PUBLIC,
            math.inf,
            NEVER,
            lambda _host, _port: [(int(here.family), "127.0.0.1", address)],
        )
        with pytest.raises(ReaderError) as caught:
            gate.open("public.example", 80)
        assert caught.value.kind == "forbidden-address"
        here.setblocking(False)
        with pytest.raises(BlockingIOError):
            here.accept()
