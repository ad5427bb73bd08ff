"""The log: topics, not what is read. A rotating file of the library, and standard error on demand."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.core.log.discretion import discreet, trace_of
from reader.core.private_files import make_folder

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000  # of one file; five are kept
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
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, self.mode, encoding=self.encoding)


def start_logging(folder: Path | None, verbose: bool = False) -> None:
    """Log to `folder/liseuse.log` (when it can be written) and, with `verbose`, to standard error."""
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in list(root.handlers):
        if getattr(handler, "of_liseuse", False):
            root.removeHandler(handler)
            handler.close()
    if verbose:
        _add(root, _ErrorStream(sys.stderr), {})
    if folder is None:
        return
    try:
        for place in (folder.parent, folder):  # the library's own folder is made here at the first start
            make_folder(place)
        file = _PrivateFile(folder / "liseuse.log", maxBytes=_BYTES, backupCount=4, encoding="utf-8")
        _add(root, file, places(folder))
    except OSError as error:
        root.info("no log file: %s", error.strerror)


def places(folder: Path) -> dict[str, str]:
    """How the folders of the library that has this log folder are named in logs and reports."""
    return {str(folder.parent): "<library>"}


def _add(root: logging.Logger, handler: logging.Handler, named: Mapping[str, str]) -> None:
    handler.setFormatter(_Discreet(named))
    handler.of_liseuse = True  # type: ignore[attr-defined]
    root.addHandler(handler)
