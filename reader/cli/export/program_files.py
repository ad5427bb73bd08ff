"""Articles into the files of other programs: references, highlights, sentence cards, a folder of notes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.export.article_files import BOTH, ORIGINAL, chosen_languages
from reader.cli.output import Output, error_json
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.library.export_articles import ArticlesChoice, export_articles
from reader.services.library_session import LibrarySession

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.core.errors import ReaderError
    from reader.services.library.export_articles import ExportedArticles


VAULT = "vault"
_UNSAID = QT_TRANSLATE_NOOP("terminal", "Sentences that no voice could read, so without a recording: {count}")


def write(options: argparse.Namespace, session: LibrarySession, ids: list[int], output: Output) -> int:
    """Write articles in one of `FORMS`; gives the exit code.

    Raises:
        ReaderError: the file cannot be written.
    """
    targets = tuple(code for code in (options.lang or "").split(",") if code not in ("", ORIGINAL, BOTH))
    choice = ArticlesChoice(options.notes is not False, targets, options.highlights, options.audio)
    path, progress = Path(options.output), output.progress()
    done = export_articles(session, ids, path, options.format, choice, progress)
    output.failures(session, done.failed)
    if done.unsaid:
        output.tell(Message("terminal", _UNSAID, {"count": done.unsaid}))
    output.result(_fields(done), "\n".join(f"{done.articles}\t{path}" for path in done.written) or "0")
    return 1 if done.failed or done.unsaid else 0


def keep_vault(options: argparse.Namespace, session: LibrarySession, ids: list[int], output: Output) -> int:
    """Bring a folder of notes in step with articles; gives the exit code.

    Raises:
        ReaderError: the folder cannot be written.
    """
    from reader.services.library.export_vault import export_vault

    choice = chosen_languages(options, session, ids, options.notes is not False)
    folder = Path(options.output)
    done = export_vault(session, ids, folder, choice, output.progress(), output.translate)
    output.failures(session, done.failed)
    fields = {
        "written": [str(path) for path in done.written],
        "articles": len(done.written) + done.unchanged,
        "unchanged": done.unchanged,
        "edited": [str(path) for path in done.edited],
        "failed": failures(done.failed),
    }
    lines = [f"{output.word('written')}\t{path}" for path in done.written] + [
        f"{output.word('edited by you')}\t{path}" for path in done.edited
    ]
    output.result(fields, "\n".join((*lines, output.word("{count} unchanged", count=done.unchanged))))
    return 1 if done.failed else 0


def failures(failed: Mapping[int, ReaderError]) -> list[dict[str, Any]]:
    """Why articles are not in what was written, as JSON says it."""
    return [{"id": number, "error": error_json(error)} for number, error in failed.items()]


def _fields(done: ExportedArticles) -> dict[str, Any]:
    return {
        "written": [str(path) for path in done.written],
        "articles": done.articles,
        "unsaid": done.unsaid,
        "failed": failures(done.failed),
    }
