"""Where features send the reader: the window's answer to `Navigator` and `CommandRunner`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from reader.commands import IN_TEXT
from reader.core.model import ArticleSummary

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class WindowNavigator:
    """The `Navigator` of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def open_article(self, article_id: int, with_focus: bool = False) -> None:
        self._window.open_article(article_id, with_focus)

    def show_view(self, name: str) -> None:
        self._window.show_view(name)

    def show_results(self) -> None:
        self._window.show_results()

    def leave_welcome(self) -> None:
        self._window.leave_welcome()

    def welcoming(self) -> bool:
        return self._window.welcoming

    def back(self) -> None:
        self._window.back()

    def save(self, links: Sequence[str]) -> None:
        self._window.give_links(links)

    def show_models(self) -> object:
        return self._window.open_models()

    def shown_summary(self) -> ArticleSummary | None:
        return self._window.shown_summary()

    def target(self) -> ArticleSummary | None:
        return self._window.commands.target()

    def paste(self) -> None:
        self._window.commands.paste()

    def offer_undo(self, text: str, icon: str) -> None:
        tray = self._window.tray
        tray.show_undo(text, icon, self._window.commands.undo)

    def undo(self) -> None:
        self._window.commands.undo()

    def in_text(self) -> bool:
        return self._window.keyboard.context(self._window.focusWidget()) == IN_TEXT


class WindowCommandRunner:
    """The `CommandRunner` of one window, whose actions are made last."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def run(self, command_id: str) -> bool:
        return self._window.actions_.run(command_id)

    def text(self, command_id: str) -> str:
        return self._window.actions_[command_id].text()

    def choose(self, group: str, value: str) -> None:
        self._window.actions_.choose(group, value)

    def choice_menu(
        self, parent: QWidget, rows: Sequence[tuple[str, int, Callable[[], object]]], chosen: int
    ) -> QMenu:
        return self._window.actions_.choice_menu(parent, rows, chosen)
