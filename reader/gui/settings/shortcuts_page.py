"""Settings, Keyboard: every command with its keys; a key is changed by pressing the new one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.commands import COMMANDS
from reader.gui.keyboard.command_groups import GROUPS, group_of
from reader.gui.keyboard.command_names import command_name
from reader.gui.keyboard.key_caps import caps_of
from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.keymap import CONTEXTS, text_of_own_keys
from reader.gui.settings.shortcut_recorder import ShortcutRecorder
from reader.gui.text.messages import fill
from reader.gui.widgets.basics import IconButton, label, push_button

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.keymap import Keymap
    from reader.gui.keyboard.live_keys import LiveKeys


HEIGHT = 42
SLICE = 10
"""Rows made at once."""


class KeyRow(QWidget):
    """One command: its name, its keys, one more key, back to the default ones.

    There are some two hundred rows, and a change of the theme dresses every widget: so a row has those
    widgets only that show something.
    """

    def __init__(self, page: ShortcutsPage, command_id: str) -> None:
        super().__init__()
        self.command_id = command_id
        self._page = page
        self.name = page.name_of(command_id)
        self.words = label(wrap=True)
        self.words.setText(self.name)
        self._said: QLabel | None = None
        self._reset: IconButton | None = None
        self._line = QHBoxLayout()
        self._line.setContentsMargins(6, 6, 6, 6)
        self._line.setSpacing(8)
        self._line.addWidget(self.words, 1)
        self.buttons: list[ShortcutRecorder] = []
        self.setMinimumHeight(HEIGHT)
        self.setProperty("kind", "ruled")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 1)
        self._column.setSpacing(0)
        self._column.addLayout(self._line)
        self.renew()

    @property
    def keys(self) -> tuple[str, ...]:
        """The command's keys as they are now."""
        return self._page.keymap().keys_of(self.command_id)

    @property
    def own(self) -> bool:
        """Whether the keys are others than the default ones."""
        return self.keys != COMMANDS[self.command_id].keys

    @property
    def reset(self) -> IconButton:
        """The way back to the default keys, at the row's end while they are others."""
        if self._reset is None:
            self._reset = IconButton("rotate-ccw")
            self._reset.set_name(
                fill(self.tr("Default keys: {command}"), command=self.name), self.tr("Default keys")
            )
            self._reset.clicked.connect(
                lambda: self._page.give(self.command_id, COMMANDS[self.command_id].keys)
            )
            self._line.addWidget(self._reset)
        return self._reset

    @property
    def said(self) -> QLabel:
        """Why a key was refused, below the row while there is something to say."""
        if self._said is None:
            self._said = label("error", wrap=True)
            self._said.setContentsMargins(6, 0, 6, 6)
            self._said.hide()
            self._column.addWidget(self._said)
        return self._said

    def renew(self) -> None:
        """Show the keys as they are now; the focus stays on the same place of the row."""
        if [button.keys for button in self.buttons] != [*self.keys, ""]:
            self._renew_buttons()
        if self.own or self._reset is not None:
            self.reset.setVisible(self.own)

    def _renew_buttons(self) -> None:
        focus = next((n for n, b in enumerate(self.buttons) if b.hasFocus()), -1)
        for button in self.buttons:
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(n, keys) for n, keys in enumerate((*self.keys, ""))]
        for place, button in enumerate(self.buttons, self._line.indexOf(self.words) + 1):
            self._line.insertWidget(place, button)
            button.show()  # now, so that it can take the focus
        if focus >= 0:
            self.buttons[min(focus, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """Say why a key was refused; an empty text says nothing any more."""
        if text or self._said is not None:
            self.said.setText(text)
            self.said.setVisible(bool(text))

    def _button(self, number: int, keys: str) -> ShortcutRecorder:
        page = self._page
        button = ShortcutRecorder(
            keys, page.resolver, page.begins, self.name, partial(page.turned, self.command_id)
        )
        button.recorded.connect(partial(page.record, self, number))
        button.removed.connect(partial(page.remove, self, number))
        button.refused.connect(partial(page.refuse, self))
        return button


class ShortcutsPage(QWidget):
    """Changes the reader's own keys; what they mean changes at once everywhere.

    Args:
        context: of the window. keys: those shown and changed.
    """

    def __init__(self, context: WindowContext, keys: LiveKeys) -> None:
        super().__init__()
        self.context, self._keys = context, keys
        self.rows: list[KeyRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        every = push_button("", "row")
        every.setText(self.tr("Default keys for every command"))
        every.clicked.connect(self.reset_all)
        column.addSpacing(12)
        column.addWidget(every, 0, Qt.AlignmentFlag.AlignLeading)
        self._missing = self._parts()
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._add_some)
        self._slices.start()
        self._add_some()

    def complete(self) -> None:
        """Make every row now; by itself they come some at a time, so that nothing waits for them."""
        while self._slices.isActive():
            self._add_some()

    def row(self, command_id: str) -> KeyRow:
        """The row of a command."""
        self.complete()
        return next(row for row in self.rows if row.command_id == command_id)

    def _parts(self) -> Iterator[str]:
        """Group by group: its title, then the ids of its commands."""
        served = set(self._keys.served)
        for group, title in GROUPS.items():
            members = [c.id for c in COMMANDS.values() if c.id in served and group_of(c) == group]
            if members:
                yield QCoreApplication.translate("help", title)
                yield from members

    def _add_some(self) -> None:
        for _ in range(SLICE):
            part = next(self._missing, "")
            if not part:
                self._slices.stop()
                return
            if part in COMMANDS:
                row = KeyRow(self, part)
                self.rows.append(row)
                self._list.addWidget(row)
            else:
                heading = label("section")
                heading.setText(part)
                heading.setContentsMargins(6, 16, 6, 4)
                self._list.addWidget(heading)

    def name_of(self, command_id: str) -> str:
        """What a command is called out of its menu."""
        return command_name(command_id).rstrip("…")

    def keymap(self) -> Keymap:
        """Which command each key means now."""
        return self._keys.keymap

    def resolver(self) -> KeyResolver:
        """The window's resolver of keys."""
        return self._keys.resolver

    def begins(self, name: str) -> bool:
        """Whether a key starts a sequence somewhere."""
        return any(self._keys.keymap.begins(context, name) for context in CONTEXTS)

    def turned(self, command_id: str, keys: str) -> str:
        """What to press for a bound key of a command, or the bound key for what was pressed."""
        return self._keys.keymap.turned(command_id, keys)

    def record(self, row: KeyRow, number: int, keys: str) -> None:
        """Give a command a key in place of its `number`th one, unless another command has it."""
        other = self._keys.keymap.conflict(row.command_id, keys)
        if other:
            shown = " ".join(caps_of(self.turned(row.command_id, keys)))
            self._tell(
                row,
                fill(self.tr("{keys} belongs to “{command}”."), keys=shown, command=self.name_of(other)),
            )
            return
        before = list(row.keys)
        if number < len(before):
            before[number] = keys
        else:
            before.append(keys)
        self.give(row.command_id, tuple(dict.fromkeys(before)))

    def remove(self, row: KeyRow, number: int) -> None:
        """Take a key from a command."""
        self.give(row.command_id, tuple(key for n, key in enumerate(row.keys) if n != number))

    def refuse(self, row: KeyRow, keys: str) -> None:
        """Say that a key cannot be given away."""
        shown = " ".join(caps_of(keys))
        self._tell(row, fill(self.tr("{keys} moves between controls and cannot be changed."), keys=shown))

    def give(self, command_id: str, keys: tuple[str, ...]) -> None:
        """Let a command have these keys; back to the default ones only where nobody took them meanwhile."""
        row, keymap = self.row(command_id), self._keys.keymap
        for name in keys:
            other = keymap.conflict(command_id, name)
            if other:
                shown = " ".join(caps_of(self.turned(command_id, name)))
                self._tell(
                    row,
                    fill(self.tr("{keys} belongs to “{command}”."), keys=shown, command=self.name_of(other)),
                )
                return
        for each in self.rows:
            each.say("")
        own = {**keymap.own, command_id: keys}
        self.context.options.set("own_keys", text_of_own_keys(own))
        caps = [" ".join(caps_of(self.turned(command_id, name))) for name in keys]
        shown = " · ".join(caps) or self.tr("no key")
        self.context.notices.announce(f"{row.name}: {shown}")

    def reset_all(self) -> None:
        """The default keys for every command."""
        for row in self.rows:
            row.say("")
        if self.context.options.text("own_keys"):
            self.context.options.set("own_keys", "")
        self.context.notices.announce(self.tr("Every command has its default keys"))

    def renew(self) -> None:
        """Show the keys as they are now."""
        for row in self.rows:
            row.renew()

    def _tell(self, row: KeyRow, text: str) -> None:
        row.say(text)
        self.context.notices.announce(text, assertive=True)
