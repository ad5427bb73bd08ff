"""The menu of a source, and that of a piece in the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from reader.gui.context import WindowContext

OF_ALL = (
    ("feeds.update", "feeds.mark-older"),
    ("feeds.rules", "feeds.log"),
    ("feeds.follow", "feeds.export"),
)
"""The commands about the pieces of all sources; a line is between two groups."""

OF_ONE = (
    ("feeds.update-here", "feeds.mark-older"),
    ("feeds.rules", "feeds.log"),
    ("feeds.rename", "feeds.unfollow"),
)
"""The same of one source."""

_NAMED_AS = {"feeds.update-here": "feeds.update"}


def show_menu(context: WindowContext, groups: Sequence[Sequence[str]], where: QPoint) -> QMenu:
    """Open a menu of commands at a point of the screen."""
    menu = QMenu(context.window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number, group in enumerate(groups):
        if number:
            menu.addSeparator()
        for command in group:
            action = menu.addAction(context.commands.text(_NAMED_AS.get(command, command)))
            action.triggered.connect(partial(_run, context, command))
    menu.popup(where)
    return menu


def _run(context: WindowContext, command: str, _checked: bool = False) -> None:
    context.commands.run(command)
