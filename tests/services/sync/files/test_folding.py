"""A store does not grow with every small change: files are folded, safely beside who is behind."""

from __future__ import annotations

import json
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.replication.changes import Change, to_lines
from reader.library.database import Database
from reader.services.sync.folding import ENOUGH, PATIENCE
from reader.services.sync.preview import articles_in
from reader.sync.change_files import ChangeFile, list_files, name_of, sealed
from reader.sync.envelope import Envelope
from reader.sync.folded_files import FoldName, list_folds, read_fold
from reader.sync.folder_store import FolderStore
from tests.support.computers import (
    SAVED,
    STRANGER,
    Computer,
    a_day_later,
    bring_together,
    carry,
    document,
    everything,
    write_as_stranger,
)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Computer]]:
    """Two computers in step, and one that has not joined."""
    template = tmp_path / "template" / "library.db"
    template.parent.mkdir()
    Database.open(template).close()
    made = [Computer(tmp_path / f"pc{n}", template) for n in range(3)]
    made[0].begin("words")
    assert made[0].opened is not None
    carry(made[0], made[1])
    made[1].join(made[0].opened)
    yield made
    for one in made:
        one.close()


def notes(one: Computer, count: int) -> None:
    """So many rounds with a small change each."""
    if one.number(1) is None:
        one.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    number = one.number(1)
    assert number is not None
    for turn in range(count):
        one.annotations.set_note(number, f"note {turn}")
        one.articles.set_unread([number], turn % 2 == 0)
        one.round()


def names(one: Computer) -> set[str]:
    return set(one.folder.names("log"))


def test_many_small_files_become_one_which_a_late_computer_reads_instead(three: list[Computer]) -> None:
    one, behind, new = three
    bring_together([one, behind])
    notes(one, ENOUGH)
    files = list_files(names(one))
    (fold,) = list_folds(names(one))
    assert fold.first == 1 and fold.last >= ENOUGH, "the round folded what was worth it"
    assert len(files[fold.machine]) >= ENOUGH, "what it holds lies there for a while still"
    gone = one.fold(clear=True)
    assert len(gone) >= ENOUGH and len(names(one)) <= 6
    for name in gone:
        behind.folder.remove(name)
    carry(one, behind)
    behind.round()
    carry(one, new)
    assert one.opened is not None
    new.join(one.opened)
    bring_together(three)
    assert everything(one) == everything(behind) == everything(new)
    assert everything(new)["note"][0][1] == f"note {ENOUGH - 1}"


def test_a_fold_stays_while_the_one_that_holds_it_is_damaged(three: list[Computer]) -> None:
    one, *_ = three
    notes(one, 3)
    one.fold(clear=True)
    (first,) = list_folds(names(one))
    notes(one, 3)
    one.fold(clear=False)
    (second,) = [of for of in list_folds(names(one)) if of != first]
    one.fold(clear=False)
    (third,) = [of for of in list_folds(names(one)) if of not in (first, second)]
    assert (third.first, third.last) == (first.first, second.last)
    path = one.folder.folder / third.name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert not one.fold(clear=True) & {first.name, second.name}, "they are the last sound copies"
    path.write_bytes(whole)
    assert one.fold(clear=True) >= {first.name, second.name}


def test_half_a_fold_is_waited_for_and_none_is_missed(three: list[Computer]) -> None:
    one, behind, _new = three
    bring_together([one, behind])
    notes(one, 4)
    gone = one.fold(clear=True)
    (fold, *_) = [of for of in list_folds(names(one)) if of.last >= 4]
    carry(one, behind)
    whole = behind.folder.get(fold.name)
    assert whole is not None
    for name in gone:
        behind.folder.remove(name)
    path = behind.folder.folder / fold.name
    path.write_bytes(whole[: len(whole) // 2])
    report = behind.round()
    assert report.late == [fold.machine], "it is on its way: nothing is asked"
    path.unlink()
    assert behind.round().late == [fold.machine], "what it holds was taken away before it came"
    a_day_later(behind)
    assert behind.round().written_again, "what it read of that before"
    path.write_bytes(whole)
    assert not behind.round().late
    path.unlink()
    assert behind.round().late, "another gap is waited for anew"
    a_day_later(behind)
    with pytest.raises(ReaderError) as caught:
        behind.round()
    assert caught.value.kind == "sync-emptied"
    path.write_bytes(whole)
    behind.round()
    assert everything(one) == everything(behind)


def test_a_fold_of_all_there_was_is_waited_for(three: list[Computer]) -> None:
    """Who carries the folder takes away what was folded before it brings the fold: nothing is left but that
    it is a store."""
    one, behind, _new = three
    notes(one, 4)
    bring_together([one, behind])
    one.fold(clear=True)
    for name in names(behind):
        behind.folder.remove(name)
    assert behind.round().late, "nothing is asked"
    bring_together([one, behind])
    assert not behind.round().late
    assert everything(one) == everything(behind)


def test_a_fold_lies_beside_what_it_holds_for_a_week_of_rounds(three: list[Computer]) -> None:
    one, *_ = three
    notes(one, 2)
    one.fold(clear=False)
    (fold,) = list_folds(names(one))
    before = names(one)
    for _day in range(PATIENCE):
        one.round()
        assert names(one) >= before
        with one.database.write() as session:
            session.connection().exec_driver_sql("UPDATE sync_fold SET day = day - 9")
    one.round()
    assert not before - {fold.name} <= names(one)


def test_a_library_put_back_notices_what_only_a_fold_tells(three: list[Computer]) -> None:
    one, other, _new = three
    bring_together([one, other])
    one.close()
    copy = one.paths.root / "copy.db"
    shutil.copy(one.paths.database, copy)
    noted = (one.paths.root / "sync.json").read_bytes()
    one.open()
    notes(one, 3)
    one.fold(clear=True)
    one.close()
    for path in one.paths.root.glob("library.db*"):
        path.unlink()
    shutil.copy(copy, one.paths.database)
    (one.paths.root / "sync.json").write_bytes(noted)  # the whole disk was put back
    one.open()
    former = one.membership.part()
    one.round()
    part = one.membership.part()
    assert former is not None and part is not None and part.machine != former.machine
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert everything(one)["note"][0][1] == "note 2"


def test_a_fold_of_a_later_form_stops_nothing_that_can_be_had_without_it(three: list[Computer]) -> None:
    one, other, new = three
    notes(one, 1)
    bring_together([one, other])
    notes(one, 3)
    part = one.membership.part()
    assert part is not None and one.opened is not None
    envelope = Envelope(one.opened.store, one.opened.key)
    later = FoldName(part.machine, 1, part.sent, "f" * 16)
    one.folder.put(later.name, envelope.seal(later.name, b'{"version": 2}\n'))
    carry(one, other)
    other.annotations.set_note(1, "written on the other")
    other.round()
    assert everything(other)["row"] == everything(one)["row"] and not other.membership.waiting()
    one.round()

    carry(one, new)
    for name in new.folder.names("log"):
        if name != later.name:
            new.folder.remove(name)
    new.join(one.opened)
    save = new.articles.add(document(2), "https://x.org/2", "x.org/2", SAVED)
    with pytest.raises(ReaderError) as caught:
        new.round()
    assert save and caught.value.kind == "sync-newer" and not new.membership.waiting(), "its own was sent"


def test_the_name_of_a_fold_cannot_ask_for_all_memory(three: list[Computer]) -> None:
    one = three[0]
    assert one.opened is not None
    envelope = Envelope(one.opened.store, one.opened.key)
    of = FoldName("5" * 16, 1, 6_000_000, "f" * 16)
    head = {"version": 1, "machine": of.machine, "files": [[1, "a" * 16], [of.last, "b" * 16]]}
    one.folder.put(of.name, envelope.seal(of.name, json.dumps(head).encode() + b"\n"))
    tracemalloc.start()
    try:
        one.round()
        assert tracemalloc.get_traced_memory()[1] < 300_000_000  # the most that is unpacked, and a little
    finally:
        tracemalloc.stop()


class CountingStore(FolderStore):
    """A folder that notes what is read from it, and how often it is asked anything."""

    def __init__(self, one: Computer) -> None:
        super().__init__(one.folder.folder)
        self.read: list[str] = []
        self.asked = 0

    def get(self, name: str) -> bytes | None:
        self.read.append(name)
        self.asked += 1
        return super().get(name)

    def put(self, name: str, data: bytes) -> bool:
        self.asked += 1
        return super().put(name, data)

    def remove(self, name: str) -> None:
        self.asked += 1
        super().remove(name)


def test_no_round_asks_for_more_than_forty_files(three: list[Computer]) -> None:
    """Neither who changes something again and again, nor who comes in the evening, nor who tidies up."""
    one, evening, _new = three
    notes(one, 1)
    bring_together([one, evening])
    store = CountingStore(one)
    asked = []
    for turn in range(2 * ENOUGH + 2):
        one.annotations.set_note(1, f"thought {turn}")
        store.asked = 0
        one.round(store)
        asked.append(store.asked)
    assert max(asked) <= 40
    first, second = list_folds(names(one))
    assert first.last < second.first, "what is folded is not written anew with what comes next"
    carry(one, evening)
    there = CountingStore(evening)
    evening.round(there)
    assert there.asked <= 40 and everything(one) == everything(evening)
    with one.database.write() as session:
        session.connection().exec_driver_sql("UPDATE sync_fold SET day = day - 9, days = 99")
    left = [len(names(one))]
    while len(left) < 2 or left[-1] < left[-2]:
        store.asked = 0
        one.round(store)
        assert store.asked <= 40
        left.append(len(names(one)))
    assert left[-1] <= ENOUGH


def test_many_small_folds_become_one(three: list[Computer]) -> None:
    one, other, _new = three
    bring_together([one, other])
    for _ in range(3):
        notes(one, 2)
        one.fold(clear=False)
    whole = max(list_folds(names(one)), key=lambda of: of.last - of.first)
    assert whole.first == 1 and whole.last >= 4
    assert len(one.fold(clear=True)) > 6
    carry(one, other)
    other.round()
    assert everything(one) == everything(other)


def test_what_a_fold_holds_is_read_once(three: list[Computer]) -> None:
    one, _other, new = three
    notes(one, 6)
    one.fold(clear=False)
    (fold,) = list_folds(names(one))
    assert len(names(one)) > 6 and one.opened is not None
    carry(one, new)
    new.join(one.opened)
    store = CountingStore(new)
    new.round(store)
    assert [name for name in store.read if name in names(one)] == [fold.name]
    assert everything(one) == everything(new)
    store.read.clear()
    articles_in(store, Envelope(one.opened.store, one.opened.key), Progress())
    assert [name for name in store.read if name in names(one)] == [fold.name]


def test_what_a_fold_says_again_is_kept_aside_once(three: list[Computer]) -> None:
    one, *_ = three
    assert one.opened is not None
    odd = [Change("q:unknown", "later", 1, "5" * 16, "not known yet")]
    files = [ChangeFile("5" * 16, seq, "a" * 16, "stranger", SAVED, to_lines(odd)) for seq in (1, 2)]
    envelope = Envelope(one.opened.store, one.opened.key)
    for file in files:
        one.folder.put(name_of(file.machine, file.seq, file.tag), sealed(envelope, file))
        one.round()
    with one.database.read() as session:
        count = session.connection().exec_driver_sql("SELECT count(*) FROM sync_held").scalar_one()
    assert count == 1


def test_a_fold_is_never_more_than_memory_holds_with_ease(three: list[Computer]) -> None:
    """However many small changes another computer told: the marks of pieces compress to nothing."""
    one, _other, new = three
    each, files = 1000, 2 * ENOUGH
    for seq in range(1, files + 1):
        marks = [
            Change(f"i:s.example/{seq}/{n}", "seen", seq, STRANGER, {"read": SAVED, "opened": ""})
            for n in range(each)
        ]
        write_as_stranger(one, marks, seq)
    one.round()
    assert one.opened is not None
    envelope = Envelope(one.opened.store, one.opened.key)
    held = [read_fold(one.folder, envelope, of) for of in list_folds(names(one))]
    sizes = [len(fold.changes) for fold in held if fold is not None]
    assert sizes and 2 * each <= max(sizes) <= 12 * each
    assert len(one.fold(clear=True)) > 2, "they take the place of what they hold"
    carry(one, new)
    new.join(one.opened)
    store = CountingStore(new)
    new.round(store)
    folds = [of.name for of in list_folds(names(new))]
    assert sum(store.read.count(name) > 1 for name in folds) >= len(folds) - 1, "few wait in memory"
    for computer in (one, new):
        with computer.database.read() as session:
            found = session.connection().exec_driver_sql(
                "SELECT count(*) FROM sync_field WHERE uid GLOB 'i:*'"
            )
            assert found.scalar_one() == each * files
