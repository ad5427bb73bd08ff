"""Whether anything may move by itself: the one place that says so, for the whole application."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Motion:
    """What glides, fades or runs round asks `reduced` whenever it begins."""

    reduced: bool = False
    """The reader wants nothing to move by itself, by our option or by the system's."""


MOTION = Motion()
"""The one of the application."""
