"""A library is put back to an old state while the others went on: nothing that was done since is undone."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.glossary import Term
from reader.library.backup import backup
from reader.library.feeds.feeds import NewFeed
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.hub_store import HubStore
from reader.sync.hub.opening import open_hub
from tests.support.computers import SAVED, Computer, bring_together, carry, document, everything
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster

__all__ = ["cluster"]

NAME = f"putback{os.getpid()}"
NUMBERS = itertools.count()
Two = tuple[Computer, Computer]


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    return Hub(cluster, NAME)


@pytest.fixture(params=["folder", "hub"])
def pair(request: pytest.FixtureRequest, tmp_path: Path, template: Path) -> Iterator[Two]:
    """Two computers in step, through folders that somebody carries or through a hub."""
    stores: list[HubStore | None] = [None, None]
    if request.param == "hub":
        hub: Hub = request.getfixturevalue("hub")
        library = f"library{next(NUMBERS)}"
        with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
            administration.invite(library, NAME, "owner")
        stores = [open_hub(hub.address(NAME, library), hub.passwords[NAME]) for _ in stores]
    one, other = (Computer(tmp_path / f"pc{n}", template, store) for n, store in enumerate(stores))
    one.begin()
    other.join_store_of(one)
    yield one, other
    one.close()
    other.close()


def fill(one: Computer, other: Computer) -> None:
    for page in range(1, 13):
        who = one if page % 2 else other
        who.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
    bring_together([one, other])
    note(one, 6, "first")
    tag(one, 7, "sea", "land")
    one.glossary.add(Term("fr", "en", "mer", "sea"))
    one.searches.keep("Seas", "sea")
    one.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])
    bring_together([one, other])


def there(computer: Computer, page: int) -> int:
    number = computer.number(page)
    assert number is not None
    return number


def note(computer: Computer, page: int, text: str) -> None:
    computer.annotations.set_note(there(computer, page), text)


def tag(computer: Computer, page: int, *tags: str) -> None:
    computer.articles.set_tags(there(computer, page), list(tags))


def go_on(one: Computer, other: Computer) -> None:
    """The other deletes, edits and removes; the one deletes too, and that is carried out."""
    one.articles.delete_forever([there(one, page) for page in (8, 9)])
    note(one, 10, "tenth")
    one.feeds.remove([feed.id for feed in one.feeds.all()])
    bring_together([one, other])
    other.articles.delete_forever([there(other, page) for page in range(1, 6)])
    note(other, 6, "first, and more")
    tag(other, 7, "land")
    other.glossary.remove("fr", "en", "mer")
    other.searches.forget("Seas")


def put_back(computer: Computer, copy: Path) -> None:
    computer.close()
    for path in computer.paths.root.glob("library.db*"):
        path.unlink()
    shutil.copy(copy, computer.paths.database)
    computer.open()


def check(one: Computer, other: Computer) -> None:
    bring_together([one, other])
    for each in (one, other):
        assert [page for page in range(1, 13) if each.number(page) is not None] == [6, 7, 10, 11, 12]
        assert "first, and more" in each.annotations.note(there(each, 6))
        assert each.annotations.note(there(each, 10)) == "tenth"
        assert each.articles.summary(there(each, 7)).tags == ("land",)
        assert not each.glossary.all() and not each.searches.all() and not each.feeds.all()
    assert everything(one) == everything(other)


def joins_again(one: Computer) -> None:
    one.membership.leave()
    assert one.opened is not None
    one.join(one.opened)
    one.round()


BETWEEN: dict[str, Callable[[Computer, Computer], object]] = {
    "nothing": lambda _one, _other: None,
    "it heard of it": lambda one, other: bring_together([one, other]),
    "files were folded": lambda one, other: (
        bring_together([one, other]),
        other.fold(True),
        carry(other, one),
    ),
    "it had joined again": lambda one, _other: joins_again(one),
    "the other had joined again": lambda _one, other: joins_again(other),
    "both had joined again": lambda one, other: (joins_again(one), joins_again(other)),
}


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("early", [False, True])
def test_what_was_removed_since_stays_so(pair: Two, tmp_path: Path, between: str, early: bool) -> None:
    one, other = pair
    fill(one, other)
    if early:  # it had joined again just before the copy was made
        joins_again(one)
    backup(one.paths.database, tmp_path / "copy.db")
    go_on(one, other)
    BETWEEN[between](one, other)
    put_back(one, tmp_path / "copy.db")
    check(one, other)


def test_what_was_not_told_yet_is_as_in_the_former_state(pair: Two, tmp_path: Path) -> None:
    one, other = pair
    fill(one, other)
    backup(one.paths.database, tmp_path / "copy.db")
    go_on(one, other)
    bring_together([one, other])
    one.articles.delete_forever([there(one, 12)])
    put_back(one, tmp_path / "copy.db")
    check(one, other)


@pytest.mark.parametrize("joined", [False, True])
def test_a_copy_that_was_made_before_it_joined(pair: Two, tmp_path: Path, joined: bool) -> None:
    """It is in no store then, or left it, and joins it again."""
    one, other = pair
    fill(one, other)
    if not joined:
        one.membership.leave()
    backup(one.paths.database, tmp_path / "copy.db")
    if not joined:
        assert one.opened is not None
        one.join(one.opened)
    bring_together([one, other])
    go_on(one, other)
    bring_together([one, other])
    put_back(one, tmp_path / "copy.db")
    if joined:
        one.membership.leave()
    assert one.opened is not None
    one.join(one.opened)
    bring_together([one, other])
    assert everything(one) == everything(other)
    for each in (one, other):
        assert [page for page in range(1, 13) if each.number(page) is not None] == [6, 7, 10, 11, 12]
        assert "first, and more" in each.annotations.note(there(each, 6))
        assert each.annotations.note(there(each, 10)) == "tenth"
        assert not each.glossary.all() and not each.searches.all() and not each.feeds.all()
