"""Readers who share a library of a hub, each with computers of his own."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.core.model import ReadingPosition
from reader.core.replication.changes import Change
from reader.library.feeds.feeds import NewFeed
from reader.sync.address import Address
from reader.sync.change_files import list_files, read_file
from reader.sync.envelope import Envelope
from reader.sync.folded_files import list_folds, read_fold
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from reader.sync.store_header import find_store, open_store
from tests.support.computers import Computer, looked_at
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub

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

    def other(self, root: Path, template: Path) -> Member:
        """Another computer of the same reader, with an empty library."""
        return Member(root, template, self.address, self.password)


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


def changes_in(computer: Computer) -> list[Change]:
    """Every change that lies in a computer's store, in its files and in its folds, as its key opens them."""
    assert computer.opened is not None
    store, found = computer.folder, []
    envelope = Envelope(computer.opened.store, computer.opened.key)
    names = list(store.names("log"))
    for machine, each in list_files(names).items():
        for file in each:
            read = read_file(store, envelope, machine, *file)
            found += list(read[0].changes) if read is not None else []
    for fold in list_folds(names):
        whole = read_fold(store, envelope, fold)
        found += list(whole.changes) if whole is not None else []
    return found
