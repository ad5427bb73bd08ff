"""A text browser that stays where it is: it navigates nowhere, copies plain text, keeps Tab to itself."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from reader.gui.article_view.display_text import ADDED
from reader.gui.article_view.text_formats import joint_before


class InertBrowser(QTextBrowser):
    """What the reading view does otherwise than Qt's browser whatever it shows."""

    user_scrolls = Signal()
    """The reader moves the text by hand; what moved it by itself stops."""

    def doSetSource(self, name: QUrl | str, kind: object = None) -> None:
        """Never navigate: the document is always built by the program."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text, without what display added to it."""
        data = QMimeData()
        text = _plain(self.textCursor())
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


def _plain(selected: QTextCursor) -> str:
    """A selection's text; the pieces of a long paragraph are one again."""
    document = QTextDocument()
    copy, begins = QTextCursor(document), selected.document().findBlock(selected.selectionStart())
    copy.insertFragment(selected.selection())
    copy.setPosition(0)
    copy.setBlockFormat(begins.blockFormat())  # which the block that was there did not take
    found = list[str]()
    block = document.begin()
    while block.isValid():
        joint = joint_before(block)
        found += [] if not found else ["\n" if joint is None else joint]
        found.append(block.text())
        block = block.next()
    return "".join(found).replace("\u00a0", " ")
