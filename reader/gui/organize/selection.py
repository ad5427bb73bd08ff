"""Several cards at once: picking them, commands that work on all of them, dropping them on the sidebar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt

from reader.core.model import ArticleSummary
from reader.gui.article_list.article_model import Role
from reader.gui.article_list.list_header import SelectionTexts
from reader.gui.cards.card_view import CardView
from reader.gui.feature import Feature
from reader.gui.organize.tag_dialog import TagDialog
from reader.services.library.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from reader.gui.article_list.article_model import ArticleModel
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.cards.picked_articles import PickedArticles
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane

DROPS = {
    "favourites": ("favourite", True),
    "archive": ("archived", True),
    "trash": ("trashed", True),
}
"""What dropping articles on a view's row does; on a tag it gives the tag."""

UNREAD = "unread"


class SelectionFeature(Feature):
    """The picked cards of one window.

    Args:
        context: what every feature is given. pane: shows the article. reading: knows which one comes.
        cards: the list. model: its articles.
        lists: the lists that cards are picked in, with what is picked there.
        covered: whether something lies over the list, so that Esc does not mean it.
    """

    def __init__(
        self,
        context: WindowContext,
        pane: ReadingPane,
        reading: ReadingController,
        cards: ListPane,
        model: ArticleModel,
        lists: Sequence[tuple[CardView, PickedArticles]],
        covered: Callable[[], bool],
    ) -> None:
        super().__init__(context)
        self._pane, self._reading, self._cards, self._model = pane, reading, cards, model
        self._covered = covered
        for view, picks in lists:
            view.pick_wanted.connect(partial(self._on_pick, view))
            view.plain_clicked.connect(lambda: cards.picked.clear())
            picks.changed.connect(self._announce)
        cards.command_wanted.connect(self._on_header)
        restore, clear = cards.header.restore, cards.header.clear
        clear.clicked.connect(self._on_clear)
        restore.clicked.connect(lambda: self._on_header("article.restore"))
        cards.current_changed.connect(lambda: restore.setEnabled(cards.current_id() > 0))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The commands that work on every picked card, and those that pick."""
        return {
            "card.pick": self.pick,
            "card.pick-next": partial(self.pick_on, 1),
            "card.pick-previous": partial(self.pick_on, -1),
            "card.pick-all": self.pick_all,
            "article.favourite": partial(self.toggle, "favourite"),
            "article.archive": partial(self.toggle, "archived"),
            "article.unread": partial(self.toggle, "unread"),
            "article.trash": partial(self.set_trashed, True),
            "article.restore": partial(self.set_trashed, False),
            "article.tags": self.edit_tags,
        }

    # Which articles

    def targets(self) -> list[int]:
        """The articles that a command is about: the one read when the focus is on it, or that comes in its
        place, else the picked cards, else the marked one, else the one on screen, else the current one."""
        cards, focus = self._cards, self.context.window.focusWidget()
        shown = self.context.navigator.shown_summary()
        if shown is not None and focus is not None and self._pane.isAncestorOf(focus):
            return [self._reading.wanted_id or shown.id]
        chosen = cards.chosen_ids()
        if cards.linking and focus is not None and cards.isAncestorOf(focus):
            return chosen
        if chosen and (len(cards.picked) or shown is None or cards.read.is_meant()):
            return chosen
        return [shown.id] if shown is not None else []

    def known(self, ids: Sequence[int]) -> list[ArticleSummary]:
        """The cards of these articles, those that are read."""
        shown = self.context.navigator.shown_summary()
        found = []
        for article_id in ids:
            card = self._cards.shown_model.known(article_id) or self._model.known(article_id)
            if card is None and shown is not None and shown.id == article_id:
                card = shown
            if card is not None:
                found.append(card)
        return found

    # Picking

    def pick(self) -> None:
        """Pick the current card, or no longer."""
        current = self._cards.current_id()
        if current and not self._cards.linking:
            self._cards.picked.toggle(current)
            self._show_if_none()

    def pick_on(self, by: int) -> None:
        """Go a card on or back, and pick every card from where this began."""
        pane = self._cards
        if pane.linking:
            pane.select_row(pane.on_screen.currentIndex().row() + by)
            return
        picks, before = pane.picked, pane.current_id()
        anchor = picks.anchor if len(picks) and picks.anchor else before
        row = pane.on_screen.currentIndex().row()
        pane.select_row(max(0, row) + (by if before else 0))
        self._stretch(anchor or pane.current_id(), pane.on_screen.currentIndex().row())

    def pick_all(self) -> None:
        """Pick every card of the list."""
        if not self._cards.linking:
            self._cards.picked.replace(self._cards.shown_model.ids)

    def escape(self) -> bool:
        """Esc: give the selection up, unless reading mode lies over it; the current card is what is read
        then, as after a step in the list."""
        gone = not self._covered() and self._cards.picked.clear()
        if gone:
            self._show_if_none()
        return gone

    # Changing

    def toggle(self, field: str) -> None:
        """Set a mark of every article that lacks it, else take it away; of several, read comes first."""
        ids = self.targets()
        cards = [card for card in self.known(ids) if not card.trashed]
        gone = {card.id for card in self.known(ids) if card.trashed}
        if not cards:
            return
        values = [bool(getattr(card, field)) for card in cards]
        value = not any(values) if field == "unread" else not all(values)
        changed = {card.id for card in cards if bool(getattr(card, field)) == value}
        self.context.library.change([i for i in ids if i not in gone | changed], field, value)

    def set_trashed(self, trashed: bool) -> None:
        """Move the articles to Trash, or out of it."""
        ids = self.targets()
        done = {card.id for card in self.known(ids) if card.trashed == trashed}
        wanted = [article_id for article_id in ids if article_id not in done]
        if wanted:
            self.context.library.change(wanted, "trashed", trashed)

    def edit_tags(self) -> None:
        """Open the dialog of the articles' tags; cards that are not read yet are read first."""
        ids = self.targets()
        cards = self.known(ids)
        if ids and len(cards) == len(ids):
            TagDialog(self.context, cards).open()
        elif ids:
            self.context.library.work(
                lambda session, _progress: session.articles.by_ids(ids),
                done=lambda read: TagDialog(self.context, read).open() if read else None,
                newest="tagged-cards",
            )

    # Dropping on the sidebar

    def takes(self, name: str) -> bool:
        """Whether articles can be dropped on a row of the sidebar."""
        return name in DROPS or name == UNREAD or name.startswith(TAG_VIEW)

    def drop(self, name: str, ids: Sequence[int]) -> None:
        """Articles were dropped on a row of the sidebar."""
        library = self.context.library
        if name.startswith(TAG_VIEW):
            library.tag(ids, [name.removeprefix(TAG_VIEW)], [])
        elif name == UNREAD:
            archived = any(card.archived for card in self.known(ids))
            library.change(ids, *(("archived", False) if archived else ("unread", True)))
        elif name in DROPS:
            library.change(ids, *DROPS[name])

    # Inside

    def _on_pick(self, view: CardView, index: QModelIndex, stretch: bool) -> None:
        pane = self._cards
        if view is not pane.on_screen:
            return
        article, before = index.data(Role.SUMMARY).id, pane.current_id()
        picks = pane.picked
        if stretch:
            anchor = picks.anchor if len(picks) and picks.anchor else before or article
            pane.select_row(index.row())
            self._stretch(anchor, index.row())
            return
        if not len(picks) and before and before != article:
            picks.toggle(before)
        pane.select_row(index.row())
        picks.toggle(article)
        self._show_if_none()

    def _show_if_none(self) -> None:
        """No card is picked any more: the current one is read, or where the text has the focus, what is read
        is the current one."""
        cards, focus = self._cards, self.context.window.focusWidget()
        if len(cards.picked):
            return
        if focus is not None and cards.isAncestorOf(focus):
            cards.settle.start()
        else:
            cards.read.unpicked()

    def _stretch(self, anchor: int, row: int) -> None:
        pane = self._cards
        ids = list(pane.shown_model.ids)
        start = ids.index(anchor) if anchor in ids else row
        low, high = min(start, row), max(start, row)
        pane.picked.stretch(ids[low : high + 1], anchor)

    def _on_header(self, command: str) -> None:
        self._cards.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.commands.run(command)

    def _on_clear(self) -> None:
        self._cards.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes with the selection
        self.escape()

    def _announce(self) -> None:
        count = len(self._cards.picked)
        if count:
            self.context.notices.announce(SelectionTexts().selected(count))
