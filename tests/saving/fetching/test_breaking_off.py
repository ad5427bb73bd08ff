"""A fetch that is cancelled or whose fetcher is closed ends at once, wherever the server keeps it waiting."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from reader.core.origin import AddressClass
from reader.core.progress import Cancelled, Progress
from reader.saving.fetching.connection import Gate
from reader.saving.fetching.fetch import Fetcher, FetchLimits
from tests.support.limits import LIMIT, NEVER, wait_for
from tests.translation.engines.hanging_server import HANGS, HangingServer

ENDLESS = FetchLimits(total=NEVER, silence=NEVER, connect=NEVER, tries=1)
"""No limit of the fetcher ends anything within a test."""


@pytest.fixture(params=HANGS)
def server(request: pytest.FixtureRequest) -> Iterator[HangingServer]:
    hanging = HangingServer(request.param)
    yield hanging
    hanging.close()


def _ended_by(server: HangingServer, end: Callable[[Fetcher, Progress], None]) -> None:
    """Fetch from a server that keeps it waiting, and end it from this thread."""
    fetcher, progress = Fetcher(ENDLESS), Progress()
    with ThreadPoolExecutor(1) as pool:
        fetch = pool.submit(fetcher.page, server.address + "/", progress)
        try:
            wait_for(server.asked.is_set)
            wait_for(lambda: fetcher._running or fetch.done())
            end(fetcher, progress)
            with pytest.raises(Cancelled):
                fetch.result(LIMIT)
        finally:
            server.close()  # whatever became of it, the thread ends
            fetcher.close()


def test_cancelling_ends_a_fetch_wherever_it_waits(server: HangingServer) -> None:
    _ended_by(server, lambda _, progress: progress.cancel())


def test_closing_ends_a_fetch_wherever_it_waits(server: HangingServer) -> None:
    _ended_by(server, lambda fetcher, _: fetcher.close())


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors are counted in /proc")
@pytest.mark.parametrize("ending", ["release", "break off and release"])
def test_a_gate_gives_every_descriptor_back(ending: str) -> None:
    server = HangingServer("request")
    before = len(os.listdir("/proc/self/fd"))
    gate = Gate(None, time.monotonic() + NEVER, NEVER)
    sock = gate.open("127.0.0.1", int(server.address.rpartition(":")[2]))
    assert gate.reached is AddressClass.LOOPBACK
    sock.sendall(b"x")
    wait_for(server.asked.is_set)
    if ending != "release":
        gate.break_off("cancelled")
        assert sock.recv(1) == b""
    gate.release()
    server.close()
    wait_for(lambda: len(os.listdir("/proc/self/fd")) <= before - 1)  # the listening one as well
    threads = [thread for thread in threading.enumerate() if thread.name == "resolver"]
    wait_for(lambda: not any(thread.is_alive() for thread in threads))
