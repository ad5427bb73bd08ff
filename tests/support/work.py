"""Work counted instead of timed: the same on every machine, and more where a loop has become a square."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(action: Callable[[], object]) -> int:
    """How many lines Python runs, ours and those of its libraries, while `action` goes on in this thread."""
    count = 0

    def look(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


def assert_linear(work_of: Callable[[int], int], small: int) -> None:
    """Work for four times as much is about four times as much; a square would be sixteen times."""
    work_of(1)  # what is loaded at the first use is not counted
    one, four = work_of(small), work_of(4 * small)
    assert one > 0 and four <= 6 * one, f"{one} for {small}, {four} for {4 * small}"


def calls_of(function: Callable[..., object], action: Callable[[], object]) -> int:
    """How often a function written in Python is called while `action` goes on in this thread."""
    count = 0
    wanted = function.__code__

    def look(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code is wanted

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
