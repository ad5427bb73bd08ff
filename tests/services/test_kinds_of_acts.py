"""Every kind of act that was not stored is done when the library opens next, once, and only where it fits."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from reader.core.edits import Edits, Wanted
from reader.core.feeds import FeedRule
from reader.core.glossary import Term
from reader.core.marks import Colour
from reader.core.model import ReadingPosition, SentenceState, TranslatedSentence
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.library.imports.entries import ImportRecord
from reader.library.replication.choices import Choices
from reader.services.library.annotate_article import Passage, new_mark
from reader.services.library_session import LibrarySession
from reader.services.search_library import search
from reader.services.sync.join_store import join_store
from reader.services.unstored_acts.acts_file import keep_acts
from reader.services.unstored_acts.feed_acts import (
    FollowedAgain,
    OlderRead,
    PiecesMarked,
    RuleBack,
    RuleKept,
    RuleRemoved,
    RulesOrdered,
    SourceNamed,
    Unfollowed,
)
from reader.services.unstored_acts.kinds import KINDS, Act
from reader.services.unstored_acts.library_acts import (
    Chosen,
    ImportStopped,
    Link,
    LinkAgreed,
    LinksForgotten,
    MachineForgotten,
    OptionsNoted,
    SearchForgotten,
    SearchKept,
    SharingChosen,
    SyncPaused,
    TextsTakenOff,
)
from reader.services.unstored_acts.note_acts import MarksColoured, MarksMade, MarksRemoved, Noted, digest
from reader.services.unstored_acts.on_articles import Deletion, Mark, Position, Tagging, Tags
from reader.services.unstored_acts.repair_acts import Language, Repairing, Repairs
from reader.services.unstored_acts.translation_acts import (
    Queued,
    Sentence,
    TakenOver,
    TermKept,
    TermsForgotten,
    Unqueued,
    UnreadQueued,
)
from reader.settings import disks
from reader.settings.paths import LibraryPaths
from tests.services.library_contents import contents, statements
from tests.services.stocked_feeds import ONE, follow
from tests.services.stocked_library import stock, translate

MOMENT = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+(\+00:00)?")
SHARED = "Tout attend la pluie."
PASSAGE = Passage("fr", "b0", 0, 0, 5, "L’eau")
OLD = replace(new_mark(1, PASSAGE, note="vu"), created_at="2026-11-25T09:00:00+00:00")
NEW = replace(OLD, quote="manque", start=6, end=12, note="", created_at="2026-11-25T10:00:00+00:00")
KNOWN, LATER = Term("fr", "en", "puits", "well"), Term("fr", "en", "eau", "water")
RULE, SKIP = FeedRule(1, 1, "eau", "tag", "presse"), FeedRule(2, 0, "eau", "skip")
FRESH = FeedRule(0, 1, "puits", "favourite")
PENDING, LISTED = "https://x.example/waits", Origin(NamedBy.PAGE, "https://x.example/page")


def gone(session: LibrarySession) -> tuple[Any, ...]:
    """What went with a source."""
    return tuple(replace(each, texts=()) for each in session.feeds.remove([1]))


def marks(session: LibrarySession) -> list[tuple[str, str, Colour]]:
    return [(mark.quote, mark.note, mark.colour) for mark in session.annotations.of_article(1)]


def rules(session: LibrarySession) -> list[tuple[str, str, bool]]:
    return [(rule.query, rule.action, rule.paused) for rule in session.feed_rules.all()]


def listed(session: LibrarySession) -> list[tuple[int, str]]:
    return [(job.article_id, job.target) for job in session.translation_jobs.all()]


def links(session: LibrarySession) -> list[str]:
    return [link.url for link in session.pending.all()]


def searches(session: LibrarySession) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in session.saved_searches.all()]


def english(session: LibrarySession) -> tuple[str, SentenceState]:
    from reader.services.translation.translate_article import stored_translation

    translation = stored_translation(session, session.articles.get(1), "en")
    assert translation is not None
    found = translation.blocks[0].sentences[0]
    return found.target, found.state


def query(statement: str) -> Callable[[LibrarySession], object]:
    def ask(session: LibrarySession) -> object:
        with session.database.read() as reading:
            return reading.connection().exec_driver_sql(statement).scalar()

    return ask


def new_pieces(session: LibrarySession) -> int:
    return session.feed_items.count_new(None)


@dataclass(frozen=True)
class Case:
    """Acts, and what is there when they are done; `prepare` makes what they are done to."""

    acts: Sequence[Act] | Callable[[LibrarySession], Sequence[Act]]
    state: Callable[[LibrarySession], object]
    becomes: object
    prepare: Callable[[LibrarySession], object] = lambda _session: None


def parched(session: LibrarySession) -> list[int]:
    return sorted(search(session, "parched", "translation").ids)


def corrected(session: LibrarySession) -> None:
    Sentence(1, "en", "b1", 0, "Parched.").store(session)


def failed(session: LibrarySession) -> None:
    """An import listed both articles by their links, and their texts cannot be had."""
    with session.database.write() as writing:
        run = writing.connection().exec_driver_sql
        run("UPDATE article SET incomplete = 'unavailable'")
        run("INSERT INTO article_waiting SELECT id, 'not_found', '{}', 0, '', 1 FROM article")


CASES = {
    "mark": Case([Mark((1,), "archived", True)], lambda s: s.articles.summary(1).archived, True),
    "tag": Case([Tagging((1,), ("eau",), ("t",))], lambda s: s.articles.summary(1).tags, ("eau",)),
    "tags": Case([Tags(1, ("a", "b"))], lambda s: s.articles.summary(1).tags, ("a", "b")),
    "place": Case([Position(1, ReadingPosition("b1"), 0.5)], lambda s: s.articles.summary(1).progress, 0.5),
    "deletion": Case(
        [Mark((1, 2), "trashed", True), Mark((1,), "trashed", False), Deletion((1, 2))],
        lambda s: s.articles.ids("all"),
        [1],
    ),
    "repairing": Case(
        [Repairing(1, Wanted(remove=("b1",), title="Autre"))],
        lambda s: (s.articles.summary(1).title, len(s.articles.get(1).document.blocks)),
        ("Autre", 1),
    ),
    "repairs": Case(
        [Repairing(1, Wanted(title="Autre")), Repairs(1, Edits(author="Elle"))],
        lambda s: (s.articles.summary(1).title, s.articles.summary(1).author),
        ("Titre 1", "Elle"),
    ),
    "language": Case([Language(1, "ar")], lambda s: s.articles.summary(1).language, "ar"),
    "passages": Case(
        [MarksMade((NEW,))], marks, [("L’eau", "vu", Colour.YELLOW), ("manque", "", Colour.YELLOW)]
    ),
    "passages removed": Case([MarksRemoved((OLD,))], marks, []),
    "passages coloured": Case(
        [MarksMade((NEW,)), MarksColoured((replace(NEW, colour=Colour.BLUE),))],
        lambda s: [colour for _, _, colour in marks(s)],
        [Colour.YELLOW, Colour.BLUE],
    ),
    "note": Case(
        [Noted(1, "Lu.", "", (digest("L"),)), Noted(1, "bien vu", "vu", mark=OLD)],
        lambda s: (s.annotations.note(1), [note for _, note, _ in marks(s)]),
        ("Lu.", ["bien vu"]),
    ),
    "link": Case([Link("https://x.example/9", ("c",), LISTED)], links, [PENDING, "https://x.example/9"]),
    "link agreed": Case(
        [LinkAgreed(PENDING, "http://127.0.0.1/")],
        query("SELECT agreed FROM pending_origin"),
        "http://127.0.0.1/",
    ),
    "links forgotten": Case([LinksForgotten((PENDING,))], links, []),
    "texts taken off": Case(
        [TextsTakenOff((1, 2), True), TextsTakenOff((2,), False)],
        lambda s: [text.article_id for text in s.waiting.lost()],
        [2],
        prepare=failed,
    ),
    "search": Case(
        [SearchKept("Eau", "eau"), SearchKept("PUITS", "profond")],
        searches,
        [("PUITS", "profond"), ("Eau", "eau")],
    ),
    "search forgotten": Case([SearchForgotten("PUITS")], searches, []),
    "import stopped": Case([ImportStopped("/x.csv")], query("SELECT state FROM import_run"), "stopped"),
    "option": Case(
        [Chosen("theme", "dark", "system"), Chosen("theme", "sepia", "dark")],
        lambda s: s.settings.text("theme"),
        "sepia",
    ),
    "options noted": Case(
        [Chosen("theme", "dark", "system"), OptionsNoted()],
        query("SELECT count(*) FROM sync_dirty WHERE kind = 'option' AND key = 'theme'"),
        1,
    ),
    "sync paused": Case([SyncPaused(True)], lambda s: Choices(s.database).paused(), True),
    "sharing chosen": Case(
        [SharingChosen("notes", "private")], lambda s: Choices(s.database).share()["notes"], "private"
    ),
    "machine forgotten": Case(
        [MachineForgotten("a" * 16)],
        query("SELECT value FROM sync_setting WHERE name LIKE 'forgotten:%'"),
        "7",
    ),
    "pieces": Case([PiecesMarked((2, 4, 5), True)], new_pieces, 0),
    "older pieces": Case([OlderRead(5, 0)], new_pieces, 0),
    "source named": Case([SourceNamed(ONE, "Presse")], lambda s: s.feeds.get(1).name, "Presse"),
    "unfollowed": Case([Unfollowed(ONE)], lambda s: [feed.id for feed in s.feeds.all()], [2]),
    "followed again": Case(
        lambda s: [FollowedAgain(ONE, "Un", gone(s))],
        lambda s: (len(s.feeds.all()), len(rules(s)), new_pieces(s)),
        (2, 2, 3),
    ),
    "rule": Case(
        [RuleKept(FRESH, None, ONE), RuleKept(replace(RULE, paused=True), RULE)],
        rules,
        [("eau", "skip", True), ("eau", "tag", True), ("puits", "favourite", False)],
    ),
    "rules ordered": Case(
        [RulesOrdered((RULE, SKIP))], lambda s: [action for _, action, _ in rules(s)], ["tag", "skip"]
    ),
    "rule removed": Case([RuleRemoved(RULE)], rules, [("eau", "skip", True)]),
    "rule back": Case(
        [RuleBack(RULE, ONE)], lambda s: len(rules(s)), 2, prepare=lambda s: s.feed_rules.remove(1)
    ),
    "sentence": Case(
        [Sentence(1, "en", "b0", 0, "The well is dry.")],
        english,
        ("The well is dry.", SentenceState.CORRECTED),
    ),
    "taken over": Case(
        [TakenOver((1, 2), "en")],
        parched,
        [1, 2],
        prepare=corrected,
    ),
    "queued": Case([Queued((1, 2), ("en", "fr"))], listed, [(2, "es"), (1, "en"), (2, "en")]),
    "unread queued": Case([UnreadQueued(("ar",))], listed, [(2, "es"), (2, "ar"), (1, "ar")]),
    "unqueued": Case([Unqueued(2, "es")], listed, []),
    "term": Case(
        [TermKept(LATER), TermKept(replace(KNOWN, term="un puits"), "puits")],
        lambda s: [term.term for term in s.glossary.all()],
        ["eau", "un puits"],
    ),
    "terms forgotten": Case([TermsForgotten((KNOWN,))], lambda s: s.glossary.all(), []),
}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program keeps them."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return disks.state_folder() / "unstored"


@pytest.fixture
def paths(tmp_path: Path, kept: Path, stocked: Path) -> LibraryPaths:
    """A library in step with another one, which has something of everything that acts are done to."""
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    return LibraryPaths(tmp_path / "library")


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a library, its store and what the program remembers of it: to be copied and not to be changed."""
    folder = tmp_path_factory.mktemp("stocked")
    made = LibraryPaths(folder / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        _stock(made, folder / "store")
    return folder


def _stock(made: LibraryPaths, store: Path) -> None:
    with LibrarySession.open(made) as session:
        for number in (1, 2):
            stock(session, number, sentence=SHARED)
            translate(session, number)
        session.annotations.add(OLD)
        follow(session)
        session.pending.add(PENDING, (), LISTED)
        session.saved_searches.keep("Puits", "puits")
        session.glossary.add(KNOWN)
        session.translation_jobs.add([2], ["es"], "asked")
        session.imports.begin(
            ImportRecord(0, "pocket", "x.csv", "/x.csv", "0", "{}", "running", "", "", 9, 1, 0)
        )
        join_store(session, str(store), None, Progress(), "desk")
        Choices(session.database).note_members(True, "secret")
    with sqlite3.connect(made.database) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(sync_cursor)")]
        values = {name: 0 for name in columns} | {"machine": "a" * 16, "seq": 7}
        named = ", ".join(values)
        raw.execute(
            f"INSERT INTO sync_cursor ({named}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
        )
    raw.close()


def opened(paths: LibraryPaths) -> LibrarySession:
    return LibrarySession.open(paths)


def whole(session: LibrarySession) -> dict[str, list[str]]:
    """All that a library holds, but when what was written."""
    told = {name: rows if isinstance(rows, list) else [rows] for name, rows in contents(session).items()}
    return {name: sorted(MOMENT.sub("then", str(row)) for row in rows) for name, rows in told.items()}


def acts_of(case: Case, paths: LibraryPaths) -> Sequence[Act]:
    with opened(paths) as session:
        case.prepare(session)
        acts = case.acts(session) if callable(case.acts) else case.acts
        assert case.state(session) != case.becomes, "there is something to do"
    return acts


def test_every_kind_is_tried() -> None:
    assert set(CASES) == set(KINDS)
    for name, case in CASES.items():
        assert callable(case.acts) or any(type(act) is KINDS[name] for act in case.acts)


@pytest.mark.parametrize("name", CASES)
def test_it_is_done_by_the_next_start_and_once_more_changes_nothing(
    paths: LibraryPaths, kept: Path, name: str
) -> None:
    case = CASES[name]
    acts = acts_of(case, paths)
    keep_acts(paths.root, acts)
    with opened(paths) as session:
        assert case.state(session) == case.becomes
        assert not list(kept.iterdir())
        before = whole(session)
    keep_acts(paths.root, acts)
    with opened(paths) as session:
        assert case.state(session) == case.becomes
        assert whole(session) == before
    assert not list(kept.iterdir())


def test_a_sentence_is_made_what_it_was_and_given_back_to_the_machine(
    paths: LibraryPaths, kept: Path
) -> None:
    with opened(paths) as session:
        machine = english(session)
        corrected = Sentence(1, "en", "b0", 0, "The well is dry.")
        corrected.store(session)
    was = TranslatedSentence("L’eau manque au puits 1.", machine[0], state=machine[1])
    for act, becomes in ((replace(corrected, text="", before=was), machine[0]), (corrected, corrected.text)):
        for _ in range(2):
            keep_acts(paths.root, [act])
            with opened(paths) as session:
                assert english(session)[0] == becomes
    for _ in range(2):
        keep_acts(paths.root, [replace(corrected, text="")])
        with opened(paths) as session:
            assert english(session)[0] == ""


@pytest.mark.parametrize("stored", ["", "L", "Lu.", "Lu et relu."])
def test_a_note_that_was_typed_on_is_one_however_much_of_it_was_stored(
    paths: LibraryPaths, kept: Path, stored: str
) -> None:
    act = Noted(1, "Lu et relu.", "", (digest("L"), digest("Lu.")))
    with opened(paths) as session:
        session.annotations.set_note(1, stored)
    keep_acts(paths.root, [act, act])
    with opened(paths) as session:
        assert session.annotations.note(1) == act.text


def test_a_note_that_another_computer_wrote_since_is_joined(paths: LibraryPaths, kept: Path) -> None:
    with opened(paths) as session:
        session.annotations.set_note(1, "Là-bas")
    keep_acts(paths.root, [Noted(1, "Ici", "")])
    with opened(paths) as session:
        assert all(text in session.annotations.note(1) for text in ("Ici", "Là-bas"))


def test_a_mark_whose_number_another_one_has_comes_back_beside_it(paths: LibraryPaths, kept: Path) -> None:
    keep_acts(paths.root, [MarksMade((replace(NEW, id=1),))])
    with opened(paths) as session:
        assert sorted(mark.quote for mark in session.annotations.of_article(1)) == ["L’eau", "manque"]


def test_a_mark_that_is_gone_takes_none_with_it_that_says_the_same(paths: LibraryPaths, kept: Path) -> None:
    """Of a selection over two sentences that are alike, one was taken away: twice, as after a kill."""
    with opened(paths) as session:
        (old,) = session.annotations.of_article(1)
        one, _other = (session.annotations.add(replace(OLD, block=block)) for block in ("b1", "title"))
    for _ in range(2):
        keep_acts(paths.root, [MarksRemoved((old, one))])
        with opened(paths) as session:
            assert [mark.block for mark in session.annotations.of_article(1)] == ["title"]


def test_a_source_of_which_nothing_is_known_is_followed_again_by_its_address(
    paths: LibraryPaths, kept: Path
) -> None:
    again = FollowedAgain(ONE, "Un")
    keep_acts(paths.root, [again])
    with opened(paths) as session:
        before = new_pieces(session)
        assert (len(session.feeds.all()), before) == (2, 3)
        session.feeds.remove([1])
    keep_acts(paths.root, [again, again])
    with opened(paths) as session:
        assert ONE in [feed.url for feed in session.feeds.all()]


OF_THINGS = {*CASES} - {
    *("link", "links forgotten", "link agreed", "search", "search forgotten", "import stopped", "option"),
    *(
        "options noted",
        "sync paused",
        "sharing chosen",
        "machine forgotten",
        "followed again",
        "unread queued",
    ),
    *("term", "terms forgotten"),
}
"""Kinds of acts on what has a number or a place, which something else may have in an older backup."""


@pytest.mark.parametrize("name", OF_THINGS)
def test_what_was_done_to_something_else_is_passed_over(
    paths: LibraryPaths, kept: Path, name: str, tmp_path: Path
) -> None:
    """Another library is in its place, whose articles, pieces and sources came later under these numbers."""
    acts = acts_of(CASES[name], paths)
    for file in paths.root.glob("library.db*"):
        file.unlink()
    other = LibraryPaths(tmp_path / "other")
    with opened(other) as session:
        for number in (7, 8):
            translate(session, stock(session, number))
        follow(session, "air")
        session.feed_rules.remove(1)
        session.translation_jobs.add([2], ["es"], "asked")
        session.annotations.add(replace(OLD, quote="manque", created_at="2999-01-01T00:00:00+00:00"))
        for table, column in (("article", "saved_at"), ("feed_item", "added_at")):
            statements(session, (f"UPDATE {table} SET {column} = '2999-01-01T00:00:00+00:00'", ()))
        statements(session, ("UPDATE feed SET url = url || '2'", ()))
    other.database.rename(paths.database)
    with opened(paths) as session:
        before = whole(session)
    keep_acts(paths.root, acts)
    with opened(paths) as session:
        assert whole(session) == before
    assert not list(kept.iterdir())


def spoilt(value: Any) -> Iterator[Any]:
    """What somebody may have put into a file in the place of a value."""
    yield from (
        None,
        7,
        -1,
        2**70,
        1e400,
        True,
        "",
        "\ud800",
        "x" * 100_000,
        [],
        {},
        [[]],
        [None],
        ["\ud800"],
    )
    if isinstance(value, list):
        yield value * 300
        for inner in spoilt(value[0]) if value and not isinstance(value[0], list) else ():
            yield [inner]
    if isinstance(value, dict):
        for key in value:
            for inner in (None, 7, "\ud800", [1], {"a": 1}):
                yield value | {key: inner}
        yield value | {'") VALUES (1); --': 1}


@pytest.mark.parametrize("name", CASES)
def test_no_file_keeps_the_library_from_opening(paths: LibraryPaths, kept: Path, name: str) -> None:
    """Each value of each act is spoilt in every way, all of them at once in one file, before a sound act."""
    acts = acts_of(CASES[name], paths)
    told = json.loads(keep_acts(paths.root, acts).read_text())
    for file in kept.iterdir():
        file.unlink()
    for act in told["acts"]:
        for field in act.keys() - {"act"}:
            for value in spoilt(act[field]):
                file = keep_acts(paths.root, [])
                file.write_text(json.dumps({**told, "acts": [{**act, field: value}]}))
    keep_acts(paths.root, [SearchKept("Enfin", "enfin")])
    with opened(paths) as session:
        assert ("Enfin", "enfin") in searches(session)
    assert not list(kept.glob("*.json"))
    with sqlite3.connect(paths.database) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not [line for line in raw.iterdump() if "ud800" in line]
    raw.close()
