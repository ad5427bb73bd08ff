"""Tags given to several articles and taken away, and those that fit what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


def tag_articles(
    session: LibrarySession, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> dict[int, tuple[str, ...]]:
    """Give and take tags; a tag is known whatever its case.

    Returns:
        The former tags of the articles that really changed, for undo.
    """
    from reader.library.articles.flags import tag_all

    return tag_all(session.articles, ids, add, remove)


def suggest_tags(session: LibrarySession, typed: str, most: int = 8) -> list[str]:
    """The tags that start with what is typed (or a word of them), the most used first."""
    from reader.library.search_text import word_texts

    start = word_texts(typed)
    counts = session.articles.tags()
    fitting = [tag for tag in counts if _fits(word_texts(tag), start)]
    return sorted(fitting, key=lambda tag: (-counts[tag], tag))[:most]


def _fits(words: Sequence[str], start: Sequence[str]) -> bool:
    if not start:
        return True
    length = len(start)
    stretches = (list(words[i : i + length]) for i in range(len(words) - length + 1))
    return any(s[:-1] == list(start[:-1]) and s[-1].startswith(start[-1]) for s in stretches)
