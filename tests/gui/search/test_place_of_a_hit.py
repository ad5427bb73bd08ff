"""What was found opens in the text that holds it, and results stay where they stand while they are walked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.core.model import Document
from reader.gui.reading_mode.feature import REST
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up, read_again
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.support.libraries import give_models

ARTICLES = 4


@pytest.fixture
def window(tmp_path, open_window):
    """Four articles in French of a reader who reads English, none of them translated yet."""
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        for number in range(ARTICLES):
            texts = ["Le port est ouvert."] * 20 + ["Le ministre arrive lundi matin."] * (number + 1)
            blocks = tuple(paragraph(n, text) for n, text in enumerate(texts, 1))
            url = f"https://a.ma/{number}"
            document = Document(url, f"Titre {number}", blocks, "", language="fr", site="LeBrief")
            session.articles.add(document, url, f"a.ma/{number}", f"2026-01-0{number + 1}T10:00:00Z")
        catch_up(session)
    give_models(tmp_path / "library")
    window = open_window(reduce_motion=True, reading_language="en")
    on = screen(window)
    on.active_cards.setFocus()
    press(window, Qt.Key.Key_Slash)
    QTest.keyClicks(on.search_field, "lundi")
    return window


def press(window, key):
    QTest.keyClick(window.focusWidget() or window, key)


def walk_to(qtbot, window, row):
    """Go down to a result by key, and wait until it is shown and nothing more comes of it."""
    on = screen(window)
    qtbot.waitUntil(lambda: on.result_model.rowCount() == ARTICLES)
    for _ in range(row + 1):
        press(window, Qt.Key.Key_Down)
    wanted = on.result_model.results[row].summary.id
    qtbot.waitUntil(lambda: on.article_id == wanted)
    qtbot.settle(window)
    return wanted


@pytest.mark.models
def test_a_hit_opens_in_the_original_that_holds_it_though_another_language_is_read(window, qtbot):
    on = screen(window)
    wanted = walk_to(qtbot, window, 2)
    pane = on.reading_pane
    assert (on.list_pane.current_id(), pane.language, on.translation_controller.running) == (
        wanted,
        "fr",
        False,
    )
    press(window, Qt.Key.Key_Return)
    qtbot.settle(window, pauses=REST - 1)  # the bars of reading mode stay while there are words in one
    assert (on.article_id, pane.language) == (wanted, "fr")
    assert pane.sentence_cursor.text() == "Le ministre arrive lundi matin."
    qtbot.waitUntil(lambda: bool(on.finder.hits))


@pytest.mark.models
def test_another_article_opens_in_the_readers_language_again(window, qtbot):
    on = screen(window)
    found = walk_to(qtbot, window, 0)
    other = next(r.summary.id for r in on.result_model.results if r.summary.id != found)
    for article in (other, found):
        on.open_article(article, with_focus=True)
        qtbot.waitUntil(lambda article=article: (on.article_id, on.reading_pane.language) == (article, "en"))


def test_results_keep_their_order_and_the_one_that_is_shown_stays_current(window, qtbot, tmp_path):
    on = screen(window)
    shown = walk_to(qtbot, window, 1)
    before = [result.summary.id for result in on.result_model.results]
    last = before[-1]
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        session.articles.set_tags(last, ["lundi"])
        read_again(session, [last])
    on.library.refresh()
    qtbot.waitUntil(lambda: any(hit.where == "tag" for hit in on.result_model.results[-1].hits))
    assert [result.summary.id for result in on.result_model.results] == before
    assert (on.list_pane.current_id(), on.article_id) == (shown, shown)


def test_a_result_one_rests_on_is_shown_though_the_library_changes_meanwhile(window, qtbot):
    on = screen(window)
    walk_to(qtbot, window, 0)
    press(window, Qt.Key.Key_Down)
    answered, model, rest = [], on.result_model, on.search._settle
    model.modelReset.connect(lambda: answered.append(True))
    rest.start(60_000)
    on.library.refresh()
    qtbot.waitUntil(lambda: bool(answered))
    qtbot.settle(window)
    assert rest.isActive()
    rest.start(0)
    qtbot.waitUntil(lambda: on.article_id == on.list_pane.current_id())


def test_the_words_of_a_search_leave_the_text_with_it(window, qtbot):
    on = screen(window)
    walk_to(qtbot, window, 0)
    assert on.find.shown and on.find_field.text() == "lundi"
    press(window, Qt.Key.Key_Return)
    on.search.leave()
    assert not on.find.shown and not on.finder.hits


def test_what_the_reader_looks_for_himself_outlasts_the_search(window, qtbot):
    on = screen(window)
    walk_to(qtbot, window, 0)
    on.find_field.setText("ministre")
    on.search.leave()
    assert on.find.shown and on.find_field.text() == "ministre"
