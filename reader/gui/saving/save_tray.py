"""The tray at the bottom of the list: what is being saved, and one quiet line for what remains of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from reader.gui.article_list.pages import Footer
from reader.gui.background.before_paint import BeforePaint
from reader.gui.background.save_entry import SaveEntry, SaveState
from reader.gui.saving.save_item import SaveItem
from reader.gui.saving.save_line import SaveLine, counts_of
from reader.gui.saving.save_panel import SavePanel
from reader.gui.theme.themed_widget import ThemedWidget
from reader.gui.widgets.action_item import ActionItem, UndoItem
from reader.gui.widgets.basics import plain_viewport

MOST_ITEMS = 3
"""Saves that have an item of their own; the others are counted in the line."""

_DONE = (SaveState.SAVED, SaveState.PARTIAL, SaveState.UPDATED)
_OPENED = (SaveState.SAVED, SaveState.DUPLICATE)
"""States whose item offers to open the article, and has nothing else to tell."""
_KEPT = (SaveState.FAILED, SaveState.PARTIAL)
"""States that stay in the panel when their item leaves."""


class SaveTray(ThemedWidget, Footer):
    """At most three items, newest on top, and the line; the line opens the panel in their place.

    The signals carry the `SaveEntry` concerned; those of all carry the entries.
    """

    cancel_wanted = Signal(object)
    retry_wanted = Signal(object)
    text_wanted = Signal(object)
    remove_wanted = Signal(object)
    open_wanted = Signal(object)
    browser_wanted = Signal(object)
    update_wanted = Signal(object)
    archive_wanted = Signal(object)
    dismiss_wanted = Signal(object)
    retry_all_wanted = Signal(list)
    remove_all_wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[int, SaveEntry] = {}
        self._items: dict[int, SaveItem] = {}
        self._aside: set[int] = set()
        self._saved: set[int] = set()
        self._undo: UndoItem | None = None
        self._guests: list[ActionItem] = []
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 4, 12, 12)
        self._column.setSpacing(8)
        self._scroll, port = QScrollArea(), plain_viewport()
        port.setAutoFillBackground(False)
        self._scroll.setViewport(port)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        self.panel, self.line = SavePanel(), SaveLine()
        self.panel.hide()
        self.panel.view.wanted.connect(self._ask)
        self.panel.retry_all_wanted.connect(lambda: self.retry_all_wanted.emit(self._of(*_KEPT)))
        self.panel.remove_all_wanted.connect(lambda: self.remove_all_wanted.emit(self._of(*_KEPT)))
        self.line.pressed_by_reader.connect(self.toggle_panel)
        self._soon = BeforePaint(self, self._show)
        # Not at once: while a widget is being shown Qt forgets the resize that this asks for.
        self._fit_soon = BeforePaint(self, self._fit_to_entries)
        self._inside.installEventFilter(self)
        self._before: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.panel, self._scroll, self.line):
            outer.addWidget(part)

    @property
    def items(self) -> list[SaveItem]:
        """The items of links, newest first."""
        return sorted(self._items.values(), key=lambda item: -item.entry.number)

    @property
    def entries(self) -> list[SaveEntry]:
        """Every entry that has not left, in the order given."""
        return list(self._entries.values())

    def come_after(self, before: QWidget) -> None:
        """Say after which part Tab comes here."""
        self._before = before

    # Entries

    def show_entry(self, entry: SaveEntry) -> None:
        """Take an entry, or show it as it is now."""
        new = entry.number not in self._entries
        self._entries[entry.number] = entry
        item = self._items.get(entry.number)
        if item is not None:
            before = item.entry_state
            item.refresh()
            if entry.state is before:
                (self._fit_soon if self.panel.isHidden() else self._soon).start()  # it may need another line
                return
            self._count(entry)
            if not entry.active and self._pending():
                self._let_go(item)  # others wait for its place
        else:
            self._count(entry)
            if _boxed(entry) and len(self._items) < MOST_ITEMS:
                self._make_item(entry)
            elif not entry.active and not new:
                self._settle(entry)
        self._show_soon()

    def remove_entry(self, entry: SaveEntry) -> None:
        """Take an entry out; the focus goes to the next one when it was inside."""
        self._aside.discard(entry.number)
        if self._entries.pop(entry.number, None) is not None:
            self._free_place(entry)

    def article_opened(self, article_id: int) -> None:
        """An article is on screen: nobody needs to be told any more that it can be opened."""
        for item in self.items:
            if item.entry.article_id == article_id and item.entry.state in _OPENED:
                self._let_go(item)

    def set_aside(self, entry: SaveEntry, aside: bool) -> None:
        """Show nothing of an entry for as long as the reader is asked about it, or show it again."""
        if not aside:
            self._aside.discard(entry.number)
            self._show_soon()
        elif entry.number in self._entries:
            self._aside.add(entry.number)
            self._free_place(entry)

    def _free_place(self, entry: SaveEntry) -> None:
        item = self._items.pop(entry.number, None)
        if item is not None:
            had_focus = item.isAncestorOf(self.window().focusWidget() or self)
            self._drop(item)
            if had_focus:
                self.focusNextChild()
            self._promote()
        self._show_soon()

    def _count(self, entry: SaveEntry) -> None:
        if entry.state in _DONE:
            self._saved.add(entry.number)

    def _pending(self) -> list[SaveEntry]:
        """What is under way without an item, first what runs."""
        waiting = [e for e in self._entries.values() if _boxed(e) and e.number not in self._items]
        return sorted(waiting, key=lambda entry: entry.state is not SaveState.RUNNING)

    def _promote(self) -> None:
        """Give free places to what is under way."""
        free = MOST_ITEMS - len(self._items)
        for entry in self._pending()[:free] if free > 0 else ():
            self._make_item(entry)

    def _let_go(self, item: SaveItem) -> None:
        """An item has been seen, or its place is wanted: what needs the reader goes into the line."""
        if self._items.pop(item.entry.number, None) is not None:
            self._drop(item)
        self._settle(item.entry)
        self._promote()
        self._show_soon()

    def _settle(self, entry: SaveEntry) -> None:
        """An entry without an item is done: it leaves unless something of it is left to do."""
        if entry.state not in _KEPT and not entry.active:
            self.dismiss_wanted.emit(entry)

    def _make_item(self, entry: SaveEntry) -> None:
        item = self._items[entry.number] = SaveItem(entry, self)
        item.refresh()
        item.wanted.connect(self._ask)
        item.left.connect(partial(self._let_go, item))
        newer = sum(number > entry.number for number in self._items)
        self._column.insertWidget(newer + (self._undo is not None), item)

    def _ask(self, name: str, entry: SaveEntry) -> None:
        {
            "cancel": self.cancel_wanted.emit,
            "retry": self.retry_wanted.emit,
            "text": self.text_wanted.emit,
            "remove": self.remove_wanted.emit,
            "open": self.open_wanted.emit,
            "browser": self.browser_wanted.emit,
            "update": self.update_wanted.emit,
            "archive": self.archive_wanted.emit,
            "dismiss": self.dismiss_wanted.emit,
        }[name](entry)

    def _of(self, *states: SaveState) -> list[SaveEntry]:
        return [entry for entry in self._shown() if entry.state in states]

    def _shown(self) -> list[SaveEntry]:
        return [entry for entry in self._entries.values() if entry.number not in self._aside]

    # The panel

    def toggle_panel(self) -> None:
        """Open the panel and go to its rows, or close it."""
        if self.panel.isHidden():
            self.panel.show_entries(self._shown())
            self.panel.show()
            self._show()
            self.panel.focus_rows()
        else:
            self.close_panel()

    def close_panel(self) -> bool:
        """Close the panel; says whether it was open. The focus goes to the line."""
        if self.panel.isHidden():
            return False
        inside = self.panel.isAncestorOf(self.window().focusWidget() or self)
        self.panel.hide()
        self._show()
        if inside:
            (self.line if self.line.isVisible() else self).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # Guests

    def show_undo(self, text: str, icon_name: str, undo: Callable[[], None]) -> None:
        """Say what was done, with Undo; it replaces the one before."""
        self.hide_undo()
        self._undo = UndoItem(text, icon_name, undo, self)
        self._undo.left.connect(self.hide_undo)
        self._column.insertWidget(0, self._undo)
        self._show()

    def hide_undo(self) -> None:
        """Take the offer to undo away."""
        if self._undo is not None:
            self._drop(self._undo)
            self._undo = None
            self._show()

    def ask(
        self,
        question: str,
        about: str,
        accept: str,
        on_accept: Callable[[], object],
        on_refuse: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask something that stays until it is answered, and hinders nothing meanwhile."""
        item = ActionItem(self)

        def answer(run: Callable[[], object]) -> None:
            self.drop_guest(item)
            run()

        item.show_words(question, about, "info", "accent")
        cancel = self.tr("Cancel"), partial(answer, on_refuse)
        item.set_actions([(accept, partial(answer, on_accept)), cancel])
        self.show_guest(item)

    def show_guest(self, item: ActionItem) -> None:
        """Show an item of another feature below the saves; its owner takes it away."""
        self._guests.append(item)
        self._column.addWidget(item)
        self._show()

    def drop_guest(self, item: ActionItem) -> None:
        """Take such an item away."""
        if item in self._guests:
            self._guests.remove(item)
            self._drop(item)
            self._show()

    def apply_theme(self) -> None:
        self.hide_undo()

    def retranslate(self) -> None:
        self.hide_undo()
        self._show()

    def _drop(self, item: ActionItem) -> None:
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()

    # Looks

    def _show_soon(self) -> None:
        """Once for all of what happens in this turn."""
        if self.isHidden() and self._anything():
            self.show()
        self._soon.start()

    def _anything(self) -> bool:
        return bool(self._items or self._guests or self._undo is not None or self._line_wanted())

    def _line_wanted(self) -> bool:
        others = any(entry.number not in self._items for entry in self._shown())
        return others or not self.panel.isHidden()

    def _show(self) -> None:
        """Show line, panel and items as they are now, as high as they need, to a limit."""
        self._soon.stop()
        entries = self._shown()
        if not self._entries:
            self._saved.clear()
            self.panel.hide()
        opened = not self.panel.isHidden()
        if opened:
            self.panel.show_entries(entries)
        for item in self._items.values():
            item.setVisible(not opened)
        self.line.setVisible(self._line_wanted())
        self.line.show_counts(counts_of(entries, len(self._saved)), opened)
        self.setVisible(self._anything())
        self._order_keys()
        self._fit()
        self._fit_soon.start()

    def _order_keys(self) -> None:
        """Tab comes from the cards to what is seen here, from above."""
        before = self._before
        if before is None:
            return
        items = [item.widget() for item in map(self._column.itemAt, range(self._column.count())) if item]
        inside = [button for item in items if item for button in item.findChildren(QAbstractButton)]
        rows = self.panel.view, self.panel.retry_all, self.panel.remove_all
        for part in (*rows, *inside, self.line):
            QWidget.setTabOrder(before, part)
            before = part

    def _fit_to_entries(self) -> None:
        if self._soon.wanted:  # items that are not shown yet have no height
            self._show()
        else:
            self._fit()

    def _fit(self) -> None:
        """Be as high as what is shown needs, in the next frame already."""
        if self.isHidden():  # measured once it is shown: its scroll area would miss a resize made before
            return
        self._lay_out_now()
        width = self.width() or 392
        opened = not self.panel.isHidden()
        used = bool(self._guests or self._undo is not None or (self._items and not opened))
        self._scroll.setVisible(used)
        wanted = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else -1
        if wanted < 0:
            wanted = self._column.sizeHint().height()
        most = max(160, self.window().height() // 2)
        line = self.line.sizeHint().height() if not self.line.isHidden() else 0
        self._scroll.setFixedHeight(min(wanted, most) if used else 0)
        self.panel.setFixedHeight(min(self.panel.wanted_height(), most) if opened else 0)
        self.setFixedHeight(self._scroll.height() * used + self.panel.height() * opened + line)
        self._lay_out_now()

    def _lay_out_now(self) -> None:
        """Qt lays out what changed in this frame only where it was not asked for before."""
        if not self.isVisible():
            return
        inside = reversed(self._inside.findChildren(QWidget))  # what an item holds before the item
        for widget in (*inside, self._inside, self.parentWidget(), self):
            layout = widget.layout() if widget is not None else None
            if layout is not None:
                layout.activate()
        self._scroll.setWidgetResizable(True)  # what is in it is made as high as it needs
        self._column.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a step of a save may need another line, too
            self._fit_soon.start()
        return super().eventFilter(watched, event)


def _boxed(entry: SaveEntry) -> bool:
    """Whether an entry has an item while it is under way; missing pictures are asked for without one."""
    return entry.active and not entry.missing_pictures
