"""Several programs at one library, and programs that are killed."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.core.model import Document
from reader.library.articles.quick_list import quick_list
from reader.library.recovery.integrity_check import clean_after_crash, examine
from tests.support.limits import LIMIT

Child = Callable[..., "subprocess.Popen[str]"]


def test_four_processes_write_at_once(tmp_path: Path, child: Child, reopen: Any) -> None:
    processes = [child(tmp_path, "add", f"p{n}", 40) for n in range(4)]
    library = reopen(tmp_path)
    seen = [len(library.articles.ids())]
    while any(process.poll() is None for process in processes):
        seen.append(len(library.articles.ids()))  # a reader waits for none of them
    outputs = [process.communicate(timeout=LIMIT) for process in processes]
    assert [errors for _, errors in outputs] == [""] * 4
    acknowledged = {line for output, _ in outputs for line in output.split("\n") if line}
    assert len(acknowledged) == 160, "none fails"
    titles = {f"ACK {card.title.removeprefix('Titre ')}" for card in library.articles.summaries()}
    assert titles == acknowledged, "none is lost"
    assert seen == sorted(seen)
    assert library.articles.tags() == {"essai": 160, "p0": 40, "p1": 40, "p2": 40, "p3": 40}
    assert all(check.ok for check in examine(library.database, library.assets))
    library.close()


def test_the_same_article_from_four_processes_is_stored_once(
    tmp_path: Path, child: Child, reopen: Any
) -> None:
    outputs = [p.communicate(timeout=LIMIT) for p in [child(tmp_path, "add", "same", 1) for _ in range(4)]]
    assert sorted(output for output, _ in outputs) == ["ACK same-0\n"] + ["ERROR already-saved\n"] * 3, (
        outputs
    )
    library = reopen(tmp_path)
    assert library.articles.counts()["all"] == 1
    assert len(list(library.assets.files())) == 1
    library.close()


def test_threads_queue_up(library: Any, document: Callable[..., Document]) -> None:
    failures: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for n in range(first, first + 25):
                library.add(document(n))
                library.articles.get(library.articles.find(f"https://site.example/{n}").id)
        except BaseException as error:  # told to the test's own thread
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert library.articles.counts()["all"] == 100


def test_a_reader_sees_one_moment(library: Any, document: Callable[..., Document]) -> None:
    library.add(document(1))
    with library.database.read() as session:
        run = session.connection().exec_driver_sql
        before = run("SELECT count(*) FROM article").scalar()
        thread = threading.Thread(target=lambda: library.add(document(2)))
        thread.start()
        thread.join(LIMIT)
        assert not thread.is_alive(), "a writer waits for no reader"
        assert run("SELECT count(*) FROM article").scalar() == before == 1
    assert library.articles.counts()["all"] == 2


def lines_of(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(count)]


def after_the_kill(process: subprocess.Popen[str]) -> list[str]:
    """The whole lines that were still in the pipe."""
    output, _ = process.communicate(timeout=LIMIT)
    return [line.strip() for line in output.splitlines(keepends=True) if line.endswith("\n")]


def test_kill_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, child: Child, reopen: Any
) -> None:
    moments = random.Random(11)
    there: set[str] = set()
    gone: set[str] = set()
    for round_number in range(20):
        process = child(tmp_path, "change", f"r{round_number}")
        said = lines_of(process, moments.choice((1, 2, 5, 12)))
        time.sleep(moments.random() * 0.05)
        process.kill()
        said += after_the_kill(process)
        there |= {line[4:] for line in said if line.startswith("ACK ")}
        gone |= {line[5:] for line in said if line.startswith("GONE ")}
        with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            keys = {row[0] for row in connection.execute("SELECT key FROM article_address")}
        assert there <= keys
        assert not gone & keys
        assert len(keys - there) <= round_number + 1, "at most one a round was stored and not yet said"
        library = reopen(tmp_path)
        clean_after_crash(library.database, library.assets)
        checks = {check.name: check for check in examine(library.database, library.assets)}
        assert not [check for check in checks.values() if not check.ok and check.name != "leftovers"]
        library.close()
    assert len(there) > 40
    assert len(gone) > 10


def test_what_a_killed_save_leaves_is_cleaned_at_the_next_start(
    tmp_path: Path, child: Child, reopen: Any
) -> None:
    library = reopen(tmp_path)
    assert clean_after_crash(library.database, library.assets) == 0
    (acknowledged,) = after_the_kill(child(tmp_path, "half_save"))
    digest = acknowledged.removeprefix("ACK ")
    assert library.assets.path(digest) is not None
    assert clean_after_crash(library.database, library.assets) == 1
    assert library.assets.path(digest) is None
    assert clean_after_crash(library.database, library.assets) == 0
    library.close()


def test_the_pictures_of_a_running_save_are_no_orphans(tmp_path: Path, child: Child, reopen: Any) -> None:
    """`doctor --repair` beside a window that is saving: its new pictures have no article yet."""
    library = reopen(tmp_path)
    saving = reopen(tmp_path)
    mine = library.assets.add(b"of this process", "image/png")
    other = child(tmp_path, "change", "x")
    lines_of(other, 1)
    checks = examine(library.database, library.assets, repair=True)
    assert all(check.ok for check in checks)
    assert library.assets.path(mine) is not None
    lines_of(other, 20)
    examine(library.database, library.assets, repair=True)
    other.kill()
    after_the_kill(other)
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        named = [row[0] for row in connection.execute("SELECT digest FROM article_picture")]
    assert named and all(library.assets.path(digest) for digest in named)
    saving.close()
    library.close()


def test_a_pending_save_outlives_a_kill(tmp_path: Path, child: Child, reopen: Any) -> None:
    child(tmp_path, "pend").communicate(timeout=LIMIT)
    library = reopen(tmp_path)
    assert [(p.url, p.tags) for p in library.pending.all()] == [("https://site.example/pending", ("t",))]
    library.close()


def test_the_quick_list_does_not_wait_for_a_writer(tmp_path: Path, child: Child, reopen: Any) -> None:
    library = reopen(tmp_path)
    library.close()
    holder = child(tmp_path, "hold")
    lines_of(holder, 1)
    rows, counts = quick_list(tmp_path / "library.db")
    assert (rows, counts["all"]) == ([], 0)
    with (
        contextlib.closing(sqlite3.connect(tmp_path / "library.db", timeout=0)) as connection,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        connection.execute("BEGIN IMMEDIATE")  # the writer has not ended meanwhile
    assert holder.poll() is None


def test_what_looks_at_the_open_library_keeps_its_locks(
    tmp_path: Path, child: Child, reopen: Any, document: Callable[..., Document]
) -> None:
    """A file that is opened and closed beside SQLite ends this process's locks on it; the next program to
    end would then believe itself the last one and take the write-ahead log of the open library away."""
    from reader.library.backup import backup
    from reader.library.file_kind import FileState, examine_file

    library = reopen(tmp_path)
    path = library.database.path
    backup(path, tmp_path / "copy.db")
    assert examine_file(path) is FileState.CURRENT
    first = child(tmp_path, "add", "elsewhere", 1)
    assert first.communicate(timeout=LIMIT)[0] == "ACK elsewhere-0\n"
    assert path.with_name(path.name + "-wal").exists(), "another program's end leaves the log alone"
    library.articles.add(
        document(), requested_url="https://a.ma/x", key="a.ma/x", saved_at="2026-01-01T00:00:00Z"
    )
    with contextlib.closing(sqlite3.connect(path)) as connection:  # as any other program sees it
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (2,)
    library.close()
