"""What was removed after a library joined, and before its first round told of it: it does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.replication.choices import ALONE, Choices
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import find_store, open_store
from tests.services.sync.members import BASIL, Member, changes_in, hub, invite, library
from tests.services.sync.members import three as members
from tests.services.sync.removals.kinds import (
    KINDS,
    Things,
    add_mark,
    alike,
    remove_article,
    save,
    tag,
    there,
    unlike,
)
from tests.support.computers import SAVED, Computer, bring_together, everything
from tests.support.servers.postgres import Hub, cluster

__all__ = ["cluster", "hub", "library", "members"]

PAGE, NOTED, TAGGED, MARKED, BARE = 101, 102, 103, 104, 105


@pytest.fixture
def pair(tmp_path: Path, template: Path) -> Iterator[tuple[Computer, Computer]]:
    """Two computers with the same things, each by himself; the first is in step, the other has joined."""
    one, other = (Computer(tmp_path / name, template) for name in ("one", "other"))
    every = Things(*KINDS)
    every.save_pages(one)
    every.add(one)
    for page in (PAGE, NOTED, TAGGED, MARKED, BARE):
        save(one, page)
    one.annotations.set_note(there(one, PAGE), "deep")
    one.close()
    other.close()
    other.paths.database.write_bytes(one.paths.database.read_bytes())
    one.open()
    other.open()
    yield one, other
    one.close()
    other.close()


def join(one: Computer, other: Computer) -> None:
    one.begin()
    one.round()
    other.join_store_of(one)


@pytest.mark.parametrize("ready", [False, True])
def test_it_stays_removed_everywhere(pair: tuple[Computer, Computer], ready: bool) -> None:
    one, other = pair
    join(one, other)
    every = Things(*KINDS)
    before = every.seen(one)
    every.remove(other)
    other.annotations.set_note(there(other, PAGE), "")
    after = every.seen(other)
    assert not alike(before, after)
    if ready:  # to be sent
        other.membership.capture()
    bring_together([one, other])
    assert not unlike(after, every.seen(one), every.seen(other))
    assert [each.annotations.note(there(each, PAGE)) for each in pair] == ["", ""]
    assert everything(one) == everything(other)


def test_what_somebody_wrote_in_it_keeps_it(pair: tuple[Computer, Computer]) -> None:
    one, other = pair
    one.annotations.set_note(there(one, NOTED), "mine")
    join(one, other)
    tag(one, "sea", page=TAGGED)
    add_mark(one, MARKED)
    other.articles.delete_forever([there(other, page) for page in (NOTED, TAGGED, MARKED, BARE)])
    bring_together([one, other])
    for each in pair:
        kept = [page for page in (NOTED, TAGGED, MARKED, BARE) if each.number(page) is not None]
        assert kept == [NOTED, TAGGED, MARKED]
        assert each.annotations.note(there(each, NOTED)) == "mine"
    assert everything(one) == everything(other)


def test_a_private_note_that_is_erased_before_the_first_round_is_told_to_nobody(
    members: list[Member], hub: Hub, library: str
) -> None:
    desk, _, basil = members
    invite(hub, library, BASIL, "editor")
    desk.visit()
    save(basil, PAGE)
    basil.annotations.set_note(there(basil, PAGE), "whisper")
    store = open_hub(basil.address, basil.password)
    found = find_store(store)
    assert found is not None
    basil.folder = store
    basil.join(open_store(found, None))
    Choices(basil.database).choose({"notes": ALONE})
    basil.annotations.set_note(there(basil, PAGE), "")
    basil.visit()
    desk.visit()
    assert "whisper" not in repr(changes_in(desk))
    assert desk.number(PAGE) is not None


def test_whoever_deleted_what_comes_back_hears_again_what_he_told_of_it(
    tmp_path: Path, template: Path
) -> None:
    """What brings it back was told under a former name: nobody has it at hand when the deletion comes."""
    one, other = (Computer(tmp_path / name, template) for name in ("one", "other"))
    one.begin()
    other.join_store_of(one)
    save(one)
    one.round()
    one.membership.join(
        "another", str(tmp_path), "one", False
    )  # where nothing stays known of the first store
    one.join(one.opened)
    with one.database.write() as session:  # what is done now has the last word of when the page was saved
        session.connection().exec_driver_sql(
            "UPDATE sync_self SET clock = (clock / 1000000 + 2) * 1000000 - 100"
        )
    one.articles.set_favourite([there(one)], True)
    remove_article(one, 1)
    bring_together([one, other])
    for each in (one, other):
        assert each.articles.summary(there(each)).saved_at == SAVED
    assert everything(one) == everything(other)
    one.close()
    other.close()
