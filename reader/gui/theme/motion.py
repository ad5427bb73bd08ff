"""Whether anything may move by itself: the one place that says so, for the whole application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Motion:
    """What glides, fades or runs round asks `reduced` whenever it begins."""

    by_option: bool = False
    """The reader wants so by our option."""
    by_qt: bool = False
    """Qt passes on such a wish of the system."""
    by_desktop: bool = False
    """The desktop tells of such a wish over the session bus."""

    @property
    def reduced(self) -> bool:
        """The reader wants nothing to move by itself, by our option or by the system's."""
        return self.by_option or self.by_qt or self.by_desktop


MOTION = Motion()
"""The one of the application."""
