"""The tray at the bottom of the list: what is being saved, what was, and what failed and can be retried."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.gui.article_list.pages import Footer
from reader.gui.background.save_entry import (
    SaveEntry,
    SaveState,
    explanation,
    heading,
    spoken_step,
    step_names,
    step_number,
)
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.action_item import ActionItem, UndoItem
from reader.gui.widgets.basics import IconButton, label, push_button

MOST_SHOWN = 3
"""Items shown before the rest is folded into “2 more”."""
MOST_ITEMS = 30
"""Widgets made at most: of two hundred links, the others get theirs as these leave."""

_ICONS = {
    SaveState.WAITING: ("clock", "muted"),
    SaveState.RUNNING: ("download", "accent"),
    SaveState.SAVED: ("circle-check", "ok"),
    SaveState.PARTIAL: ("image-off", "muted"),
    SaveState.DUPLICATE: ("copy-check", "accent"),
    SaveState.FAILED: ("circle-alert", "error"),
    SaveState.UPDATED: ("circle-check", "ok"),
    SaveState.UNCHANGED: ("circle-check", "muted"),
    SaveState.KEPT: ("shield-check", "accent"),
}


class SaveItem(ActionItem):
    """A link being saved, with its four named steps. Each signal carries its `SaveEntry`."""

    browser_wanted = Signal(object)
    cancel_wanted = Signal(object)
    dismissed = Signal(object)
    open_wanted = Signal(object)
    pictures_wanted = Signal(object)
    remove_wanted = Signal(object)
    retry_wanted = Signal(object)
    text_wanted = Signal(object)
    update_wanted = Signal(object)

    def __init__(self, entry: SaveEntry, tray: SaveTray) -> None:
        super().__init__(tray)
        self.entry = entry
        self._shown_state: SaveState | None = None
        self.shown_before: SaveState | None = None
        self._steps: QWidget | None = None
        self._bars: list[QProgressBar] = []
        self._names: list[QLabel] = []
        self.left.connect(lambda: self.dismissed.emit(self.entry))

    def _make_steps(self) -> QWidget:
        """The bars and their names, made when the save begins: of two hundred links most only wait."""
        steps = QWidget()
        self._bars = [QProgressBar() for _ in range(4)]
        self._names = [label("meta") for _ in range(4)]
        columns = QGridLayout(steps)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setHorizontalSpacing(6)
        columns.setVerticalSpacing(4)
        for column, (bar, name) in enumerate(zip(self._bars, self._names, strict=True)):
            bar.setTextVisible(False)
            bar.setProperty("scale", "header")
            bar.setMinimumWidth(8)
            name.setMinimumWidth(8)
            bar.setAccessibleName(name.text())
            columns.addWidget(bar, 0, column)
            columns.addWidget(name, 1, column)
            columns.setColumnStretch(column, 1)
        self._grid.addWidget(steps, 1, 0, 1, 3)
        return steps

    def refresh(self) -> None:
        """Show the entry as it is now."""
        entry = self.entry
        self.show_words(heading(entry), explanation(entry), *_ICONS[entry.state])
        if self._steps is None and entry.state is SaveState.RUNNING:
            self._steps = self._make_steps()
        if self._steps is not None:
            self._steps.setVisible(entry.state is SaveState.RUNNING)
        if entry.active:
            self._show_steps()
        if entry.state is not self._shown_state:
            self._shown_state = entry.state
            self._offer()
            self.leave_later(entry.state in (SaveState.SAVED, SaveState.UPDATED, SaveState.UNCHANGED))

    def retranslate(self) -> None:
        first, leaving = self._shown_state is None, self._timer.isActive()
        self._shown_state = None
        self.refresh()
        if not first and not leaving:
            self.leave_later(False)

    def _show_steps(self) -> None:
        current = step_number(self.entry)
        for number, (bar, name) in enumerate(zip(self._bars, self._names, strict=True)):
            text = step_names(self.entry)[number]
            name.setText(text)
            name.setStyleSheet("font-weight: 600; color: palette(text);" if number == current else "")
            bar.setRange(0, 100)
            bar.setAccessibleName(text)
            bar.setValue(self._percent(number, current))
        self.setAccessibleDescription(spoken_step(self.entry))

    def _percent(self, number: int, current: int) -> int:
        if number < current or self.entry.step == "saved":
            return 100
        if number > current:
            return 0
        share = self.entry.done / self.entry.total if self.entry.total else 0
        return max(8, round(100 * share))  # the step under way never looks empty

    def _offer(self) -> None:
        entry = self.entry
        retry = (self.tr("Retry"), lambda: self.retry_wanted.emit(entry))
        remove = (self.tr("Remove"), lambda: self.remove_wanted.emit(entry))
        browser = (self.tr("Open in browser"), lambda: self.browser_wanted.emit(entry))
        opens = (self.tr("Open"), lambda: self.open_wanted.emit(entry))
        if entry.active:
            self.set_actions([])
            cancel = IconButton("x")
            cancel.set_name(self.tr("Cancel"))
            cancel.clicked.connect(lambda: self.cancel_wanted.emit(entry))
            self.set_side(cancel)
        elif entry.state is SaveState.FAILED:
            retryable = entry.error is not None and entry.error.retryable
            again = retry if retryable else browser
            if entry.error is not None and entry.error.kind == "no-article" and entry.host:
                again = (self.tr("Save as text"), lambda: self.text_wanted.emit(entry))
            self.set_actions([again, remove])
        elif entry.state is SaveState.PARTIAL:
            again = (self.tr("Retry pictures"), lambda: self.pictures_wanted.emit(entry))
            self.set_actions([again, opens])
        elif entry.state is SaveState.DUPLICATE:
            update = (self.tr("Update copy"), lambda: self.update_wanted.emit(entry))
            close = (self.tr("Close"), lambda: self.dismissed.emit(entry))
            self.set_actions([opens, update, close])
        else:
            self.set_actions([opens])


class SaveTray(ThemedWidget, Footer):
    """The items, newest on top. Its signals carry the `SaveEntry` concerned."""

    cancel_wanted = Signal(object)
    retry_wanted = Signal(object)
    text_wanted = Signal(object)
    remove_wanted = Signal(object)
    open_wanted = Signal(object)
    browser_wanted = Signal(object)
    pictures_wanted = Signal(object)
    update_wanted = Signal(object)
    dismissed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[int, SaveItem] = {}
        self._waiting: dict[int, SaveEntry] = {}
        self._undo: UndoItem | None = None
        self._guests: list[ActionItem] = []
        self._all_shown = False
        self._fold_asked = False
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(8)
        self._more = push_button("flat", "row")
        self._more.clicked.connect(self._toggle_all)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    @property
    def items(self) -> list[SaveItem]:
        """The items of links, newest first."""
        return sorted(self._items.values(), key=lambda item: -item.entry.number)

    def show_entry(self, entry: SaveEntry) -> None:
        """Add the item of an entry, or show its entry as it is now."""
        item = self._items.get(entry.number)
        if item is not None:
            item.refresh()
            if entry.state is item.shown_before:
                return  # a step of the same state moves nothing around it
            item.shown_before = entry.state
        elif len(self._items) >= MOST_ITEMS:
            if entry.state is SaveState.SAVED:
                self._waiting.pop(entry.number, None)
                self.dismissed.emit(entry)
                return
            self._waiting[entry.number] = entry
        else:
            self._waiting.pop(entry.number, None)
            self._make_item(entry)
        self._fold_later()

    def remove_entry(self, entry: SaveEntry) -> None:
        """Take the item of an entry out; the focus goes to the next one when it was inside."""
        item = self._items.pop(entry.number, None)
        if item is None:
            if self._waiting.pop(entry.number, None) is not None:
                self._fold_later()
            return
        if self._waiting:
            self._make_item(self._waiting.pop(next(iter(self._waiting))))
        had_focus = item.isAncestorOf(self.window().focusWidget() or self)
        self._drop(item)
        if had_focus:
            self.focusNextChild()
        self._fold()

    def _make_item(self, entry: SaveEntry) -> None:
        item = self._items[entry.number] = SaveItem(entry, self)
        item.shown_before = entry.state
        for mine, its in (
            (self.cancel_wanted, item.cancel_wanted),
            (self.retry_wanted, item.retry_wanted),
            (self.text_wanted, item.text_wanted),
            (self.remove_wanted, item.remove_wanted),
            (self.open_wanted, item.open_wanted),
            (self.browser_wanted, item.browser_wanted),
            (self.pictures_wanted, item.pictures_wanted),
            (self.update_wanted, item.update_wanted),
            (self.dismissed, item.dismissed),
        ):
            its.connect(mine)
        newer = sum(number > entry.number for number in self._items)
        self._column.insertWidget(newer + (self._undo is not None), item)

    def show_undo(self, text: str, icon_name: str, undo: Callable[[], None]) -> None:
        """Say what was done, with Undo; it replaces the one before."""
        self.hide_undo()
        self._undo = UndoItem(text, icon_name, undo, self)
        self._undo.left.connect(self.hide_undo)
        self._column.insertWidget(0, self._undo)
        self._fold()

    def hide_undo(self) -> None:
        """Take the offer to undo away."""
        if self._undo is not None:
            self._drop(self._undo)
            self._undo = None
            self._fold()

    def show_guest(self, item: ActionItem) -> None:
        """Show an item of another feature below the saves; its owner takes it away."""
        self._guests.append(item)
        self._column.addWidget(item)
        self._fold()

    def drop_guest(self, item: ActionItem) -> None:
        """Take such an item away."""
        if item in self._guests:
            self._guests.remove(item)
            self._drop(item)
            self._fold()

    def apply_theme(self) -> None:
        self.hide_undo()

    def retranslate(self) -> None:
        self.hide_undo()
        self._fold()

    def _drop(self, item: ActionItem) -> None:
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()

    def _toggle_all(self) -> None:
        self._all_shown = not self._all_shown
        self._fold()

    def _fold_later(self) -> None:
        """Fold at once for a few items; once for all of what happens in this turn when they are many."""
        if not self._waiting:
            self._fold()
        elif not self._fold_asked:
            self._fold_asked = True
            QTimer.singleShot(0, self, self._fold)

    def _fold(self) -> None:
        """Show three items and how many more there are, and be as high as what is shown, to a limit."""
        self._fold_asked = False
        items = self.items
        hidden = max(0, len(items) - MOST_SHOWN) + len(self._waiting)
        for number, item in enumerate(items):
            item.setVisible(self._all_shown or number < MOST_SHOWN)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("Show fewer") if self._all_shown else self.tr("%n more", None, hidden))
        self.setVisible(bool(items or self._guests) or self._undo is not None)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if self.isHidden():  # measured once it is shown: its scroll area would miss a resize made before
            return
        width = self.width() or 392
        wanted = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else -1
        if wanted < 0:
            wanted = self._column.sizeHint().height()
        most = max(160, self.window().height() // 2)
        self.setFixedHeight(min(wanted, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Not at once: while a widget is being shown Qt forgets the resize that this asks for.
            QTimer.singleShot(0, self, self._fit)
