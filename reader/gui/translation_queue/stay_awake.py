"""Keeps the computer from sleeping while the queue translates, on mains power only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.background.desktop_bus import DesktopBus
from reader.gui.background.wakefulness import Wakefulness
from reader.gui.translation_queue.state import RUNNING
from reader.services.power import on_mains

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner
    from reader.gui.translation_queue.state import QueueState


class StayAwake(QObject):
    """Of one queue.

    Args:
        jobs: has the lane on which power is looked at. state: what the queue does.
    """

    def __init__(self, jobs: JobRunner, state: QueueState, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._state = jobs, state
        self._looked = False
        self.bus = DesktopBus(jobs, self)
        self.awake = Wakefulness(self.bus, screen=False)

    def follow(self) -> None:
        """The queue does something else now, perhaps."""
        if self._state.doing != RUNNING:
            self._looked = False
            if self.awake.wanted:
                self.awake.let_go()
        elif not self._looked and self.bus.there():
            self.look()

    def look(self) -> None:
        """Look at the power: it may have been pulled out, or put in."""
        if self._state.doing == RUNNING and self.bus.there():
            self._looked = True
            self._jobs.submit("pictures", lambda _progress: on_mains(), done=self._on_power)

    def close(self) -> None:
        """Leave the bus."""
        self.bus.close()

    def _on_power(self, there: bool) -> None:
        if there and self._state.doing == RUNNING:
            self.awake.hold(self.tr("Articles are being translated"))
        elif self.awake.wanted:
            self.awake.let_go()
