"""The web links in a text, for the window and the command line."""

from __future__ import annotations


def find_links(text: str) -> list[str]:
    """Return the web links in any text, in order, each once."""
    from reader.saving.fetching.urls import find_links as find

    return find(text)
