"""The command line on a disk that answers nothing: `python -m … FOLDER ANSWERS`.

The command waits in a call that no signal ends, as the system holds one for a disk, until something comes on
standard input. The disk answers a question from beside it or not, as `ANSWERS` says (`yes`, `no`).
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from reader.cli import articles, main


def held(*_given: Any) -> Any:
    """As by the system: not even a signal that Python handles comes through."""
    lock = ctypes.create_string_buffer(64)  # more than a mutex takes; zeros are one that is free
    take, give = ctypes.CDLL(None).pthread_mutex_lock, ctypes.CDLL(None).pthread_mutex_unlock
    take(lock)
    interrupted, ready, given = False, threading.Event(), threading.Event()

    def hold() -> None:
        ready.wait()
        print("held", flush=True)
        os.read(0, 1)
        given.set()
        give(lock)

    threading.Thread(target=hold, daemon=True).start()
    while not given.is_set():
        try:
            ready.set()
            take(lock)
        except KeyboardInterrupt:  # it came a moment before the call, or it is told after it
            interrupted = True
    if interrupted:
        raise KeyboardInterrupt


def run(folder: str, answers: str) -> int:
    """List the articles, once the disk lets it."""
    room = shutil.disk_usage

    def ask(folder: Path) -> object:
        print("asked", flush=True)
        if answers == "no":
            threading.Event().wait()
        return room(folder)

    shutil.disk_usage = ask  # type: ignore[assignment]
    whole = articles.LibrarySession.open

    def late(*given: Any, **named: Any) -> Any:
        held()
        return whole(*given, **named)

    articles.LibrarySession.open = late  # type: ignore[method-assign]
    return main.run(["--quiet", "--library", str(Path(folder)), "list"])


if __name__ == "__main__":
    # Whoever runs the tests may have put them in the background, where Ctrl+C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(run(*sys.argv[1:]))
