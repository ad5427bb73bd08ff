"""The focus of the list, wished for before its rows are there."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt

from reader.gui.article_list.article_model import ArticleModel
from reader.gui.article_list.empty_page import EmptyPage
from reader.gui.cards.card_view import CardView


class FocusedList(Protocol):
    """The list pane, as far as its focus goes."""

    model: ArticleModel
    cards: CardView
    empty: EmptyPage
    view_name: str
    followed: bool

    @property
    def linking(self) -> bool:
        """Whether links stand in place of cards."""

    @property
    def on_screen(self) -> CardView:
        """The rows that are shown."""

    def select(self, article_id: int, chosen: bool = True) -> None:
        """Make an article the current card."""

    def open_current(self) -> None:
        """Open the article of the current card beside the list, where that has room."""

    def setFocus(self, reason: Qt.FocusReason, /) -> None:
        """Take the focus."""


class FocusWish:
    """Gives a list the focus, with a current card, as soon as it shows what is waited for.

    Args:
        pane: the list.
    """

    def __init__(self, pane: FocusedList) -> None:
        self._pane = pane
        self._wanted: int | None = None
        self._shows = False
        self._on_its_way = 0
        self.view = ""
        """The view whose rows are on their way, or were the last to come."""

    def take(self) -> None:
        """Give the focus to the rows on screen; without any, to what can be done instead, or to the list."""
        rows, empty = self._pane.on_screen, self._pane.empty
        instead = empty if empty.can_act else self._pane
        (rows if rows.model().rowCount() else instead).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wish(self, article_id: int = 0, shows: bool = False) -> None:
        """The next rows of the view get the focus; of an article, the first rows that hold it.

        Args:
            article_id: whose card becomes the current one. shows: whether it is opened beside the list too.
        """
        self._wanted, self._shows = article_id, shows

    def follow(self, article_id: int) -> None:
        """This article is opened; where no row holds it yet, the first rows that do make it the current."""
        self._on_its_way = article_id if self._pane.model.row_of(article_id) < 0 else 0

    def rows_came(self) -> None:
        """The list shows other rows."""
        pane, wanted = self._pane, self._wanted
        if self._on_its_way and pane.model.row_of(self._on_its_way) >= 0:
            pane.select(self._on_its_way)
            self._on_its_way = 0
        if wanted is None or pane.linking:
            return
        if pane.model.row_of(wanted) < 0 if wanted else self.view not in ("", pane.view_name):
            return
        self._wanted = None
        self.take()
        if wanted:
            pane.select(wanted)
            if self._shows:
                pane.open_current()
        else:
            self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Show the current card, and let that of the article that is read be it where no other was chosen."""
        pane = self._pane
        current, read = pane.cards.currentIndex(), pane.cards.read_card()
        if read.isValid() and (pane.followed or not current.isValid()):
            pane.select(pane.model.ids[read.row()])
        elif current.isValid():  # the reader may have scrolled away from it
            pane.cards.scrollTo(current)
        elif pane.model.rowCount():  # with the ring alone: nobody went to it, and another one may be read
            pane.select(pane.model.ids[0], chosen=False)
            pane.cards.setProperty("byKey", True)
