"""What a note is about, and the marks that come with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.marks import Annotation, Colour
from reader.services.unstored_acts.note_acts import Noted

if TYPE_CHECKING:
    from reader.services.library.annotate_article import Passage
    from reader.services.library_session import LibrarySession


@dataclass(slots=True)
class Subject:
    """What a note is about: an article, a mark of it, or passages that are marked with the first letter.

    `new` are the marks of the passages as they are to be, `made` once the library has stored them. `stored`
    is its note as the library has it while what was typed over that cannot be stored, else `None`.
    """

    article_id: int
    mark: Annotation | None = None
    passages: tuple[Passage, ...] = ()
    colour: Colour = Colour.YELLOW
    made: list[Annotation] | None = None
    new: tuple[Annotation, ...] = ()
    stored: str | None = None

    @property
    def mark_id(self) -> int:
        """The number of its mark, 0 for none (yet)."""
        if self.made:
            return self.made[0].id
        return self.mark.id if self.mark is not None else 0

    @property
    def its_mark(self) -> Annotation | None:
        """Its mark, stored or not, `None` for a whole article."""
        return next(iter(self.made or self.new), self.mark)

    @property
    def quote(self) -> str:
        """The passage it is about, empty for the whole article."""
        if self.mark is not None:
            return self.mark.quote
        return self.passages[0].quote if self.passages else ""

    def put(self, session: LibrarySession, text: str, base: str) -> None:
        """Store its note, which was written from `base` (on the library lane); passages that could not be
        marked are."""
        if self.stored is None:  # else what it was typed over is not there
            self.stored = base if self.mark_id or not self.passages else ""
        if self.mark_id:
            session.annotations.change(self.mark_id, note=text, base=self.stored)
        elif not self.passages:
            session.annotations.set_note(self.article_id, text, self.stored)
        elif self.made is not None and text.strip():
            store_marks(session, _with_note(self.new, text), self.made)
        self.stored = None

    def is_same(self, other: Subject) -> bool:
        """Whether both have one note."""
        if self is other:
            return True
        marked = (not one.passages or one.mark_id for one in (self, other))
        return all(marked) and (self.article_id, self.mark_id) == (other.article_id, other.mark_id)


def new_marks(
    article_id: int, passages: Sequence[Passage], colour: Colour, note: str
) -> tuple[Annotation, ...]:
    """Marks of passages as they are to be stored, the first with the note."""
    from reader.services.library.annotate_article import new_mark

    return _with_note(tuple(new_mark(article_id, passage, colour) for passage in passages), note)


def _with_note(marks: tuple[Annotation, ...], note: str) -> tuple[Annotation, ...]:
    return tuple(replace(mark, note="" if number else note) for number, mark in enumerate(marks))


def store_marks(session: LibrarySession, new: Sequence[Annotation], made: list[Annotation]) -> None:
    """Store marks; `made` gets them as they are stored."""
    for mark in new:
        made.append(session.annotations.add(mark))


def noted(subject: Subject, text: str, base: str) -> Noted:
    """The act of typing a note over another one."""
    stored = base if subject.stored is None else subject.stored
    made = _with_note(subject.new, text) if text.strip() and not subject.made else ()
    return Noted(subject.article_id, text, stored, mark=subject.its_mark, made=made)
