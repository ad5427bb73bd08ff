"""The glossary: how names and terms are written in another language, pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from reader.core.errors import ReaderError
from reader.gui.dialogs.file_dialog import FileDialog
from reader.gui.dialogs.notices import Notices
from reader.gui.glossary import glossary_jobs
from reader.gui.glossary.glossary_jobs import EVERY, GlossaryState, Pair
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill, words
from reader.gui.widgets.basics import label, push_button, surface
from reader.gui.widgets.form_editors import DropDown
from reader.gui.widgets.whole_dialog import size_over
from reader.services.unstored_acts.translation_acts import TermKept, TermsForgotten

if TYPE_CHECKING:
    from reader.core.glossary import Term
    from reader.gui.context import WindowContext
    from reader.services.unstored_acts.kinds import Act

SIZE = (640, 560)
_LONGEST = 200  # characters of a term


class GlossaryDialog(QDialog):
    """Shows and edits the terms; every change applies at once.

    Args:
        context: whose library it is.
        pair: the languages to begin with; any when they are empty.
        term: a term to begin with, such as the selection.
    """

    terms_changed = Signal(list)
    """The dialog closes; carries the terms that are new or other ones."""

    def __init__(self, context: WindowContext, pair: Pair, term: str = "") -> None:
        window = context.window
        super().__init__(window)
        self._context = context
        self._notices = Notices(self)
        self._wanted = pair
        self._state = GlossaryState((), ())
        self._changed: dict[tuple[str, str, str], Term] = {}
        self._filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Glossary"))
        self.resize(size_over(window, SIZE))
        surface(self, "page")
        self.pairs = DropDown([])
        self.pairs.setAccessibleName(self.tr("Languages"))
        self.pairs.currentIndexChanged.connect(lambda _index: self._fill())
        self.table = self._make_table()
        self.term, self.translation = QLineEdit(term[:_LONGEST]), QLineEdit()
        self.status = label("meta", wrap=True)
        self._lay_out()
        (self.translation if term else self.term).setFocus()
        self._work(glossary_jobs.state, self._show)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(10)
        title, intro = label("dialog-title"), label("muted", wrap=True)
        title.setText(self.tr("Glossary"))
        intro.setText(
            self.tr(
                "How names and terms are translated. Without a translation a term stays as it is. "
                "Every change applies at once."
            )
        )
        for part in (title, intro, self.pairs):
            outer.addWidget(part)
        outer.addWidget(self.table, 1)
        outer.addLayout(self._entry())
        outer.addWidget(self.status)
        outer.addLayout(self._foot())

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 2)
        table.setAccessibleName(self.tr("Terms"))
        table.setHorizontalHeaderLabels([self.tr("Term"), self.tr("Translation")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.itemChanged.connect(self._on_edited)
        table.itemSelectionChanged.connect(self._enable)
        return table

    def _entry(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, name in ((self.term, self.tr("Term")), (self.translation, self.tr("Translation"))):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setMaxLength(_LONGEST)
            field.returnPressed.connect(self.add)
            row.addWidget(field, 1)
        self.add_button = push_button("primary")
        self.add_button.setText(self.tr("Add"))
        self.add_button.clicked.connect(self.add)
        row.addWidget(self.add_button)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.delete_button = push_button()
        self.export_button = push_button()
        actions: tuple[tuple[QPushButton, str, Callable[[], None]], ...] = (
            (self.delete_button, self.tr("Delete"), self.delete),
            (push_button(), self.tr("Import…"), self._choose_import),
            (self.export_button, self.tr("Export…"), self._choose_export),
        )
        for button, name, action in actions:
            button.setText(name)
            button.clicked.connect(lambda _checked=False, run=action: run())
            row.addWidget(button)
        row.addStretch(1)
        close = push_button()
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    @property
    def pair(self) -> Pair:
        """The languages whose terms are shown."""
        found = self.pairs.currentData()
        return (str(found[0]), str(found[1])) if found else self._wanted

    def add(self) -> None:
        """Add the term in the fields."""
        text = " ".join(self.term.text().split())
        if text:
            self._put(text, " ".join(self.translation.text().split()))
            self.term.clear()
            self.translation.clear()
            self.term.setFocus()

    def delete(self) -> None:
        """Forget the chosen terms."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        terms = [self._shown()[row] for row in rows]
        if terms:
            self._work(partial(glossary_jobs.remove, terms), self._show, TermsForgotten(tuple(terms)))

    def done(self, result: int) -> None:
        """Tell what changed, so that it can be translated again."""
        if self._changed:
            self.terms_changed.emit(list(self._changed.values()))
            self._changed = {}
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del forgets the chosen terms."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.delete()
            return
        super().keyPressEvent(event)

    # Inside

    def _show(self, state: GlossaryState) -> None:
        self._state = state
        wanted = self.pair
        self._filling = True
        self.pairs.clear()
        pairs = state.pairs if wanted in state.pairs or not all(wanted) else (*state.pairs, wanted)
        for pair in pairs:
            self.pairs.addItem(self._pair_text(pair), pair)
        place = pairs.index(wanted) if wanted in pairs else 0
        self.pairs.setCurrentIndex(place)
        self._filling = False
        self._fill()

    def _fill(self) -> None:
        if self._filling:
            return
        self._wanted = self.pair
        self._filling = True
        terms = self._shown()
        self.table.setRowCount(len(terms))
        for row, term in enumerate(terms):
            for column, text in enumerate((term.term, term.translation)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self._filling = False
        text = self.tr("%n terms", "", len(terms)) if terms else self.tr("No term for these languages yet.")
        self.status.setText(text)
        self._enable()

    def _enable(self) -> None:
        """Offer what there is something for."""
        self.delete_button.setEnabled(bool(self.table.selectedIndexes()))
        self.export_button.setEnabled(bool(self._state.terms))

    def _shown(self) -> list[Term]:
        pair = self.pair
        return [term for term in self._state.terms if (term.source, term.target) == pair]

    def _pair_text(self, pair: Pair) -> str:
        source = language_name(pair[0])
        if pair[1] == EVERY:
            return fill(self.tr("From {source} to every language"), source=source)
        return fill(self.tr("From {source} to {target}"), source=source, target=language_name(pair[1]))

    def _on_edited(self, item: QTableWidgetItem) -> None:
        if self._filling:
            return
        before = self._shown()[item.row()]
        cells = [self.table.item(item.row(), column) for column in (0, 1)]
        text, translation = (" ".join(cell.text().split())[:_LONGEST] if cell else "" for cell in cells)
        if not text:
            self._fill()
        elif (text, translation) != (before.term, before.translation):
            self._put(text, translation, before.term)

    def _put(self, text: str, translation: str, replaced: str = "") -> None:
        from reader.core.glossary import Term

        term = Term(*self.pair, text, translation)
        self._changed[term.source, term.target, term.term] = term
        self._work(partial(glossary_jobs.put, term, replaced), self._show, TermKept(term, replaced))

    def _choose_import(self) -> None:
        dialog = self._file_dialog(self.tr("Import terms"), QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_in)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = self._file_dialog(self.tr("Export terms"), QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = FileDialog(self, title)
        dialog.setFileMode(mode)
        tables, memories = self.tr("Tables"), self.tr("Translation memories")
        dialog.setNameFilters([f"{tables} (*.csv)", f"{memories} (*.tmx)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def export(self, name: str) -> None:
        """Write every term to a file."""
        path = Path(name)
        self._work(
            partial(glossary_jobs.export, path),
            lambda count: self._say(fill(self.tr("%n terms written to {file}", "", count), file=path.name)),
        )

    def take_in(self, name: str) -> None:
        """Take over the terms of a file."""
        self._work(partial(glossary_jobs.take_in, Path(name)), self._on_taken)

    def _on_taken(self, result: tuple[int, int, GlossaryState]) -> None:
        taken, refused, state = result
        known = {(t.source, t.target, t.term): t.translation for t in self._state.terms}
        for term in state.terms:
            key = (term.source, term.target, term.term)
            if known.get(key) != term.translation:
                self._changed[key] = term
        self._show(state)
        text = self.tr("%n terms taken over", "", taken)
        if refused:
            left_out = self.tr("%n rows were no terms", "", refused)
            text = f"{text} · {left_out}"
        self._say(text)

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self._notices.announce(text)

    def _work(self, work: Callable[..., Any], done: Callable[[Any], object], act: Act | None = None) -> None:
        session = self._context.library.session
        if session is None:
            return

        def call(result: object) -> None:
            if shiboken6.isValid(self):
                done(result)

        def fail(error: ReaderError) -> None:
            if shiboken6.isValid(self):
                self._say(f"{words(error.title)} {words(error.hint)}")

        job = self._context.jobs.submit(
            "library", lambda progress: work(session, progress), done=call, failed=fail, keep=True
        )
        job.acts = () if act is None else (act,)
