"""Packs of pictures that are gone from the folder by themselves: written again, or told where they lack."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.model import Picture
from reader.core.replication.sync_kinds import damage_told
from reader.library.replication.part import keep_value, kept_value
from reader.services.sync import missing_packs
from reader.services.sync.noted_state import DAY
from reader.sync.folder_store import FolderStore
from tests.support.computers import SAVED, Computer, bring_together, document, everything, lacking


@pytest.fixture
def third(two: tuple[Computer, Computer], tmp_path: Path, template: Path) -> Iterator[Computer]:
    """A computer that joins when the pictures are gone."""
    computer = Computer(tmp_path / "third", template)
    computer.folder = two[0].folder
    yield computer
    computer.close()


def save(computer: Computer, *pages: int) -> None:
    """Save pages with a picture each."""
    for page in pages:
        digest = computer.assets.add(b"a picture of page %d" % page, "image/png")
        lead = Picture(f"https://x.org/{page}.png", digest=digest, width=3, height=2)
        text = replace(document(page), lead=lead)
        computer.articles.add(text, text.url, f"x.org/{page}", SAVED)


def packs(computer: Computer) -> list[Path]:
    assert isinstance(computer.folder, FolderStore)
    return sorted(file for file in (computer.folder.folder / "pack").rglob("*") if file.is_file())


def join(computer: Computer, other: Computer) -> None:
    assert other.opened is not None
    computer.join(other.opened)


def later(computer: Computer, seconds: int = DAY) -> None:
    """What was noted of missing files was noted so much earlier."""
    moved = seconds * 1_000_000
    with computer.database.write(index=False) as session:
        damaged = kept_value(session, "damaged") or {}
        keep_value(session, "damaged", {name: [one, at - moved] for name, (one, at) in damaged.items()})
        at, left, gone = kept_value(session, "packs looked for") or (0, [], {})
        gone = {pack: since - moved for pack, since in gone.items()}
        keep_value(session, "packs looked for", [at - moved, left, gone])


def test_a_pack_that_is_gone_alone_is_written_again_by_its_maker(
    two: tuple[Computer, Computer], third: Computer
) -> None:
    one, _ = two
    for page in (1, 2):
        save(one, page)
        one.round()
    first, second = packs(one)
    first.unlink()
    join(third, one)
    third.round()
    assert len(lacking(third)) == 1
    second.unlink()
    assert one.round().written_again == 2
    assert packs(one) == [first, second]
    assert one.round().written_again == 0
    third.round()
    assert lacking(third) == set()
    bring_together([one, third])
    assert everything(one) == everything(third)


def test_another_computer_that_has_the_pictures_writes_them_after_a_day(
    two: tuple[Computer, Computer], third: Computer
) -> None:
    one, other = two
    save(one, 1, 2)
    bring_together([one, other])
    (pack,) = packs(one)
    pack.unlink()
    assert other.round().written_again == 0, "who carries the folder may bring it a little later"
    later(other)
    assert other.round().written_again == 1 and pack.is_file()
    join(third, one)
    third.round()
    assert lacking(third) == set()


def test_who_lacks_pictures_of_a_pack_that_never_comes_says_so_after_a_day(
    two: tuple[Computer, Computer], third: Computer
) -> None:
    one, _ = two
    save(one, 1, 2)
    one.round()
    (pack,) = packs(one)
    whole = pack.read_bytes()
    pack.unlink()
    join(third, one)
    assert third.round().damaged == []
    later(third, DAY - 3600)
    assert third.round().damaged == [], "others may carry it still"
    later(third, 7200)
    report = third.round()
    assert report.damaged == [f"pack/{pack.parent.name}/{pack.name}"]
    assert "Some pictures do not come" in damage_told(report.damaged[0], {}, False).text
    assert report.written_again == 0 and not packs(one)
    pack.write_bytes(whole)
    assert third.round().damaged == [] and lacking(third) == set()


def test_pictures_that_no_article_names_any_more_are_not_waited_for(
    two: tuple[Computer, Computer], third: Computer
) -> None:
    one, _ = two
    save(one, 1, 2, 3)
    one.round()
    (pack,) = packs(one)
    pack.unlink()
    join(third, one)
    third.round()
    number = one.number(2)
    assert number is not None
    one.articles.delete_forever([number])
    digest = hashlib.sha256(b"a picture of page 2").hexdigest()
    assert one.assets.path(digest) is None, "nobody has it any more"
    assert one.round().written_again == 1
    third.round()
    later(third, 2 * DAY)
    assert third.round().damaged == [] and lacking(third) == set()
    bring_together([one, third])
    assert everything(one) == everything(third)


def test_who_lacks_a_picture_of_a_pack_does_not_write_it(two: tuple[Computer, Computer]) -> None:
    one, other = two
    save(one, 1, 2)
    one.round()
    (pack,) = packs(one)
    pack.unlink()
    save(other, 1)
    other.round()
    later(other, 2 * DAY)
    assert other.round().written_again == 0 and not pack.exists()
    assert one.round().written_again == 1
    other.round()
    assert lacking(other) == set()


def test_the_packs_of_a_large_library_are_looked_for_once_an_hour(
    two: tuple[Computer, Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    monkeypatch.setattr(missing_packs, "FEW", 1)
    save(one, 1, 2)
    one.round()
    (pack,) = packs(one)
    pack.unlink()
    assert one.round().written_again == 0
    later(one, missing_packs.HOUR)
    assert one.round().written_again == 1 and pack.is_file()
