"""Whether the computer is connected, as the system says; being offline is no error."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QObject, Signal

from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.services.saving.find_links import find_links


class NetworkStatus(QObject):
    """Follows the system's network state. Where the system tells nothing, it stays silent."""

    changed = Signal(bool)
    """`True` when there is a connection (again), `False` when there is none."""

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._online: bool | None = None

    def start(self) -> None:
        """Begin to watch, after the first paint; the import is made off the GUI thread."""
        self._runner.submit("pictures", _import_network, done=lambda _: self._watch())

    def _watch(self) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if not QNetworkInformation.loadDefaultBackend():
            return
        information = QNetworkInformation.instance()
        information.reachabilityChanged.connect(self.on_reachability)
        self.on_reachability(information.reachability())

    @property
    def metered(self) -> bool | None:
        """Whether the system says that data of the connection is counted; `None` where it does not know."""
        if self._online is None:
            return None
        from PySide6.QtNetwork import QNetworkInformation

        information = QNetworkInformation.instance()
        if information is None or not information.supports(QNetworkInformation.Feature.Metered):
            return None
        return information.isMetered()

    def on_reachability(self, reachability: object) -> None:
        """Take up what the system says; `Unknown` changes nothing."""
        from PySide6.QtNetwork import QNetworkInformation

        states = QNetworkInformation.Reachability
        if reachability == states.Unknown:
            return
        online = reachability != states.Disconnected
        if online is not self._online:
            self._online = online
            self.changed.emit(online)


def _import_network(_progress: Progress) -> None:
    """What the window needs soon and should not import while someone is typing or dragging."""
    importlib.import_module("PySide6.QtNetwork")
    find_links("")
