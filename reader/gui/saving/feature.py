"""Between the window and the save queue: what is given, what the tray shows and asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QFileDialog

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.core.model import ArticleSummary
from reader.core.origin import TYPED, NamedBy, Origin
from reader.gui.background.save_entry import SaveEntry, SaveState, heading
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.feature import Feature
from reader.gui.reading.reading_controller import open_in_browser
from reader.gui.saving.failures import Failures
from reader.gui.saving.given import Given
from reader.gui.saving.given_folders import MOST_PAGES, FoundInFiles, looked_into
from reader.gui.saving.local_question import LocalQuestion
from reader.gui.saving.removal import Removal
from reader.gui.saving.typed_text import typed_text
from reader.gui.text.messages import fill, words
from reader.gui.widgets.given_files import LINK_FILES, PAGE_FILES, TEXT_FILES, GivenFiles, parted
from reader.services.saving.find_links import find_links

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.background.save_queue import SaveQueue
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.pending_key_hint import KeyHint
    from reader.gui.reading.reading_controller import ReadingController
    from reader.gui.saving.save_tray import SaveTray
    from reader.gui.sidebar.sidebar import Sidebar
    from reader.services.library_session import LibrarySession

Found = TypeVar("Found")

MANY = 20
"""Links given at once above which we ask first."""

OF_FILE = Origin(NamedBy.FILE)

_SLOW_DISK = 300
"""ms after which it is said that the disk of given files was asked; most answer before."""


class SavingFeature(Feature):
    """Takes links from every way in and speaks for the queue."""

    models_given = Signal(list)
    """Files of translation models that came with what was given."""
    came_alone = Signal(int, bool)
    """The article of what the reader gave by itself is saved, at the first try; whether he types since."""
    feed_given = Signal(str)
    """The address in a `feed:` link that was given."""
    import_wanted = Signal(list)
    """Files in which another program keeps articles or bookmarks came with what was given."""

    def __init__(
        self,
        context: WindowContext,
        list_pane: ListPane,
        tray: SaveTray,
        sidebar: Sidebar,
        reading: ReadingController,
        queue: SaveQueue,
        hint: KeyHint,
    ) -> None:
        super().__init__(context)
        self._hint = hint
        self._list_pane = list_pane
        self._sidebar = sidebar
        self._reading = reading
        self._queue = queue
        self._alone: dict[str, str] = {}  # given by themselves, until they are saved; what was typed then
        self._tray = tray
        self._first = False
        self._waiting = 0  # how many times disks were asked and have not answered yet
        self._said_waiting = ""
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_DISK)
        self._slow.timeout.connect(self._say_waiting)
        self._question = LocalQuestion(self._ask, tray.set_aside, queue)
        queue.changed.connect(tray.show_entry)
        queue.gone.connect(tray.remove_entry)
        queue.gone.connect(lambda entry: self._alone.pop(entry.url, None))
        queue.saved.connect(self._on_saved)
        queue.failed.connect(lambda entry: self._alone.pop(entry.url, None))
        self.failures = Failures(queue, tray, context.notices)
        queue.offline_changed.connect(sidebar.set_offline)
        context.network.changed.connect(self._on_connection)
        tray.cancel_wanted.connect(queue.cancel)
        tray.retry_wanted.connect(queue.retry)
        tray.text_wanted.connect(queue.save_as_text)
        tray.archive_wanted.connect(self.look_in_archive)
        tray.retry_all_wanted.connect(queue.retry_all)
        Removal(context, queue, tray)
        tray.open_wanted.connect(self._open)
        tray.update_wanted.connect(queue.refetch)
        queue.pictures_tried.connect(self._on_pictures)
        queue.refetched.connect(self._on_pictures)
        tray.browser_wanted.connect(lambda entry: open_in_browser(entry.url))

    def escape(self) -> bool:
        """Esc: close the panel of saves."""
        return self._tray.close_panel()

    def give(
        self,
        links: Sequence[str],
        open_when_saved: bool = False,
        tags: Sequence[str] = (),
        origin: Origin = TYPED,
    ) -> None:
        """Save links; more than twenty are asked about once, and local ones that the reader did not name."""
        if len(links) <= MANY:
            self._add(links, open_when_saved, tags, origin)
            return
        self._ask(
            self.tr("Save %n links?", "", len(links)),
            self.tr("Each page is fetched from its site, four at a time."),
            self.tr("Save"),
            lambda: self._add(links, False, tags, origin),
        )

    def _ask(
        self,
        question: str,
        about: str,
        accept: str,
        on_accept: Callable[[], object],
        on_refuse: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask in the tray, where nothing stands in the way; in a box while a text has the window alone."""
        self.context.navigator.leave_welcome()
        home = self._tray.parentWidget()
        if home is not None and home.isVisible():
            self._tray.ask(question, about, accept, on_accept, on_refuse)
            self.context.notices.announce(question)
        else:
            self.context.notices.ask(question, about, accept, on_accept, on_refuse)

    def give_from_article(self, article_id: int, links: Sequence[str]) -> None:
        """Save links that an article names; what is more local than its page was is asked about."""
        self.context.library.work(
            lambda session, _progress: _origin(session, article_id),
            done=lambda origin: self.give(links, origin=origin),
        )

    def take(self, given: Given, open_when_saved: bool = False, tags: Sequence[str] = ()) -> bool:
        """Save what was dropped or pasted: files and addresses of all kinds at once, else a part of a page
        or links; `False` for none of it. What files are good for is known, and said if it is nothing, once
        their disks answered."""
        if given.page is not None:
            self._begin()
            self._alone[given.page.url] = typed_text(self.context.window)
            self._queue.add_page(given.page, open_when_saved, tags)
        elif given.feed:
            self.feed_given.emit(given.feed)
        elif files := given.every_file:
            self._part(
                files, lambda found: self._take_several(replace(given, files=found), open_when_saved, tags)
            )
            return True
        elif given.links:
            self.give(given.links, open_when_saved, tags)
        return given.usable

    def _part(self, files: Sequence[Path], done: Callable[[GivenFiles], None]) -> None:
        """Tell files and folders apart."""
        self._ask_disks(lambda _progress: parted(files), done)

    def _ask_disks(self, work: Callable[[Progress], Found], done: Callable[[Found], None]) -> None:
        """Look at given files; a disk that does not answer keeps nothing else waiting, and that it is waited
        for is said."""

        def answered(found: Found) -> None:
            self._end_waiting()
            done(found)

        self._waiting += 1
        self._slow.start()
        self.context.jobs.submit(
            "files",
            work,
            done=answered,
            failed=lambda _error: self._end_waiting(),
            cancelled=self._end_waiting,
        )

    def _say_waiting(self) -> None:
        self._said_waiting = text = self.tr("Looking at the files…")
        self._hint.show_text(text)
        self.context.notices.announce(text)

    def _end_waiting(self) -> None:
        self._waiting -= 1
        if self._waiting:
            return
        self._slow.stop()
        if self._said_waiting and self._hint.text() == self._said_waiting:
            self._hint.show_text("")
        self._said_waiting = ""

    def _take_several(self, given: Given, open_when_saved: bool, tags: Sequence[str]) -> None:
        """Files, and the addresses dropped with them; what is left over is named."""
        if not given.usable:
            self.refuse()
            return
        files = given.files
        self._give_parted(files, open_when_saved and given.count == 1, tags)
        if given.links:
            self.give(given.links, False, tags)
        if files.models:
            self.models_given.emit(list(files.models))
        if files.others:
            self._name_unknown(files.others[0])

    def _name_unknown(self, file: Path) -> None:
        self._say(words(ReaderError("unknown-file", file=file.name).title))

    def give_files(
        self,
        files: Sequence[Path],
        open_when_saved: bool = False,
        tags: Sequence[str] = (),
        origin: Origin = OF_FILE,
    ) -> None:
        """Save the pages in files, and what link and text files, or any other, point to."""

        def give(found: GivenFiles) -> None:
            links = (*found.links, *found.models, *found.others)
            self._give_parted(replace(found, links=links), open_when_saved, tags, origin)

        self._part(files, give)

    def _give_parted(
        self, files: GivenFiles, open_when_saved: bool, tags: Sequence[str], origin: Origin = OF_FILE
    ) -> None:
        """Look into files and take what is in them: exports of other programs together, pages, links."""
        count = sum(map(len, (files.pages, files.links, files.imports, files.folders)))
        if not count:
            return

        def give(found: FoundInFiles) -> None:
            self._tell_left_out(found)  # at the window's foot, before a dialog lies over it
            if found.exports:
                self.import_wanted.emit(found.exports)
            if found.pages:
                self._give_pages(found.pages, open_when_saved and not files.links, tags, origin, count == 1)
            if found.links:
                self.give(found.links, open_when_saved, tags, origin)
            elif files.links and not found.exports:
                self.refuse()
            if found.unknown:
                self._name_unknown(found.unknown[0])

        self._ask_disks(lambda progress: looked_into(files, progress), give)

    def _give_pages(
        self,
        pages: Sequence[Path],
        open_when_saved: bool,
        tags: Sequence[str],
        origin: Origin,
        alone: bool,
    ) -> None:
        self._begin()
        addresses = [QUrl.fromLocalFile(str(page)).toString() for page in pages]
        self._queue.add(addresses, open_when_saved, tags, origin)
        if alone and len(addresses) == 1:
            self._alone[addresses[0]] = typed_text(self.context.window)

    def _tell_left_out(self, found: FoundInFiles) -> None:
        """Name the folders in which there is more than was taken."""
        more = self.tr("{folder} holds more than {count} pages: these are saved, the others are left out.")
        parts = [fill(more, folder=folder.name, count=MOST_PAGES) for folder in found.cut]
        for folder, count in found.left:
            left = self.tr("%n file(s) in {folder} hold nothing to save or import: left out.", "", count)
            parts.append(fill(left, folder=folder.name))
        if parts:
            self.context.notices.tell("\n".join(parts))

    def choose_files(self) -> None:
        """Ask for files to save."""
        dialog = FileDialog(self.context.window, self.tr("Open file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{ending}" for ending in sorted(PAGE_FILES | LINK_FILES | TEXT_FILES))
        saved, every = self.tr("Saved pages and links"), self.tr("All files")
        dialog.setNameFilters([f"{saved} ({endings})", f"{every} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.give_files([Path(name) for name in names]))
        dialog.open()

    def look_in_archive(self, entry: SaveEntry) -> None:
        """Ask the web archive for its newest copy of a link that has died; nothing asks it but the reader."""
        copy = self.context.options.text("web_archive") + entry.url
        if entry.article_id:  # it is here without its text, which an import could not fetch
            self._queue.refetch(entry, copy)
        else:
            self._queue.remove(entry)
            self._queue.add([copy], entry.open_when_saved, entry.tags)

    def retry_pictures(self, summary: ArticleSummary) -> None:
        """Ask again for the pictures that an article lacks."""
        entry = SaveEntry(summary.url, article_id=summary.id, title=summary.title)
        self._queue.retry_pictures(entry)

    def refetch(self, summary: ArticleSummary) -> None:
        """Fetch an article's page again; the old copy stays unless the new one is as good."""
        self._queue.refetch(SaveEntry(summary.url, article_id=summary.id, title=summary.title))

    def save_whole_text(self) -> None:
        """Fetch the page of the article on screen again and take all of its text."""
        if (summary := self.context.navigator.shown_summary()) is not None:
            entry = SaveEntry(summary.url, article_id=summary.id, title=summary.title, as_text=True)
            self._queue.refetch(entry)

    def refuse(self) -> None:
        """Say that what was given is no web link; nothing stands in the way of the next drop."""
        self._say(words(ReaderError("unsupported-scheme").title))

    def _say(self, text: str) -> None:
        """Say something that needs no answer."""
        self._hint.show_briefly(text)
        self.context.notices.announce(text, assertive=True)

    def save_again(self) -> None:
        """The article on screen is damaged: give its address to save anew."""
        summary = self.context.navigator.shown_summary() or self._list_pane.current()
        if summary is not None:
            self.give_from_article(summary.id, find_links(summary.url))

    def _begin(self) -> None:
        self._first |= self.context.navigator.welcoming()
        self.context.navigator.leave_welcome()
        if not self._reading.article_id:  # what is read stays, and the tray stands below it
            self.context.panes.show_list()

    def _add(self, links: Sequence[str], open_when_saved: bool, tags: Sequence[str], origin: Origin) -> None:
        self._begin()
        self._queue.add(links, open_when_saved, tags, origin)
        if len(links) == 1 and origin is TYPED:  # after a failed entry of the same link has gone
            self._alone[links[0]] = typed_text(self.context.window)

    def _open(self, entry: SaveEntry) -> None:
        if entry.article_id:
            self.context.navigator.open_article(entry.article_id, with_focus=True)
        self._queue.remove(entry)

    def _on_saved(self, entry: SaveEntry) -> None:
        self.context.notices.announce(f"{heading(entry)}. {isolate(entry.title)}")
        if entry.state is not SaveState.DUPLICATE:
            self.context.library.refresh()
        if entry.open_when_saved:
            self._open(entry)
        elif entry.url in self._alone:
            typing = typed_text(self.context.window) not in ("", self._alone[entry.url])
            self.came_alone.emit(entry.article_id, typing)
        self._alone.pop(entry.url, None)
        first, self._first = self._first, self._first and not entry.article_id
        if first and self._reading.wanted_id != entry.article_id != 0:  # the reader waits for it alone
            self._list_pane.focus.wish(entry.article_id)

    def _on_pictures(self, entry: SaveEntry) -> None:
        if entry.state is not SaveState.PARTIAL:
            self.context.notices.announce(f"{heading(entry)}. {isolate(entry.title)}")
        self.context.library.refresh()
        if self._reading.article_id == entry.article_id:
            self._reading.reload(entry.article_id)

    def session_ends(self) -> None:
        self._queue.keep()

    def shut_down(self) -> None:
        self._queue.keep()

    def show_anew(self, article_id: int) -> None:
        """Show what became meanwhile of an article's text or pictures, where it is on screen; 0 for any."""
        shown = self._reading.article_id
        if shown and article_id in (0, shown):
            self._reading.reload(shown)

    def _on_connection(self, online: bool) -> None:
        self._sidebar.set_offline(not online)
        if online:
            self._queue.retry_offline()


def _origin(session: LibrarySession, article_id: int) -> Origin:
    from reader.services.saving.link_origin import origin_of_links

    return origin_of_links(session, article_id)
