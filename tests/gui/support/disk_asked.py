"""Sees what the window's own thread asks of the library's disk, which may hang."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import reader

_OURS = str(Path(reader.__file__).parent) + os.sep
_WINDOW = (_OURS + "gui" + os.sep, _OURS + "app.py")
_TESTS = str(Path(__file__).resolve().parents[2]) + os.sep
_CALLS = ("stat", "lstat", "access", "statvfs", "readlink", "chmod", "utime")
_EVENTS = ("open", "os.scandir", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir")
_watching: list[_Watch] = []


class _Watch:
    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.asked: list[str] = []

    def note(self, call: str, path: Any, frame: FrameType | None) -> None:
        if threading.current_thread() is not threading.main_thread() or isinstance(path, int):
            return
        with contextlib.suppress(TypeError):
            name = os.fsdecode(path)
            place = _place_in_window(frame) if name.startswith(self.folder) else ""
            if place:
                self.asked.append(f"{call} {name[len(self.folder) :]} by {place}")


def _place_in_window(frame: FrameType | None) -> str:
    """The innermost line of the window that led to a call; what a test calls by itself has none."""
    while frame is not None and not frame.f_code.co_filename.startswith(_TESTS):
        if frame.f_code.co_filename.startswith(_WINDOW):
            return f"{frame.f_code.co_filename.removeprefix(_OURS)}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def _hear(event: str, given: tuple[Any, ...]) -> None:
    if _watching and event in _EVENTS and given:
        for watch in _watching:
            watch.note(event, given[0], sys._getframe(1))


_heard = [False]  # Python keeps a hook to the end of the process


@contextlib.contextmanager
def asked_by_window(folder: Path) -> Iterator[list[str]]:
    """What the window asks on its own thread of files below `folder`, by Python: each call with its place.

    SQLite's own reading and Qt's are not seen.
    """
    watch = _Watch(folder)
    if not _heard[0]:
        _heard[0] = True
        sys.addaudithook(_hear)
    _watching.append(watch)
    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, _noting(name, getattr(os, name), watch))
        try:
            yield watch.asked
        finally:
            _watching.remove(watch)


def _noting(name: str, call: Any, watch: _Watch) -> Any:
    def noted(path: Any = ".", *given: Any, **named: Any) -> Any:
        watch.note(name, path, sys._getframe(1))
        return call(path, *given, **named)

    return noted
