"""What each command of the table does in the main window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader import commands
from reader.core.model import TextView
from reader.gui.background import library_jobs
from reader.gui.main_window.starting_window import ENDS_PROGRAM
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.saving.add_link_dialog import AddLinkDialog
from reader.gui.theme.theme import THEMES
from reader.gui.theme.typography import DEFAULT_STEP, LARGEST_STEP
from reader.services.library.browse_library import SORTS, VIEWS

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.surfaces import Surfaces


class WindowCommands:
    """The handlers of a window's commands.

    Args:
        context: of the window. surfaces: what they work on. features: do what belongs to them.
        actions: what menus are made of; they get their handlers later.
    """

    def __init__(
        self, context: WindowContext, surfaces: Surfaces, features: Features, actions: Actions
    ) -> None:
        self._context = context
        self._window = context.window
        self._navigator = context.navigator
        self._notices = context.notices
        self._options = context.options
        self._surfaces = surfaces
        self._list_pane = surfaces.list_pane
        self._features = features
        self._actions = actions
        self._menu: QMenu | None = None
        self._then: tuple[int, Callable[[], object]] | None = None  # how an article on its way is to be shown
        surfaces.reading.opened.connect(self._show_so, Qt.ConnectionType.QueuedConnection)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Every handler by its command's id."""
        return {**self._window_handlers(), **self._article_handlers(), **self._reading_handlers()}

    def _window_handlers(self) -> dict[str, Callable[[], object]]:
        navigator, surfaces, features = self._navigator, self._surfaces, self._features
        options = self._options
        return {
            "article.add": self.add_link,
            "article.paste": navigator.paste,
            "article.file": features.saving.choose_files,
            "search.open": features.search.open,
            "saves.stop": surfaces.queue.cancel_all,
            "trash.empty": self.empty_trash,
            "article.next": partial(self.step, 1),
            "article.previous": partial(self.step, -1),
            "undo": navigator.undo,
            "redo": navigator.redo,
            "window.fullscreen": self.toggle_fullscreen,
            "window.menu": self.show_menu,
            "window.back": navigator.back,
            "window.close": self._window.close,
            "app.quit": self.quit,
            "pane.next": partial(self.next_pane, 1),
            "pane.previous": partial(self.next_pane, -1),
            "rail.toggle": surfaces.panes.toggle_sidebar,
            "list.toggle": surfaces.panes.toggle_list,
            "theme.next": self.next_theme,
            **{f"view.{name}": partial(self.go_to_view, name) for name in VIEWS},
            **{f"sort.{name}": partial(options.sort, name) for name in SORTS},
            **{f"theme.{name}": partial(options.theme, name) for name in ("system", *THEMES)},
            **{f"language.{code}": partial(options.language, code) for code in ("system", "en", "fr", "ar")},
        }

    def _article_handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "article.open": self.open,
            "article.copy-link": self.copy_link,
            "article.browser": self.open_in_browser,
            "article.pictures": self.retry_pictures,
            "article.refetch": self.refetch,
            "article.repair": self.repair,
            "article.menu": self.show_article_menu,
        }

    def _reading_handlers(self) -> dict[str, Callable[[], object]]:
        pane = self._surfaces.pane
        sizes = {f"size.{n}": partial(self.set_size, n) for n in range(1, 6)}
        return {
            **sizes,
            "size.smaller": lambda: self.set_size(pane.text_size - 1),
            "size.larger": lambda: self.set_size(pane.text_size + 1),
            "size.default": partial(self.set_size, DEFAULT_STEP),
            "translation.original": partial(self.show_in, partial(pane.choose_view, TextView.ORIGINAL)),
            "translation.show": partial(self.show_in, partial(pane.choose_view, TextView.TRANSLATION)),
            "translation.side-by-side": partial(
                self.show_in, partial(pane.choose_view, TextView.SIDE_BY_SIDE)
            ),
            "translation.interleaved": partial(self.show_in, partial(pane.choose_view, TextView.INTERLEAVED)),
            "translation.fr": partial(self.show_in, partial(pane.choose_language, "fr")),
            "translation.en": partial(self.show_in, partial(pane.choose_language, "en")),
            "translation.ar": partial(self.show_in, partial(pane.choose_language, "ar")),
        }

    def update_scopes(self) -> None:
        """Enable the commands that have something to work on."""
        self._actions.enable_scope(commands.ARTICLE, self._navigator.target() is not None)
        self._actions.enable_scope(commands.READING, self._surfaces.reading.article_id > 0)

    def go_to_view(self, name: str) -> None:
        """Show a view of the library, with the focus on a card of it."""
        self._navigator.show_view(name)
        self._list_pane.focus.wish()

    def add_link(self) -> None:
        """Ask for a link."""
        dialog = AddLinkDialog(self._window)
        dialog.links_given.connect(self._navigator.save)
        dialog.open()

    def empty_trash(self) -> None:
        """Delete what is in Trash for good, after asking once: exactly what is there as that is asked."""
        self._context.library.work(library_jobs.in_trash, done=self._ask_to_delete)

    def _ask_to_delete(self, ids: Sequence[int]) -> None:
        translate = QCoreApplication.translate
        self._notices.ask(
            translate("window", "Delete everything in Trash?"),
            translate("window", "The articles and their pictures are removed from this computer."),
            translate("window", "Empty Trash"),
            partial(self._context.library.delete, ids),
        )

    def copy_link(self) -> None:
        """Put the article's address on the clipboard."""
        summary = self._navigator.target()
        if summary is not None:
            QGuiApplication.clipboard().setText(summary.url)
            self._notices.announce(QCoreApplication.translate("window", "Link copied"))

    def open_in_browser(self) -> None:
        """Open the article's own page."""
        summary = self._navigator.target()
        if summary is not None:
            open_in_browser(summary.url)

    def retry_pictures(self) -> None:
        """Ask again for the pictures that the article lacks."""
        summary = self._navigator.target()
        if summary is not None:
            self._features.saving.retry_pictures(summary)

    def refetch(self) -> None:
        """Fetch the article's page again."""
        summary = self._navigator.target()
        if summary is not None:
            self._features.saving.refetch(summary)

    def repair(self) -> None:
        """Open the dialog that repairs the article by hand."""
        summary = self._navigator.target()
        if summary is not None:
            self._features.repair.open(summary)

    def open(self) -> None:
        """Open the article and go to its text."""
        summary, results = self._navigator.target(), self._surfaces.results
        focus = self._window.focusWidget()
        if focus is results.view and self._features.search.open_current(with_focus=True):
            return
        if focus is self._list_pane.cards:  # it has the ring, marked or not
            summary = self._list_pane.current() or summary
        if summary is not None:
            self._navigator.open_article(summary.id, with_focus=True)

    def show_in(self, choose: Callable[[], object]) -> None:
        """Show the article in a language or view; one that is a card only opens in it."""
        summary, pane = self._navigator.target(), self._surfaces.pane
        self._then = None
        if summary is None or (summary.id == pane.article_id and pane.isVisible()):
            choose()
            return
        self._then = summary.id, choose
        self._navigator.open_article(summary.id, with_focus=True)
        self._show_so(self._surfaces.reading.article_id)  # of which only the list is in sight

    def _show_so(self, article_id: int) -> None:
        if self._then is not None and self._then[0] == article_id == self._surfaces.reading.article_id:
            (_, choose), self._then = self._then, None
            choose()

    def step(self, by: int) -> None:
        """The next or previous article of the list, shown beside it."""
        if self._surfaces.sidebar.isAncestorOf(self._window.focusWidget() or self._window):
            self._list_pane.focus.take()  # else the next key, as Enter, would be about the view again
        article_id = self._list_pane.step(by)
        if not article_id or not (self._list_pane.preview or self._surfaces.pane.isVisible()):
            return
        if not self._features.search.open_current(with_focus=False):
            self._navigator.open_article(article_id, with_focus=False)

    def set_size(self, step: int) -> None:
        """Show the text at a size and remember it."""
        self._options.text_size(max(1, min(step, LARGEST_STEP)))

    def next_theme(self) -> None:
        """The theme after the one shown."""
        theme = self._context.theme.current
        position = THEMES.index(theme.name)
        self._options.theme(THEMES[(position + 1) % len(THEMES)])

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_pane(self, by: int) -> None:
        """Give the focus to the next of sidebar, list, text and notes that can be seen."""
        sidebar, list_pane, pane = self._surfaces.sidebar, self._list_pane, self._surfaces.pane
        notes, cards = self._features.notes.shown_panel, list_pane.on_screen
        reason = Qt.FocusReason.ShortcutFocusReason
        stops: list[tuple[QWidget, Callable[[], object]]] = [
            (sidebar, partial(sidebar.views.setFocus, reason)),
            (list_pane, partial((cards if cards.model().rowCount() else list_pane).setFocus, reason)),
            (pane, partial(pane.view.setFocus, reason)),
        ]
        if notes is not None:
            stops.append((notes, notes.focus_list))
        shown = [(pane, go) for pane, go in stops if pane.isVisible()]
        focus = self._window.focusWidget()
        # The notes lie inside the reading pane: the innermost, last pane that has the focus counts.
        inside = [n for n, (pane, _) in enumerate(shown) if focus is not None and pane.isAncestorOf(focus)]
        if shown:
            shown[(inside[-1] + by) % len(shown) if inside else 0][1]()

    def show_sorts(self) -> None:
        """The orders a list can have, below the button."""
        button = self._list_pane.sort_button
        groups = (
            [f"sort.{name}" for name in SORTS],
            ["reverse.on", "short.on"],
            ["density.comfortable", "density.compact"],
        )
        menu = self._actions.menu_of(self._window, groups)
        menu.setAccessibleName(QCoreApplication.translate("commands", "Sort by"))
        menu.popup(_below(button, menu))

    def show_article_menu(self, where: QPoint | None = None) -> None:
        """The actions of the article, at the pointer or at the current card."""
        summary = self._navigator.target()
        if summary is None:
            return
        menu = self._actions.article_menu(self._window, summary.trashed)
        if where is None:
            cards = self._list_pane.on_screen
            spot = cards.visualRect(cards.currentIndex()).center()
            where = (
                cards.viewport().mapToGlobal(spot)
                if cards.isVisible()
                else self._window.mapToGlobal(QPoint(40, 80))
            )
        menu.popup(where)

    def run_empty_action(self, name: str) -> None:
        """Do what an empty list offers."""
        if name == "add":
            self.add_link()
        elif name == "retry":
            self._list_pane.show_opening()
            self._context.library.open()
        elif name == "stop":
            self._context.library.stop_opening()
            self._list_pane.empty.show_stopped()
        elif name == "rescue":
            self._features.backup.rescue()
        elif name == "lengths":
            self._features.order.turn("list_short")
        else:
            self._navigator.show_view(name)

    def show_menu(self) -> None:
        """Open the menu of every command."""
        window, button = self._window, self._surfaces.sidebar.menu_button
        where = _below(button, self.menu()) if button.isVisible() else window.mapToGlobal(QPoint(8, 52))
        self.menu().popup(where)

    def menu(self) -> QMenu:
        """The menu of every command."""
        if self._menu is None:
            self._menu = self._actions.main_menu(self._window)
        return self._menu

    def quit(self) -> None:
        """Close the window and end the program; where the window has to wait, it does so afterwards."""
        self._features.tray.leave()
        self._window.setProperty(ENDS_PROGRAM, True)
        app = QApplication.instance()
        if self._window.close() and app is not None:
            app.quit()


def _below(button: QWidget, menu: QMenu) -> QPoint:
    """Where a menu opens: its edge at that of the button, on the side that lines begin on."""
    rtl = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width() if rtl else 0, button.height()))
