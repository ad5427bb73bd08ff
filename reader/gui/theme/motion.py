"""Whether anything may move by itself: the one place that says so, for the whole application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Motion:
    """What glides, fades or runs round asks `reduced` whenever it begins."""

    by_option: bool = False
    """The reader wants so by our option."""
    by_system: bool = False
    """The system tells of such a wish."""

    @property
    def reduced(self) -> bool:
        """The reader wants nothing to move by itself, by our option or by the system's."""
        return self.by_option or self.by_system


MOTION = Motion()
"""The one of the application."""
