"""The two pages of a window: the panes, and the welcome page of a new library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.core.model import ArticleSummary
    from reader.gui.background.options import Options
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.welcome_page import WelcomePage


class Pages(QStackedWidget):
    """Shows one of the two.

    Args:
        panes: sidebar, list and text. welcome: the other page.
        options: remember whether the reader has gone past the welcome page.
    """

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options

    def hold(self, panes: Panes) -> None:
        """Take the page that the library is read in."""
        self._panes = panes
        self.addWidget(panes)

    def hold_welcome(self, welcome: WelcomePage) -> None:
        """Take the welcome page."""
        self._welcome = welcome
        self.addWidget(welcome)

    @property
    def first_run(self) -> bool:
        """Whether the reader has never gone past the welcome page."""
        return not self._options.flag("welcomed")

    @property
    def welcoming(self) -> bool:
        """Whether the welcome page is shown."""
        return self.currentWidget() is self._welcome

    def show_main(self) -> None:
        """Show the panes."""
        self.setCurrentWidget(self._panes)

    def show_welcome(self, first: bool, sample: ArticleSummary | None) -> None:
        """Show the welcome page, with the language cards the first time."""
        came = not self.welcoming
        self._welcome.show_first_run(first)
        self._welcome.show_sample(sample)
        self.setCurrentWidget(self._welcome)
        if came:
            self._welcome.focus_first()

    def leave_welcome(self) -> None:
        """The reader has begun: from now on the window opens with the library."""
        if self.welcoming:
            self.show_main()
        if self.first_run:
            self._options.remember("welcomed", True)

    def choose(self, sample: ArticleSummary | None, counts: Mapping[str, int], busy: bool) -> None:
        """Welcome while there is nothing but the sample the first time, or nothing at all; else the list.

        Args:
            sample: the first article of the view. counts: how many articles each view holds.
            busy: something is being saved or opened.
        """
        held = counts.get("all", 0) + counts.get("trash", 0)
        if busy or held > 1:
            self.leave_welcome()
        elif self.first_run:
            self.show_welcome(True, sample)
        elif held == 0:
            self.show_welcome(False, None)
        elif self.welcoming:
            self.show_main()
