"""Theme, interface language and text size: put in force at once, remembered, marked in the menus."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reader.gui import theme as themes
from reader.gui.interface_language import InterfaceLanguage, chosen_language
from reader.settings.options import Value
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.main_window import MainWindow

log = logging.getLogger(__name__)


class Choices(QObject):
    """What the reader chooses about the look of a window.

    Args:
        window: the window.
        settings: where choices are kept; they are written off the GUI thread.
        language: puts the application into an interface language; `None` leaves it as it is.
    """

    def __init__(
        self, window: MainWindow, settings: Settings, language: InterfaceLanguage | None, app: QApplication
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._language = language
        self._app = app
        self._now: dict[str, Value] = {}
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def theme(self, setting: str) -> None:
        """Use a theme; `system` follows the system."""
        self._choose("theme", setting)
        self._use_theme(setting)

    def language(self, setting: str) -> None:
        """Use an interface language; every text changes at once."""
        self._choose("interface_language", setting)
        if self._language is not None:
            self._language.set(setting)
        self.mark()

    def text_size(self, step: int) -> None:
        """Show the text at a size (1 to 12)."""
        self._window.pane.set_text_size(step)
        self._choose("text_size", step)
        self.mark()

    def sort(self, name: str) -> None:
        """Sort the lists by one of `SORTS`."""
        self._choose("list_sort", name)
        self._window.library.sort = name
        self._window.library.refresh()
        self.mark()

    def flag(self, key: str) -> bool:
        """An option that is on or off, as the reader last set it."""
        return bool(self._now[key]) if key in self._now else self._settings.flag(key)

    def set_flag(self, key: str, on: bool) -> None:
        """Turn an option on or off."""
        self._choose(key, on)
        if key == "titles_in_my_language":
            self._window.list.translated_titles = on
            self._window.list.cards.viewport().update()

    def mark(self) -> None:
        """Show in menus and on the welcome page what is chosen."""
        window = self._window
        language = self._text("interface_language")
        window.actions_.choose("theme", self._text("theme"))
        window.actions_.choose("language", language)
        window.actions_.choose("sort", self._text("list_sort"))
        window.actions_.choose("size", str(window.pane.text_size))
        window.welcome.show_language(chosen_language(language))

    def remember(self, key: str, value: Value) -> None:
        """Store an option off the GUI thread; when that fails it holds until the program ends."""
        settings = self._settings
        self._window.runner.submit("pictures", lambda _progress: _store(settings, key, value), keep=True)

    def _choose(self, key: str, value: Value) -> None:
        self._now[key] = value
        self.remember(key, value)

    def _text(self, key: str) -> str:
        return str(self._now.get(key) or self._settings.text(key))

    def _use_theme(self, setting: str) -> None:
        theme = themes.resolve(setting, self._app)
        themes.apply(self._app, theme)
        self._window.set_theme(theme)
        self.mark()

    def _on_system_theme(self) -> None:
        if self._text("theme") == themes.SYSTEM:
            self._use_theme(themes.SYSTEM)


def _store(settings: Settings, key: str, value: Value) -> None:
    try:
        settings.set(key, value)
    except OSError as error:
        log.warning("setting %s not written: %s", key, error.strerror)
