"""A text browser that stays where it is: it navigates nowhere, copies plain text, keeps Tab to itself."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from reader.gui.article_view.display_text import ADDED


class InertBrowser(QTextBrowser):
    """What the reading view does otherwise than Qt's browser whatever it shows."""

    user_scrolls = Signal()
    """The reader moves the text by hand; what moved it by itself stops."""

    def doSetSource(self, name: QUrl | str, kind: object = None) -> None:
        """Never navigate: the document is always built by the program."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, without what display added to it."""
        data = QMimeData()
        text = self.textCursor().selection().toPlainText()
        data.setText(text.translate(ADDED).replace("\ufffc", "").replace("\u2028", "\n"))
        return data

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes from link to link in the text; from a widget that stands in it, to the next widget."""
        if self.hasFocus():
            return super().focusNextPrevChild(next_)
        return QTextEdit.focusNextPrevChild(self, next_)

    def scroll_by(self, pixels: int) -> None:
        """Move the text for the reader, by so many px."""
        bar = self.verticalScrollBar()
        self.user_scrolls.emit()
        bar.setValue(bar.value() + pixels)
