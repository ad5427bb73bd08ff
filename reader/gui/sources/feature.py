"""The lists of the saved articles' sources: shown, asked for anew, and saved from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import Job
from reader.gui.background.save_entry import SaveEntry
from reader.gui.feature import WindowFeature
from reader.services.library.browse_library import SOURCE_VIEWS

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class SourcesFeature(WindowFeature):
    """“Latest articles” and “Most read” of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._job: Job | None = None
        links = window.list.links
        links.open_wanted.connect(lambda article, focus: window.open_article(article, with_focus=focus))
        links.save_wanted.connect(lambda url: window.give_links([url]))
        links.source_chosen.connect(self.choose)
        links.view.selectionModel().currentChanged.connect(lambda *_: window.list.current_changed.emit())
        window.list.header.view.refresh.clicked.connect(self.refresh)
        for signal in (window.queue.saved, window.queue.failed, window.queue.gone):
            signal.connect(self._on_answered)
        window.queue.refetched.connect(lambda _entry: window.library.source_lists().forget())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of the lists do."""
        return {
            **{f"view.{name}": partial(self.show, name) for name in SOURCE_VIEWS},
            "view.tags": self.show_tags,
            "lists.refresh": self.refresh,
        }

    def show(self, view: str) -> None:
        """Show a list; the focus goes to its links."""
        self.window.show_view(view)
        self.window.list.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_tags(self) -> None:
        """Go to the first tag in the rail."""
        window = self.window
        first = window.sidebar.views.first_tag()
        if first is None:
            window.notices.announce(QCoreApplication.translate("window", "There are no tags yet"))
            return
        window.leave_welcome()
        window.panes.show_list()
        if not window.sidebar.isVisible():
            window.panes.open_drawer()
        window.sidebar.views.setFocus(Qt.FocusReason.ShortcutFocusReason)
        window.sidebar.views.setCurrentItem(first)

    def choose(self, source: str) -> None:
        """Show the lists of another source."""
        self.window.library.source = source
        self.window.library.refresh()

    def refresh(self) -> None:
        """Ask the sources for their lists, because the reader wants it: the one on screen, else all."""
        window = self.window
        session = window.library.session
        if session is None or self._job is not None:
            return
        lists = window.library.source_lists()
        name = window.list.links.source if window.list.linking else ""
        window.list.links.set_busy(True)
        self._job = window.runner.submit(
            "network",
            lambda progress: lists.refresh(session, progress, name),
            done=lambda sources: self._on_done(bool(sources)),
            failed=self._on_failed,
        )

    def _on_done(self, any_source: bool) -> None:
        self._job = None
        window, translate = self.window, QCoreApplication.translate
        window.list.links.set_busy(False)
        window.queue.offline_changed.emit(False)
        done = translate("window", "Lists refreshed")
        none = translate("window", "No saved article has lists of other articles")
        window.notices.announce(done if any_source else none)
        window.library.refresh()

    def _on_failed(self, error: ReaderError) -> None:
        self._job = None
        self.window.list.links.set_busy(False)
        self.window.notices.error(error)

    def _on_answered(self, entry: SaveEntry) -> None:
        """A save has ended: its row says so, also when the article was there before."""
        self.window.list.links.model.answered(entry.url)
        if entry.article_id and self.window.list.linking:
            self.window.library.refresh()
