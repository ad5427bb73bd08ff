"""Cancel ends a statement that SQLite is at, and nothing that comes after it."""

from __future__ import annotations

import itertools
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import pytest

from reader.core.model import Document
from reader.core.progress import Cancelled, Progress
from reader.library.recovery.integrity_check import examine
from reader.library.search.search import Search
from tests.support.limits import wait_for

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT begun() UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
"""Counts for ever; `begun` tells that it is under way."""


def test_cancel_ends_a_statement_that_would_run_for_ever(library: Any) -> None:
    begun, progress, ended = threading.Event(), Progress(), []

    def tell() -> int:
        begun.set()
        return 1

    def work() -> None:
        try:
            with library.database.read(progress) as session:
                connection = session.connection()
                connection.connection.driver_connection.create_function("begun", 0, tell)
                connection.exec_driver_sql(ENDLESS).scalar()
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    wait_for(begun.is_set)
    progress.cancel()
    thread.join()
    assert len(ended) == 1


def test_a_cancel_that_comes_late_interrupts_nobody(library: Any) -> None:
    progress = Progress()
    with library.database.read(progress):
        pass
    progress.cancel()
    with library.database.read() as session:
        assert session.connection().exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises(Cancelled), library.database.read(progress):
        pytest.fail("it is not even begun")


def test_another_fault_of_cancelled_work_is_not_hidden(library: Any) -> None:
    progress = Progress()
    with (
        pytest.raises(Exception, match="no such table") as caught,
        library.database.read(progress) as session,
    ):
        progress.cancel()
        session.connection().exec_driver_sql("SELECT * FROM nowhere")
    assert isinstance(caught.value.orig, sqlite3.Error)


def test_search_and_check_end_when_they_are_not_wanted(
    library: Any, document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(document(1))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        Search(library.database).find("phrase", progress=progress)
    for most in range(4):  # between any two of its statements
        with pytest.raises(Cancelled):
            Search(library.database).find("phrase", progress=_Looked(most))
    for most in itertools.count():  # cancelled at its first look whether to go on, its second, …
        looked = _Looked(most)
        try:
            checks = examine(library.database, library.assets, True, looked)
        except Cancelled:
            continue
        break
    assert most >= 4 and all(one.ok for one in checks), "a check that was broken off called nothing damaged"


class _Looked(Progress):
    """Cancels at the look after so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def check(self) -> None:
        if self._left == 0:
            self.cancel()
        self._left -= 1
        super().check()
