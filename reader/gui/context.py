"""What a feature of the window is given: it knows no other feature, and not the window itself.

A call goes down, to what is given here or to the surfaces that a feature gets by its constructor; news goes
up, by the feature's own signals; two features are joined in `main_window/wiring.py` only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtWidgets import QMenu, QWidget

from reader.core.model import ArticleSummary
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.library_controller import LibraryController
from reader.gui.background.network_status import NetworkStatus
from reader.gui.background.options import Options
from reader.gui.dialogs.notices import Notices
from reader.gui.theme.theme import ThemeSource
from reader.gui.widgets.overlay_host import OverlayHost


class Navigator(Protocol):
    """Where a feature may send the reader, and what the reader is at; the window does it."""

    def open_article(self, article_id: int, with_focus: bool = False) -> None:
        """Show an article; `with_focus` goes to its text."""

    def show_view(self, name: str) -> None:
        """Show a view of the library."""

    def show_results(self) -> None:
        """Show the results of a search in place of the view."""

    def leave_welcome(self) -> None:
        """The reader has begun: the panes take the place of the welcome page."""

    def welcoming(self) -> bool:
        """Whether the welcome page is shown."""

    def back(self) -> None:
        """One layer back."""

    def save(self, links: Sequence[str]) -> None:
        """Save links that were dropped, pasted or typed."""

    def save_from(self, article_id: int, links: Sequence[str]) -> None:
        """Save links that an article names."""

    def show_models(self) -> object:
        """Open the dialog of translation models."""

    def shown_summary(self) -> ArticleSummary | None:
        """The article on screen, with its marks as they are now."""

    def target(self) -> ArticleSummary | None:
        """The article a command is about: the one read when the focus is on it, else the current card."""

    def paste(self) -> None:
        """Save what was copied.

        Raises:
            ReaderError: nothing copied is a web link.
        """

    def offer_undo(self, text: str, icon: str) -> None:
        """Say under the list what was done, with Undo."""

    def withdraw_undo(self) -> None:
        """Say it no more: it was not done after all."""

    def undo(self) -> None:
        """Take the last change back, and say so."""

    def redo(self) -> None:
        """Make the change again that was taken back last, and say so."""

    def in_text(self) -> bool:
        """Whether keys that move count in the text, not in the list."""


class PaneLayout(Protocol):
    """Sidebar, list and text side by side, or one at a time in a narrow window."""

    layout_changed: Any
    reading_shown: Any

    @property
    def narrow(self) -> bool:
        """Whether one pane shows at a time."""

    @property
    def drawer_open(self) -> bool:
        """Whether the sidebar lies over the list of a narrow window."""

    def show_list(self) -> None:
        """The list, where the article hides it."""

    def show_reading(self) -> None:
        """The article, where the list hides it."""

    def open_drawer(self) -> None:
        """Lay the sidebar over the list of a narrow window."""

    def close_drawer(self) -> None:
        """Put it away."""

    def set_alone(self, alone: bool) -> None:
        """The article alone, whatever the width."""

    def set_beside(self, beside: bool) -> None:
        """Something stands beside the text."""


class CommandRunner(Protocol):
    """The commands of the table, by their ids."""

    def run(self, command_id: str) -> bool:
        """Run a command; says whether it could."""

    def text(self, command_id: str) -> str:
        """What menus call a command."""

    def choose(self, group: str, value: str) -> None:
        """Mark the chosen one of an exclusive group."""

    def menu_of(self, parent: QWidget, groups: Sequence[Sequence[str]]) -> QMenu:
        """Make a menu of commands, with a line between the groups."""

    def choice_menu(
        self, parent: QWidget, rows: Sequence[tuple[str, int, Callable[[], object]]], chosen: int
    ) -> QMenu:
        """Make a menu of things to go to; one is marked."""


@dataclass(frozen=True, slots=True)
class WindowContext:
    """What every feature may use. It names no feature, and no feature is reached through it."""

    window: QWidget
    """What dialogs belong to."""
    jobs: JobRunner
    library: LibraryController
    options: Options
    notices: Notices
    navigator: Navigator
    panes: PaneLayout
    commands: CommandRunner
    overlays: OverlayHost
    network: NetworkStatus
    theme: ThemeSource
