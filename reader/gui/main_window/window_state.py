"""What the window remembers from one start to the next: place, panes, view, theme, article and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.core.model import TextView
from reader.gui.reading.article_content import DONE
from reader.services.library.browse_library import is_view

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow
    from reader.settings.store import Settings


class WindowState:
    """Restores and stores what a window remembers.

    Args:
        window: the window, with its widgets made.
        settings: where it is kept.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def restore(self) -> None:
        """Take up panes, view, text size and the first rows, all without the library proper."""
        window, settings = self._window, self._settings
        window.panes.restore(settings.text("splitter"))
        window.pane.set_text_size(settings.number("text_size"))
        window.option_effects.restore()
        window.pane.bar.offer(more=True, reading_mode=True, back=window.panes.narrow)
        view = window.options.first_view()
        window.library.view = view if is_view(view) else "unread"
        window.library.sort = settings.text("list_sort")
        window.features.order.restore()
        window.sidebar.set_view(window.library.view)
        window.list_updates.show(window.library.view, *window.library.quick_rows(window.library.view))

    def remember(self) -> None:
        """Store place, panes, view, article and theme."""
        window = self._window
        for key, value in (
            ("geometry", bytes(window.saveGeometry().toBase64().data()).decode()),
            ("splitter", window.panes.state()),
            ("last_view", window.library.view),
            ("last_article", window.reading.article_id),
            ("last_target", window.pane.target),
            ("last_text_view", window.pane.text_view.value),
            ("last_theme", window.theme.name),
        ):
            window.options.remember(key, value)

    def show_last_article(self) -> None:
        """Open the article of the last time beside the list, unless something was opened already."""
        window = self._window
        last = window.options.last_article()
        if (
            last
            and not window.reading.wanted_id
            and window.model.row_of(last) >= 0
            and not window.panes.narrow
        ):
            window.list.select(last)
            window.reading.opened.connect(self._show_last_language, Qt.ConnectionType.SingleShotConnection)
            window.reading.open(last)

    def _show_last_language(self, article_id: int) -> None:
        """Go on in the translation that was read, when it is whole."""
        pane, settings = self._window.pane, self._settings
        target = settings.text("last_target")
        if not target or article_id != settings.number("last_article") or pane.content is None:
            return
        if pane.content.state(target).status == DONE:
            pane.show_language(target)
            pane.set_view(TextView(settings.text("last_text_view")))
