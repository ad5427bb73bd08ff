"""Whatever keys follow each other: each is about what is in sight, and undo brings back what it changed."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Document
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import make_empty

K, HELD = Qt.Key, Qt.KeyboardModifier
PLAIN, CTRL, SHIFT = HELD.NoModifier, HELD.ControlModifier, HELD.ShiftModifier
ACTS = 40
CHANCES = [int(n) for n in os.environ.get("LISEUSE_CHANCES", "6 10 15 20 24 129").split()]
"""Others are tried by hand: `LISEUSE_CHANCES="$(seq 200)"`."""
SOON = 10
"""ms until the current card is shown, instead of a quarter of a second."""
MARKS = ("archived", "trashed", "favourite")
VIEWS = {"unread": K.Key_U, "all": K.Key_A, "favourites": K.Key_F, "archive": K.Key_R, "trash": K.Key_X}


def filled(paths: LibraryPaths) -> list[int]:
    """Ten articles, the newest first: a favourite, two in the archive, one in Trash."""
    make_empty(paths.root)
    with LibrarySession.open(paths) as session:
        ids = []
        for number in range(1, 11):
            blocks = tuple(paragraph(n, f"Phrase du texte {number}. Une autre.") for n in range(12))
            url = f"https://www.lebrief.ma/{number}/"
            word = "lune" if number % 2 else "soleil"
            document = Document(url, f"Article {number} {word}", blocks, "", language="fr", site="LeBrief")
            saved = f"2026-01-{number:02}T10:00:00+00:00"
            ids.append(session.articles.add(document, url, f"lebrief.ma/{number}", saved))
        session.articles.set_archived(ids[1:3], True)
        session.articles.move_to_trash([ids[4]])
        session.articles.set_favourite([ids[6]], True)
    return ids[::-1]


class Reader:
    """Presses keys by chance, and knows what each of them has to do."""

    def __init__(self, window, qtbot, ids, chance: int) -> None:
        self.window, self.qtbot, self.ids = window, qtbot, ids
        self.on = screen(window)
        self.luck = random.Random(chance)
        self.done: list[str] = []
        self.former: list[dict] = []  # how everything was marked before each change that can be undone
        self.later: list[dict] = []

    # What is in sight

    @property
    def focus(self):
        return QApplication.focusWidget()

    def marks(self) -> dict:
        cards = self.on.articles.by_ids(self.ids)
        return {card.id: tuple(getattr(card, mark) for mark in MARKS) for card in cards}

    def in_list(self) -> bool:
        pane = self.on.list_pane
        return pane.isVisible() and self.focus is not None and pane.isAncestorOf(self.focus)

    def in_text(self) -> bool:
        return self.on.reading_pane.isVisible() and self.on.navigator.in_text()

    def rows(self) -> list[int]:
        return list(self.on.list_pane.shown_model.ids)

    def marked(self) -> int:
        """The card drawn as the chosen one, 0 for none."""
        pane = self.on.list_pane
        return pane.current_id() if pane.isVisible() and self.on.active_cards.chosen else 0

    def meant(self) -> list[int]:
        """What a reader takes a key of triage to be about."""
        pane = self.on.list_pane
        if self.in_text():
            return [self.on.article_id] if self.on.article_id else []
        if len(pane.picked):
            return [one for one in self.rows() if one in pane.picked]
        found = self.marked() or (self.on.article_id if pane.preview or not self.in_list() else 0)
        if not found and self.in_list():
            found = pane.current_id()  # it has the ring
        found = found or self.on.article_id
        return [found] if found else []

    # Acts

    def press(self, key, held=PLAIN) -> None:
        QTest.keyClick(self.focus or self.window, key, held)

    def rest(self) -> None:
        self.qtbot.settle(self.window, pauses=450)

    def act(self) -> None:
        """One act, and what has to hold after it."""
        acts: list[tuple[int, Callable[[], None]]] = [
            (6, self.triage),
            (5, self.step),
            (3, self.enter),
            (2, self.escape),
            (3, self.pick),
            (4, self.undo),
            (1, self.redo),
            (3, self.section),
            (2, self.search),
            (1, self.arrow),
            (1, self.pane),
            (1, self.next_article),
            (1, self.mode),
            (2, self.click),
            (1, self.ends),
            (3, self.hurry),
        ]
        self.luck.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()
        self.check()

    def say(self, what: str) -> None:
        """Note an act, and what was in sight before it: a failure tells the last ones."""
        pane, on = self.on.list_pane, self.on
        place = f"{pane.view_name}{'?' if pane.searching else ''}{' in text' * self.in_text()}"
        current = f"{pane.current_id()}{'' if on.active_cards.chosen else ' with the ring alone'}"
        picks, focus = pane.picked.ids, type(self.focus).__name__
        self.done.append(f"{what} [{place}: {self.rows()} at {current}, {on.article_id=} {picks=} {focus}]")

    def triage(self) -> None:
        name, key, held, mark = self.luck.choice(
            [
                ("E", K.Key_E, PLAIN, "archived"),
                ("Delete", K.Key_Delete, PLAIN, "trashed"),
                ("#", K.Key_NumberSign, SHIFT, "trashed"),
                ("S", K.Key_S, PLAIN, "favourite"),
            ]
        )
        before, meant = self.marks(), self.meant()
        self.say(f"{name} meant {meant}")
        place, others = MARKS.index(mark), [one for one in meant if not before[one][MARKS.index("trashed")]]
        if mark == "trashed":
            changed = others
        else:
            value = not all(before[one][place] for one in others)
            changed = [one for one in others if before[one][place] != value]
        if self.focus is self.on.search_field:
            changed = []
        self.press(key, held)
        self.took(before, changed)
        after = self.marks()
        for one in changed:
            assert [m for m, a, b in zip(MARKS, after[one], before[one], strict=True) if a != b] == [mark]

    def undo(self) -> None:
        self.turn("undo", CTRL, self.former, self.later)

    def redo(self) -> None:
        self.turn("redo", CTRL | SHIFT, self.later, self.former)

    def turn(self, name, held, stack, other) -> None:
        self.say(name)
        before = self.marks()
        if self.focus is self.on.search_field:
            return
        self.press(K.Key_Z, held)
        self.rest()
        wanted = before
        if stack:
            wanted = stack.pop()
            other.append(before)
        assert self.marks() == wanted, f"{name} did not bring back what there was"

    def step(self) -> None:
        by = self.luck.choice([1, 1, 1, -1])
        if not self.in_list() or self.focus is not self.on.active_cards:
            return
        rows, pane = self.rows(), self.on.list_pane
        self.say("J" if by > 0 else "K")
        shown, current = self.on.article_id, pane.current_id()
        stays = None
        if current:
            at = rows.index(current)
            new = not self.marked() or (pane.preview and by > 0 and current != shown and not len(pane.picked))
            stays = rows[min(max(at + (0 if new else by), 0), len(rows) - 1)]
        self.press(K.Key_J if by > 0 else K.Key_K)
        self.rest()
        if stays:
            assert pane.current_id() == stays, f"went to {pane.current_id()}, not to {stays}"
            assert not pane.preview or self.on.article_id == stays, (
                f"{self.on.article_id} is shown, not {stays}"
            )

    def hurry(self) -> None:
        """Several keys before the window has done anything for the first of them."""
        rows, meant, before = self.rows(), self.meant(), self.marks()
        pane = self.on.list_pane
        if not rows or len(meant) != 1 or len(pane.picked) or before[meant[0]][1] or pane.searching:
            return
        if self.focus is self.on.active_cards and self.luck.random() < 0.6:
            self.go_and_delete(rows, before)
            return
        archived, _, favourite = before[meant[0]]
        without = {**before, meant[0]: (archived, True, favourite)}
        if self.luck.random() < 0.5:
            self.say(f"Delete Ctrl+Z, of {meant}")
            self.press(K.Key_Delete)
            self.press(K.Key_Z, CTRL)
            self.took(before, [])
            self.later[:] = [without]
        elif meant[0] in rows and pane.view_name != "trash":
            at = rows.index(meant[0])
            others = rows[at + 1 : at + 2] or rows[max(0, at - 1) : at]
            self.say(f"Delete Delete, of {meant + others}")
            self.press(K.Key_Delete)
            self.press(K.Key_Delete)
            self.took(before, meant + others)
            self.former[-1:] = [before, without] if others else [before]

    def go_and_delete(self, rows: list[int], before: dict) -> None:
        """A few cards on, and that one is to go."""
        pane, steps = self.on.list_pane, self.luck.randint(1, 3)
        new = not self.marked() or (pane.preview and pane.current_id() != self.on.article_id)
        wanted = rows[min(rows.index(pane.current_id()) + steps - new, len(rows) - 1)]
        self.say(f"{steps} cards on and Delete, of {wanted}")
        for _ in range(steps):
            self.press(self.luck.choice([K.Key_J, K.Key_Down]))
        self.press(K.Key_Delete)
        self.took(before, [] if before[wanted][1] else [wanted])

    def took(self, before: dict, wanted: list[int]) -> None:
        self.rest()
        after = self.marks()
        differs = [one for one in self.ids if after[one] != before[one]]
        assert sorted(differs) == sorted(wanted), f"changed {differs}, not {wanted}"
        if differs:
            self.former.append(before)
            self.later.clear()

    def next_article(self) -> None:
        key = self.luck.choice([K.Key_N, K.Key_P])
        self.say("N/P")
        if self.focus is self.on.search_field:
            return
        self.press(key)
        self.rest()

    def enter(self) -> None:
        pane = self.on.list_pane
        if self.focus is not self.on.active_cards:
            return
        self.say("Enter")
        current = pane.current_id()
        self.press(K.Key_Return)
        self.rest()
        assert not current or self.on.article_id == current, f"{self.on.article_id} was opened, not {current}"

    def escape(self) -> None:
        self.say("Esc")
        self.press(K.Key_Escape)
        self.rest()

    def pick(self) -> None:
        if self.focus is not self.on.active_cards:
            return
        keys = [(K.Key_X, PLAIN), (K.Key_Down, SHIFT), (K.Key_Up, SHIFT), (K.Key_A, CTRL)]
        key, held = self.luck.choices(keys, [6, 4, 4, 1])[0]
        self.say(f"pick {key} {held}")
        self.press(key, held)
        self.rest()

    def section(self) -> None:
        name = self.luck.choice(list(VIEWS))
        self.say(f"G {name}")
        if self.focus is self.on.search_field:
            return
        self.press(K.Key_G)
        self.press(VIEWS[name])
        self.rest()
        assert self.on.list_pane.view_name == name and not self.on.list_pane.searching

    def search(self) -> None:
        word = self.luck.choice(["lune", "soleil", "article", "xyzzyx"])
        self.say(f"/ {word}")
        if self.focus is not self.on.search_field:
            self.press(K.Key_Slash)
        self.on.search_field.selectAll()
        QTest.keyClicks(self.on.search_field, word)
        self.rest()
        if self.luck.random() < 0.7:
            self.press(self.luck.choice([K.Key_Down, K.Key_Return]))
            self.rest()

    def arrow(self) -> None:
        if self.focus is not self.on.active_cards:
            return
        key = self.luck.choice([K.Key_Down, K.Key_Up])
        self.say(f"arrow {key}")
        self.press(key)
        self.rest()

    def ends(self) -> None:
        if self.focus is not self.on.active_cards:
            return
        self.say("End/Home")
        self.press(self.luck.choice([K.Key_End, K.Key_Home]))
        self.rest()

    def pane(self) -> None:
        self.say("F6")
        self.press(K.Key_F6)
        self.rest()

    def mode(self) -> None:
        self.say("R")
        if self.focus is self.on.search_field:
            return
        self.press(K.Key_R)
        self.rest()

    def click(self) -> None:
        cards = self.on.active_cards
        if not cards.isVisible() or not cards.model().rowCount() or self.on.reading_mode.active:
            return
        index = cards.model().index(self.luck.randrange(cards.model().rowCount()), 0)
        spot = cards.visualRect(index)
        if not cards.viewport().rect().contains(spot):
            return
        held = self.luck.choice([PLAIN, PLAIN, CTRL, SHIFT])
        self.say(f"click {index.row()} {held}")
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, held, spot.center())
        self.rest()

    # What holds

    def check(self) -> None:
        pane, on = self.on.list_pane, self.on
        cards = on.active_cards
        assert self.focus is not None, "nothing has the focus"
        assert self.focus.isVisible(), f"{self.focus} has the focus, out of sight"
        if self.focus is cards and self.rows():
            assert pane.current_id(), "no card is current"
            spot = cards.visualRect(cards.currentIndex())
            assert cards.viewport().rect().contains(spot), "the current card is out of sight"
        if on.reading_mode.active or on.reading_pane.isAncestorOf(self.focus):
            assert on.article_id, "the text has the focus, and there is none"
        if pane.isVisible() and pane.preview and self.marked() and on.article_id and not len(pane.picked):
            assert self.marked() == on.article_id, f"{self.marked()} is marked, {on.article_id} shown"
        beside = pane.isVisible() and pane.preview and not len(pane.picked)
        if beside and not pane.searching and on.article_id in self.rows():
            assert pane.current_id() == on.article_id, (
                f"{on.article_id} is shown, {pane.current_id()} current"
            )
        assert set(pane.picked.ids) <= set(self.rows())
        view, marks = pane.view_name, self.marks()
        if not pane.searching:
            for one in self.rows():
                archived, trashed, favourite = marks[one]
                fits = {"unread": not archived, "archive": archived, "favourites": favourite}.get(view, True)
                assert trashed == (view == "trash") and fits, f"{one} stands in {view}"


@pytest.fixture
def begin(open_window, qtbot, tmp_path):
    def make(chance: int) -> Reader:
        luck = random.Random(chance * 7)
        ids = filled(LibraryPaths(tmp_path / "library"))
        size = luck.choice([(1280, 700), (1280, 700), (900, 700), (560, 700)])
        triage = luck.choice(["next", "next", "list"])
        opens = luck.choice(["mode", "pane"])
        window = open_window(
            reopen_article=False, reduce_motion=True, size=size, after_triage=triage, enter_opens=opens
        )
        on = screen(window)
        qtbot.waitUntil(lambda: len(on.summaries) == 7)
        on.card_rest.setInterval(SOON)
        on.result_rest.setInterval(SOON)
        window.activateWindow()
        on.cards.setFocus(Qt.FocusReason.TabFocusReason)
        reader = Reader(window, qtbot, ids, chance)
        reader.done.append(f"{size} {triage} {opens}")
        reader.rest()
        return reader

    return make


@pytest.mark.parametrize("chance", CHANCES)
def test_keys_by_chance(begin, chance):
    reader = begin(chance)
    try:
        for _ in range(ACTS):
            reader.act()
    except AssertionError as error:
        acts = "\n".join([*reader.done[:1], *reader.done[-8:]])
        raise AssertionError(f"{error}\n after\n{acts}") from error
