"""A member of a hub's library who may only read leaves it, joins it again and puts back an old state."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.core.glossary import Term
from reader.library.backup import backup
from tests.services.sync.members import BASIL, Member, files, hub, invite, library, meet, three
from tests.support.computers import SAVED, document, everything
from tests.support.servers.postgres import Hub, cluster

__all__ = ["cluster", "hub", "library", "three"]


@pytest.fixture
def members(hub: Hub, library: str, three: list[Member]) -> list[Member]:
    """Two computers of anna's, and one of basil's, who may only read; all have the same."""
    desk, lap, basil = three
    invite(hub, library, BASIL, "reader")
    for page in range(1, 6):
        desk.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
    for page in (1, 2, 3):
        desk.articles.set_tags(number(desk, page), ["sea", "land"])
    desk.glossary.add(Term("fr", "en", "mer", "sea"))
    desk.searches.keep("Seas", "sea")
    meet(desk, lap, basil)
    assert basil.number(5) is not None
    return three


def number(member: Member, page: int) -> int:
    found = member.number(page)
    assert found is not None
    return found


def acts(basil: Member) -> None:
    """What he does stays with him."""
    basil.articles.delete_forever([number(basil, 1)])
    basil.articles.set_tags(number(basil, 2), ["land", "mine"])
    basil.annotations.set_note(number(basil, 3), "my note")
    basil.glossary.remove("fr", "en", "mer")
    basil.searches.forget("Seas")
    basil.articles.add(document(7), "https://x.org/7", "x.org/7", SAVED)


def join_again(member: Member) -> None:
    member.membership.leave()
    member.opened = None
    member.visit()


@pytest.mark.parametrize("visits", [0, 1])
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("told", [False, True])
def test_what_he_removed_stays_so_for_him_and_is_there_for_the_others(
    members: list[Member], visits: int, times: int, told: bool
) -> None:
    desk, lap, basil = members
    before, there = everything(desk), files(desk)
    acts(basil)
    for _ in range(visits):
        basil.visit()
    if told:  # anna goes on meanwhile
        desk.articles.delete_forever([number(desk, 4)])
        desk.articles.set_tags(number(desk, 5), ["new"])
        meet(desk, lap)
        before, there = everything(desk), files(desk)
    for _ in range(times):
        join_again(basil)
        basil.visit()
    meet(desk, lap, basil)
    assert everything(desk) == everything(lap) == before and files(desk) == there
    assert basil.number(1) is None and basil.number(7) is not None
    assert sorted(basil.articles.summary(number(basil, 2)).tags) == ["land", "mine"]
    assert basil.annotations.note(number(basil, 3)) == "my note"
    assert not basil.glossary.all() and not basil.searches.all()
    assert (basil.number(4) is None) is told
    if told:
        assert basil.articles.summary(number(basil, 5)).tags == ("new",)


@pytest.mark.parametrize("rejoins", [False, True])
def test_a_former_state_of_his_library_is_put_back(
    members: list[Member], tmp_path: Path, rejoins: bool
) -> None:
    desk, lap, basil = members
    basil.annotations.set_note(number(basil, 3), "before")
    backup(basil.paths.database, tmp_path / "copy.db")
    acts(basil)
    basil.visit()
    desk.articles.delete_forever([number(desk, 4)])
    meet(desk, lap, basil)
    before, there = everything(desk), files(desk)
    if rejoins:
        join_again(basil)
    basil.close()
    for path in basil.paths.root.glob("library.db*"):
        path.unlink()
    shutil.copy(tmp_path / "copy.db", basil.paths.database)
    basil.open()
    meet(basil, desk, lap, basil)
    assert everything(desk) == everything(lap) == before and files(desk) == there
    assert basil.number(4) is None, "what anna deleted is deleted"
    assert basil.number(1) is not None and basil.annotations.note(number(basil, 3)) == "before"
    assert basil.glossary.all() and basil.searches.all()


def test_who_is_given_rights_later_tells_what_he_did(hub: Hub, library: str, members: list[Member]) -> None:
    desk, lap, basil = members
    acts(basil)
    join_again(basil)
    invite(hub, library, BASIL, "editor")
    meet(basil, desk, lap, basil)
    assert [each.number(1) for each in members] == [None] * 3
    assert all(each.number(7) is not None for each in members)
    assert all(not each.glossary.all() and not each.searches.all() for each in members)
