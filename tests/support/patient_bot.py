"""pytest-qt's bot with the one limit for every wait, and a wait for a window that rests."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.support.limits import LATE_LOOK, LIMIT, LIMIT_MS, NotInTimeError, described

LONG = 5000
"""ms: a timer that runs for longer is no part of what a window is busy with."""
_SELDOM = 25
"""ms between two looks at what lasts; the first ones follow each other sooner. Each takes some of the time
of what is waited for."""

_single_shot = QTimer.singleShot


def _seen_single_shot(milliseconds: int, *rest: Any) -> None:
    """Qt hides the timer of a single shot: whose it is gets one that is seen among what it has."""
    if milliseconds <= 0 or len(rest) != 2:
        _single_shot(milliseconds, *rest)
        return
    owner, shot = rest
    timer = QTimer(owner, singleShot=True)
    timer.timeout.connect(shot)
    timer.timeout.connect(timer.deleteLater)
    timer.start(milliseconds)


QTimer.singleShot = staticmethod(_seen_single_shot)  # type: ignore[assignment]


class PatientBot(QtBot):
    """Waits for conditions under one limit; `timeout` is given only where nothing is expected to come."""

    def waitSignal(self, signal: Any, *, timeout: int = LIMIT_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitSignals(self, signals: Any, *, timeout: int = LIMIT_MS, **more: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **more)

    def waitExposed(self, widget: Any, *, timeout: int = LIMIT_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: Any, *, timeout: int = LIMIT_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitCallback(self, *, timeout: int = LIMIT_MS, **more: Any) -> Any:
        return super().waitCallback(timeout=timeout, **more)

    def waitUntil(self, callback: Callable[[], bool | None]) -> None:  # type: ignore[override]
        """Turn the event loop until `callback` is true, or no longer raises an assertion.

        Raises:
            NotInTimeError: it was not within the limit; names the last assertion and what still runs.
        """
        end, pause, last = time.monotonic() + LIMIT, 1, ""
        while True:
            if LATE_LOOK:
                self.wait(LATE_LOOK)
            try:
                answer = callback()
            except AssertionError as error:
                answer, last = False, f": {error}"
            if answer is None or answer:
                return
            if time.monotonic() > end:
                raise NotInTimeError(described(callback) + last)
            self.wait(pause)
            pause = min(_SELDOM, pause + 1)

    def settle(self, *roots: QObject, pauses: int = LONG) -> None:
        """Turn the event loop until nothing more comes by itself.

        Below `roots` no job runs, no single timer up to `pauses` ms waits, nothing is animated, and
        what was posted is delivered. For what must *not* happen: by then it would have. Where nothing is
        under way but timers, the one that is due first comes at once.
        """
        rests, pause = 0, 1
        busy: list[QObject] = []
        end = time.monotonic() + LIMIT
        while rests < 3:
            self.wait(pause)
            QCoreApplication.sendPostedEvents()
            busy = [one for one in busy if isValid(one) and _goes_on(one, pauses)]
            if busy:  # to look through a whole window takes some of the time of what it does
                pause = min(_SELDOM, pause + 1)
            else:
                under_way = [one for root in roots for one in _under_way(root, pauses)]
                timers = [one for one in under_way if isinstance(one, QTimer)]
                busy = [one for one in under_way if not isinstance(one, QTimer)]
                rests, pause = (0 if under_way else rests + 1), 1
                if timers and not busy:
                    _let_come(timers)
            if time.monotonic() > end:
                raise NotInTimeError(f"rest; under way are {under_way}")


def _let_come(timers: list[QTimer]) -> None:
    """Of single timers that wait, let the one come that is due first."""
    first = min(timers, key=QTimer.remainingTime)
    first.stop()
    first.timeout.emit()


def _under_way(root: QObject, pauses: int) -> list[QObject]:
    from reader.gui.background.job_runner import JobRunner

    kinds = (QTimer, QAbstractAnimation, JobRunner)  # asked for by kind: a window has some 4,000 objects
    objects = [root, *(one for kind in kinds for one in root.findChildren(kind))]
    return [one for one in objects if _goes_on(one, pauses)]


def _goes_on(one: QObject, pauses: int) -> bool:
    from reader.gui.background.job_runner import JobRunner

    if isinstance(one, QTimer):
        return one.isActive() and one.isSingleShot() and one.interval() <= pauses
    if isinstance(one, QAbstractAnimation):
        return one.state() is QAbstractAnimation.State.Running
    return isinstance(one, JobRunner) and one.busy
