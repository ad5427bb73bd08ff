"""The room kept for a full disk: set aside, given up once, and set aside again from what is left."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.library import disk_reserve
from reader.library.disk_reserve import NAME, SIZE, Reserve


@pytest.fixture
def kept(tmp_path: Path) -> Reserve:
    made = Reserve(tmp_path)
    made.fill()
    return made


def mode_of(folder: Path) -> int:
    return stat.S_IMODE((folder / NAME).stat().st_mode)


def test_it_takes_real_room_that_only_the_reader_may_read(tmp_path: Path, kept: Reserve) -> None:
    found = (tmp_path / NAME).stat()
    assert found.st_size == SIZE and mode_of(tmp_path) == 0o600
    kept.fill()
    assert (tmp_path / NAME).stat().st_ino == found.st_ino, "once is enough"


def test_it_is_given_up_once(tmp_path: Path, kept: Reserve) -> None:
    assert kept.release() and not (tmp_path / NAME).exists()
    assert not kept.release()


def test_none_is_kept_where_there_is_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_reserve, "_PLENTY", 1 << 62)
    Reserve(tmp_path).fill()
    assert not (tmp_path / NAME).exists()


def test_what_is_left_is_kept_for_the_next_time(tmp_path: Path, kept: Reserve) -> None:
    kept.release()
    kept.keep_rest()
    assert (tmp_path / NAME).stat().st_size == SIZE and mode_of(tmp_path) == 0o600


def test_work_on_a_full_disk_is_done_again_with_the_room_of_the_reserve(
    tmp_path: Path, kept: Reserve
) -> None:
    there: list[bool] = []

    def work() -> str:
        there.append((tmp_path / NAME).exists())
        if there[-1]:
            raise ReaderError("disk-full", "")
        return "done"

    assert kept.with_room(work) == "done"
    assert there == [True, False] and (tmp_path / NAME).exists(), "what is left is set aside again"
    assert kept.with_room(lambda: work(), lambda: "in small steps") == "in small steps"


@pytest.mark.parametrize(("kind", "held"), [("disk-full", False), ("read-only", True)])
def test_other_failures_and_a_missing_reserve_are_told(tmp_path: Path, kind: str, held: bool) -> None:
    kept = Reserve(tmp_path)
    if held:
        kept.fill()

    def work() -> None:
        raise ReaderError(kind, "", folder=tmp_path)

    with pytest.raises(ReaderError) as caught:
        kept.with_room(work)
    assert caught.value.kind == kind and (tmp_path / NAME).exists() is held
