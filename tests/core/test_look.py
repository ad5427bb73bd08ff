"""A disk is asked from beside, and holds nobody who does not wait for it."""

import threading

import pytest

from reader.core.look import Look
from tests.support.limits import LIMIT


def test_an_answer_is_there_for_whoever_asks():
    look = Look(lambda: 7)
    assert look.answered(LIMIT)
    assert (look.result(), look.result()) == (7, 7)


def test_an_error_is_an_answer():
    def ask():
        raise OSError("gone")

    look = Look(ask)
    assert look.answered(LIMIT)
    with pytest.raises(OSError, match="gone"):
        look.result()


def test_what_is_silent_holds_nobody():
    disk = threading.Event()
    look = Look(disk.wait)
    assert not look.answered()
    disk.set()
    assert look.answered(LIMIT)
