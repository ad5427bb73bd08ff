"""Whatever several computers do, in whatever order files come: in the end all have the same, all of it."""

from __future__ import annotations

import contextlib
import os
import random
import shlex
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from reader.core.edits import Wanted, changed_edits
from reader.core.feeds import FeedRequest, FeedRule
from reader.core.glossary import Term
from reader.core.marks import Annotation, Colour
from reader.core.model import Picture, ReadingPosition, SentenceState, TranslatedSentence
from reader.core.sentence_key import sentence_key
from reader.library.backup import backup
from reader.library.database import Database
from reader.library.feeds.feeds import FeedUpdate, NewAddress, NewFeed
from reader.library.replication.wanted_again import want_again
from reader.services.sync.options_in_step import note_options
from reader.sync.folder_store import FolderStore
from tests.services.sync.acts_again import ACTS, command_of, do_again
from tests.support.computers import (
    SAVED,
    Computer,
    bring_together,
    carry,
    differences,
    document,
    everything,
    lacking,
    looked_at,
)

HISTORIES = int(os.environ.get("LISEUSE_SYNC_HISTORIES", "100"))
AT_ONCE = 25  # histories of one test: on a busy computer each takes some seconds
STEPS = int(os.environ.get("LISEUSE_SYNC_STEPS", "15"))
PHASES = tuple(Phase) if os.environ.get("LISEUSE_SYNC_SHRINK") else (Phase.explicit, Phase.generate)
PAGES = st.integers(0, 2)
WHO = st.integers(0, 3)
YEAR = 365 * 86_400 * 1_000_000  # µs

_folder = tempfile.TemporaryDirectory(prefix="liseuse-sync-")
TOP = Path(_folder.name)


def template() -> Path:
    path = TOP / "template" / "library.db"
    if not path.exists():
        path.parent.mkdir()
        Database.open(path).close()
    return path


REMOVED = ("article", "correction", "feed", "mark", "note", "rule", "search", "tag", "term")


class Histories(RuleBasedStateMachine):
    """Acts with tokens that are unique, so that each can be looked for in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=TOP))
        self.computers: list[Computer] = []
        self.count = 0
        self.acts: set[str] = set()
        self.given_up: set[str] = set()
        self.thrown: set[str] = set()
        self.copies: dict[int, Path] = {}
        self.lost: set[int] = set()
        """Whose newest file nobody has any more; what was in it, its maker has."""
        self.named = contextlib.ExitStack()

    @initialize(count=st.integers(2, 4), passphrase=st.booleans(), before=st.booleans(), names=st.integers())
    def start(self, count: int, passphrase: bool, before: bool, names: int) -> None:
        chance = random.Random(names)  # the last word among equals is a matter of names
        self.named.enter_context(patch("secrets.token_hex", lambda size: chance.randbytes(size).hex()))
        made = self.computers = self.made(count)
        if before:  # libraries that are not empty when they join
            for who in range(count):
                self.save(who, 0, who)
                self.note(who, 0)
                self.tag(who, 0)
                self.mark(who, 0)
        made[0].begin()
        assert made[0].opened is not None
        for other in made[1:]:
            carry(made[0], other)
            other.join(made[0].opened)

    def made(self, count: int) -> list[Computer]:
        """Computers with empty libraries."""
        return [Computer(self.root / f"pc{n}", template()) for n in range(count)]

    def teardown(self) -> None:
        try:
            if self.computers:
                self.compare()
        finally:
            for computer in self.computers:
                computer.close()
            self.named.close()
            shutil.rmtree(self.root, ignore_errors=True)

    def compare(self) -> None:
        bring_together(self.computers)
        asked = False
        for computer in self.computers:  # pieces come of their feeds, each computer asks for itself
            for feed in computer.feeds.all():
                asked = True
                name = feed.url.rsplit("/", 1)[-1]  # a feed that moved has the pieces that it had
                looked_at(computer, feed.id, *(f"x.org/{name}/{page}" for page in range(3)))
        if asked:
            bring_together(self.computers)
        first, *others = [everything(computer) for computer in self.computers]
        for other in others:
            assert first == other, differences(first, other)
        for computer in self.computers:
            assert not lacking(computer), "a picture's file did not come"
        for token in self.acts - self.given_up:
            assert token in repr(first), f"{token} is lost"
        thrown = {row[0] for row in first["row"] if row[9]}
        written = repr([row for part in ("note", "marks") for row in first[part] if row[0] in thrown])
        for token in self.acts - self.thrown:
            assert token not in written, f"{token} lies in Trash, where nobody put it"
        tokens = [mark[3].split("\n")[0] for mark in first["marks"]]
        assert len(tokens) == len(set(tokens)), f"a mark is there twice: {tokens}"

    def pc(self, who: int) -> Computer:
        return self.computers[who % len(self.computers)]

    def token(self) -> str:
        self.count += 1
        token = f"w{self.count:03}w"
        self.acts.add(token)
        return token

    def seen(self, who: int, page: int | None = None) -> set[str]:
        """The acts that somebody at a computer has in view, at an article or anywhere."""
        found = everything(self.pc(who))
        if page is not None:
            number = self.pc(who).number(page)
            keys = [keys for keys in found["addresses"] if f"x.org/{page}" in keys]
            name = min(keys[0]) if keys and number else ""
            found = {part: [row for row in rows if row[0] == name] for part, rows in found.items()}
        text = repr(found)
        return {token for token in self.acts if token in text}

    def look(self, who: int, page: int) -> None:
        """What somebody at a computer sees in Trash may stay there."""
        number = self.pc(who).number(page)
        if number is not None and self.pc(who).articles.summary(number).trashed:
            self.thrown |= self.seen(who, page)

    # What a reader does

    @rule(who=WHO, page=PAGES, version=st.integers(0, 2))
    def save(self, who: int, page: int, version: int) -> None:
        pc = self.pc(who)
        if pc.number(page) is None:
            pc.articles.add(document(page, version), f"https://x.org/{page}", f"x.org/{page}", SAVED)

    @rule(who=WHO, page=PAGES, version=st.integers(3, 5), other=PAGES)
    def fetch_again(self, who: int, page: int, version: int, other: int) -> None:
        """The page turns out to be another one too."""
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            aliases = [f"x.org/{other}"] if version == 5 else []
            pc.articles.replace(number, document(page, version), SAVED, aliases=aliases)

    @rule(who=WHO, page=PAGES, shown=st.integers(1, 4))
    def fetch_with_picture(self, who: int, page: int, shown: int) -> None:
        """The page shows a picture, which may have become another one at the same address."""
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            digest = pc.assets.add(bytes([shown]), "image/png")
            lead = Picture(f"https://x.org/{page}.png", digest=digest, width=1, height=1)
            pc.articles.replace(number, replace(document(page, 6), lead=lead), SAVED)

    @rule(who=WHO, page=PAGES, shown=st.integers(1, 4))
    def get_picture(self, who: int, page: int, shown: int) -> None:
        """Its file, fetched by itself: which was not to be had before, or is another one now."""
        pc = self.pc(who)
        number = pc.number(page)
        lead = pc.articles.get(number).document.lead if number is not None else None
        if number is not None and lead is not None:
            digest = pc.assets.add(bytes([shown]), "image/png")
            pc.articles.set_picture(number, lead.src, digest, 1, 1)

    @rule(who=WHO, page=PAGES)
    def note(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            before = pc.annotations.note(number)
            token = self.token()
            pc.annotations.set_note(number, f"{before}\n{token}" if before else token)
            self.look(who, page)

    @rule(who=WHO, page=PAGES)
    def erase_note(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            self.given_up |= {t for t in self.acts if t in pc.annotations.note(number)}
            pc.annotations.set_note(number, "")

    @rule(who=WHO, page=PAGES)
    def mark(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            pc.annotations.add(
                Annotation(0, number, "en", f"b{page}", 0, 0, 3, "Sea", note=self.token(), last_sentence=0)
            )
            self.look(who, page)

    @rule(who=WHO, page=PAGES, what=st.sampled_from(["colour", "note", "remove"]))
    def change_mark(self, who: int, page: int, what: str) -> None:
        pc = self.pc(who)
        number = pc.number(page)
        marks = pc.annotations.of_article(number) if number is not None else []
        if not marks:
            return
        if what == "colour":
            pc.annotations.change(marks[0].id, colour=list(Colour)[self.count % len(list(Colour))])
        elif what == "note":
            pc.annotations.change(marks[0].id, note=f"{marks[0].note}\n{self.token()}")
            self.look(who, page)
        else:
            self.given_up |= {t for t in self.acts if t in marks[0].note}
            pc.annotations.remove(marks[0].id)

    @rule(who=WHO, page=PAGES)
    def tag(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            pc.articles.set_tags(number, [*pc.articles.summary(number).tags, self.token(), "shared"])

    @rule(who=WHO, page=PAGES)
    def remove_tag(self, who: int, page: int) -> None:
        pc = self.pc(who)
        number = pc.number(page)
        tags = pc.articles.summary(number).tags if number is not None else ()
        if number is not None and tags:
            self.given_up |= self.acts & {tags[0]}
            pc.articles.set_tags(number, tags[1:])

    @rule(who=WHO, page=PAGES)
    def give_tag_again(self, who: int, page: int) -> None:
        pc = self.pc(who)
        number = pc.number(page)
        tags = pc.articles.summary(number).tags if number is not None else ()
        if number is not None and tags:
            pc.articles.set_tags(number, tags[1:])
            pc.articles.set_tags(number, tags)

    @rule(who=WHO, page=PAGES, what=st.sampled_from(["favourite", "archived", "unread"]), on=st.booleans())
    def flag(self, who: int, page: int, what: str, on: bool) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            getattr(pc.articles, f"set_{what}")([number], on)

    @rule(who=WHO, page=PAGES, at=st.integers(1, 9))
    def read(self, who: int, page: int, at: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            pc.articles.set_position(number, ReadingPosition(f"b{page}", at), at / 10)

    @rule(who=WHO, page=PAGES)
    def repair(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            title = f"Better {self.count}"
            pc.repairs.change(
                number, lambda doc, left, edits: changed_edits(doc, left, edits, Wanted(title=title))
            )

    @rule(who=WHO, page=PAGES, back=st.booleans())
    def trash(self, who: int, page: int, back: bool) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            if back:
                pc.articles.restore([number])
            else:
                pc.articles.move_to_trash([number])
                self.look(who, page)

    @rule(who=WHO, page=PAGES)
    def delete(self, who: int, page: int) -> None:
        pc = self.pc(who)
        if (number := pc.number(page)) is not None:
            self.given_up |= self.seen(who, page)
            pc.articles.delete_forever([number])

    @rule(who=WHO, remove=st.booleans())
    def term(self, who: int, remove: bool) -> None:
        pc = self.pc(who)
        terms = pc.glossary.all()
        if remove and terms:
            self.given_up |= self.acts & {terms[0].term}
            pc.glossary.remove(terms[0].source, terms[0].target, terms[0].term)
        else:
            pc.glossary.add(Term("en", "fr", self.token(), "mot"))

    @rule(who=WHO, remove=st.booleans())
    def saved_search(self, who: int, remove: bool) -> None:
        pc = self.pc(who)
        found = pc.searches.all()
        if remove and found:
            self.given_up |= {t for t in self.acts if t in found[0].name}
            pc.searches.remove(found[0].id)
        else:
            pc.searches.keep(self.token(), "sea")

    @rule(who=WHO, forget=st.booleans())
    def correct(self, who: int, forget: bool) -> None:
        pc = self.pc(who)
        key = sentence_key("Sea water.")
        found = pc.translations.lookup([key], "en", "fr", "reader")
        self.given_up |= {t for t in self.acts if key in found and t in found[key].target}
        if forget:
            pc.translations.forget_correction(key, "en", "fr")
        else:  # the same sentence everywhere: the later one holds
            token = self.token()
            self.given_up.add(token)
            pair = TranslatedSentence("Sea water.", f"Eau {token}", 0.0, SentenceState.CORRECTED)
            pc.translations.store([(key, pair)], "en", "fr", "reader")

    @rule(who=WHO, page=PAGES)
    def follow(self, who: int, page: int) -> None:
        feed = self.pc(who).feeds.add([NewFeed(f"https://x.org/rss{page}", f"x.org/rss{page}")])[0]
        looked_at(self.pc(who), feed.id, *(f"x.org/rss{page}/{piece}" for piece in range(page + 1)))

    @rule(who=WHO, page=PAGES, what=st.sampled_from(["name", "leave", "undo"]))
    def change_feed(self, who: int, page: int, what: str) -> None:
        pc = self.pc(who)
        feed = pc.feeds.find(f"x.org/rss{page}")
        if feed is None:
            return
        self.given_up |= {t for t in self.acts if t in feed.chosen_title}
        if what == "name":
            token = self.token()
            self.given_up.add(token)  # two names of one feed: the later one holds
            pc.feeds.rename(feed.id, token)
            return
        rules = [rule.query for rule in pc.rules.all(feed.id) if rule.feed_id]
        self.given_up |= {t for t in self.acts if t in rules}
        removed = pc.feeds.remove([feed.id])
        if what == "undo":
            pc.feeds.put_back(removed)

    @rule(who=WHO, page=PAGES, of_all=st.booleans(), action=st.sampled_from(["save", "skip"]))
    def give_rule(self, who: int, page: int, of_all: bool, action: str) -> None:
        feed = self.pc(who).feeds.find(f"x.org/rss{page}")
        if of_all or feed is not None:
            number = 0 if of_all or feed is None else feed.id
            self.pc(who).rules.add(FeedRule(0, number, self.token(), action, daily_limit=0))

    @rule(who=WHO, what=st.sampled_from(["query", "pause", "order", "remove"]))
    def change_feed_rule(self, who: int, what: str) -> None:
        pc = self.pc(who)
        rules = pc.rules.all()
        if not rules:
            return
        if what == "query":
            self.given_up |= self.acts & {rules[0].query}
            token = self.token()
            self.given_up.add(token)  # likewise
            pc.rules.change(replace(rules[0], query=token))
        elif what == "pause":
            pc.rules.change(replace(rules[-1], paused=not rules[-1].paused))
        elif what == "order":
            pc.rules.order([one.id for one in reversed(rules)])
        else:
            self.given_up |= self.acts & {rules[0].query}
            pc.rules.remove(rules[0].id)

    @rule(who=WHO, again=st.booleans())
    def see_pieces(self, who: int, again: bool) -> None:
        pc = self.pc(who)
        ids = pc.items.ids()
        if again:
            pc.items.mark_new(ids[::2])
        else:
            pc.items.mark_read(ids[::2])

    @rule(who=WHO, page=PAGES, back=st.booleans())
    def move_feed(self, who: int, page: int, back: bool) -> None:
        pc = self.pc(who)
        places = [f"x.org/rss{page}", f"moved.org/rss{page}"]
        source, target = reversed(places) if back else places
        feed = pc.feeds.find(source)
        if feed is not None:
            self.given_up |= {t for t in self.acts if t in feed.chosen_title}
            to = NewAddress(f"https://{target}", target)
            update = FeedUpdate(FeedRequest(feed.id, SAVED, "timer", 304), lambda _new: (60, ""), moved_to=to)
            pc.feeds.store([(feed, update)])

    @rule(who=WHO, size=st.integers(1, 12), noted=st.booleans())
    def choose(self, who: int, size: int, noted: bool) -> None:
        pc = self.pc(who)
        pc.settings.set("text_size", size)
        if noted:
            note_options(pc)  # type: ignore[arg-type]

    # What happens to the computers

    @rule(who=WHO)
    def meet(self, who: int) -> None:
        self.pc(who).round()

    @rule(who=WHO, other=WHO, seed=st.integers(0, 1000))
    def files_come(self, who: int, other: int, seed: int) -> None:
        if self.pc(who) is not self.pc(other):
            carry(self.pc(other), self.pc(who), random.Random(seed))

    @rule(who=WHO, other=WHO)
    def all_files_come(self, who: int, other: int) -> None:
        if self.pc(who) is not self.pc(other):
            carry(self.pc(other), self.pc(who))

    @rule(who=WHO)
    def all_meet(self, who: int) -> None:
        for other in self.computers:
            if other is not self.pc(who):
                carry(other, self.pc(who))
        self.pc(who).round()

    @rule(who=WHO, at=st.integers(1, 8), after=st.booleans())
    def killed(self, who: int, at: int, after: bool) -> None:
        self.pc(who).killed_round(at, after)

    @rule(who=WHO, clear=st.booleans(), carried=st.booleans(), early=st.booleans())
    def fold(self, who: int, clear: bool, carried: bool, early: bool) -> None:
        """Somebody folds files; what is taken away then may be taken away by the carrier elsewhere too.

        That may come `early`, before the fold itself.
        """
        pc = self.pc(who)
        gone = pc.fold(clear)
        for other in self.computers:
            if other is not pc and carried:
                if not early:
                    carry(pc, other)
                for name in gone:
                    other.folder.remove(name)

    @rule(who=WHO)
    def lose_file(self, who: int) -> None:
        """The newest file of a computer is gone, wherever the folder was carried: it was put back."""
        who %= len(self.computers)
        pc = self.pc(who)
        part = pc.membership.part()
        if not isinstance(pc.folder, FolderStore) or part is None:
            return
        *former, newest = ["", *sorted(pc.folder.names(f"log/{part.machine}"))]
        if len(former) > 1:
            self.lost.add(who)
            for one in self.computers:
                one.folder.remove(newest)

    @rule(who=WHO, met=st.booleans())
    def join_again(self, who: int, met: bool) -> None:
        """A computer leaves the store and joins it again at once; what it has not heard of, it has not."""
        pc = self.pc(who)
        self.lost.discard(who % len(self.computers))
        if met:
            pc.round()
        assert pc.opened is not None
        pc.membership.leave()
        pc.join(pc.opened)

    @rule(who=WHO, page=PAGES, met=st.booleans(), what=st.sampled_from(REMOVED))
    def remove_on_joining_again(self, who: int, page: int, met: bool, what: str) -> None:
        """Something is removed before the first round after joining again."""
        self.join_again(who, met)
        removals: dict[str, Callable[[], None]] = {
            "article": lambda: self.delete(who, page),
            "correction": lambda: self.correct(who, True),
            "feed": lambda: self.change_feed(who, page, "leave"),
            "mark": lambda: self.change_mark(who, page, "remove"),
            "note": lambda: self.erase_note(who, page),
            "rule": lambda: self.change_feed_rule(who, "remove"),
            "search": lambda: self.saved_search(who, True),
            "tag": lambda: self.remove_tag(who, page),
            "term": lambda: self.term(who, True),
        }
        removals[what]()

    @rule(who=WHO, passphrase=st.booleans())
    def make_anew(self, who: int, passphrase: bool) -> None:
        """The store is made anew of one library, and all the others join it."""
        for one in self.computers:
            for prefix in ("store", "log", "pack"):
                for name in list(one.folder.names(prefix)):
                    one.folder.remove(name)
        self.lost.clear()
        self.copies.clear()
        pc = self.pc(who)
        pc.begin("a long passphrase" if passphrase else None)
        assert pc.opened is not None
        for other in self.computers:
            if other is not pc:
                carry(pc, other)
                other.join(pc.opened)

    @rule(who=WHO, years=st.integers(1, 5))
    def clock_is_wrong(self, who: int, years: int) -> None:
        with self.pc(who).database.write() as session:
            session.connection().exec_driver_sql("UPDATE sync_self SET clock = clock + ?", (years * YEAR,))

    @rule(who=WHO)
    def start_again(self, who: int) -> None:
        self.pc(who).close()
        self.pc(who).open()

    @rule(who=WHO)
    def back_up(self, who: int) -> None:
        who %= len(self.computers)
        target = self.root / f"copy{who}.db"
        backup(self.pc(who).paths.database, target)
        self.copies[who] = target

    @rule(who=WHO, wanted=st.booleans())
    def put_back(self, who: int, wanted: bool) -> None:
        """A backup takes the library's place: its file alone, or what was removed since is `wanted` again."""
        who %= len(self.computers)
        if who not in self.copies:
            return
        pc = self.pc(who)
        if who in self.lost:  # it writes it again first, else nobody would know what was in it
            self.lost.discard(who)
            pc.round()
        before = self.seen(who)
        pc.close()
        former = Path(tempfile.mkdtemp(dir=self.root))
        for name in pc.paths.root.glob("library.db*"):
            shutil.move(name, former / name.name)
        shutil.copy(self.copies[who], pc.paths.database)
        pc.open()
        if wanted:
            with contextlib.closing(Database.open(former / pc.paths.database.name)) as replaced:
                want_again(pc.database, replaced)
        self.given_up |= before - self.seen(who)  # the reader wanted the former state


def run(
    histories: int, steps: int = STEPS, machine: type[Histories] = Histories, chances: str | None = None
) -> None:
    """Invent histories; with `chances` what is drawn follows from that word, not from the run's number.

    Or do the acts of one that failed again, where they are given.
    """
    if acts := os.environ.get(ACTS):
        do_again(machine, acts)
        return
    try:
        run_state_machine_as_test(
            seed(chances)(type(machine.__name__, (machine,), {})) if chances else machine,
            settings=settings(
                max_examples=histories,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=PHASES,
            ),
        )
    except Exception as error:
        error.add_note(f"\nThe same acts once more: {command_of(error)}")
        raise


@pytest.mark.parametrize("part", range(-(-HISTORIES // AT_ONCE)))
def test_all_libraries_are_equal_in_the_end_and_hold_every_act(
    part: int, request: pytest.FixtureRequest
) -> None:
    chances = f"{request.config.getoption('hypothesis_seed', None) or os.urandom(4).hex()}-{part}"
    print(f"what is drawn follows from {chances}")
    run(min(AT_ONCE, HISTORIES - part * AT_ONCE), chances=chances)


def test_files_of_pictures_hold_though_older_texts_come_after_them() -> None:
    """A history that was drawn once: of three texts of one time the last alone shows the picture."""
    do_again(
        Histories,
        "start(names=14247108, before=True, passphrase=False, count=3); delete(page=2, who=1); "
        "fetch_with_picture(page=0, shown=1, who=1); all_meet(who=2); killed(after=False, at=4, who=1); "
        "get_picture(page=0, shown=4, who=1); fetch_with_picture(page=0, shown=3, who=3); all_meet(who=3)",
    )


def test_of_two_texts_of_one_time_all_take_the_same_when_their_articles_are_found_to_be_one() -> None:
    """Another one: a computer told both at once, and each is the last that is known of its article."""
    do_again(
        Histories,
        "start(count=2, names=787, passphrase=False, before=False); save(page=1, version=1, who=0); "
        "save(page=0, version=2, who=1); fetch_again(other=1, page=0, version=5, who=3); "
        "save(page=0, version=1, who=2)",
    )


class Failing(Histories):
    """In whose end there is always something wrong."""

    def compare(self) -> None:
        raise AssertionError(f"after {self.count} acts")


def test_a_history_that_fails_says_how_its_acts_are_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError) as first:
        run(1, 12, Failing)
    acts, *command = shlex.split(first.value.__notes__[-1].partition(": ")[2])
    assert command[-2:] == ["pytest", os.environ["PYTEST_CURRENT_TEST"].rpartition(" ")[0]]
    monkeypatch.setenv(*acts.split("=", 1))
    with pytest.raises(AssertionError) as again:
        run(1, 12, Failing)
    assert again.value.args == first.value.args
