"""What Ctrl+Z takes back: the marks and tags given to articles, newest first."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Articles whose tags were changed, with the tags they had before."""

    former: dict[int, tuple[str, ...]]


class UndoStack:
    """The last changes; the oldest are forgotten."""

    def __init__(self) -> None:
        self._changes: list[Change | TagChange] = []

    def push(self, change: Change | TagChange) -> None:
        """Remember a change."""
        self._changes = [*self._changes, change][-_KEPT:]

    def pop(self) -> Change | TagChange | None:
        """Take the newest change off, `None` when there is none."""
        return self._changes.pop() if self._changes else None

    def drop(self, change: Change | TagChange) -> None:
        """Forget a change that was not made after all."""
        if change in self._changes:
            self._changes.remove(change)
