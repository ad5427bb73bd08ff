"""Repair an article by hand: its parts, what was left out, its lead picture, title, author, date, section."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.core.edits import FIELDS, Edits, Repair, Wanted
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.repair.block_chooser import BlockChooser
from reader.gui.repair.picture_chooser import PictureChooser
from reader.gui.text.messages import words
from reader.gui.widgets.basics import column_beside_bar, label, push_button, surface
from reader.gui.widgets.whole_dialog import size_over
from reader.services.library.repair_article import edit_article, put_edits, repair_of
from reader.services.library_session import LibrarySession
from reader.services.unstored_acts.kinds import Act
from reader.services.unstored_acts.repair_acts import Repairing, Repairs

_SIZE = (760, 720)  # px
_RING = 8
"""Px around a field for the ring of the focus, which the scrolled page would cut off."""
_BLOCKS_LEAST = 180
"""Px that the list of parts has in a low dialog, whose rest is scrolled to."""
_NAMES = {
    "title": QT_TRANSLATE_NOOP("RepairDialog", "Title"),
    "author": QT_TRANSLATE_NOOP("RepairDialog", "Author"),
    "date": QT_TRANSLATE_NOOP("RepairDialog", "Date (year-month-day)"),
    "section": QT_TRANSLATE_NOOP("RepairDialog", "Section"),
}


class RepairDialog(QDialog):
    """Everything applies at once and is kept when the article is fetched again.

    Args:
        session: the open library. article_id: the article. runner: where the work goes.
    """

    repaired = Signal(int, object)
    """An article was repaired; carries its number and its `Repair`."""

    def __init__(
        self,
        session: LibrarySession,
        article_id: int,
        runner: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._article_id = article_id
        self._runner = runner
        self._repair: Repair | None = None
        self._before: list[Edits] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Repair this article"))
        self.resize(size_over(parent, _SIZE))
        surface(self, "page")
        self.blocks = BlockChooser()
        self.blocks.setMinimumHeight(_BLOCKS_LEAST)
        self.pictures = PictureChooser(runner, session.assets.path)
        self.fields = {name: QLineEdit() for name in FIELDS}
        self.left_out = push_button("", "row")
        self.left_out.setCheckable(True)
        self.left_out.setText(self.tr("Show what was left out"))
        self.status = label("error", wrap=True)
        self.lost = label("meta", wrap=True)
        self.reset = push_button()
        self.undo = push_button("flat")
        self._lay_out()
        self._connect()
        self._submit(partial(repair_of, session, article_id), self._show)

    def _lay_out(self) -> None:
        body, area = QWidget(), QScrollArea()
        outer = column_beside_bar(body)
        outer.setContentsMargins(_RING, 0, _RING, _RING)
        outer.setSpacing(10)
        title, intro = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Repair this article"))
        intro.setText(
            self.tr("Untick what does not belong. Every change applies at once and outlives new copies.")
        )
        for row in (title, intro):
            outer.addWidget(row)
        outer.addLayout(self._form())
        outer.addWidget(self._section(self.tr("Lead picture"), self.pictures))
        outer.addWidget(self.pictures)
        outer.addWidget(self._section(self.tr("Parts"), self.blocks))
        outer.addWidget(self.blocks, 1)
        outer.addWidget(self.left_out, 0, Qt.AlignmentFlag.AlignLeading)
        for line in (self.lost, self.status):
            line.hide()
            outer.addWidget(line)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(24 - _RING, 20, 24 - _RING, 20)
        column.setSpacing(10)
        column.addWidget(area)
        column.addLayout(self._foot())

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)  # the focus ring of a field does not reach the name below it
        spots = {"title": (0, 0, 3), "author": (2, 0, 1), "date": (2, 1, 1), "section": (2, 2, 1)}
        for name, (row, column, span) in spots.items():
            text = QCoreApplication.translate("RepairDialog", _NAMES[name])
            form.addWidget(self._section(text, self.fields[name]), row, column, 1, span)
            form.addWidget(self.fields[name], row + 1, column, 1, span)
            self.fields[name].setAccessibleName(text)
        return form

    def _section(self, text: str, buddy: QWidget) -> QWidget:
        made = label("section")
        made.setText(text)
        made.setBuddy(buddy)
        return made

    def _foot(self) -> QHBoxLayout:
        foot, close = QHBoxLayout(), push_button("primary")
        foot.setContentsMargins(_RING, 0, _RING, 0)
        self.reset.setText(self.tr("Take all repairs back"))
        self.undo.setText(self.tr("Undo"))
        close.setText(self.tr("Close"))
        close.clicked.connect(self.close)
        for button in (self.reset, self.undo):
            button.setEnabled(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def _connect(self) -> None:
        self.blocks.toggled.connect(self._on_toggled)
        self.pictures.chosen.connect(lambda src: self._want(Wanted(lead=src)))
        self.left_out.toggled.connect(self._on_left_out)
        self.reset.clicked.connect(lambda: self._put(Edits()))
        self.undo.clicked.connect(self._take_back)
        for name, field in self.fields.items():
            field.editingFinished.connect(partial(self._on_field, name))

    # What the reader does

    def _on_toggled(self, block_id: str, on: bool) -> None:
        self._want(Wanted(restore=(block_id,)) if on else Wanted(remove=(block_id,)))

    def _on_left_out(self, on: bool) -> None:
        self.blocks.show_left_out(on)
        hide, show = self.tr("Hide what was left out"), self.tr("Show what was left out")
        self.left_out.setText(hide if on else show)

    def _on_field(self, name: str) -> None:
        text = self.fields[name].text().strip()
        if self._repair is not None and text != getattr(self._repair.shown, name):
            values: dict[str, Any] = {name: text}
            self._want(Wanted(**values))

    def _want(self, wanted: Wanted) -> None:
        work = partial(edit_article, self._session, self._article_id, wanted)
        self._submit(work, self._changed, Repairing(self._article_id, wanted))

    def _put(self, edits: Edits) -> None:
        work = partial(put_edits, self._session, self._article_id, edits)
        self._submit(work, self._changed, Repairs(self._article_id, edits))

    def _take_back(self) -> None:
        if self._before:
            edits = self._before.pop()
            work = partial(put_edits, self._session, self._article_id, edits)
            self._submit(work, self._taken_back, Repairs(self._article_id, edits))

    def _submit(
        self, work: Callable[[], Repair], done: Callable[[Repair], None], act: Act | None = None
    ) -> None:
        def run(_progress: Progress) -> Repair:
            return work()

        job = self._runner.submit("library", run, done=done, failed=self._fail, keep=act is not None)
        job.acts = () if act is None else (act,)

    # What is shown

    def _changed(self, repair: Repair) -> None:
        if self._repair is not None and repair.edits != self._repair.edits:
            self._before.append(self._repair.edits)
        self._taken_back(repair)

    def _taken_back(self, repair: Repair) -> None:
        self._show(repair)
        self.repaired.emit(self._article_id, repair)

    def _show(self, repair: Repair) -> None:
        self._repair = repair
        self.status.hide()
        self.blocks.show_repair(repair)
        self.pictures.show_repair(repair)
        for name, field in self.fields.items():
            if not field.isModified() or not field.hasFocus():
                field.setText(getattr(repair.shown, name))
                field.setCursorPosition(0)
        self.left_out.setEnabled(bool(repair.left_out))
        if not repair.left_out:
            self.left_out.setToolTip(self.tr("Nothing is known to have been left out of this copy."))
        self.reset.setEnabled(repair.edits != Edits())
        self.undo.setEnabled(bool(self._before))
        self.lost.setVisible(bool(repair.lost))
        gone = ", ".join(isolate(edit.words) for edit in repair.lost)
        text = self.tr("Repairs that find nothing in this copy: {parts}")
        self.lost.setText(text.replace("{parts}", gone))

    def _fail(self, error: ReaderError) -> None:
        self.status.setText(f"{words(error.title)} {words(error.hint)}")
        self.status.show()
        if self._repair is not None:
            repair = self._repair
            self.blocks.show_repair(repair)
            self.pictures.show_repair(repair)
