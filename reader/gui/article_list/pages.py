"""What may stand in the list pane beside its own cards: results, links, and what lies at its bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from reader.core.model import ArticleSummary
from reader.gui.cards.card_view import CardView
from reader.gui.cards.picked_articles import PickedArticles


class ArticlesShown(Protocol):
    """Articles in order, of which some are picked."""

    picked: PickedArticles

    @property
    def ids(self) -> Sequence[int]:
        """Their numbers in order."""

    def known(self, article_id: int) -> ArticleSummary | None:
        """The card of an article, when it has been read."""

    def index_of(self, article_id: int) -> QModelIndex:
        """The row of an article."""


class ListPage(QWidget):
    """A page of the list pane: rows in a view of cards."""

    view: CardView


class ResultsPage(ListPage):
    """The page that takes the place of the cards while something is searched."""

    @property
    def articles(self) -> ArticlesShown:
        """The articles that were found."""
        raise NotImplementedError

    def count_texts(self) -> tuple[str, ...]:
        """How many were found, in words, in less and less of them."""
        raise NotImplementedError


class LinksPage(ListPage):
    """The page of a source's list: links, not articles."""

    @property
    def count(self) -> int:
        """How many links there are."""
        raise NotImplementedError


class Footer(QFrame):
    """What lies at the bottom of the list pane."""
