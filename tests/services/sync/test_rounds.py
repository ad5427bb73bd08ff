"""Rounds with a store: what travels, what is noticed, and what harms nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.marks import Annotation
from reader.core.model import Document, Picture
from reader.core.replication.changes import Change, to_lines
from reader.core.serialize import to_plain
from reader.library.database import Database
from reader.library.replication.note_versions import join_texts
from reader.sync.change_files import ChangeFile, name_of, sealed
from reader.sync.envelope import Envelope
from tests.support.computers import SAVED, Computer, bring_together, carry, document, everything

STRANGER = "5" * 16


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "library.db"
    Database.open(path).close()
    return path


@pytest.fixture
def two(tmp_path: Path, template: Path) -> Iterator[tuple[Computer, Computer]]:
    """Two computers with one folder between them."""
    one, other = Computer(tmp_path / "one", template), Computer(tmp_path / "other", template)
    other.folder = one.folder
    one.begin("a long passphrase")
    assert one.opened is not None
    other.join(one.opened)
    yield one, other
    one.close()
    other.close()


def save(computer: Computer, page: int, **more: Any) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED, **more)


def picture(computer: Computer, page: int, data: bytes) -> int:
    digest = computer.assets.add(data, "image/png")
    lead = Picture(f"https://x.org/{page}.png", digest=digest, width=3, height=2)
    text = document(page)
    shown = Document(text.url, text.title, text.blocks, text.html, language="en", lead=lead)
    return computer.articles.add(shown, text.url, f"x.org/{page}", SAVED)


def write_as_stranger(computer: Computer, changes: list[Change], seq: int = 1) -> None:
    assert computer.opened is not None
    envelope = Envelope(computer.opened.store, computer.opened.key)
    data = sealed(envelope, ChangeFile(STRANGER, seq, "stranger", "", to_lines(changes)))
    assert computer.folder.put(name_of(STRANGER, seq), data)


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
    file = one.folder.folder / name_of(part.machine, part.sent)
    file.unlink()
    before = everything(other)
    save(other, 2)
    for computer in two:
        with pytest.raises(ReaderError) as caught:
            computer.round()
        assert caught.value.kind == "sync-emptied"
    assert other.membership.waiting() > 0 and everything(other) != before, "its own act stays and waits"


def test_a_mass_deletion_is_carried_out_after_a_copy(two: tuple[Computer, Computer]) -> None:
    one, other = two
    numbers = [save(one, page) for page in range(30)]
    bring_together([one, other])
    one.articles.delete_forever(numbers[:1])
    one.round()
    assert not other.round().copied, "one of thirty"
    one.articles.delete_forever(numbers[1:])
    one.round()
    report = other.round()
    assert report.deleted == 29 and report.copied
    copies = list(other.paths.backups.glob("before-sync-*.db"))
    assert len(copies) == 1
    other.close()
    copies[0].rename(other.paths.database)
    other.open()
    assert len(other.articles.summaries()) == 29, "it can be undone"


def test_a_library_put_back_from_a_copy_goes_on_as_another_computer(two: tuple[Computer, Computer]) -> None:
    from reader.library.backup import backup

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
    import shutil

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
    assert one.opened is not None
    carry(one, other)
    other.join(one.opened)
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
    (two.folder.folder / name_of(part.machine, part.sent)).unlink()  # this one comes later
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
    ],
)
def test_notes_are_joined_line_by_line(base: str, one: str, other: str, joined: str) -> None:
    assert join_texts(base, one, other) == joined
