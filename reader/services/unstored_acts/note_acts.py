"""Acts on passages that the reader marked, and on notes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.marks import Annotation
from reader.services.unstored_acts.on_articles import is_same

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.then import Then


@dataclass(frozen=True, slots=True)
class MarksMade:
    """Passages that were marked, new ones or removed ones that came back."""

    marks: tuple[Annotation, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """Do it, on what it was done to. Raises ReaderError."""
        for mark in dict.fromkeys(self.marks):
            if is_same(session, mark.article_id, then) and _stored(session, mark, exactly=True) is None:
                session.annotations.add(mark)


@dataclass(frozen=True, slots=True)
class MarksRemoved:
    """Passages that are marked no more."""

    marks: tuple[Annotation, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `MarksMade.do`."""
        for mark in dict.fromkeys(self.marks):
            if (stored := _stored(session, mark)) is not None:
                session.annotations.remove(stored.id)


@dataclass(frozen=True, slots=True)
class MarksColoured:
    """Marks that were given another colour: the one that they have here."""

    marks: tuple[Annotation, ...]

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `MarksMade.do`."""
        for mark in dict.fromkeys(self.marks):
            stored = _stored(session, mark)
            if stored is not None and stored.colour != mark.colour:
                session.annotations.change(stored.id, colour=mark.colour)


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on a whole article, or on a mark of it.

    `base` is the note as it was stored, `since` are digests of what was made of it before `text`, each of
    which may have been stored: a note that is typed for minutes has hundreds of them. `made` are the marks
    that are made with it where they are not there; the first of them is its own.
    """

    article: int
    text: str
    base: str
    since: tuple[str, ...] = ()
    mark: Annotation | None = None
    made: tuple[Annotation, ...] = ()

    def do(self, session: LibrarySession, then: Then) -> None:
        """See `MarksMade.do`. Another note that is there by now is joined with it."""
        notes = session.annotations
        MarksMade(self.made).do(session, then)
        if self.mark is not None:
            stored = _stored(session, self.mark)
            if stored is not None and stored.note != self.text:
                notes.change(stored.id, note=self.text, base=self._base(stored.note))
        elif is_same(session, self.article, then):
            note = notes.note(self.article)
            if note != self.text:
                notes.set_note(self.article, self.text, self._base(note))

    def after(self, before: Noted) -> Noted:
        """The same, where the note was typed on from what another act has made of it."""
        return replace(self, base=before.base, since=(*before.since, digest(before.text)))

    def is_about(self, other: Noted) -> bool:
        """Whether both are about one note."""
        return self.article == other.article and _made(self.mark) == _made(other.mark)

    def _base(self, note: str) -> str:
        return note if digest(note) in self.since else self.base


def digest(note: str) -> str:
    """What tells one note from another."""
    return hashlib.sha256(note.encode("utf-8", "surrogatepass")).hexdigest()


def _made(mark: Annotation | None) -> tuple[str, str, str, int] | None:
    return None if mark is None else (mark.created_at, mark.quote, mark.block, mark.start)


def _stored(session: LibrarySession, mark: Annotation, exactly: bool = False) -> Annotation | None:
    """A mark as the library has it: by when it was made and what it says, as it may have no number yet.

    Args:
        exactly: where it was made; otherwise a text that was fetched anew may have it elsewhere.
    """
    alike = [
        kept
        for kept in session.annotations.of_article(mark.article_id)
        if (kept.created_at, kept.quote) == (mark.created_at, mark.quote)
    ]
    place = (mark.language, mark.block, mark.sentence, mark.start)
    here = [kept for kept in alike if (kept.language, kept.block, kept.sentence, kept.start) == place]
    if here or exactly:
        return next((kept for kept in here if kept.id == mark.id), here[0] if here else None)
    moved = [kept for kept in alike if mark.id in (0, kept.id)]
    return moved[0] if len(moved) == 1 else None
