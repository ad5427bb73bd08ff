"""Files of a folder that were damaged where they lie: who knows what they said writes them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.library.replication.part import keep_value, kept_value
from reader.services.sync import missing_packs
from reader.services.sync.mending import damaged_packs, own_files
from reader.services.sync.mending.damaged_packs import HOUR
from reader.sync.folder_store import FolderStore
from tests.services.sync.files.test_missing_packs import later, packs
from tests.services.sync.files.test_missing_packs import save as save_with_picture
from tests.services.sync.files.test_written_again import own_files as files_of
from tests.services.sync.files.test_written_again import save
from tests.support.computers import Computer, bring_together, everything, lacking

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "one bit": lambda data: data[:-9] + bytes((data[-9] ^ 1,)) + data[-8:],
    "cut short": lambda data: data[: len(data) // 2],
    "nothing left": lambda _data: b"",
    "foreign": lambda _data: b"something of another program",
}


@pytest.fixture
def third(two: tuple[Computer, Computer], tmp_path: Path, template: Path) -> Iterator[Computer]:
    """A computer that joins when something is damaged."""
    computer = Computer(tmp_path / "third", template)
    computer.folder, computer.opened = two[0].folder, two[0].opened
    yield computer
    computer.close()


def join(computer: Computer) -> None:
    assert computer.opened is not None
    computer.join(computer.opened)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("which", [1, -1])
def test_a_file_that_is_damaged_is_written_again_by_its_maker(
    two: tuple[Computer, Computer], third: Computer, damage: Callable[[bytes], bytes], which: int
) -> None:
    one, _ = two
    for page in range(4):
        save(one, page)
        one.round()
    file = files_of(one)[which]
    file.write_bytes(damage(file.read_bytes()))
    join(third)
    assert third.round().late or which == -1
    assert one.round().written_again == 1
    third.round()
    assert all(third.number(page) is not None for page in range(4))
    bring_together([one, third])
    assert everything(one) == everything(third)
    assert one.round().written_again == 0


def test_all_files_are_looked_at_in_some_rounds_few_in_one(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    monkeypatch.setattr(own_files, "AT_ONCE", 2)
    for page in range(5):
        save(one, page)
        one.round()
    damaged = files_of(one)
    for file in damaged:
        file.write_bytes(DAMAGES["one bit"](file.read_bytes()))
    written = [one.round().written_again for _ in range(4)]
    assert max(written) <= 2 and sum(written) == len(damaged)
    assert one.round().written_again == 0


def test_the_file_of_a_copy_under_the_same_name_stays(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    save(one, 1)
    one.round()
    first, second = files_of(one)[:2]
    first.write_bytes(second.read_bytes())  # whole, and another one: it does not open under this name
    assert one.round().written_again == 1
    whole = second.read_bytes()
    assert one.round().written_again == 0
    assert second.read_bytes() == whole, "nothing is written that is whole"


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_pack_that_is_damaged_is_written_again_by_who_has_its_pictures(
    two: tuple[Computer, Computer], third: Computer, damage: Callable[[bytes], bytes]
) -> None:
    one, _ = two
    save_with_picture(one, 1, 2)
    one.round()
    (pack,) = packs(one)
    pack.write_bytes(damage(pack.read_bytes()))
    join(third)
    third.round()
    assert lacking(third)
    later(one)
    earlier(one)
    assert one.round().written_again == 1
    third.round()
    assert not lacking(third)
    later(one)
    assert one.round().written_again == 0


def earlier(computer: Computer, by: int = HOUR) -> None:
    """Packs were read so much (µs) earlier; by an hour, it is the turn of the next one in any case."""
    with computer.database.write(index=False) as session:
        at, after = kept_value(session, "packs read") or (0, "")
        keep_value(session, "packs read", [at - by, after])


def test_the_pack_of_another_computer_that_is_still_coming_is_given_a_day(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    save_with_picture(one, 1, 2)
    bring_together([one, other])
    (pack,) = packs(one)
    pack.write_bytes(DAMAGES["cut short"](pack.read_bytes()))
    earlier(other)
    assert other.round().written_again == 0, "whoever carries the folder brings the rest of it"
    later(other)
    assert other.round().written_again == 1


class OnServer(FolderStore):
    """A folder that is reached by an address; it counts what is asked of it for each name."""

    place = "https://dav.x.org/liseuse"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[str] = []

    def get(self, name: str) -> bytes | None:
        self.asked.append(name)
        return super().get(name)

    def size(self, name: str) -> int:
        self.asked.append(name)
        return super().size(name)


def test_on_a_server_one_file_an_hour_is_read(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    for page in range(3):
        save(one, page)
        one.round()
    files = files_of(one)
    for file in files:
        file.write_bytes(DAMAGES["foreign"](file.read_bytes()))
    with one.database.write(index=False) as session:
        keep_value(session, "files read", None)
    store, written = OnServer(files[0].parents[2]), []
    for _ in range(4):
        store.asked.clear()
        written.append(one.round(store).written_again)
        assert len([name for name in store.asked if name.startswith("log/")]) <= 2
        written.append(one.round(store).written_again)
        with one.database.write(index=False) as session:
            _, last = kept_value(session, "files read")
            keep_value(session, "files read", [0, last])
    assert written == [1, 0, 1, 0, 1, 0, 1, 0][: 2 * len(files)]


class Counting(FolderStore):
    """A folder that counts what is asked of it."""

    def __init__(self, folder: FolderStore) -> None:
        super().__init__(folder.folder)
        self.sizes: list[str] = []
        self.read: list[str] = []

    def size(self, name: str) -> int:
        self.sizes.append(name)
        return super().size(name)

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        self.read.append(name)
        return super().get_part(name, place, size)


def counting(computer: Computer) -> Counting:
    assert isinstance(computer.folder, FolderStore)
    return Counting(computer.folder)


def test_of_a_few_files_the_size_is_asked_for_in_one_round_and_of_all_in_some(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    for module in (own_files, missing_packs):
        monkeypatch.setattr(module, "SIZES", 4)
    monkeypatch.setattr(own_files, "AT_ONCE", 1)
    for page in range(9):
        save_with_picture(one, page)
        one.round()
    files, asked = files_of(one), [counting(one) for _ in range(3)]
    for file in (files[2], files[7]):
        file.write_bytes(DAMAGES["cut short"](file.read_bytes()))
    for store in asked:
        one.round(store)
        logs = [name for name in store.sizes if name.startswith("log/")]
        shown = [name for name in store.sizes if name.startswith("pack/")]
        assert len(logs) <= 4 and len(shown) <= 4 + 1, "one is read, too"
    packs(one)[5].write_bytes(b"")
    later(one)
    written = sum(one.round().written_again for _ in range(3))
    assert sum(file.stat().st_size > 0 for file in packs(one)) == 9 and written >= 1
    assert one.round().written_again == 0


@pytest.mark.parametrize("local", [True, False])
def test_all_packs_of_a_folder_here_are_read_within_a_day(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch, local: bool
) -> None:
    """What is carried over a line with every read is read as seldom as one pack an hour."""
    one, _ = two
    monkeypatch.setattr(damaged_packs, "is_on_local_disk", lambda _place: local)
    monkeypatch.setattr(damaged_packs, "AT_ONCE", 3)
    for page in range(60):
        save_with_picture(one, page)
        one.round()
    read: list[str] = []
    for _ in range(24 * 4 + 4):
        earlier(one, HOUR // 4)
        store = counting(one)
        one.round(store)
        shown = [name for name in store.read if name.startswith("pack/")]
        assert len(shown) <= 3
        read += shown
    assert (len(set(read)) == 60) is local
    assert len(read) <= (68 if local else 27), "and not more often"


def test_the_first_round_after_a_join_reads_no_pack_that_it_has_just_written(
    two: tuple[Computer, Computer],
) -> None:
    one, _ = two
    for page in range(3):
        save_with_picture(one, page)
    one.round()
    one.membership.leave()
    join(one)
    store = counting(one)
    assert one.round(store).sent and packs(one)
    assert not [name for name in store.read if name.startswith("pack/")]
    earlier(one)
    one.round(store)
    assert [name for name in store.read if name.startswith("pack/")], "an hour later it is the turn of one"


def test_the_first_round_after_a_join_reads_each_picture_once(
    two: tuple[Computer, Computer], third: Computer
) -> None:
    one, _ = two
    for page in range(3):
        save_with_picture(one, page)
        one.round()
    join(third)
    store = counting(third)
    third.round(store)
    assert not lacking(third)
    taken = [name for name in store.read if name.startswith("pack/")]
    assert len(taken) == len(set(taken)) == 3
    third.round(store)
    assert [name for name in store.read if name.startswith("pack/")] == taken


def test_a_library_that_is_much_read_is_no_more_read_than_at_most(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    for page in range(6):
        save_with_picture(one, page)
        one.round()
    monkeypatch.setattr(damaged_packs, "MOST", 2 * packs(one)[0].stat().st_size + 20)
    earlier(one, 30 * HOUR)
    for most in (2, 0, 0):
        store = counting(one)
        one.round(store)
        assert len([name for name in store.read if name.startswith("pack/")]) == most


def test_of_large_files_one_is_read_in_a_round(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    for page in range(5):
        save(one, page)
        one.round()
    monkeypatch.setattr(own_files, "MOST", 1)
    read: list[str] = []
    for count in range(1, 7):
        store = counting(one)
        one.round(store)
        read += [name for name in store.read if name.startswith("log/")]
        assert len(read) == count
    assert len(set(read)) == 6
