"""Files of a store that were damaged: told once they stay so; a header is put back by who opened it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.round_report import RoundReport
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.support.computers import SAVED, document
from tests.support.libraries import make_empty

WORDS = "three small words"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "carried"


@pytest.fixture
def desk(tmp_path: Path, place: Path, keyring_of_this_test: dict[str, str]):
    """A computer with an article, in step; the keyring has the passphrase."""
    make_empty(tmp_path / "desk")
    with LibrarySession.open(LibraryPaths(tmp_path / "desk")) as session:
        join_store(session, str(place), WORDS, Progress(), "desk")
        session.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
        run_round(session, None, Progress())
        yield session


@pytest.fixture
def lap(tmp_path: Path):
    """Another computer's library, which has joined nothing."""
    make_empty(tmp_path / "lap")
    with LibrarySession.open(LibraryPaths(tmp_path / "lap")) as session:
        yield session


def flip(path: Path, at: int) -> bytes:
    """Change one bit of a file; gives what it had."""
    data = path.read_bytes()
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    return data


def let_it_stay(session: LibrarySession, hours: float = 1) -> None:
    """As if what was noted of damaged files had been noted hours earlier."""
    with session.database.write(index=False) as writing:
        writing.connection().exec_driver_sql(
            "UPDATE sync_setting "
            "SET value = json_set(sync_setting.value, each.fullkey || '[1]', (each.value ->> 1) - 3.6e9 * ?) "
            "FROM json_each((SELECT value FROM sync_setting WHERE name = 'damaged')) AS each "
            "WHERE sync_setting.name = 'damaged'",
            (hours,),
        )


def round_of(session: LibrarySession) -> RoundReport:
    return run_round(session, None, Progress())


def test_a_file_that_stays_damaged_is_named_and_comes_once_it_is_put_back(
    desk: LibrarySession, lap: LibrarySession, place: Path
) -> None:
    file = max(place.glob("log/*/*"), key=lambda path: path.stat().st_size)
    whole = flip(file, file.stat().st_size // 2)
    report = join_store(lap, str(place), WORDS, Progress(), "lap")
    assert report.late and not report.damaged, "it may be on its way"
    assert not round_of(lap).damaged
    let_it_stay(lap)
    report = round_of(lap)
    assert report.damaged == [file.relative_to(place).as_posix()]
    flip(file, 40)
    assert not round_of(lap).damaged, "it is another one now, as while it is carried"
    file.write_bytes(whole)
    report = round_of(lap)
    assert not report.damaged and not report.late
    assert lap.articles.find("x.org/1") is not None


def test_a_file_that_never_comes_is_named_after_a_day_of_waiting(
    desk: LibrarySession, lap: LibrarySession, place: Path
) -> None:
    desk.articles.add(document(2), "https://x.org/2", "x.org/2", SAVED)
    round_of(desk)
    gone = sorted(place.glob("log/*/*"))[-2]
    whole = gone.read_bytes()
    gone.unlink()
    report = join_store(lap, str(place), WORDS, Progress(), "lap")
    assert report.late and not report.damaged
    let_it_stay(lap, hours=23)
    assert not round_of(lap).damaged, "others may carry it still"
    let_it_stay(lap, hours=2)
    assert round_of(lap).damaged == [gone.relative_to(place).as_posix().rpartition("-")[0]]
    gone.write_bytes(whole)
    report = round_of(lap)
    assert not report.damaged and not report.late
    assert lap.articles.find("x.org/2") is not None


def each_place(place: Path) -> list[int]:
    """Where a damage of the header says something else: its form, its key, its name."""
    text = next(place.glob("store/0001-*")).read_bytes()
    return [0, text.index(b"liseuse-store"), text.index(b'"key"') + 12, text.index(b'"store"') + 12]


def test_a_damaged_header_is_put_back_by_a_computer_in_step(desk: LibrarySession, place: Path) -> None:
    (header,) = place.glob("store/0001-*")
    for at in each_place(place):
        whole = flip(header, at)
        round_of(desk)
        assert header.read_bytes() == whole, f"damaged at {at}"


def test_a_header_that_is_gone_is_put_back_after_an_hour(desk: LibrarySession, place: Path) -> None:
    """Sooner, another passphrase may be on its way, and the former one would open the store again."""
    (header,) = place.glob("store/0001-*")
    for _ in range(2):  # what was noted of the first time counts no more the second
        whole = header.read_bytes()
        header.unlink()
        for hours in (0, 0.9):
            let_it_stay(desk, hours)
            with pytest.raises(ReaderError) as caught:
                round_of(desk)
            assert caught.value.kind == "sync-damaged" and not header.exists()
        let_it_stay(desk, 0.2)
        round_of(desk)
        assert header.read_bytes() == whole


def test_no_header_is_put_into_a_folder_that_was_emptied(desk: LibrarySession, place: Path) -> None:
    shutil.rmtree(place / "log")
    (header,) = place.glob("store/0001-*")
    header.unlink()
    for _ in range(3):
        with pytest.raises(ReaderError) as caught:
            round_of(desk)
        assert caught.value.kind == "sync-emptied"
        let_it_stay(desk, 2)
    assert not header.exists()


def test_another_passphrase_is_no_damage(desk: LibrarySession, place: Path) -> None:
    (header,) = place.glob("store/0001-*")
    whole = header.read_bytes()
    with pytest.raises(ReaderError) as caught:
        run_round(desk, "not the words", Progress())
    assert caught.value.kind == "sync-passphrase"
    assert header.read_bytes() == whole
