"""The notes and marks of the article on screen, read and changed on the library lane; every change undoes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.marks import Annotation, Colour
from reader.gui.background.undo_stack import Step
from reader.gui.notes.note_subject import Subject, new_marks, noted, store_marks
from reader.services.unstored_acts.note_acts import MarksColoured, MarksMade, MarksRemoved, Noted

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.gui.background.job_runner import Job
    from reader.gui.background.library_controller import LibraryController
    from reader.services.library.annotate_article import MarkedArticle, Passage
    from reader.services.library_session import LibrarySession
    from reader.services.unstored_acts.kinds import Act

Work = Callable[["LibrarySession"], object]
Failed = Callable[["ReaderError"], None]


@dataclass(frozen=True, slots=True)
class _Undoable:
    """A change and what takes it back, and which acts they are as they are done."""

    work: Work
    back: Work
    act: Callable[[], Act]
    back_act: Callable[[], Act]


class NotesStore(QObject):
    """For one window. What is asked for while an earlier change waits keeps its order."""

    changed = Signal()
    """The notes of the article on screen are others now."""
    stored = Signal()
    """Something was written, to this article or another one."""
    refused = Signal(object, str, str)
    """A `Subject` whose note could not be stored, the note, and what it was typed over."""
    failed = Signal(object)
    """Why."""
    settled = Signal()
    """No note waits to be stored any more: each one is, or was refused."""

    def __init__(self, library: LibraryController, parent: QObject) -> None:
        super().__init__(parent)
        self.failed.connect(library.failed)
        self._library = library
        self.article_id = 0
        self.note = ""
        self.marks: tuple[Annotation, ...] = ()
        self._refused: dict[Path, list[tuple[Subject, str]]] = {}
        """Notes that could not be stored, by the folder by which their library was asked for."""
        self._noting: list[Job] = []
        """What stores notes, the oldest first."""
        self._waiting: dict[Job, tuple[Subject, str]] = {}
        """Notes that were given to the library, which has not answered yet, by what stores them."""
        self.reason: ReaderError | None = None
        """Why a note could not be stored last."""
        library.reopened.connect(lambda _pending: self._waiting.clear())

    @property
    def _unwritten(self) -> list[tuple[Subject, str]]:
        paths = self._library.paths
        return self._refused.setdefault(paths.moved_from or paths.root, [])

    def unwritten(self, subject: Subject) -> tuple[Subject, str] | None:
        """What was last typed into a note that could not be stored, for as long as the window is open."""
        return next((one for one in self._unwritten if one[0].is_same(subject)), None)

    def unstored(self) -> list[tuple[Subject, str]]:
        """Notes that are not in the library, as far as is known: refused ones of every library that this
        window had open, and those that wait."""
        here = self._unwritten
        found: list[tuple[Subject, str]] = []
        for note in reversed([*here, *self._waiting.values()]):
            if not any(note[0].is_same(other) for other, _ in found):
                found.insert(0, note)
        elsewhere = [note for notes in self._refused.values() if notes is not here for note in notes]
        return [note for note in (*elsewhere, *found) if note[1].strip()]

    @property
    def waits(self) -> bool:
        """Whether a note was given to the library which has not answered yet."""
        return bool(self._waiting)

    def note_kept(self) -> None:
        """What waits is kept elsewhere by now: an end of the program loses nothing of it."""
        for job in self._waiting:
            job.kept_elsewhere = True

    def try_again(self) -> None:
        """Give the library once more what it refused."""
        for subject, text in list(self._unwritten):
            if not any(subject.is_same(other) for other, _ in self._waiting.values()):
                self.type(subject, text, "")

    def load(self, article_id: int) -> None:
        """Read the notes of the article on screen now; what could not be marked of it is tried again."""
        for subject, text in list(self._unwritten):
            if subject.article_id == article_id and subject.passages and not subject.made:
                self.type(subject, text, "")
        if article_id != self.article_id:
            self.note, self.marks = "", ()
        self.article_id = article_id
        self._library.work(
            lambda session, _progress: _read(session, article_id),
            done=lambda found: self._take(article_id, found),
            newest="notes",
        )

    def clear(self) -> None:
        """No article is on screen."""
        self.article_id, self.note, self.marks = 0, "", ()
        self.changed.emit()

    def mark(self, mark_id: int) -> Annotation | None:
        """A mark of the article on screen."""
        return next((mark for mark in self.marks if mark.id == mark_id), None)

    def add(
        self,
        passages: Sequence[Passage],
        colour: Colour,
        note: str = "",
        failed: Failed | None = None,
        written: Callable[[], object] = lambda: None,
    ) -> list[Annotation]:
        """Mark passages of the article on screen; the list returned has the marks once they are stored."""
        new = new_marks(self.article_id, passages, colour, note)
        return self._add(self.article_id, new, failed, written)[0]

    def _add(
        self,
        article_id: int,
        new: tuple[Annotation, ...],
        failed: Failed | None,
        written: Callable[[], object],
    ) -> tuple[list[Annotation], Job]:
        made: list[Annotation] = []

        def make(session: LibrarySession) -> None:
            if made:  # done again: under their own numbers
                made[:] = [session.annotations.add(mark) for mark in made]
            else:
                store_marks(session, new, made)

        def unmake(session: LibrarySession) -> None:
            made[:] = [session.annotations.remove(mark.id) for mark in made]

        def marks() -> tuple[Annotation, ...]:
            return tuple(made) if len(made) == len(new) else new  # some of them are stored just now

        change = _Undoable(make, unmake, lambda: MarksMade(marks()), lambda: MarksRemoved(marks()))
        return made, self._do(article_id, change, failed, written)

    def recolour(self, marks: Sequence[Annotation], colour: Colour) -> None:
        """Give marks another colour."""
        former = {mark.id: mark.colour for mark in marks}
        if not marks or set(former.values()) == {colour}:
            return

        def change(session: LibrarySession) -> None:
            for number in former:
                session.annotations.change(number, colour=colour)

        def back(session: LibrarySession) -> None:
            for number, old in former.items():
                session.annotations.change(number, colour=old)

        done = MarksColoured(tuple(replace(mark, colour=colour) for mark in marks))
        undone = MarksColoured(tuple(marks))
        self._do(marks[0].article_id, _Undoable(change, back, lambda: done, lambda: undone))

    def remove(self, marks: Sequence[Annotation]) -> None:
        """Take marks away with their notes."""
        if not marks:
            return
        held = list(marks)

        def take(session: LibrarySession) -> None:
            held[:] = [session.annotations.remove(mark.id) for mark in held]

        def put(session: LibrarySession) -> None:
            held[:] = [session.annotations.add(mark) for mark in held]

        change = _Undoable(take, put, lambda: MarksRemoved(tuple(held)), lambda: MarksMade(tuple(held)))
        self._do(marks[0].article_id, change)

    def type(self, subject: Subject, text: str, base: str) -> None:
        """Store a note as it is being typed over `base`; `typed` follows when the field is left."""
        note = (subject, text)

        def refuse(error: ReaderError) -> None:
            self._keep(subject, text, base, error)
            self._settle(note)

        def written() -> None:
            self.forget(subject)
            self._settle(note)

        def put(session: LibrarySession) -> None:
            subject.put(session, text, base)

        if not subject.passages or subject.made is not None:
            act = noted(subject, text, base)
            self._waiting[self._write(subject.article_id, put, act, refuse, written)] = note
        elif text.strip():
            subject.new = new_marks(self.article_id, subject.passages, subject.colour, text)
            subject.made, job = self._add(self.article_id, subject.new, refuse, written)
            self._waiting[job] = note

    def _settle(self, note: tuple[Subject, str]) -> None:
        self._waiting = {job: other for job, other in self._waiting.items() if other is not note}
        if not self._waiting:
            self.settled.emit()

    def _keep(self, subject: Subject, text: str, base: str, error: ReaderError) -> None:
        """A note could not be stored: it stays in the field, or comes back to it with its article."""
        self.forget(subject)
        self._unwritten.append((subject, text))
        self.reason = error
        self.refused.emit(subject, text, base if subject.stored is None else subject.stored)
        self.failed.emit(error)

    def forget(self, subject: Subject) -> None:
        """Nothing of a note is to be stored any more."""
        self._unwritten[:] = [one for one in self._unwritten if not one[0].is_same(subject)]

    def typed(self, subject: Subject, former: str, text: str) -> None:
        """What was typed into a note since its field was entered is one change."""

        def put(new: str, old: str) -> None:
            self._write(
                subject.article_id,
                lambda session: subject.put(session, new, old),
                noted(subject, new, old),
                written=partial(self.forget, subject),
            )

        self._library.remember(Step(partial(put, former, text), partial(put, text, former)))

    def set_article_note(self, article_id: int, text: str, former: str) -> None:
        """Change the note on an article at once, as when it is deleted from a list."""
        self.forget(Subject(article_id))

        def change(session: LibrarySession) -> None:
            session.annotations.set_note(article_id, text, former)

        def back(session: LibrarySession) -> None:
            session.annotations.set_note(article_id, former, text)

        subject = Subject(article_id)
        done, undone = noted(subject, text, former), noted(subject, former, text)
        self._do(article_id, _Undoable(change, back, lambda: done, lambda: undone))

    # Inside

    def _do(
        self,
        article_id: int,
        change: _Undoable,
        failed: Failed | None = None,
        written: Callable[[], object] = lambda: None,
    ) -> Job:
        """Make a change that undoes; one that is refused, and that nobody keeps to try again, is no step."""
        step = Step(
            lambda: self._write(article_id, change.back, change.back_act()),
            lambda: self._write(article_id, change.work, change.act()),
        )
        forget = self._library.remember(step)

        def refused(error: ReaderError) -> None:
            forget()
            self.failed.emit(error)

        return self._write(article_id, change.work, change.act(), failed or refused, written)

    def _write(
        self,
        article_id: int,
        work: Work,
        act: Act,
        failed: Failed | None = None,
        written: Callable[[], object] = lambda: None,
    ) -> Job:
        def run(session: LibrarySession) -> MarkedArticle:
            work(session)
            return _read(session, article_id)

        def done(found: MarkedArticle) -> None:
            written()
            self._after(article_id, found)

        job = self._library.work(lambda session, _progress: run(session), done=done, keep=True, failed=failed)
        job.acts = (act,)
        if isinstance(act, Noted):
            self._chain(job, act)
        return job

    def _chain(self, job: Job, act: Noted) -> None:
        """A note that is typed on is one act, the same one of all jobs that are to store it."""
        self._noting = [earlier for earlier in self._noting if not earlier.future.done()]
        about = []
        for earlier in self._noting:
            before = earlier.acts[0]
            if isinstance(before, Noted) and before.is_about(act):
                job.acts = (act.after(before),)
                about.append(earlier)
        for earlier in about:
            earlier.acts = job.acts
        self._noting.append(job)

    def _after(self, article_id: int, found: MarkedArticle) -> None:
        self._take(article_id, found)
        self.stored.emit()

    def _take(self, article_id: int, found: MarkedArticle) -> None:
        if article_id == self.article_id:
            self.note, self.marks = found.note, found.marks
            self.changed.emit()


def _read(session: LibrarySession, article_id: int) -> MarkedArticle:
    from reader.services.library.annotate_article import marked_article

    return marked_article(session, article_id)
