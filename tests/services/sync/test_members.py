"""A library of a hub in which several readers take part: how each of them reads is nobody else's."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.feeds import FeedRule
from reader.core.model import ReadingPosition
from reader.library.feeds.feeds import NewFeed
from reader.services.sync.options_in_step import note_options
from reader.sync.address import Address
from reader.sync.change_files import list_files, read_file
from reader.sync.envelope import Envelope
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import find_store, open_store
from tests.support.computers import SAVED, Computer, document, looked_at
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster

__all__ = ["cluster"]

ANNA, BASIL = (f"{name}{os.getpid()}m" for name in ("anna", "basil"))
NUMBERS = itertools.count()
OF_READING = ("o:", "i:", "unread", "position", "opened")
"""What begins the names of changes, or is the field in them, that say how somebody reads."""


class Member(Computer):
    """A computer of one of the readers; each round is begun as by the program, which connects anew."""

    def __init__(self, root: Path, template: Path, address: Address, password: str) -> None:
        super().__init__(root, template)
        self.address, self.password = address, password

    def visit(self) -> None:
        """One round; before the first one the store is joined, or begun."""
        self.folder = open_hub(self.address, self.password)
        if self.opened is None:
            found = find_store(self.folder)
            if found is None:
                self.begin()
            else:
                self.join(open_store(found, None))
        self.round()


@pytest.fixture(scope="module")
def hub(cluster: Cluster) -> Hub:
    return Hub(cluster, ANNA, BASIL)


@pytest.fixture
def library(hub: Hub) -> str:
    """A library of anna's alone."""
    name = f"class{next(NUMBERS)}-{os.getpid()}"
    invite(hub, name, ANNA, "owner")
    return name


@pytest.fixture
def three(hub: Hub, library: str, tmp_path: Path, template: Path) -> Iterator[list[Member]]:
    """Two computers of anna's and one of basil's, which is not in step yet."""
    with contextlib.ExitStack() as stack:
        made = []
        for name, who in (("desk", ANNA), ("lap", ANNA), ("basil", BASIL)):
            made.append(Member(tmp_path / name, template, hub.address(who, library), hub.passwords[who]))
            stack.callback(made[-1].close)
        made[0].visit()
        made[1].visit()
        yield made


def invite(hub: Hub, library: str, who: str, role: str) -> None:
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        administration.invite(library, who, role)


def meet(*computers: Member) -> None:
    for _ in range(2):
        for one in computers:
            one.visit()


def read(computer: Computer, theme: str) -> None:
    """Somebody reads an article and a piece of a feed, with the letters that he likes."""
    number = computer.number(1)
    assert number is not None
    computer.articles.set_unread([number], False)
    computer.articles.set_position(number, ReadingPosition("b1", 1), 0.5)
    computer.items.mark_read(computer.items.ids())
    computer.settings.set("theme", theme)


def state(computer: Computer) -> tuple[bool, float, int, str]:
    (one,) = (each for each in computer.articles.summaries() if each.id == computer.number(1))
    unseen = sum(1 for row in computer.items.rows(computer.items.ids()) if not row.read_at)
    return one.unread, one.progress, unseen, computer.settings.text("theme")


def follow(*computers: Computer) -> None:
    for one in computers:
        feed = one.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])[0]
        looked_at(one, feed.id, "x.org/rss/1")


def test_what_was_ready_to_be_sent_before_the_invitation_is_withdrawn(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, basil = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    meet(desk, lap)
    follow(desk, lap)
    meet(desk, lap)
    read(desk, "sepia")
    number = desk.number(1)
    assert number is not None
    desk.annotations.set_note(number, "for all\u2028of us")
    note_options(desk)  # type: ignore[arg-type]
    assert desk.membership.capture([]) and desk.membership.outbox(), "made ready, and then the line was cut"
    invite(hub, library, BASIL, "editor")
    before = files(basil)
    follow(basil)
    meet(desk, lap, basil)
    told = told_since(basil, before)
    assert "note" in told and not [one for one in told if one in OF_READING]
    for each in (lap, basil):
        assert state(each)[:3] == (True, 0.0, 1) and state(each)[3] != "sepia"
        here = each.number(1)
        assert here is not None and each.annotations.note(here) == "for all\u2028of us"
    assert desk.membership.waiting() == 0 and state(desk) == (False, 0.5, 0, "sepia")


def test_what_a_member_reads_and_how_stays_with_him_and_what_he_writes_does_not(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, basil = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    meet(desk, lap)
    follow(desk, lap)
    read(desk, "sepia")
    meet(desk, lap)
    assert state(lap) == state(desk) == (False, 0.5, 0, "sepia"), "alone, she has all of it everywhere"
    invite(hub, library, BASIL, "editor")
    before = files(basil)
    follow(basil)
    meet(desk, lap, basil)
    assert state(basil) == (True, 0.0, 1, basil.settings.text("theme")) != state(desk)
    read(basil, "dark")
    basil.settings.set("text_size", 9)
    number = basil.number(1)
    assert number is not None
    basil.articles.set_tags(number, ["for all"])
    basil.annotations.set_note(number, "seen by all")
    basil.rules.add(FeedRule(0, basil.feeds.all()[0].id, "climat", "favourite"))
    desk.articles.set_position(desk.number(1), ReadingPosition("b1", 2), 0.9)  # type: ignore[arg-type]
    meet(basil, desk, lap, basil)
    assert state(desk) == (False, 0.9, 0, "sepia") and state(lap) == (False, 0.5, 0, "sepia")
    assert state(basil) == (False, 0.5, 0, "dark") and basil.membership.waiting() == 0
    for each in (desk, lap):
        here = each.number(1)
        assert here is not None
        assert each.articles.summary(here).tags == ("for all",)
        assert each.annotations.note(here) == "seen by all"
        assert [rule.query for rule in each.rules.all()] == ["climat"]
    told = told_since(basil, before)
    assert told and not [one for one in told if one in OF_READING]


def files(computer: Member) -> set[tuple[str, int, str]]:
    """All files of changes that lie in the store."""
    store = open_hub(computer.address, computer.password)
    found = list_files(store.names("log"))
    return {(machine, seq, tag) for machine, each in found.items() for seq, tag in each}


def told_since(computer: Member, before: set[tuple[str, int, str]]) -> list[str]:
    """The kinds and the fields of all changes in the files that came since."""
    assert computer.opened is not None
    envelope, told = Envelope(computer.opened.store, computer.opened.key), []
    for name in files(computer) - before:
        found = read_file(computer.folder, envelope, *name)
        assert found is not None
        told += [part for change in found[0].changes for part in (change.uid[:2], change.field)]
    return told


def test_who_is_alone_again_has_all_computers_in_step_again(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, _ = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    invite(hub, library, BASIL, "reader")
    meet(desk, lap)
    read(desk, "sepia")
    meet(desk, lap)
    assert state(lap) != state(desk)
    with HubAdministration(hub.address(ADMIN), PASSWORD) as administration:
        administration.remove(library, BASIL)
    desk.articles.set_position(desk.number(1), ReadingPosition("b1", 3), 0.9)  # type: ignore[arg-type]
    meet(desk, lap)
    assert lap.settings.text("theme") == "sepia"
    assert lap.articles.summary(lap.number(1)).progress == 0.9  # type: ignore[arg-type]
    assert not lap.articles.summary(lap.number(1)).unread, "read while others took part"  # type: ignore[arg-type]


def test_what_a_reader_reads_is_not_counted_as_waiting(hub: Hub, library: str, three: list[Member]) -> None:
    desk, _, basil = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    invite(hub, library, BASIL, "reader")
    meet(desk, basil)
    assert basil.membership.waiting() == 0
    read(basil, "dark")
    assert basil.membership.waiting() == 0
    basil.annotations.set_note(basil.number(1), "stays here")  # type: ignore[arg-type]
    basil.visit()
    assert basil.membership.waiting() == 1
