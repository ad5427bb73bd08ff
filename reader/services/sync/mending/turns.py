"""Whose turn it is among files of a store that are looked at some at a time, and when that was last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.library.database import Database
from reader.library.replication.part import keep_value, kept_value
from reader.library.tables import NOW


class Turns:
    """The turns of one kind of files.

    Args:
        database: the library's, which notes them.
        kind: under which name.
    """

    def __init__(self, database: Database, kind: str) -> None:
        self._database, self._kind = database, kind
        with database.read() as session:
            self.now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
            found = kept_value(session, kind)
        at, last = found or (0, "")
        self.is_first = found is None
        """Whether nothing was looked at since the store was joined."""
        self._at, self._last = int(at), last if isinstance(last, str) else ""

    @property
    def waited(self) -> int:
        """How long ago (µs) something was looked at last, whichever way the clock was set since."""
        return abs(self.now - self._at)

    def of(self, names: Iterable[str]) -> Iterator[str]:
        """The names, each once, from the one on whose turn it is."""
        every = sorted(names)
        after = [name for name in every if name > self._last]
        yield from after
        yield from every[: len(every) - len(after)]

    def note(self, last: str, at: int | None = None) -> None:
        """Note up to which name they had their turn, and when: now, or at another time (µs)."""
        self._at, self._last = self.now if at is None else at, last
        with self._database.write(index=False) as session:
            keep_value(session, self._kind, [self._at, last])
