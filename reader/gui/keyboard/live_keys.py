"""The keys as they are now, for whoever shows or changes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from reader.gui.keyboard.key_resolver import KeyResolver
from reader.gui.keyboard.keymap import Keymap


@dataclass(slots=True)
class LiveKeys:
    """What is known of the keys of one window; `KeyboardSetup` keeps it up to date.

    Args:
        resolver: names the keys of this keyboard.
        keymap: which command each key means; another one once the reader has changed a key.
        served: the ids of the commands that have an action.
    """

    resolver: KeyResolver
    keymap: Keymap = field(default_factory=Keymap)
    served: Collection[str] = ()
