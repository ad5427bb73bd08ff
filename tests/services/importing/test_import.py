"""Imports into a real library: nothing lost, nothing twice, undone whole, and texts that are fetched."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Cancelled, Progress
from reader.exchange.imports.rows import ImportedRow, Row
from reader.library.clock import now
from reader.services.importing.fetch_pictures import fetch_pictures, fetch_when_opened
from reader.services.importing.fetch_waiting import fetch_waiting
from reader.services.importing.host_pace import HostPace
from reader.services.importing.import_choices import FORMAT_NAMES, ImportChoices, format_name, reason_text
from reader.services.importing.import_report import (
    choices_of,
    import_outcome,
    imported_rows,
    report_rows,
    retry_import,
    write_report,
)
from reader.services.importing.preview_import import few_at_once, preview_import
from reader.services.importing.run_import import ImportOutcome, run_import, stop_import
from reader.services.importing.undo_import import undo_import
from reader.services.importing.unfinished import unfinished_files
from reader.services.library_session import LibrarySession
from tests.conftest import SiteServer
from tests.support import exports
from tests.support.limits import LIMIT

PLAIN = ImportChoices()


def brought(session: LibrarySession, path: Path, choices: ImportChoices = PLAIN) -> ImportOutcome:
    outcome = run_import(session, path, choices, Progress())
    parts = (outcome.saved, outcome.waiting, outcome.merged, outcome.duplicates, outcome.failed)
    assert outcome.read == sum(parts) == len(list(report_rows(session, outcome.id)))
    return outcome


def written(tmp_path: Path, text: str, name: str = "export.csv") -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def state(session: LibrarySession) -> Any:
    """Everything that an import could change."""
    cards = session.articles.summaries("all") + session.articles.summaries("trash")
    return cards, session.annotations.notes(), session.annotations.all(), session.articles.tags()


def test_the_rows_of_each_format_end_as_articles_or_with_a_reason(
    session: LibrarySession, tmp_path: Path
) -> None:
    for name, (kind, make, (rows, texts, links, refused)) in exports.EXPORTS.items():
        folder = tmp_path / name
        folder.mkdir()
        path = make(folder)
        preview = preview_import(session, path, Progress())
        assert (preview.format, preview.rows) == (kind, rows), name
        assert preview.new + preview.known + preview.repeated == texts + links, name
        outcome = brought(session, path)
        assert (outcome.read, outcome.failed) == (rows, refused), name
        before = state(session)
        again = brought(session, path)
        assert (again.duplicates, again.failed) == (rows - refused, refused), name
        assert state(session) == before, f"{name}: a second import changes nothing"
        undo_import(session, again.id, Progress())
        undo_import(session, outcome.id, Progress())
        assert state(session) == ([], {}, [], {}), f"{name}: an import is undone whole"
    assert {format_name(kind).text for kind in FORMAT_NAMES} == set(FORMAT_NAMES.values())


def test_a_text_that_comes_along_is_clean_and_its_highlights_are_anchored(
    session: LibrarySession, tmp_path: Path
) -> None:
    outcome = brought(session, exports.omnivore(tmp_path))
    assert (outcome.saved, outcome.waiting) == (1, 1)
    card = next(c for c in session.articles.summaries() if c.title == "L’eau")
    article = session.articles.get(card.id)
    assert "deux millions d’habitants" in article.document.text and "alert" not in article.document.html
    assert (article.document.incomplete, article.document.language) == ("", "fr")
    assert (card.author, card.tags, card.archived) == ("A. Idrissi", ("eau", "maroc"), True)
    assert (card.progress, card.saved_at) == (0.42, "2024-10-29T16:30:11+00:00")
    marks = session.annotations.of_article(card.id)
    assert [(m.quote, m.note, m.found) for m in marks] == [
        ("les villes comptent chaque litre", "", True),
        (exports.QUOTE, "À relire", True),
    ]


def test_a_known_article_keeps_what_it_has_and_gets_the_rest(session: LibrarySession, tmp_path: Path) -> None:
    head = "url,title,date,tags,note\n"
    first = written(tmp_path, head + "https://a.example/1,Un,2020-01-02,a,Ma note\n", "1.csv")
    brought(session, first)
    (card,) = session.articles.summaries()
    session.articles.set_favourite([card.id], True)
    before = state(session)
    second = written(
        tmp_path,
        head + "http://www.a.example/1?utm_source=x,Autre,2019-01-02,A;b,Autre note\n"
        "https://a.example/1,Un,2021-01-02,,Ma note\n",
        "2.csv",
    )
    outcome = brought(session, second)
    assert (outcome.merged, outcome.duplicates) == (1, 1)
    (card,) = session.articles.summaries()
    assert (card.title, card.tags, card.favourite) == ("Un", ("a", "b"), True)
    assert card.saved_at == "2019-01-02T00:00:00+00:00"
    assert session.annotations.note(card.id) == "Ma note\n\nAutre note"
    undo_import(session, outcome.id, Progress())
    assert state(session) == before, "merges are taken apart"


def test_an_import_is_listed_by_its_dates_and_what_was_touched_stays(
    session: LibrarySession, tmp_path: Path
) -> None:
    lines = [f"https://a.example/{n},Titre {n},20{20 - n}-01-02" for n in range(6)]
    outcome = brought(session, written(tmp_path, "url,title,date\n" + "\n".join(lines)))
    cards = session.articles.summaries()
    assert [card.title for card in cards] == [f"Titre {n}" for n in range(6)]
    assert {card.incomplete for card in cards} == {"unfetched"}
    session.articles.set_unread([cards[0].id], False)
    session.articles.mark_opened(cards[1].id)
    session.articles.set_tags(cards[2].id, ["à moi"])
    session.annotations.set_note(cards[3].id, "une note")
    undone = undo_import(session, outcome.id, Progress())
    assert (undone.removed, undone.kept) == (2, 4)
    assert [card.title for card in session.articles.summaries()] == [f"Titre {n}" for n in range(4)]


def test_the_choices(session: LibrarySession, tmp_path: Path) -> None:
    choices = ImportChoices(
        unread_only=True, folders_as_tags=False, keep_dates=False, fetch="never", tags=("x",)
    )
    outcome = brought(session, exports.instapaper(tmp_path), choices)
    assert (outcome.waiting, outcome.failed) == (3, 2)
    reasons = [row.reason for row in report_rows(session, outcome.id, ("failed",))]
    assert reasons == ["not-unread", "no-address"] and all(reason_text(reason).text for reason in reasons)
    cards = session.articles.summaries()
    assert {tag for card in cards for tag in card.tags} == {"x", "lire", "eau"}
    assert min(card.saved_at for card in cards) > "2026" and session.waiting.count() == 0
    with_folders = brought(session, exports.raindrop(tmp_path))
    assert with_folders.waiting + with_folders.merged == 2 and "Presse" in session.articles.tags()


def test_hostile_rows_are_stored_as_plain_text(session: LibrarySession, tmp_path: Path) -> None:
    rows = (
        '"=HYPERLINK(""http://x"")",https://a.example/1,1600000000,=1+1,unread\n'
        "\u202egnirts\u0007 \ud7ff,https://a.example/2,1600000000,,unread\n"
        "js,javascript:alert(1),1600000000,,unread\n"
        "data,data:text/html;x,1600000000,,unread\n"
        f"{'x' * 100_000},https://u:p@a.example/3,1600000000,,unread\n"
    )
    outcome = brought(session, written(tmp_path, "title,url,time_added,tags,status\n" + rows))
    assert (outcome.waiting, outcome.failed) == (3, 2)
    titles = {card.title for card in session.articles.summaries()}
    assert all("\u202e" not in title and len(title) <= 500 for title in titles)
    assert not any("u:p@" in card.url for card in session.articles.summaries())
    path = tmp_path / "report.csv"
    assert write_report(session, outcome.id, path) == 5
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert table[0]["title"].startswith("'=HYPERLINK")
    assert [row["outcome"] for row in table] == ["waiting", "waiting", "failed", "failed", "waiting"]
    with pytest.raises(ReaderError):
        session.imports.get(99)


def test_halves_of_signs_and_names_of_other_systems_are_kept_as_they_can_be(
    session: LibrarySession, tmp_path: Path
) -> None:
    item = '{"href": "https://a.example/\\ud800", "description": "a\\ud800b\\u0000", "tags": "x\\udfff y"}'
    path = tmp_path / os.fsdecode(b"caf\xe9.json")
    path.write_text(f"[{item}]")
    outcome = brought(session, path)
    assert (outcome.waiting, outcome.failed) == (1, 0)
    (card,) = session.articles.summaries()
    assert (card.title, card.tags) == ("a b", ("x", "y"))
    wrong = ImportChoices(format="pocket-csv")
    with pytest.raises(ReaderError) as caught:
        run_import(session, path, wrong, Progress())
    assert caught.value.kind == "unknown-export"


class CancelledAfter(Progress):
    """Cancels itself when so many steps of importing were reported."""

    def __init__(self, steps: int) -> None:
        super().__init__(self._count)
        self._left = steps

    def _count(self, _done: int, _total: int, text: str) -> None:
        self._left -= text == "importing"
        if self._left == 0:
            self.cancel()


def test_an_import_that_was_broken_off_goes_on(
    session: LibrarySession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.services.importing.run_import.BATCH", 10)
    lines = [f"https://a.example/{n % 90},Titre {n},{1600000000 + n}" for n in range(100)]
    path = written(tmp_path, "url,title,time\n" + "\n".join(lines))
    with pytest.raises(Cancelled):
        run_import(session, path, PLAIN, CancelledAfter(3))
    saved = session.articles.ids()
    (record,) = session.imports.all()
    assert (record.state, record.rows_done) == ("running", len(saved))
    assert unfinished_files(session) == [path]
    stop_import(session, path)
    assert unfinished_files(session) == [], "given up: it goes on when the reader says so"
    outcome = brought(session, path.rename(tmp_path / "moved.csv"), ImportChoices(tags=("other",)))
    assert (outcome.id, outcome.read, outcome.waiting) == (record.id, 100, 90)
    titles = [card.title for card in session.articles.summaries()]
    assert titles == [f"Titre {n}" for n in range(89, -1, -1)], "the order of the dates"
    assert session.articles.tags() == {}, "it goes on with the choices it began with"


def test_what_waits_is_fetched_newest_first_and_what_is_gone_is_said(
    session: LibrarySession, tmp_path: Path, site: SiteServer, article_url: str
) -> None:
    gone, feed = site.url("/gone"), article_url.rpartition("/")[0]
    path = written(
        tmp_path,
        f"url,title,time,tags\n{article_url},Mon titre,1600000000,a\n{gone},Parti,1600000100,\n"
        f"{article_url}?utm_source=x,Encore,1600000200,b\n",
    )
    refused = brought(session, path)
    fetched = fetch_waiting(session, Progress(), pace=HostPace(0))
    assert (fetched.fetched, fetched.failed) == (0, 2), (
        "a file is not the reader: local addresses are asked for"
    )
    assert {card.incomplete for card in session.articles.summaries()} == {"unavailable"}
    undo_import(session, refused.id, Progress())
    outcome = brought(session, path, ImportChoices(allow_local=True))
    assert (outcome.waiting, outcome.merged) == (2, 1)
    fetched = fetch_waiting(session, Progress(), pace=HostPace(0))
    assert (fetched.fetched, fetched.failed) == (1, 1)
    assert site.requests[0] == "/gone", "the newest first"
    newest, oldest = session.articles.summaries()
    assert (newest.title, newest.incomplete, newest.words) == ("Parti", "unavailable", 0)
    assert oldest.incomplete == "" and oldest.words > 100 and oldest.tags == ("a", "b")
    assert oldest.saved_at == "2020-09-13T12:26:40+00:00", "its date stays"
    assert session.waiting.of_article(newest.id).error == "not-found"  # type: ignore[union-attr]
    assert session.waiting.count() == 0 and retry_import(session, outcome.id) == 1
    assert session.waiting.count() == 1 and feed


def test_a_report_says_how_it_stands_now(session: LibrarySession, tmp_path: Path, article_url: str) -> None:
    gone = article_url.rpartition("/")[0] + "/gone"
    table = "url,title\n" + "".join(f"{u},T\n" for u in (article_url, gone, f"{gone}/2", f"{gone}/3"))
    outcome = brought(session, written(tmp_path, table), ImportChoices(allow_local=True))
    assert import_outcome(session, outcome.id) == outcome and outcome.waiting == 4
    cards = {card.url: card.id for card in session.articles.summaries()}
    session.articles.move_to_trash([cards[article_url]])
    found = import_outcome(session, outcome.id)
    assert (found.waiting, found.fetched, found.unavailable, found.removed) == (3, 0, 0, 1)
    fetch_waiting(session, Progress(), pace=HostPace(0))
    found = import_outcome(session, outcome.id)
    assert (found.waiting, found.fetched, found.unavailable, found.removed) == (0, 0, 3, 1)
    assert imported_rows(session, outcome.id)[0].outcome == found
    session.articles.restore([cards[article_url]])
    fetch_waiting(session, Progress(), pace=HostPace(0))
    found = import_outcome(session, outcome.id)
    assert (found.waiting, found.fetched, found.unavailable, found.removed) == (0, 1, 3, 0)
    assert found.read == 4


def test_a_link_that_leads_to_an_article_that_is_here_becomes_one_with_it(
    session: LibrarySession, tmp_path: Path, article_url: str
) -> None:
    from reader.services.saving.save_article import save_article

    folder = tmp_path / "site"
    folder.mkdir()
    saved = save_article(session, article_url, Progress())
    (folder / "short").write_text(
        f'<html><head><meta http-equiv="refresh" content="0;url={article_url}"></head><body></body></html>'
    )
    server = SiteServer(folder)
    try:
        path = written(tmp_path, f"url,title,time,tags\n{server.url('/short')},Court,1600000000,a\n")
        outcome = brought(session, path, ImportChoices(allow_local=True))
        fetch_waiting(session, Progress(), pace=HostPace(0))
    finally:
        server.close()
    (card,) = session.articles.summaries()
    assert (card.id, card.tags, card.saved_at[:4]) == (saved.id, ("a",), "2020")
    (row,) = report_rows(session, outcome.id)
    assert (row.outcome, row.article_id) == ("merged", saved.id)


def test_a_link_that_waits_is_saved_when_the_reader_gives_it(
    session: LibrarySession, tmp_path: Path, article_url: str
) -> None:
    from reader.services.saving.save_article import save_article

    brought(session, written(tmp_path, f"url,title,tags\n{article_url},Mon titre,a\n"))
    (card,) = session.articles.summaries()
    outcome = save_article(session, article_url, Progress())
    assert (outcome.status, outcome.id) == ("updated", card.id)
    (card,) = session.articles.summaries()
    assert card.words > 100 and card.tags == ("a",)


def test_the_pace_of_a_host_holds_over_rounds(
    session: LibrarySession, tmp_path: Path, site: SiteServer
) -> None:
    moment = [100.0]

    def later() -> float:
        moment[0] += 0.25
        return moment[0]

    pace = HostPace(3.0, later)
    pace.wait_for("a.example", Progress())
    assert not pace.is_due("a.example") and pace.is_due("b.example")
    before = moment[0]
    pace.wait_for("a.example", Progress())
    assert moment[0] - before >= 2.5
    pace.failed("c.example", ReaderError("offline"))
    assert pace.rests("c.example") and not pace.rests("a.example")
    moment[0] += 60
    assert not pace.rests("c.example"), "it is asked again"

    links = "".join(f"{site.url(f'/gone-{number}')}\n" for number in range(3))
    brought(session, written(tmp_path, links, "links.txt"), ImportChoices(allow_local=True))
    rounds = [fetch_waiting(session, Progress(), 1, pace) for _ in range(2)]
    assert [(found.failed, found.left) for found in rounds] == [(1, 2), (1, 1)]
    asked = moment[0]
    assert not pace.is_due("127.0.0.1") and moment[0] - asked < 3, "the second round remembers the first"


def test_what_was_fetched_before_private_reading_began_is_told(
    session: LibrarySession, tmp_path: Path, article_url: str, site: SiteServer
) -> None:
    brought(
        session, written(tmp_path, f"{site.url('/gone')}\n{article_url}\n", "links.txt"),
        ImportChoices(allow_local=True),
    )  # fmt: skip

    def begin(done: int, _total: int, text: str) -> None:
        if done and text == "waiting":  # it is not private yet when the second is chosen
            session.settings.set("private_reading", True)

    found = fetch_waiting(session, Progress(begin), pace=HostPace(0))
    assert (found.fetched + found.failed, found.left) == (1, 1)
    session.settings.set("private_reading", False)
    found = fetch_waiting(session, Progress(), pace=HostPace(0))
    assert (found.fetched + found.failed, found.left) == (1, 0), "nothing of it counts as failed"


def test_pictures_of_a_text_that_came_along_are_fetched_now_or_when_it_is_opened(
    session: LibrarySession, tmp_path: Path, site: SiteServer
) -> None:
    path = exports.wallabag_with_picture(tmp_path, site.url(exports.PICTURE))
    outcome = brought(session, path, ImportChoices(pictures="now", allow_local=True))
    assert (outcome.saved, site.requests) == (1, []), "an import itself fetches nothing"
    assert choices_of(session, outcome.id).pictures == "now"
    (article,) = session.imports.lacking_pictures(outcome.id)
    assert session.imports.lacking_pictures(outcome.id + 1) == []
    assert fetch_pictures(session, outcome.id, Progress()) == 1
    assert session.articles.wanted_pictures(article) == [] and site.requests == [exports.PICTURE]
    assert fetch_when_opened(session, article, Progress()) == 0 and site.requests == [exports.PICTURE]

    undo_import(session, outcome.id, Progress())
    later = brought(session, path, ImportChoices(allow_local=True))
    (article,) = session.imports.lacking_pictures(later.id)
    assert fetch_when_opened(session, article, Progress()) == 1
    assert session.imports.lacking_pictures(later.id) == []


def test_pictures_that_are_gone_are_asked_for_once_and_never_means_never(
    session: LibrarySession, tmp_path: Path, site: SiteServer
) -> None:
    path = exports.wallabag_with_picture(tmp_path, site.url("/gone.png"))
    never = brought(session, path, ImportChoices(fetch="never", allow_local=True))
    (article,) = session.imports.lacking_pictures(never.id)
    assert fetch_when_opened(session, article, Progress()) == 0 and site.requests == []
    undo_import(session, never.id, Progress())

    later = brought(session, path, ImportChoices(allow_local=True))
    (article,) = session.imports.lacking_pictures(later.id)
    for _ in range(2):
        assert fetch_when_opened(session, article, Progress()) == 0
        assert site.requests == ["/gone.png"]
    assert session.imports.lacking_pictures(later.id) == []
    undo_import(session, later.id, Progress())
    assert session.articles.ids("all") == []


@pytest.mark.own_start
def test_asking_for_what_was_broken_off_loads_no_reader_of_formats(tmp_path):
    """Each start asks, and hardly ever is there anything."""
    code = """
import sys
from pathlib import Path
from reader.services.importing.unfinished import unfinished_files
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    print(unfinished_files(session), [name for name in sys.modules if name.startswith("reader.exchange")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=LIMIT
    )
    assert done.stdout.strip() == "[] []", done.stderr


def test_no_article_waits_for_a_date_of_a_wrong_clock(session: LibrarySession, tmp_path: Path) -> None:
    assert brought(session, written(tmp_path, "url\nhttps://x.example/1\n")).waiting == 1
    (waiting,) = session.waiting.due("2026-01-01T00:00:00+00:00", 9)
    session.waiting.fail(waiting, "offline", {}, 1, "2100-01-01T00:00:00+00:00")
    moment, latest = "2026-01-01T00:00:00+00:00", "2026-01-01T01:00:00+00:00"
    assert [one.article_id for one in session.waiting.due(moment, 9, latest=latest)] == [waiting.article_id]
    session.waiting.fail(waiting, "offline", {}, 1, "2026-01-01T00:30:00+00:00")
    assert session.waiting.due(moment, 9, latest=latest) == []


def test_a_link_that_is_to_be_kept_only_later_was_kept_now(session: LibrarySession, tmp_path: Path) -> None:
    rows = "Un,https://a.example/1,4000000000,,unread\nDeux,https://a.example/2,1600000000,,unread\n"
    before = now()
    assert brought(session, written(tmp_path, f"title,url,time_added,tags,status\n{rows}")).failed == 0
    later, earlier = [card.saved_at for card in session.articles.summaries("all")]
    assert before <= later <= now() and earlier.startswith("2020")


def test_a_preview_holds_few_rows_at_once_and_of_long_ones_fewer() -> None:
    made: list[int] = []

    def rows(size: int) -> Iterator[Row]:
        for number in range(250):
            made.append(number)
            yield ImportedRow(str(number), f"https://a.example/{number}", html="x" * size)

    first = next(few_at_once(rows(10)))
    assert len(first) == len(made) == 100
    made.clear()
    lengths = [len(few) for few in few_at_once(rows(500_000))]
    assert max(lengths) == 2 and sum(lengths) == 250


def test_what_lies_beside_pockets_tables_dates_none_of_their_articles(
    session: LibrarySession, tmp_path: Path
) -> None:
    """In the order of their names they come first, without a date: what had a mark stood above all else."""
    turned = tmp_path / "turned.zip"
    with zipfile.ZipFile(exports.pocket_archive(tmp_path)) as made, zipfile.ZipFile(turned, "w") as archive:
        for name in sorted(made.namelist()):
            archive.writestr(name, made.read(name))
    brought(session, turned, ImportChoices(fetch="never"))
    cards = sorted(session.articles.summaries("all"), key=lambda card: card.id, reverse=True)
    assert [card.title for card in cards] == ["Partagé", "Le port", "Eau"]


def test_what_pocket_archived_is_not_unread_for_its_marks(session: LibrarySession, tmp_path: Path) -> None:
    """Only unread articles were wanted, and an archived one came along as one, for a passage in it."""
    brought(session, exports.pocket_archive(tmp_path), ImportChoices(unread_only=True, fetch="never"))
    assert sorted(card.title for card in session.articles.summaries("all")) == ["Eau", "Partagé"]


@pytest.mark.parametrize("key", ["\\ud800", "=SUM(1)", "x" * 100_000, "a\\u202eb\\nc"])
def test_a_key_of_another_list_may_be_any_text(session: LibrarySession, tmp_path: Path, key: str) -> None:
    """Half a character ended the import, and a long key was stored with each row."""
    lists = (
        f'{{"bookmarks": [{{"url": "https://a.example/1"}}], "{key}": [{{"url": "https://a.example/2"}}]}}'
    )
    outcome = brought(session, written(tmp_path, lists, "a.json"), ImportChoices(fetch="never"))
    assert (outcome.waiting + outcome.saved, outcome.failed) == (1, 1)
    (row,) = [row for row in report_rows(session, outcome.id) if row.outcome == "failed"]
    assert row.line.endswith(":1") and len(row.line) < 400 and row.line.isprintable()
    write_report(session, outcome.id, tmp_path / "report.csv")


def test_a_name_that_is_no_text_stands_in_the_report(session: LibrarySession, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    written(folder, "title,url,time_added,tags,status\nUn,https://a.example/1,1600000000,,unread\n")
    try:
        (folder / os.fsdecode(b"r\xe9sum\xe9.txt")).write_text("https://a.example/2\n")
    except OSError:
        pytest.skip("this disk takes no such name")
    outcome = brought(session, folder, ImportChoices(fetch="never"))
    assert (outcome.waiting + outcome.saved, outcome.failed) == (1, 1)


@pytest.mark.parametrize("make", [exports.pocket_archive, exports.matter_marks])
def test_a_preview_counts_no_article_again_for_its_passages(
    session: LibrarySession, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    """Of one archived article and a passage in it, the preview said that two were archived."""
    path = make(tmp_path)
    seen = preview_import(session, path, Progress())
    brought(session, path, ImportChoices(fetch="never"))
    there = session.articles.summaries("all")
    archived, favourites = sum(card.archived for card in there), sum(card.favourite for card in there)
    assert (seen.new, seen.archived, seen.favourites) == (len(there), archived, favourites)
