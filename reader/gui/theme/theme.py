"""The four themes: colour tokens from `resources/themes/*.json`, and how one of them is put in force."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reader.gui.theme.fonts import ui_font
from reader.gui.theme.stylesheet import mix, stylesheet_of
from reader.settings.paths import resource

THEMES = ("light", "sepia", "dark", "contrast")
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; `colors` maps the tokens of the design (`page`, `accent`, `hl.yellow`…) to `#RRGGBB`."""

    name: str
    dark: bool
    colors: Mapping[str, str] = field(hash=False)

    def color(self, token: str) -> QColor:
        """The colour of a token; an unknown token is a bug and raises `KeyError`."""
        return QColor(self.colors[token])

    @property
    def edge(self) -> str:
        """`border` as it is seen on `raised` too, which is lighter than the page where the theme is dark."""
        if self.name == "dark":
            return mix(self.colors["control"], self.colors["raised"], 0.3)
        return self.colors["border"]

    @property
    def focus_width(self) -> int:
        """Width of the focus ring in px."""
        return 3 if self.name == "contrast" else 2


@functools.cache
def load_theme(name: str) -> Theme:
    """Read one of `THEMES` from its file."""
    data = json.loads((resource("themes") / f"{name}.json").read_text(encoding="utf-8"))
    return Theme(data["name"], data["dark"], data["colors"])


def resolve(setting: str, app: QGuiApplication) -> Theme:
    """The theme a setting means now: one of `THEMES`, or `system` for what the system prefers.

    Qt's namespace is named where it is used: loading it takes 14 ms, which the first paint can do without.
    """
    if setting in THEMES:
        return load_theme(setting)
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast:
        return load_theme("contrast")
    return load_theme("dark" if hints.colorScheme() == QtCore.Qt.ColorScheme.Dark else "light")


def stylesheet(theme: Theme) -> str:
    """The application's style sheet in a theme."""
    return stylesheet_of({**theme.colors, "edge": theme.edge})


def palette(theme: Theme) -> QPalette:
    """The palette of a theme, for what is painted by the style and not by the sheet."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, token in (
        (role.Window, "page"),
        (role.Base, "page"),
        (role.AlternateBase, "list"),
        (role.Button, "raised"),
        (role.ToolTipBase, "raised"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onaccent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Mid, "border"),
    ):
        made.setColor(target, theme.color(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.color("muted"))
    return made


class ThemeSource(QObject):
    """The theme that the whole application is drawn in: `THEME_SOURCE`, for there is only one application."""

    changed = Signal()
    """The application has another palette and style sheet, and each `ThemedWidget` has taken its colours."""

    def __init__(self) -> None:
        super().__init__()
        self._current: Theme | None = None

    @property
    def current(self) -> Theme:
        """The theme in force; the light one until there is another."""
        return self._current or load_theme("light")

    @current.setter
    def current(self, theme: Theme) -> None:
        self._current = theme

    def color(self, token: str) -> QColor:
        """A colour of the theme in force."""
        return self.current.color(token)

    def put_in_force(self, app: QApplication, theme: Theme) -> None:
        """Give the whole application a theme: Fusion style, font, palette, style sheet.

        Each of these polishes every widget there is, so none is given twice. The theme is known before the
        first of them, because widgets draw themselves anew on the events that these send.
        """
        self.current = theme
        sheet = stylesheet(theme)
        if app.styleSheet() == sheet:
            return
        if not app.styleSheet():  # a style that draws a sheet has no name to ask for
            app.setStyle("Fusion")
            app.setFont(ui_font())
        app.setPalette(palette(theme))
        app.setStyleSheet(sheet)
        self.changed.emit()


THEME_SOURCE = ThemeSource()
"""The one of the application."""


def apply(app: QApplication, theme: Theme) -> None:
    """Put a theme in force; every widget hears of it by Qt's own events."""
    THEME_SOURCE.put_in_force(app, theme)
