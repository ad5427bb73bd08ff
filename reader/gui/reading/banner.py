"""The place below the text where it is said what the translation on screen is."""

from __future__ import annotations

from reader.gui.reading.article_content import TranslationState
from reader.gui.widgets.message_bar import MessageBar


class Banner(MessageBar):
    """Says nothing; what is given to the pane in its place does."""

    def show_state(self, state: TranslationState | None, target: str) -> None:
        """Say what a translation to `target` is; hidden without one."""
        self.hide()
