"""The card of the article on screen: when it becomes the current one, and whether another one is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex

from reader.gui.article_list.article_model import ArticleModel
from reader.gui.cards.card_view import CardView
from reader.gui.cards.picked_articles import PickedArticles


class ListOfCards(Protocol):
    """The list pane, as far as its current card goes."""

    model: ArticleModel
    cards: CardView
    preview: bool
    followed: bool

    @property
    def linking(self) -> bool:
        """Whether rows that are no articles are on screen."""

    @property
    def on_screen(self) -> CardView:
        """The rows that are shown."""

    @property
    def picked(self) -> PickedArticles:
        """The selected ones of them."""

    def current_id(self) -> int:
        """The id of the current card, 0 for none."""

    def isVisible(self) -> bool:
        """Whether the list is in sight."""

    def select(self, article_id: int) -> None:
        """Make an article the current card."""


class ReadCard:
    """Keeps the current card of a list and the article beside it together.

    Args:
        pane: the list.
    """

    def __init__(self, pane: ListOfCards) -> None:
        self._pane = pane
        self._covered = False
        self._before = 0  # what was read when something was laid over the cards
        self.article: Callable[[], int] = lambda: 0
        """The article on screen or on its way there, 0 for none."""

    def index(self) -> QModelIndex:
        """Its card, invalid when it has none here."""
        return self._pane.model.index_of(self.article())

    def mark(self) -> None:
        """Make it the current card where there is none, or one that nobody went to."""
        pane = self._pane
        if pane.on_screen is pane.cards and not pane.cards.chosen:
            pane.select(self.article())

    def lay_over(self, covered: bool) -> None:
        """Results or links stand in place of the cards, or no longer: what is read may be another now."""
        if covered and not self._covered:
            self._before = self.article()
        uncovered, self._covered = self._covered and not covered, covered
        if uncovered:
            if self.article() != self._before:  # it is what the next key of triage has to do with
                self.opened(self.article())
            self.mark()

    def opened(self, article_id: int) -> None:
        """An article is shown: it is the current card; where it has none, no other one is marked for it."""
        pane = self._pane
        pane.select(article_id)
        if pane.preview and not pane.linking and pane.current_id() != article_id:
            pane.on_screen.clearSelection()

    def unpicked(self) -> None:
        """No card is selected any more. The current one is what steps led to without showing its article:
        beside the list, what is read is the current one instead, or none is marked."""
        if self._pane.preview:
            self.opened(self.article())

    def stays(self, gone: Iterable[int] = ()) -> bool:
        """Whether an article is read beside the list, none of these: no card that takes theirs is marked."""
        return self._pane.preview and self.article() not in (0, *gone)

    def row_after(self, by: int) -> int:
        """The row that lies `by` cards on or back; a card that nobody went to yet is not passed over."""
        pane = self._pane
        view, row = pane.on_screen, pane.on_screen.currentIndex().row()
        stays = row >= 0 and ((self.came_by_itself() and by > 0) or not view.chosen)
        return (row if row >= 0 else view.read_card().row()) + by * (not stays)

    def is_meant(self) -> bool:
        """Whether commands are about the current card, not about the article on screen.

        They are where the reader chose it, and where no article is beside the list.
        """
        pane = self._pane
        chosen = pane.on_screen.chosen and not self.came_by_itself()
        return pane.isVisible() and (chosen or not pane.preview)

    def came_by_itself(self) -> bool:
        """Whether the current card only took the place of one that is gone, and is not shown; while cards are
        selected, steps go from one to the next and show none."""
        pane = self._pane
        unseen = pane.preview and pane.current_id() != self.article()
        return pane.followed and unseen and not len(pane.picked)


def row_without(gone: Sequence[int], current: int, count: int) -> int:
    """The row that is current once some rows are gone and `count` are left: that of the current card, or the
    one that took the place of the first of them."""
    wanted = min(gone) if current in gone or current < 0 else current - sum(row < current for row in gone)
    return min(wanted, count - 1)
