"""The queue in the real window: several articles, pause, the one on screen first, quitting, kill -9."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.core.model import Document
from reader.core.translation_job import TranslationJob
from reader.gui.translation_queue import queue_jobs
from reader.gui.translation_queue import state as translation_queue_state
from reader.gui.translation_queue.state import QueueState
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation import translation_queue
from reader.services.translation.queue_overview import QueueRow
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.support.libraries import give_models, make_empty
from tests.support.limits import LIMIT, wait_for

pytestmark = pytest.mark.models


def write_library(folder, *lengths: int) -> list[int]:
    """Articles of so many paragraphs of one sentence."""
    make_empty(folder)
    give_models(folder)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        ids = []
        for number, length in enumerate(lengths):
            texts = [f"Le ministre numéro {number} visite la ville {n} du pays." for n in range(length)]
            html = "".join(f"<p>{text}</p>" for text in texts)
            url = f"https://a.ma/{number}"
            document = Document(url, f"Titre {number}", blocks_from_html(html, "fr"), html, language="fr")
            ids.append(session.articles.add(document, url, f"a.ma/{number}", f"2026-01-01T00:00:0{number}Z"))
    return ids


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


HELD = """
import sys, threading
from reader.core.progress import Progress
step = Progress.step
def held(self, done, total, text=""):
    step(self, done, total, text)
    if text == "translating" and done >= 50:
        threading.Event().wait()
Progress.step = held
from reader.__main__ import main
main(sys.argv[1:])
"""
"""The program, which translates fifty paragraphs and is then held until it is killed."""


SENTENCES = {f"Le ministre numéro 0 visite la ville {n} du pays." for n in range(120)}


def stored(folder) -> int:
    with closing(sqlite3.connect(f"file:{folder}/library.db?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM sentence_translation").fetchone()[0]


def queue_of(window):
    return screen(window).translation_queue


def test_several_cards_are_translated_later_by_key(on_mains, tmp_path, open_window, qtbot):
    ids = write_library(tmp_path / "library", 3, 3, 3)
    window = open_window()
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.picked_articles.replace(ids[:2])
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [plain(a.text()) for a in menu.actions()] == [
        "Translate to English",
        "Translate to Arabic",
        "Translate to all of these",
    ]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    session = on_screen.session
    qtbot.waitUntil(lambda: all(session.translations.status(i).get("en", None) for i in ids[:2]))
    qtbot.waitUntil(lambda: queue_of(window).state.rows == [])
    assert not on_screen.queue_bar.isVisible()
    assert session.translations.status(ids[2]) == {}
    qtbot.waitUntil(lambda: "en" in on_screen.summaries[on_screen.article_model.row_of(ids[0])].translations)


def test_a_list_that_is_read_anew_meanwhile_begins_all_the_same(on_mains, tmp_path, open_window, qtbot):
    ids = write_library(tmp_path / "library", 2)
    window = open_window()
    session, queue = screen(window).session, queue_of(window)
    qtbot.settle(window)
    queue._look.stop()  # it would begin a minute later anyway
    translation_queue.enqueue(session, ids, ["en"])
    queue.refresh(start=True)
    queue.refresh()
    qtbot.waitUntil(lambda: "en" in session.translations.status(ids[0]))


def test_what_comes_while_a_run_ends_begins_after_it(on_mains, tmp_path, open_window, qtbot, monkeypatch):
    ids = write_library(tmp_path / "library", 2)
    window = open_window()
    session, queue = screen(window).session, queue_of(window)
    qtbot.settle(window)
    queue._look.stop()  # it would begin a minute later anyway
    found_empty, go_on, run = threading.Event(), threading.Event(), queue_jobs.run

    def slow(*given):
        outcome = run(*given)
        found_empty.set()
        assert go_on.wait(LIMIT)
        return outcome

    monkeypatch.setattr(queue_jobs, "run", slow)
    queue.start()
    qtbot.waitUntil(found_empty.is_set)
    queue.enqueue(ids, ["en"])
    qtbot.waitUntil(lambda: len(queue.state.rows) == 1)
    go_on.set()
    qtbot.waitUntil(lambda: "en" in session.translations.status(ids[0]))


def test_pause_lasts_and_the_panel_shows_and_cancels(on_mains, hold, tmp_path, open_window, qtbot):
    go_on = hold(10)
    ids = write_library(tmp_path / "library", 40, 40)
    window = open_window()
    queue = queue_of(window)
    queue.enqueue(ids, ["en"])
    qtbot.waitUntil(lambda: queue.state.done > 1)
    assert queue.bar.isVisible() and "Translating 2 articles" in plain(queue.bar.text)
    press(window, Qt.Key.Key_G)
    press(window, Qt.Key.Key_Q)
    panel = queue.panel
    assert panel is not None and panel.isVisible()
    qtbot.waitUntil(lambda: "of 41 paragraphs" in plain(panel.how_far.text()))
    assert plain(panel.now.text()).endswith("Translating “Titre 0” to English")
    panel.pause.click()
    qtbot.waitUntil(lambda: queue.state.doing == "paused" and queue._job is None)
    done = stored(tmp_path / "library")
    assert panel.pause.text() == "Resume" and "Paused · 2 translations wait" in plain(queue.bar.text)
    qtbot.settle(window)
    assert stored(tmp_path / "library") == done, "nothing goes on while it is paused"
    names = [b.accessibleName() for b in panel.findChildren(QPushButton) if b.isVisible()]
    assert "Cancel Titre 1" in [plain(name) for name in names]
    next(b for b in panel.findChildren(QPushButton) if plain(b.accessibleName()) == "Cancel Titre 0").click()
    qtbot.waitUntil(lambda: [r.title for r in queue.state.rows] == ["Titre 1"])
    window.close()
    window = open_window()
    queue = queue_of(window)
    qtbot.waitUntil(lambda: len(queue.state.rows) == 1)
    qtbot.settle(window)
    assert queue._job is None or queue.state.current is None, "still paused after a restart"
    go_on.set()
    queue.state.doing = "paused"
    queue.toggle_pause()
    session = screen(window).session
    qtbot.waitUntil(lambda: "en" in session.translations.status(ids[1]))
    qtbot.waitUntil(lambda: queue.state.rows == [])


def test_the_article_on_screen_goes_first(on_mains, hold, tmp_path, open_window, qtbot):
    hold(10)
    ids = write_library(tmp_path / "library", 150, 3)
    window = open_window()
    on_screen = screen(window)
    queue = queue_of(window)
    queue.enqueue(ids[:1], ["en"])
    qtbot.waitUntil(lambda: queue.state.done > 1)
    on_screen.open_article(ids[1], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    session = on_screen.session
    qtbot.waitUntil(lambda: "en" in session.translations.status(ids[1]))
    assert not session.translations.status(ids[0])["en"].done, "the long one made room"
    qtbot.waitUntil(lambda: queue.state.current is not None)
    queue.remove_all()
    qtbot.waitUntil(lambda: queue.state.rows == [] and queue._job is None)


def test_what_the_queue_translates_streams_when_it_is_on_screen(on_mains, hold, tmp_path, open_window, qtbot):
    hold(10)
    (article,) = write_library(tmp_path / "library", 60)
    window = open_window()
    on_screen = screen(window)
    queue, pane = queue_of(window), on_screen.reading_pane
    queue.enqueue([article], ["en"])
    qtbot.waitUntil(lambda: queue.state.done > 1)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article)
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert pane.strip.isVisible() and "Translating…" in pane.strip.text
    next(b for b in pane.strip.buttons() if b.text() == "Pause").click()
    qtbot.waitUntil(lambda: queue.state.doing == "paused" and queue._job is None)
    assert len(pane.content.state("en").blocks) > 1, "also what was done before it was opened"
    assert on_screen.banner_text.startswith("Paused after")


def test_quitting_at_40_percent_goes_on_at_40_percent(on_mains, hold, tmp_path, open_window, qtbot):
    go_on = hold(50)
    (article,) = write_library(tmp_path / "library", 120)
    window = open_window()
    queue = queue_of(window)
    queue.enqueue([article], ["en"])
    qtbot.waitUntil(lambda: queue.state.total and queue.state.done >= 0.4 * queue.state.total)
    window.close()
    done = stored(tmp_path / "library")
    assert 0.4 * 121 <= done < 121
    go_on.set()
    window = open_window()
    asked = watch(screen(window).session)
    began = []
    queue = queue_of(window)
    queue.changed.connect(lambda: began.append(queue.state.done) if queue.state.total else None)
    session = screen(window).session
    qtbot.waitUntil(lambda: whole(session, article))
    fresh = SENTENCES.intersection(asked)  # a retry asks for other texts too
    assert len(fresh) <= 121 - done, "no finished sentence was translated again"
    assert max(began, default=121) >= 0.4 * 121


def test_a_kill_at_40_percent_goes_on_at_40_percent(on_mains, tmp_path, open_window, qtbot):
    folder = tmp_path / "library"
    (article,) = write_library(folder, 120)
    with LibrarySession.open(LibraryPaths(folder)) as session:
        translation_queue.enqueue(session, [article], ["en"])
        for key, value in {"welcomed": True, "sample_added": True, "translate_on_mains_only": False}.items():
            session.settings.set(key, value)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(
        [sys.executable, "-c", HELD, "--library", str(folder)], env=environment, start_new_session=True
    )
    try:
        wait_for(lambda: stored(folder) >= 49 or child.poll() is not None)
    finally:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    done = stored(folder)
    assert 49 <= done < 121
    window = open_window()
    asked = watch(screen(window).session)
    session = screen(window).session
    qtbot.waitUntil(lambda: whole(session, article))
    assert len(SENTENCES.intersection(asked)) <= 121 - done


def test_it_waits_for_mains_power_and_goes_on_when_asked(on_mains, tmp_path, open_window, qtbot):
    (article,) = write_library(tmp_path / "library", 2)
    on_mains["there"] = False
    window = open_window()
    queue = queue_of(window)
    queue.enqueue([article], ["en"])
    qtbot.waitUntil(lambda: queue.state.doing == "battery")
    assert "Waiting for mains power" in plain(queue.bar.text)
    queue.open_panel()
    assert queue.panel.anyway.isVisible()
    queue.panel.anyway.click()
    qtbot.waitUntil(lambda: queue.state.rows == [])
    assert screen(window).stored_translations.status(article)["en"].done


def test_at_night_what_is_unread_is_translated_by_itself(on_mains, tmp_path, open_window, qtbot, monkeypatch):
    ids = write_library(tmp_path / "library", 2, 2)
    night = {"now": False}
    monkeypatch.setattr(translation_queue, "is_night", lambda moment=None: night["now"])
    window = open_window(translate_overnight="en")
    queue = queue_of(window)
    qtbot.settle(window)
    assert queue.state.rows == []
    night["now"] = True
    queue._on_look()
    session = screen(window).session
    qtbot.waitUntil(lambda: all("en" in session.translations.status(i) for i in ids))


def test_new_articles_are_translated_when_that_is_chosen(
    on_mains, site, article_url, tmp_path, open_window, qtbot
):
    window = open_window(translate_on_save="en", fetch_pictures=False)
    on_screen = screen(window)
    on_screen.give_links([article_url])
    session = on_screen.session
    qtbot.waitUntil(lambda: on_screen.article_model.rowCount() == 1)
    article = on_screen.summaries[0].id
    qtbot.waitUntil(lambda: "en" in session.translations.status(article))


def test_a_failure_is_shown_with_its_reason_and_can_be_removed(on_mains, tmp_path, open_window, qtbot):
    (article,) = write_library(tmp_path / "library", 2)
    window = open_window()
    queue = queue_of(window)
    queue.enqueue([article], ["de"])
    qtbot.waitUntil(lambda: len(queue.state.failed) == 1)
    assert "1 translation failed" in plain(queue.bar.text)
    queue.open_panel()
    qtbot.waitUntil(lambda: len(queue.panel.findChildren(QPushButton)) > 5)
    remove = next(
        b for b in queue.panel.findChildren(QPushButton) if plain(b.accessibleName()) == "Remove Titre 0"
    )
    remove.click()
    qtbot.waitUntil(lambda: queue.state.rows == [])


def test_the_rows_stand_in_the_order_asked_for_and_what_failed_last(on_mains, tmp_path, open_window, qtbot):
    ids = write_library(tmp_path / "library", 2, 2, 2)
    on_mains["there"] = False
    window = open_window()
    queue = queue_of(window)
    for number in (2, 0, 1):
        queue.enqueue([ids[number]], ["en"])
    qtbot.waitUntil(lambda: queue.state.doing == "battery" and len(queue.state.rows) == 3)
    queue.open_panel()

    def shown() -> list[str]:
        buttons = [b for b in queue.panel.findChildren(QPushButton) if b.isVisible()]
        named = [(b.mapTo(queue.panel, b.rect().topLeft()).y(), plain(b.accessibleName())) for b in buttons]
        return [name for _, name in sorted(named) if name.startswith(("Cancel Titre", "Remove Titre"))]

    qtbot.waitUntil(lambda: shown() == ["Cancel Titre 2", "Cancel Titre 0", "Cancel Titre 1"])
    first = queue.state.rows[0].job.id
    screen(window).translation_jobs.fail(first, ReaderError("no-model", source="French", target="English"))
    queue.refresh()
    qtbot.waitUntil(lambda: shown() == ["Cancel Titre 0", "Cancel Titre 1", "Remove Titre 2"])
    began = []
    queue.changed.connect(lambda: began.append(queue.state.current and queue.state.current.article_id))
    queue.panel.anyway.click()
    session = screen(window).session
    qtbot.waitUntil(lambda: whole(session, ids[0]) and whole(session, ids[1]))
    assert list(dict.fromkeys(n for n in began if n)) == [ids[0], ids[1]], "they are done in that order too"


def test_time_left_counts_the_words_of_everything_that_waits(monkeypatch):
    def row(number: int, words: int) -> QueueRow:
        return QueueRow(TranslationJob(number, number, "en", "asked"), f"Titre {number}", "fr", words)

    state = QueueState(rows=[row(1, 100), row(2, 300)])
    assert state.seconds_left() is None
    state.current, state.done, state.total, state.began = state.rows[0].job, 5, 10, 0.0
    monkeypatch.setattr(translation_queue_state.time, "monotonic", lambda: 10.0)
    assert state.seconds_left() == 70, "50 words in 10 s, 350 are left"


def whole(session, article: int) -> bool:
    """Whether an article is wholly in English."""
    status = session.translations.status(article).get("en")
    return status is not None and status.done


def watch(session) -> list[str]:
    """The sentences that the engine is asked for from now on."""
    asked: list[str] = []
    original = session.translator.translate

    def translate(sentences, *rest, **named):
        asked.extend(sentences)
        return original(sentences, *rest, **named)

    session.translator.translate = translate
    return asked
