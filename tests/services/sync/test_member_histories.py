"""The histories once more, of two readers with two computers each, of whom one or both note in private."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from reader.library.replication.choices import ALONE, EVERYBODY, Choices
from reader.library.replication.states import OWN, TAG
from reader.services.sync.own_part import share_of
from reader.sync.hub.administration import HubAdministration
from reader.sync.hub.opening import open_hub
from tests.services.sync.members import changes_in
from tests.services.sync.test_histories import AT_ONCE, PAGES, STEPS, WHO, run, template
from tests.services.sync.test_hub_histories import HubHistories
from tests.support.computers import Computer, bring_together, differences, everything, looked_at
from tests.support.servers.postgres import ADMIN, PASSWORD, Cluster, Hub, cluster

__all__ = ["cluster"]

HISTORIES = int(os.environ.get("LISEUSE_SYNC_MEMBER_HISTORIES", "4"))
ANNA, BASIL = (f"{name}{os.getpid()}h" for name in ("anna", "basil"))


class MemberHistories(HubHistories):
    """In the end a reader's computers have the same, and nobody has a word that another noted in private.

    What each tells to whom is chosen anew now and then, on any of his computers, while the other goes on.
    What was written while all of them kept notes private is nobody else's, until notes are shared anywhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self.private: dict[str, int] = {}
        self.noted: tuple[set[str], set[str]] = (set(), set())
        self.shared: set[int] = set()
        """The readers who shared notes or what they read at any time."""

    @initialize(
        before=st.booleans(),
        names=st.integers(),
        notes=st.sampled_from([ALONE, EVERYBODY]),
        corrections=st.sampled_from([ALONE, EVERYBODY]),
    )
    def start(self, before: bool, names: int, notes: str, corrections: str) -> None:  # type: ignore[override]
        super().start(count=4, passphrase=False, before=before, names=names)
        for who, chosen in enumerate((ALONE, notes, ALONE, notes)):
            choices = Choices(self.pc(who).database)
            choices.choose({"notes": chosen, "corrections": corrections})
            if chosen == ALONE:  # nothing was told yet
                self.private |= dict.fromkeys(self.noted[who % 2], who % 2)

    def made(self, count: int) -> list[Computer]:
        """Anna's and basil's computers by turns."""
        library = f"members{next(self.numbers)}"
        with HubAdministration(self.hub.address(ADMIN), PASSWORD) as administration:
            administration.invite(library, ANNA, "owner")
            administration.invite(library, BASIL, "editor")
        people = [(self.hub.address(who, library), self.hub.passwords[who]) for who in (ANNA, BASIL)]
        return [Computer(self.root / f"pc{n}", template(), open_hub(*people[n % 2])) for n in range(count)]

    @contextlib.contextmanager
    def noting(self, who: int) -> Iterator[None]:
        """What is written meanwhile is the reader's own where all of his computers keep notes private."""
        before = {*self.acts}
        yield
        self.noted[who % 2].update(self.acts - before)
        if not self.tells(who % 2, "notes"):
            self.private |= dict.fromkeys(self.acts - before, who % 2)

    def tells(self, reader: int, kind: str) -> bool:
        """Whether one of a reader's computers, or the hub, has it that something is for everybody."""
        chosen = [Choices(computer.database).share() for computer in self.computers[reader::2]]
        said = self.computers[reader].folder.secret(make=False)  # type: ignore[union-attr]
        chosen += [share_of(said[1])] if said is not None and said[1] else []
        return any(share[kind] == EVERYBODY for share in chosen)

    @invariant()
    def look_who_shares(self) -> None:
        for reader in (0, 1) if self.computers else ():
            if self.tells(reader, "notes"):
                self.shared.add(reader)
                self.private = {token: who for token, who in self.private.items() if who != reader}
            if self.tells(reader, "reading"):
                self.shared.add(reader)

    @rule(
        who=WHO,
        kind=st.sampled_from(["notes", "notes", "reading", "corrections"]),
        whom=st.sampled_from([ALONE, EVERYBODY]),
    )
    def tell_whom(self, who: int, kind: str, whom: str) -> None:
        Choices(self.pc(who).database).choose({kind: whom})
        if whom == EVERYBODY and kind != "corrections":  # it may be told before the next look
            self.shared.add(who % 2)

    @rule(
        who=WHO,
        page=PAGES,
        kind=st.sampled_from(["notes", "notes", "reading", "corrections"]),
        whom=st.sampled_from([ALONE, EVERYBODY]),
        met=st.booleans(),
        back=st.booleans(),
        at=st.integers(1, 9),
    )
    def choose_while_the_other_writes(
        self, who: int, page: int, kind: str, whom: str, met: bool, back: bool, at: int
    ) -> None:
        """The reader chooses on one computer; his other one has not heard of it when he goes on there."""
        self.tell_whom(who, kind, whom)
        self.tick(who + 2, page, back)
        self.note(who + 2, page)
        self.mark(who + 2, page)
        self.read(who + 2, page, at)
        self.correct(who + 2, False)
        self.pc(who if met else who + 2).round()

    @rule(
        who=WHO,
        page=PAGES,
        whom=st.sampled_from([ALONE, EVERYBODY]),
        back=st.booleans(),
        by=st.sampled_from([1, 2]),
        met=st.booleans(),
    )
    def choose_while_it_is_read(self, who: int, page: int, whom: str, back: bool, by: int, met: bool) -> None:
        """It is read, or not any more, on the reader's other computer or by somebody who shares that.

        Before, all of them have it as it was; and the reader's other computer had heard of it, or not.
        """
        self.save(who, page, 0)
        self.tell_whom(who + 1, "reading", EVERYBODY)
        self.tell_whom(who, "reading", ALONE if whom == EVERYBODY else EVERYBODY)
        self.tick(who, page, not back)
        for each in (who, who + 2, who + 1, who, who + 2):
            self.pc(each).round()
        if met:
            self.tell_whom(who, "reading", whom)
        self.tick(who + by, page, back)
        self.pc(who + by).round()
        self.pc(who + 2).round()
        if not met:
            self.tell_whom(who, "reading", whom)
        self.pc(who).round()

    def tick(self, who: int, page: int, back: bool) -> None:
        """A page is marked as unread or read, and so are pieces of feeds."""
        self.flag(who, page, "unread", back)
        self.see_pieces(who, back)

    @rule(who=WHO, met=st.booleans())
    def join_again(self, who: int, met: bool) -> None:
        chosen = Choices(self.pc(who).database).chosen()
        super().join_again(who, met)
        if chosen is not None:  # as the step of joining asks for it, before anything is told
            Choices(self.pc(who).database).choose(chosen)

    @rule(who=WHO, passphrase=st.booleans())
    def make_anew(self, who: int, passphrase: bool) -> None:
        chosen = [Choices(each.database).chosen() for each in self.computers]
        super().make_anew(who // 2 * 2, False)  # anna owns it
        for each, share in zip(self.computers, chosen, strict=True):
            if share is not None:
                Choices(each.database).choose(share)

    @rule(who=WHO, page=PAGES)
    def note(self, who: int, page: int) -> None:
        with self.noting(who):
            super().note(who, page)

    @rule(who=WHO, page=PAGES)
    def mark(self, who: int, page: int) -> None:
        with self.noting(who):
            super().mark(who, page)

    @rule(who=WHO, page=PAGES, what=st.sampled_from(["colour", "note", "remove"]))
    def change_mark(self, who: int, page: int, what: str) -> None:
        with self.noting(who):
            super().change_mark(who, page, what)

    def teardown(self) -> None:
        super().teardown()
        self.computers.clear()  # their connections end with them

    def compare(self) -> None:
        bring_together(self.computers)
        for computer in self.computers:
            for feed in computer.feeds.all():
                name = feed.url.rsplit("/", 1)[-1]
                looked_at(computer, feed.id, *(f"x.org/{name}/{page}" for page in range(3)))
        bring_together(self.computers)
        changes = changes_in(self.computers[0])
        told = "".join(change.to_json() for change in changes)
        tags = [change for change in changes if change.field.startswith(TAG)]
        of_tags = {stamp for change in tags for stamp in (change.stamp, *change.seen.values())}
        for reader in (0, 1):
            one, other = (everything(computer) for computer in self.computers[reader::2])
            assert one == other, differences(one, other)
            self.check(reader, one, told)
            for computer in self.computers[reader::2]:
                private = private_stamps(computer) - of_tags
                shown = [stamp for stamp in private if str(stamp) in told]
                assert not shown or reader in self.shared, (
                    "when something was noted or read in private stands open in the store"
                )

    def check(self, reader: int, found: dict[str, Any], told: str) -> None:
        text = repr(found)
        others = {token for token, owner in self.private.items() if owner != reader}
        for token in others:
            assert token not in text, f"{token} is another's"
        if self.tells(1 - reader, "notes"):
            others = set()  # all that he wrote is told by now
        else:
            others |= self.noted[1 - reader]  # what was told while it was shared, or not
        for token in self.private:
            assert token not in told, f"{token} stands open in the store"
        for token in self.acts - self.given_up - others:
            assert token in text, f"{token} is lost to {reader}"
        thrown = {row[0] for row in found["row"] if row[9]}
        written = repr([row for part in ("note", "marks") for row in found[part] if row[0] in thrown])
        for token in self.acts - self.thrown:
            assert token not in written, f"{token} lies in Trash, where nobody put it"


def private_stamps(computer: Computer) -> set[int]:
    """The times of all versions that are told to own computers alone.

    A tag that was given in the second in which all is told has the time of that, too, and whoever trashes its
    article says that he has seen it.
    """
    with computer.database.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT dots FROM sync_field WHERE uid GLOB ? AND (field GLOB '*note*' OR field GLOB 'mark:*' "
            "OR field IN ('position', 'opened', 'unread'))",
            (f"*{OWN}",),
        )
        made = {stamp for (dots,) in rows for stamp in json.loads(dots).values()}
        return {stamp for stamp in made if stamp % 1_000_000}  # whole seconds are those of other things too


@pytest.mark.parametrize("part", range(-(-HISTORIES // AT_ONCE)))
def test_own_computers_are_equal_in_the_end_and_others_never_see(part: int, cluster: Cluster) -> None:
    MemberHistories.hub = Hub(cluster, ANNA, BASIL)
    run(min(AT_ONCE, HISTORIES - part * AT_ONCE), STEPS, MemberHistories)
