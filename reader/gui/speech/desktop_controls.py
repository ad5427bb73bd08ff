"""Reading aloud on the desktop: media keys and player controls act on it, and the screen does not lock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.background.desktop_bus import DesktopBus
from reader.gui.background.wakefulness import Wakefulness
from reader.services.desktop.media_player import (
    COMMANDS,
    MOST,
    PATH,
    PLAYER,
    PROPERTIES,
    Playing,
    answer_to,
    change,
    give_up_name,
    is_taken,
    own_name,
)

if TYPE_CHECKING:
    from reader.gui.background.job_runner import JobRunner
    from reader.services.desktop.session_bus import Incoming

PLAYS, PAUSES, STOPS = "Playing", "Paused", "Stopped"


class DesktopControls(QObject):
    """Of one window. The bus is joined when an article is first read aloud.

    Args:
        jobs: has the lane on which the bus is joined.
    """

    wanted = Signal(str)
    """One of `COMMANDS` was asked for by a key or a control of the desktop."""

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self.bus = DesktopBus(jobs, self)
        self.awake = Wakefulness(self.bus, screen=True)
        self._playing = Playing()
        self._named, self._number = False, 1
        self.bus.called.connect(self._on_call)
        self.bus.rejoined.connect(self._on_rejoined)

    def show(self, playing: Playing) -> None:
        """Say what is read now, or that it was paused."""
        if playing == self._playing or not self.bus.there():
            return
        self._playing = playing
        if not self._named:
            self._named = True
            self._take_name(1)
        if playing.status == PLAYS:
            self.awake.hold(self.tr("An article is being read aloud"))
        else:
            self.awake.let_go()
        self._tell()

    def stop(self) -> None:
        """Nothing is read any more."""
        if self._named:
            self._named = False
            self._playing = replace(self._playing, status=STOPS)
            self._tell()
            self.awake.let_go()
            self.bus.call(give_up_name(self._number))

    def close(self) -> None:
        """Leave the bus."""
        self.bus.close()

    def _take_name(self, number: int) -> None:
        """Be the player of that number; the next one where another window is it already."""
        self._number = number

        def on_answer(answer: tuple[object, ...] | None) -> None:
            if is_taken(answer) and self._named and number < MOST:
                self._take_name(number + 1)

        self.bus.call(own_name(number), on_answer)

    def _on_rejoined(self) -> None:
        if self._named:
            self._take_name(1)
            self._tell()

    def _tell(self) -> None:
        self.bus.signal(PATH, PROPERTIES, "PropertiesChanged", change(self._playing))

    def _on_call(self, call: Incoming) -> None:
        found = answer_to(call, self._playing)
        self.bus.answer(call, found)
        if found is not None and call.interface == PLAYER and call.member in COMMANDS:
            self.wanted.emit(call.member)
