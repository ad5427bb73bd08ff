"""What every widget is built on that takes colours from the theme or has texts of its own."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent

from reader.gui.theme.theme import THEME_SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from reader.gui.theme.theme import Theme

    _Widget = QWidget
else:
    _Widget = object

_NAMES = ("__module__", "__name__", "__qualname__")
"""What a wrapped constructor keeps. For `__doc__` of a constructor of Qt's, shiboken puts every signature of
the class into words: 0.1 s for that of `QFileDialog` alone."""
_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class ThemedWidget(_Widget):
    """A widget that follows the theme and the language in force by itself. Mix in before the class of Qt.

    Qt tells each widget of the application when the palette, the style, the language or the direction is
    another one, whether it is shown or not. So nobody passes these on: a widget says in `apply_theme` and
    `retranslate` what it does then. Both are called when it is made, too, after the whole constructor; what
    Qt tells before is of no interest, for all of it is in force then.

    What is only painted needs no `apply_theme`: Qt paints it again, and `theme` is the one in force. It must
    not delete a widget at once, for Qt goes through a list of all of them then: `deleteLater` does no harm.
    """

    _drawn_in: Theme | None = None
    """The theme whose colours were taken last; `None` while the widget is being made."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        made: Callable[..., None] = cls.__init__

        @functools.wraps(made, assigned=_NAMES)
        def init(self: ThemedWidget, *args: Any, **named: Any) -> None:
            made(self, *args, **named)
            if type(self).__init__ is init:  # the outermost constructor: the widget is whole
                self._drawn_in = THEME_SOURCE.current
                self.apply_theme()
                self.retranslate()

        setattr(cls, "__init__", init)  # noqa: B010 - a plain assignment would need the types of every class

    @property
    def theme(self) -> Theme:
        """The theme to be drawn in."""
        return THEME_SOURCE.current

    def apply_theme(self) -> None:
        """Take the colours of `theme`: icons, pictures, a style sheet of its own."""

    def retranslate(self) -> None:
        """Put every text into the interface's language."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._drawn_in is None:
            return
        kind = event.type()
        if kind in _RESTYLED:
            if self._drawn_in is not THEME_SOURCE.current:  # Qt sends several events for one change
                self._drawn_in = THEME_SOURCE.current
                self.apply_theme()
        elif kind == QEvent.Type.LanguageChange:
            self.retranslate()
        elif kind == QEvent.Type.LayoutDirectionChange:
            self.apply_theme()  # some icons turn round
