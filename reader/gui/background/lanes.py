"""A lane: work in a queue, and the few threads that take from it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

Call = Callable[[], Any]


class Lane:
    """Runs what is submitted, the oldest first, on at most `width` threads; each is made when it is needed.

    The threads are daemons. Those of `concurrent.futures` are waited for at the end of the program whatever
    they do, and one that hangs in a system call would keep a program without a window alive.

    Args:
        name: the threads' name.
        width: how much runs at once.
    """

    def __init__(self, name: str, width: int) -> None:
        self._name = name
        self._width = width
        self._turn = threading.Condition()
        self._waiting: deque[tuple[Future[Any], Call]] = deque()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False

    def submit(self, call: Call) -> Future[Any]:
        """Queue `call()`; the future has its result.

        Raises:
            RuntimeError: the lane is closed.
        """
        future: Future[Any] = Future()
        with self._turn:
            if self._closed:
                raise RuntimeError("the lane is closed")
            self._waiting.append((future, call))
            if self._idle < len(self._waiting) and len(self._threads) < self._width:
                self._add_thread()
            self._turn.notify()
        return future

    def close(self) -> None:
        """Take no more; the threads end once nothing waits."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()

    def pass_by(self) -> None:
        """Let what waits run beside what hangs, on one thread more."""
        with self._turn:
            if self._waiting:
                self._add_thread()

    def widen(self) -> None:
        """Run one piece of work more at once, beside one that may hang for ever."""
        with self._turn:
            self._width += 1
            if self._idle < len(self._waiting):
                self._add_thread()

    def join(self, until: float) -> list[str]:
        """Wait for the threads of a closed lane; the names of those that still run at `until`.

        Args:
            until: a moment of `time.monotonic`.
        """
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return [thread.name for thread in self._threads if thread.is_alive()]

    def _add_thread(self) -> None:
        name = f"{self._name}_{len(self._threads)}"
        thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        while (turn := self._next()) is not None:
            _run(*turn)
            del turn  # a thread that waits holds nothing of the work before

    def _next(self) -> tuple[Future[Any], Call] | None:
        with self._turn:
            while not self._waiting:
                if self._closed:
                    return None
                self._idle += 1
                self._turn.wait()
                self._idle -= 1
            return self._waiting.popleft()


def _run(future: Future[Any] | None, call: Call) -> None:
    assert future is not None
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - whoever submitted it is told, whatever it was
        future.set_exception(error)
        future = None  # the error's own frames lead here, and would keep it alive
    else:
        future.set_result(result)
