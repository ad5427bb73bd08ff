"""What each command of the table does in the main window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.core.errors import ReaderError
from reader.core.model import ArticleSummary, TextView
from reader.gui.keyboard.actions import join_handlers
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.saving.add_link_dialog import AddLinkDialog
from reader.gui.theme.theme import THEMES
from reader.gui.theme.typography import DEFAULT_STEP, LARGEST_STEP
from reader.services.library.browse_library import SORTS, VIEWS

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class WindowCommands:
    """The handlers of a window's commands."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Every handler by its command's id."""
        window = self._window
        return join_handlers(
            self._window_handlers(),
            self._article_handlers(),
            self._reading_handlers(),
            window.keyboard.handlers(),
            window.features.handlers(),
        )

    def _window_handlers(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            "article.add": self.add_link,
            "article.paste": self.paste,
            "article.file": window.saving.choose_files,
            "search.open": window.search.open,
            "saves.stop": window.queue.cancel_all,
            "trash.empty": self.empty_trash,
            "models.open": window.open_models,
            "article.next": partial(self.step, 1),
            "article.previous": partial(self.step, -1),
            "undo": self.undo,
            "redo": self.redo,
            "window.fullscreen": self.toggle_fullscreen,
            "window.menu": window.show_menu,
            "window.back": window.back,
            "window.close": window.close,
            "app.quit": self.quit,
            "pane.next": partial(self.next_pane, 1),
            "pane.previous": partial(self.next_pane, -1),
            "rail.toggle": window.panes.toggle_sidebar,
            "list.toggle": window.panes.toggle_list,
            "theme.next": self.next_theme,
            **{f"view.{name}": partial(window.show_view, name) for name in VIEWS},
            **{f"sort.{name}": partial(window.options.sort, name) for name in SORTS},
            **{f"theme.{name}": partial(window.options.theme, name) for name in ("system", *THEMES)},
            **{
                f"language.{code}": partial(window.options.language, code)
                for code in ("system", "en", "fr", "ar")
            },
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
        pane = self._window.pane
        sizes = {f"size.{n}": partial(self.set_size, n) for n in range(1, 6)}
        return {
            **sizes,
            "size.smaller": lambda: self.set_size(pane.text_size - 1),
            "size.larger": lambda: self.set_size(pane.text_size + 1),
            "size.default": partial(self.set_size, DEFAULT_STEP),
            "translation.original": partial(pane.choose_view, TextView.ORIGINAL),
            "translation.show": partial(pane.choose_view, TextView.TRANSLATION),
            "translation.side-by-side": partial(pane.choose_view, TextView.SIDE_BY_SIDE),
            "translation.interleaved": partial(pane.choose_view, TextView.INTERLEAVED),
            "translation.fr": partial(pane.choose_language, "fr"),
            "translation.en": partial(pane.choose_language, "en"),
            "translation.ar": partial(pane.choose_language, "ar"),
        }

    def target(self) -> ArticleSummary | None:
        """The article a command is about: the one read when the focus is on it, else the current card."""
        window = self._window
        shown = window.shown_summary()
        focus = window.focusWidget()
        if shown is not None and focus is not None and window.pane.isAncestorOf(focus):
            return shown
        return window.list.current() or shown

    def add_link(self) -> None:
        """Ask for a link."""
        dialog = AddLinkDialog(self._window)
        dialog.links_given.connect(self._window.give_links)
        dialog.open()

    def paste(self) -> None:
        """Save the copied links, files or part of a page.

        Raises:
            ReaderError: nothing copied is a web link.
        """
        copied = QGuiApplication.clipboard().mimeData()
        if copied is None or not self._window.saving.take(copied):
            text = copied.text().strip()[:80] if copied is not None else ""
            raise ReaderError("not-a-link", text=text) if text else ReaderError("unsupported-scheme")

    def empty_trash(self) -> None:
        """Delete what is in Trash for good, after asking once."""
        window, translate = self._window, QCoreApplication.translate
        window.notices.ask(
            translate("window", "Delete everything in Trash?"),
            translate("window", "The articles and their pictures are removed from this computer."),
            translate("window", "Empty Trash"),
            window.library.empty_trash,
        )

    def copy_link(self) -> None:
        """Put the article's address on the clipboard."""
        summary = self.target()
        if summary is not None:
            QGuiApplication.clipboard().setText(summary.url)
            self._window.notices.announce(QCoreApplication.translate("window", "Link copied"))

    def open_in_browser(self) -> None:
        """Open the article's own page."""
        summary = self.target()
        if summary is not None:
            open_in_browser(summary.url)

    def retry_pictures(self) -> None:
        """Ask again for the pictures that the article lacks."""
        summary = self.target()
        if summary is not None:
            self._window.saving.retry_pictures(summary)

    def refetch(self) -> None:
        """Fetch the article's page again."""
        summary = self.target()
        if summary is not None:
            self._window.saving.refetch(summary)

    def repair(self) -> None:
        """Open the dialog that repairs the article by hand."""
        summary = self.target()
        if summary is not None:
            self._window.features.repair.open(summary)

    def open(self) -> None:
        """Open the article and go to its text."""
        window, summary = self._window, self.target()
        focus = window.focusWidget()
        if focus is window.results.view and window.search.open_current(with_focus=True):
            return
        if summary is not None:
            window.open_article(summary.id, with_focus=True)

    def step(self, by: int) -> None:
        """The next or previous article of the list, shown beside it."""
        window = self._window
        article_id = window.list.step(by)
        if not article_id or not (window.list.preview or window.pane.isVisible()):
            return
        if not window.search.open_current(with_focus=False):
            window.open_article(article_id, with_focus=False)

    def undo(self) -> None:
        """Take the last change back."""
        window, translate = self._window, QCoreApplication.translate
        window.tray.hide_undo()
        done = window.library.undo()
        window.notices.announce(
            translate("window", "Undone") if done else translate("window", "Nothing to undo")
        )

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        window, translate = self._window, QCoreApplication.translate
        done = window.library.redo()
        window.notices.announce(
            translate("window", "Done again") if done else translate("window", "Nothing to redo")
        )

    def set_size(self, step: int) -> None:
        """Show the text at a size and remember it."""
        self._window.options.text_size(max(1, min(step, LARGEST_STEP)))

    def next_theme(self) -> None:
        """The theme after the one shown."""
        position = THEMES.index(self._window.theme.name)
        self._window.options.theme(THEMES[(position + 1) % len(THEMES)])

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or no longer."""
        window = self._window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def next_pane(self, by: int) -> None:
        """Give the focus to the next of sidebar, list, text and notes that can be seen."""
        window = self._window
        notes, cards = window.features.notes.panel, window.list.on_screen
        reason = Qt.FocusReason.ShortcutFocusReason
        stops: list[tuple[QWidget, Callable[[], object]]] = [
            (window.sidebar, partial(window.sidebar.views.setFocus, reason)),
            (window.list, partial((cards if cards.model().rowCount() else window.list).setFocus, reason)),
            (window.pane, partial(window.pane.view.setFocus, reason)),
            (notes, notes.focus_list),
        ]
        shown = [(pane, go) for pane, go in stops if pane.isVisible()]
        focus = window.focusWidget()
        # The notes lie inside the reading pane: the innermost, last pane that has the focus counts.
        inside = [n for n, (pane, _) in enumerate(shown) if focus is not None and pane.isAncestorOf(focus)]
        if shown:
            shown[(inside[-1] + by) % len(shown) if inside else 0][1]()

    def show_sorts(self) -> None:
        """The orders a list can have, below the button."""
        window = self._window
        button = window.list.sort_button
        menu = QMenu(window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([window.actions_[f"sort.{name}"] for name in SORTS])
        menu.addSeparator()
        menu.addActions([window.actions_["reverse.on"], window.actions_["short.on"]])
        menu.addSeparator()
        menu.addActions([window.actions_[f"density.{name}"] for name in ("comfortable", "compact")])
        menu.setAccessibleName(QCoreApplication.translate("commands", "Sort by"))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def show_article_menu(self, where: QPoint | None = None) -> None:
        """The actions of the article, at the pointer or at the current card."""
        window = self._window
        summary = self.target()
        if summary is None:
            return
        menu = window.actions_.article_menu(window, summary.trashed)
        if where is None:
            cards = window.list.on_screen
            spot = cards.visualRect(cards.currentIndex()).center()
            where = (
                cards.viewport().mapToGlobal(spot)
                if cards.isVisible()
                else window.mapToGlobal(QPoint(40, 80))
            )
        menu.popup(where)

    def run_empty_action(self, name: str) -> None:
        """Do what an empty list offers."""
        window = self._window
        if name == "add":
            self.add_link()
        elif name == "retry":
            window.try_again()
        elif name == "rescue":
            window.features.backup.rescue()
        elif name == "lengths":
            window.features.order.turn("list_short")
        else:
            window.show_view(name)

    def quit(self) -> None:
        """Close the window and end the program."""
        self._window.features.tray.leave()
        self._window.close()
        app = QApplication.instance()
        if app is not None:
            app.quit()
