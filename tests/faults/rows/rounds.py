"""Rounds of several computers, disturbed at system calls: of the library, of the store, on the line."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from reader.services.sync.places import PASSWORD_VARIABLE
from tests.faults.outcome import Outcome, share_of
from tests.faults.rows.disk import WORDS
from tests.faults.several.rounds import STORE
from tests.faults.tools.driver import compiled_shim, sweeping
from tests.support.servers.postgres import Cluster, Hub

POINTS = 1000
KINDS = (
    ("kills", 0, False),
    ("ENOSPC once", errno.ENOSPC, False),
    ("ENOSPC staying", errno.ENOSPC, True),
    ("EIO", errno.EIO, False),
    ("EIO staying", errno.EIO, True),
)


def run(share: float, seed: int) -> Outcome:
    """As many kills as promised, and a fifth of that of each error; through a folder, then through a hub."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as scratch:
        shim = compiled_shim(Path(scratch))
        outcome.check(shim is not None, "no C compiler")
        if shim is None:
            return outcome
        _disturb(outcome, "folder", shim, share, seed, contextlib.nullcontext)
        try:
            cluster = Cluster()
        except pytest.skip.Exception:
            outcome.counts["hub"] = "not possible here"
            return outcome
        try:
            _disturb(outcome, "hub", shim, share, seed, lambda: _hub(cluster))
        finally:
            cluster.close()
    return outcome


def _disturb(
    outcome: Outcome,
    where: str,
    shim: Path,
    share: float,
    seed: int,
    store: Callable[[], AbstractContextManager[None]],
) -> None:
    for name, code, stay in KINDS:
        number = max(2, share_of(POINTS if code == 0 else POINTS // 5, share))
        with store(), sweeping("round", shim, seed) as sweep:
            found = sweep.at_calls(number, name, code, stay)
        outcome.add(f"{where}: {name}", found.points)
        outcome.add("acknowledged", found.acknowledged)
        outcome.complaints += [f"{where}, {name}: {bad}" for bad in found.failures]
        ends = {end.removeprefix("ERROR ") for end in found.ends} - {"done", "killed"}
        outcome.check(ends <= WORDS, f"{where}, {name}: {sorted(ends - WORDS)}")


@contextmanager
def _hub(cluster: Cluster) -> Iterator[None]:
    """A new hub, its library's address in the environment for the time of the block.

    Each kind of fault has one: a library that joins reads all that the libraries of former ones told, which
    takes minutes in the end.
    """
    hub = Hub(cluster, "anna")
    os.environ[STORE], os.environ[PASSWORD_VARIABLE] = hub.address("anna").text, hub.passwords["anna"]
    try:
        yield
    finally:
        for name in (STORE, PASSWORD_VARIABLE):
            os.environ.pop(name, None)
