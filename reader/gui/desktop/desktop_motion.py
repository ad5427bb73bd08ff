"""The desktop's wish for less motion, where it is told over the session bus: Qt does not pass it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.background.desktop_bus import DesktopBus
from reader.gui.feature import Feature
from reader.gui.theme.motion import MOTION
from reader.services.desktop.desktop_calls import (
    SETTINGS,
    listen,
    motion_settings,
    tells_motion,
    wants_stillness,
)

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.services.desktop.session_bus import Incoming


class DesktopMotionFeature(Feature):
    """Asks once the library is open, and listens from then on; nothing waits for the answer."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.bus = DesktopBus(context.jobs, self)
        self.bus.told.connect(self._on_told)
        self.bus.rejoined.connect(self._ask)

    def library_ready(self) -> None:
        """Ask the desktop, which had better things to do before the first list."""
        if self.bus.there():
            self._ask()

    def shut_down(self) -> None:
        """Leave the bus."""
        self.bus.close()

    def _ask(self) -> None:
        self.bus.call(listen(SETTINGS.interface))
        self.bus.call(motion_settings(), self._on_answer)

    def _on_told(self, told: Incoming) -> None:
        if told.interface == SETTINGS.interface and tells_motion(told.body):
            self.bus.call(motion_settings(), self._on_answer)

    def _on_answer(self, answer: tuple[object, ...] | None) -> None:
        if answer is not None:  # else the bus or the portal is away: what it said last holds
            MOTION.by_desktop = wants_stillness(answer)
