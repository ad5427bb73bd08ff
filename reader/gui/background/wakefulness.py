"""Keeps the screen from locking, or the computer from sleeping, while something is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.services.desktop.desktop_calls import inhibitions, release

if TYPE_CHECKING:
    from reader.gui.background.desktop_bus import DesktopBus
    from reader.services.desktop.session_bus import Address


class Wakefulness(QObject):
    """One thing that must not be stopped. The desktop lets go by itself when the program ends.

    Args:
        bus: reaches the desktop.
        screen: whether it is the screen's lock that is kept away, else the computer's sleep.
    """

    def __init__(self, bus: DesktopBus, screen: bool) -> None:
        super().__init__(bus)
        self._bus, self._screen = bus, screen
        self.wanted = False
        self._reason = ""
        self._held: tuple[Address, object] | None = None
        self._asking = False
        self._joined = 0
        """How often the bus was lost: an answer of an earlier one counts for nothing."""
        bus.lost.connect(self._on_lost)
        bus.rejoined.connect(self._ask_again)

    @property
    def held(self) -> bool:
        """Whether the desktop has agreed."""
        return self._held is not None

    def hold(self, reason: str) -> None:
        """Ask for it; `reason` is in the reader's language, some desktops show it."""
        self.wanted, self._reason = True, reason
        if self._held is None and not self._asking:
            self._asking = True
            self._ask(reason, 0)

    def let_go(self) -> None:
        """It may sleep and lock again."""
        self.wanted = False
        held, self._held = self._held, None
        if held is not None:
            self._bus.call(release(*held))

    def _on_lost(self) -> None:
        self._held = None
        self._asking = False
        self._joined += 1

    def _ask_again(self) -> None:
        if self.wanted:
            self.hold(self._reason)

    def _ask(self, reason: str, way: int) -> None:
        ways = inhibitions(reason, self._screen)
        if way >= len(ways):
            self._asking = False
            return
        call, at = ways[way]
        joined = self._joined

        def on_answer(answer: tuple[object, ...] | None) -> None:
            if joined == self._joined:
                self._on_answer(answer, at, reason, way)

        self._bus.call(call, on_answer)

    def _on_answer(self, answer: tuple[object, ...] | None, at: Address, reason: str, way: int) -> None:
        if not answer and self.wanted:
            self._ask(reason, way + 1)
            return
        if not answer:
            self._asking = False
            return
        self._asking = False
        self._held = at, answer[0]
        if not self.wanted:
            self.let_go()
