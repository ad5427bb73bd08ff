"""The program is told to end, or the desktop's session ends: everything is written and closed in order."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager

from reader.services.desktop.own_command import own_command
from reader.settings.paths import LibraryPaths

log = logging.getLogger(__name__)

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class EndSignals(QObject):
    """Calls `end` in the event loop when the system asks the program to end; asked twice, it ends at once.

    Args:
        end: what closes the program in order.
    """

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._earlier_fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._earlier = {number: signal.signal(number, self._again) for number in _SIGNALS}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def restore(self) -> None:
        """Put back what the signals did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._earlier_fd)
        for number, handler in self._earlier.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        self._read.close()
        self._write.close()

    def _on_signal(self) -> None:
        self._notifier.setEnabled(False)
        log.info("asked to end")
        self._end()

    @staticmethod
    def _again(number: int, _frame: object) -> None:
        """Python runs this once the loop has come round; from then on the signal means what it always did."""
        signal.signal(number, signal.SIG_DFL)


class DesktopSession(QObject):
    """Answers the session manager: state is written before the session ends, and how to start again is told.

    Args:
        app: the program. write: writes what only memory holds; the window goes on, for the reader may call
            the end off. paths: the library, for the command that starts it again.
    """

    def __init__(
        self, app: QGuiApplication, write: Callable[[], object], paths: LibraryPaths, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._paths = paths
        app.commitDataRequest.connect(self.write)
        app.saveStateRequest.connect(self.tell_restart)

    def write(self, _manager: QSessionManager | None = None) -> None:
        """Write what only memory holds."""
        log.info("the session ends")
        self._write()

    def tell_restart(self, manager: QSessionManager) -> None:
        """With the next session the same library opens; its last view and article are its own memory."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartIfRunning)
        manager.setRestartCommand(own_command(self._paths))
