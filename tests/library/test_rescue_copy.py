"""A damaged file on a failing disk, or with holes: what can be read is copied, in bounded time and room."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.library.recovery.page_file import PageFile
from reader.library.recovery.rescue_copy import rescue_copy
from reader.library.recovery.salvage import salvage_file

OLD = Path(__file__).parents[1] / "data" / "libraries" / "0011" / "library.db"
HUGE = 30 << 30  # bytes
NO_HOLES = pytest.mark.skipif(sys.platform != "linux", reason="not every file system there makes holes")


class Disk:
    """Reads of a file that fail in places, as a worn disk's do; everything else is read as it is."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        bad: list[tuple[int, int]],
        code: int = errno.EIO,
        of: Path | None = None,
    ) -> None:
        self.reads = 0
        real = os.read

        def read(descriptor: int, count: int) -> bytes:
            self.reads += 1
            at = os.lseek(descriptor, 0, os.SEEK_CUR)
            here = of is None or os.path.samestat(os.fstat(descriptor), of.stat())
            if here and any(at < end and start < at + count for start, end in bad):
                raise OSError(code, os.strerror(code))
            return real(descriptor, count)

        monkeypatch.setattr(os, "read", read)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    shutil.copy(OLD, path)
    return path


def copied(source: Path, progress: Progress | None = None) -> tuple[int, Path]:
    target = source.with_name("copy")
    target.write_bytes(b"")
    return rescue_copy(source, target, progress or Progress()), target


def test_a_sound_file_is_copied_byte_by_byte(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(random.Random(1).randbytes(3_333_333))
    errors, target = copied(source)
    assert errors == 0 and target.read_bytes() == source.read_bytes()


def test_only_what_the_disk_does_not_give_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    content = random.Random(1).randbytes(5 << 20)
    source.write_bytes(content)
    Disk(monkeypatch, [(1 << 20, (1 << 20) + 10), (3_000_000, 3_100_000)])
    errors, target = copied(source)
    found = target.read_bytes()
    wrong = [at for at in range(0, len(content), 4096) if found[at : at + 4096] != content[at : at + 4096]]
    assert wrong == [1 << 20, *range(2_998_272, 3_100_000, 4096)] and errors == len(wrong)
    assert all(not any(found[at : at + 4096]) for at in wrong) and len(found) == len(content)


def test_a_disk_that_gives_nothing_is_told(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch, [(0, HUGE)])
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        copied(damaged)


def test_another_error_is_none_of_the_disk(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch, [(0, HUGE)], errno.ESTALE)
    with pytest.raises(OSError, match=os.strerror(errno.ESTALE)):
        copied(damaged)


def test_a_disk_that_fails_everywhere_is_not_asked_for_every_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    with source.open("wb") as file:
        for _ in range(200):
            file.write(b"x" * (1 << 20))
    disk = Disk(monkeypatch, [(1 << 20, HUGE)])
    _, target = copied(source)
    assert disk.reads < 2000 + 200 + 2 * 2000 // 16
    assert target.stat().st_size == 200 << 20


def test_a_library_on_a_disk_with_a_bad_place_is_salvaged_around_it(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first error of the disk ended it, and nothing was had."""
    with closing(sqlite3.connect(damaged)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'tag'").fetchone()[0]
        articles = connection.execute("SELECT count(*) FROM article").fetchone()[0]
    Disk(monkeypatch, [((root - 1) * 4096, root * 4096)])
    (tmp_path / "draft").mkdir()
    tally = salvage_file(damaged, tmp_path / "draft" / "library.db", Progress())
    assert tally.rows["article"] == articles and tally.rows["tag"] == 0
    with pytest.raises(ReaderError) as raised:
        Disk(monkeypatch, [(0, HUGE)])
        salvage_file(damaged, tmp_path / "draft" / "other.db", Progress())
    assert raised.value.kind == "disk-error"


@NO_HOLES
def test_the_hole_of_a_huge_file_costs_neither_time_nor_room(damaged: Path, tmp_path: Path) -> None:
    """All of its 30 GB were written to the disk, without a word, and cancelling was not heard."""
    os.truncate(damaged, HUGE)
    steps: list[tuple[int, int, str]] = []
    room = shutil.disk_usage(tmp_path).free
    (tmp_path / "draft").mkdir()

    def note(done: int, total: int, what: str) -> None:
        steps.append((done, total, what))
        assert room - shutil.disk_usage(tmp_path).free < 1 << 30

    tally = salvage_file(damaged, tmp_path / "draft" / "library.db", Progress(note))
    assert tally.rows["article"] == 3 and (0, HUGE, "reading") in steps
    with PageFile(damaged) as pages:
        assert len(list(pages.filled())) < 1000 and pages.count == HUGE // 4096


def test_copying_is_cancelled_between_two_pieces(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(bytes(4 << 20) + b"end")
    seen: list[int] = []

    def stop(done: int, _total: int, _what: str) -> None:
        seen.append(done)
        progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        copied(source, progress)
    assert len(seen) == 1


def test_a_log_that_the_disk_does_not_give_costs_only_what_was_in_it(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was had of the library beside it."""
    log = damaged.with_name("library.db-wal")
    log.write_bytes(b"x" * 9000)
    Disk(monkeypatch, [(0, HUGE)], of=log)
    (tmp_path / "draft").mkdir()
    tally = salvage_file(damaged, tmp_path / "draft" / "library.db", Progress())
    assert tally.rows["article"] == 3


def test_what_only_some_systems_have_is_not_needed(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows can read at no place of a file but the next, and knows nothing of holes."""
    for name in ("pread", "SEEK_DATA", "SEEK_HOLE"):
        monkeypatch.delattr(os, name, raising=False)
    errors, target = copied(damaged)
    assert errors == 0 and target.read_bytes() == damaged.read_bytes()
