"""Back and forward through the articles that were opened, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

LONGEST = 100
"""Articles remembered; the oldest go."""


class HistoryFeature(Feature):
    """For one window; it begins anew with each start."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self._ids: list[int] = []
        self._here = -1

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return {"history.back": self.back, "history.forward": self.forward}

    def article_opened(self, article_id: int) -> None:
        """Remember an article; those that one went back from are forgotten."""
        if 0 <= self._here < len(self._ids) and self._ids[self._here] == article_id:
            return
        self._ids = [*self._ids[: self._here + 1], article_id][-LONGEST:]
        self._here = len(self._ids) - 1

    def back(self) -> None:
        """The article before; from the first one, back to the list."""
        if not self._go(-1):
            self.context.navigator.back()

    def forward(self) -> None:
        """The article one went back from."""
        if not self._go(1):
            self.context.notices.announce(self.tr("No later article"))

    def _go(self, by: int) -> bool:
        place = self._here + by
        if not 0 <= place < len(self._ids):
            return False
        self._here = place
        self.context.navigator.open_article(self._ids[place], with_focus=True)
        return True
