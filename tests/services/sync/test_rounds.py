"""Rounds with a store: what travels, what is noticed, and what harms nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.core.edits import LeftOut, Wanted, changed_edits
from reader.core.errors import ReaderError
from reader.core.glossary import Term
from reader.core.marks import Annotation, Colour
from reader.core.model import Block, BlockKind, Document, Picture, TranslatedSentence
from reader.core.replication.changes import Change
from reader.core.replication.note_texts import join_texts
from reader.core.sentence_key import sentence_key
from reader.core.serialize import to_plain
from reader.library.articles.articles import NewArticle
from reader.library.articles.repairs import Source
from reader.library.backup import backup
from reader.library.replication import shared_pictures
from reader.library.replication.part import Part
from reader.library.replication.shared_pictures import SharedPictures
from reader.library.space import forget_pictures
from reader.services.backup.restore_backup import restore_backup
from reader.services.sync.copies import KEPT_COPIES
from reader.sync.folder_store import FolderStore
from tests.support.computers import (
    SAVED,
    STRANGER,
    Computer,
    Killed,
    KilledStore,
    a_day_later,
    bring_together,
    carry,
    document,
    everything,
    lacking,
    write_as_stranger,
)


def save(computer: Computer, page: int, **more: Any) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED, **more)


def picture(computer: Computer, page: int, data: bytes) -> int:
    digest = computer.assets.add(data, "image/png")
    lead = Picture(f"https://x.org/{page}.png", digest=digest, width=3, height=2)
    text = document(page)
    shown = Document(text.url, text.title, text.blocks, text.html, language="en", lead=lead)
    return computer.articles.add(shown, text.url, f"x.org/{page}", SAVED)


def last_file(computer: Computer, part: Part) -> Path:
    """The last file of one of the computers, in the folder of any."""
    (found,) = computer.folder.folder.glob(f"log/{part.machine}/{part.sent:08}-*")
    return found


def text_change(**value: Any) -> Change:
    plain = {
        "document": to_plain(document(7)),
        "words": 3,
        "fetched_at": SAVED,
        "source": None,
        "origin": None,
        "waiting": False,
    }
    return Change("a:7", "text", 10, STRANGER, plain | value)


def test_a_link_to_a_file_is_one_on_the_other_computer(two: tuple[Computer, Computer]) -> None:
    one, other = two
    link = Document("https://x.org/a.pdf", "A report", (), "", section="PDF", incomplete="file")
    one.articles.add(link, link.url, "x.org/a.pdf", SAVED)
    bring_together([one, other])
    (there,) = other.articles.by_ids(other.articles.ids("all"))
    assert other.articles.get(there.id).document == link
    assert other.articles.requested_url(there.id) == link.url


def test_no_word_of_the_library_is_in_the_store(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1, tags=["Ouarzazate"])
    one.annotations.set_note(number, "Tafraout")
    one.annotations.add(Annotation(0, number, "en", "b1", 0, 0, 3, "Sea", note="Essaouira", last_sentence=0))
    one.searches.keep("Tiznit", "sea")
    picture(one, 2, b"Agadir" * 100)
    bring_together([one, other])
    assert everything(one) == everything(other)
    words = [
        b"Ouarzazate",
        b"Tafraout",
        b"Essaouira",
        b"Tiznit",
        b"Agadir",
        b"x.org",
        b"Title",
        b"Sea",
        b"one",
    ]
    for file in one.folder.folder.rglob("*"):
        name, data = (
            str(file.relative_to(one.folder.folder)).encode(),
            file.read_bytes() if file.is_file() else b"",
        )
        assert not [word for word in words if word in data or word in name], file


def test_nothing_is_noted_while_no_store_is_joined(two: tuple[Computer, Computer], tmp_path: Path) -> None:
    one, _ = two
    one.membership.leave()
    number = save(one, 1, tags=["a"])
    one.annotations.set_note(number, "b")
    one.articles.delete_forever([number])
    with one.database.read() as session:
        run = session.connection().exec_driver_sql
        for table in ("dirty", "thing", "field", "mark", "outbox", "held", "self"):
            assert run(f"SELECT count(*) FROM sync_{table}").scalar_one() == 0


def test_pictures_come_with_their_articles_and_late_ones_later(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = picture(one, 1, b"a picture")
    one.round()
    pack = next(file for file in (one.folder.folder / "pack").rglob("*") if file.is_file())
    data = pack.read_bytes()
    pack.write_bytes(data[:10])
    other.round()
    digest = hashlib.sha256(b"a picture").hexdigest()
    assert other.articles.summary(1).thumbnail == digest, "the article is here without waiting for it"
    assert other.assets.path(digest) is None
    pack.write_bytes(data)
    other.round()
    path = other.assets.path(digest)
    assert path is not None and path.read_bytes() == b"a picture" and path.suffix == ".png"
    one.articles.delete_forever([number])
    bring_together([one, other])
    assert other.articles.summaries() == []
    assert other.assets.path(digest) is None


def test_however_many_pictures_come_late_few_are_looked_for_at_once(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(shared_pictures, "AT_ONCE", 4)
    for page in range(9):
        picture(one, page, b"a picture %d" % page)
    one.round()
    (one.folder.folder / "pack").rename(one.folder.folder / "carried-later")
    other.round()
    assert len(lacking(other)) == 9
    looked = SharedPictures(other.database)
    found = [first := looked.wanted()]
    while first:
        found.append(first := looked.wanted(first[-1]))
    assert [len(some) for some in found] == [4, 4, 1, 0]
    assert {blob.digest for some in found for blob in some} == lacking(other)
    (one.folder.folder / "carried-later").rename(one.folder.folder / "pack")
    other.round()
    assert not lacking(other) and not looked.wanted()


def test_a_text_out_of_the_store_is_cleaned_and_what_is_none_is_kept_aside(
    two: tuple[Computer, Computer],
) -> None:
    one, _ = two
    plain = to_plain(document(7))
    plain["html"] = "<p>Sea<script>alert(1)</script><img src='file:///etc/passwd'></p>"
    plain["blocks"][0]["parts"][0]["html"] = "<b onclick='x()'>Sea</b><iframe src='https://x'></iframe>"
    plain["lead"] = {"src": "file:///etc/passwd"}
    evil: list[Change] = [
        text_change(document=plain),
        Change("a:7", "favourite", 11, STRANGER, "yes"),
        Change("a:7", "position", 11, STRANGER, {"position": "{", "progress": 0.5}),
        Change("a:7", "mark:1", 11, STRANGER, {"colour": "red"}),
        Change("a:7", "tag:", 11, STRANGER, ""),
        Change("a:7", "note", 11, STRANGER, {"text": 5, "base": ""}),
        Change("a:8", "text", 11, STRANGER, text_change(document={"url": "file:///x"}).value),
        Change("f:9", "feed", 11, STRANGER, {"of": "a later version"}),
        Change("a:7", "mood", 11, STRANGER, "calm"),
    ]
    write_as_stranger(one, evil)
    report = one.round()
    assert report.held == len(evil) - 1
    found = one.articles.get(1).document
    assert "script" not in found.html and "file:" not in found.html
    assert found.blocks[0].parts[0].html == "<b>Sea</b>" and found.lead is not None and found.lead.src == ""
    assert [card.title for card in one.articles.summaries()] == ["Title 7.0"]
    with one.database.read() as session:
        lines = session.connection().exec_driver_sql("SELECT line FROM sync_held").scalars().all()
    assert {"mood", "feed"} <= {json.loads(line)[1] for line in lines}, "carried along for a later version"


def test_a_store_that_lost_files_or_is_another_one_is_not_followed(
    two: tuple[Computer, Computer], tmp_path: Path
) -> None:
    one, other = two
    save(one, 1)
    bring_together([one, other])
    part = one.membership.part()
    assert part is not None
    last_file(one, part).unlink()
    with other.database.write(index=False) as session:  # as of one too large or too old to be kept
        session.connection().exec_driver_sql("DELETE FROM sync_setting WHERE name GLOB 'heard:*'")
    before = everything(other)
    save(other, 2)
    other.round()  # it may have been folded, and the fold not come yet
    a_day_later(other)
    save(other, 3)
    with pytest.raises(ReaderError) as caught:
        other.round()
    assert caught.value.kind == "sync-emptied"
    assert other.membership.waiting() > 0 and everything(other) != before, "its own act stays and waits"


class JustListedStore(FolderStore):
    """A store that lists all there is; another process sends and takes right after it was listed."""

    lists_all = True

    def __init__(self, folder: Path, meanwhile: Callable[[], object]) -> None:
        super().__init__(folder)
        self._meanwhile = meanwhile

    def names(self, prefix: str) -> Iterator[str]:
        found = list(super().names(prefix))
        if prefix == "log":
            self._meanwhile()
        return iter(found)


def test_what_another_round_of_the_library_brought_meanwhile_is_not_taken_for_gone(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    number = save(one, 1)
    bring_together([one, other])

    def meanwhile() -> None:
        other.annotations.set_note(1, "from there")
        other.round()
        one.articles.set_favourite([number], True)
        one.round()

    one.round(JustListedStore(one.folder.folder, meanwhile))
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert one.annotations.note(number) == "from there"


def test_a_mass_deletion_is_carried_out_after_a_copy(two: tuple[Computer, Computer]) -> None:
    one, other = two
    numbers = [save(one, page) for page in range(30)]
    bring_together([one, other])
    one.articles.delete_forever(numbers[:1])
    one.round()
    assert not other.round().copied, "one of thirty"
    one.articles.delete_forever(numbers[1:4])
    one.round()
    assert not other.round().copied, "a few of a small library"
    other.paths.backups.mkdir(exist_ok=True)
    for n in range(7):
        (other.paths.backups / f"before-sync-20200101-00000{n}-1.db").touch()
    one.articles.delete_forever(numbers[4:])
    one.round()
    report = other.round()
    assert report.deleted == 26 and report.copied
    copies = sorted(other.paths.backups.glob("before-sync-*.db"))
    assert len(copies) == KEPT_COPIES
    other.close()
    copies[-1].rename(other.paths.database)
    other.open()
    assert len(other.articles.summaries()) == 26, "it can be undone"


def test_a_library_put_back_from_a_copy_goes_on_as_another_computer(two: tuple[Computer, Computer]) -> None:
    one, other = two
    save(one, 1)
    bring_together([one, other])
    backup(one.paths.database, one.paths.root / "copy.db")
    number = one.number(1)
    assert number is not None
    one.annotations.set_note(number, "after the copy")
    bring_together([one, other])
    former = one.membership.part()
    one.close()
    (one.paths.root / "copy.db").rename(one.paths.database)
    one.open()
    bring_together([one, other])
    part = one.membership.part()
    assert former is not None and part is not None and part.machine != former.machine
    assert one.annotations.note(number) == "after the copy"


def test_two_copies_of_one_library_part_ways(two: tuple[Computer, Computer], tmp_path: Path) -> None:
    """A folder copied to another computer, with everything in it."""
    one, other = two
    save(one, 1)
    bring_together([one, other])
    other.close()
    shutil.rmtree(other.paths.root)
    shutil.copytree(one.paths.root, other.paths.root)
    other.open()
    for computer, page in ((one, 2), (other, 3)):
        save(computer, page)
    one.round()
    other.round()
    bring_together([one, other])
    assert everything(one) == everything(other) and len(one.articles.summaries()) == 3


def test_one_page_under_two_addresses_is_one_article(tmp_path: Path, template: Path) -> None:
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    one.begin()
    other.join_store_of(one)
    first, second = save(one, 1, tags=["one"]), save(other, 2, tags=["two"])
    one.annotations.set_note(first, "first")
    other.annotations.set_note(second, "second")
    bring_together([one, other])
    assert len(one.articles.summaries()) == 2
    number = one.number(1)
    assert number is not None
    one.articles.replace(number, document(1, 1), SAVED, aliases=["x.org/late"])
    number = other.number(2)
    assert number is not None
    other.articles.replace(number, document(2, 1), SAVED, aliases=["x.org/late"])
    bring_together([one, other])
    found = everything(one)
    assert found == everything(other)
    assert found["addresses"] == [["x.org/1", "x.org/2", "x.org/late"]]
    assert {tag for _, tag in found["tags"]} == {"one", "two"}
    assert "first" in found["note"][0][1] and "second" in found["note"][0][1]
    # What is taken away of it is taken away under both names.
    number, there = one.number(1), other.number(1)
    assert number is not None and there is not None
    one.articles.set_tags(number, [])
    other.annotations.set_note(there, "")
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert everything(one)["tags"] == everything(one)["note"] == []
    one.close()
    other.close()


def test_who_named_a_link_is_told_as_the_others_keep_it(two: tuple[Computer, Computer]) -> None:
    one, other = two
    save(one, 1)
    number = save(one, 2)
    with one.database.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO article_origin VALUES (?, 'reader', '', 'loopback')", (number,)
        )
    bring_together([one, other])
    with other.database.write() as session:  # noted as changed, by what changes nothing
        session.connection().exec_driver_sql("UPDATE article SET title = title")
    assert other.round().sent == 0, "there is nothing to tell back"


def test_an_article_deleted_here_and_written_on_there_stays_whole(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1, tags=["water"])
    one.articles.set_favourite([number], True)
    bring_together([one, other])
    before = everything(one)
    one.articles.delete_forever([number])
    other.annotations.set_note(1, "of the other")
    one.round()
    assert other.round().kept == 1, "and it is told"
    bring_together([one, other])
    after = everything(one)
    assert after == everything(other) and after["note"] == [("x.org/1", "of the other")]
    assert {**after, "note": []} == before
    for computer in two:  # a deletion that knows of the note holds
        computer.articles.delete_forever([card.id for card in computer.articles.summaries()])
    bring_together([one, other])
    assert one.articles.summaries() == other.articles.summaries() == []
    save(other, 1)
    bring_together([one, other])
    assert [card.tags for card in one.articles.summaries()] == [()], "saved anew, it is as new"
    assert not one.articles.summaries()[0].favourite


@pytest.mark.parametrize("deleter_has_the_last_word", [False, True])
def test_who_saved_an_article_by_himself_keeps_it_though_another_deletes_his_own(
    two: tuple[Computer, Computer], deleter_has_the_last_word: bool
) -> None:
    """Of two that were saved at one moment the names of the computers decide which is the later."""

    def name(computer: Computer) -> str:
        part = computer.membership.part()
        assert part is not None
        return part.machine

    deleter, keeper = sorted(two, key=name, reverse=deleter_has_the_last_word)
    number = save(deleter, 1)
    save(keeper, 1)
    deleter.round()
    deleter.articles.delete_forever([number])
    carry(deleter, keeper)
    keeper.round()  # knows what the other saved, not yet that it is deleted
    bring_together([deleter, keeper])
    assert everything(deleter) == everything(keeper)
    assert [card.title for card in keeper.articles.summaries()] == ["Title 1.0"]
    keeper.articles.delete_forever([card.id for card in keeper.articles.summaries()])
    bring_together([deleter, keeper])
    assert deleter.articles.summaries() == [], "this deletion knew of both"


def test_what_comes_after_an_article_was_kept_is_told_to_those_who_had_deleted_it(
    tmp_path: Path, template: Path
) -> None:
    one, two, three = (Computer(tmp_path / name, template) for name in ("one", "two", "three"))
    one.begin()
    assert one.opened is not None
    for other in (two, three):
        carry(one, other)
        other.join(one.opened)
    save(one, 1)
    bring_together([one, two, three])
    three.articles.set_favourite([1], True)
    three.round()
    carry(three, one)
    one.round()
    one.articles.delete_forever([1])  # and what the third did with it
    two.annotations.set_note(1, "of the second")
    one.round()
    carry(one, two)
    part = three.membership.part()
    assert part is not None
    last_file(two, part).unlink()  # this one comes later
    assert two.round().kept == 1
    carry(one, three)
    assert three.round().deleted == 1
    bring_together([one, two, three])
    found = everything(one)
    assert found == everything(two) == everything(three)
    assert one.articles.summaries()[0].favourite and found["note"]
    for computer in (one, two, three):
        computer.close()


def test_nothing_that_passes_by_keeps_a_deleted_article(two: tuple[Computer, Computer]) -> None:
    from reader.core.model import ReadingPosition

    one, other = two
    number = save(one, 1)
    bring_together([one, other])
    one.articles.delete_forever([number])
    other.articles.set_position(1, ReadingPosition("b1", 3), 0.4)
    bring_together([one, other])
    assert one.articles.summaries() == other.articles.summaries() == []


@pytest.mark.parametrize(
    ("base", "one", "other", "joined"),
    [
        ("", "a", "b", "a\n\nb"),
        ("", "a\nb", "a", "a\nb"),
        ("x\ny\nz", "x1\ny\nz", "x\ny\nz1", "x1\ny\nz1"),
        ("x\ny", "x\nours", "x\ntheirs", "x\nours\ntheirs"),
        ("x\ny", "y", "x\ny\nz", "y\nz"),
        ("x", "x", "y", "y"),
        ("no", "theirs\n\nno", "noted", "theirs\n\nnoted"),
        ("no", "noted", "no\ntheirs", "noted\ntheirs"),
    ],
)
def test_notes_are_joined_line_by_line(base: str, one: str, other: str, joined: str) -> None:
    assert join_texts(base, one, other) == joined


class BusyStore:
    """A store while whose n-th file is read, or written, the reader goes on."""

    may_write = True
    lists_all = False
    has_members = False

    def __init__(self, store: FolderStore, act: Callable[[], object], reading: bool) -> None:
        self._store, self._act, self._reading, self._done = store, act, reading, False
        self.place = store.place

    def _meanwhile(self, now: bool) -> None:
        if now and not self._done:
            self._done = True
            self._act()

    def names(self, prefix: str) -> Iterator[str]:
        return self._store.names(prefix)

    def get(self, name: str) -> bytes | None:
        self._meanwhile(self._reading)
        return self._store.get(name)

    def get_part(self, name: str, place: int, size: int) -> bytes | None:
        return self._store.get_part(name, place, size)

    def size(self, name: str) -> int:
        return self._store.size(name)

    def put(self, name: str, data: bytes) -> bool:
        self._meanwhile(not self._reading)
        return self._store.put(name, data)

    def remove(self, name: str) -> None:
        self._store.remove(name)


@pytest.mark.parametrize("reading", [False, True])
def test_pictures_of_what_is_saved_during_a_round_get_into_the_store(
    two: tuple[Computer, Computer], reading: bool
) -> None:
    one, other = two
    picture(one, 1, b"first")
    save(other, 3)
    other.round()
    one.round(BusyStore(one.folder, lambda: picture(one, 2, b"second"), reading))
    bring_together([one, other])
    for data in (b"first", b"second"):
        path = other.assets.path(hashlib.sha256(data).hexdigest())
        assert path is not None and path.read_bytes() == data


def test_sentences_are_told_by_the_thousand(two: tuple[Computer, Computer]) -> None:
    one, other = two
    texts = [f"Sentence {n}." for n in range(2500)]
    pairs = [(sentence_key(text), TranslatedSentence(text, f"Phrase: {text}", 0.0)) for text in texts]
    one.translations.store(pairs, "en", "fr", "en_fr")
    assert one.round().sent == 1 + 2, "the first file, and two"
    other.round()
    with other.database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT count(*) FROM sentence_translation").scalar_one() == 2500


def test_copies_of_a_library_each_with_its_own_folder_part_ways(
    two: tuple[Computer, Computer], tmp_path: Path, template: Path
) -> None:
    """Both wrote a file of the same number before either heard of the other."""
    one, other = two
    other.folder = FolderStore(tmp_path / "other" / "folder")
    save(one, 1)
    bring_together([one, other])
    copy = Computer(tmp_path / "copy", template)
    copy.close()
    one.close()
    shutil.rmtree(tmp_path / "copy")
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    for computer in (one, copy):
        computer.open()
    copy.opened = one.opened
    for computer, page in ((one, 2), (copy, 3)):
        save(computer, page)
        computer.round()
    bring_together([one, other, copy])
    assert everything(one) == everything(copy) == everything(other)
    assert len(one.articles.summaries()) == 3
    parts = [computer.membership.part() for computer in (one, copy)]
    assert parts[0] is not None and parts[1] is not None and parts[0].machine != parts[1].machine
    copy.close()


def test_a_disk_put_back_whole_is_heard_by_all(two: tuple[Computer, Computer], tmp_path: Path) -> None:
    """Library, notes beside it and folder, all of an earlier day: numbers are used a second time."""
    one, other = two
    other.folder = FolderStore(tmp_path / "other" / "folder")
    save(one, 1)
    bring_together([one, other])
    one.close()
    shutil.copytree(tmp_path / "one", tmp_path / "image")
    one.open()
    save(one, 2)
    bring_together([one, other])
    one.close()
    shutil.rmtree(tmp_path / "one")
    shutil.copytree(tmp_path / "image", tmp_path / "one")
    one.open()
    save(one, 3)
    one.round()
    bring_together([one, other])
    assert everything(one) == everything(other) and len(other.articles.summaries()) == 3


@pytest.mark.parametrize("altered", [False, True])
def test_a_backup_that_is_put_back_goes_on_under_another_name(
    two: tuple[Computer, Computer], altered: bool
) -> None:
    """One that is copied row by row, as it has a table too many, belongs to no store until it joins again."""
    one, other = two
    number = save(one, 1, tags=["a"])
    one.annotations.set_note(number, "before")
    bring_together([one, other])
    former = one.membership.part()
    copy = one.paths.root / "copy.db"
    backup(one.paths.database, copy)
    one.close()
    if altered:
        with contextlib.closing(sqlite3.connect(copy)) as file:
            file.execute("CREATE TABLE more (id INTEGER)")
            file.commit()
    restore_backup(one.paths, copy)
    one.open()
    if altered:
        assert one.membership.part() is None and one.opened is not None
        one.join(one.opened)
    save(one, 2)
    bring_together([one, other])
    part = one.membership.part()
    assert former is not None and part is not None and part.machine != former.machine
    assert everything(one) == everything(other) and len(other.articles.summaries()) == 2


def test_what_was_not_sent_yet_stays_what_it_was_under_another_name(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1, tags=["kept"])
    gone = save(one, 2)
    one.annotations.set_note(number, "sent")
    bring_together([one, other])
    acts: list[Callable[[], object]] = [
        lambda: one.annotations.set_note(number, "first"),
        lambda: one.annotations.set_note(number, "second"),
        lambda: one.articles.set_tags(number, ["kept", "new"]),
        lambda: one.articles.set_tags(number, []),
        lambda: one.articles.set_favourite([gone], True),
        lambda: one.articles.delete_forever([gone]),
        lambda: one.glossary.add(Term("en", "fr", "sea", "mer")),
        lambda: one.glossary.remove("en", "fr", "sea"),
    ]
    for act in acts:
        act()
        one.membership.capture()
    one.membership.renew()
    bring_together([one, other])
    found = everything(one)
    assert found == everything(other)
    assert found["note"] == [("x.org/1", "second")]
    assert found["tags"] == found["terms"] == [] and len(found["row"]) == 1


def test_a_damaged_article_stops_no_round_and_is_not_told_as_removed(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1)
    retitle(one, number, "First")
    bring_together([one, other])
    sound = everything(one)
    with other.database.write() as session:
        run = session.connection().exec_driver_sql
        run("UPDATE article_body SET html = 'x'")
        run("UPDATE article_edit SET fetched = '{', edits = '{'")
    retitle(one, number, "Second")
    one.annotations.set_note(number, "told")
    bring_together([one, other])
    assert other.annotations.note(1) == "told"
    now = everything(one)
    fetched = [[text[-1] for text in found["texts"]] for found in (now, sound)]
    assert now["edits"] != sound["edits"] and fetched[0] == fetched[1], "nothing of it is taken away"
    one.articles.replace(number, document(1, 1), SAVED)
    bring_together([one, other])
    assert everything(one)["edits"] == everything(other)["edits"]
    assert [card.title for card in other.articles.summaries()] == ["Second"]


def retitle(computer: Computer, number: int, title: str) -> None:
    computer.repairs.change(
        number, lambda text, left, edits: changed_edits(text, left, edits, Wanted(title=title))
    )


@pytest.mark.parametrize("falls", [False, True])
@pytest.mark.parametrize("how", ["fetched again", "saved anew", "file alone"])
def test_a_picture_that_is_another_one_by_now_is_so_everywhere(
    two: tuple[Computer, Computer], how: str, falls: bool
) -> None:
    one, other = two
    data = sorted((b"first", b"second"), key=lambda part: hashlib.sha256(part).hexdigest(), reverse=falls)
    number = picture(one, 1, data[0])
    bring_together([one, other])
    assert everything(one) == everything(other)
    digest = one.assets.add(data[1], "image/png")
    if how == "fetched again":
        lead = Picture("https://x.org/1.png", digest=digest, width=3, height=2)
        one.articles.replace(number, replace(document(1, 1), lead=lead), SAVED)
    elif how == "saved anew":
        one.articles.delete_forever([number])
        picture(one, 1, data[1])
    else:
        one.articles.set_picture(number, "https://x.org/1.png", digest, 3, 2)
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert [found for *_, found in everything(one)["pictures"]] == [digest]


@pytest.mark.parametrize("edited", [False, True])
def test_a_picture_that_another_one_took_the_place_of_before_it_was_told_is_the_new_one_everywhere(
    two: tuple[Computer, Computer], edited: bool
) -> None:
    one, other = two
    number = picture(one, 1, b"first")
    if edited:
        retitle(one, number, "Mine")
    digest = one.assets.add(b"second", "image/png")
    one.articles.set_picture(number, "https://x.org/1.png", digest, 3, 2)
    bring_together([one, other])
    there = other.number(1)
    assert there is not None
    retitle(other, there, "Theirs")
    bring_together([one, other])
    assert everything(one) == everything(other)
    assert [found for *_, found in everything(one)["pictures"]] == [digest]
    assert not lacking(one) and not lacking(other)
    for computer, its in ((one, number), (other, there)):
        lead = computer.repairs.get(its).fetched.lead
        assert lead is not None and lead.digest == digest


def two_pictures(computer: Computer, first: bytes, second: bytes) -> Document:
    """An article with two pictures; of an empty one the file was not to be had."""
    found = (
        Picture(f"https://x.org/{n}.png", digest=computer.assets.add(data, "image/png") if data else "")
        for n, data in enumerate((first, second))
    )
    lead, avatar = found
    return replace(document(1), lead=lead, avatar=avatar)


@pytest.mark.parametrize("how", ["saved by both", "fetched one by one"])
def test_pictures_that_two_computers_fetched_at_once_are_on_both(
    two: tuple[Computer, Computer], how: str
) -> None:
    """What was told later named only its own, and on its computer the other one was lacking for good."""
    one, other = two
    texts = [two_pictures(one, b"a", b""), two_pictures(other, b"", b"b")]
    if how == "saved by both":
        for computer, text in zip(two, texts, strict=True):
            computer.articles.add(text, text.url, "x.org/1", SAVED)
    else:
        text = two_pictures(one, b"", b"")
        one.articles.add(text, text.url, "x.org/1", SAVED)
        bring_together([one, other])
        for computer, found in zip(two, (texts[0].lead, texts[1].avatar), strict=True):
            number = computer.number(1)
            assert found is not None and number is not None
            computer.articles.set_picture(number, found.src, found.digest, 3, 2)
    bring_together([one, other])
    assert everything(one)["pictures"] == everything(other)["pictures"]
    digests = [hashlib.sha256(data).hexdigest() for data in (b"a", b"b")]
    for computer in two:
        assert [found for *_, found in everything(computer)["pictures"]] == digests
        assert all(computer.assets.path(digest) is not None for digest in digests)
    assert not one.round().sent and not other.round().sent, "nothing is left to be told"


def test_a_picture_that_was_given_up_to_make_room_stays_away(two: tuple[Computer, Computer]) -> None:
    """The other computer has them still."""
    one, other = two
    text = two_pictures(one, b"a", b"b")
    number = one.articles.add(text, text.url, "x.org/1", SAVED)
    bring_together([one, other])
    lead = text.lead
    assert lead is not None
    forget_pictures(one.database, [lead.digest])
    bring_together([one, other])
    assert one.articles.wanted_pictures(number) and not other.articles.wanted_pictures(number)


def test_the_picture_of_a_block_that_was_put_back_comes_too(two: tuple[Computer, Computer]) -> None:
    one, other = two
    figure = Block("f1", BlockKind.FIGURE, picture=Picture("https://x.org/f.png", alt="A map"))
    text, left_out = document(1), Source(left_out=(LeftOut(figure, "b1"),))
    number = one.articles.store(NewArticle(text, text.url, "x.org/1", SAVED, source=left_out))
    back = Wanted(restore=("f1",))
    one.repairs.change(number, lambda fetched, left, edits: changed_edits(fetched, left, edits, back))
    digest = one.assets.add(b"a map", "image/png")
    one.articles.set_picture(number, "https://x.org/f.png", digest, 3, 2)
    bring_together([one, other])
    assert everything(other) == everything(one)
    assert other.assets.path(digest) is not None


def test_a_picture_that_came_while_its_article_was_deleted_comes_again_with_the_article(
    two: tuple[Computer, Computer], tmp_path: Path, template: Path
) -> None:
    """What the article had is known since then, and not told again: its picture went as nothing showed it."""
    one, other = two
    third = Computer(tmp_path / "third", template)
    other.folder = FolderStore(tmp_path / "others")
    other.folder.folder.mkdir()
    carry(one, other)
    carry(one, third)
    assert one.opened is not None
    third.join(one.opened)
    number = picture(one, 1, b"a picture")
    one.round()
    carry(one, other)
    other.round()
    deleted = other.number(1)
    assert deleted is not None
    other.articles.delete_forever([deleted])
    other.round()
    part = other.membership.part()
    assert part is not None
    told = f"log/{part.machine}"
    shutil.copytree(other.folder.folder / told, third.folder.folder / told)
    third.round()
    carry(one, third)
    third.round()
    assert third.number(1) is None, "its deletion came before its text"
    third.close()
    third.open()
    one.annotations.set_note(number, "kept")  # without having heard of the deletion
    one.round()
    carry(one, third)
    third.round()
    assert third.annotations.note(third.number(1) or 0) == "kept"
    assert len(everything(third)["pictures"]) == 1 and not lacking(third)
    third.close()


def test_a_killed_round_leaves_no_pictures_of_deleted_articles(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = picture(one, 1, b"a picture")
    bring_together([one, other])
    one.articles.delete_forever([number])
    one.round()
    save(one, 2)
    one.round()
    other.close()
    other.open()
    with pytest.raises(Killed):  # once the deletion was taken, at the next file
        other.round(KilledStore(other.folder, 3, after=False))
    digest = hashlib.sha256(b"a picture").hexdigest()
    assert other.articles.summaries() == [] and other.assets.path(digest) is None
    noted = [file.read_text("utf-8", "replace") for file in other.paths.root.rglob("*") if file.is_file()]
    assert any(digest in text for text in noted), "written down before, should the kill be a moment earlier"


def test_what_an_earlier_version_kept_aside_is_taken_by_a_later_one(two: tuple[Computer, Computer]) -> None:
    one, _ = two
    odd = Change("f:9", "feed", 11, STRANGER, {"of": "a later version"})
    write_as_stranger(one, [odd])
    assert one.round().held == 1
    lines = [text_change().to_json(), Change("a:7", "favourite", 12, STRANGER, True).to_json()]
    with one.database.write() as session:  # what this version understands, the one before did not
        run = session.connection().exec_driver_sql
        for line in lines:
            run("INSERT INTO sync_held (line) VALUES (?)", (line,))
        run("UPDATE sync_self SET program = '0.1'")
    report = one.round()
    assert report.held == 1 and [card.favourite for card in one.articles.summaries()] == [True]
    with one.database.read() as session:
        held = session.connection().exec_driver_sql("SELECT line FROM sync_held").scalars().all()
    assert held == [odd.to_json()] and one.round().held == 0


def test_marks_are_not_doubled_when_all_leave_and_join_again(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = save(one, 1)
    for colour in list(Colour)[:2]:  # two of one quote
        mark = Annotation(0, number, "en", "b1", 0, 0, 3, "Sea", colour=colour, last_sentence=0)
        one.annotations.add(mark)
    bring_together([one, other])
    with other.database.write() as session:  # they stand elsewhere in the text that is here
        session.connection().exec_driver_sql("UPDATE annotation SET block = 'b2', start = 4, \"end\" = 7")
    for computer in two:
        computer.membership.leave()
        assert computer.opened is not None
        computer.join(computer.opened)
    bring_together([one, other])
    assert len(everything(one)["marks"]) == 2 and everything(one)["marks"] == everything(other)["marks"]
