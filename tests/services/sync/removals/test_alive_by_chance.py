"""Whatever somebody wrote stays, unless whoever deleted it had it in view."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from reader.core.marks import Annotation
from tests.services.sync.removals.kinds import save
from tests.services.sync.removals.test_alive_stays import A_YEAR, shift_clock
from tests.services.sync.removals.test_deleted_for_good import Three, delete, three
from tests.services.sync.removals.test_no_copies import shift_before_joining
from tests.services.sync.removals.test_old_copies import make_anew
from tests.support.computers import Computer, bring_together, everything

__all__ = ["three"]

PAGES = range(1, 5)


def tag(computer: Computer, number: int, word: str) -> None:
    computer.articles.set_tags(number, [*computer.articles.summary(number).tags, word])


def note(computer: Computer, number: int, word: str) -> None:
    computer.annotations.set_note(number, f"{computer.annotations.note(number)}\n\n{word}".strip())


def mark(computer: Computer, number: int, word: str) -> None:
    computer.annotations.add(Annotation(0, number, "en", "b1", 0, 0, 3, word, last_sentence=0))


def note_at_mark(computer: Computer, number: int, word: str) -> None:
    computer.annotations.add(Annotation(0, number, "en", "b1", 0, 0, 3, "Sea", note=word, last_sentence=0))


WRITE: tuple[Callable[[Computer, int, str], None], ...] = (tag, note, mark, note_at_mark)


class Histories:
    """Three computers that share a folder, and the words that must be there in the end."""

    def __init__(self, computers: Three, chance: int) -> None:
        self.luck = random.Random(chance)
        self.computers = computers
        self.words: dict[str, int] = {}
        self._numbers = itertools.count()
        for computer in computers:
            computer.folder = computers[0].folder
        for page in PAGES:
            save(self.luck.choice(computers), page)
        bring_together([*computers])

    def step(self) -> None:
        """One of them does something, by chance."""
        who, page = self.luck.choice(self.computers), self.luck.choice(PAGES)
        number = who.number(page)
        acts = (self._delete, self._write, self._write, self._write, self._give_again)
        others = (who.round, who.round, lambda: who.join_again(), lambda: self._anew(who))
        more = (lambda: self._late(who), lambda: shift_clock(who, A_YEAR), lambda: self._fold(who))
        chosen = self.luck.randrange(len(acts) + len(others) + len(more))
        if chosen >= len(acts):
            (*others, *more)[chosen - len(acts)]()
        elif number is not None:
            acts[chosen](who, page, number)

    def _delete(self, who: Computer, page: int, _number: int) -> None:
        known = repr(everything(who))
        self.words = {word: of for word, of in self.words.items() if of != page or word not in known}
        delete(who, page)

    def _write(self, who: Computer, page: int, number: int) -> None:
        word = f"t{next(self._numbers)}t"
        self.words[word] = page
        self.luck.choice(WRITE)(who, number, word)

    def _give_again(self, who: Computer, page: int, number: int) -> None:
        """Take a tag away, and most often give it again."""
        tags = who.articles.summary(number).tags
        if not tags:
            return
        gone = self.luck.choice(tags)
        self.words.pop(gone, None)
        who.articles.set_tags(number, [each for each in tags if each != gone])
        if self.luck.random() < 0.3:
            who.round()
        if self.luck.random() < 0.6:
            who.articles.set_tags(number, list(tags))
            self.words[gone] = page

    def _anew(self, who: Computer) -> None:
        make_anew(who, *(each for each in self.computers if each is not who))

    def _late(self, who: Computer) -> None:
        """It joins again with a clock that is a year late."""
        who.join_again()
        shift_before_joining(who, -A_YEAR)

    def _fold(self, who: Computer) -> None:
        who.round()
        who.fold(True)


@pytest.mark.parametrize("chance", [*range(12), 177])
def test_what_was_written_stays_whatever_happens_to_stores(three: Three, chance: int) -> None:
    histories = Histories(three, chance)
    for _ in range(18):
        histories.step()
    bring_together([*three])
    first = everything(three[0])
    assert all(everything(each) == first for each in three)
    assert [word for word in histories.words if word not in repr(first)] == []


class InTrash(Histories):
    """Two of the articles are put into Trash, too, and taken out, while others say the same of them."""

    def step(self) -> None:
        """As that of the others, but mostly one that does not delete for good."""
        who, page = self.luck.choice(self.computers), self.luck.choice((1, 2))
        number = who.number(page)
        if self.luck.random() >= 0.75:
            super().step()
        elif number is None:
            if self.luck.random() < 0.3:
                save(who, page)
        else:
            self._say(who, number)

    def _say(self, who: Computer, number: int) -> None:
        articles, act = who.articles, self.luck.randrange(6)
        if act == 0:
            articles.move_to_trash([number])
        elif act == 1:
            articles.restore([number])
        elif act == 2:
            articles.set_favourite([number], self.luck.random() < 0.7)
        elif act == 3:
            tag(who, number, "common")
        elif act == 4:
            who.join_again()
        else:
            words = [word for word in self.words if word in who.annotations.note(number)]
            who.annotations.set_note(number, " ".join([self.luck.choice(("", "once", "twice")), *words]))


@pytest.mark.parametrize("chance", [*range(4), 105, 106])
def test_all_agree_what_lies_in_trash_whatever_happens_to_stores(three: Three, chance: int) -> None:
    histories = InTrash(three, chance)
    for _ in range(30):
        histories.step()
    bring_together([*three])
    first = everything(three[0])
    assert all(everything(each) == first for each in three)
    assert [word for word in histories.words if word not in repr(first)] == []
