"""Opening a library: made, refused without a byte changed, or told why not."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.library import creation
from reader.library import database as database_module
from reader.library.creation import _to_wal, prepare_file
from reader.library.database import Database
from reader.library.file_kind import REVISIONS
from reader.library.read_access import ReadAccess
from reader.library.sqlite_errors import kind_of, library_errors
from reader.settings.installation import Installation
from tests.support.limits import LIMIT
from tests.support.rights import may_be_nobody


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in sorted(folder.rglob("*"))
        if f.is_file()
    }


def refused(path: Path) -> ReaderError:
    before = fingerprint(path.parent)
    with pytest.raises(ReaderError) as caught:
        Database.open(path)
    after = fingerprint(path.parent)
    assert {name: after.get(name) for name in before} == before, "not a byte is changed"
    str(caught.value.title), str(caught.value.hint)
    return caught.value


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A closed library with nothing in it."""
    Database.open(tmp_path / "library.db").close()
    return tmp_path / "library.db"


def plain(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "library.db"
    database = Database.open(path)
    with database.read() as session:
        run = session.connection().exec_driver_sql
        found = {
            name: run(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "user_version")
        }
    database.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000,
        "user_version": len(REVISIONS),
    }  # fmt: skip
    assert not list((path.parent / "tmp").iterdir())
    if os.name == "posix":
        assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(
    os.name != "posix" or not Path("/usr/bin/strace").exists(), reason="strace shows the order"
)
def test_a_new_library_is_flushed_whole_before_it_has_its_name_and_not_by_statement(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reader.library.creation import prepare_file;"
        "prepare_file(Path(sys.argv[1]))"
    )
    log = tmp_path / "log"
    calls = "trace=fsync,fdatasync,pwrite64,rename,renameat,renameat2"
    command = ["strace", "-f", "-y", "-e", calls, "-o", str(log), sys.executable, "-c", code]
    (tmp_path / "library").mkdir()
    path = tmp_path / "library" / "library.db"
    done = subprocess.run([*command, str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = log.read_text(errors="replace").splitlines()
    told = [line.split(maxsplit=1)[1].partition("(")[0] for line in lines if "/tmp/new-" in line]
    assert told.count("fsync") + told.count("fdatasync") == 1
    assert told[-2:] == ["fsync", "rename"], "nothing is written after it is flushed"
    assert "pwrite64" in told
    assert Database.open(path).close() is None


def test_every_pooled_connection_is_set_up(closed: Path) -> None:
    database = Database.open(closed)
    values: list[object] = []

    def look() -> None:
        with database.read() as session:
            barrier.wait(LIMIT)
            run = session.connection().exec_driver_sql
            values.append((run("PRAGMA foreign_keys").scalar(), run("PRAGMA synchronous").scalar()))

    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()
    assert values == [(1, 2)] * 4


@pytest.mark.parametrize(
    "content", [b"", b"SQLite", b"not a database at all " * 500, b"SQLite format 3\x00", bytes(8192)]
)
def test_a_file_that_is_not_sqlite_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    assert refused(path).kind == "library-damaged"


def test_another_programs_database_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    plain(path, "CREATE TABLE moz_places (id INTEGER)", "INSERT INTO moz_places VALUES (1)")
    error = refused(path)
    assert error.kind == "library-foreign"
    assert "library.db" in str(error.title)


def test_a_database_with_no_table_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    plain(path, "PRAGMA user_version = 1")
    assert refused(path).kind == "library-foreign"


def test_a_folder_in_its_place_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "library.db").mkdir()
    assert refused(tmp_path / "library.db").kind == "library-foreign"


NEWER = (f"PRAGMA user_version = {len(REVISIONS) + 1}", "UPDATE alembic_version SET version_num = '0042'")


def test_a_newer_library_is_refused(closed: Path) -> None:
    plain(closed, *NEWER)
    error = refused(closed)
    assert error.kind == "library-newer" and f"knows {len(REVISIONS)}" in error.detail


@pytest.mark.parametrize(
    "statement", [*NEWER, "PRAGMA user_version = -5", "UPDATE alembic_version SET version_num = x'6a756e6b'"]
)
def test_a_library_that_is_newer_by_half_is_damaged(closed: Path, statement: str) -> None:
    """A newer program writes both numbers at once. Called newer, it was kept from every way to rescue it."""
    plain(closed, statement)
    assert refused(closed).kind == "library-damaged"


def test_a_log_with_nothing_in_it_hides_no_damage(closed: Path) -> None:
    """A program that was killed before it wrote anything leaves one."""
    plain(closed, NEWER[0])
    closed.with_name("library.db-wal").touch()
    assert refused(closed).kind == "library-damaged"


def test_a_newer_version_in_the_log_only_is_refused(closed: Path, tmp_path: Path) -> None:
    """The header still says the old version: the newer program was killed before its log was folded in."""
    other = tmp_path / "killed"
    other.mkdir()
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 77")
        for suffix in ("", "-wal"):
            shutil.copy(f"{closed}{suffix}", other / f"library.db{suffix}")
    assert int.from_bytes((other / "library.db").read_bytes()[60:64], "big") == len(REVISIONS)
    assert refused(other / "library.db").kind == "library-newer"


def test_a_library_without_schema_version_is_damaged(closed: Path) -> None:
    plain(closed, "DROP TABLE alembic_version")
    assert refused(closed).kind == "library-damaged"


def test_random_damage_never_escapes_as_a_traceback(closed: Path) -> None:
    original = closed.read_bytes()
    random_bytes = random.Random(7)
    outcomes: set[str] = set()
    for _ in range(60):
        damaged = bytearray(original)
        for _ in range(random_bytes.choice((1, 50, 2000))):
            damaged[random_bytes.randrange(len(damaged))] = random_bytes.randrange(256)
        closed.write_bytes(damaged[: random_bytes.choice((len(damaged), len(damaged) // 2))])
        for suffix in ("-wal", "-shm"):
            closed.with_name(closed.name + suffix).unlink(missing_ok=True)
        try:
            Database.open(closed).close()
            outcomes.add("opened")
        except ReaderError as error:
            outcomes.add(error.kind)
    assert "library-damaged" in outcomes
    assert outcomes <= {"opened", "library-damaged", "library-foreign", "library-newer", "library-altered"}


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "place").write_text("x")
    with pytest.raises(ReaderError) as caught:
        Database.open(tmp_path / "place" / "library.db")
    assert caught.value.kind == "read-only"
    assert str(tmp_path / "place") in str(caught.value.title)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
@pytest.mark.parametrize("existing", [True, False])
def test_a_folder_without_write_permission(
    existing: bool, child: Callable[..., subprocess.Popen[str]]
) -> None:
    if os.geteuid() == 0 and not may_be_nobody():
        pytest.skip("root may write everywhere, and nobody else may look into root's home")
    # Not below pytest's folder, which each run of it that begins closes to other users.
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "library"
        folder.mkdir()
        if existing:
            Database.open(folder / "library.db").close()
            (folder / "library.db").chmod(0o444)
        Path(place).chmod(0o755)
        folder.chmod(0o555)
        output, errors = child(folder, "as_nobody").communicate(timeout=LIMIT)
        folder.chmod(0o755)
    assert output == "ERROR read-only\n", errors


@pytest.mark.parametrize("existing", [True, False])
def test_a_read_only_file_system_is_not_opened_for_writing(
    tmp_path: Path, existing: bool, mounted: Callable[..., list[str]]
) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    if existing:
        Database.open(folder / "library.db").close()
    mount = f"mount --bind '{folder}' '{folder}'; mount -o remount,bind,ro '{folder}'"
    assert mounted(mount, folder, "open_only") == ["ERROR read-only"]


def test_a_full_disk_loses_nothing(tmp_path: Path, mounted: Callable[..., list[str]]) -> None:
    """A file system of 3 MB is filled; then room is made and the same program goes on."""
    lines = mounted(f"mount -t tmpfs -o size=3m none '{tmp_path}'", tmp_path, "fill")
    added = [line for line in lines if line.startswith("ACK full-")]
    assert lines[len(added) :] == ["ERROR disk-full", f"COUNT {len(added)} Titre full-0", "ACK after"]


def test_a_disk_too_full_for_a_new_library(tmp_path: Path, mounted: Callable[..., list[str]]) -> None:
    mount = f"mount -t tmpfs -o size=64k none '{tmp_path}'"
    assert mounted(mount, tmp_path, "open_only") == ["ERROR disk-full"]


def test_an_input_output_error_on_a_full_disk_is_a_full_disk(
    tmp_path: Path, mounted: Callable[..., list[str]]
) -> None:
    """A quota, or the shared-memory file: SQLite knows ENOSPC at a plain write only."""
    mount = f"mount -t tmpfs -o size=256k none '{tmp_path}'"
    assert mounted(mount, tmp_path, "judge") == ["ERROR disk-full", "ERROR disk-error"]


def test_a_full_database_is_a_full_disk(closed: Path) -> None:
    database = Database.open(closed)
    with pytest.raises(ReaderError) as caught, database.write() as session:
        run = session.connection().exec_driver_sql
        run(f"PRAGMA max_page_count = {run('PRAGMA page_count').scalar()}")
        run("INSERT INTO tag (name, fold) VALUES (hex(zeroblob(300000)), 'x')")
    database.close()
    assert caught.value.kind == "disk-full"


def test_a_locked_library_is_busy(closed: Path, child: Callable[..., subprocess.Popen[str]]) -> None:
    holder = child(closed.parent, "hold")
    assert holder.stdout is not None and holder.stdout.readline() == "HOLDING\n"
    database = Database.open(closed)  # opening and reading wait for nobody
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM article").scalar() == 0
    with database.read() as session:  # ten seconds are too long for a test
        session.connection().exec_driver_sql("PRAGMA busy_timeout = 100")
    with pytest.raises(ReaderError) as caught, database.write():
        pass
    database.close()
    assert caught.value.kind == "library-busy"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_IOERR, "disk-error"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk-error"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "read-only"),
        (sqlite3.SQLITE_CANTOPEN, "read-only"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "library-busy"),
        (sqlite3.SQLITE_LOCKED, "library-busy"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "library-damaged"),
        (sqlite3.SQLITE_NOTADB, "library-damaged"),
        (sqlite3.SQLITE_CONSTRAINT, None),
        (sqlite3.SQLITE_ERROR, None),
    ],
)
def test_sqlites_codes(tmp_path: Path, code: int, kind: str | None) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert kind_of(error, tmp_path) == kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EIO, "disk-error"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
    ],
)
def test_the_systems_codes(tmp_path: Path, number: int, kind: str) -> None:
    with pytest.raises(ReaderError) as caught, library_errors(tmp_path / "library.db"):
        raise OSError(number, os.strerror(number))
    assert caught.value.kind == kind


def test_text_that_is_not_utf8_is_damage(closed: Path) -> None:
    plain(closed, "INSERT INTO tag (name, fold) VALUES (CAST(x'ff' AS TEXT), 'x')")
    database = Database.open(closed)
    with pytest.raises(ReaderError) as caught, database.read() as session:
        session.connection().exec_driver_sql("SELECT name FROM tag").all()
    database.close()
    assert caught.value.kind == "library-damaged"


def test_a_full_disk_is_told_though_sqlite_took_a_savepoint_with_everything_back(closed: Path) -> None:
    with (
        contextlib.closing(Database.open(closed)) as database,
        pytest.raises(ReaderError) as caught,
        database.write() as session,
        session.begin_nested(),
    ):
        run = session.connection().exec_driver_sql
        run(f"PRAGMA max_page_count = {run('PRAGMA page_count').scalar_one()}")
        run("ROLLBACK")  # as SQLite does by itself when a disk fails in the middle of a transaction
        run("CREATE TABLE filling AS SELECT randomblob(1000000) AS x")
    assert caught.value.kind == "disk-full"


def test_a_bug_stays_a_bug(closed: Path) -> None:
    database = Database.open(closed)
    with pytest.raises(Exception, match="no such column"), database.read() as session:
        session.connection().exec_driver_sql("SELECT missing_column FROM article")
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.connection().exec_driver_sql("INSERT INTO tag (name, fold) VALUES ('a', 'a')")
        raise ZeroDivisionError
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM tag").scalar() == 0
    database.close()


def test_a_write_inside_a_write_is_refused_at_once(closed: Path) -> None:
    database = Database.open(closed)
    with pytest.raises(RuntimeError), database.write(), database.write():
        pass
    with database.write() as session:
        session.connection().exec_driver_sql("INSERT INTO tag (name, fold) VALUES ('a', 'a')")
    database.close()


def test_a_stray_log_does_not_flow_into_a_new_library(closed: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("INSERT INTO tag (name, fold) VALUES ('old', 'old')")
        log = closed.with_name("library.db-wal").read_bytes()
    folder = tmp_path / "again"
    folder.mkdir()
    (folder / "library.db-wal").write_bytes(log)
    with pytest.raises(ReaderError) as caught:
        Database.open(folder / "library.db")
    assert caught.value.kind == "library-missing"
    prepare_file(folder / "library.db", begin=True)
    database = Database.open(folder / "library.db")
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM tag").scalar() == 0
    database.close()
    assert [f.read_bytes() for f in folder.glob("library.db-wal.stray-*")] == [log]


def test_a_draft_whose_log_was_not_folded_in_never_becomes_the_library(tmp_path: Path) -> None:
    """A failing disk leaves the log beside the draft without a word: the draft alone is not whole."""
    draft = tmp_path / "draft.db"
    with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE article (id INTEGER)")
        with pytest.raises(ReaderError) as caught:
            _to_wal(draft)
    assert caught.value.kind == "disk-error"


def test_four_processes_make_one_library(tmp_path: Path, child: Callable[..., subprocess.Popen[str]]) -> None:
    outputs = [p.communicate(timeout=LIMIT) for p in [child(tmp_path, "open_only") for _ in range(4)]]
    assert [output for output, _ in outputs] == ["OPENED\n"] * 4, outputs
    Database.open(tmp_path / "library.db").close()


def test_it_opens_from_any_folder_without_alembic_ini(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from reader.library.database import Database;"
        "Database.open(Path('library.db')).close()"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "library.db").is_file()


def test_a_change_that_a_kill_cut_short_is_undone_first(tmp_path: Path) -> None:
    """A file out of a backup has a journal; with a hot one nobody may read it before it is rolled back."""
    path = tmp_path / "library.db"
    shutil.copy(Path(__file__).parents[1] / "data" / "libraries" / "0003" / "library.db", path)
    code = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('UPDATE article SET title = title || hex(randomblob(3000))')\n"
        "c.execute('CREATE TABLE half AS SELECT hex(randomblob(9000)) FROM article')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name("library.db-journal").stat().st_size > 0
    database = Database.open(path)
    with database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT count(*), max(length(title)) < 3000 FROM article").all() == [(3, 1)]
        assert not run("SELECT 1 FROM sqlite_schema WHERE name = 'half'").all()
    database.close()


OPEN = (
    "import sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "c.execute('PRAGMA journal_mode = WAL')\n"
    "c.execute('SELECT count(*) FROM article').fetchone()\n"
    "print('OPEN', flush=True)\n"
    "sys.stdin.read()\n"
)


def test_a_library_is_brought_to_no_newer_version_while_an_older_program_has_it_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program was updated under its window, and something starts the new one beside it."""
    path = tmp_path / "library.db"
    shutil.copy(Path(__file__).parents[1] / "data" / "libraries" / "0003" / "library.db", path)
    monkeypatch.setattr(creation, "BUSY_SECONDS", 0.0)
    command = [sys.executable, "-c", OPEN, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as older:
        assert older.stdout is not None and older.stdout.readline() == "OPEN\n"
        for _ in range(2):
            with pytest.raises(ReaderError, match="library-busy"):
                Database.open(path)
        assert not list(tmp_path.glob("backups/*")), "no copies for nothing"
        older.communicate()
    Database.open(path).close()


@pytest.mark.parametrize("updated", [True, False])
def test_nothing_is_written_into_a_library_that_became_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, updated: bool
) -> None:
    """On another computer's disk no lock keeps a newer program from its migration."""
    own = tmp_path / "program"
    own.write_text("1")
    monkeypatch.setattr(database_module, "OWN", Installation(own))
    database = Database.open(tmp_path / "library.db")
    plain(tmp_path / "library.db", "PRAGMA user_version = 99")
    if updated:
        own.unlink()
    with (
        pytest.raises(ReaderError, match="program-replaced" if updated else "library-newer"),
        database.write() as session,
    ):
        session.connection().exec_driver_sql("INSERT INTO tag (name, fold) VALUES ('a', 'a')")
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM tag").scalar() == 0
    database.close()


def torn(path: Path, table: str) -> None:
    """Make the first page of a table unreadable."""
    with contextlib.closing(sqlite3.connect(path.as_uri() + "?immutable=1", uri=True)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        where = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = connection.execute(where, (table,)).fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)


@pytest.fixture
def cut_short(closed: Path) -> Path:
    """A library with a journal instead of a log, killed in the midst of a change."""
    names = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
    fill = f"INSERT INTO tag (name, fold) {names} SELECT hex(randomblob(99)), i FROM n"
    plain(closed, fill, "PRAGMA journal_mode = DELETE")
    code = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('UPDATE tag SET name = name || hex(randomblob(3000))')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(closed)], check=False)
    assert closed.with_name("library.db-journal").stat().st_size > 0
    return closed


def test_a_newer_program_killed_while_it_wrote_leaves_no_damage(cut_short: Path) -> None:
    """It has written the header's page, and not yet that of the revision."""
    with cut_short.open("r+b") as opened:
        opened.seek(60)
        opened.write((len(REVISIONS) + 1).to_bytes(4, "big"))
    assert refused(cut_short).kind == "library-newer"


def test_a_damaged_library_with_a_change_cut_short_is_left_as_it_is(cut_short: Path) -> None:
    torn(cut_short, "article")
    assert refused(cut_short).kind == "library-damaged"
    with pytest.raises(ReaderError, match="library-damaged"):
        Database.open_read_only(cut_short)
    assert cut_short.with_name("library.db-journal").stat().st_size > 0


@pytest.mark.parametrize("table", ["article", "article_search_data"])
def test_a_damaged_library_with_a_log_is_left_as_it_is(closed: Path, tmp_path: Path, table: str) -> None:
    """`article_search_data` is first asked for when what waits for the index is read into it."""
    killed = tmp_path / "killed" / "library.db"
    killed.parent.mkdir()
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO search_pending (article_id) VALUES (7)")
        for ending in ("", "-wal"):
            shutil.copy(f"{closed}{ending}", f"{killed}{ending}")
    torn(killed, table)
    assert refused(killed).kind == "library-damaged"


def refuse(monkeypatch: pytest.MonkeyPatch, module: object, name: str, number: int) -> None:
    """Let a function of the system fail with an error of a number."""

    def fail(*_arguments: object, **_more: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module, name, fail)


def undone_by_another(monkeypatch: pytest.MonkeyPatch, path: Path, name: str) -> None:
    """Let another process undo the cut change of a library once this one has copied a file of a name."""
    copy = shutil.copyfile

    def copied(source: Path, target: Path) -> None:
        copy(source, target)
        if source.name == name:
            code = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM tag').fetchone()"
            subprocess.run([sys.executable, "-c", code, str(path)], check=True)

    monkeypatch.setattr(shutil, "copyfile", copied)


@pytest.mark.parametrize("name", ["library.db", "library.db-journal"])
def test_a_change_that_another_process_undoes_while_it_is_copied_is_no_damage(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    undone_by_another(monkeypatch, cut_short, name)
    with contextlib.closing(ReadAccess(cut_short)) as access:
        with contextlib.closing(access.connect()) as connection:
            assert connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            assert connection.execute("SELECT max(length(name)) FROM tag").fetchone() == (198,)
        assert access.path == cut_short, "it is whole again, and no copy is needed"
    Database.open(cut_short).close()


def test_a_library_that_changes_whenever_it_is_copied_is_in_use(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile
    moments = iter(range(1, 9))

    def copied(source: Path, target: Path) -> None:
        copy(source, target)
        os.utime(cut_short, (0, next(moments)))

    monkeypatch.setattr(shutil, "copyfile", copied)
    monkeypatch.setattr(tempfile, "tempdir", str(cut_short.parent))
    assert refused(cut_short).kind == "library-busy"
    assert not list(cut_short.parent.glob("liseuse-*")), "no copy is left"


NO_ROOM = pytest.mark.parametrize("number", [errno.ENOSPC, errno.ENOENT])
"""What Python says where a temporary folder has no room, and where no place for one has."""


@NO_ROOM
def test_without_room_for_a_copy_a_cut_change_is_undone_and_told(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    torn(cut_short, "alembic_version")
    refuse(monkeypatch, tempfile, "mkdtemp", number)
    with pytest.raises(ReaderError) as caught:
        Database.open(cut_short)
    assert caught.value.kind == "library-undone" and "undone in it" in str(caught.value.hint)
    assert not cut_short.with_name("library.db-journal").exists()


@NO_ROOM
def test_without_room_for_a_copy_a_sound_library_opens(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, tempfile, "mkdtemp", number)
    Database.open(cut_short).close()


@pytest.mark.parametrize(("number", "kind"), [(errno.EIO, "disk-error"), (errno.EACCES, "read-only")])
def test_a_library_that_cannot_be_copied_for_another_reason_is_left_as_it_is(
    cut_short: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: str
) -> None:
    refuse(monkeypatch, shutil, "copyfile", number)
    assert refused(cut_short).kind == kind


def test_on_a_full_disk_a_change_that_a_kill_cut_short_is_undone(
    tmp_path: Path, mounted: Callable[..., list[str]]
) -> None:
    mount = f"mount -t tmpfs -o size=3m none '{tmp_path}'"
    assert mounted(mount, tmp_path, "change_half_on_a_full_disk") == ["FULL", "OPENED 400 198"]


def test_a_log_that_was_being_folded_in_when_the_program_was_killed(tmp_path: Path, closed: Path) -> None:
    """The file is then shorter than its header says, and the log has the rest."""
    keeper = sqlite3.connect(closed, isolation_level=None)
    keeper.execute("PRAGMA wal_autocheckpoint = 0")
    keeper.execute("INSERT INTO tag (name, fold) VALUES (hex(randomblob(200000)), 'x')")
    before = closed.read_bytes()
    log = closed.with_name("library.db-wal").read_bytes()
    keeper.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folded = closed.read_bytes()
    keeper.close()
    assert len(folded) > len(before)
    (tmp_path / "killed").mkdir()
    killed = tmp_path / "killed" / "library.db"
    killed.write_bytes(folded[: len(before)])  # the first page is new, the last ones are not there yet
    killed.with_name("library.db-wal").write_bytes(log)
    database = Database.open(killed)
    with database.read() as session:
        found = session.connection().exec_driver_sql("SELECT length(name) FROM tag").scalar()
    assert found == 400_000
    database.close()


def killed_with_a_log(closed: Path, folder: Path) -> Path:
    """A copy of a library whose last change, a tag, is in its log alone."""
    folder.mkdir()
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO tag (name, fold) VALUES ('in the log', 'in')")
        for ending in ("", "-wal"):
            shutil.copy(f"{closed}{ending}", folder / f"library.db{ending}")
    return folder / "library.db"


@pytest.mark.parametrize("killed", [False, True])
def test_a_library_with_a_log_that_was_moved_to_a_server_opens(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    plain(closed, "INSERT INTO tag (name, fold) VALUES ('old', 'old')")
    path = killed_with_a_log(closed, tmp_path / "server") if killed else closed
    monkeypatch.setattr(database_module, "is_on_a_server", lambda _folder: True)
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.0)
    database = Database.open(path)
    with database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("PRAGMA journal_mode").scalar() == "delete"
        assert run("SELECT count(*) FROM tag").scalar() == 1 + killed
    database.close()


def test_the_log_of_a_damaged_library_of_an_earlier_version_is_left_as_it_is(tmp_path: Path) -> None:
    """It is to be brought to this version, and the copy that is made before finds the damage."""
    older = tmp_path / "older.db"
    shutil.copy(Path(__file__).parents[1] / "data" / "libraries" / "0003" / "library.db", older)
    path = killed_with_a_log(older, tmp_path / "killed")
    torn(path, "article")
    assert refused(path).kind == "library-damaged"


@pytest.mark.parametrize("statements", [("PRAGMA application_id = 7",), NEWER])
def test_nothing_is_left_beside_a_file_that_is_not_for_this_program(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statements: tuple[str, ...]
) -> None:
    """Nor is one with a log or a journal copied to find out what it is."""
    plain(closed, *statements)
    before = set(tmp_path.iterdir())
    for opening in (Database.open, Database.open_read_only):
        with pytest.raises(ReaderError, match=r"library-(foreign|newer)"):
            opening(closed)
        assert set(tmp_path.iterdir()) == before
    plain(closed, "PRAGMA journal_mode = DELETE")
    closed.with_name("library.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(2000))
    refuse(monkeypatch, tempfile, "mkdtemp", errno.EIO)
    for opening in (Database.open, Database.open_read_only):
        with pytest.raises(ReaderError, match=r"library-(foreign|newer)"):
            opening(closed)


def test_a_start_looks_into_a_library_by_four_connections(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One tells whether it can be read, two what it is, and one is to stay."""
    opened = []
    connect = sqlite3.connect

    def counted(*arguments: object, **more: object) -> sqlite3.Connection:
        opened.append(arguments)
        return connect(*arguments, **more)  # type: ignore[no-any-return, call-overload]

    monkeypatch.setattr(sqlite3, "connect", counted)
    monkeypatch.setattr("sqlite3.dbapi2.connect", counted)
    Database.open(closed).close()
    assert len(opened) == 4, opened


def test_a_disk_that_goes_while_the_library_opens_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ended in a traceback."""
    path = tmp_path / "disk" / "library.db"
    Database.open(path).close()
    prepare = database_module.prepare_file

    def and_unplug(path: Path) -> None:
        prepare(path)
        path.parent.rename(tmp_path / "unplugged")

    monkeypatch.setattr(database_module, "prepare_file", and_unplug)
    with pytest.raises(ReaderError) as caught:
        Database.open(path)
    assert caught.value.kind == "folder-missing" and not path.parent.exists()


def test_one_read_that_fails_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite calls a file damaged whose disk refuses a read; the reader was told to restore a backup."""
    path = tmp_path / "library.db"
    Database.open(path).close()
    tries = []

    def refused_once(file: Path) -> None:
        tries.append(file)
        if len(tries) == 1:
            with library_errors(file):
                error = sqlite3.DatabaseError("database disk image is malformed")
                error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise error
        prepare_file(file)

    monkeypatch.setattr(database_module, "prepare_file", refused_once)
    Database.open(path).close()
    assert len(tries) == 2


def test_a_library_that_others_hold_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What decides how to read it had waited already, and was not believed."""
    path = tmp_path / "library.db"
    Database.open(path).close()
    tries: list[float] = []
    connect = ReadAccess.connect

    def hurried(access: ReadAccess, seconds: float = 10.0) -> sqlite3.Connection:
        tries.append(seconds)
        return connect(access, 0.01)

    monkeypatch.setattr(ReadAccess, "connect", hurried)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ReaderError) as caught:
            Database.open(path)
    assert caught.value.kind == "library-busy" and len(tries) == 1
