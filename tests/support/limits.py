"""The one limit of every wait: it guards against hanging and judges no speed.

A wait ends as soon as its condition holds, so a high limit costs nothing. Nothing in this suite takes
a tenth of it on an idle machine with two cores; `LISEUSE_TEST_PATIENCE` multiplies it on slower ones.
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Found = TypeVar("Found")

PATIENCE = float(os.environ.get("LISEUSE_TEST_PATIENCE", "1"))
LIMIT = 120.0 * PATIENCE
"""Seconds that one wait may take."""
LIMIT_MS = round(LIMIT * 1000)
TEST_LIMIT = 900.0 * PATIENCE
"""Seconds that one test may take, with all its waits."""
NEVER = 10 * TEST_LIMIT
"""Seconds for a limit of the product that must not be what ends a request."""
HANGS = pytest.mark.timeout(40.0 * PATIENCE)
"""Marks a test of input on which code with a square in it takes minutes, and ours two seconds."""
POLL = 0.01
"""Seconds between two looks at a condition outside Qt's event loop."""
LATE_LOOK = int(os.environ.get("LISEUSE_TEST_LATE_LOOK", "0"))
"""ms by which each look at a condition comes late: whoever waits for what soon passes misses it."""


class NotInTimeError(AssertionError):
    """A condition did not come true within the limit; says what was still running."""

    def __init__(self, waited_for: str) -> None:
        super().__init__(f"not within {LIMIT:.0f} s: {waited_for}\n{still_running()}")


def wait_for(condition: Callable[[], Found | None], waited_for: str = "") -> Found:
    """The first true answer of `condition`, asked again and again; for code without an event loop.

    Raises:
        NotInTimeError: there was none within `LIMIT`.
    """
    end = time.monotonic() + LIMIT
    time.sleep(LATE_LOOK / 1000)
    while not (found := condition()):
        if time.monotonic() > end:
            raise NotInTimeError(waited_for or described(condition))
        time.sleep(POLL)
    return found


def described(condition: Callable[[], object]) -> str:
    """Where a condition stands in the tests."""
    code = getattr(condition, "__code__", None)
    return f"{Path(code.co_filename).name}:{code.co_firstlineno}" if code is not None else repr(condition)


def still_running() -> str:
    """The threads of this process with the place where each is, and the programs it has started."""
    frames = sys._current_frames()
    told = []
    for thread in threading.enumerate():
        frame = frames.get(thread.ident or 0)
        place = "".join(traceback.format_stack(frame)[-4:]) if frame is not None else ""
        told.append(f"thread {thread.name}\n{place}")
    return "\n".join([*told, *(f"program {number}: {words}" for number, words in programs().items())])


def programs(parent: int | None = None) -> dict[int, str]:
    """The living children, and theirs, of a process (this one), with their command lines; Linux only."""
    found: dict[int, str] = {}
    for entry in Path("/proc").glob("[0-9]*") if sys.platform.startswith("linux") else ():
        try:
            state, above = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it has ended meanwhile
        if int(above) == (parent or os.getpid()) and state != "Z":
            found |= {int(entry.name): words.strip(), **programs(int(entry.name))}
    return found
