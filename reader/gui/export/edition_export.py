"""Makes the edition of the day: asks what is in it and where it goes, and sees to its timer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.written_file import tell_written
from reader.gui.export.edition_panel import EditionPanel, WantedEdition
from reader.gui.export.left_out import left_out
from reader.gui.export.waiting import take_time
from reader.gui.text.messages import fill

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.services.library_session import LibrarySession
    from reader.services.publishing.edition import Edition
    from reader.settings.paths import LibraryPaths

MOST_SOURCES = 18
"""Sources that the panel offers."""

Looked = tuple[list[str], "str | None", str, "bool | None"]
"""The sources there are, how often the edition is made by itself, the name of today's, and whether new
pieces of feeds are fetched for it (`None` where none is followed)."""


class EditionExport(QObject):
    """For one window. `gathered()`: feeds were looked at for an edition, and pieces of them saved."""

    gathered = Signal()

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.panel: EditionPanel | None = None

    def ask(self) -> None:
        """Look what there is, then ask."""
        self._work(_look, self._show)

    def _show(self, looked: Looked) -> None:
        from reader.services.library.export_article import target_of

        sources, every, name, feeds = looked
        target = target_of(self._context.options.text("reading_language"))
        panel = EditionPanel(self._context.window, sources, target, every, feeds)
        panel.wanted.connect(partial(self._choose_file, name, (every or "", bool(feeds))))
        self.panel = panel
        self._context.overlays.show(panel)
        panel.start()

    def _choose_file(self, name: str, before: tuple[str, bool], wanted: WantedEdition) -> None:
        dialog = FileDialog(self._context.window, self.tr("Edition of the day"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("epub")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(Path(file), wanted, before))
        dialog.open()

    def write(self, path: Path, wanted: WantedEdition, before: tuple[str, bool] = ("", False)) -> None:
        """Write the book off the GUI thread.

        Args:
            before: how often it was made by itself until now, and whether new pieces were fetched for it.
        """
        now = wanted.every, wanted.feeds
        if now != before and (now[0] or before[0]):  # a book in between is none of the timer's business
            self._work(lambda session: _schedule(session.paths, path.parent, wanted), self._scheduled)
        said = fill(self.tr("Writing {file}…"), file=path.name), self.tr("Cancel")
        take_time(
            self._context,
            said,
            lambda session, progress: _write(session, path, wanted, progress),
            self._tell,
            counted=True,
            over=self._on_gathered if wanted.feeds else None,
        )

    def _on_gathered(self) -> None:
        self._context.library.refresh()
        self.gathered.emit()

    def _work(self, work: Callable[[LibrarySession], Any], done: Callable[[Any], None]) -> None:
        """Ask the library and the system beside what the list is asked: the system may take a moment."""
        context = self._context
        context.jobs.submit(
            "network", lambda _progress: work(context.library.open_session()), done, context.notices.error
        )

    def _tell(self, edition: Edition) -> None:
        if edition.path is None:
            more = left_out(edition.without_text)
            self._context.notices.tell(
                self.tr("Nothing that was saved since then is unread."), "\n".join(more)
            )
            return
        text = self.tr("Written to {file} · articles: {count} · {minutes} min of reading")
        name, count, minutes = edition.path.name, edition.articles, edition.minutes
        missing = self.tr("Not translated yet, and in their own language: {count}")
        more = [fill(missing, count=edition.untranslated)] if edition.untranslated else []
        more += left_out(edition.without_text)
        told = fill(text, file=name, count=count, minutes=minutes)
        tell_written(
            self._context.notices,
            self._context.jobs,
            told,
            "\n".join(more),
            edition.path.parent,
            edition.path,
        )

    def _scheduled(self, folder: str) -> None:
        text = self.tr("The edition is no longer made by itself.")
        if folder:
            text = fill(self.tr("The edition goes into {folder} by itself from now on."), folder=folder)
        self._context.notices.announce(text)


def _look(session: LibrarySession) -> Looked:
    from datetime import UTC, datetime

    from reader.core.messages import plain
    from reader.services.library.export_article import file_name
    from reader.services.publishing.edition import edition_name, edition_sources, since_of
    from reader.services.publishing.edition_schedule import can_schedule, current_schedule

    now = datetime.now(UTC)
    schedule = current_schedule()
    every = (schedule.every if schedule is not None else "") if can_schedule() else None
    name = file_name(plain(edition_name(now.astimezone(), QCoreApplication.translate)), "epub")
    followed = session.feeds.all()
    by_turns = zip_longest(
        (feed.name for feed in followed), edition_sources(session, since_of("month", now), MOST_SOURCES)
    )
    sources = list({name.casefold(): name for pair in by_turns for name in pair if name}.values())
    feeds = (schedule is not None and schedule.feeds) if followed else None
    return sorted(sources[:MOST_SOURCES], key=str.casefold), every, name, feeds


def _write(session: LibrarySession, path: Path, wanted: WantedEdition, progress: Progress) -> Edition:
    from datetime import UTC, datetime

    from reader.services.publishing.edition import readers_choice, since_of, write_edition

    settings = session.settings
    fonts = settings.text("latin_font"), settings.text("arabic_font")
    since = since_of(wanted.since, datetime.now(UTC))
    choice = readers_choice(session, since, wanted.sources, wanted.target)
    if wanted.feeds:
        from reader.services.feeds.morning import gather

        gather(session, choice, progress)
    return write_edition(session, choice, path, progress, fonts, QCoreApplication.translate)


def _schedule(paths: LibraryPaths, folder: Path, wanted: WantedEdition) -> str:
    """Write or remove the timer; gives the folder's name, "" for no timer."""
    from reader.services.publishing.edition_schedule import (
        AT,
        Schedule,
        current_schedule,
        remove_schedule,
        set_schedule,
    )

    if not wanted.every:
        remove_schedule()
        return ""
    before = current_schedule()
    if before is not None and before.every == wanted.every:  # its folder and sources are not this book's
        set_schedule(paths, replace(before, feeds=wanted.feeds))
        return before.folder.name
    at = before.at if before is not None else AT
    language = wanted.target or "original"
    set_schedule(paths, Schedule(wanted.every, at, folder, wanted.sources, language, wanted.feeds))
    return folder.name
