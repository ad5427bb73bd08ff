"""A copy that is put back finds the pictures it names, whatever was deleted since."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library import replacement
from reader.library.backup import backup
from reader.library.read_access import ReadAccess
from reader.services.backup.check_library import check_library
from reader.services.backup.keep_backups import keep_backups, newest_sound
from reader.services.backup.restore_backup import restore_backup
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT

DAY = datetime.date(2026, 3, 1)
OLDER = Path(__file__).parents[2] / "data" / "libraries" / "0003" / "library.db"


def sound(session: LibrarySession) -> bool:
    checks = check_library(session)
    return all(check.ok for check in checks)


def test_a_picture_deleted_since_comes_back_with_its_article(paths: LibraryPaths) -> None:
    with LibrarySession.open(paths) as session:
        gone, kept = stock(session, 1, b"gone"), stock(session, 2, b"kept")
        copy = keep_backups(session, DAY)
        assert copy is not None
        session.articles.delete_forever([gone])
        later = stock(session, 3, b"later")
        assert {file.read_bytes() for _, file in session.assets.files()} == {b"kept", b"later"}
        assert sound(session), "a picture kept for a copy is no orphan"
    former = restore_backup(paths, copy)
    assert former is not None
    with LibrarySession.open(paths) as session:
        assert sorted(session.articles.ids("all")) == [gone, kept]
        assert {file.read_bytes() for _, file in session.assets.files()} == {b"gone", b"kept"}
        assert sound(session)
    restore_backup(paths, former)
    with LibrarySession.open(paths) as session:
        assert sorted(session.articles.ids("all")) == [kept, later]
        assert {file.read_bytes() for _, file in session.assets.files()} == {b"kept", b"later"}
        assert sound(session)


def test_pictures_that_no_copy_names_any_more_go(session: LibrarySession) -> None:
    gone = stock(session, 1, b"in a copy")
    stock(session, 2)
    assert keep_backups(session, DAY) is not None
    session.articles.delete_forever([gone])
    folder = session.paths.backups / "pictures"
    for number in range(1, 7 * 4 + 8):
        assert keep_backups(session, DAY + datetime.timedelta(number)) is not None
        if number < 7:
            assert [file.read_bytes() for file in folder.iterdir()] == [b"in a copy"]
    assert list(folder.iterdir()) == [], "the copies of that week are gone"


def test_without_copies_a_picture_goes_at_once(session: LibrarySession) -> None:
    session.articles.delete_forever([stock(session, 1, b"p")])
    assert not (session.paths.backups / "pictures").exists() and list(session.assets.files()) == []


def test_a_copy_that_cannot_be_read_holds_all_pictures(session: LibrarySession) -> None:
    gone = stock(session, 1, b"p")
    assert keep_backups(session, DAY) is not None
    session.articles.delete_forever([gone])
    for copy in session.paths.backups.glob("*.db"):
        copy.write_bytes(b"rubbish")
    assert keep_backups(session, DAY + datetime.timedelta(1)) is not None
    assert len(list((session.paths.backups / "pictures").iterdir())) == 1


@pytest.mark.parametrize("what", ["missing", "rubbish", "folder"])
def test_what_is_no_copy_changes_nothing(paths: LibraryPaths, tmp_path: Path, what: str) -> None:
    with LibrarySession.open(paths) as session:
        number = stock(session, 1, b"p")
    source = tmp_path / "copy.db"
    if what == "rubbish":
        source.write_bytes(b"rubbish" * 1000)
    elif what == "folder":
        source.mkdir()
    before = paths.database.read_bytes()
    with pytest.raises(ReaderError) as raised:
        restore_backup(paths, source)
    assert raised.value.kind in ("file-unreadable", "backup-damaged")
    assert paths.database.read_bytes() == before
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [number] and sound(session)


def test_the_newest_sound_copy_is_found(paths: LibraryPaths) -> None:
    assert newest_sound(paths) is None
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        first = keep_backups(session, DAY)
        stock(session, 2)
        second = keep_backups(session, DAY + datetime.timedelta(1))
    assert first is not None and second is not None
    found = newest_sound(paths)
    assert found is not None and (found.path, found.articles) == (second, 2)
    data = bytearray(second.read_bytes())
    data[8192:12288] = bytes(4096)
    second.write_bytes(data)
    found = newest_sound(paths)
    assert found is not None and found.articles == 1


def test_what_another_process_saves_while_the_former_library_is_copied_is_in_the_copy(
    paths: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = keep_backups(session, DAY)
        assert copy is not None
    original, numbers = replacement.backup, iter((2, 3))

    def copy_while_another_saves(source: Path, target: Path) -> None:
        original(source, target)
        if number := next(numbers, 0):
            with LibrarySession.open(paths) as other:
                stock(other, number)

    monkeypatch.setattr(replacement, "backup", copy_while_another_saves)
    former = restore_backup(paths, copy)
    assert former is not None
    with LibrarySession.open(paths) as session:
        assert len(session.articles.ids("all")) == 1
    kept = list(paths.backups.glob("replaced-*.db"))
    assert kept == [former], "the copies that came too early are gone"
    monkeypatch.undo()
    restore_backup(paths, former)
    with LibrarySession.open(paths) as session:
        titles = {session.articles.get(number).document.title for number in session.articles.ids("all")}
    assert titles == {"Titre 1", "Titre 2", "Titre 3"}


def _damage(paths: LibraryPaths) -> None:
    """A page that belongs to nothing: a check finds it, and everything else goes on."""
    with contextlib.closing(sqlite3.connect(paths.database)) as library:
        library.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = library.execute("PRAGMA page_count").fetchone()[0]
        size = library.execute("PRAGMA page_size").fetchone()[0]
    with paths.database.open("r+b") as file:
        file.seek(28)
        file.write((pages + 1).to_bytes(4, "big"))
        file.seek(pages * size)
        file.write(bytes(size))


_SAVER = """
import sys
from pathlib import Path
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.services.stocked_library import stock
from tests.support.limits import LIMIT
with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    print("OPEN", flush=True)
    sys.stdin.readline()
    stock(session, 9)
    print("ACK", flush=True)
"""


HOLDER = """
import sys
from pathlib import Path
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    print(len(session.articles.ids("all")), flush=True)
    sys.stdin.readline()
    found = session.articles.ids("all")
    session.annotations.set_note(found[0], "written afterwards")
    print(len(found), flush=True)
"""


def test_a_copy_of_an_older_version_is_put_under_an_open_window_in_the_present_form(
    paths: LibraryPaths,
) -> None:
    """Its own tables lack what the window writes into, and nobody else could open such a library then."""
    with LibrarySession.open(paths) as session:
        stock(session, 1, b"one")
    before = OLDER.read_bytes()
    command = [sys.executable, "-c", HOLDER, str(paths.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "1\n"
        assert restore_backup(paths, OLDER) is not None
        with LibrarySession.open(paths) as session:
            assert session.articles.counts()["all"] == 3
        answer, _ = holder.communicate("go on\n", timeout=LIMIT)
    assert answer == "3\n" and holder.returncode == 0
    with LibrarySession.open(paths) as session:
        notes = [session.annotations.note(number) for number in session.articles.ids("all")]
        assert any("written afterwards" in str(note) for note in notes)
    assert OLDER.read_bytes() == before and not list(paths.root.glob("*.draft*"))


def test_a_copy_of_an_older_version_is_not_checked_before_it_is_copied(
    paths: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is checked, and that of the copy tells as much; what is done is told."""
    LibrarySession.open(paths).close()
    checked: list[Path] = []
    connect = sqlite3.connect

    def watched(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **more)
        file = Path(connection.execute("PRAGMA database_list").fetchone()[2])
        connection.set_trace_callback(
            lambda said: checked.append(file) if "integrity_check" in said else None
        )
        return connection

    monkeypatch.setattr(sqlite3, "connect", watched)
    told: list[tuple[int, int, str]] = []
    restore_backup(paths, OLDER, Progress(lambda *step: told.append(step)))
    assert checked and OLDER not in checked
    assert told == [(0, 3, "reading"), (1, 3, "writing"), (2, 3, "writing")]


def test_a_damaged_copy_of_an_older_version_changes_nothing(paths: LibraryPaths, tmp_path: Path) -> None:
    with LibrarySession.open(paths) as session:
        number = stock(session, 1, b"p")
    content = OLDER.read_bytes()
    copy = tmp_path / "older.db"
    copy.write_bytes(content[:-4096] + b"\xff" * 4096)
    with pytest.raises(ReaderError) as raised:
        restore_backup(paths, copy)
    assert raised.value.kind == "backup-damaged"
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [number] and sound(session)


def test_a_damaged_library_that_another_process_has_open_is_not_exchanged(paths: LibraryPaths) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = keep_backups(session, DAY)
        assert copy is not None
    _damage(paths)
    command = [sys.executable, "-c", _SAVER, str(paths.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as saver:
        assert saver.stdin is not None and saver.stdout is not None
        assert saver.stdout.readline() == "OPEN\n"
        with pytest.raises(ReaderError, match="library-busy"):
            restore_backup(paths, copy)
        saver.stdin.write("\n")
        saver.stdin.flush()
        assert saver.stdout.readline() == "ACK\n"
    assert saver.returncode == 0
    former = restore_backup(paths, copy)
    assert former is not None, "once nobody has it open it is exchanged"
    with contextlib.closing(sqlite3.connect(f"{former.as_uri()}?mode=ro", uri=True)) as kept:
        assert kept.execute("SELECT count(*) FROM article").fetchone()[0] == 2
    with LibrarySession.open(paths) as session:
        assert len(session.articles.ids("all")) == 1


def test_a_kept_log_gets_its_library_when_a_kill_came_between(paths: LibraryPaths, tmp_path: Path) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
    copy = tmp_path / "copy.db"
    copy.write_bytes(paths.database.read_bytes())
    paths.database.write_bytes(b"damaged")
    log_file = paths.root / "library.db-wal"
    log_file.write_bytes(b"what was saved last")
    paths.backups.mkdir()
    begun = paths.backups / "replaced-20260301-080000-1.db"
    (paths.backups / f"{begun.name}-wal").hardlink_to(log_file)
    (paths.root / "library.db.ready").write_bytes(copy.read_bytes())
    assert replacement.finish_replacement(paths.database)
    assert {file.name for file in paths.backups.iterdir()} == {begun.name, f"{begun.name}-wal"}
    assert begun.read_bytes() == b"damaged"
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [1]


_KILLED = """
import os, sys
from pathlib import Path
from reader.services.backup.restore_backup import restore_backup
from reader.settings.paths import LibraryPaths

def die(event, arguments):
    if event == "os.rename" and Path(str(arguments[1])).parent.parts[-2:] == ("backups", "pictures"):
        os._exit(9)

sys.addaudithook(die)
restore_backup(LibraryPaths(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_killed_before_the_former_pictures_are_put_away_they_go_at_the_next_start(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1, b"of both" * 100)
        copy = backup(paths.database, tmp_path / "copy.db")
        stock(session, 2, b"of the former only" * 100)
    LibrarySession.open(paths).close()  # what the saves noted is forgotten
    arguments = [sys.executable, "-c", _KILLED, str(paths.root), str(copy)]
    assert subprocess.run(arguments, check=False, timeout=LIMIT).returncode == 9
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [1]
        assert sound(session), check_library(session)
    assert len(list((paths.backups / "pictures").iterdir())) == 1, "kept for the copy of the former library"


def test_what_is_put_back_is_not_told_as_failed_when_former_pictures_cannot_be_put_away(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1, b"of both" * 100)
        copy = backup(paths.database, tmp_path / "copy.db")
        stock(session, 2, b"of the former only" * 100)
    LibrarySession.open(paths).close()  # what the saves noted is forgotten
    in_the_way = paths.backups / "pictures"
    in_the_way.parent.mkdir()
    in_the_way.write_text("no folder")
    former = restore_backup(paths, copy)
    assert former is not None and former.is_file()
    in_the_way.unlink()
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [1]
        assert sound(session), check_library(session)
    assert len(list(in_the_way.iterdir())) == 1, "the next start puts it away"


_FAILS = """
import errno, os, sys
from pathlib import Path
from reader.core.errors import ReaderError
from reader.services.backup.restore_backup import restore_backup
from reader.settings.paths import LibraryPaths

root, (call, end) = Path(sys.argv[1]), sys.argv[3:]

def fail(event, args):
    if event == "open" and call == "flush":
        if str(args[0]) != str(root) or (root / "library.db.ready").exists() != (end == "ready"):
            return
    elif event != call or not str(args[0]).endswith(end):
        return
    raise OSError(errno.EIO, os.strerror(errno.EIO))

sys.addaudithook(fail)
try:
    restore_backup(LibraryPaths(Path(sys.argv[1])), Path(sys.argv[2]))
except ReaderError as error:
    sys.exit(error.kind)
"""


_FLUSHED = pytest.mark.skipif(os.name == "nt", reason="Windows flushes folders by itself")


@pytest.mark.parametrize(
    ("call", "end"),
    [
        ("os.rename", ".ready"),
        ("os.remove", "-shm"),
        pytest.param("flush", "ready", marks=_FLUSHED),
    ],
)
def test_what_was_told_as_failed_is_not_done_by_the_next_start(
    paths: LibraryPaths, tmp_path: Path, call: str, end: str
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = backup(paths.database, tmp_path / "copy.db")
    damaged = b"damaged" * 1000
    paths.database.write_bytes(damaged)
    paths.database.with_name("library.db-shm").touch()
    arguments = [sys.executable, "-c", _FAILS, str(paths.root), str(copy), call, end]
    done = subprocess.run(arguments, check=False, timeout=LIMIT, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (1, "disk-error")
    with pytest.raises(ReaderError) as caught:
        LibrarySession.open(paths)
    assert caught.value.kind == "library-damaged"
    assert paths.database.read_bytes() == damaged
    restore_backup(paths, copy)
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [1]


@_FLUSHED
def test_what_is_done_is_not_told_as_failed_when_the_folder_cannot_be_flushed_after_it(
    paths: LibraryPaths, tmp_path: Path
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = backup(paths.database, tmp_path / "copy.db")
    paths.database.write_bytes(b"damaged" * 1000)
    arguments = [sys.executable, "-c", _FAILS, str(paths.root), str(copy), "flush", "done"]
    done = subprocess.run(arguments, check=False, timeout=LIMIT, capture_output=True, text=True)
    assert done.returncode == 0 and "not flushed" in done.stderr, done.stderr
    with LibrarySession.open(paths) as session:
        assert session.articles.ids("all") == [1]


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_library_that_another_program_holds_is_not_waited_for_without_an_end(
    paths: LibraryPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """SQLite's backup tries again for ever, and a first try that found the file held is no look at it."""
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = keep_backups(session, DAY)
        stock(session, 2)
    assert copy is not None
    before = sorted(paths.backups.iterdir())
    monkeypatch.setattr(replacement, "BUSY_SECONDS", 0.0)
    with contextlib.closing(sqlite3.connect(paths.database, isolation_level=None)) as holder:
        holder.execute(f"PRAGMA journal_mode = {mode}")
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(ReaderError, match="library-busy"):
            restore_backup(paths, copy)
        holder.execute("ROLLBACK")
    assert sorted(paths.backups.iterdir()) == before
    with LibrarySession.open(paths) as session:
        assert len(session.articles.ids("all")) == 2
    restore_backup(paths, copy)
    with LibrarySession.open(paths) as session:
        assert len(session.articles.ids("all")) == 1


def test_a_library_that_cannot_even_be_read_for_another_program_is_waited_for_once(
    paths: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = keep_backups(session, DAY)
    assert copy is not None
    waited: list[float] = []
    connect = ReadAccess.connect

    def hurried(access: ReadAccess, seconds: float = 10.0) -> sqlite3.Connection:
        if access.path == paths.database:
            waited.append(seconds)
        return connect(access, 0.01)

    monkeypatch.setattr(ReadAccess, "connect", hurried)
    with contextlib.closing(sqlite3.connect(paths.database, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReaderError, match="library-busy"):
            restore_backup(paths, copy)
    assert waited == [10.0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has a folder flushed by itself")
def test_the_new_file_is_on_the_disk_before_it_takes_the_librarys_name(
    paths: LibraryPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut right after it would leave neither the former library nor the new one."""
    with LibrarySession.open(paths) as session:
        stock(session, 1)
        copy = keep_backups(session, datetime.date(2026, 3, 1))
    assert copy is not None
    paths.database.write_bytes(b"nothing left of it" * 99)
    done: list[tuple[str, int]] = []
    flush, rename = os.fsync, os.replace

    def flushed(descriptor: int) -> None:
        done.append(("flushed", os.fstat(descriptor).st_ino))
        flush(descriptor)

    def renamed(source: Path, target: Path) -> None:
        done.append((f"is {Path(target).name}", os.stat(source).st_ino))
        rename(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", renamed)
    restore_backup(paths, copy)
    new, folder = paths.database.stat().st_ino, paths.root.stat().st_ino
    wanted = [
        *(("flushed", new), ("is library.db.ready", new), ("flushed", folder)),
        *(("is library.db", new), ("flushed", folder)),
    ]
    rest = iter(done)
    assert all(step in rest for step in wanted), done
