"""What other computers deleted comes back, on all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Document, Picture
from reader.core.progress import Cancelled, Progress
from reader.library.search.search import Search
from reader.services.importing.undo_import import undo_import
from reader.services.sync.bring_back import bring_back
from reader.services.sync.copies import DELETED, copy_before_deletion, copy_library
from tests.support.computers import SAVED, Computer, bring_together, document, everything, lacking

PAGES = range(1, 31)
LATER = "2026-01-01T00:00:01+00:00"


@pytest.fixture(autouse=True)
def thirty(two: tuple[Computer, Computer]) -> None:
    """Thirty articles on both."""
    one, other = two
    for page in PAGES:
        one.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED, tags=["water"])
    bring_together([one, other])


def delete(computer: Computer, *pages: int) -> None:
    numbers = [computer.number(page) for page in pages]
    computer.articles.delete_forever([number for number in numbers if number is not None])


def came_back(computer: Computer) -> int:
    return bring_back(computer, Progress())  # type: ignore[arg-type]


def test_what_others_deleted_comes_back_on_all_computers(two: tuple[Computer, Computer]) -> None:
    one, other = two
    number = one.number(6)
    assert number is not None
    one.annotations.set_note(number, "kept")
    one.articles.set_favourite([number], True)
    digest = one.assets.add(b"Agadir" * 100, "image/png")
    text = document(40)
    lead = Picture("https://x.org/40.png", digest=digest, width=3, height=2)
    shown = Document(text.url, text.title, text.blocks, text.html, language="en", lead=lead)
    one.articles.add(shown, text.url, "x.org/40", SAVED)
    bring_together([one, other])
    before, kept = everything(other), other.number(3)
    delete(one, *(page for page in (*PAGES, 40) if page != 3))
    bring_together([one, other])
    assert [card.id for card in other.articles.summaries()] == [kept]
    assert other.assets.path(digest) is None

    assert came_back(other) == 30
    assert came_back(other) == 0, "they are here"
    bring_together([one, other])
    assert everything(one) == everything(other) == before
    assert not lacking(one) and not lacking(other)


def test_what_came_back_can_be_taken_back(two: tuple[Computer, Computer]) -> None:
    one, other = two
    delete(one, *PAGES[1:])
    bring_together([one, other])
    assert came_back(other) == 29
    (record,) = other.imports.all()
    undo_import(other, record.id, Progress())  # type: ignore[arg-type]
    bring_together([one, other])
    assert [len(computer.articles.summaries()) for computer in two] == [1, 1]


def test_nothing_comes_back_where_no_copy_was_made(two: tuple[Computer, Computer]) -> None:
    one, other = two
    delete(one, 1)
    bring_together([one, other])
    assert came_back(other) == 0


def test_what_was_saved_again_meanwhile_stays_as_it_is(two: tuple[Computer, Computer]) -> None:
    one, other = two
    delete(one, *PAGES)
    bring_together([one, other])
    other.articles.add(document(2, version=5), "https://x.org/2", "x.org/2", SAVED)
    assert came_back(other) == 29
    number = other.number(2)
    assert number is not None and other.articles.get(number).document.title == "Title 2.5"


def test_pictures_that_were_kept_for_the_copy_come_without_the_store(two: tuple[Computer, Computer]) -> None:
    one, other = two
    digest = one.assets.add(b"Agadir" * 100, "image/png")
    text = document(40)
    lead = Picture("https://x.org/40.png", digest=digest, width=3, height=2)
    shown = Document(text.url, text.title, text.blocks, text.html, language="en", lead=lead)
    one.articles.add(shown, text.url, "x.org/40", SAVED)
    bring_together([one, other])
    delete(one, *PAGES, 40)
    bring_together([one, other])
    assert other.assets.path(digest) is None

    assert came_back(other) == 31
    assert not lacking(other)


class Stopped(Progress):
    """Is cancelled once some articles are there."""

    def step(self, done: int, total: int, text: str = "") -> None:
        super().step(done, total, text)
        if text == "importing":
            self.cancel()


def test_what_was_broken_off_goes_on_when_it_is_asked_for_again(two: tuple[Computer, Computer]) -> None:
    one, other = two
    delete(one, *PAGES)
    bring_together([one, other])
    with pytest.raises(Cancelled):
        bring_back(other, Stopped())  # type: ignore[arg-type]
    assert 0 < len(other.articles.summaries()) < 30
    assert other.imports.unfinished() == [], "no file of an import goes on with it"
    assert came_back(other) == 30 - 20
    assert came_back(other) == 0
    assert len(other.imports.all()) == 2, "nothing came the last time"
    assert len(other.articles.summaries()) == 30


def test_what_came_back_is_found(two: tuple[Computer, Computer]) -> None:
    one, other = two
    delete(one, *PAGES)
    bring_together([one, other])
    assert came_back(other) == 30
    found = Search(other.database).find("title")
    assert len(found.ids) == 30


def test_a_damaged_copy_is_told_as_such(two: tuple[Computer, Computer]) -> None:
    """Not as a damaged library: that is sound."""
    one, other = two
    delete(one, *PAGES)
    bring_together([one, other])
    (copy,) = other.paths.backups.glob("*-deleted.db")
    whole = copy.read_bytes()
    for damaged in (b"", whole[:8192] + b"\x55" * (len(whole) - 8192)):
        copy.write_bytes(damaged)
        with pytest.raises(ReaderError) as told:
            came_back(other)
        assert told.value.kind == "backup-damaged" and copy.name in str(told.value.values)
    assert other.imports.all() == []


def test_nothing_is_offered_to_a_computer_that_has_just_joined(
    two: tuple[Computer, Computer], tmp_path: Path, template: Path
) -> None:
    """Not what others deleted before it came, and came with what they had saved."""
    one, other = two
    delete(one, *PAGES[1:])
    bring_together([one, other])
    assert has_copy(other)
    new = Computer(tmp_path / "new", template)
    new.folder = one.folder
    for page in PAGES[:9]:
        new.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", LATER)
    assert one.opened is not None
    new.join(one.opened)
    new.round()
    assert not has_copy(new) and len(new.articles.summaries()) == 9
    bring_together([new, one, other])
    assert everything(new) == everything(one) == everything(other)
    delete(one, *PAGES[:9])
    one.round()
    new.round()
    assert has_copy(new), "from then on it is made as on any"
    new.close()


def test_what_was_deleted_before_it_joined_again_is_not_offered(two: tuple[Computer, Computer]) -> None:
    _, other = two
    copy_library(other, DELETED)  # type: ignore[arg-type]
    assert has_copy(other)
    copy_library(other)  # type: ignore[arg-type]
    assert not has_copy(other)


def has_copy(computer: Computer) -> bool:
    return copy_before_deletion(computer) is not None  # type: ignore[arg-type]
