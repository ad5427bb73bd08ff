"""A list of links under a heading, at the end of an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.model import ArticleLink
from reader.gui.article_end.link_row import LinkRow
from reader.gui.background.save_entry import SaveState
from reader.gui.cards.card_text import listed
from reader.gui.theme.theme import Theme
from reader.gui.widgets.basics import hairline, label, push_button

FIRST = 3
"""Links shown of a list before “See more”."""

SEE_MORE = {"fr": "Voir plus", "en": "See more", "ar": "عرض المزيد"}

StateOf = Callable[[str], tuple[bool, SaveState | None]]
"""Of an address: whether it is saved, and how far the save is that was asked for."""


@dataclass(frozen=True)
class Shelf:
    """A list of links under a heading in the language of the article on screen."""

    heading: str
    links: tuple[ArticleLink, ...]


class ShelfView(QWidget):
    """Shows one shelf after another, in the rows that it has."""

    open_wanted = Signal(str)
    save_wanted = Signal(str)
    all_wanted = Signal(str)
    """Every link under a heading is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[LinkRow] = []
        self._heading, self._more = label("card-title"), push_button("flat", "row")
        self._heading.setContentsMargins(0, 0, 0, 8)
        self._more.setStyleSheet("padding: 0; text-decoration: underline;")
        self._more.clicked.connect(lambda: self.all_wanted.emit(self._heading.text()))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addWidget(hairline())
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)

    def show_shelf(self, theme: Theme, shelf: Shelf, whole: bool, language: str, state: StateOf) -> None:
        """Show a list, the first links of it or the whole."""
        self._heading.setText(shelf.heading)
        shown = shelf.links if whole else shelf.links[:FIRST]
        self._keep(len(shown))
        for row, link in zip(self._rows, shown, strict=True):
            row.show_link(theme, link, *state(link.url))
        self._more.setVisible(len(shown) < len(shelf.links))
        self._more.setText(SEE_MORE.get(language, SEE_MORE["en"]))
        self._more.setAccessibleName(listed((self._more.text(), shelf.heading)))

    def show_states(self, state: StateOf) -> None:
        """Say of each link again whether it is saved."""
        for row in self._rows:
            row.show_state(*state(row.url))

    def _keep(self, wanted: int) -> None:
        """Have as many rows as are wanted."""
        while len(self._rows) > wanted:
            row = self._rows.pop()
            row.setParent(None)
            row.deleteLater()
        while len(self._rows) < wanted:
            row = LinkRow(self)
            row.open_wanted.connect(self.open_wanted)
            row.save_wanted.connect(self.save_wanted)
            self._column.insertWidget(self._column.count() - 1, row)
            row.show()  # a layout would do it one turn later, and until then it takes no room
            self._rows.append(row)
