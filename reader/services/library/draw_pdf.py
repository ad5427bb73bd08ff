"""Writes one article as PDF, drawn in a process of its own: it can be cancelled, and frees what it took."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.messages import Translate, untranslated
from reader.core.progress import Progress
from reader.core.serialize import dumps
from reader.services.library.export_article import ORIGINAL, ExportChoice, article_on_paper
from reader.services.whole_file import write_whole
from reader.workers.process import Limits, WorkerDied, WorkerProcess

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession

LIMITS = Limits(seconds=300, memory=3 << 30, idle=1)


def draw_pdf(
    session: LibrarySession,
    article_id: int,
    path: Path,
    progress: Progress,
    fonts: tuple[str, str],
    choice: ExportChoice = ORIGINAL,
    translate: Translate = untranslated,
    paper: str = "region",
) -> Path:
    """Write an article; the file is whole or not there.

    Args:
        fonts: the values of the options for Latin and Arabic text.
        paper: `a4`, `letter`, or `region` for what is usual where
            the reader lives.

    Raises:
        ReaderError: `no-such-article`, `not-translated`, `worker-failed`, `read-only`, `disk-full` or
            `disk-error`.
        Cancelled: by `progress`.
    """
    printed, files = article_on_paper(session, article_id, choice, translate)
    latin, arabic = fonts
    names = {name: str(file) for name, file in files.items()}
    message = {"files": names, "latin": latin, "arabic": arabic, "paper": paper}
    worker = WorkerProcess("drawing", LIMITS)
    try:
        _, data = worker.request(message, dumps(printed).encode("utf-8", "replace"), progress)
    except WorkerDied as error:
        raise ReaderError("worker-failed", str(error)) from error
    finally:
        worker.close()
    progress.check()
    write_whole(path, data)
    return path
