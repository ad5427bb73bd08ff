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


def test_round_after_round_with_a_hub_comes_later_and_later_until_one_rests(rest) -> None:
    rest.begin_anew(on_hub=True)
    first = rest.interval()
    lengths = []
    for _ in range(10):
        rest.is_over(followed=True)
        lengths.append(rest.interval())
    assert lengths[:3] == [2 * first, 4 * first, 8 * first]
    assert max(lengths) == lengths[-1] == 8_000
    rest.is_over(followed=False)
    assert rest.interval() == first


def test_the_rest_with_a_folder_is_always_long(rest) -> None:
    assert rest.interval() == 8_000
    rest.begin_anew(on_hub=True)
    rest.begin_anew(on_hub=False)
    for followed in (True, False):
        rest.is_over(followed)
        assert rest.interval() == 8_000
