"""The field a private note is typed into: stored as it is typed, one change to undo when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from reader.core.messages import isolate
from reader.core.model import Direction
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.basics import IconButton, IconLabel, label, push_button, write_towards
from reader.reading.direction import direction_of_text

if TYPE_CHECKING:
    from reader.gui.notes.note_subject import Subject
    from reader.gui.notes.notes_store import NotesStore
    from reader.services.sync.sync_state import SyncState

REST, MOST = 500, 900
"""ms after the last letter, and after the first one not stored, until what was typed is stored."""

_QUOTED = 80
_HEIGHT = 84


class NoteField(QPlainTextEdit):
    """`left` is sent by Esc and by Ctrl+Enter; Tab goes on."""

    left = Signal()
    entered = Signal()
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_HEIGHT)
        self.textChanged.connect(self._turn)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Ctrl+Enter, which are commands elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _leaves(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.gone.emit()

    def _turn(self) -> None:
        """The note stands on the side of the language it is written in; an empty one as the interface."""
        usual = Direction.RTL if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Direction.LTR
        write_towards(self.document(), direction_of_text(self.toPlainText(), usual) is Direction.RTL)


class NoteEditor(ThemedWidget, QWidget):
    """Label, field, and the button that leaves it. What is typed goes to the store.

    Signals: `left` when the reader is done, `article_wanted` to come back from a passage to the article.
    """

    left = Signal()
    article_wanted = Signal()

    def __init__(self, store: NotesStore) -> None:
        super().__init__()
        self._store = store
        self._subject: Subject | None = None
        self._former = ""
        self._stored = ""
        self._reach: SyncState | None = None
        self._behind = False  # the library has another text than the field
        self._about = label("meta", wrap=True)
        self._back = IconButton("x")
        self._back.clicked.connect(self.article_wanted)
        self.field = NoteField()
        self.field.textChanged.connect(self._on_text)
        self.field.left.connect(self._leave)
        self.field.gone.connect(self._on_gone)
        self._lock, self.stays = IconLabel("lock", "muted", 14), label("meta", wrap=True)
        self.button = push_button("primary", "row")
        self.button.clicked.connect(self._leave)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._most = QTimer(self, singleShot=True, interval=MOST)
        for timer in (self._rest, self._most):
            timer.timeout.connect(self.flush)
        store.refused.connect(self._on_refused)
        self._lay_out()
        self.set_subject(None, "")

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._about, 1)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        foot.setSpacing(6)
        foot.addWidget(self._lock)
        foot.addWidget(self.stays, 1)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addLayout(foot)

    @property
    def subject(self) -> Subject | None:
        """What the note in the field is about."""
        return self._subject

    @property
    def busy(self) -> bool:
        """Whether the reader is in the field, or what it holds is not stored."""
        return self.field.hasFocus() or self._dirty

    @property
    def _dirty(self) -> bool:
        return self.field.toPlainText() != self._stored

    def set_subject(self, subject: Subject | None, text: str) -> None:
        """Take another note into the field; the one before is stored first. `None` closes the field.

        What was typed into it before and could not be stored comes back, and is stored if it can be now.
        """
        self.finish()
        self._former = self._stored = shown = text
        self._behind = False
        unwritten = self._store.unwritten(subject) if subject is not None else None
        if unwritten is not None:
            subject, shown = unwritten
        self._subject = subject
        if self.field.toPlainText() != shown:
            self.field.setPlainText(shown)
        self.field.setEnabled(subject is not None)
        self.button.setEnabled(subject is not None)
        self.retranslate()

    def show_text(self, text: str) -> None:
        """The note was changed elsewhere (undo, another computer): show it, once it is not being typed."""
        if self.busy:
            self._behind |= text != self._stored
        elif text != self._stored:
            self._former = self._stored = text
            self.field.setPlainText(text)

    def edit(self) -> None:
        """Go to the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def flush(self) -> None:
        """Store what is typed and not stored."""
        self._rest.stop()
        self._most.stop()
        if self._subject is None:
            return
        if self._dirty:
            base, self._stored = self._stored, self.field.toPlainText()
            self._store.type(self._subject, self._stored, base)
        else:
            self._store.forget(self._subject)

    def _on_refused(self, subject: Subject, text: str, base: str) -> None:
        """What is in the field is not stored after all: it is tried again with the next letter, and once the
        field is left."""
        if subject is self._subject and self._stored == text:
            self._stored = base

    def finish(self) -> None:
        """Store it, and make what was typed since the field was entered one change."""
        subject = self._subject
        if subject is None:
            return
        fresh = bool(subject.passages) and subject.made is None
        self.flush()
        made_now = fresh or (bool(subject.passages) and not self._former)
        if self._stored != self._former and not made_now:
            self._store.typed(subject, self._former, self._stored)
        self._former = self._stored

    def retranslate(self) -> None:
        quote = self._subject.quote if self._subject is not None else ""
        if quote:
            short = quote if len(quote) <= _QUOTED else quote[: _QUOTED - 1].rstrip() + "…"
            about = self.tr("Note on “{quote}”").replace("{quote}", isolate(short))
        else:
            about = self.tr("Note on this article")
        self._about.setText(about)
        self._back.setVisible(bool(quote))
        self._back.set_name(self.tr("Note on the whole article"))
        self.field.setAccessibleName(about)
        self._show_reach()
        self.button.setText(self.tr("Save note"))

    def set_reach(self, state: SyncState | None) -> None:
        """Say where the note goes.

        Args:
            state: how the library stands to other computers, `None` while it is this one's alone.
        """
        self._reach = state
        self._show_reach()

    def _show_reach(self) -> None:
        state = self._reach
        private = state is None or not state.notes_are_seen
        if state is None or state.only_reads:
            text = self.tr("Stays on this computer")
        elif state.others and not state.notes_are_seen:
            text = self.tr("Only on your own computers")
        elif state.others:
            names = QLocale().createSeparatedList([isolate(name) for name in state.others])
            text = self.tr("Can be read by {names}").replace("{names}", names)
        elif state.sealed:
            text = self.tr("Goes encrypted to your other computers")
        else:
            text = self.tr("Goes to the shared folder, unencrypted")
        held = self.tr("Write a private note…") if private else self.tr("Write a note…")
        self.field.setPlaceholderText(held)
        self._lock.setVisible(private and (state is None or state.sealed or bool(state.others)))
        self.stays.setText(text)
        self.field.setAccessibleDescription(text)

    def _on_text(self) -> None:
        if self._subject is not None and self._dirty:
            self._rest.start()
            if not self._most.isActive():
                self._most.start()

    def _on_gone(self) -> None:
        self.finish()
        if self._behind and self._subject is not None:
            self._behind = False
            self._store.load(self._subject.article_id)  # after what is still being written

    def _leave(self) -> None:
        self.finish()
        self.left.emit()


def _leaves(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.key() == Qt.Key.Key_Escape or (enter and control)
