"""The log: topics, not what is read. A rotating file of the library, and standard error on demand."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_BYTES = 1_000_000  # of one file; five are kept
_QUIET = ("argostranslate", "trafilatura", "urllib3", "PIL", "alembic", "htmldate", "courlan")


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log file that only its owner can read."""

    def _open(self):  # type: ignore[no-untyped-def]
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
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
        _add(root, logging.StreamHandler(sys.stderr))
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _add(root, _PrivateFile(folder / "liseuse.log", maxBytes=_BYTES, backupCount=4, encoding="utf-8"))
    except OSError as error:
        root.info("no log file: %s", error.strerror)


def _add(root: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.of_liseuse = True  # type: ignore[attr-defined]
    root.addHandler(handler)
