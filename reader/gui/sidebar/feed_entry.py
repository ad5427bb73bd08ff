"""A feed as the sidebar shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """The row of a feed, or of all of them: `name` as a view has one, what it is called, its new pieces."""

    name: str
    title: str
    icon: str
    new: int
