"""The rest between two rounds, by its length: nothing here waits for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from reader.gui.sync.rest import Rest


@pytest.fixture
def rest(qapp):
    """A rest, with whom it belongs to."""
    parent = QObject()
    yield Rest(parent)
    parent.deleteLater()


def lengths_of(rest: Rest, rounds: int, followed: bool) -> list[int]:
    """How long the rests after so many rounds are, each followed at once by a round, or not."""
    lengths = []
    for _ in range(rounds):
        rest.round_begins()
        rest.start()
        lengths.append(rest.interval())
        rest.stop()
        rest.timeout.emit()
        if not followed:
            be_quiet(rest)
    return lengths


def be_quiet(rest: Rest) -> None:
    """Let as much time again pass as it rested."""
    assert rest._quiet.interval() == rest.interval()
    rest._quiet.stop()
    rest._quiet.timeout.emit()


@pytest.mark.parametrize(("store", "first"), [({"on_hub": True, "on_server": True}, 200), ({}, 1_000)])
def test_round_after_round_comes_later_and_later_until_it_is_quiet(rest, store, first) -> None:
    rest.begin_anew(**store)
    lengths = lengths_of(rest, 10, followed=True)
    assert lengths[:4] == [first, 2 * first, 4 * first, min(8 * first, 8_000)]
    assert max(lengths) == lengths[-1] == 8_000
    be_quiet(rest)
    assert lengths_of(rest, 3, followed=False) == [first] * 3


def test_a_round_within_the_rest_makes_the_next_one_longer(rest) -> None:
    rest.begin_anew()
    lengths_of(rest, 1, followed=False)
    rest.start()
    rest.round_begins()  # the reader asked for it
    assert rest.interval() == 2_000 and not rest.isActive()


def test_the_rest_with_a_server_is_always_long(rest) -> None:
    rest.begin_anew(on_hub=True)
    rest.begin_anew(on_server=True)
    for followed in (True, False):
        assert lengths_of(rest, 2, followed) == [8_000] * 2


def test_another_store_is_not_rested_from_longer_for_the_one_before(rest) -> None:
    rest.begin_anew()
    lengths_of(rest, 5, followed=True)
    rest.begin_anew()
    assert lengths_of(rest, 1, followed=False) == [1_000]
