"""The lists of the saved articles' sources: shown, asked for anew, and saved from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import Job
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.feature import Feature
from reader.gui.sources.link_model import FAILED, NEW, SAVING
from reader.services.library.browse_library import MORNING, SOURCE_VIEWS

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.gui.sources.link_list import LinkList


class SourcesFeature(Feature):
    """“Latest articles” and “Most read” of one window."""

    def __init__(
        self, context: WindowContext, list_pane: ListPane, links: LinkList, sidebar: Sidebar, queue: SaveQueue
    ) -> None:
        super().__init__(context)
        self._list_pane = list_pane
        self._sidebar = sidebar
        self._views = sidebar.views
        self._queue = queue
        self._job: Job | None = None
        self._links = links
        links.open_wanted.connect(
            lambda article, focus: context.navigator.open_article(article, with_focus=focus)
        )
        links.save_wanted.connect(lambda url: context.navigator.save_from(links.article, [url]))
        links.source_chosen.connect(self.choose)
        links.view.selectionModel().currentChanged.connect(lambda *_: list_pane.tell_current())
        list_pane.refresh_wanted.connect(self._on_refresh)
        queue.changed.connect(self._on_save)
        for signal in (queue.saved, queue.gone):
            signal.connect(self._on_answered)
        queue.refetched.connect(lambda _entry: context.library.source_lists().forget())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of the lists do."""
        return {
            **{f"view.{name}": partial(self.show, name) for name in SOURCE_VIEWS},
            "view.tags": self.show_tags,
            "lists.refresh": self.refresh,
        }

    def show(self, view: str) -> None:
        """Show a list; the focus goes to its links."""
        self.context.navigator.show_view(view)
        self._list_pane.on_screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_tags(self) -> None:
        """Go to the first tag in the sidebar."""
        first = self._views.first_tag()
        if first is None:
            self.context.notices.tell(QCoreApplication.translate("window", "There are no tags yet"))
            return
        self.context.navigator.leave_welcome()
        self.context.panes.show_list()
        if not self._sidebar.isVisible():
            self.context.panes.open_drawer()
        self._views.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._views.setCurrentItem(first)

    def choose(self, source: str) -> None:
        """Show the lists of another source."""
        self.context.library.source = source
        self.context.library.refresh()

    def _on_refresh(self) -> None:
        if self._list_pane.view_name != MORNING:  # that list is made anew by who makes it
            self.refresh()

    def refresh(self) -> None:
        """Ask the sources for their lists, because the reader wants it: the one on screen, else all."""
        session = self.context.library.session
        if session is None or self._job is not None or self._list_pane.cover is not None:
            return  # what lies over the lists is asked for anew by who laid it there
        lists = self.context.library.source_lists()
        name = self._links.source if self._list_pane.linking else ""
        self._links.set_busy(True)
        self._job = self.context.jobs.submit(
            "network",
            lambda progress: lists.refresh(session, progress, name),
            done=lambda sources: self._on_done(bool(sources)),
            failed=self._on_failed,
        )

    def _on_done(self, any_source: bool) -> None:
        self._job = None
        translate = QCoreApplication.translate
        self._links.set_busy(False)
        self._queue.say_online()
        done = translate("window", "Lists refreshed")
        none = translate("window", "No saved article has lists of other articles")
        self.context.notices.announce(done if any_source else none)
        self.context.library.refresh()

    def _on_failed(self, error: ReaderError) -> None:
        self._job = None
        self._links.set_busy(False)
        self.context.notices.error(error)

    def _on_save(self, entry: SaveEntry) -> None:
        """A save goes on or failed: its row says so where the reader asked for it."""
        if entry.active:
            self._links.model.note(entry.url, SAVING)
        elif entry.state is SaveState.FAILED:
            self._links.model.note(entry.url, FAILED)

    def _on_answered(self, entry: SaveEntry) -> None:
        """A save has ended or was given up: its row says so, also when the article was there before."""
        self._links.model.note(entry.url, NEW)
        if entry.article_id and self._list_pane.linking:
            self.context.library.refresh()
