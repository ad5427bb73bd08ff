"""Whether a search finds a piece of a feed: the words of its title, summary, author and sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.feeds import Feed, FeedItem, ParsedItem
from reader.core.search import Query, Term
from reader.library.clock import now
from reader.library.search.search_query import MOST_LETTERS, parse, typed_pieces
from reader.library.search_index import source_words, tag_word
from reader.library.search_text import word_texts

_SIGN = len(tag_word("x")) - 1  # letters at the start of a mark that say what it is about
_NO_WORD = ""
"""Stands between two texts, so that no phrase goes from one into the next."""


@dataclass(frozen=True, slots=True)
class ItemText:
    """What rules see of a piece: its words as the index would have them, and its day of publication."""

    title: list[str]
    author: list[str]
    text: list[str]
    sources: list[str]
    sections: frozenset[str]
    published: str


def understood(text: str) -> Query | None:
    """A search as a rule has it, whole: what is cut off it could be what it spares.

    `None` where it asks for nothing or for what only saved articles have, or is too long.
    """
    if len(text) >= MOST_LETTERS:
        return None
    query = _parsed(text)
    return None if query.empty or _asks_of_articles(query) else query


def not_seen(text: str) -> tuple[str, ...]:
    """What a search asks that no rule can see, as it was typed: only saved articles have it."""
    return tuple(dict.fromkeys(piece for piece in typed_pieces(text) if _asks_of_articles(_parsed(piece))))


def _parsed(text: str) -> Query:
    # A blank at the end: words of a rule are whole ones.
    return parse(f"{text} ", MOST_LETTERS)


def _asks_of_articles(query: Query) -> bool:
    signs = tag_word("x")[:_SIGN], source_words("x")[0][:_SIGN]
    for part in _parts(query):
        other = any(not word.startswith(signs) for mark in part.marks for word in mark)  # a language
        if part.states or part.least or part.most or part.ignored or other:
            return True
    return False


def _parts(query: Query) -> Iterator[Query]:
    yield query
    for part in (*query.excluded, *(each for choice in query.choices for each in choice)):
        yield from _parts(part)


def words_of(piece: ParsedItem | FeedItem, feed: Feed) -> ItemText:
    """What rules see of `piece` of `feed`, which is called as the reader calls it, and as it calls itself."""
    sections = piece.sections if isinstance(piece, ParsedItem) else tuple(piece.sections.split("\n"))
    title, author = word_texts(piece.title), word_texts(piece.author)
    text = [*title, _NO_WORD, *word_texts(piece.summary), _NO_WORD, *author, _NO_WORD]
    for section in sections:
        text += [*word_texts(section), _NO_WORD]
    sources: list[str] = []
    for name in (feed.chosen_title, feed.title, feed.site, feed.url):
        sources += [*source_words(name), _NO_WORD]
    return ItemText(
        title,
        author,
        text,
        sources,
        frozenset(tag_word(section) for section in sections if section),
        (_listed_at(piece) if isinstance(piece, ParsedItem) else piece.sort_at)[:10],
    )


def _listed_at(piece: ParsedItem) -> str:
    """Where a piece will stand in the list: one without a date, or of the future, at the present."""
    moment = now()
    return min(piece.published or moment, moment)


def finds(query: Query, piece: ItemText) -> bool:
    """Whether `query` finds a piece."""
    if (query.before and not piece.published < query.before) or (
        query.after and piece.published < query.after
    ):
        return False
    columns = {"author": piece.author, "title": piece.title}
    return (
        all(_stands(term, columns.get(term.column, piece.text)) for term in query.terms)
        and all(_is_marked(mark, piece) for mark in query.marks)
        and all(any(finds(each, piece) for each in choice) for choice in query.choices)
        and not any(finds(each, piece) for each in query.excluded)
    )


def _is_marked(mark: tuple[str, ...], piece: ItemText) -> bool:
    return (len(mark) == 1 and mark[0] in piece.sections) or _stands(Term(mark), piece.sources)


def _stands(term: Term, text: list[str]) -> bool:
    """Whether the words of a term stand one after the other."""
    *first, last = term.words
    for start in range(len(text) - len(first)):
        found = text[start + len(first)]
        ends = found.startswith(last) if term.prefix else found == last
        if ends and text[start : start + len(first)] == first:
            return True
    return False
