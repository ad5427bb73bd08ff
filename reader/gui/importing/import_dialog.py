"""An import before it is done: what each file holds, the choices; then how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.gui.importing.import_text import ImportTexts
from reader.gui.library_dialog import LibraryDialog
from reader.gui.text.messages import words
from reader.gui.widgets.basics import IconLabel
from reader.gui.widgets.form_row import SettingRow
from reader.gui.widgets.switch import Switch
from reader.services.importing.import_choices import ImportChoices

if TYPE_CHECKING:
    from reader.core.progress import Progress
    from reader.gui.context import WindowContext
    from reader.gui.importing.import_run import ImportRun
    from reader.services.importing.fetch_waiting import FetchedWaiting
    from reader.services.importing.preview_import import ImportPreview
    from reader.services.importing.run_import import ImportOutcome
    from reader.services.library_session import LibrarySession

Looked = tuple[Path, "ImportPreview | ReaderError"]


class ImportDialog(LibraryDialog):
    """Looks at the files when it opens and does nothing else until it is told to.

    Args:
        context: of the window.
        files: what is to be imported; none to show the import that is under way.
        run: the window's import.
    """

    report_wanted = Signal(int)

    def __init__(self, context: WindowContext, files: Sequence[Path], run: ImportRun) -> None:
        self.boxes: dict[str, Switch] = {}
        self._ticked: dict[str, bool] = {}
        self._intro_before = self.tr(
            "Nothing is changed before you press Import, and a whole import can be undone."
        )
        super().__init__(
            context,
            self.tr("Import"),
            self._intro_before,
            (680, 640),
        )
        self.texts = ImportTexts(self)
        self.previews: list[ImportPreview] = []
        self.outcomes: list[ImportOutcome] = []
        self._unfetched: dict[int, QWidget] = {}  # rows of imports whose texts are still to come
        self._run = run
        self._files: list[Path] = []
        self._good: list[Path] = []
        self.report_button = self.add_button(self.tr("Report…"), self._ask_report)
        self.cancel_button = self.add_button(self.tr("Stop import"), run.give_up)
        self.pause_button = self.add_button(self.tr("Pause"), self._pause)
        self.import_button = self.add_button(self.tr("Import"), self.start, primary=True)
        for button in (self.report_button, self.cancel_button, self.pause_button, self.import_button):
            button.hide()
        run.stepped.connect(self._on_step)
        run.ended.connect(self._on_ended)
        run.failed.connect(self._on_failed)
        run.paused.connect(self._on_paused)
        run.finished.connect(self._on_finished)
        run.fetched.connect(self._on_fetched)
        if run.running or run.waiting:
            self._show_run()
        else:
            self.look(files)

    def look(self, more: Sequence[Path]) -> None:
        """Look at what is in files, beside those given before; nothing while some are imported."""
        session = self.context.library.session
        if session is None or self._run.running or self._run.waiting:
            return
        self._files += [path for path in more if path not in self._files]
        files = tuple(self._files)
        if self._job is not None:
            self._job.cancel()

        def work(progress: Progress) -> list[Looked]:
            from reader.services.importing.preview_import import preview_import

            found: list[Looked] = []
            for path in files:
                try:
                    found.append((path, preview_import(session, path, progress)))
                except ReaderError as error:
                    found.append((path, error))
            return found

        self.work("network", work, self._show, self.tr("Looking at the file…"))

    def count_fetched(self) -> None:
        """Some texts were fetched, or could not be: tell anew of the imports that wait for them."""
        if self._unfetched:
            self.context.library.work(
                partial(_outcomes_now, tuple(self._unfetched)),
                done=self._show_fetched,
                newest="import-outcomes",
            )

    def choices(self) -> ImportChoices:
        """What is ticked."""
        ticked = {name: box.isChecked() for name, box in self.boxes.items()}
        return ImportChoices(
            unread_only=ticked.get("unread", False),
            folders_as_tags=ticked.get("folders", True),
            keep_dates=ticked.get("dates", True),
            fetch="later" if ticked.get("fetch", True) else "never",
            allow_local=ticked.get("local", False),
            pictures="now" if ticked.get("pictures", False) else "opened",
            run_rules=ticked.get("rules", False),
        )

    def start(self) -> None:
        """Import the files that can be, or go on with what was paused."""
        if self._run.waiting:
            self._run.go_on()
        else:
            choices = self.choices()
            self.clear()
            self._unfetched.clear()
            self.boxes.clear()
            self._files.clear()
            self._run.begin(self._good, choices)
        self._show_run()

    def _show(self, looked: Sequence[Looked]) -> None:
        self._ticked = {name: box.isChecked() for name, box in self.boxes.items()}
        self.intro.setText(self._intro_before)
        self.boxes.clear()
        self.clear()
        self._unfetched.clear()
        self.previews.clear()
        self._good.clear()
        self.report_button.hide()  # of an import before
        for path, found in looked:
            if not isinstance(found, ReaderError):
                self.previews.append(found)
                self._good.append(path)
        if len(looked) > 1 and self.previews:  # else they would stand below what is on screen
            self._add_choices()
        for path, found in looked:
            if isinstance(found, ReaderError):
                told = f"{words(found.title)} {words(found.hint)}"
                self.add_row(isolate(path.name), told, ("triangle-alert", "warn"))
            else:
                self._add_preview(found)
        if len(looked) == 1 and self.previews:
            self._add_choices()
        # An exported library has sentences, terms and searches, too, where it has no article.
        self.import_button.setVisible(any(seen.rows or seen.format == "liseuse" for seen in self.previews))
        self.import_button.setFocus()

    def _add_preview(self, preview: ImportPreview) -> None:
        texts = self.texts
        facts = " · ".join(texts.facts(preview))
        lines = [texts.heading(preview), facts, texts.dates(preview)]
        lines += [texts.tags(preview), texts.folders(preview), texts.local(preview)]
        self.add_row(isolate(preview.file), "\n".join(filter(None, lines)), ("circle-check", "ok"))
        if preview.refused:
            told = "\n".join(texts.refused(preview.refused))
            count = sum(number for _, number in preview.refused)
            self.add_row(self.tr("%n row(s) will not be taken", "", count), told, ("info", "muted"))

    def _add_choices(self) -> None:
        self._add_box("unread", self.tr("Unread ones only"), False)
        if any(preview.folders for preview in self.previews):
            self._add_box("folders", self.tr("Make a tag of each folder"), True)
        if any(preview.first for preview in self.previews):
            self._add_box("dates", self.tr("Keep the dates at which they were saved"), True)
        self._add_box("fetch", self.tr("Fetch the texts that are not in the file, in the background"), True)
        self._add_box("pictures", self.tr("Fetch pictures now, not when an article is opened"), False)
        if any(preview.local for preview in self.previews):
            self._add_box("local", self.tr("Also follow links into this computer’s own network"), False)

        if any(preview.rules for preview in self.previews):
            about = self.tr("Rules save, tag or skip new pieces by themselves. Otherwise they wait, paused.")
            self._add_box("rules", self.tr("Let the rules for its feeds run"), False, about)

    def _add_box(self, name: str, text: str, on: bool, about: str = "") -> None:
        box = Switch()
        box.setChecked(self._ticked.get(name, on))
        self.boxes[name] = box
        self.add(SettingRow(text, about, box), line=False)

    def _show_run(self) -> None:
        """The import is under way, or paused: the choices are made."""
        self.intro.setText(self.tr("A whole import can be undone, in its report."))
        running = self._run.running
        self.import_button.setText(self.tr("Go on") if self._run.waiting else self.tr("Import"))
        self.import_button.setVisible(self._run.waiting)
        self.pause_button.setVisible(running)
        self.cancel_button.setVisible(running or self._run.waiting)
        self.bar.setVisible(running or self._run.waiting)
        self._on_step(self._run.done, self._run.total)
        if self._run.waiting:
            self.say(self.tr("Paused. What is done stays; it goes on here or after the next start."))

    def _pause(self) -> None:
        self.pause_button.setEnabled(False)
        self._run.pause()

    def _on_step(self, done: int, total: int) -> None:
        if not shiboken6.isValid(self):
            return
        self.advance(done, total)
        self.status.setText(self.texts.step(done, total, self._run.minutes_left()))
        self.status.show()

    def _on_ended(self, outcome: ImportOutcome) -> None:
        self.outcomes.append(outcome)
        row = self.add_row(isolate(outcome.file), self.texts.outcome(outcome), _mark(outcome))
        if outcome.waiting:
            self._unfetched[outcome.id] = row
        self.report_button.show()

    def _show_fetched(self, outcomes: Sequence[ImportOutcome]) -> None:
        if not shiboken6.isValid(self):
            return
        for outcome in outcomes:
            row = self._unfetched.get(outcome.id)
            if row is None:
                continue
            about = next(line for line in row.findChildren(QLabel) if line.property("role") == "meta")
            about.setText(self.texts.outcome(outcome))
            next(iter(row.findChildren(IconLabel))).show_icon(*_mark(outcome))
            if not outcome.waiting:
                del self._unfetched[outcome.id]

    def _on_failed(self, error: ReaderError) -> None:
        self.add_row(words(error.title), words(error.hint), ("triangle-alert", "warn"))

    def _on_paused(self) -> None:
        self.pause_button.setEnabled(True)
        self._show_run()

    def _on_finished(self) -> None:
        for button in (self.pause_button, self.cancel_button, self.import_button):
            button.hide()
        self.bar.hide()
        if self._run.fetching:
            self.say(self.tr("The missing texts are being fetched in the background."))
        else:
            self.say(self.tr("The import has ended."))

    def _on_fetched(self, found: FetchedWaiting, told: str) -> None:
        if not shiboken6.isValid(self) or not self.outcomes or self._run.running or self._run.waiting:
            return
        later = self.tr("What is still to be fetched is asked for again later.")
        alone = len(self.outcomes) == 1  # its row has told the numbers
        ended = later if found.left else self.tr("The import has ended.")
        self.say(ended if alone else f"{ended} {told}")

    def _ask_report(self) -> None:
        alone = len(self.outcomes) == 1
        self.report_wanted.emit(self.outcomes[0].id if alone else 0)


def _mark(outcome: ImportOutcome) -> tuple[str, str]:
    """The icon of a file's row, and its colour: a tick only where every row has come whole."""
    return ("info", "muted") if outcome.failed or outcome.unavailable else ("circle-check", "ok")


def _outcomes_now(ids: Sequence[int], session: LibrarySession, _progress: Progress) -> list[ImportOutcome]:
    from reader.services.importing.import_report import import_outcome

    return [import_outcome(session, import_id) for import_id in ids]
