"""Marks and notes: made on an article or its translation, listed, and given away as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.marks import Annotation, Colour
from reader.core.messages import Translate, untranslated
from reader.core.model import ArticleSummary

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article with what the reader left on it: the note on the whole, and the marks in reading order."""

    summary: ArticleSummary
    note: str = ""
    marks: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A selection in one block: as `Annotation`, whose fields these are."""

    language: str
    block: str
    sentence: int
    start: int
    end: int
    quote: str
    last_sentence: int = -1


def mark_passage(
    session: LibrarySession,
    article_id: int,
    passage: Passage,
    colour: Colour = Colour.YELLOW,
    note: str = "",
) -> Annotation:
    """Mark a passage of an article or its translation.

    Raises:
        ReaderError: `no-such-article`.
    """
    mark = Annotation(
        0,
        article_id,
        passage.language,
        passage.block,
        passage.sentence,
        passage.start,
        passage.end,
        passage.quote,
        passage.last_sentence,
        colour=colour,
        note=note,
    )
    return session.annotations.add(mark)


def marked_article(session: LibrarySession, article_id: int) -> MarkedArticle:
    """An article's note and marks.

    Raises:
        ReaderError: `no-such-article`.
    """
    summary = session.articles.summary(article_id)
    marks = tuple(session.annotations.of_article(article_id))
    return MarkedArticle(summary, session.annotations.note(article_id), marks)


def marked_articles(session: LibrarySession, ids: Sequence[int] | None = None) -> list[MarkedArticle]:
    """Every article outside Trash that has a note or a mark (or those of `ids`), the newest first."""
    notes, marks = session.annotations.notes(), session.annotations.all()
    chosen = {*notes, *(mark.article_id for mark in marks)}
    if ids is not None:
        chosen &= set(ids)
    return [marked_article(session, article_id) for article_id in sorted(chosen, reverse=True)]


def export_marks(
    session: LibrarySession,
    form: str,
    ids: Sequence[int] | None = None,
    translate: Translate = untranslated,
) -> str:
    """The notes and marks of all articles, or of `ids`, as `markdown` or `html`, each with its source.

    Raises:
        KeyError: another form.
    """
    from reader.reading.notes_export import html_of, markdown_of

    write = {"markdown": markdown_of, "html": html_of}[form]
    found = marked_articles(session, ids)
    return write([(a.summary, a.note, a.marks) for a in found], translate)
