"""Imports of one window: files are asked for, looked at, brought in, and what lacks its text is fetched."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.feature import Feature
from reader.gui.importing.fetch_round import AT_ONCE, FetchRound, fetch_round, lost_texts
from reader.gui.importing.import_run import ImportRun
from reader.services.importing.host_pace import HostPace
from reader.services.importing.import_choices import ImportChoices

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.background.job_runner import Job
    from reader.gui.context import WindowContext
    from reader.gui.importing.import_dialog import ImportDialog
    from reader.gui.importing.reports_dialog import ReportsDialog
    from reader.services.importing.fetch_waiting import FetchedWaiting
    from reader.services.importing.run_import import ImportOutcome
    from reader.services.library_session import LibrarySession

_SHOWN = 5
"""Texts that are fetched before the list is shown anew."""
_AGAIN = 60_000
"""ms until it is looked again whether a text that could not be had is due."""


class ImportFeature(Feature):
    """For one window."""

    chosen = Signal(list)
    """Files that the reader chose: what lists feeds is followed, the others come to `import_files`."""
    pictures_came = Signal(int)
    """Pictures of an article that an import brought are here now; 0 for those of many."""

    text_settled = Signal(int)
    """The text of an article came, or is not tried again by itself."""
    texts_came = Signal(list)
    """Articles whose text was fetched."""
    texts_lost = Signal(list)
    """Texts that could not be had, now or in an earlier run, each as a failed save."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context)
        self.run = ImportRun(context, self)
        self.run.ended.connect(self._on_ended)
        context.library.reopened.connect(lambda _pending: self._find_lost())
        self._dialog: ImportDialog | None = None
        self._fetching: Job | None = None
        self._once_more = False
        self._shown = 0
        """Texts of this round that had ended when the list was last shown anew."""
        self._came = self._lost = 0  # since texts began to be fetched
        self._pace = HostPace()
        self._pictured: set[int] = set()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self.fetch)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do."""
        return {"import.open": self.choose, "import.reports": self.once_open(self.show_reports)}

    def library_ready(self) -> None:
        """Go on with imports that were broken off, and with fetching what earlier ones listed."""
        session = self.context.library.session
        if session is not None:  # files are read whole: not on the lane of the library
            self.context.jobs.submit(
                "network",
                lambda progress: _left_over(session, progress),
                done=lambda found: self._go_on(*found),
            )
        self._find_lost()

    def _find_lost(self) -> None:
        """Have the list of saves tell again what earlier runs could not fetch, until it is taken off."""
        session = self.context.library.session
        if session is not None and not session.read_only:
            self.context.jobs.submit(
                "network", lambda _progress: lost_texts(session), done=self.texts_lost.emit
            )

    def article_opened(self, article_id: int) -> None:
        """Fetch the pictures that an import left out, once a run of the window."""
        session = self.context.library.session
        if session is None or article_id in self._pictured:
            return
        self._pictured.add(article_id)

        def work(progress: Progress) -> int:
            from reader.services.importing.fetch_pictures import fetch_when_opened

            return fetch_when_opened(session, article_id, progress)

        self.context.jobs.submit("network", work, lambda came: self._on_pictures(article_id, came))

    def _on_pictures(self, article_id: int, came: int) -> None:
        if came:
            self.context.library.refresh()
            self.pictures_came.emit(article_id)

    def shut_down(self) -> None:
        """Nothing more is fetched; what is under way is kept for the next start."""
        self._again.stop()
        self.close()

    def close(self) -> None:
        """Close the dialog, as before another library."""
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.close()

    def choose(self) -> None:
        """Ask which files; while an import is under way, show that."""
        if self.run.running or self.run.waiting:
            self.import_files(())
            return
        dialog = FileDialog(self.context.window, self.tr("Import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        known = "*.zip *.csv *.json *.jsonlz4 *.html *.htm *.opml *.xml *.plist *.ris *.rdf *.txt *.md"
        exports, every = self.tr("Exports of other programs"), self.tr("All files")
        dialog.setNameFilters([f"{exports} ({known} Bookmarks)", f"{every} (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.chosen.emit([Path(name) for name in names]))
        dialog.open()

    def import_files(self, files: Sequence[Path]) -> ImportDialog | None:
        """Show what is in files, and import them when the reader says so.

        It stands beside the window, where the reader goes on; what is dropped next is looked at in it.
        """
        from reader.gui.importing.import_dialog import ImportDialog

        if self.context.library.session is None:
            return None
        if self._dialog is not None and shiboken6.isValid(self._dialog) and self._dialog.isVisible():
            self._dialog.look(files)
        else:
            self._dialog = ImportDialog(self.context, files, self.run)
            self._dialog.report_wanted.connect(self.show_reports)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def show_reports(self, import_id: int = 0) -> ReportsDialog | None:
        """Show what became of the imports so far, or of one."""
        from reader.gui.importing.reports_dialog import ReportsDialog

        if self.context.library.session is None:
            return None
        dialog = ReportsDialog(self.context, import_id, busy=self.run.running)
        dialog.resume_wanted.connect(lambda path: self.import_files([Path(path)]))
        dialog.fetch_wanted.connect(self.fetch)
        dialog.import_wanted.connect(self.choose)
        dialog.open()
        return dialog

    def fetch(self) -> None:
        """Fetch some of the texts that wait; what is under way may be past those that came meanwhile."""
        session = self.context.library.session
        if session is None or session.read_only:
            return
        if self._fetching is not None:
            self._once_more = True
            return
        self._once_more = False
        self._shown, settled = 0, deque[int]()
        self._again.stop()
        self.run.fetching = True
        self._fetching = self.context.jobs.submit(
            "network",
            lambda progress: fetch_round(session, progress, self._pace, settled),
            done=self._on_fetched,
            failed=lambda _error: self._rest(),
            progress=lambda done, _total, _text: self._on_step(done, settled),
            cancelled=self._stopped,
        )

    def _on_step(self, done: int, settled: deque[int]) -> None:
        while settled:
            self.text_settled.emit(settled.popleft())
        if done != self._shown and done % _SHOWN == 0:
            self._shown = done
            self._show_fetched()

    def _show_fetched(self) -> None:
        """The list and the window of the import tell what has come by now."""
        self.context.library.refresh()
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.count_fetched()

    def _on_fetched(self, ended: FetchRound) -> None:
        self._fetching, found = None, ended.found
        tried = found.fetched + found.failed
        if tried:
            self._show_fetched()
        self._came, self._lost = self._came + found.fetched, self._lost + len(ended.lost)
        self.texts_came.emit(ended.came)
        self.texts_lost.emit(ended.lost)
        if found.left and (tried >= AT_ONCE or self._once_more):
            self.fetch()
            return
        if found.left:
            self._again.start()
        self._tell(found)

    def _tell(self, found: FetchedWaiting) -> None:
        """Say once how it went, now that nothing more is fetched for a while."""
        from reader.gui.importing.import_text import ImportTexts

        came, lost, self._came, self._lost = self._came, self._lost, 0, 0
        told = ImportTexts(self).fetched(came, found.left, lost)
        if came or lost:
            self.context.notices.announce(told)
        self.run.end_fetching(found, told)

    def _go_on(self, files: Sequence[Path], waiting: int) -> None:
        if files:
            self.run.begin(files, ImportChoices())  # each goes on with the choices it began with
        if waiting:
            self.fetch()

    def _rest(self) -> None:
        self._stopped()
        self._again.start()

    def _stopped(self) -> None:
        self._fetching, self.run.fetching = None, False

    def _on_ended(self, outcome: ImportOutcome) -> None:
        from reader.gui.importing.import_text import ImportTexts

        self.context.notices.announce(ImportTexts(self).outcome(outcome))
        session = self.context.library.session
        if session is not None:  # not on the lane of the library: it takes long, and the list waits there
            self.context.jobs.submit("network", lambda progress: _index(session, progress))
            self.context.jobs.submit(
                "network",
                lambda progress: _pictures(session, outcome.id, progress),
                lambda came: self._on_pictures(0, came),
            )
        if outcome.waiting:
            self.fetch()


def _left_over(session: LibrarySession, _progress: Progress) -> tuple[list[Path], int]:
    from reader.services.importing.unfinished import unfinished_files

    return ([], 0) if session.read_only else (unfinished_files(session), session.waiting.count())


def _pictures(session: LibrarySession, import_id: int, progress: Progress) -> int:
    """Fetch the pictures of an import, where that was chosen."""
    from reader.services.importing.fetch_pictures import fetch_pictures
    from reader.services.importing.import_report import choices_of

    wanted = choices_of(session, import_id).pictures == "now"
    return fetch_pictures(session, import_id, progress) if wanted else 0


def _index(session: LibrarySession, progress: Progress) -> None:
    from reader.services.search_library import catch_up

    catch_up(session, progress)
