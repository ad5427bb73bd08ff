"""The words of a search result: badges, its last line, and the sentence a screen reader says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.languages import direction_of
from reader.core.messages import isolate
from reader.core.model import Direction
from reader.gui.cards.card_text import joined, listed, sentences
from reader.gui.text.dates import long_date, short_date
from reader.gui.text.language_names import language_name
from reader.gui.text.sections import section_name
from reader.gui.widgets.basics import breakable
from reader.reading.direction import direction_of_text

if TYPE_CHECKING:
    from reader.core.search import Hit, Result

TITLE, ORIGINAL, NOTE, AUTHOR, TAG = "title", "original", "note", "author", "tag"
"""The places of a hit that are no language of a translation."""

BESIDE = (NOTE, AUTHOR, TAG)
"""Those of them that are no part of the article's text."""

SNIPPETS = 3
"""Snippets shown of one article."""

_NAMED, _LETTERS = 3, 40
"""Filters named that mean nothing; letters of each."""


class ResultTexts(QObject):
    """The texts with a number or a name in them; lupdate sees plural forms only in `self.tr`."""

    def matches(self, count: int) -> str:
        """How many words were found in an article."""
        return self.tr("%n matches", "", count)

    def results(self, count: int) -> str:
        """How many articles were found."""
        return self.tr("%n articles", "", count)

    def in_trash(self, count: int) -> str:
        """How many more lie in Trash."""
        return self.tr("Also in Trash: %n articles", "", count)

    def waiting(self, count: int) -> str:
        """That the search does not know every article yet."""
        return self.tr("Results may be incomplete: %n articles are not indexed yet", "", count)

    def nothing(self, query: str) -> str:
        """That nothing was found."""
        return self.tr("Nothing found for “{query}”").replace("{query}", isolate(query))

    def ignored(self, filters: Sequence[str]) -> str:
        """Which filters mean nothing."""
        named = [isolate(breakable(_shortened(name))) for name in filters[:_NAMED]]
        text = listed((*named, "…")) if len(filters) > len(named) else listed(named)
        return self.tr("Not understood: {filters}").replace("{filters}", text)

    def filters(self) -> str:
        """Which filters there are."""
        from reader.core.search import NAMES

        names = " ".join(f"{name}:" for name in NAMES)
        return self.tr("The filters are {filters}").replace("{filters}", isolate(names))

    def badge(self, hit: Hit, original: str) -> str:
        """The badge of a snippet: a language's code in capitals, or that it is a note."""
        named = {NOTE: self.tr("NOTE"), AUTHOR: self.tr("AUTHOR"), TAG: self.tr("TAG")}
        if hit.where in named:
            return named[hit.where]
        return (original if hit.where == ORIGINAL else hit.where)[:2].upper()

    def passage(self, hit: Hit, original: str) -> str:
        """A snippet with its place, spoken."""
        text = self.tr("{place}: {text}").replace("{place}", isolate(self.place(hit, original)))
        return text.replace("{text}", isolate(hit.snippet))

    def place(self, hit: Hit, original: str) -> str:
        """The place of a snippet, spoken."""
        named = {NOTE: self.tr("Note"), AUTHOR: self.tr("Author"), TAG: self.tr("Tag")}
        if hit.where in named:
            return named[hit.where]
        code = original if hit.where == ORIGINAL else hit.where
        return language_name(code) if code else ""


def _shortened(text: str) -> str:
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def snippets(result: Result) -> list[Hit]:
    """The hits shown below the title: those in its texts before author and tags."""
    below = [hit for hit in result.hits if hit.where != TITLE]
    return sorted(below, key=lambda hit: hit.where in (AUTHOR, TAG))[:SNIPPETS]


def match_count(result: Result) -> int:
    """How many words were found in an article."""
    return sum(hit.matches for hit in result.hits)


def title_spans(result: Result) -> tuple[tuple[int, int], ...]:
    """Where the title holds what was asked for."""
    hits = (hit for hit in result.hits if hit.where == TITLE and hit.snippet == result.summary.title)
    return next((hit.bold for hit in hits), ())


def last_line(result: Result) -> str:
    """Matches, source and date."""
    summary = result.summary
    count = match_count(result)
    matches = ResultTexts().matches(count) if count else ""
    return joined((matches, summary.site, short_date(summary.date or summary.saved_at)))


def runs_rtl(hit: Hit, original: str) -> bool:
    """Whether a snippet runs right to left: by its language; a note, an author, a tag by its own letters."""
    if hit.where in BESIDE:
        return direction_of_text(hit.snippet, Direction.LTR) is Direction.RTL
    return direction_of(original if hit.where == ORIGINAL else hit.where) is Direction.RTL


def spoken_result(result: Result, picked: bool = False) -> str:
    """A result as one text for a screen reader."""
    summary, words = result.summary, ResultTexts()
    count = match_count(result)
    own = summary.language
    pieces = [
        QCoreApplication.translate("cards", "selected") if picked else "",
        isolate(summary.title),
        section_name(summary.section, summary.language),
        listed((summary.site, long_date(summary.date))),
        words.matches(count) if count else "",
        *(words.passage(hit, own) for hit in snippets(result)),
    ]
    return sentences(pieces)
