"""A library of a hub in which several readers take part: how each of them reads is nobody else's."""

from __future__ import annotations

from reader.core.feeds import FeedRule
from reader.core.model import ReadingPosition
from reader.services.sync.options_in_step import note_options
from reader.sync.hub.administration import HubAdministration
from tests.services.sync.members import (
    BASIL,
    OF_READING,
    Member,
    files,
    follow,
    hub,
    invite,
    library,
    meet,
    read,
    state,
    three,
    told_since,
)
from tests.support.computers import SAVED, document
from tests.support.servers.postgres import ADMIN, PASSWORD, Hub, cluster

__all__ = ["cluster", "hub", "library", "three"]


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
    assert state(basil)[:3] == (True, 0.0, 1) and state(basil)[3] != "sepia"
    assert state(lap) == state(desk), "her own computers are told, and nobody else"
    for each in (lap, basil):
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
    assert state(desk) == state(lap) == (False, 0.9, 0, "sepia")
    assert state(basil) == (False, 0.5, 0, "dark") and basil.membership.waiting() == 0
    for each in (desk, lap):
        here = each.number(1)
        assert here is not None
        assert each.articles.summary(here).tags == ("for all",)
        assert each.annotations.note(here) == "seen by all"
        assert [rule.query for rule in each.rules.all()] == ["climat"]
    told = told_since(basil, before)
    assert told and not [one for one in told if one in OF_READING]


def test_who_is_alone_again_has_all_computers_in_step_again(
    hub: Hub, library: str, three: list[Member]
) -> None:
    desk, lap, _ = three
    desk.articles.add(document(1), "https://x.org/1", "x.org/1", SAVED)
    invite(hub, library, BASIL, "reader")
    meet(desk, lap)
    read(desk, "sepia")
    meet(desk, lap)
    assert state(lap) == state(desk)
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
