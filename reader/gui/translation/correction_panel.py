"""The small panel that corrects one translated sentence: the original above, the translation to edit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reader.core.languages import direction_of
from reader.core.model import Direction, SentenceState, TranslatedSentence
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill
from reader.gui.theme.fonts import arabic_font, reading_font
from reader.gui.translation.fault_text import state_words
from reader.gui.widgets.basics import label, push_button, surface, write_towards

WIDTH = 560
_LONGEST = 10_000  # characters of one sentence


class _Field(QPlainTextEdit):
    """Enter is done, Shift+Enter does nothing: a sentence has one line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Tab:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CorrectionPanel(QDialog):
    """Edits one sentence.

    Args:
        parent: the window.
        languages: of the original and of the translation.
        pair: the sentence as it is.
    """

    saved = Signal(str)
    """The reader's translation."""
    taken_back = Signal()
    """The machine's translation is wanted instead of the reader's."""

    def __init__(self, parent: QWidget, languages: tuple[str, str], pair: TranslatedSentence) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Correct this sentence"))
        self.setFixedWidth(min(WIDTH, parent.width() - 24))
        surface(self, "page")
        self._before = pair.target
        source = label("muted", wrap=True)
        source.setText(pair.source)
        source.setAlignment(_side_of(languages[0]) | Qt.AlignmentFlag.AlignAbsolute)
        target = languages[1]
        caption = label("section")
        caption.setText(fill(self.tr("Your translation to {language}"), language=language_name(target)))
        self.field = _Field()
        self.field.setAccessibleName(caption.text())
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(120)
        self.field.setPlainText(pair.target)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.entered.connect(self.save)
        self.remark = label("meta", wrap=True)
        self.remark.setText(state_words(pair.state, pair.faults))
        self.remark.setVisible(bool(self.remark.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for part in (source, self.remark, caption, self.field):
            column.addWidget(part)
        column.addLayout(self._buttons(pair))
        self._dress_field(target)  # last: a widget that gets a parent loses its font to the sheet
        self.field.setFocus()

    def open_at(self, pane: ReadingPane) -> None:
        """Open it under the current sentence, inside the window."""
        self.adjustSize()
        view, top = pane.view, pane.sentence_cursor.line_top() or 0.0
        below = view.viewport().mapToGlobal(QPoint(0, round(top) + 2 * pane.presenter.line_height))
        window = self.parentWidget().frameGeometry()
        x = view.viewport().mapToGlobal(view.viewport().rect().center()).x() - self.width() // 2
        y = min(below.y(), window.bottom() - self.height() - 12)
        self.move(max(window.left() + 12, x), max(window.top() + 12, y))
        self.open()

    def parentWidget(self) -> QWidget:
        """The window it belongs to."""
        parent = super().parentWidget()
        assert parent is not None
        return parent

    def save(self) -> None:
        """Keep what was written; nothing written or nothing changed keeps what there was."""
        text = " ".join(self.field.toPlainText().split())[:_LONGEST]
        if text and text != self._before:
            self.saved.emit(text)
        self.accept()

    def _dress_field(self, target: str) -> None:
        """Font, direction and side of the language that is written in it."""
        rtl = direction_of(target) is Direction.RTL
        direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self.field.setLayoutDirection(direction)
        write_towards(self.field.document(), rtl)
        self.field.ensurePolished()
        self.field.setFont(arabic_font(20) if rtl else reading_font(17))

    def _buttons(self, pair: TranslatedSentence) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = push_button("flat")
        self.back.setText(self.tr("Back to the machine’s translation"))
        self.back.setVisible(pair.state is SentenceState.CORRECTED)
        self.back.clicked.connect(self._on_back)
        cancel, keep = push_button(), push_button("primary")
        cancel.setText(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        keep.setText(self.tr("Save"))
        keep.clicked.connect(self.save)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(keep)
        return row

    def _on_back(self) -> None:
        self.taken_back.emit()
        self.accept()


def _side_of(language: str) -> Qt.AlignmentFlag:
    rtl = direction_of(language) is Direction.RTL
    return Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
