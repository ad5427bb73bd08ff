"""What each option does at once: to the text, the list, the theme, the language, the menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from reader.gui.application.interface_language import InterfaceLanguage, chosen_language
from reader.gui.main_window.text_options import use_breaks, use_fonts, use_text
from reader.gui.theme import theme as themes
from reader.settings.reading_speeds import LANGUAGES

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.surfaces import Surfaces


class OptionEffects(QObject):
    """Puts the options of a window in force.

    Args:
        context: of the window. surfaces: what most options are about. actions: mark what is chosen.
        keyboard: takes up keys and motion.
        language: puts the application into an interface language; `None` leaves it as it is.
    """

    def __init__(
        self,
        context: WindowContext,
        surfaces: Surfaces,
        actions: Actions,
        keyboard: KeyboardSetup,
        language: InterfaceLanguage | None,
        app: QApplication,
    ) -> None:
        super().__init__(context.window)
        self._context = context
        self._options = context.options
        self._surfaces = surfaces
        self._list_pane = surfaces.list_pane
        self._pane = surfaces.pane
        self._actions = actions
        self._keyboard = keyboard
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
        use_text(self._pane, self._options)
        self._use_speeds()
        self._list_pane.translated_titles = self._options.flag("titles_in_my_language")
        self.mark()

    def mark(self) -> None:
        """Show in menus and on the welcome page what is chosen."""
        language = self._options.text("interface_language")
        self._actions.choose("theme", self._options.text("theme"))
        self._actions.choose("language", language)
        self._actions.choose("sort", self._options.text("list_sort"))
        self._actions.choose("size", str(self._pane.text_size))
        reading = self._options.text("reading_language")
        self._surfaces.pages.show_chosen(chosen_language(language), reading)

    def _make_effects(self) -> dict[str, Callable[[], object]]:
        """What each option does at once; the others are read when they are needed."""
        speeds = ("learn_speed", "speed_samples", *(f"reading_speed_{code}" for code in LANGUAGES))
        fonts = ("line_height", "latin_font", "arabic_font")
        motion = ("reduce_motion", "reading_bars", "keyboard_layout")
        return {
            **dict.fromkeys(speeds, self._use_speeds),
            **dict.fromkeys(fonts, self._use_fonts),
            **dict.fromkeys(("hyphenate", "justify"), self._use_breaks),
            **dict.fromkeys(motion, self._keyboard.apply_settings),
            "theme": lambda: self._use_theme(self._options.text("theme")),
            "interface_language": self._use_language,
            "text_size": self._use_text_size,
            "list_sort": self._use_sort,
            "measure": lambda: self._pane.set_measure(self._options.number("measure")),
            "titles_in_my_language": self._use_titles,
            "reading_language": self.mark,
            "own_keys": self._keyboard.use_keys,
        }

    def _use_theme(self, setting: str) -> None:
        theme = themes.resolve(setting, self._app)
        self._pane.hold_page()
        themes.apply(self._app, theme)
        self.mark()

    def _use_language(self) -> None:
        if self._language is not None:
            self._language.set(self._options.text("interface_language"))
        self.mark()

    def _use_text_size(self) -> None:
        self._pane.set_text_size(self._options.number("text_size"))
        self.mark()

    def _use_sort(self) -> None:
        self._context.library.sort = self._options.text("list_sort")
        self._context.library.refresh()
        self.mark()

    def _use_titles(self) -> None:
        self._list_pane.translated_titles = self._options.flag("titles_in_my_language")
        self._list_pane.cards.viewport().update()

    def _use_fonts(self) -> None:
        use_fonts(self._pane, self._options)

    def _use_breaks(self) -> None:
        use_breaks(self._pane, self._options)

    def _use_speeds(self) -> None:
        speeds = self._options.reading_speeds()
        self._pane.set_reading_speeds(speeds)
        self._list_pane.set_reading_speeds(speeds)

    def _on_system_theme(self) -> None:
        if self._options.text("theme") == themes.SYSTEM:
            self._use_theme(themes.SYSTEM)
