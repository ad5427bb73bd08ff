"""The two pages of a window: the panes, and the welcome page of a new library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from reader.gui.application.stack_role import keep_stacks_silent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.core.model import ArticleSummary
    from reader.gui.background.options import Options
    from reader.gui.main_window.panes import Panes
    from reader.gui.main_window.welcome_page import WelcomePage


class Pages(QStackedWidget):
    """Shows one of the two; the welcome page is made when it is first needed, which it seldom is.

    Args:
        options: remember whether the reader has gone past the welcome page.
    """

    welcome_made = Signal(object)
    """The welcome page is there; carries it."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        keep_stacks_silent()  # before a screen reader that runs already asks for the first one
        super().__init__(parent)
        self._options = options
        self._welcome: WelcomePage | None = None
        self._chosen = ("", "")
        self._state = ("", "")

    def hold(self, panes: Panes) -> None:
        """Take the page that the library is read in."""
        self._panes = panes
        self.addWidget(panes)

    def welcome(self) -> WelcomePage:
        """The welcome page, which is made the first time."""
        if self._welcome is None:
            from reader.gui.main_window.welcome_page import WelcomePage

            self._welcome = WelcomePage(self)
            self.addWidget(self._welcome)
            self.welcome_made.emit(self._welcome)
            self.show_chosen(*self._chosen)
            self.tell_state(*self._state)
        return self._welcome

    def show_chosen(self, language: str, reading: str) -> None:
        """Mark on the welcome page the interface's language, and that in which articles are read."""
        self._chosen = language, reading
        if self._welcome is not None:
            self._welcome.show_language(language)
            self._welcome.show_reading(reading)

    def tell_state(self, sign: str, words: str) -> None:
        """Say on the welcome page what the sidebar says elsewhere, as of private reading; "" for nothing."""
        self._state = sign, words
        if self._welcome is not None:
            self._welcome.tell_state(sign, words)

    @property
    def first_run(self) -> bool:
        """Whether the reader has never gone past the welcome page."""
        return not self._options.flag("welcomed")

    @property
    def welcoming(self) -> bool:
        """Whether the welcome page is shown."""
        return self._welcome is not None and self.currentWidget() is self._welcome

    def show_main(self) -> None:
        """Show the panes."""
        self.setCurrentWidget(self._panes)

    def show_welcome(self, first: bool, sample: ArticleSummary | None) -> None:
        """Show the welcome page, with the language cards the first time."""
        came, welcome = not self.welcoming, self.welcome()
        welcome.show_first_run(first)
        welcome.show_sample(sample)
        self.setCurrentWidget(welcome)
        if came:
            welcome.focus_first()

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
