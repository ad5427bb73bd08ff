"""Where features send the reader: the window's answer to `Navigator`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.commands import IN_LIST, IN_TEXT
from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.gui.saving.given import given_in
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.gui.background.library_controller import LibraryController
    from reader.gui.dialogs.notices import Notices
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.surfaces import Surfaces


class WindowNavigator:
    """The `Navigator` of one window.

    Features are given it before they exist themselves: `join` follows once they are made, before anything
    can be opened.

    Args:
        window: whose focus counts. surfaces: what is shown. library: what is read. notices: speaks.
    """

    _features: Features
    _escape: Callable[[], bool]

    def __init__(
        self, window: QWidget, surfaces: Surfaces, library: LibraryController, notices: Notices
    ) -> None:
        self._window = window
        self._surfaces = surfaces
        self._pages = surfaces.pages
        self._panes = surfaces.panes
        self._list_pane = surfaces.list_pane
        self._keys = surfaces.keys
        self._library = library
        self._notices = notices

    def join(self, features: Features, escape: Callable[[], bool]) -> None:
        """Take the features, and what Esc closes before it goes back in the window."""
        self._features = features
        self._escape = escape

    def open_article(self, article_id: int, with_focus: bool = False) -> None:
        """Show an article; `with_focus` goes to its text (in a narrow window it always fills the window)."""
        surfaces = self._surfaces
        self.leave_welcome()
        self._list_pane.read.opened(article_id)
        self._list_pane.focus.follow(article_id)
        card = surfaces.model.known(article_id)
        surfaces.reading.open(article_id, card.title if card is not None else "")
        if with_focus:
            self._panes.show_reading()
            view = surfaces.pane.view
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, name: str) -> None:
        features = self._features
        features.reading_mode.leave()  # which hides every view
        if features.notes.show_view(name) or features.feeds.show_view(name):
            return
        self.leave_welcome()
        features.search.close()
        self._panes.close_drawer()
        self._panes.show_list()
        self._surfaces.sidebar.set_view(name)
        self._list_pane.expect_rows(name)
        self._library.show_view(name)

    def show_results(self) -> None:
        self._features.notes.show_view("")
        self._features.feeds.show_view("")
        self.leave_welcome()
        self._panes.show_list()
        self._surfaces.sidebar.set_view("")
        self._list_pane.set_searching(True)

    def leave_welcome(self) -> None:
        self._pages.leave_welcome()

    def welcoming(self) -> bool:
        return self._pages.welcoming

    def back(self) -> None:
        """One layer back: a failure told, what lies over the text, the drawer, the text; it never quits."""
        results, search = self._surfaces.results, self._features.search
        if self._notices.dismiss() or self._escape():
            return
        if self._panes.drawer_open:
            self._panes.close_drawer()
        elif search.active and results.view.hasFocus():
            search.leave()
        elif not self.welcoming():
            self._panes.show_list()
            self._list_pane.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self, links: Sequence[str]) -> None:
        self._features.saving.give(links)

    def save_from(self, article_id: int, links: Sequence[str]) -> None:
        self._features.saving.give_from_article(article_id, links)

    def show_models(self) -> object:
        return self._features.models.open()

    def shown_summary(self) -> ArticleSummary | None:
        article_id, model = self._surfaces.reading.article_id, self._surfaces.model
        card = model.known(article_id) if model.row_of(article_id) >= 0 else None
        return card or self._features.list_updates.shown

    def target(self) -> ArticleSummary | None:
        shown, focus = self.shown_summary(), self._window.focusWidget()
        if shown is not None and focus is not None and self._surfaces.pane.isAncestorOf(focus):
            return shown
        current = self._list_pane.current()
        return current if current is not None and self._list_pane.read.is_meant() else shown or current

    def paste(self) -> None:
        copied = QGuiApplication.clipboard().mimeData()
        if copied is None or not self._features.saving.take(given_in(copied)):
            text = copied.text().strip()[:80] if copied is not None else ""
            raise ReaderError("not-a-link", text=text) if text else ReaderError("unsupported-scheme")

    def offer_undo(self, text: str, icon: str) -> None:
        self._surfaces.tray.show_undo(text, icon, self.undo)
        keys = self._keys.keymap.shown_keys("undo")
        undoing = QCoreApplication.translate("window", "{done} · {key} undoes it")
        self._tell_alone(fill(undoing, done=text, key=keys[0]) if keys else isolate(text))

    def withdraw_undo(self) -> None:
        self._surfaces.tray.hide_undo()
        self._surfaces.hint.end_stand_in()

    def undo(self) -> None:
        translate = QCoreApplication.translate
        self._surfaces.tray.hide_undo()
        done = self._library.undo()
        self._tell(translate("window", "Undone") if done else translate("window", "Nothing to undo"))

    def redo(self) -> None:
        translate = QCoreApplication.translate
        done = self._library.redo()
        self._tell(translate("window", "Done again") if done else translate("window", "Nothing to redo"))

    def _tell(self, text: str) -> None:
        self._notices.announce(text)
        self._tell_alone(isolate(text))

    def _tell_alone(self, text: str) -> None:
        """Reading mode has no tray: the sign at the foot says it there."""
        if self._features.reading_mode.active:
            self._surfaces.hint.stand_in(text)

    def in_text(self) -> bool:
        return self.key_context(self._window.focusWidget()) == IN_TEXT

    def key_context(self, widget: QWidget | None) -> str:
        """Where movement keys count while a widget has the focus: in the list or in the text."""
        pane = self._surfaces.pane
        inside = widget is not None and (widget is pane or pane.isAncestorOf(widget))
        return IN_TEXT if inside or self._features.reading_mode.active else IN_LIST
