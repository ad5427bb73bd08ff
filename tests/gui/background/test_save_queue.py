"""The save queue with a real library: what waits, what is kept, what is tried again."""

from __future__ import annotations

import shutil

import pytest

from reader.core.errors import ReaderError
from reader.gui.background.job_runner import JobRunner
from reader.gui.background.save_entry import SaveEntry, SaveState, explanation
from reader.gui.background.save_queue import SaveQueue
from reader.services.library_session import LibrarySession
from reader.services.saving.keep_trying import RETRY_MINUTES
from reader.settings.paths import LibraryPaths
from tests.conftest import SITE, SiteServer

NOWHERE = "http://127.0.0.1:9/article"


@pytest.fixture
def session(tmp_path):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def queue(qapp, session):
    runner = JobRunner()
    made = SaveQueue(runner, lambda: session)
    made.runner = runner
    yield made
    runner.close()


def pending(session):
    return [(kept.url, kept.error) for kept in session.pending.all()]


def test_links_wait_until_the_library_is_open(queue, session, qtbot):
    queue.add([NOWHERE])
    assert [entry.state for entry in queue.entries] == [SaveState.WAITING]
    assert not queue.runner.busy
    queue.start([])
    qtbot.waitUntil(lambda: queue.entries[0].state is SaveState.FAILED)
    assert pending(session) == [(NOWHERE, "refused")]


def test_a_link_on_its_way_is_not_queued_twice(queue):
    queue.add([NOWHERE, NOWHERE + "/2"])
    queue.add([NOWHERE])
    assert [entry.url for entry in queue.entries] == [NOWHERE, NOWHERE + "/2"]


def test_giving_a_failed_link_again_is_a_retry(queue, session, qtbot):
    queue.start([])
    queue.add([NOWHERE])
    qtbot.waitUntil(lambda: queue.entries[0].state is SaveState.FAILED)
    first = queue.entries[0]
    queue.add([NOWHERE])
    assert first not in queue.entries
    qtbot.waitUntil(lambda: queue.entries[0].state is SaveState.FAILED)
    qtbot.waitUntil(lambda: not queue.runner.busy)
    assert len(queue.entries) == 1


def test_removing_before_it_is_written_leaves_nothing(queue, session, qtbot):
    queue.start([])
    queue.add([NOWHERE])
    queue.cancel(queue.entries[0])
    qtbot.waitUntil(lambda: not queue.runner.busy)
    assert pending(session) == []
    assert list(queue.entries) == []


def test_failures_of_an_earlier_run_come_back_with_their_words(queue, session, qtbot):
    kept = session.pending.add(NOWHERE, ())
    session.pending.fail(kept.id, "not-found", {"host": "lebrief.ma"})
    odd = session.pending.add(NOWHERE + "/odd", ())
    session.pending.fail(odd.id, "from-a-newer-version", {})
    queue.start(session.pending.all())
    first, second = queue.entries
    assert first.state is SaveState.FAILED
    assert "lebrief.ma" in first.error.title.show()
    assert second.error.kind == "worker-failed"
    assert not queue.runner.busy


def test_retry_works_only_on_what_failed(queue, session, qtbot):
    queue.start([])
    queue.add([NOWHERE])
    entry = queue.entries[0]
    queue.retry(entry)
    assert entry.attempts == 0
    qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
    queue.retry(entry)
    assert entry.error is None
    qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
    assert entry.attempts == 1, "the reader asked, so the schedule begins anew"
    queue.remove(entry)
    queue.retry(entry)
    assert not queue.entries


def test_want_of_a_connection_is_told_and_tried_again_later(queue, session, qtbot, monkeypatch):
    monkeypatch.setattr("reader.services.saving.keep_trying.RETRY_MINUTES", (0.0005, 0.0005, 30))
    queue.start([])
    queue.add([NOWHERE])
    entry = queue.entries[0]
    qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
    assert entry.error.kind == "refused"
    assert entry.again_at and entry.again_at in explanation(entry)
    qtbot.waitUntil(lambda: entry.attempts == 3 and entry.state is SaveState.FAILED)
    with qtbot.waitSignal(queue.offline_changed) as told:
        queue._on_failed(entry, ReaderError("offline"))
    assert told.args == [True]


def test_a_try_in_private_reading_does_not_count(queue, session, qtbot, article_url):
    session.settings.set("private_reading", True)
    queue.start([])
    queue.add([article_url])
    (entry,) = queue.entries
    for _ in range(4):
        qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
        assert (entry.error.kind, entry.attempts, entry.again_at) == ("private-reading", 0, "")
        queue.retry_offline()
    qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
    (kept,) = session.pending.all()
    assert (kept.attempts, kept.next_at) == (0, "")
    session.settings.set("private_reading", False)
    with qtbot.waitSignal(queue.saved):
        queue.retry_offline()


def test_the_pauses_are_those_of_the_design():
    assert RETRY_MINUTES == (1, 5, 30)


def test_a_full_disk_when_noting_the_links_fails_them_in_words(queue, session, qtbot, monkeypatch):
    def full(urls, tags, origin):
        raise ReaderError("disk-full")

    monkeypatch.setattr(session.pending, "add_all", full)
    queue.start([])
    queue.add([NOWHERE, NOWHERE + "/2"])
    states = [SaveState.FAILED, SaveState.FAILED]
    qtbot.waitUntil(lambda: [entry.state for entry in queue.entries] == states)
    assert {entry.error.kind for entry in queue.entries} == {"disk-full"}
    monkeypatch.undo()
    queue.retry(queue.entries[0])
    qtbot.waitUntil(lambda: pending(session) == [(NOWHERE, "refused")])


def test_a_real_save_becomes_an_article_and_is_no_longer_pending(queue, session, qtbot, article_url):
    queue.start([])
    with qtbot.waitSignal(queue.saved) as told:
        queue.add([article_url], open_when_saved=True)
    entry = told.args[0]
    assert entry.open_when_saved
    assert entry.title.startswith("Marrakech")
    assert session.articles.summary(entry.article_id).title == entry.title
    assert pending(session) == []
    assert entry.step == "saved"


def test_the_tags_of_a_kept_link_go_with_it(queue, session, qtbot, article_url):
    session.pending.add(article_url, ["maroc"])
    with qtbot.waitSignal(queue.saved) as told:
        queue.start(session.pending.all())
    assert session.articles.summary(told.args[0].article_id).tags == ("maroc",)


def test_the_text_of_a_page_without_an_article_is_saved_when_asked(queue, session, qtbot, tmp_path):
    (tmp_path / "horaires.html").write_text(
        "<title>Horaires</title><h1>Horaires du bac</h1><ul><li>8 h</li><li>12 h</li></ul>", "utf-8"
    )
    server = SiteServer(tmp_path)
    try:
        queue.start([])
        queue.add([server.url("/horaires.html")])
        entry = queue.entries[0]
        qtbot.waitUntil(lambda: entry.state is SaveState.FAILED)
        assert entry.error.kind == "no-article"
        with qtbot.waitSignal(queue.saved):
            queue.save_as_text(entry)
    finally:
        server.close()
    document = session.articles.get(entry.article_id).document
    assert "12 h" in document.text and document.title.startswith("Horaires")
    assert pending(session) == []


def test_missing_pictures_are_asked_for_again_until_somebody_was_asked(
    queue, session, qtbot, tmp_path, expected, monkeypatch
):
    shutil.copytree(SITE, tmp_path / "site")
    uploads = tmp_path / "site" / "wp-content" / "uploads"
    shutil.rmtree(uploads)
    server = SiteServer(tmp_path / "site")
    offline, full = ReaderError("offline"), ReaderError("disk-full")
    try:
        queue.start([])
        with qtbot.waitSignal(queue.saved):
            queue.add([server.url(expected["url_path"])])
        (entry,) = queue.entries
        assert (entry.state, entry.attempts) == (SaveState.PARTIAL, 1)
        monkeypatch.setattr("reader.saving.fetching.fetch.Fetcher.picture", raising(offline))
        for _ in range(3):
            with qtbot.waitSignals([queue.offline_changed, queue.pictures_tried]):
                queue.retry_pictures(entry)
            assert (entry.state, entry.attempts) == (SaveState.PARTIAL, 1), "no try without a connection"
        assert entry.again_at
        monkeypatch.setattr(
            "reader.saving.fetching.fetch.Fetcher.picture", raising(ReaderError("private-reading"))
        )
        with qtbot.assertNotEmitted(queue.offline_changed), qtbot.waitSignal(queue.pictures_tried):
            queue.retry_pictures(entry)
        assert (entry.state, entry.attempts) == (SaveState.PARTIAL, 1), "nor one in private reading"
        monkeypatch.undo()
        monkeypatch.setattr(session.articles, "wanted_pictures", raising(full))
        entry.missing_pictures = 0  # as when the article's menu asks, which does not count them
        with qtbot.waitSignal(queue.failed):
            queue.retry_pictures(entry)
        monkeypatch.undo()
        shutil.copytree(SITE / "wp-content" / "uploads", uploads)
        with qtbot.waitSignal(queue.pictures_tried):
            queue.retry(entry)
    finally:
        server.close()
    assert (entry.state, entry.missing_pictures) == (SaveState.SAVED, 0)


def raising(error):
    def refuse(*_arguments, **_named):
        raise error

    return refuse


def test_what_was_saved_does_not_wait_in_the_library_that_comes_next(queue, session, qtbot):
    queue.start([])
    partial, running = SaveEntry(NOWHERE, article_id=7, missing_pictures=2), SaveEntry(NOWHERE, article_id=8)
    for entry in (partial, running):
        queue._entries.append(entry)
    queue._tell_pictures(partial)
    queue.refetch(running)
    queue.begin_again([])
    assert list(queue.entries) == [] and not queue._clock._due
    qtbot.waitUntil(lambda: not queue.runner.busy)
    assert pending(session) == []


@pytest.mark.parametrize("attempts", range(len(RETRY_MINUTES) + 2))
def test_what_lacks_pictures_comes_back_however_often_it_was_tried(queue, attempts):
    queue.start([])
    entry = SaveEntry(NOWHERE, article_id=1, missing_pictures=2, attempts=attempts, state=SaveState.PARTIAL)
    queue.put_back([entry])
    assert list(queue.entries) == [entry] and entry.state is SaveState.PARTIAL
    assert bool(entry.again_at) is (1 <= attempts <= len(RETRY_MINUTES))
