"""Sets of names written as running text, so that long lists stay readable."""

from __future__ import annotations


def name_set(text: str) -> frozenset[str]:
    """The names in `text`, which spaces and line ends part."""
    return frozenset(text.split())
