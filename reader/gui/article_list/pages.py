"""What may stand in the list pane beside its own cards: results, links, and what lies at its bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from PySide6.QtCore import QLocale, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.core.model import ArticleSummary
from reader.gui.cards.card_view import CardView
from reader.gui.cards.picked_articles import PickedArticles
from reader.gui.theme.tab_order import tab_before
from reader.gui.widgets.basics import hairline

_LEAST = 68
"""px that the pages keep: one compact card."""


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

    def count_texts(self) -> tuple[str, ...]:
        """How many rows there are, as the header has it, in less and less words."""
        raise NotImplementedError


class ResultsPage(ListPage):
    """The page that takes the place of the cards while something is searched."""

    @property
    def articles(self) -> ArticlesShown:
        """The articles that were found."""
        raise NotImplementedError


class LinksPage(ListPage):
    """A page of rows that are no articles: the links of a source, the pieces of feeds.

    `title` is what it is called while it lies over the view.
    """

    title = ""

    def lay_out(self, chips: QWidget, about: QWidget, view: QWidget) -> QVBoxLayout:
        """Put what is chosen from and what is said of the rows over them; returns the column of all that."""
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(chips)
        head.addWidget(about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self.below_head = hairline()
        column.addWidget(self.below_head)
        column.addWidget(view, 1)
        return column

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def count_texts(self) -> tuple[str, ...]:
        return (QLocale().toString(self.count),) if self.count else ()


class PageStack(QStackedWidget):
    """The pages, which give way to what lies at the bottom: the highest one would push it off the screen."""

    def take(self, page: ListPage, cards: QWidget) -> None:
        """Have a page that is made late; Tab comes to it where it comes to the cards, whose place it takes.

        Args:
            page: is laid out. cards: a page that stands at its place of the chain.
        """
        self.addWidget(page)
        layout = page.layout()
        if layout is not None:
            tab_before(cards, *stops_in(layout))

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page, which gets the focus where the one that goes had it.

        Qt would first hand it on to whatever Tab comes to next, and a screen reader would say all of that.
        """
        left, focused = self.currentWidget(), self.window().focusWidget()
        if (
            page is left
            or left is None
            or focused is None
            or not (left is focused or left.isAncestorOf(focused))
        ):
            super().setCurrentWidget(page)
            return
        focused.clearFocus()
        super().setCurrentWidget(page)
        inside = page.view if isinstance(page, ListPage) else page.focusProxy() or page
        heir = inside if inside.isVisibleTo(self) else self.parentWidget() or self
        heir.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), _LEAST))

    def hasHeightForWidth(self) -> bool:
        return False  # else a page of words would keep the height that it has at this width


def stops_in(layout: QLayout) -> Iterator[QWidget]:
    """What may take the focus in a layout, in its order."""
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget = item.widget()
        inner = item.layout() if widget is None else widget.layout()
        if widget is not None and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield widget
        if inner is not None:
            yield from stops_in(inner)


class Footer(QFrame):
    """What lies at the bottom of the list pane."""
