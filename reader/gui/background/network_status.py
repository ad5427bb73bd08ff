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
        """Whether data of the connection is counted, as the system says or its medium shows; `None` where
        neither is known."""
        if self._online is None:
            return None
        from PySide6.QtNetwork import QNetworkInformation

        information = QNetworkInformation.instance()
        if information is None:
            return None
        features, cellular = QNetworkInformation.Feature, QNetworkInformation.TransportMedium.Cellular
        told = information.isMetered() if information.supports(features.Metered) else None
        by_medium = information.supports(features.TransportMedium)
        return counted(told, information.transportMedium() == cellular if by_medium else None)

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


def counted(told: bool | None, cellular: bool | None) -> bool | None:
    """Whether data is counted: as the system says (`told`), or since it goes over a telephone's network.

    What the system does not know is `None`, here and in both arguments. Some systems know the medium alone.
    """
    return True if told or cellular else told


def _import_network(_progress: Progress) -> None:
    """What the window needs soon and should not import while someone is typing or dragging."""
    importlib.import_module("PySide6.QtNetwork")
    find_links("")
