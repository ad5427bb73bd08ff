"""Ctrl+C while a command waits for a disk that answers nothing.

Python's own answer to it comes when the call that waits returns, which may be never.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator

from reader.core.look import Look, ask_disks
from reader.settings.paths import library_paths

_SILENT_SECONDS = 3.0
"""What the disk is waited for once the command was to end."""
_AGAIN_SECONDS = 1.0


@contextlib.contextmanager
def endable(library: str | None, leave: Callable[[], object]) -> Iterator[None]:
    """For the time of a command: Ctrl+C ends it though its disk is silent.

    Args:
        library: the folder that was chosen, as `library_paths` takes it.
        leave: says so and ends the program at once; called from another thread.
    """
    by_python = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not by_python or threading.current_thread() is not threading.main_thread():
        yield
        return
    told, tells = socket.socketpair()
    tells.setblocking(False)
    before = signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
    watch: Look[None] = Look(lambda: _watch(told, library, leave))
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        tells.close()
        watch.result()
        told.close()


def _watch(told: socket.socket, library: str | None, leave: Callable[[], object]) -> None:
    """Wait for Ctrl+C, or the end of the command; after the one, ask the disk until the other."""
    told.settimeout(_AGAIN_SECONDS)
    interrupted = False
    while True:
        try:
            number = told.recv(1)
        except TimeoutError:
            interrupted = interrupted or _is_pending()
        else:
            if not number:
                return
            interrupted = interrupted or number[0] == signal.SIGINT
        if interrupted and not Look(lambda: _ask(library)).answered(_SILENT_SECONDS):
            leave()
            return


def _is_pending() -> bool:
    """Whether Ctrl+C waits for the main thread, which a disk holds so fast that not even its handler runs.

    Linux tells it; elsewhere the handler has to.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            waiting = next((line for line in status if line.startswith("ShdPnd:")), "ShdPnd: 0")
    except OSError:
        return False
    return bool(int(waiting.split()[1], 16) >> (signal.SIGINT - 1) & 1)


def _ask(library: str | None) -> None:
    paths = library_paths(library)
    ask_disks(paths.root, paths.database)  # a link may lead to another disk


def leave(words: str) -> None:
    """End the process at once, beside a thread that the system holds; some systems hold the process with it.

    Args:
        words: what is said on standard error.
    """
    with contextlib.suppress(OSError, ValueError):
        os.write(2, f"{words}\n".encode())
    os._exit(130)
