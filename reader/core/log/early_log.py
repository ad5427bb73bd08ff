"""Keeps what is logged before the first paint; the log itself takes too long to load to come before it."""

from __future__ import annotations

import logging


class EarlyLog(logging.Handler):
    """Takes every record from now on, until they are taken from it."""

    def __init__(self, verbose: bool = False) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []
        root = logging.getLogger()
        root.setLevel(logging.DEBUG if verbose else logging.INFO)
        root.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self._records.append(record)

    def take(self) -> list[logging.LogRecord]:
        """End the keeping: what was kept, each with the time it happened at."""
        logging.getLogger().removeHandler(self)
        return self._records
