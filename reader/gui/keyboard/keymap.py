"""Which command a key means where: the live keymap, made of the command table and the reader's own keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping

from reader.commands import COMMANDS, IN_LIST, IN_TEXT, VARIANTS, Command
from reader.core.serialize import read_json

CONTEXTS = (IN_LIST, IN_TEXT)
SEQUENCE = ", "

NATIVE = frozenset(
    f"{shift}{name}"
    for shift in ("", "Shift+")
    for name in ("Return", "Space", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Tab")
)
"""Keys that a button, a field or a menu uses itself: they are commands only in the list and in the text."""


_TURNED = {"Left": "Right", "Right": "Left", "Alt+Left": "Alt+Right", "Alt+Right": "Alt+Left"}

Turns = Callable[[str], bool]
"""Whether left and right change places in a context (right-to-left text or interface)."""


def turn(keys: str, context: str, turns: Turns) -> str:
    """A key or sequence, left and right changed where they change places: from pressed to bound, and back."""

    def turned(name: str) -> str:
        there = name in _TURNED and turns(IN_LIST if name.startswith("Alt+") else context)
        return _TURNED[name] if there else name

    return SEQUENCE.join(turned(name) for name in keys.split(SEQUENCE))


class Keymap:
    """Keys to commands and back.

    Args:
        served: the ids of the commands somebody runs; others have no key.
        own: the reader's own keys by command id; they take the place of the default ones.
        turns: whether left and right change places, for the keys to show.
    """

    def __init__(
        self,
        served: Iterable[str] = (),
        own: Mapping[str, tuple[str, ...]] | None = None,
        turns: Turns = lambda _context: False,
    ) -> None:
        self._turns = turns
        chosen = set(served) or set(COMMANDS)
        self.own = dict(own or {})
        self._keys: dict[str, tuple[str, ...]] = {
            command.id: self.own.get(command.id, command.keys)
            for command in COMMANDS.values()
            if command.id in chosen
        }
        self._maps: dict[str, dict[str, str]] = {context: {} for context in CONTEXTS}
        for command_id, keys in self._keys.items():
            for context in contexts_of(COMMANDS[command_id]):
                for name in keys:
                    self._maps[context].setdefault(name, command_id)

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command, the one to show first."""
        return self._keys.get(command_id, ())

    def shown_keys(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command as they are to be pressed now."""
        return tuple(self.turned(command_id, keys) for keys in self.keys_of(command_id))

    def turned(self, command_id: str, keys: str) -> str:
        """What to press for a bound key of a command, or the bound key for what was pressed."""
        return turn(keys, contexts_of(COMMANDS[command_id])[0], self._turns)

    def command(self, context: str, keys: str, scopes: Collection[str] = ()) -> str:
        """The command behind a key or a sequence (`G, U`), empty when there is none.

        Args:
            context: `IN_LIST` or `IN_TEXT`.
            keys: as they are bound.
            scopes: those of `VARIANTS` that hold; what runs instead there is named.
        """
        meant = self._maps[context].get(keys, "")
        instead = (name for name, v in VARIANTS.items() if v.command == meant and v.scope in scopes)
        return next(instead, meant)

    def bound(self, context: str, pending: str = "") -> set[str]:
        """The keys that mean something now; after a first key, those that may follow it."""
        names = self._maps[context]
        if pending:
            start = pending + SEQUENCE
            return {name.removeprefix(start) for name in names if name.startswith(start)}
        return {name.split(SEQUENCE)[0] for name in names}

    def begins(self, context: str, name: str) -> bool:
        """Whether a key is the first of a sequence."""
        return any(keys.startswith(name + SEQUENCE) for keys in self._maps[context])

    def conflict(self, command_id: str, keys: str) -> str:
        """The other command whose keys these are, or begin with; empty for none."""
        for context in contexts_of(COMMANDS[command_id]):
            for name, other in self._maps[context].items():
                clash = name == keys or name.startswith(keys + SEQUENCE) or keys.startswith(name + SEQUENCE)
                if clash and other != command_id:
                    return other
        return ""


def own_keys_of(text: str) -> dict[str, tuple[str, ...]]:
    """Read the reader's own keys from the settings; what is no key of a command is left out."""
    try:
        found = read_json(text or "{}")
        rows = found.items()
    except (ValueError, AttributeError):
        return {}
    return {
        command: tuple(keys)
        for command, keys in rows
        if command in COMMANDS and isinstance(keys, list) and all(isinstance(k, str) and k for k in keys)
    }


def text_of_own_keys(own: Mapping[str, tuple[str, ...]]) -> str:
    """The reader's own keys as one line for the settings; keys that are the default ones are left out."""
    kept = {command: list(keys) for command, keys in own.items() if keys != COMMANDS[command].keys}
    return json.dumps(kept, sort_keys=True) if kept else ""


def contexts_of(command: Command) -> tuple[str, ...]:
    """Where a command's keys count."""
    return (command.keys_in,) if command.keys_in else CONTEXTS
