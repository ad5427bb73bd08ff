"""Several articles into one file that another program takes: references, highlights, cards to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.services.library.annotate_article import MarkedArticle, marked_article
from reader.services.library.export_article import write_whole

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

FORMS = {"ris": ".ris", "csl": ".json", "readwise": ".csv"}
"""The forms and how their files' names end: references for Zotero (RIS, CSL JSON), Readwise's highlights."""


@dataclass(frozen=True, slots=True)
class ArticlesChoice:
    """What goes into the file. `notes`: with the reader's notes and marks, where the form has room."""

    notes: bool = True


@dataclass(frozen=True, slots=True)
class ExportedArticles:
    """What came of it: the `written` files, how many `articles` are in them, and who is missing and why."""

    written: tuple[Path, ...] = ()
    articles: int = 0
    failed: dict[int, ReaderError] = field(default_factory=dict)


def export_articles(
    session: LibrarySession,
    ids: Sequence[int],
    path: Path,
    form: str,
    choice: ArticlesChoice = ArticlesChoice(),
) -> ExportedArticles:
    """Write articles into one file, in the order given; the file is whole or not there.

    An article that cannot be in it is told of in `failed`; where that is every one, nothing is written.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`.
        KeyError: another form.
    """
    found, failed = _marked(session, ids)
    if failed and not found:
        return ExportedArticles(failed=failed)
    write_whole(path, _TEXTS[form](found, choice).encode("utf-8", "replace"))
    return ExportedArticles((path,), len(found), failed)


def _marked(
    session: LibrarySession, ids: Sequence[int]
) -> tuple[list[MarkedArticle], dict[int, ReaderError]]:
    found: list[MarkedArticle] = []
    failed: dict[int, ReaderError] = {}
    for number in dict.fromkeys(ids):
        try:
            found.append(marked_article(session, number))
        except ReaderError as error:
            failed[number] = error
    return found, failed


def _ris(found: Sequence[MarkedArticle], choice: ArticlesChoice) -> str:
    from reader.exchange.citations import ris

    return ris(((one.summary, one.note, one.marks) for one in found), choice.notes)


def _csl(found: Sequence[MarkedArticle], choice: ArticlesChoice) -> str:
    from reader.exchange.citations import csl_json

    return csl_json(((one.summary, one.note, one.marks) for one in found), choice.notes)


def _readwise(found: Sequence[MarkedArticle], _choice: ArticlesChoice) -> str:
    from reader.exchange.readwise_csv import readwise_csv

    return readwise_csv((one.summary, one.note, one.marks) for one in found)


_TEXTS = {"ris": _ris, "csl": _csl, "readwise": _readwise}
