"""Every exception that nobody caught, in any thread, and every message of Qt: noted, and shown once a run."""

from __future__ import annotations

import locale
import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication

from reader import __version__
from reader.core.log.crash_log import CrashLog
from reader.core.log.discretion import trace_of
from reader.core.look import Look
from reader.settings.installation import OWN

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OFTEN = 10
"""How often the same message of Qt goes to the log in one run."""
_LONGEST = 300
_MOMENT = 0.01
"""Seconds in which a disk that answers has the crash file open, before more is loaded that may crash."""


class CrashNotices(Protocol):
    """The dialogs that tell of crashes."""

    report: Callable[[BaseException], str]

    def crash(self, error: BaseException) -> None:
        """Tell of a crash."""

    def offer_report(self, report: str) -> None:
        """Offer the report on what ended an earlier run."""


class Lanes(Protocol):
    """What runs work off the window's thread."""

    def submit(
        self, lane: str, work: Callable[[Any], Any], done: Callable[[Any], None] | None = None
    ) -> object:
        """Queue `work` on a lane; `done` gets on the window's thread what came of it."""


class CrashHandler(QObject):
    """Watches over one run of the window.

    Args:
        crashes: where crashes are written down.
    """

    happened = Signal(object)

    def __init__(self, crashes: CrashLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.crashes = crashes
        self._notices: CrashNotices | None = None
        self._lanes: Lanes | None = None
        self._messages: Counter[str] = Counter()
        self._earlier_hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._earlier_handler: Any = None
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Put every hook in place, and open the crash file beside the window: its disk may hang."""
        Look(self.crashes.start).answered(_MOMENT)
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable
        self._earlier_handler = qInstallMessageHandler(self._from_qt)

    def watch(
        self, notices: CrashNotices, crashed: SignalInstance, opened: SignalInstance, lanes: Lanes
    ) -> None:
        """From now on show crashes in a window, and offer there what an earlier run left.

        Args:
            notices: of the window. crashed: tells what ended a job. opened: tells that the library is open.
            lanes: look for what was left, for the disk it is on may hang.
        """
        self._notices, self._lanes = notices, lanes
        crashed.connect(lambda error: self.note(error, "in a job"))
        notices.report = self.report_of
        opened.connect(self.offer)

    def stop(self) -> None:
        """Put everything back; the run has ended in order."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._earlier_hooks
        qInstallMessageHandler(self._earlier_handler)
        self.crashes.close()

    def note(self, error: BaseException, where: str) -> None:
        """Write a crash down; what comes of files that were replaced meanwhile is none."""
        if OWN.explains(error):
            log.warning("the program was replaced: %s in %s", type(error).__name__, where)
            return
        self.crashes.note(error, where)

    def report_of(self, error: BaseException) -> str:
        """The report on an exception of this run, for the dialog that shows it."""
        self.crashes.shown()
        facts = "\n".join(f"{name}: {value}" for name, value in self.facts().items())
        return f"{facts}\n\n{trace_of(error)}"

    def offer(self) -> None:
        """Offer the report on what ended an earlier run, if anything did."""
        notices, lanes, facts = self._notices, self._lanes, self.facts()
        if notices is None or lanes is None:
            return

        def look(_progress: object) -> tuple[list[Path], str]:
            files = self.crashes.left_behind()
            return files, self.crashes.report(files, facts) if files else ""

        def tell(found: tuple[list[Path], str]) -> None:
            files, text = found
            if files:
                log.info("crash files of earlier runs: %d", len(files))
                notices.offer_report(text)
                lanes.submit("files", lambda _progress: self.crashes.settle(files))

        lanes.submit("files", look, done=tell)

    @staticmethod
    def facts() -> dict[str, str]:
        """What was running, without a word about who runs it."""
        import platform

        return {
            "Liseuse": __version__,
            "Python": platform.python_version(),
            "Qt": qVersion(),
            "System": f"{platform.system()} {platform.release()} {platform.machine()}",
            "Platform": QGuiApplication.platformName(),
            "Locale": ".".join(part or "" for part in locale.getlocale()),
            "Frozen": "yes" if getattr(sys, "frozen", False) else "no",
        }

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.note(error, "uncaught")
        if self._notices is None:  # nothing to show it in yet: whoever started us sees it on the terminal
            sys.__excepthook__(kind, error, trace)
        else:
            self.happened.emit(error)

    def _in_thread(self, arguments: Any) -> None:
        if arguments.exc_value is not None and not issubclass(arguments.exc_type, SystemExit):
            self.note(arguments.exc_value, "in a thread")
            self.happened.emit(arguments.exc_value)

    def _unraisable(self, arguments: Any) -> None:
        if arguments.exc_value is not None:
            log.warning("an exception could not be raised", exc_info=arguments.exc_value)

    def _show(self, error: BaseException) -> None:
        if self._notices is not None:
            self._notices.crash(error)

    def _from_qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        text = text[:_LONGEST]
        self._messages[text] += 1
        if self._messages[text] <= _OFTEN and len(self._messages) < 1000:
            qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", text)
        if kind is QtMsgType.QtFatalMsg:
            self.crashes.write(f"Qt: {text}\n")
