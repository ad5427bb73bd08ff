"""Who empties Trash: the computer that put an article there, or any other where that one is no more."""

from __future__ import annotations

import shutil

from reader.library.backup import backup
from reader.library.replication.choices import Choices
from reader.services.backup.restore_backup import restore_backup
from tests.support.computers import SAVED, Computer, bring_together, document

LATER = "2999-01-01T00:00:00+00:00"


def save(computer: Computer, page: int) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def emptied_by(*computers: Computer) -> list[list[int]]:
    return [computer.articles.trashed_before(LATER) for computer in computers]


def test_a_library_that_was_put_back_empties_what_it_threw_away_under_its_former_name(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    numbers = [save(one, 1), save(one, 2)]
    one.articles.move_to_trash(numbers[:1])
    bring_together([one, other])
    backup(one.paths.database, one.paths.root / "copy.db")
    one.articles.move_to_trash(numbers[1:])
    bring_together([one, other])
    one.close()
    restore_backup(one.paths, one.paths.root / "copy.db")
    one.open()
    bring_together([one, other])
    assert len(one.membership.machines()) == 2, "the other one, and its own former name"
    assert emptied_by(one, other) == [numbers, []]


def test_two_copies_of_a_library_leave_to_each_other_what_each_throws_away(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    numbers = [save(one, 1), save(one, 2)]
    bring_together([one, other])
    other.close()
    shutil.rmtree(other.paths.root)
    shutil.copytree(one.paths.root, other.paths.root)
    other.open()
    save(one, 3)
    save(other, 4)
    bring_together([one, other])
    one.articles.move_to_trash(numbers[:1])
    other.articles.move_to_trash(numbers[1:])
    bring_together([one, other])
    assert emptied_by(one, other) == [numbers[:1], numbers[1:]]


def test_what_a_forgotten_computer_threw_away_is_emptied_until_it_is_heard_of_again(
    two: tuple[Computer, Computer],
) -> None:
    one, other = two
    number = save(one, 1)
    one.articles.move_to_trash([number])
    bring_together([one, other])
    part = one.membership.part()
    assert part is not None and emptied_by(other) == [[]]
    Choices(other.database).forget(part.machine)
    assert emptied_by(other) == [[1]]
    save(one, 2)
    bring_together([one, other])
    assert emptied_by(one, other) == [[number], []]


def test_what_was_two_articles_is_emptied_by_who_threw_it_away_last(two: tuple[Computer, Computer]) -> None:
    one, other = two
    numbers = save(one, 1), save(other, 2)
    bring_together([one, other])
    for computer, number in zip((one, other), numbers, strict=True):
        computer.articles.move_to_trash([number])
        computer.articles.restore([number])
    bring_together([one, other])
    for computer, page in ((one, 1), (other, 2)):
        found = computer.number(page)
        assert found is not None
        computer.articles.replace(found, document(page, 1), SAVED, aliases=["x.org/late"])
    bring_together([one, other])
    (card,) = one.articles.summaries()
    one.articles.move_to_trash([card.id])
    bring_together([one, other])
    assert emptied_by(one, other) == [[card.id], []]
    one.articles.restore([card.id])
    bring_together([one, other])
    (there,) = other.articles.summaries()
    other.articles.move_to_trash([there.id])
    bring_together([one, other])
    assert emptied_by(one, other) == [[], [there.id]]
