"""The line that names an article's authors, taken apart as reference managers want it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BETWEEN = re.compile(r"\s*(?:[,;،؛&]|\s(?:et|and|und|y|و)\s)\s*", re.IGNORECASE)
_PARTICLES = frozenset(
    (
        *("de", "du", "des", "da", "do", "dos", "di", "d'", "la", "le", "l'"),
        *("van", "von", "der", "den", "ter", "el", "al", "ben", "bin", "ibn", "ait", "aït"),
    )
)
_BODIES = re.compile(
    r"\b(?:afp|map|ap|efe|dpa|reuters|agence|agency|press|presse|news|rédaction|redaction|editorial|staff|team"
    r"|équipe|association|institute?|université|university|ministère|ministry|groupe|group|journal|times)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ’'.\- ]+")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class AuthorName:
    """A person's `family` and `given` name; a body, or a name nobody can part, is all `family`."""

    family: str
    given: str = ""


def author_names(line: str, site: str = "") -> list[AuthorName]:
    """The names in a line such as “Camille Robert et Youssef El Fassi”; what is the site's own is a body."""
    found = [" ".join(name.split()) for name in _BETWEEN.split(line)]
    return [_name(name, site) for name in dict.fromkeys(found) if name]


def _name(text: str, site: str) -> AuthorName:
    words = text.split()
    body = text.casefold() == site.casefold() or _BODIES.search(text) or not _LATIN.fullmatch(text)
    article = words[0].lower() in ("la", "le", "les", "the") or words[0].lower().startswith(("l’", "l'"))
    if body or article or not 2 <= len(words) <= _MOST_WORDS:
        return AuthorName(text)
    first = next((n for n, word in enumerate(words[1:-1], 1) if _is_particle(word)), len(words) - 1)
    return AuthorName(" ".join(words[first:]), " ".join(words[:first]))


def _is_particle(word: str) -> bool:
    return word.lower().replace("’", "'") in _PARTICLES
