"""How the list is shown: the other way round, short articles alone, close together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.gui.feature import WindowFeature

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow

DENSITIES = ("comfortable", "compact")
_KEYS = ("list_reverse", "list_short", "card_density")


class ListOrderFeature(WindowFeature):
    """Order and density of one window's list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        window.list.header.view.short.clicked.connect(lambda: self.turn("list_short"))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of the list's looks do."""
        return {
            "reverse.on": partial(self.turn, "list_reverse"),
            "short.on": partial(self.turn, "list_short"),
            **{f"density.{name}": partial(self.choose_density, name) for name in DENSITIES},
        }

    def restore(self) -> None:
        """Take up what was chosen, before the first paint."""
        self._apply()
        self.window.options.changed.connect(self._on_changed)

    def turn(self, key: str) -> None:
        """Turn an option of the list round."""
        self.window.options.set_flag(key, not self.window.options.flag(key))

    def choose_density(self, name: str) -> None:
        """Show cards comfortable or compact."""
        self.window.options.set("card_density", name)

    def _on_changed(self, key: str) -> None:
        if key in _KEYS:
            self._apply()
            if key != "card_density":
                self.window.library.refresh()

    def _apply(self) -> None:
        window, choices = self.window, self.window.options
        library, density = window.library, choices.text("card_density")
        library.reverse, library.short = choices.flag("list_reverse"), choices.flag("list_short")
        window.list.short = library.short
        window.list.set_compact(density == "compact")
        window.list.retranslate()
        window.actions_.choose("reverse", "on" if library.reverse else "")
        window.actions_.choose("short", "on" if library.short else "")
        window.actions_.choose("density", density)
