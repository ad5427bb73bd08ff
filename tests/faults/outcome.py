"""What a row of the programme found: its counts, and every complaint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.core.errors import ReaderError

_PLACE = re.compile(r"/tmp/[^/ ]+|\d{3,}")


@dataclass
class Outcome:
    """`counts` are in the order in which they are told; a value is a number or a few words."""

    counts: dict[str, int | str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def add(self, name: str, number: int = 1) -> None:
        """Count something."""
        present = self.counts.get(name, 0)
        assert isinstance(present, int)
        self.counts[name] = present + number

    def check(self, holds: bool, complaint: str) -> None:
        """Note a complaint unless something holds."""
        if not holds:
            self.complaints.append(complaint[:1500])

    def join(self, other: Outcome, prefix: str = "") -> None:
        """Take another's counts and complaints up."""
        self.counts.update({f"{prefix}{name}": value for name, value in other.counts.items()})
        self.complaints += [f"{prefix}{complaint}" for complaint in other.complaints]


def grouped(complaints: Iterable[str]) -> list[str]:
    """Complaints `point: what`, those that say the same put together: the first point, and how often."""
    points: dict[str, list[str]] = {}
    for complaint in complaints:
        point, _, what = complaint.partition(": ")
        points.setdefault(_PLACE.sub("…", what), []).append(point)
    return [
        f"{first}{f' and {len(more)} more' if more else ''}: {what}"
        for what, (first, *more) in points.items()
    ]


def told(work: Callable[[], object]) -> object:
    """What some work came to: its yes or no, else `done`, or the kind of its error."""
    try:
        found = work()
    except ReaderError as error:
        return error.kind
    return found if isinstance(found, bool) else "done"


def share_of(number: int, share: float) -> int:
    """A part of a number, at least one."""
    return max(1, round(number * share))
