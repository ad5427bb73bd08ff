"""What a search asks of the library, off the GUI thread, and where in an article it opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.gui.search.result_text import AUTHOR, NOTE, TAG, TITLE
from reader.gui.search.search_filters import query_with, whole_query, without_place
from reader.gui.text.matching import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.core.progress import Progress
    from reader.core.search import Found, Hit, Query, Result, Term
    from reader.services.library_session import LibrarySession

LEAST = 2
"""Letters from which the library is searched."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: what was typed, where, and the tags that must be there."""

    text: str
    place: str = ""
    tags: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is anything to look for."""
        return len("".join(self.text.split())) >= LEAST or bool(self.tags)

    @property
    def query(self) -> str:
        """All of it in one line, as it is kept."""
        return whole_query(self.text, self.place, self.tags)


def best_hit(result: Result) -> Hit | None:
    """The hit to open at: the best in the text; the title when the words are there alone.

    A translation of the title that has them too is no reason to leave the language they were found in.
    """
    titled = any(hit.where == TITLE for hit in result.hits)
    inside = [
        hit
        for hit in result.hits
        if hit.where not in (TITLE, AUTHOR, TAG) and not (titled and hit.block == TITLE and hit.where != NOTE)
    ]
    return next(iter((*inside, *result.hits)), None)


def terms_in(query: Query, hit: Hit) -> tuple[Term, ...]:
    """The words of a search that are looked for where a hit is; each once."""
    columns = ("", TITLE) if TITLE in (hit.where, hit.block) else ("",)
    return tuple(dict.fromkeys(term for term in query.wanted if term.column in columns))


def as_written(terms: Sequence[Term], hit: Hit) -> str:
    """The words in the order they were asked for, each as it is written at the hit when it stands there."""
    bold = (hit.snippet[start:end] for start, end in hit.bold)
    written = {fold(text).text: text for text in bold}
    return " ".join(written.get(fold(words).text, words) for words in (" ".join(t.words) for t in terms))


@dataclass(frozen=True, slots=True)
class Places:
    """The order in which results stand, and those in Trash: also of results that have left since."""

    live: tuple[int, ...] = ()
    trashed: tuple[int, ...] = ()


def find(
    session: LibrarySession, progress: Progress, asked: Asked, most: int, former: Places
) -> tuple[Found, list[Result], Places]:
    """Look for what was asked; at least `most` results are read.

    Args:
        former: where results of the same search stood: there they stand again, and what is new comes below.
    """
    from reader.services.search_library import PAGE, results, search

    text, typed = without_place(asked.text)
    found = search(session, query_with(text, asked.tags), typed or asked.place, progress)
    places = Places(_with_new(former.live, found.ids), _with_new(former.trashed, found.trashed))
    ids, trashed = _in_order_of(places.live, found.ids), _in_order_of(places.trashed, found.trashed)
    found = replace(found, ids=ids, trashed=trashed)
    return found, results(session, found, limit=max(PAGE, most)), places


def _with_new(former: tuple[int, ...], found: Sequence[int]) -> tuple[int, ...]:
    """Where results stood before, those that have left too, and what is new below."""
    known = set(former)
    return (*former, *(article_id for article_id in found if article_id not in known))


def _in_order_of(places: Sequence[int], found: Sequence[int]) -> tuple[int, ...]:
    """What was found, of which each has its place."""
    there = set(found)
    return tuple(article_id for article_id in places if article_id in there)


def page(session: LibrarySession, found: Found, offset: int, trashed: bool) -> list[Result]:
    """Read a page of what was found."""
    from reader.services.search_library import results

    return results(session, found, offset, trashed=trashed)
