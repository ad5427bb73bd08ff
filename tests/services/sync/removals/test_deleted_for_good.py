"""What a computer knows to be deleted does not come back when it joins again and the word of it is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.core.edits import Wanted, changed_edits
from reader.core.feeds import FeedRule
from reader.core.marks import Annotation
from reader.library.feeds.feeds import NewFeed
from reader.library.translations.glossary import Term
from reader.sync.folder_store import FolderStore
from tests.support.computers import SAVED, Computer, bring_together, carry, document, everything

Three = tuple[Computer, Computer, Computer]


@pytest.fixture
def three(tmp_path: Path, template: Path) -> Iterator[Three]:
    """Three computers in step, each with its own folder that somebody carries files to."""
    made = one, *others = tuple(Computer(tmp_path / name, template) for name in ("one", "other", "third"))
    one.begin()
    assert one.opened is not None
    for late in others:
        carry(one, late)
        late.join(one.opened)
    bring_together([*made])
    yield made  # type: ignore[misc]
    for computer in made:
        computer.close()


def save(computer: Computer, page: int = 1) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def delete(computer: Computer, page: int = 1) -> None:
    number = computer.number(page)
    assert number is not None
    computer.articles.delete_forever([number])


def join_again(computer: Computer) -> None:
    computer.membership.leave()
    assert computer.opened is not None
    computer.join(computer.opened)


def is_heard(source: Computer, target: Computer) -> None:
    source.round()
    carry(source, target)
    target.round()


def leaves_for_good(computer: Computer, *others: Computer) -> None:
    """It takes part no more, and all that it wrote is lost from every folder."""
    part = computer.membership.part()
    assert part is not None
    computer.membership.leave()
    for each in (computer, *others):
        assert isinstance(each.folder, FolderStore)
        shutil.rmtree(each.folder.folder / "log" / part.machine)


def have_it(*computers: Computer) -> list[bool]:
    return [each.number(1) is not None for each in computers]


@pytest.mark.parametrize("author", range(3))
@pytest.mark.parametrize("times", [1, 2])
def test_who_heard_of_a_deletion_knows_of_it_when_it_joins_again(
    three: Three, author: int, times: int
) -> None:
    one, other, third = three
    save(three[author])
    bring_together([*three])
    delete(one)
    is_heard(one, other)
    leaves_for_good(one, other, third)
    assert have_it(other, third) == [False, True], "the third never heard of it"
    for _ in range(times):
        join_again(other)
        other.round()
    bring_together([other, third])
    assert have_it(other, third) == [False, False]
    assert everything(other) == everything(third)


@pytest.mark.parametrize("author", range(3))
def test_who_joins_only_then_does_not_get_it_from_the_file_that_told_of_it(
    three: Three, author: int, tmp_path: Path, template: Path
) -> None:
    one, other, third = three
    save(three[author])
    bring_together([*three])
    delete(one)
    bring_together([*three])
    leaves_for_good(one, other, third)
    join_again(other)
    other.round()
    fourth = Computer(tmp_path / "fourth", template)
    assert other.opened is not None
    carry(other, fourth)
    fourth.join(other.opened)
    bring_together([other, third, fourth])
    assert have_it(other, third, fourth) == [False] * 3
    fourth.close()


@pytest.mark.parametrize("ready", [False, True])
def test_what_was_deleted_just_before_it_left_stays_deleted(three: Three, ready: bool) -> None:
    _, other, third = three
    save(third)
    bring_together([*three])
    delete(other)
    if ready:
        other.membership.capture()
    join_again(other)
    bring_together([*three])
    assert have_it(*three) == [False] * 3


def test_who_deleted_it_itself_knows_of_it_when_its_own_word_is_lost(three: Three) -> None:
    one, other, third = three
    save(third)
    bring_together([*three])
    delete(one)
    one.round()
    assert one.opened is not None
    leaves_for_good(one)
    with one.database.write(index=False) as session:  # of what it wrote nothing is kept any more
        session.connection().exec_driver_sql("DELETE FROM sync_setting WHERE name GLOB 'kept:*'")
    one.join(one.opened)
    bring_together([*three])
    assert have_it(*three) == [False] * 3
    assert everything(one) == everything(other) == everything(third)


WRITTEN: dict[str, Callable[[Computer, int], object]] = {
    "note": lambda computer, number: computer.annotations.set_note(number, "mine"),
    "tag": lambda computer, number: computer.articles.set_tags(number, ["new"]),
    "title": lambda computer, number: computer.repairs.change(
        number, lambda doc, left, edits: changed_edits(doc, left, edits, Wanted(title="Better"))
    ),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_what_was_written_without_having_heard_of_it_keeps_it(three: Three, what: str) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    delete(one)
    is_heard(one, other)
    number = third.number(1)
    assert number is not None
    WRITTEN[what](third, number)
    leaves_for_good(one, other, third)
    join_again(other)
    bring_together([other, third])
    assert have_it(other, third) == [True, True]
    assert everything(other) == everything(third)


@pytest.mark.parametrize("lost", [False, True])
def test_who_saves_it_once_more_while_alone_has_it_everywhere(three: Three, lost: bool) -> None:
    one, other, third = three
    save(third)
    bring_together([*three])
    delete(one)
    is_heard(one, other)
    if lost:
        leaves_for_good(one, other, third)
    other.membership.leave()
    save(other)
    assert other.opened is not None
    other.join(other.opened)
    left = [other, third] if lost else [*three]
    bring_together(left)
    assert have_it(*left) == [True] * len(left)
    assert all(everything(each) == everything(other) for each in left)


def test_who_never_heard_of_the_deletion_keeps_what_is_saved_once_more(three: Three) -> None:
    one, other, third = three
    for page in range(1, 4):
        save(third, page)
    bring_together([*three])
    there = third.number(2)
    delete(one, 2)
    is_heard(one, other)
    leaves_for_good(one, other, third)
    other.membership.leave()
    for page in range(4, 6):
        save(other, page)
    save(other, 2)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert third.number(2) == there
    assert everything(other) == everything(third)


def add_rule(computer: Computer) -> None:
    computer.feeds.add([NewFeed("https://x.org/rss", "x.org/rss")])
    computer.rules.add(FeedRule(0, computer.feeds.all()[0].id, "sea", "favourite"))


def add_mark(computer: Computer, note: str = "") -> None:
    number = computer.number(1)
    assert number is not None
    mark = Annotation(0, number, "en", "b1", 0, 0, 3, "Sea", note=note, last_sentence=0)
    computer.annotations.add(mark)


def remove_mark(computer: Computer) -> None:
    number = computer.number(1)
    assert number is not None
    for mark in computer.annotations.of_article(number):
        computer.annotations.remove(mark.id)


def tag(computer: Computer, *tags: str) -> None:
    number = computer.number(1)
    assert number is not None
    computer.articles.set_tags(number, list(tags))


SMALL: dict[str, tuple[Callable[[Computer], object], Callable[[Computer], object]]] = {
    "term": (
        lambda one: one.glossary.add(Term("fr", "en", "mer", "sea")),
        lambda one: one.glossary.remove("fr", "en", "mer"),
    ),
    "search": (
        lambda one: one.searches.keep("Seas", "sea"),
        lambda one: one.searches.forget("Seas"),
    ),
    "tag": (lambda one: tag(one, "sea"), lambda one: tag(one)),
    "highlight": (add_mark, remove_mark),
    "highlight with a note": (lambda one: add_mark(one, "deep"), remove_mark),
    "rule": (add_rule, lambda one: one.rules.remove(one.rules.all()[0].id)),
    "feed": (add_rule, lambda one: one.feeds.remove([feed.id for feed in one.feeds.all()])),
}


@pytest.mark.parametrize("what", SMALL)
@pytest.mark.parametrize("heard", [False, True])
def test_what_else_was_removed_stays_so(three: Three, what: str, heard: bool) -> None:
    one, other, third = three
    add, remove = SMALL[what]
    save(other)
    bring_together([*three])
    bare = everything(third)
    add(third)
    bring_together([*three])
    assert everything(one) == everything(third) != bare
    remove(one)
    is_heard(one, other)
    after = everything(other)
    if heard:
        bring_together([*three])
    leaves_for_good(one, other, third)
    join_again(other)
    bring_together([other, third])
    assert everything(other) == everything(third) == after


@pytest.mark.parametrize("what", SMALL)
@pytest.mark.parametrize("ready", [False, True])
def test_what_else_was_removed_just_before_it_left_stays_so(three: Three, what: str, ready: bool) -> None:
    one, other, third = three
    add, remove = SMALL[what]
    save(other)
    bring_together([*three])
    add(third)
    bring_together([*three])
    remove(other)
    after = everything(other)
    assert after != everything(one)
    if ready:
        other.membership.capture()
    join_again(other)
    bring_together([*three])
    assert everything(one) == everything(other) == everything(third) == after


def test_what_was_taken_back_just_before_it_left_stays_so_and_the_rest_is_kept(three: Three) -> None:
    one, other, _ = three
    save(one)
    bring_together([*three])
    tag(other, "sea", "land")
    bring_together([*three])
    tag(other, "land", "new")
    number = other.number(1)
    assert number is not None
    other.annotations.set_note(number, "mine")
    join_again(other)
    bring_together([*three])
    for each in three:
        here = each.number(1)
        assert here is not None
        assert sorted(each.articles.summary(here).tags) == ["land", "new"]
        assert each.annotations.note(here) == "mine"


def test_who_never_heard_that_a_feed_was_left_keeps_it_when_it_is_followed_once_more(three: Three) -> None:
    one, other, third = three
    add_rule(third)
    bring_together([*three])
    (there,) = third.feeds.all()
    one.feeds.remove([feed.id for feed in one.feeds.all()])
    is_heard(one, other)
    assert not other.feeds.all()
    leaves_for_good(one, other, third)
    other.membership.leave()
    add_rule(other)
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert [feed.id for feed in third.feeds.all()] == [there.id]
    assert everything(other) == everything(third)


@pytest.mark.parametrize("what", SMALL)
def test_what_else_was_given_once_more_while_alone_stays(three: Three, what: str) -> None:
    one, other, third = three
    add, remove = SMALL[what]
    save(other)
    bring_together([*three])
    add(third)
    bring_together([*three])
    remove(one)
    is_heard(one, other)
    without = everything(other)
    leaves_for_good(one, other, third)
    other.membership.leave()
    add(other)
    assert everything(other) != without
    assert other.opened is not None
    other.join(other.opened)
    bring_together([other, third])
    assert everything(other) == everything(third) != without


def test_a_note_that_came_after_what_took_its_place_is_known_to_who_deletes_then(three: Three) -> None:
    one, other, third = three
    save(one)
    bring_together([*three])
    for each, text in ((one, "What was thought at first"), (other, "Another thing")):
        is_heard(one, each)
        number = each.number(1)
        assert number is not None
        each.annotations.set_note(number, text)
        each.round()
    part = other.membership.part()
    assert (
        part is not None and isinstance(other.folder, FolderStore) and isinstance(third.folder, FolderStore)
    )
    its, to = (each.folder / "log" / part.machine for each in (other.folder, third.folder))
    shutil.copytree(its, to, dirs_exist_ok=True)
    third.round()
    is_heard(one, third)
    delete(third)
    bring_together([*three])
    assert have_it(*three) == [False] * 3


@pytest.mark.parametrize("chance", range(8))
def test_any_of_it_by_chance_leaves_the_others_equal(three: Three, chance: int) -> None:
    one, other, third = three
    luck = random.Random(chance)
    pages = range(1, 7)
    for page in pages:
        save(luck.choice(three), page)
        if luck.random() < 0.5:
            bring_together([*three])
    bring_together([*three])
    deleted = set(luck.sample(pages, 3))
    for page in sorted(deleted):
        delete(luck.choice((one, other)), page)
        if luck.random() < 0.5:
            is_heard(one, other)
    is_heard(one, other)
    is_heard(other, one)
    kept = set(luck.sample(pages, 2))
    for page in sorted(kept):
        number = third.number(page)
        assert number is not None
        luck.choice(list(WRITTEN.values()))(third, number)
    if luck.random() < 0.5:
        join_again(third)
    leaves_for_good(one, other, third)
    for _ in range(luck.randint(1, 3)):
        join_again(other)
        if luck.random() < 0.5:
            other.round()
    bring_together([other, third])
    assert {page for page in pages if other.number(page) is not None} == {*pages} - (deleted - kept)
    assert everything(other) == everything(third)
