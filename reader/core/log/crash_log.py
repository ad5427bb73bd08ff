"""A file for the run's crashes, in the log folder, which the next start finds and offers as a report.

What the interpreter itself says of a fatal signal (`faulthandler`) goes there, and every exception
that nobody caught. A run that ends in order and had nothing to note leaves no file.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from reader.core.log.discretion import discreet, short_path, trace_of
from reader.core.private_files import make_folder
from reader.core.storage_errors import regular

log = logging.getLogger(__name__)

_PREFIX, _NEW, _SEEN = "crash-", ".txt", ".seen.txt"
_NAME = re.compile(r"crash-\d{8}-\d{6}-(\d+)\.txt\Z")
_KEPT = 5
_UNWRITTEN = 20  # texts kept for a file that is not open yet
_MOST_BYTES = 100_000
_LOG_LINES = 40
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ ([A-Z]+) ")


class CrashLog:
    """The crash file of one run.

    Args:
        folder: the log folder.
        places: names for folders that a report must not tell.
    """

    def __init__(self, folder: Path, places: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._places = dict(places or {})
        self._path = folder / f"{_PREFIX}{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}{_NEW}"
        self._file: IO[bytes] | None = None
        self._unwritten: deque[bytes] = deque(maxlen=_UNWRITTEN)
        self._opening = threading.Lock()
        self._closed = False
        self._shown = False

    def start(self) -> None:
        """Open the file and have fatal signals written to it; without a file it runs all the same."""
        try:
            make_folder(self._folder)
            descriptor = os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        except OSError as error:
            log.info("no crash file: %s", error.strerror)
            return
        with self._opening:
            self._file = os.fdopen(descriptor, "wb", buffering=0)
            faulthandler.enable(self._file, all_threads=True)
            self._write_down()
            if self._closed:  # the disk answered when the run had ended
                self._put_away()

    def note(self, error: BaseException, where: str) -> str:
        """Write down an exception that nobody caught; returns what was written."""
        text = discreet(f"{where}\n{trace_of(error)}\n\n", self._places)
        self.write(text)
        return text

    def write(self, text: str) -> None:
        """Write a text that is discreet already, as soon as the file is open."""
        self._unwritten.append(text.encode("utf-8", "replace"))
        self._write_down()

    def _write_down(self) -> None:
        file = self._file
        while file is not None and self._unwritten:
            with contextlib.suppress(OSError, IndexError):  # another thread may take the last one
                file.write(self._unwritten.popleft())

    def shown(self) -> None:
        """What is noted so far was shown to the reader: a run that ends in order need not offer it again."""
        self._shown = True

    def close(self) -> None:
        """The run ends in order."""
        with self._opening:
            self._closed = True
            self._put_away()

    def _put_away(self) -> None:
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            if not self._path.stat().st_size:
                self._path.unlink()
            elif self._shown:
                self._path.rename(_seen(self._path))

    def left_behind(self) -> list[Path]:
        """The crash files of earlier runs that were not offered yet, oldest first; empty ones are removed."""
        found = []
        for path in sorted(self._folder.glob(f"{_PREFIX}*{_NEW}")):
            match = _NAME.match(path.name)
            if match is None or path == self._path or _alive(int(match.group(1))):
                continue
            with contextlib.suppress(OSError):
                if path.stat().st_size:
                    found.append(path)
                else:
                    path.unlink()
        return found

    def report(self, files: list[Path], facts: Mapping[str, str]) -> str:
        """The text that the reader may copy and send: versions, the crash, the last lines of the log.

        Args:
            files: crash files. facts: what was running, by name.
        """
        parts = ["\n".join(f"{name}: {value}" for name, value in facts.items())]
        parts += [self._read(path) for path in files[-_KEPT:]]
        parts.append("\n".join(self._log_tail()))
        return discreet("\n\n".join(part.strip() for part in parts if part.strip()), self._places)

    def settle(self, files: list[Path]) -> None:
        """The reader has been told of these; the newest few are kept beside the log."""
        for path in files:
            with contextlib.suppress(OSError):
                path.rename(_seen(path))
        for path in sorted(self._folder.glob(f"{_PREFIX}*{_SEEN}"))[:-_KEPT]:
            with contextlib.suppress(OSError):
                path.unlink()

    @staticmethod
    def _read(path: Path) -> str:
        try:
            with path.open("rb") as file:
                return _short_frames(file.read(_MOST_BYTES).decode("utf-8", "replace"))
        except OSError:
            return ""

    def _log_tail(self) -> list[str]:
        """The last lines of the log that are no debug lines, which may name addresses."""
        try:
            with open(
                self._folder / "liseuse.log", encoding="utf-8", errors="replace", opener=regular
            ) as file:
                text = file.read()
        except OSError:
            return []
        levels = ((_STAMP.match(line), line) for line in text[-_MOST_BYTES:].splitlines()[1:])
        return [line for match, line in levels if match and match.group(1) != "DEBUG"][-_LOG_LINES:]


def _short_frames(text: str) -> str:
    """faulthandler's lines with paths that say nothing of the machine."""
    return re.sub(r'File "([^"\n]+)"', lambda match: f'File "{short_path(match.group(1))}"', text)


def _seen(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(_NEW) + _SEEN)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # an earlier run that had the number we have now
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
