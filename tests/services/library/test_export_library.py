"""A library goes out whole and comes in the same; what is damaged is told and costs nothing else."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reader.core.edits import BlockEdit, Edits
from reader.core.errors import ReaderError
from reader.core.feeds import FeedRequest, ParsedFeed, ParsedItem
from reader.core.marks import Colour
from reader.core.model import BlockKind, ReadingPosition
from reader.core.progress import Cancelled, Progress
from reader.core.serialize import dumps
from reader.exchange.imports.own_export import VERSION
from reader.library.clock import now
from reader.library.feeds.feeds import FeedUpdate, NewFeed
from reader.library.replication.membership import Membership
from reader.library.transfer.record_schema import record_schema
from reader.services.importing.import_choices import ImportChoices
from reader.services.importing.import_report import report_rows
from reader.services.importing.preview_import import preview_import
from reader.services.importing.run_import import ImportOutcome, run_import
from reader.services.importing.undo_import import undo_import
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.services.sync.options_in_step import note_options, write_options
from reader.settings.options import OPTIONS
from reader.settings.paths import LibraryPaths, resource
from tests.services.library_contents import contents, statements
from tests.services.stocked_feeds import follow
from tests.services.stocked_library import stock, translate
from tests.support.libraries import make_empty

TRUSTED = ImportChoices(allow_local=True)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[LibrarySession]:
    make_empty(tmp_path / "other")
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as opened:
        yield opened


def fill(session: LibrarySession) -> list[int]:
    """A library with something in every table."""
    ids = [stock(session, n, PNG + bytes([n])) for n in (1, 2)] + [stock(session, 3)]
    for number in ids[:2]:
        translate(session, number)
    session.annotations.set_note(ids[0], "Une note — 2019-06-27")
    session.articles.set_tags(ids[0], ["Maroc", "eau"])
    edits = dumps(Edits(removed=(BlockEdit("b0", BlockKind.PARAGRAPH, "x"),)))
    fetched = dumps(session.articles.get(ids[1]).document)
    position = dumps(ReadingPosition("b1", 2, 0.25))
    when = "2026-11-01T00:00:00+00:00"
    statements(
        session,
        (
            "UPDATE article SET archived = 1, unread = 0, position = ? WHERE id = 1",
            (position,),
        ),
        ("UPDATE article SET trashed_at = ?, favourite = 1, opened_at = ? WHERE id = 2", (when, when)),
        ("INSERT INTO article_edit VALUES (2, ?, ?, ?)", (edits, fetched, when)),
        ("INSERT OR REPLACE INTO article_source VALUES (1, 'etag', 'lm', '[]')", ()),
        ("INSERT OR REPLACE INTO article_origin VALUES (1, 'reader', '', 'private')", ()),
        (
            "INSERT INTO annotation (article_id, language, block, sentence, last_sentence, start, end, "
            "quote, source, colour, note, state, created_at, updated_at) "
            "VALUES (1, 'fr', 'b0', 0, 0, 0, 5, 'L’eau', 'L’eau manque', 'rose', 'ici', '', ?, ?)",
            (when, when),
        ),
        ("INSERT OR REPLACE INTO translation_health VALUES (1, 'en', '{\"checked\":3}')", ()),
        (
            "INSERT INTO translation_job (article_id, target, reason, state, error, error_values, added_at) "
            "VALUES (3, 'ar', 'save', 'queued', '', '{}', ?)",
            (when,),
        ),
        ("INSERT INTO article_waiting VALUES (3, 'offline', '{}', 1, '', 0)", ()),
        (
            "INSERT INTO glossary_term (source, target, term, translation, created_at) "
            "VALUES ('fr', '*', 'Aït Ben', '', ?)",
            (when,),
        ),
        (
            "INSERT INTO pending_save (url, added_at, error, error_values, tags) "
            "VALUES ('https://p.example/', ?, '', '{}', '[\"t\"]')",
            (when,),
        ),
        ("INSERT INTO pending_retry VALUES (1, 2, ?)", (when,)),
        ("INSERT INTO pending_origin VALUES (1, 'page', 'https://q.example/', 'public', '')", ()),
    )
    follow(session)
    session.saved_searches.keep("L’eau", "eau tag:maroc")
    session.settings.set("text_size", 5)
    session.settings.set("theme", "sepia")
    return ids


def exported(session: LibrarySession, folder: Path) -> Path:
    return export_library(session, folder, Progress()).path


def taken(session: LibrarySession, path: Path, choices: ImportChoices = TRUSTED) -> ImportOutcome:
    outcome = run_import(session, path, choices, Progress())
    parts = (outcome.saved, outcome.waiting, outcome.merged, outcome.duplicates, outcome.failed)
    assert outcome.read == sum(parts) == len(list(report_rows(session, outcome.id)))
    return outcome


def test_everything_comes_back_and_a_second_time_changes_nothing(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    assert {file.name for file in folder.iterdir()} == {
        *("library.json", "schema.json", "settings.json", "memory.tmx", "pictures", "articles.jsonl"),
        *("sentences.jsonl", "glossary.jsonl", "saved-searches.jsonl", "pending.jsonl", "feeds.opml"),
        *("feeds.jsonl", "feed-rules.jsonl", "feed-pieces.jsonl"),
    }
    assert all(contents(session).values()), "something in every table"
    seen = preview_import(other, folder, Progress())
    assert (seen.format, seen.rows, seen.new, seen.refused) == ("liseuse", 3, 3, ())
    assert (seen.feeds, seen.rules) == (2, 1), "without the rule that is paused"
    first = taken(other, folder)
    assert (first.saved, first.waiting, first.failed) == (2, 1, 0)
    same = contents(session)
    assert contents(other) == same
    assert taken(other, folder / "library.json").duplicates == 3
    assert contents(other) == same
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "out")
    assert taken(other, Path(archive)).duplicates == 3
    undone = undo_import(other, first.id, Progress())
    assert (undone.removed, undone.kept) == (3, 0)


def test_a_second_export_says_the_same_in_the_same_order(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    first, second = stock(session, 1), stock(session, 2)
    session.articles.set_tags(first, ["Éco", "maroc", "أدب"])
    session.articles.set_tags(second, ["أدب", "art", "Éco", "🍋"])
    session.articles.set_tags(first, ["art", "🍋", "Éco", "maroc"])
    out = exported(session, tmp_path / "out")
    taken(other, out)
    again = exported(other, tmp_path / "again")
    assert (again / "articles.jsonl").read_text("utf-8") == (out / "articles.jsonl").read_text("utf-8")


def test_undoing_takes_back_all_that_came_and_nobody_changed(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    other.saved_searches.keep("La mienne", "eau")
    other.settings.set("text_size", 3)
    before = contents(other)
    first = taken(other, folder)
    assert contents(other)["options"] != before["options"]
    undo_import(other, first.id, Progress())
    after = contents(other)
    del before["route"], after["route"]  # between which languages sentences may stand: no sentence
    assert after == before
    again = taken(other, folder)
    assert (again.saved, again.waiting, again.failed) == (2, 1, 0)
    same = contents(session)
    assert [contents(other)[name] for name in ("feed_rule", "glossary_term")] == [
        same[name] for name in ("feed_rule", "glossary_term")
    ]


def test_undoing_leaves_what_was_changed_or_is_used_since(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    first = taken(other, folder)
    changed = {
        "glossary_term": "UPDATE glossary_term SET translation = 'Ait Ben'",
        "saved_search": "UPDATE saved_search SET name = 'Mienne', fold = 'mienne'",
        "pending_save": "UPDATE pending_save SET tags = '[\"mien\"]'",
        "sentence_translation": "UPDATE sentence_translation SET target = 'Mien', state = 'corrected'",
        "feed_rule": "UPDATE feed_rule SET paused = NOT paused",
        "feed": "UPDATE feed SET chosen_title = 'Mien'",
        "feed_item": "UPDATE feed_item SET opened_at = '2026-11-28T00:00:00+00:00'",
    }
    counts = {table: f"SELECT count(*) FROM {table}" for table in changed}
    statements(other, *((text, ()) for text in changed.values()))
    other.settings.set("theme", "dark")
    with contextlib.closing(sqlite3.connect(other.paths.database)) as connection:
        held = {table: connection.execute(text).fetchone()[0] for table, text in counts.items()}
        undo_import(other, first.id, Progress())
        left = {table: connection.execute(text).fetchone()[0] for table, text in counts.items()}
    assert left == held and all(held.values())
    assert other.settings.chosen()["theme"] == "dark" and "text_size" not in other.settings.chosen()


def test_options_go_back_when_an_import_is_undone_in_a_library_that_is_kept_in_step(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    """There what is missing in the file comes back from the other computers."""
    fill(session)
    first = taken(other, exported(session, tmp_path / "out"))
    assert other.settings.text("theme") == "sepia"
    Membership(other.database).join("store", str(tmp_path / "store"), "here", sealed=False)
    note_options(other)
    undo_import(other, first.id, Progress())
    write_options(other)
    assert other.settings.text("theme") == OPTIONS["theme"].default


def test_undoing_leaves_the_pieces_that_another_feed_names_since(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    first = taken(other, exported(session, tmp_path / "out"))
    (own,) = other.feeds.add([NewFeed("https://f.example/c.xml", "f.example/c.xml", "Trois")])
    piece = ParsedItem("9", "x.example/2", "https://x.example/2", "eau 2", "eau", "<p>eau</p>")
    document = ParsedFeed("Trois", "https://f.example/", "fr", items=(piece,))
    update = FeedUpdate(FeedRequest(own.id, now(), "reader", 200), lambda _new: (45, now()), document)
    other.feeds.store([(own, update)])
    moved = "UPDATE feed SET key = 'm.example/', url = 'https://m.example/' WHERE id = 1"
    statements(other, (moved, ()))
    undo_import(other, first.id, Progress())
    assert [feed.url for feed in other.feeds.all()] == [own.url]
    with contextlib.closing(sqlite3.connect(other.paths.database)) as connection:
        pieces = connection.execute(
            "SELECT key FROM feed_entry JOIN feed_item ON feed_item.id = item_id WHERE feed_id = ?", (own.id,)
        ).fetchall()
        assert pieces == [("x.example/2",)]
        assert connection.execute("SELECT count(*) FROM feed_item").fetchone() == (1,)


def test_undoing_once_more_takes_nothing_from_a_later_import(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    first = taken(other, folder)
    undo_import(other, first.id, Progress())
    taken(other, folder)
    held = contents(other)
    undo_import(other, first.id, Progress())
    assert contents(other) == held


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "title": TEXT,
            "author": TEXT,
            "excerpt": TEXT,
            "progress": st.floats(0, 1),
            "unread": st.booleans(),
            "favourite": st.booleans(),
            "archived": st.booleans(),
            "trashed_at": st.sampled_from(["", "2026-01-01T00:00:00+00:00"]),
            "note": TEXT,
            "tags": st.lists(TEXT.filter(str.strip), max_size=3),
            "translated": st.booleans(),
            "sentence": TEXT.filter(str.strip),
            "highlight": TEXT,
            "removed": st.booleans(),
        }
    ),
    max_size=4,
)
BESIDES = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(["light", "dark"]),
        "search": TEXT.filter(str.strip),
        "term": TEXT,
        "pending": st.lists(st.integers(0, 99), max_size=2, unique=True),
        "feeds": st.none() | TEXT.filter(str.strip),
        "read": st.booleans(),
    }
)


@settings(max_examples=5, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(ARTICLES, BESIDES)
def test_any_library_is_the_same_field_by_field(made: list[dict[str, Any]], besides: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for library in ("a", "b"):
            make_empty(Path(place) / library)
        with (
            LibrarySession.open(LibraryPaths(Path(place) / "a")) as one,
            LibrarySession.open(LibraryPaths(Path(place) / "b")) as two,
        ):
            for number, article in enumerate(made, start=1):
                _make(one, stock(one, number, PNG + bytes([number]), article["sentence"]), article)
            _make_besides(one, besides)
            taken(two, exported(one, Path(place) / "out"))
            assert contents(two) == contents(one)


def _make(session: LibrarySession, number: int, article: dict[str, Any]) -> None:
    columns = ("title", "author", "excerpt", "progress", "unread", "favourite", "archived", "trashed_at")
    assigned = ", ".join(f"{column} = ?" for column in columns)
    values = tuple(article[column] for column in columns)
    statements(session, (f"UPDATE article SET {assigned} WHERE id = ?", (*values, number)))
    if article["note"].strip():
        session.annotations.set_note(number, article["note"])
    if article["translated"]:
        translate(session, number)
    session.articles.set_tags(number, article["tags"])
    when, edits = "2026-11-01T00:00:00+00:00", Edits(removed=(BlockEdit("b0", BlockKind.PARAGRAPH, "x"),))
    if article["highlight"]:
        statements(
            session,
            (
                "INSERT INTO annotation (article_id, language, block, sentence, last_sentence, start, end, "
                "quote, source, colour, note, state, created_at, updated_at) "
                "VALUES (?, 'fr', 'b0', 0, 0, 0, 5, ?, ?, 'rose', ?, '', ?, ?)",
                (number, *(3 * (article["highlight"],)), when, when),
            ),
        )
    if article["removed"]:
        values = (number, dumps(edits), dumps(session.articles.get(number).document), when)
        statements(session, ("INSERT INTO article_edit VALUES (?, ?, ?, ?)", values))


def _make_besides(session: LibrarySession, besides: dict[str, Any]) -> None:
    session.settings.set("theme", besides["theme"])
    session.saved_searches.keep(besides["search"], besides["search"])
    when = "2026-11-01T00:00:00+00:00"
    for number in besides["pending"]:
        values = (f"https://p.example/{number}", when, dumps((besides["term"],)))
        added = "INSERT INTO pending_save (url, added_at, error, error_values, tags)"
        added += " VALUES (?, ?, '', '{}', ?)"
        statements(session, (added, values))
    if besides["term"]:
        values = (besides["term"], besides["term"], when)
        added = "INSERT INTO glossary_term (source, target, term, translation, created_at)"
        statements(session, (f"{added} VALUES ('fr', '*', ?, ?, ?)", values))
    if besides["feeds"] is not None:
        follow(session, besides["feeds"], read=besides["read"])


def test_the_schema_beside_the_program_is_that_of_an_export(session: LibrarySession, tmp_path: Path) -> None:
    folder = exported(session, tmp_path / "out")
    kept = json.loads(resource("library-export.schema.json").read_text("utf-8"))
    assert kept == record_schema(VERSION) == json.loads((folder / "schema.json").read_text("utf-8"))


def changed(folder: Path, name: str, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the records of a file; text stands for a line as it is."""
    records = [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]
    lines = [row if isinstance(row, str) else json.dumps(row) for row in change(records)]
    (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def failures(session: LibrarySession, outcome: ImportOutcome) -> list[tuple[str, str]]:
    return [(row.line, row.reason) for row in report_rows(session, outcome.id, ("failed",))]


def test_a_damaged_export_gives_its_good_rows_and_says_the_rest(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")

    def hostile(rows: list[Any]) -> list[Any]:
        first = rows[0]
        return [
            "{broken",
            {**first, "url": "javascript:alert(1)"},
            {**first, "words": "many"},
            {**first, "thumbnail": "../../../etc/passwd"},
            {**first, "text": {"blocks": {"blocks": [{"id": 7, "kind": "paragraph"}]}, "html": ""}},
            {**first, "text": {"blocks": {"blocks": [{"id": "a", "kind": "?"}]}, "html": ""}},
            {**first, "title": "\ud800"},
            {**first, "progress": float("nan")},
            {**first, "addresses": []},
            [1, 2],
            *rows[:2],
        ]

    changed(folder, "articles.jsonl", hostile)
    changed(folder, "sentences.jsonl", lambda rows: [*rows[:1], {"source": 1}, *rows[1:]])
    with (folder / "articles.jsonl").open("a") as file:
        file.write('{"title": "cut of')
    (folder / "settings.json").write_text('{"options": {"theme": "plaid", "translation_server": "http://x"}}')
    next((folder / "pictures").glob("*/*")).write_bytes(b"no picture any more")
    seen = preview_import(other, folder, Progress())
    assert seen.rows == 13
    outcome = taken(other, folder)
    assert (outcome.saved, outcome.failed) == (2, 14)
    found = failures(other, outcome)
    assert found[:9] == [
        *((str(line), "broken") for line in range(1, 9)),
        ("9", "no-address"),
    ]
    assert [reason for _, reason in found[9:11]] == ["broken", "broken"]
    assert {line.split(" ")[0]: reason for line, reason in found[11:]} == {
        "sentences.jsonl:2": "broken",
        "settings.json:theme": "broken",
        found[13][0].split(" ")[0]: "no-picture",
    }
    assert other.settings.chosen() == {}
    assert len(list(other.translations.memory())) == len(list(session.translations.memory()))


@pytest.mark.parametrize("odd", ["2999-01-01T00:00:00+00:00", "2999-W01-1", "1", "soon", "2020-01-01"])
def test_a_moment_that_is_none_or_to_come_is_not_taken(
    session: LibrarySession, other: LibrarySession, tmp_path: Path, odd: str
) -> None:
    """Else the list would keep it on top for good, or no tag that was taken away would stay away."""
    stock(session, 1)
    session.articles.move_to_trash([stock(session, 2)])
    here = [stock(one, 3) for one in (session, other)][1]
    since = other.articles.summary(here).saved_at
    folder = exported(session, tmp_path / "out")
    moments = dict.fromkeys(("saved_at", "fetched_at", "opened_at"), odd)

    def ahead(rows: list[Any]) -> list[Any]:
        trash = [{"trashed_at": odd} if row["trashed_at"] else {} for row in rows]
        rows = [{**row, **moments, **gone} for row, gone in zip(rows, trash, strict=True)]
        return [{**row, "tagged_at": dict.fromkeys(row["tags"], odd)} for row in rows]

    changed(folder, "articles.jsonl", ahead)
    before = now()
    assert taken(other, folder).saved == 2
    with other.database.read() as read:
        run = read.connection().exec_driver_sql
        own = f"WHERE id <> {here}"
        found = [*run(f"SELECT saved_at, fetched_at, opened_at, trashed_at FROM article {own}").all()]
        found += run("SELECT added_at FROM article_tag " + own.replace("id", "article_id")).all()
    assert all(before <= at <= now() for row in found for at in row if at)
    assert sorted(sum(map(bool, row)) for row in found) == [1, 1, 3, 4]
    assert other.articles.summary(here).saved_at == since


def test_a_newer_or_shortened_export_says_so(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    about = json.loads((folder / "library.json").read_text())
    (folder / "library.json").write_text(json.dumps({**about, "version": VERSION + 1}))
    changed(folder, "articles.jsonl", lambda rows: [{**row, "of a later version": 1} for row in rows[:2]])
    assert dict(preview_import(other, folder, Progress()).refused) == {"newer": 1, "cut": 1}
    outcome = taken(other, folder)
    assert outcome.saved == 2
    assert failures(other, outcome) == [("library.json", "newer"), ("articles.jsonl", "cut")]


def test_a_file_is_not_believed_about_local_places(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    folder = exported(session, tmp_path / "out")
    taken(other, folder, ImportChoices())
    with contextlib.closing(sqlite3.connect(other.paths.database)) as database, database:
        origins = database.execute("SELECT DISTINCT named_by, reached FROM article_origin").fetchall()
        kept = database.execute("SELECT named_by, reached, agreed FROM pending_origin").fetchall()
        feeds = database.execute("SELECT DISTINCT named_by, agreed, secret FROM feed").fetchall()
        rules = database.execute("SELECT paused FROM feed_rule ORDER BY id").fetchall()
    assert (origins, kept) == ([("file", "public")], [("file", "public", "")])
    assert feeds == [("file", "", 0)]
    assert rules == [(1,), (1,)], "nothing happens because a file wants it"


def test_an_article_that_is_here_gains_what_it_lacks(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    stock(other, 1)
    other.saved_searches.keep("Mine", "mine")
    other.settings.set("theme", "dark")
    outcome = taken(other, exported(session, tmp_path / "out"))
    assert (outcome.merged, outcome.saved, outcome.waiting) == (1, 1, 1)
    (known,) = [card for card in other.articles.summaries("archive") if card.url.endswith("/1")]
    assert set(known.tags) == {"t", "Maroc", "eau"} and not known.unread
    assert other.annotations.notes()[known.id] == "Une note — 2019-06-27"
    marks = other.annotations.of_article(known.id)
    assert [(mark.note, mark.colour) for mark in marks] == [("ici", Colour.ROSE)]
    assert [search.name for search in other.saved_searches.all()] == ["Mine", "L’eau"]
    assert other.settings.chosen() == {"theme": "dark", "text_size": 5}
    undo_import(other, outcome.id, Progress())
    assert [card.tags for card in other.articles.summaries("all")] == [("t",)]


def test_an_import_that_was_broken_off_goes_on(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    for number in range(45):
        stock(session, number)
    folder = exported(session, tmp_path / "out")
    articles = folder / "articles.jsonl"
    articles.write_bytes(articles.read_bytes().removesuffix(b"\n"))  # as another program may leave it
    progress = Progress(lambda done, _total, _text: progress.cancel() if done == 20 else None)
    with pytest.raises(Cancelled):
        run_import(other, folder, TRUSTED, progress)
    assert 0 < len(other.articles.summaries("all")) < 45
    assert taken(other, folder).saved == 45
    assert contents(other) == contents(session)


def test_an_export_is_whole_or_not_there(session: LibrarySession, tmp_path: Path) -> None:
    for number in range(25):
        stock(session, number)
    folder = tmp_path / "place" / "out"
    folder.mkdir(parents=True)
    progress = Progress(lambda done, _total, _text: progress.cancel() if done == 20 else None)
    with pytest.raises(Cancelled):
        export_library(session, folder, progress)
    assert [*folder.parent.rglob("*")] == [folder]
    (folder / "mine").write_text("mine")
    with pytest.raises(ReaderError) as told:
        export_library(session, folder, Progress())
    assert told.value.kind == "folder-in-use" and (folder / "mine").read_text() == "mine"
    with pytest.raises(ReaderError) as inside:
        export_library(session, session.paths.root / "out", Progress())
    assert inside.value.kind == "folder-in-use"


def test_unread_ones_only_with_a_tag_and_the_present_date(
    session: LibrarySession, other: LibrarySession, tmp_path: Path
) -> None:
    fill(session)
    choices = ImportChoices(unread_only=True, keep_dates=False, tags=("brought",))
    outcome = taken(other, exported(session, tmp_path / "out"), choices)
    assert failures(other, outcome) == [("1", "not-unread")]
    (card,) = other.articles.summaries("all")
    assert set(card.tags) == {"t", "brought"}
    assert card.saved_at == other.imports.get(outcome.id).started_at
