"""How long work reports where it is and learns that it is no longer wanted."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 - not an error: the reader asked for it
    """Raised inside work that was asked to stop."""


class Progress:
    """Passed to every piece of long work. Safe to use from any thread.

    Args:
        report: called as `report(done, total, text)` at each step; `text` is a short English word
            that names the step (`fetching`, `extracting`, `pictures`, `saved`, `translating`).
    """

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._on_cancel: Callable[[], None] | None = None

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report a step, after checking for cancellation.

        Raises:
            Cancelled: when `cancel` was called.
        """
        self.check()
        if self._report is not None:
            self._report(done, total, text)

    def check(self) -> None:
        """Raise `Cancelled` when the work is no longer wanted."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next step, or at once where `on_cancel` knows how."""
        self._cancelled.set()
        action = self._on_cancel
        if action is not None:
            action()

    def on_cancel(self, action: Callable[[], None] | None) -> None:
        """Set what `cancel` does at once besides, such as closing a socket; `None` removes it."""
        self._on_cancel = action
        if action is not None and self._cancelled.is_set():
            action()

    def part(self) -> Progress:
        """The progress of one part of the work: it reports nothing, and is cancelled with the whole.

        Raises:
            Cancelled: when `cancel` was called.
        """
        inner = Progress()
        self.on_cancel(inner.cancel)
        self.check()
        return inner

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled.is_set()
