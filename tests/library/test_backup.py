"""Copies: sound or not there; and the way back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.library import backup as backup_module
from reader.library.backup import backup, check_whole, copy_whole
from reader.library.read_access import open_read_only
from reader.library.replacement import restore

Child = Callable[..., "subprocess.Popen[str]"]


def titles(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM article ORDER BY id")]


def test_a_backup_and_back(tmp_path: Path, reopen: Any, document: Callable[..., Document]) -> None:
    library = reopen(tmp_path)
    library.add(document(1), tags=["x"])
    target = tmp_path / "elsewhere" / "copy.db"
    assert backup(library.database.path, target) == target
    assert [f.name for f in target.parent.iterdir()] == ["copy.db"], "one file, with no log beside it"
    check_whole(target)
    library.add(document(2))
    library.close()
    kept = restore(target, tmp_path / "library.db")
    assert kept is not None and titles(kept) == ["Sécheresse 1", "Sécheresse 2"]
    library = reopen(tmp_path)
    assert [card.title for card in library.articles.summaries()] == ["Sécheresse 1"]
    assert library.articles.get(1).document == document(1)
    assert library.sql("PRAGMA journal_mode") == [("wal",)]
    library.close()


def test_a_backup_while_another_program_writes(tmp_path: Path, child: Child, reopen: Any) -> None:
    writer = child(tmp_path, "change", "w")
    assert writer.stdout is not None
    for _ in range(10):
        writer.stdout.readline()
    for n in range(5):
        copy = backup(tmp_path / "library.db", tmp_path / "copies" / f"{n}.db")
        check_whole(copy)
        assert len(titles(copy)) >= 6
        writer.stdout.readline()
    writer.kill()


def test_a_backup_is_never_made_over_the_last_sound_one_by_a_damaged(
    tmp_path: Path, reopen: Any, document: Any
) -> None:
    library = reopen(tmp_path)
    for n in range(60):
        library.add(document(n))
    path, target = library.database.path, tmp_path / "copy.db"
    library.close()
    backup(path, target)
    sound = target.read_bytes()
    data = bytearray(path.read_bytes())
    for at in range(8192, len(data), 4096):
        data[at : at + 64] = os.urandom(64)
    path.write_bytes(data)
    with pytest.raises(ReaderError) as caught:
        backup(path, target)
    assert caught.value.kind == "library-damaged"
    assert target.read_bytes() == sound
    assert not list(tmp_path.glob(".copy.db*"))


def test_a_damaged_library_is_moved_aside_and_replaced(tmp_path: Path, reopen: Any, document: Any) -> None:
    library = reopen(tmp_path)
    library.add(document(1))
    copy = backup(library.database.path, tmp_path / "copy.db")
    library.close()
    (tmp_path / "library.db").write_bytes(b"nothing left of it")
    kept = restore(copy, tmp_path / "library.db")
    assert kept is not None and kept.read_bytes() == b"nothing left of it"
    library = reopen(tmp_path)
    assert library.articles.counts()["all"] == 1
    library.close()


def test_a_missing_library_is_restored(tmp_path: Path, reopen: Any, document: Any) -> None:
    library = reopen(tmp_path / "old")
    library.add(document(1))
    copy = backup(library.database.path, tmp_path / "copy.db")
    library.close()
    assert restore(copy, tmp_path / "new" / "library.db") is None
    assert titles(tmp_path / "new" / "library.db") == ["Sécheresse 1"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(None, "file-unreadable"), (b"x" * 999, "library-damaged"), ("foreign", "library-foreign")],
)
def test_what_is_no_backup_is_not_restored(
    tmp_path: Path, reopen: Any, document: Any, content: bytes | str | None, kind: str
) -> None:
    library = reopen(tmp_path)
    library.add(document(1))
    library.close()
    source = tmp_path / "source.db"
    if isinstance(content, bytes):
        source.write_bytes(content)
    elif content:
        with contextlib.closing(sqlite3.connect(source)) as connection:
            connection.execute("CREATE TABLE notes (id INTEGER)")
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(ReaderError) as caught:
        restore(source, tmp_path / "library.db")
    assert caught.value.kind == kind
    assert (tmp_path / "library.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_restoring_beside_an_open_window(tmp_path: Path, reopen: Any, document: Any) -> None:
    """Another process keeps the library open: it sees the restored one, whole."""
    library = reopen(tmp_path)
    library.add(document(1))
    copy = backup(library.database.path, tmp_path / "copy.db")
    library.add(document(2))
    restore(copy, tmp_path / "library.db")
    assert [card.title for card in library.articles.summaries()] == ["Sécheresse 1"]
    library.add(document(3))
    library.close()
    check_whole(tmp_path / "library.db")
    assert titles(tmp_path / "library.db") == ["Sécheresse 1", "Sécheresse 3"]


def test_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        backup(tmp_path / "library.db", tmp_path / "copy.db")
    assert caught.value.kind == "file-unreadable"


def test_a_target_that_cannot_be_written(tmp_path: Path, reopen: Any) -> None:
    reopen(tmp_path).close()
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReaderError) as caught:
        backup(tmp_path / "library.db", tmp_path / "file" / "copy.db")
    assert caught.value.kind == "read-only"


def test_a_full_disk_leaves_no_half_copy(tmp_path: Path, reopen: Any, document: Any, mounted: Any) -> None:
    library = reopen(tmp_path)
    library.add(document(1))
    library.close()
    (tmp_path / "small").mkdir()
    mount = f"mount -t tmpfs -o size=64k none '{tmp_path / 'small'}'"
    assert mounted(mount, tmp_path, "back_up") == ["ERROR disk-full", "LEFT []"]


def test_a_library_that_is_held_after_it_was_opened_is_not_tried_for_ever(
    tmp_path: Path, reopen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.db"
    reopen(tmp_path).close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        opened = open_read_only(path, 0.0)
        monkeypatch.setattr(backup_module, "open_read_only", lambda _path: opened)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReaderError) as caught:
            copy_whole(path, tmp_path / "copy.db")
    assert caught.value.kind == "library-busy"


def test_a_pipe_is_not_replaced_by_a_copy(tmp_path: Path, reopen: Any) -> None:
    reopen(tmp_path).close()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ReaderError) as caught:
        backup(tmp_path / "library.db", tmp_path / "pipe")
    assert caught.value.kind == "not-a-file" and (tmp_path / "pipe").is_fifo()
