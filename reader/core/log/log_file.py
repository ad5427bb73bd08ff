"""The log: topics, not what is read. A rotating file of the library, and standard error on demand."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
import queue
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.core.log.discretion import discreet, places, trace_of
from reader.core.private_files import make_folder
from reader.core.storage_errors import regular

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000  # of one file; five are kept
_WAITING = 10_000  # lines that wait for a disk; what comes then is not kept
_END_SECONDS = 0.5  # s; closing promises 2 in all
_QUIET = (
    "argostranslate",
    "trafilatura",
    "urllib3",
    "PIL",
    "alembic",
    "htmldate",
    "courlan",
    "filelock",
    "httpx",
    "httpcore",
    "paramiko",
    "fsspec",
    "asyncio",
    "psycopg",
)


class _Discreet(logging.Formatter):
    """Cuts addresses and folders, and shows an exception without its values. Debug lines stay whole."""

    def __init__(self, places: Mapping[str, str]) -> None:
        super().__init__(_FORMAT)
        self._places = places

    def format(self, record: logging.LogRecord) -> str:
        kept, record.exc_text = record.exc_text, None  # another handler's, with every value in it
        text = super().format(record)
        record.exc_text = kept
        return text if record.levelno <= logging.DEBUG else discreet(text, self._places)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        return trace_of(ei[1]) if ei[1] is not None else ""


class _Quiet(logging.Handler):
    """Lets a line go that cannot be written: a full disk is told by whoever needs it, not by its log.

    The standard library would print a traceback to standard error, with the values that were to be logged.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


class _ErrorStream(_Quiet, logging.StreamHandler):  # type: ignore[type-arg]
    """Standard error, which may be a file on a full disk, or closed."""


class _PrivateFile(_Quiet, logging.handlers.RotatingFileHandler):
    """A log file that only its owner can read."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        super().handleError(record)
        stream, self.stream = self.stream, None
        if stream is not None:  # with the line in it that was not written; the next one opens the file again
            with contextlib.suppress(OSError):
                stream.close()

    def _open(self):  # type: ignore[no-untyped-def]
        descriptor = regular(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, self.mode, encoding=self.encoding)


class _Aside(logging.handlers.QueueHandler):
    """Makes each line at once and has a thread of its own open the file in `folder` and write to it: a disk
    that does not answer holds nobody who logs."""

    def __init__(self, folder: Path) -> None:
        self._lines: queue.Queue[logging.LogRecord | None] = queue.Queue(_WAITING)
        super().__init__(self._lines)
        self._folder = folder
        self._writer = threading.Thread(target=self._write, name="log", daemon=True)
        self._writer.start()

    def enqueue(self, record: logging.LogRecord) -> None:
        """Let a line wait for the thread that writes it."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(record)

    def close(self) -> None:
        """Wait a moment until everything is written."""
        self.end()
        super().close()

    def end(self) -> bool:
        """The same; returns whether everything is, and the file closed."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(None)
        self._writer.join(_END_SECONDS)
        return not self._writer.is_alive()

    def _write(self) -> None:
        file = _file_in(self._folder)
        while (line := self._lines.get()) is not None:
            if file is not None:
                file.handle(line)
        if file is not None:
            file.close()


def start_logging(folder: Path | None, verbose: bool = False, aside: bool = False) -> None:
    """Log to `folder/liseuse.log` (when it can be written) and, with `verbose`, to standard error.

    Args:
        folder: where the file is; `None` for none.
        verbose: also log to standard error, and what helps who looks for an error.
        aside: write the file from a thread of its own, so that a disk that hangs holds nobody. Whoever asks
            for that ends with `end_logging`.
    """
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in list(root.handlers):
        if getattr(handler, "of_liseuse", False):
            root.removeHandler(handler)
            handler.close()
    # Without any handler, as where the log cannot be written, Python puts warnings on standard error.
    _add(root, logging.NullHandler(), {})
    if verbose:
        _add(root, _ErrorStream(sys.stderr), {})
    if folder is None:
        return
    writer = _Aside(folder) if aside else _file_in(folder)
    if writer is not None:
        _add(root, writer, places(folder))


def _file_in(folder: Path) -> _PrivateFile | None:
    """The file of the log, with its folders; `None` where it cannot be written, which is said in the log."""
    try:
        for place in (folder.parent, folder):  # the library's own folder is made here at the first start
            make_folder(place)
        return _PrivateFile(folder / "liseuse.log", maxBytes=_BYTES, backupCount=4, encoding="utf-8")
    except OSError as error:
        logging.getLogger().info("no log file: %s", error.strerror)
        return None


def end_logging() -> bool:
    """Write what waits to be logged; returns whether that is done.

    It is not where the log's disk hangs, and an ordinary end of the program would wait for that for ever.
    """
    return all([handler.end() for handler in logging.getLogger().handlers if isinstance(handler, _Aside)])


def _add(root: logging.Logger, handler: logging.Handler, named: Mapping[str, str]) -> None:
    handler.setFormatter(_Discreet(named))
    handler.of_liseuse = True  # type: ignore[attr-defined]
    root.addHandler(handler)
