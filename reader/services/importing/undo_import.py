"""Takes an import back: what it brought and nobody touched since goes, what it added elsewhere too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.progress import Progress
from reader.settings.options import OPTIONS

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

_STEP = 500  # articles deleted in one transaction


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """How many articles went, and how many of the import's articles stay since they were touched."""

    id: int
    removed: int
    kept: int


def undo_import(session: LibrarySession, import_id: int, progress: Progress) -> UndoneImport:
    """Take an import back; broken off, it can be asked for again and goes on.

    Raises:
        ReaderError: `no-such-import`, or the disk. Cancelled: what went by then stays gone.
    """
    going, kept = _untouched(session, import_id)
    for start in range(0, len(going), _STEP):
        progress.step(start, len(going), "undoing")
        session.articles.delete_forever(going[start : start + _STEP])
    _take_back_the_rest(session, import_id, progress)
    session.imports.take_apart(import_id)
    return UndoneImport(import_id, len(going), kept)


def _take_back_the_rest(session: LibrarySession, import_id: int, progress: Progress) -> None:
    """Take back what our own export brought besides articles: sentences, terms, searches, feeds, options."""
    from reader.library.space import sentences_in_use
    from reader.library.transfer.brought_records import options_of, take_back

    record = session.imports.get(import_id)
    if record.format != "liseuse" or record.state == "undone":  # numbers of rows that went are given again
        return
    take_back(session.database, import_id, sentences_in_use(session.database, progress))
    chosen = session.settings.chosen()
    for key, value in options_of(session.database, import_id).items():
        if chosen.get(key) == value:
            _go_back(session, key)


def _go_back(session: LibrarySession, key: str) -> None:
    """Let an option have its default; other computers hear of what is chosen, not of what is missing."""
    from reader.library.replication.membership import Membership

    if Membership(session.database).part() is None:
        session.settings.reset(key)
    else:
        session.settings.set(key, OPTIONS[key].default)


def _untouched(session: LibrarySession, import_id: int) -> tuple[list[int], int]:
    """The articles that go, and how many stay; of our own export, one may have been opened long before."""
    from reader.library.transfer.records_in import IncomingRecords

    if session.imports.get(import_id).format == "liseuse":
        return IncomingRecords(session.database).untouched(import_id)
    return session.imports.untouched(import_id)
