"""Turns the command table into QActions: shortcuts, menus, marks, and the net under every handler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reader.commands import COMMANDS, MENUS, SUBMENUS, VARIANTS, Command
from reader.core.errors import ReaderError
from reader.core.messages import isolate
from reader.gui.application.interface_language import LANGUAGE_SOURCE
from reader.gui.dialogs.notices import Notices
from reader.gui.keyboard.keymap import NATIVE, Keymap

Handler = Callable[[], object]


def join_handlers(*given: Mapping[str, Handler]) -> dict[str, Handler]:
    """The handlers of several features as one table.

    Raises:
        ValueError: a command has two handlers, or a handler has no command.
    """
    ids = [command_id for handlers in given for command_id in handlers]
    twice = sorted({command_id for command_id in ids if ids.count(command_id) > 1})
    unknown = sorted(set(ids) - {*COMMANDS, *VARIANTS})
    if twice or unknown:
        raise ValueError(f"two handlers for {twice}; no command for {unknown}")
    return {command_id: handler for handlers in given for command_id, handler in handlers.items()}


_ALSO_OF_AN_ARTICLE = ("notes.panel", "feeds.follow-source")
"""Commands of other menus that an article's has too: they are about it, or a narrow bar has no button."""


class Actions(QObject):
    """The window's actions by command id; there are none before `serve` has the handlers.

    Args:
        window: the widget whose shortcuts they are; they work from any focus below it, but a text
            field keeps the keys it types with.
        notices: shows the `ReaderError`s that handlers raise.
    """

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menus: list[tuple[QMenu, str]] = []
        self._handlers: dict[str, Handler] = {}
        self._variants: dict[str, Handler] = {}
        self.live = True
        """Whether commands are run: not before a window has all that they act on."""

    def serve(self, handlers: Mapping[str, Handler]) -> None:
        """Take what each command does, once; a command without a handler gets no action."""
        for command in COMMANDS.values():
            if command.id in handlers:
                self._add(command)
        self._handlers = {name: handlers[name] for name in self._actions}
        self._variants = {name: handlers[name] for name in handlers if name not in COMMANDS}
        self._name()
        self._window.addActions(list(self._actions.values()))  # last: it is told of every change in them
        LANGUAGE_SOURCE.changed.connect(self._name)

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def text(self, command_id: str) -> str:
        """What menus call a command."""
        return self._actions[command_id].text()

    def run(self, command_id: str) -> bool:
        """Run a command; says whether it could (it exists and is enabled)."""
        if command_id in self._variants:
            self._run(self._variants[command_id])
            return True
        action = self._actions.get(command_id)
        if action is None or not action.isEnabled():
            return False
        action.trigger()
        return True

    def set_keys(self, keymap: Keymap) -> None:
        """Take up the keys of a keymap: menus and tooltips show them, Qt acts on them."""
        for command_id, action in self._actions.items():
            keys = self._shortcuts(COMMANDS[command_id], keymap.shown_keys(command_id))
            action.setShortcuts([QKeySequence(name) for name in keys])

    def enable_scope(self, scope: str, enabled: bool) -> None:
        """Enable or disable every command of a scope."""
        for command_id, action in self._actions.items():
            if COMMANDS[command_id].scope == scope:
                action.setEnabled(enabled)

    def choose(self, group: str, value: str) -> None:
        """Mark the chosen one of an exclusive group, such as `theme` or `language`; none when unknown."""
        for action in self._groups[group].actions():
            action.setChecked(action.data() == f"{group}.{value}")

    def main_menu(self, parent: QWidget) -> QMenu:
        """Make the menu that holds every command of the table."""
        menu = QMenu(parent)
        made: dict[str, QMenu] = {}
        for name in MENUS:
            home = made[SUBMENUS[name]] if name in SUBMENUS else menu
            made[name] = home.addMenu("")
            self._menus.append((made[name], name))
            self._fill(made[name], name)
        self._name()
        return menu

    def menu_of(self, parent: QWidget, groups: Sequence[Sequence[str]]) -> QMenu:
        """Make a menu of commands, with a line between the groups."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            menu.addActions([self._actions[command_id] for command_id in group])
        return menu

    def article_menu(self, parent: QWidget, trashed: bool) -> QMenu:
        """Make the menu of one article; in Trash it offers Restore and what is safe there."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = {"article.trash", "article.archive", "article.favourite"} if trashed else {"article.restore"}
        for command in sorted(COMMANDS.values(), key=lambda command: command.id != "article.restore"):
            listed = command.menu == "article" or command.id in _ALSO_OF_AN_ARTICLE
            if listed and command.id in self._actions and command.id not in hidden:
                menu.addAction(self._actions[command.id])
        return menu

    def choice_menu(
        self, parent: QWidget, rows: Sequence[tuple[str, int, Callable[[], object]]], chosen: int
    ) -> QMenu:
        """Make a menu of things to go to: text, level (from 2 indented), what it does; one is marked."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, (text, level, run) in enumerate(rows):
            action = menu.addAction("\u2003" * max(0, level - 2) + isolate(text.replace("&", "&&")))
            action.setCheckable(True)
            action.setChecked(number == chosen)
            action.triggered.connect(partial(self._run, run))
            if number == chosen:
                menu.setActiveAction(action)
        return menu

    def _name(self) -> None:
        """Put every text into the interface's language."""
        for command_id, action in self._actions.items():
            action.setText(QCoreApplication.translate("commands", COMMANDS[command_id].text))
        for menu, name in self._menus:
            menu.setTitle(QCoreApplication.translate("commands", MENUS[name]))

    def _add(self, command: Command) -> None:
        action = QAction(self)
        action.setData(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in self._shortcuts(command, command.keys)])
        action.setAutoRepeat(command.id in ("article.next", "article.previous"))
        action.setCheckable(bool(command.choice))
        self._group(command.choice).addAction(action)
        self._actions[command.id] = action

    @staticmethod
    def _shortcuts(command: Command, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Keys that Qt may act on too, where the key router stands aside; movement keys are the router's."""
        return () if command.keys_in else tuple(name for name in keys if name not in NATIVE)

    def _group(self, name: str) -> QActionGroup:
        """The actions of which one is chosen; "" are those that choose nothing."""
        if name not in self._groups:
            policy = QActionGroup.ExclusionPolicy
            group = self._groups[name] = QActionGroup(self)
            group.setExclusionPolicy(policy.ExclusiveOptional if name else policy.None_)
            group.triggered.connect(lambda action: self._run(self._handlers[action.data()]))
        return self._groups[name]

    def _fill(self, menu: QMenu, name: str) -> None:
        for command in COMMANDS.values():
            if command.menu == name and command.id in self._actions:
                menu.addAction(self._actions[command.id])

    def _run(self, handler: Handler, _checked: bool = False) -> None:
        if not self.live:
            return
        try:
            handler()
        except ReaderError as error:
            self._notices.error(error)
