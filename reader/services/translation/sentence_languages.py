"""One sentence in every language it is known in: the original, the pivot in between, each translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.model import Route, SentenceState, TranslatedSentence
from reader.core.sentence_key import sentence_key

if TYPE_CHECKING:
    from reader.core.model import Article
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class SentenceInLanguage:
    """A sentence in one language. `between` says that another language was translated from it.

    `state` and `faults` are those of a translation.
    """

    language: str
    text: str
    between: bool = False
    state: SentenceState = SentenceState.OK
    faults: tuple[str, ...] = ()


def sentence_languages(
    session: LibrarySession, article: Article, source: str
) -> tuple[SentenceInLanguage, ...]:
    """A sentence of an article in every language: the original first, a pivot before what was made from it.

    Nothing is translated for this.
    """
    own = article.document.language
    found = {own: SentenceInLanguage(own, source)}
    routes = [status.route for status in session.translations.status(article.summary.id).values()]
    for route in sorted(routes, key=lambda one: len(one.hops)):
        if route.source != own and not own.startswith(route.source):
            continue
        _add(session, found, route, source)
    return tuple(found.values())


def _add(session: LibrarySession, found: dict[str, SentenceInLanguage], route: Route, source: str) -> None:
    """The sentence along one route, with what stands in between."""
    first = route.hops[0]
    if len(route.hops) > 1:
        middle = _known(session, Route((first,)), source)
        if middle is not None:
            known = found.get(first.target)
            if known is None or known.text == middle.target:
                found[first.target] = SentenceInLanguage(
                    first.target, middle.target, True, middle.state, middle.faults
                )
    end = _known(session, route, source)
    if end is not None:
        found.setdefault(
            route.target, SentenceInLanguage(route.target, end.target, False, end.state, end.faults)
        )


def _known(session: LibrarySession, route: Route, source: str) -> TranslatedSentence | None:
    key = sentence_key(source)
    return session.translations.lookup([key], route.source, route.target, route.key).get(key)
