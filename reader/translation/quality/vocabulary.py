"""Words that are no names, however they are written: “World Cup”, “Red Cross”."""

from __future__ import annotations

import functools

from reader.settings.paths import resource


@functools.cache
def _listed(language: str) -> frozenset[str]:
    path = resource(f"common_words/{language}.txt")
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def is_common(word: str, language: str) -> bool:
    """Whether a word, in any of its simple forms, is an ordinary one of its language."""
    low, known = word.lower().replace("’", "'").removesuffix("'s").rstrip("'"), _listed(language)
    if low in known:
        return True
    ends = ("s", "es", "e", "d", "ed", "ing", "ly", "x") if language == "en" else ("s", "e", "es", "x")
    stems = [low[: -len(end)] for end in ends if low.endswith(end)]
    if any(len(stem) > 4 and stem in known for stem in stems):
        return True
    parts = [part for part in low.split("-") if part]
    return len(parts) > 1 and all(len(part) < 4 or part in known for part in parts)


def is_listed(word: str, language: str) -> bool:
    """Whether a word stands in the list just so."""
    return word in _listed(language)


@functools.cache
def exonyms() -> tuple[tuple[str, ...], ...]:
    """Names that each language has its own word for: a row a name, all ways to write it, in small letters."""
    path = resource("common_words/exonyms.txt")
    rows = path.read_text("utf-8").splitlines() if path.is_file() else []
    return tuple(
        tuple(way.strip() for way in row.split("|"))
        for row in rows
        if row.strip() and not row.startswith("#")
    )
