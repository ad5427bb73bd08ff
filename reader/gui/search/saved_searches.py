"""Searches that are kept under a name in the sidebar: kept, asked again, renamed, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QMenu

from reader.core.marks import SavedSearch
from reader.core.messages import isolate
from reader.gui.background.undo_stack import Step
from reader.gui.dialogs.name_dialog import NameDialog
from reader.gui.feature import Feature
from reader.services.unstored_acts.library_acts import SearchForgotten, SearchKept

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar

_LONGEST = 80


class SavedSearchesFeature(Feature):
    """The saved searches of one window; `query` says what the search on screen looks for."""

    asked = Signal(str, str)
    """A query is to be looked for again; the second text is its row in the sidebar."""

    def __init__(
        self, context: WindowContext, sidebar: Sidebar, results: ResultList, query: Callable[[], str]
    ) -> None:
        super().__init__(context)
        self._sidebar, self._query = sidebar, query
        views, filters = sidebar.views, results.filters
        sidebar.search_chosen.connect(self.ask)
        sidebar.search_menu_wanted.connect(self.show_menu)
        views.removed.connect(self._on_removed)
        filters.keep_wanted.connect(self.keep)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the command does."""
        return {"search.keep": self.keep}

    def keep(self) -> None:
        """Ask for a name and keep the search on screen."""
        query = self._query()
        if not query:
            self.context.notices.announce(QCoreApplication.translate("window", "Search for something first"))
            return
        known = next((search.name for search in self._sidebar.searches if search.query == query), query)
        self._ask_name(known, query).connect(lambda name: self.store(name, query))

    def store(self, name: str, query: str) -> None:
        """Keep a search under a name; undo forgets it, or gives the name its former search."""
        searches = {search.name.casefold(): search for search in self._sidebar.searches}
        before = searches.get(name.casefold())
        undo = partial(self._put, before.name, before.query) if before else partial(self._forget, name)
        self.context.library.remember(Step(undo, partial(self._put, name, query)))
        self._put(name, query)

    def rename(self, search: SavedSearch) -> None:
        """Ask for another name."""
        self._ask_name(search.name, search.query).connect(lambda name: self._rename(search, name))

    def _ask_name(self, name: str, query: str) -> SignalInstance:
        title = QCoreApplication.translate("NameDialog", "Keep this search")
        dialog = NameDialog(self.context.window, title, isolate(query), name[:_LONGEST], _LONGEST)
        dialog.open()
        return dialog.named

    def remove(self, search: SavedSearch) -> None:
        """Forget a saved search; undo brings it back."""
        back = partial(self._put, search.name, search.query)
        self.context.library.remember(Step(back, partial(self._forget, search.name)))
        self._forget(search.name)
        text = QCoreApplication.translate("window", "Search removed")
        self.context.navigator.offer_undo(text, "search")
        self.context.notices.announce(text)

    def ask(self, number: int) -> None:
        """Search again for what a saved search looks for."""
        search = self._known(number)
        if search is not None:
            self.asked.emit(search.query, f"search:{number}")

    def _on_removed(self, number: int) -> None:
        search = self._known(number)
        if search is not None:
            self.remove(search)

    def show_menu(self, number: int, where: QPoint) -> None:
        """What can be done with a saved search."""
        search, translate = self._known(number), QCoreApplication.translate
        if search is None:
            return
        menu = QMenu(self.context.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(translate("window", "Search again")).triggered.connect(lambda: self.ask(number))
        menu.addAction(translate("window", "Rename…")).triggered.connect(lambda: self.rename(search))
        menu.addAction(translate("window", "Remove")).triggered.connect(lambda: self.remove(search))
        menu.popup(where)

    def _known(self, number: int) -> SavedSearch | None:
        return next((search for search in self._sidebar.searches if search.id == number), None)

    def _rename(self, search: SavedSearch, name: str) -> None:
        if name == search.name:
            return
        library = self.context.library
        library.remember(
            Step(
                partial(self._change, name, search.name, search.query),
                partial(self._change, search.name, name, search.query),
            )
        )
        self._change(search.name, name, search.query)

    def _change(self, old: str, new: str, query: str) -> None:
        if old.casefold() != new.casefold():
            self._forget(old)
        self._put(new, query)

    def _put(self, name: str, query: str) -> None:
        library = self.context.library
        library.work(
            lambda session, _progress: session.saved_searches.keep(name, query),
            done=lambda _: library.refresh(),
            keep=True,
        ).acts = (SearchKept(name, query),)

    def _forget(self, name: str) -> None:
        library = self.context.library
        library.work(
            lambda session, _progress: session.saved_searches.forget(name),
            done=lambda _: library.refresh(),
            keep=True,
        ).acts = (SearchForgotten(name),)
