"""What shows the steps into a shared folder, as the steps see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.core.progress import Progress


class StepFrame(Protocol):
    """The dialog in which the steps are shown."""

    back: QPushButton
    next: QPushButton

    def clear_steps(self) -> None:
        """Take the rows of a step out, and keep its fields."""

    def add_step(self, part: QWidget) -> None:
        """Add a part of a step."""

    def say(self, text: str, failed: bool = False) -> None:
        """Say something over the foot."""

    def work(
        self, lane: str, work: Callable[[Progress], Any], done: Callable[[Any], object], doing: str = ""
    ) -> object:
        """Do something while a bar shows that it goes on."""
