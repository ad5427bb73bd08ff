"""The keys as they are now, for whoever shows or changes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.keymap import Keymap


@dataclass(frozen=True, slots=True)
class LiveKeys:
    """What is known of the keys of one window.

    Args:
        served: the ids of the commands that have an action.
        keymap: which command each key means; another one once the reader has changed a key.
        resolver: names the keys of this keyboard.
        name_of: what a command is called out of its menu.
    """

    served: Collection[str]
    keymap: Callable[[], Keymap]
    resolver: Callable[[], KeyResolver]
    name_of: Callable[[str], str]
