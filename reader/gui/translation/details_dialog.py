"""What made a translation, when, how long it took, what the check found, and the sentences it left marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import Hop
from reader.gui.reading.article_content import TranslationState
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.translation.fault_text import short_reason
from reader.gui.translation.translation_text import TranslationTexts
from reader.gui.widgets.basics import in_direction, label, push_button, surface

WIDTH = 520
_LIST_HEIGHT = 150

Marked = tuple[str, Callable[[], None]]
"""A sentence that may be wrong, and what goes there."""


class TranslationDetails(QDialog):
    """Tells about one translation.

    Args:
        parent: the window. state: the translation. target: its language.
        made_at: when it was made, ISO 8601 in UTC, or "". marked: sentences left marked.
    """

    again_wanted = Signal()

    def __init__(
        self, parent: QWidget, state: TranslationState, target: str, made_at: str, marked: Sequence[Marked]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About this translation"))
        self.setFixedWidth(min(WIDTH, parent.width() - 24))
        surface(self, "page")
        self._words = TranslationTexts(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(6)
        title = label("dialog-title", wrap=True)
        title.setText(fill(self.tr("Translation to {language}"), language=language_name(target)))
        self._column.addWidget(title)
        self._add_making(state, made_at)
        self._add_report(state)
        self.list = QListWidget()
        self._add_marked(marked)
        self._column.addSpacing(8)
        self._column.addLayout(self._foot())

    def _add_making(self, state: TranslationState, made_at: str) -> None:
        self._head(self.tr("Made by"))
        for hop in state.route.hops if state.route is not None else ():
            self._line(self._model(hop))
        if state.route is not None and any(hop.engine for hop in state.route.hops):
            self._line(self.tr("Firefox models do not say how sure they are: no sentence is shaded."))
        moment = QDateTime.fromString(made_at[:19], Qt.DateFormat.ISODate)
        if moment.isValid():
            moment.setTimeZone(QDateTime.currentDateTimeUtc().timeZone())
            shown = QLocale().toString(moment.toLocalTime(), QLocale.FormatType.ShortFormat)
            self._line(fill(self.tr("On {date}"), date=shown))
        if state.seconds >= 1:
            self._line(self._words.took(state))

    def _add_report(self, state: TranslationState) -> None:
        self._head(self.tr("Check of every sentence"))
        health = state.health
        self._line(self._words.report(state))
        if health.faults:
            counts = sorted(health.faults.items(), key=lambda item: -item[1])
            self._line(", ".join(f"{short_reason(kind)} {isolate(count)}" for kind, count in counts))

    def _add_marked(self, marked: Sequence[Marked]) -> None:
        self.list.setVisible(bool(marked))
        if not marked:
            return
        self._head(self.tr("Sentences that may be wrong"))
        self.list.setAccessibleName(self.tr("Sentences that may be wrong"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(min(_LIST_HEIGHT, 12 + 26 * len(marked)))
        for text, go in marked:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, go)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)
        self._column.addWidget(self.list)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.accept()
        item.data(Qt.ItemDataRole.UserRole)()

    def _model(self, hop: Hop) -> str:
        text = (
            self.tr("Demonstration model {source} → {target}, version {version}")
            if hop.demonstration
            else self.tr("Model {source} → {target}, version {version}")
        )
        shown = fill(
            text, source=language_name(hop.source), target=language_name(hop.target), version=hop.version
        )
        return f"{shown} · {isolate(hop.engine.capitalize())}" if hop.engine else shown

    def _head(self, text: str) -> None:
        made = label("section")
        made.setText(text)
        self._column.addSpacing(6)
        self._column.addWidget(made)

    def _line(self, text: str) -> None:
        made = label(wrap=True)
        made.setText(in_direction(text, self.layoutDirection() == Qt.LayoutDirection.RightToLeft))
        self._column.addWidget(made)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        again, close = push_button(), push_button("primary")
        again.setText(self.tr("Translate again…"))
        again.clicked.connect(self._on_again)
        close.setText(self.tr("Close"))
        close.clicked.connect(self.accept)
        row.addWidget(again)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _on_again(self) -> None:
        self.accept()
        self.again_wanted.emit()
