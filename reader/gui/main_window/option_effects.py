"""What each option does at once: to the text, the list, the theme, the language, the menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reader.gui.application.interface_language import InterfaceLanguage, chosen_language
from reader.gui.theme import theme as themes
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.settings.reading_speeds import LANGUAGES

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow


class OptionEffects(QObject):
    """Puts the options of a window in force.

    Args:
        window: the window.
        language: puts the application into an interface language; `None` leaves it as it is.
    """

    def __init__(self, window: MainWindow, language: InterfaceLanguage | None, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._options = window.options
        self._language = language
        self._app = app
        self._effects = self._make_effects()
        self._options.set_now.connect(self._put_in_force)
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme)

    def _put_in_force(self, key: str) -> None:
        effect = self._effects.get(key)
        if effect is not None:
            effect()

    def restore(self) -> None:
        """Take up what concerns the text and the list, before the first paint."""
        window = self._window
        window.pane.set_measure(self._options.number("measure"))
        self._use_fonts()
        self._use_breaks()
        self._use_speeds()
        window.list.translated_titles = self._options.flag("titles_in_my_language")
        self.mark()

    def mark(self) -> None:
        """Show in menus and on the welcome page what is chosen."""
        window = self._window
        language = self._options.text("interface_language")
        window.actions_.choose("theme", self._options.text("theme"))
        window.actions_.choose("language", language)
        window.actions_.choose("sort", self._options.text("list_sort"))
        window.actions_.choose("size", str(window.pane.text_size))
        window.welcome.show_language(chosen_language(language))

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
            "theme": lambda: self._use_theme(self._options.text("theme")),
            "interface_language": self._use_language,
            "text_size": self._use_text_size,
            "list_sort": self._use_sort,
            "measure": lambda: self._window.pane.set_measure(self._options.number("measure")),
            "titles_in_my_language": self._use_titles,
            "own_keys": lambda: self._window.keyboard.use_keys(),
        }

    def _use_theme(self, setting: str) -> None:
        theme = themes.resolve(setting, self._app)
        self._window.pane.hold_page()
        themes.apply(self._app, theme)
        self.mark()

    def _use_language(self) -> None:
        if self._language is not None:
            self._language.set(self._options.text("interface_language"))
        self.mark()

    def _use_text_size(self) -> None:
        self._window.pane.set_text_size(self._options.number("text_size"))
        self.mark()

    def _use_sort(self) -> None:
        self._window.library.sort = self._options.text("list_sort")
        self._window.library.refresh()
        self.mark()

    def _use_titles(self) -> None:
        self._window.list.translated_titles = self._options.flag("titles_in_my_language")
        self._window.list.cards.viewport().update()

    def _use_fonts(self) -> None:
        fonts = ReadingFonts(self._options.text("latin_font"), self._options.text("arabic_font"))
        self._window.pane.set_fonts(fonts, self._options.number("line_height"))

    def _use_breaks(self) -> None:
        self._window.pane.set_breaks(self._options.flag("hyphenate"), self._options.flag("justify"))

    def _use_speeds(self) -> None:
        speeds = self._options.reading_speeds()
        self._window.pane.set_reading_speeds(speeds)
        self._window.list.set_reading_speeds(speeds)

    def _on_system_theme(self) -> None:
        if self._options.text("theme") == themes.SYSTEM:
            self._use_theme(themes.SYSTEM)
