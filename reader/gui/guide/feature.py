"""The command that opens the guide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.guide.guide_window import GuideWindow


class GuideFeature(Feature):
    """Makes the guide's window when it is wanted first, and keeps it with its page."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.guide: GuideWindow | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"guide.open": self.open}

    def open(self) -> None:
        """Show the guide, or bring it to the front."""
        from reader.gui.guide.guide_window import GuideWindow

        if self.guide is None:
            self.guide = GuideWindow(self.context.window, self.context.jobs, self.context.notices)
        self.guide.start()
