"""Several articles into one file that another program takes: references, highlights, cards to learn from."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.services.library.annotate_article import (
    MarkedArticle,
    marked_article,
    marked_articles,
    write_marks,
)
from reader.services.whole_file import whole_file, write_whole

if TYPE_CHECKING:
    from reader.exchange.anki_cards import SentenceCard
    from reader.services.library_session import LibrarySession

FORMS = {"ris": ".ris", "csl": ".json", "readwise": ".csv", "apkg": ".apkg", "csv": ".csv"}
"""The forms and how their files' names end: references for Zotero (RIS, CSL JSON), Readwise's highlights,
sentence pairs for Anki, a table for spreadsheets."""


@dataclass(frozen=True, slots=True)
class ArticlesChoice:
    """What goes into the file.

    Args:
        notes: with the reader's notes and marks, where the form has room.
        targets: the translations' languages of sentence pairs; none for every one that there is.
        highlights: only the sentence pairs that the reader highlighted.
        audio: have the system's voice say the sentences of sentence pairs.
    """

    notes: bool = True
    targets: tuple[str, ...] = ()
    highlights: bool = False
    audio: bool = False


@dataclass(frozen=True, slots=True)
class ExportedArticles:
    """What came of it: the `written` files, how many `articles` are in them, and who is missing and why.

    `unsaid` are the sentences of cards that were to be read by a voice and have no recording.
    """

    written: tuple[Path, ...] = ()
    articles: int = 0
    failed: dict[int, ReaderError] = field(default_factory=dict)
    unsaid: int = 0


def export_articles(
    session: LibrarySession,
    ids: Sequence[int],
    path: Path,
    form: str,
    choice: ArticlesChoice = ArticlesChoice(),
    progress: Progress | None = None,
) -> ExportedArticles:
    """Write articles into one file, in the order given; the file is whole or not there.

    An article that cannot be in it is told of in `failed`, and a sentence that no voice could read is counted
    in `unsaid`; its card is there without. Where nothing is left to write, be it for want of
    highlights or of sentence pairs, there is no file.

    Raises:
        ReaderError: `read-only`, `disk-full` or `disk-error`; of audio also `no-voice-files`, `no-voice`, or
            `voice-failed` where not one sentence could be read.
        KeyError: another form.
        Cancelled: by `progress`, looked at before each article and each sentence that is said.
    """
    if form == "apkg":
        return _write_cards(session, ids, path, choice, progress or Progress())
    found, failed = _marked(session, ids, progress or Progress())
    if form == "readwise":
        found = [one for one in found if one.marks or one.note]
    if not found:
        return ExportedArticles(failed=failed)
    write_whole(path, _TEXTS[form](found, choice).encode("utf-8", "replace"))
    return ExportedArticles((path,), len(found), failed)


def export_notes(
    session: LibrarySession, path: Path, ids: Sequence[int] | None, translate: Translate = untranslated
) -> int:
    """Write the notes and highlights of all articles, or of `ids`, in the form that the file's ending names.

    Any other ending than those of `FORMS` is a file to read, see `write_marks`. Returns how many articles
    are in it.

    Raises:
        ReaderError: `not-translated`, `read-only`, `disk-full` or `disk-error`.
    """
    form = next((name for name, ending in FORMS.items() if ending == path.suffix.lower()), "")
    if not form:
        return write_marks(session, path, ids, translate)
    marked = [one.summary.id for one in marked_articles(session, ids)]
    done = export_articles(session, marked, path, form, ArticlesChoice(highlights=True))
    if done.failed and not done.written:
        raise next(iter(done.failed.values()))
    return done.articles


def _write_cards(
    session: LibrarySession, ids: Sequence[int], path: Path, choice: ArticlesChoice, progress: Progress
) -> ExportedArticles:
    from reader.services.library.sentence_cards import sentence_cards

    cards, failed, articles = [], {}, 0
    for number in dict.fromkeys(ids):
        progress.check()
        try:
            found = sentence_cards(session, number, choice.targets, choice.highlights)
        except ReaderError as error:
            failed[number] = error
            continue
        cards += found
        articles += bool(found)
    if not cards:
        return ExportedArticles(failed=failed)
    unsaid = _write_apkg(path, cards, choice, progress)
    return ExportedArticles((path,), articles, failed, unsaid)


def _write_apkg(path: Path, cards: Sequence[SentenceCard], choice: ArticlesChoice, progress: Progress) -> int:
    """Write the file; gives how many sentences no voice could read."""
    from reader.exchange.anki_cards import write_apkg

    if not choice.audio:
        with whole_file(path) as file:
            write_apkg(file, cards, time.time())
        return 0
    from reader.services.library.record_cards import CardRecorder

    place = Path(tempfile.gettempdir())
    with storage_errors(place), tempfile.TemporaryDirectory(prefix="liseuse-", dir=place) as folder:
        recorder = CardRecorder(Path(folder), cards, progress)
        with whole_file(path) as file:
            write_apkg(file, cards, time.time(), recorder.record)
            recorder.finish()
    return recorder.unsaid


def _marked(
    session: LibrarySession, ids: Sequence[int], progress: Progress
) -> tuple[list[MarkedArticle], dict[int, ReaderError]]:
    found: list[MarkedArticle] = []
    failed: dict[int, ReaderError] = {}
    for number in dict.fromkeys(ids):
        progress.check()
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


def _csv(found: Sequence[MarkedArticle], choice: ArticlesChoice) -> str:
    from reader.exchange.articles_csv import articles_csv

    return articles_csv(((one.summary, one.note, one.marks) for one in found), choice.notes)


_TEXTS = {"ris": _ris, "csl": _csl, "readwise": _readwise, "csv": _csv}
