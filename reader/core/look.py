"""A look at a disk from a thread of its own: a disk that does not answer holds nobody but that thread."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

SILENT_SECONDS = 1.5
"""After which a disk that has not answered is spoken of; one that slept takes longer."""

T = TypeVar("T")


def ask_disks(*places: Path) -> None:
    """Ask the disks of files or folders for their room, one after the other; an error is an answer, too.

    A server answers that anew each time, where it may leave a look at a file to what is remembered here.
    """
    for place in places:
        with contextlib.suppress(OSError):
            shutil.disk_usage(place)


def there(paths: Iterable[str]) -> list[str]:
    """Those of some files and folders that are there. It reads the disk."""
    return [path for path in paths if os.path.exists(path)]


class Look(Generic[T]):
    """Asks something once, beginning now.

    The thread is a daemon: one that the system holds for ever does not keep the program from ending.

    Args:
        ask: what is asked; called in the thread.
    """

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._answer: Callable[[], T]
        self._over = threading.Event()
        threading.Thread(target=self._run, name="look", daemon=True).start()

    def answered(self, seconds: float = 0.0) -> bool:
        """Whether there is an answer, waiting for it as long as that; an error is one, too."""
        return self._over.wait(seconds)

    def result(self) -> T:
        """The answer, however long it takes.

        Raises:
            BaseException: what `ask` raised.
        """
        self._over.wait()
        return self._answer()

    def _run(self) -> None:
        try:
            found = self._ask()
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever wants the result
            failure = error
            self._answer = lambda: _raise(failure)
        else:
            self._answer = lambda: found
        self._over.set()


def _raise(error: BaseException) -> T:  # type: ignore[type-var]
    raise error
