"""Marks and notes: made on an article or its translation, listed, and given away as Markdown or HTML."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.marks import Annotation, Colour
from reader.core.messages import Translate, untranslated
from reader.core.model import ArticleSummary
from reader.services.whole_file import write_whole

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


@dataclass(frozen=True, slots=True)
class LibraryNote:
    """A mark, or (`mark` is `None`) the note on a whole article, among those of the library.

    `folded` are the words of all its texts as the search knows them, each after a blank.
    """

    summary: ArticleSummary
    mark: Annotation | None
    note: str
    folded: str = ""

    @property
    def quote(self) -> str:
        """The marked passage."""
        return self.mark.quote if self.mark is not None else ""


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
    return session.annotations.add(new_mark(article_id, passage, colour, note))


def new_mark(article_id: int, passage: Passage, colour: Colour = Colour.YELLOW, note: str = "") -> Annotation:
    """A mark of a passage, made now, which is stored nowhere yet."""
    from reader.library.clock import now

    moment = now()
    return Annotation(
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
        created_at=moment,
        updated_at=moment,
    )


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


def library_notes(session: LibrarySession) -> list[LibraryNote]:
    """Every mark and note outside Trash: the newest mark first, an article's own note before its marks."""
    notes, marks = session.annotations.notes(), session.annotations.all()
    order = list(dict.fromkeys((*(mark.article_id for mark in marks), *sorted(notes, reverse=True))))
    cards = {card.id: card for card in session.articles.by_ids(order)}
    found: dict[int, list[LibraryNote]] = {number: [] for number in order if number in cards}
    for number, text in notes.items():
        if number in found:
            found[number].append(LibraryNote(cards[number], None, text, _folded(cards[number].title, text)))
    for mark in marks:
        if mark.article_id in found:
            card = cards[mark.article_id]
            texts = (mark.quote, mark.note, mark.source, card.title)
            found[card.id].append(LibraryNote(card, mark, mark.note, _folded(*texts)))
    return [note for number in found for note in found[number]]


def matching_notes(
    notes: Sequence[LibraryNote], query: str = "", colours: Collection[Colour] = ()
) -> list[LibraryNote]:
    """Those that hold a word beginning with each word of `query`, in one of `colours` (none: all)."""
    from reader.library.search_text import word_texts

    wanted = [f" {word}" for word in word_texts(query)]
    return [
        note
        for note in notes
        if (not colours or (note.mark is not None and note.mark.colour in colours))
        and all(word in note.folded for word in wanted)
    ]


def write_marks(
    session: LibrarySession,
    path: Path,
    ids: Sequence[int] | None = None,
    translate: Translate = untranslated,
) -> int:
    """Write the notes of all articles, or of `ids`, into a file: HTML when its name says so, else Markdown.

    The file is whole or not there. Returns how many articles are in it.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`.
    """
    form = "html" if path.suffix.lower() in (".html", ".htm") else "markdown"
    found = marked_articles(session, ids)
    text = _written(found, form, translate)
    write_whole(path, text.encode())
    return len(found)


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
    return _written(marked_articles(session, ids), form, translate)


def _written(found: Sequence[MarkedArticle], form: str, translate: Translate) -> str:
    from reader.reading.notes_export import html_of, markdown_of

    write = {"markdown": markdown_of, "html": html_of}[form]
    return write([(a.summary, a.note, a.marks) for a in found], translate)


def _folded(*texts: str) -> str:
    from reader.library.search_text import word_texts

    return "".join(f" {word}" for text in texts for word in word_texts(text))
