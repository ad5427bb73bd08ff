"""Whether a search finds a piece of a feed: the words of its title, summary, author and sections."""

from __future__ import annotations

from reader.core.feeds import Feed, FeedItem, ParsedItem
from reader.core.search import Query, Term
from reader.library.search.search_query import parse
from reader.library.search_index import source_words, tag_word
from reader.library.search_text import word_texts

_SIGN = len(tag_word("x")) - 1  # letters at the start of a mark that say what it is about
_NO_WORD = ""
"""Stands between two texts, so that no phrase goes from one into the next."""


def understood(text: str) -> Query | None:
    """A search as a rule has it; `None` where it asks for nothing, or for what only saved articles have."""
    # A blank at the end: words of a rule are whole ones.
    query = parse(f"{text} ")
    of_articles = query.states or query.least or query.most or query.ignored
    marks = tag_word("x")[:_SIGN], source_words("x")[0][:_SIGN]
    other = any(
        not word.startswith(marks) for mark in query.marks for word in mark
    )  # a language, a translation
    return None if query.empty or of_articles or other else query


def finds(query: Query, piece: ParsedItem | FeedItem, feed: Feed) -> bool:
    """Whether `query` finds a piece of `feed`."""
    published = (piece.published if isinstance(piece, ParsedItem) else piece.sort_at)[:10]
    if (query.before and not published < query.before) or (query.after and published < query.after):
        return False
    sections = piece.sections if isinstance(piece, ParsedItem) else tuple(piece.sections.split("\n"))
    author = word_texts(piece.author)
    text = [*word_texts(piece.title), _NO_WORD, *word_texts(piece.summary), _NO_WORD, *author, _NO_WORD]
    for section in sections:
        text += [*word_texts(section), _NO_WORD]
    sources = [*source_words(feed.name), _NO_WORD, *source_words(feed.site or feed.url)]
    marks = {(tag_word(section),) for section in sections if section}
    return all(_stands(term, author if term.column == "author" else text) for term in query.terms) and all(
        mark in marks or _stands(Term(mark), sources) for mark in query.marks
    )


def _stands(term: Term, text: list[str]) -> bool:
    """Whether the words of a term stand one after the other."""
    *first, last = term.words
    for start in range(len(text) - len(first)):
        found = text[start + len(first)]
        ends = found.startswith(last) if term.prefix else found == last
        if ends and text[start : start + len(first)] == first:
            return True
    return False
