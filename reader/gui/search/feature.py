"""Joins search field, results and reading pane: what is typed is found, shown, and opened at the hit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal

from reader.gui.feature import Feature
from reader.gui.search import search_jobs
from reader.gui.search.hit_opening import HitOpening
from reader.gui.search.result_model import ResultRole
from reader.gui.search.search_filters import without_place, without_tags
from reader.gui.search.search_jobs import Asked, Places
from reader.gui.search.search_tips import SearchTips
from reader.gui.search.slow_search import SlowSearch
from reader.gui.theme.tab_order import tab_through
from reader.gui.widgets.pane_layout import Layout
from reader.services.library.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from reader.core.search import Found, Result
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.reading.reading_pane import ReadingPane
    from reader.gui.search.result_list import ResultList
    from reader.gui.sidebar.sidebar import Sidebar

_SETTLE = 250
"""ms the keyboard must rest on a result before it is shown beside the list."""


class SearchFeature(Feature):
    """The search of one window."""

    library_wanted = Signal()
    """The reader searches: what hides the library is to go."""
    ended = Signal()
    """Nothing is looked for any more."""

    def __init__(
        self,
        context: WindowContext,
        sidebar: Sidebar,
        cards: ListPane,
        results: ResultList,
        pane: ReadingPane,
        reading: ReadingController,
    ) -> None:
        super().__init__(context)
        self._sidebar, self._list, self._reading = sidebar, cards, reading
        self._field = sidebar.search
        self._results = results
        self.hits = HitOpening(pane)
        self._filters = results.filters
        self.tips = SearchTips(self._field, context.window)
        self._asked: Asked | None = None
        self._shown: Asked | None = None
        self._places = Places()  # of the results on screen
        self._row = ""
        self._enter = ""
        self._goal: Result | None = None
        self._before = 0  # the article that was asked for when the reader came to rest on a result
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._preview)
        self._slow = SlowSearch(context, results, cards, self)
        self._slow.unanswered.connect(self._show_view)
        self._field.asked.connect(lambda _text: self._look_for())
        self._field.textEdited.connect(lambda _text: self._slow.cancel())
        self._field.left.connect(self.leave)
        self._field.results_wanted.connect(self._into_results)
        self._field.chosen.connect(self._open_chosen)
        sidebar.search_wanted.connect(self.open)
        cards.search_left.connect(self.leave)
        self._join_results(results)
        context.panes.layout_changed.connect(self._on_layout)
        context.library.rows.connect(lambda _view, _listing, counts: self._again(counts))
        reading.opened.connect(self._on_opened)

    def _join_results(self, results: ResultList) -> None:
        view, model = results.view, results.model
        results.clear_wanted.connect(self._clear)
        results.link_wanted.connect(self._save_link)
        self._filters.changed.connect(self._look_for)
        self._filters.left.connect(self._from_filters)
        results.trash_wanted.connect(self._show_trash)
        model.more_wanted.connect(self._read_more)
        view.clicked.connect(lambda index: self._open(index, with_focus=False))
        view.doubleClicked.connect(lambda index: self._open(index, with_focus=True))
        view.enter_pressed.connect(lambda index: self._open(index, with_focus=True))
        view.selectionModel().currentChanged.connect(self._on_current)
        view.customContextMenuRequested.connect(self._on_menu)

    @property
    def active(self) -> bool:
        """Whether results stand in place of the view."""
        return self._list.searching

    @property
    def query(self) -> str:
        """What the search on screen looks for, empty without one."""
        return self._asked.query if self.active and self._asked is not None else ""

    def ask(self, query: str, row: str = "") -> None:
        """Look for a query as it was kept; `row` is its row in the sidebar."""
        self.library_wanted.emit()
        text, place = without_place(query)
        text, tags = without_tags(text)
        self._filters.set(place, tags)
        self._field.fill(text)
        if not self._field.isVisible() and self.context.window.isVisible():
            self._lend_field()
        self._look_for(row)

    def open(self) -> None:
        """Go to the search field; where the sidebar has no room for it, it stands over the list."""
        if self.context.navigator.welcoming():
            return
        self.library_wanted.emit()
        if not self._field.isVisible() or self.context.panes.drawer_open:
            self._lend_field()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Back to the view that was there before; the focus goes to its cards."""
        focused = self.context.window.focusWidget()
        inside = focused is self._field or (focused is not None and self._list.isAncestorOf(focused))
        self.close()
        self.context.panes.close_drawer()
        if inside:
            self._list.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Show the view again and forget what was asked."""
        self._field.empty()
        self._filters.clear()
        self._asked, self._enter, self._row = None, "", ""
        self._goal = None
        self._return_field()
        self._settle.stop()
        self._show_view()

    def open_current(self, with_focus: bool) -> bool:
        """Open the current result at its hit; says whether there is one."""
        index = self._results.view.currentIndex()
        if self.active and index.isValid():
            self._open(index, with_focus)
            return True
        return False

    # Asking

    def _look_for(self, row: str = "") -> None:
        """Ask for what is typed and chosen now."""
        asked = Asked(self._field.text(), self._filters.place, tuple(self._filters.tags))
        self._row, self._asked = row, asked if asked.enough else None
        if asked.enough:
            self._slow.watch(self._find(asked), asked.query)
        else:
            self._show_view()

    def _show_view(self) -> None:
        """Nothing is looked for: the view stands in its place again."""
        self._slow.give_up()
        if self.active:
            self._list.set_searching(False)
            self._sidebar.set_view(self.context.library.view)
            self.ended.emit()

    def _find(self, asked: Asked, most: int = 0) -> Job:
        """Ask the library; `most` results were read already and are kept, in the order they stand in."""
        former = self._places if self._shown == asked and self.active else Places()
        return self.context.library.work(
            lambda session, progress: search_jobs.find(session, progress, asked, most, former),
            done=lambda found: self._on_found(asked, most, *found),
            newest="search",
            failed=self._slow.fail,
        )

    def _on_found(self, asked: Asked, most: int, found: Found, rows: list[Result], places: Places) -> None:
        if asked != self._asked:
            return
        again = self._shown == asked and self.active and self._results.found is not None
        if again and self._results.trashed and found.trashed:
            self._show_trash(True)
            return
        read = self._results.model.rowCount()
        # A page came meanwhile, and the place of the reader may be in it.
        if again and most < read and len(rows) < len(found.ids):
            self._find(asked, read)
            return
        if self.active:
            self._list.picked.keep([row.summary.id for row in rows])
        current, row = self._list.current_id() if again else 0, self._results.view.currentIndex().row()
        chosen, followed = self._results.view.chosen, self._list.followed
        place = self._results.view.verticalScrollBar().value()
        rests, before = self._settle.isActive(), self._before
        self._shown, self._places = asked, places
        self._slow.end()
        self._results.show_found(asked.text, found, rows)
        if not self.active:
            self.context.navigator.show_results()
        self._sidebar.set_view(self._row)
        self._list.show_texts()
        if again:
            self._list.select(current)
            self._results.view.verticalScrollBar().setValue(place)
            if not chosen:  # what is read was not among them
                self._list.read.opened(self._list.read.article())
            self._before = before
            left = current and rows and not self._results.view.currentIndex().isValid()
            stays = self._list.read.stays((current,))
            if left:  # no other card is marked beside what is read
                self._list.select_row(row, chosen=not stays)  # which is the one after it now
            self._list.followed = bool(left) or followed
            goes_on = left and not stays and self.context.options.text("after_triage") == "next"
            if not (rests or goes_on):  # to be made current anew is no reason to show it
                self._settle.stop()
        else:
            self.context.notices.announce(self._results.spoken())
        if self._enter == asked.text:
            self._enter = ""
            self._open_chosen()

    def _again(self, counts: Mapping[str, int]) -> None:
        """Something changed in the library: what was found may be other articles now."""
        tags = {name.removeprefix(TAG_VIEW): n for name, n in counts.items() if name.startswith(TAG_VIEW)}
        self._filters.know_tags(sorted(tags, key=lambda tag: -tags[tag]))
        if self.active and self._asked is not None:
            self._find(self._asked, self._results.model.rowCount())

    def _show_trash(self, trashed: bool) -> None:
        asked, found = self._asked, self._results.found
        if found is not None and asked is not None and asked == self._shown:  # else another is looked for
            self.context.library.work(
                lambda session, _progress: search_jobs.page(session, found, 0, trashed),
                done=lambda rows: self._on_side(asked, found, rows, trashed),
                newest="search",
                failed=self._slow.fail,
            )

    def _on_side(self, asked: Asked, found: Found, rows: list[Result], trashed: bool) -> None:
        if asked == self._asked:
            self._slow.end()
            self._results.show_found(asked.text, found, rows, trashed)
            self._list.show_texts()

    def _read_more(self, offset: int) -> None:
        found, trashed = self._results.found, self._results.trashed
        if found is not None:
            self.context.library.work(
                lambda session, _progress: search_jobs.page(session, found, offset, trashed),
                done=lambda rows: self._on_more(found, rows),
                newest="more-results",
            )

    def _on_more(self, found: Found, rows: list[Result]) -> None:
        if found is self._results.found:
            self._results.model.append(rows)
            self._list.show_texts()

    def _clear(self) -> None:
        """Take the filters away, else empty the field and stay in it."""
        if self._filters.chosen:
            self._filters.clear()
            self._look_for()
        else:
            self.close()
        self.open()

    # Where the field stands

    def _lend_field(self) -> None:
        """Put the field over the results, so that nothing covers them."""
        panes = self.context.panes
        panes.close_drawer()
        panes.show_list()
        if not self._list.isVisible():
            panes.open_drawer()
            return
        self._list.take_search_field(self._sidebar.lend_search())
        tab_through(self._list.header.last_stop, self._field)

    def _return_field(self) -> None:
        self._list.take_search_field(None)
        self._sidebar.take_search_back()

    def _on_layout(self, mode: Layout) -> None:
        """The window became wide: the sidebar has room for the field again."""
        if mode is Layout.WIDE:
            focused = self._field.hasFocus()
            self._return_field()
            if focused:
                self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _from_filters(self, by: int) -> None:
        if by > 0:
            self._into_results(1)
        else:
            self.open()

    # Into the results

    def _into_results(self, by: int) -> None:
        if by > 0 and self.tips.enter():
            return
        self._field.ask_now()
        panes = self.context.panes
        rows = self._results.model.rowCount()
        if not self.active or not rows:
            return
        panes.close_drawer()
        if not self._results.view.currentIndex().isValid():
            row = 0 if by > 0 else rows - 1
            self._list.select(self._results.model.results[row].summary.id)
        panes.show_list()
        self._results.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._list.preview:
            self._rest()

    def _open_chosen(self) -> None:
        """Enter in the field: open the current result, else the first, once it is here."""
        if self._field.waiting or self._results.query != self._field.text() or not self.active:
            self._enter = self._field.text()
            self._field.ask_now()
            return
        view = self._results.view
        index = view.currentIndex() if view.currentIndex().isValid() else self._results.model.index(0, 0)
        if index.isValid():
            self._list.select(index.data(ResultRole.RESULT).summary.id)
            self._open(index, with_focus=True)
        elif self._results.link:
            self._save_link(self._results.link)

    def _save_link(self, link: str) -> None:
        """What was looked for is a web link: back to the view, where its article arrives."""
        self.leave()
        self.context.navigator.save([link])

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._list.followed = False
        self._list.tell_current()
        if current.isValid() and self._list.preview and self._results.view.hasFocus():
            self._rest()

    def _rest(self) -> None:
        self._before = self._reading.wanted_id
        self._settle.start()

    def _preview(self) -> None:
        """Show the result that the reader rests on, unless he went to another article meanwhile."""
        index = self._results.view.currentIndex()
        stays = self._reading.wanted_id == self._before
        if self.active and index.isValid() and self._list.preview and stays:
            self._open(index, with_focus=False)

    def _on_menu(self, point: QPoint) -> None:
        view = self._results.view
        if view.indexAt(point).isValid():
            self._list.ask_menu(view.viewport().mapToGlobal(point))

    # At the hit

    def _open(self, index: QModelIndex, with_focus: bool) -> None:
        self._settle.stop()
        result: Result = index.data(ResultRole.RESULT)
        panes = self.context.panes
        panes.close_drawer()
        self._goal = result
        self.context.navigator.open_article(result.summary.id, with_focus or not self._list.preview)
        if self._reading.article_id == result.summary.id:
            self._go_to_hit()

    def _on_opened(self, article_id: int) -> None:
        if article_id == self._list.current_id():
            self._settle.stop()  # it is shown, perhaps by something else, where that wants it
        if self._goal is not None and self._goal.summary.id == article_id:
            self._go_to_hit()

    def _go_to_hit(self) -> None:
        result, self._goal = self._goal, None
        if result is not None:
            self.hits.show(result, self._results.found)
