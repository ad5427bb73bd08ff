"""How the list is shown: the other way round, short articles alone, close together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.gui.feature import Feature

if TYPE_CHECKING:
    from reader.gui.article_list.list_pane import ListPane
    from reader.gui.context import WindowContext

DENSITIES = ("comfortable", "compact")
_KEYS = ("list_reverse", "list_short", "card_density")


class ListOrderFeature(Feature):
    """Order and density of one window's list."""

    def __init__(self, context: WindowContext, cards: ListPane) -> None:
        super().__init__(context)
        self._cards = cards
        cards.all_lengths_wanted.connect(lambda: self.turn("list_short"))

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
        options = self.context.options
        options.changed.connect(self._on_changed)

    def turn(self, key: str) -> None:
        """Turn an option of the list round."""
        options = self.context.options
        options.set_flag(key, not options.flag(key))

    def choose_density(self, name: str) -> None:
        """Show cards comfortable or compact."""
        self.context.options.set("card_density", name)

    def _on_changed(self, key: str) -> None:
        if key in _KEYS:
            self._apply()
            if key != "card_density":
                self.context.library.refresh()

    def _apply(self) -> None:
        cards, commands, choices = self._cards, self.context.commands, self.context.options
        library, density = self.context.library, choices.text("card_density")
        library.reverse, library.short = choices.flag("list_reverse"), choices.flag("list_short")
        cards.short = library.short
        cards.set_compact(density == "compact")
        cards.show_texts()
        commands.choose("reverse", "on" if library.reverse else "")
        commands.choose("short", "on" if library.short else "")
        commands.choose("density", density)
