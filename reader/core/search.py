"""What a search asks for, and what it found."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.model import ArticleSummary

SHORT_PREFIX = 3
"""The longest prefix that is looked up in the table of word starts."""

NAMES = ("tag", "author", "title", "source", "site", "before", "after", "lang", "is", "time")
"""What a filter begins with, before the colon."""

STATES = ("unread", "favourite", "archived", "translated")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after the other; with `prefix` the last one may go on.

    `column` limits them to a column of the index; `title` means the translated titles too.
    """

    words: tuple[str, ...]
    prefix: bool = False
    column: str = ""

    @property
    def short(self) -> bool:
        """Whether it is a prefix of two or three letters, for which there is a table of its own."""
        return self.prefix and not self.column and len(self.words) == 1 and len(self.words[0]) <= SHORT_PREFIX


@dataclass(frozen=True, slots=True)
class Query:
    """A search understood. All of it must hold.

    `marks` are words of the index that stand for filters. `before` and `after` are days
    (`YYYY-MM-DD`), `least` and `most` minutes of reading; `states` of `unread`, `favourite`, `archived`.
    Of each of the `choices` one alternative must hold, of what is `excluded` nothing may.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    before: str = ""
    after: str = ""
    states: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    ignored: tuple[str, ...] = ()
    choices: tuple[tuple[Query, ...], ...] = ()
    excluded: tuple[Query, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.terms or self.marks or self.filtered or self.choices or self.excluded)

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The words that a result may show: all of it, and those of every alternative."""
        others = (alternative.wanted for choice in self.choices for alternative in choice)
        return (*self.terms, *(term for terms in others for term in terms))

    @property
    def filtered(self) -> bool:
        """Whether a condition lies outside the index."""
        return bool(self.before or self.after or self.states or self.least or self.most)


@dataclass(frozen=True, slots=True)
class Hit:
    """The best sentence of one place.

    `where` is `title`, `original`, `note`, `author`, `tag`, or the language of a translation. `bold`
    are offsets in `snippet`. `block` and `sentence` lead there ("" for a note on the whole article); in a
    translation they are the original's. `matches` counts the words found in the whole place
    (of a phrase, in the snippet's sentence).
    """

    where: str
    snippet: str
    bold: tuple[tuple[int, int], ...] = ()
    block: str = ""
    sentence: int = 0
    matches: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """One article of a page of results; `hits` best first, one for each place, empty for filters alone."""

    summary: ArticleSummary
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that a search found. `ids` are in order, best (or newest) first, without those in Trash.

    `trashed` are those in Trash. `ranked` says whether the order is by relevance.
    `waiting` is the number of articles not read into the index yet.
    """

    query: Query
    ids: tuple[int, ...] = ()
    trashed: tuple[int, ...] = ()
    ranked: bool = False
    waiting: int = 0
