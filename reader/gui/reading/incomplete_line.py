"""The line above a text that may not be whole, with the way to read its page again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from reader.gui.cards.card_text import sentences
from reader.gui.text.messages import fill
from reader.gui.text.messages import words as words_of
from reader.gui.widgets.message_bar import BarAction, MessageBar
from reader.services.library.open_article import OpenedArticle

_CHOSEN = frozenset(("short", "unsure", "end"))
"""Why a text may lack parts that its page has: only these are mended by taking all of the page."""
NO_TEXT = frozenset(("unfetched", "unavailable"))
"""Nothing but the link is here, out of an import, and its page may still be had."""


class IncompleteLine(MessageBar):
    """Hidden over a text that is whole as far as is known."""

    whole_text_wanted = Signal()
    fetch_wanted = Signal()
    browser_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "incomplete")

    def show_for(self, opened: OpenedArticle | None) -> None:
        """Say that a text may lack parts of its page, or why there is none; hidden for any other."""
        document = opened.article.document if opened is not None else None
        why = document.incomplete if document is not None else ""
        if opened is None or document is None or not why:
            self.hide()
            return
        whole = BarAction(self.tr("Save the whole text"), self.whole_text_wanted.emit, flat=False)
        actions = [whole] if why in _CHOSEN and document.url else []
        words = self.tr("This text may be incomplete.")
        if why == "paywall":
            words = self.tr("The page showed only a part of this article.")
        elif why in NO_TEXT:
            words = self.tr("The text of this article is not fetched yet.")
            if why == "unavailable":
                words = self.tr("The page could not be fetched; its link and what you noted are kept.")
                if opened.failure is not None:
                    words = sentences((words_of(opened.failure.title).rstrip("."), words))
            actions = [BarAction(self.tr("Fetch now"), self.fetch_wanted.emit, flat=False)]
        elif why == "file":
            kind = QCoreApplication.translate("kinds", document.section or "file")
            words = fill(self.tr("This link leads to a {type}, not to a page. The link is kept."), type=kind)
            actions = [BarAction(self.tr("Open in the browser"), self.browser_wanted.emit, flat=False)]
        whole_reason = opened.failure is not None  # on as many lines as it takes
        self.show_message("info", "muted", words, actions, one_line=not whole_reason)
