"""Files of a computer that are gone from the folder: it writes them again, and says so."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Picture
from reader.library.replication.kept import kept_files
from reader.sync.folder_store import FolderStore
from tests.support.computers import (
    SAVED,
    Computer,
    a_day_later,
    bring_together,
    document,
    everything,
)


def save(computer: Computer, page: int) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def own_files(computer: Computer) -> list[Path]:
    """The files that a computer has in the folder, in order."""
    part = computer.membership.part()
    assert part is not None
    return sorted((folder(computer) / "log" / part.machine).iterdir())


def folder(computer: Computer) -> Path:
    """The shared folder."""
    assert isinstance(computer.folder, FolderStore)
    return computer.folder.folder


def older(computer: Computer, days: int) -> None:
    """As if all files of a computer had been written days earlier."""
    with computer.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE sync_setting SET value = json_set(value, '$.written', (value ->> 'written') - ?) "
            "WHERE name GLOB 'kept:*'",
            (days * 86_400_000_000,),
        )


@pytest.mark.parametrize("which", [-1, 1])
def test_a_file_that_is_gone_is_written_again_by_its_maker(
    two: tuple[Computer, Computer], which: int
) -> None:
    one, other = two
    for page in range(3):
        save(one, page)
        one.round()
    gone = own_files(one)[which]
    gone.unlink()
    assert other.round().late or which == -1
    assert [other.number(page) is not None for page in range(3)] != [True] * 3
    report = one.round()
    assert report.written_again == 1
    assert gone.is_file()
    assert not other.round().late
    assert all(other.number(page) is not None for page in range(3))
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert one.round().written_again == 0


@pytest.mark.parametrize("twice", [False, True])
def test_the_pictures_of_a_file_are_written_again_with_it(
    two: tuple[Computer, Computer], twice: bool
) -> None:
    one, other = two
    made = [b"a picture", b"another picture" * 100]
    for page, data in enumerate(made):
        digest = one.assets.add(data, "image/png")
        lead = Picture(f"https://x.org/{page}.png", digest=digest, width=3, height=2)
        text = replace(document(page), lead=lead)
        one.articles.add(text, text.url, f"x.org/{page}", SAVED)
    one.round()
    pack = next(file for file in (folder(one) / "pack").rglob("*") if file.is_file())
    if twice:  # another computer put one of them into the folder too, and its place came first
        with one.database.write(index=False) as session:
            session.connection().exec_driver_sql("UPDATE sync_blob SET pack = 'pack/other' WHERE place = 0")
    for file in (pack, own_files(one)[-1]):
        file.unlink()
    assert one.round().written_again == 1 and pack.is_file()
    other.round()
    paths = [other.assets.path(hashlib.sha256(data).hexdigest()) for data in made]
    assert [path.read_bytes() if path is not None else b"" for path in paths] == made


def test_who_read_a_file_before_it_was_gone_learns_nothing_new_of_it(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1)
    one.annotations.set_note(number, "first")
    bring_together([one, other])
    theirs = other.number(1)
    assert theirs is not None
    other.annotations.set_note(theirs, "later")
    bring_together([one, other])
    own_files(one)[-1].unlink()
    assert one.round().written_again == 1
    assert other.round().received == 0
    assert other.annotations.note(theirs) == "later" == one.annotations.note(number)


def test_a_folder_put_back_to_an_earlier_day_is_whole_again_once_everybody_came(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    bring_together([one, other])
    for page in range(4):
        save((one, other)[page % 2], page)
        bring_together([one, other])
    for computer in two:
        for file in own_files(computer)[-2:]:
            file.unlink()
    assert one.round().written_again == 2
    assert other.round().written_again == 2
    a_day_later(one)
    a_day_later(other)
    bring_together([one, other])
    assert everything(one) == everything(other)


def test_an_emptied_folder_is_not_filled_again(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    save(one, 1)
    one.round()
    for file in own_files(one):
        file.unlink()
    assert one.round().written_again == 0
    assert own_files(one) == []


def test_what_may_have_been_folded_elsewhere_is_waited_for_a_day(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    for page in range(3):
        save(one, page)
        one.round()
    older(one, 8)
    gone = own_files(one)[1]
    gone.unlink()
    assert one.round().written_again == 0, "who carries the folder may bring the fold a little later"
    a_day_later(one)
    assert one.round().written_again == 1
    assert gone.is_file()


def test_what_was_folded_and_taken_away_is_not_written_again(two: tuple[Computer, Computer]) -> None:
    one, other = two
    for page in range(4):
        save(one, page)
        one.round()
    assert one.fold(clear=True)
    bring_together([one, other])
    assert one.round().written_again == 0


def test_a_fold_that_is_gone_is_made_up_for_by_what_it_held(two: tuple[Computer, Computer]) -> None:
    one, other = two
    for page in range(4):
        save(one, page)
        one.round()
    other.round()
    one.fold(clear=True)
    (fold,) = [path for path in own_files(one) if path.name.count("-") == 2]
    fold.unlink()
    older(one, 8)
    one.round()
    a_day_later(one)
    assert one.round().written_again > 1
    bring_together([one, other])
    assert everything(one) == everything(other)


def test_few_bytes_are_kept_for_it_and_those_of_the_newest_files(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    monkeypatch.setattr(kept_files, "MOST_KEPT", 2)
    for page in range(4):
        save(one, page)
        one.round()
    first, *_, newest = own_files(one)
    first.unlink()
    newest.unlink()
    assert one.round().written_again == 1
    assert newest.is_file() and not first.exists()


def test_a_computer_under_another_name_writes_again_what_it_wrote_before(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    save(one, 1)
    one.round()
    gone = own_files(one)[-1]
    one.membership.renew()
    one.round()
    gone.unlink()
    assert one.round().written_again == 1
    bring_together([one, other])
    assert everything(one) == everything(other)


@pytest.mark.parametrize("while_away", [False, True])
def test_who_left_and_joined_again_writes_again_what_it_wrote_before(
    two: tuple[Computer, Computer], while_away: bool
) -> None:
    one, other = two
    for page in range(3):
        save(one, page)
        one.round()
    other.round()
    gone = own_files(one)[2]
    one.membership.leave()
    if while_away:
        gone.unlink()
    assert one.opened is not None
    one.join(one.opened)
    one.round()
    if not while_away:
        gone.unlink()
        assert one.round().written_again == 1
        gone.unlink()
        older(one, 8)
        assert one.round().written_again == 0, "it may have been folded"
        a_day_later(one)
        assert one.round().written_again == 1, "which it wrote and read"
    assert gone.is_file()
    a_day_later(other)
    bring_together([one, other])
    assert everything(one) == everything(other)


def test_nothing_is_kept_for_another_store(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    save(one, 1)
    one.round()
    one.membership.leave()
    for file in sorted(folder(one).rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    one.begin("another passphrase")
    one.round()
    with one.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT name FROM sync_setting WHERE name GLOB 'kept:*'")
        part = one.membership.part()
        assert part is not None and {name.split("/")[0] for name in rows.scalars()} == {
            f"kept:{part.machine}"
        }


def test_who_read_a_file_writes_it_again_when_its_maker_never_comes(
    two: tuple[Computer, Computer], tmp_path: Path, template: Path
) -> None:
    one, other = two
    for page in range(3):
        save(one, page)
        one.round()
    other.round()
    gone = own_files(one)[2]
    gone.unlink()
    assert other.round().written_again == 0, "its maker may write it, or whoever carries it bring it"
    a_day_later(other)
    assert other.round().written_again == 1
    assert gone.is_file()
    third = Computer(tmp_path / "third", template)
    third.folder = other.folder
    assert other.opened is not None
    third.join(other.opened)
    assert not third.round().late
    bring_together([third, other])
    assert everything(third) == everything(other)
    third.close()


class OutOfReach(FolderStore):
    """A folder on a server that goes away before one of its files is read."""

    lacks = ""

    def get(self, name: str) -> bytes | None:
        if name == self.lacks:
            raise ReaderError("sync-unreachable", "it went away", store=self.place)
        return super().get(name)


def test_what_was_read_in_a_round_that_broke_off_is_kept_too(two: tuple[Computer, Computer]) -> None:
    one, other = two
    for page in range(3):
        save(one, page)
        one.round()
    *_, gone, last = own_files(one)
    store = OutOfReach(folder(one))
    store.lacks = last.relative_to(folder(one)).as_posix()
    with pytest.raises(ReaderError):
        other.round(store)
    gone.unlink()
    other.round()
    a_day_later(other)
    assert other.round().written_again == 1 and gone.is_file()
