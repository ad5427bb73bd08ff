"""What Ctrl+Z takes back and Ctrl+Shift+Z does again: changes of the library, newest first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

_KEPT = 50


@dataclass(frozen=True, slots=True)
class Change:
    """Articles whose `field` (unread, favourite, archived, trashed) was set to `value`."""

    ids: tuple[int, ...]
    field: str
    value: bool

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.ids, self.field, not self.value)


@dataclass(frozen=True, slots=True)
class TagChange:
    """Articles whose tags were changed: the tags they had before, and those they have since."""

    former: dict[int, tuple[str, ...]]
    later: dict[int, tuple[str, ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Any other change, by what takes it back and what does it again."""

    undo: Callable[[], object]
    redo: Callable[[], object]


Entry = Change | TagChange | Step


class UndoStack:
    """The last changes; the oldest are forgotten. A new change forgets what could be done again."""

    def __init__(self) -> None:
        self._changes: list[Entry] = []
        self._undone: list[Entry] = []

    def push(self, change: Entry) -> Callable[[], None]:
        """Remember a change; what is returned drops it."""
        self._changes = [*self._changes, change][-_KEPT:]
        self._undone.clear()
        return partial(self.drop, change)

    def pop(self) -> Entry | None:
        """Take the newest change off, to be taken back; `None` when there is none."""
        if not self._changes:
            return None
        self._undone.append(self._changes.pop())
        return self._undone[-1]

    def pop_undone(self) -> Entry | None:
        """Take the change off that was taken back last, to be made again; `None` when there is none."""
        if not self._undone:
            return None
        self._changes.append(self._undone.pop())
        return self._changes[-1]

    def narrow(self, change: Change, ids: Sequence[int]) -> None:
        """Only these articles were really changed; with none of them the change is forgotten."""
        kept = dataclasses.replace(change, ids=tuple(ids))
        for stack in (self._changes, self._undone):
            for place, entry in enumerate(stack):
                if entry is change:
                    stack[place : place + 1] = [kept] if ids else []
                    return

    def drop(self, change: Entry) -> None:
        """Forget a change that was not made after all; what was to be taken back by it, or made again, is so
        as little, and can be once more."""
        for stack in (self._changes, self._undone):
            if any(entry is change for entry in stack):
                stack[:] = [entry for entry in stack if entry is not change]
                return
        for stack, other in ((self._undone, self._changes), (self._changes, self._undone)):
            for place in reversed(range(len(stack))):
                entry = stack[place]
                made = entry.inverse if stack is self._undone and isinstance(entry, Change) else entry
                if made == change:
                    other.append(stack.pop(place))
                    return
