"""`export --format epub --keep-in-step`: a book of each article on an e-reader, or in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.cli.export.article_files import chosen_languages
from reader.cli.export.program_files import failures
from reader.cli.output import Output
from reader.services.library_session import LibrarySession


def keep(options: argparse.Namespace, session: LibrarySession, ids: list[int], output: Output) -> int:
    """Bring the books in `options.output` in step with articles; gives the exit code.

    Raises:
        ReaderError: as `keep_books`.
    """
    from reader.services.publishing.keep_books import keep_books

    choice = chosen_languages(options, session, ids, bool(options.notes))
    folder = Path(options.output).expanduser()
    done = keep_books(
        session, ids, folder, choice, options.remove_others, output.progress(), output.translate
    )
    output.failures(session, done.failed)
    output.left_out(done.without_text)
    fields = {
        "written": [str(path) for path in done.written],
        "articles": len(done.written) + done.unchanged + len(done.edited),
        "unchanged": done.unchanged,
        "edited": [str(path) for path in done.edited],
        "removed": [str(path) for path in done.removed],
        "removed_there": done.gone,
        "without_text": done.without_text,
        "device": done.device.kind or None,
        "failed": failures(done.failed),
    }
    lines = [f"{output.word('written')}\t{path}" for path in done.written]
    lines += [f"{output.word('edited by you')}\t{path}" for path in done.edited]
    lines += [f"{output.word('removed')}\t{path}" for path in done.removed]
    lines.append(output.word("{count} unchanged", count=done.unchanged))
    output.result(fields, "\n".join(lines))
    return 1 if done.failed else 0
