"""What the reader chooses: put in force at once, remembered, marked in the menus."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reader.core.errors import ReaderError
from reader.gui.application.interface_language import InterfaceLanguage, chosen_language
from reader.gui.theme import theme as themes
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.settings.options import OPTIONS, Value
from reader.settings.reading_speeds import LANGUAGES, ReadingSpeeds, samples_of
from reader.settings.store import Settings

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow

log = logging.getLogger(__name__)

LAST = "last"


class Options(QObject):
    """The options of a window as they hold now.

    Args:
        window: the window.
        settings: where choices are kept; they are written off the GUI thread.
        language: puts the application into an interface language; `None` leaves it as it is.
    """

    changed = Signal(str)
    """The key of an option that has another value now; what it does is done already."""

    def __init__(
        self, window: MainWindow, settings: Settings, language: InterfaceLanguage | None, app: QApplication
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._language = language
        self._app = app
        self._now: dict[str, Value] = {}
        self._effects = self._make_effects()
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    # One option

    def value(self, key: str) -> Value:
        """An option as the reader last set it."""
        if key in self._now:
            return self._now[key]
        kind = type(OPTIONS[key].default)
        if kind is bool:
            return self._settings.flag(key)
        return self._settings.number(key) if kind is int else self._settings.text(key)

    def flag(self, key: str) -> bool:
        """An option that is on or off."""
        return bool(self.value(key))

    def number(self, key: str) -> int:
        """An option that is a whole number."""
        return int(self.value(key))

    def text(self, key: str) -> str:
        """An option that is a text."""
        return str(self.value(key))

    def set(self, key: str, value: Value) -> None:
        """Give an option a value: it holds at once, is stored, and `changed` tells everybody."""
        self._now[key] = value
        self.remember(key, value)
        effect = self._effects.get(key)
        if effect is not None:
            effect()
        self.changed.emit(key)

    def set_flag(self, key: str, on: bool) -> None:
        """Turn an option on or off."""
        self.set(key, on)

    def remember(self, key: str, value: Value) -> None:
        """Store an option off the GUI thread; when that fails it holds until the program ends."""
        settings = self._settings
        self._window.runner.submit("pictures", lambda _progress: _store(settings, key, value), keep=True)

    # What menus choose

    def theme(self, setting: str) -> None:
        """Use a theme; `system` follows the system."""
        self.set("theme", setting)

    def language(self, setting: str) -> None:
        """Use an interface language; every text changes at once."""
        self.set("interface_language", setting)

    def text_size(self, step: int) -> None:
        """Show the text at a size (1 to 12)."""
        self.set("text_size", step)

    def sort(self, name: str) -> None:
        """Sort the lists by one of `SORTS`."""
        self.set("list_sort", name)

    def mark(self) -> None:
        """Show in menus and on the welcome page what is chosen."""
        window = self._window
        language = self.text("interface_language")
        window.actions_.choose("theme", self.text("theme"))
        window.actions_.choose("language", language)
        window.actions_.choose("sort", self.text("list_sort"))
        window.actions_.choose("size", str(window.pane.text_size))
        window.welcome.show_language(chosen_language(language))

    # Opening the window

    def restore(self) -> None:
        """Take up what concerns the text and the list, before the first paint."""
        window = self._window
        window.pane.set_measure(self.number("measure"))
        self._use_fonts()
        self._use_breaks()
        self._use_speeds()
        window.list.translated_titles = self.flag("titles_in_my_language")
        self.mark()

    def first_view(self) -> str:
        """The view the window opens with."""
        view = self.text("start_view")
        return self._settings.text("last_view") if view == LAST else view

    def last_article(self) -> int:
        """The article to go on with when the window opens, 0 for none."""
        return self._settings.number("last_article") if self.flag("reopen_article") else 0

    def reading_speeds(self) -> ReadingSpeeds:
        """The reader's own speeds as they hold now."""
        own = {code: self.number(f"reading_speed_{code}") for code in LANGUAGES}
        learnt = self.learnt_speeds() if self.flag("learn_speed") else {}
        return ReadingSpeeds(own, learnt, self.number("reading_speed"))

    def learnt_speeds(self) -> dict[str, int]:
        """What was learnt from reading, by language; 0 while too little has been read."""
        from reader.reading.speed_learning import learnt_speed

        samples = samples_of(self.text("speed_samples"))
        return {code: learnt_speed(rows) for code, rows in samples.items()}

    # Inside

    def _make_effects(self) -> dict[str, Callable[[], object]]:
        """What each option does at once; the others are read when they are needed."""
        speeds = ("learn_speed", "speed_samples", *(f"reading_speed_{code}" for code in LANGUAGES))
        fonts = ("line_height", "latin_font", "arabic_font")
        room = ("reduce_motion", "reading_bars", "keyboard_layout")
        return {
            **dict.fromkeys(speeds, self._use_speeds),
            **dict.fromkeys(fonts, self._use_fonts),
            **dict.fromkeys(("hyphenate", "justify"), self._use_breaks),
            **dict.fromkeys(room, lambda: self._window.keyboard.apply_settings()),
            "theme": lambda: self._use_theme(self.text("theme")),
            "interface_language": self._use_language,
            "text_size": self._use_text_size,
            "list_sort": self._use_sort,
            "measure": lambda: self._window.pane.set_measure(self.number("measure")),
            "titles_in_my_language": self._use_titles,
            "own_keys": lambda: self._window.keyboard.use_keys(),
        }

    def _use_theme(self, setting: str) -> None:
        theme = themes.resolve(setting, self._app)
        self._window.pane.hold_page()
        themes.apply(self._app, theme)
        self._window.set_theme(theme)
        self.mark()

    def _use_language(self) -> None:
        if self._language is not None:
            self._language.set(self.text("interface_language"))
        self.mark()

    def _use_text_size(self) -> None:
        self._window.pane.set_text_size(self.number("text_size"))
        self.mark()

    def _use_sort(self) -> None:
        self._window.library.sort = self.text("list_sort")
        self._window.library.refresh()
        self.mark()

    def _use_titles(self) -> None:
        self._window.list.translated_titles = self.flag("titles_in_my_language")
        self._window.list.cards.viewport().update()

    def _use_fonts(self) -> None:
        fonts = ReadingFonts(self.text("latin_font"), self.text("arabic_font"))
        self._window.pane.set_fonts(fonts, self.number("line_height"))

    def _use_breaks(self) -> None:
        self._window.pane.set_breaks(self.flag("hyphenate"), self.flag("justify"))

    def _use_speeds(self) -> None:
        speeds = self.reading_speeds()
        self._window.pane.set_reading_speeds(speeds)
        self._window.list.set_reading_speeds(speeds)

    def _on_system_theme(self) -> None:
        if self.text("theme") == themes.SYSTEM:
            self._use_theme(themes.SYSTEM)


def _store(settings: Settings, key: str, value: Value) -> None:
    try:
        settings.set(key, value)
    except ReaderError as error:
        log.warning("setting %s not written: %s", key, error)
