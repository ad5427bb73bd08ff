"""Search, tags and sorting in the real window on a real library, by real keys."""

from __future__ import annotations

import re
import shutil
import threading

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication

from reader.core.messages import isolate, plain
from reader.core.model import (
    ArticleSummary,
    Document,
    Hop,
    Route,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.search import Hit, Result
from reader.core.sentence_key import sentence_key
from reader.gui.article_list.article_model import Role
from reader.gui.organize.tag_dialog import names_in
from reader.gui.reading_mode.feature import REST
from reader.gui.search.result_text import ResultTexts, match_count, runs_rtl, spoken_result
from reader.gui.search.search_jobs import best_hit
from reader.services.library_session import LibrarySession
from reader.services.search_library import PAGE, catch_up
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen
from tests.gui.support.tab_stops import stops_between
from tests.support.limits import LIMIT

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def key(qtbot, window, what, modifier=NONE):
    """Press a key where the focus is, as a person does."""
    qtbot.keyClick(window.focusWidget() or window, what, modifier)


def found_titles(window):
    return [result.summary.title for result in screen(window).result_model.results]


def document(number, title, *paragraphs, **more):
    blocks = tuple(paragraph(n, text) for n, text in enumerate(paragraphs, 1))
    return Document(f"https://www.site{number}.example/a", title, blocks, "", site="LeBrief", **more)


def store_translation(session, article_id, target, pairs):
    """As the service stores one: sentences first, then that there is one."""
    source = session.articles.get(article_id).document
    route = Route((Hop(source.language, target, "p", "1"),))
    keyed = [(sentence_key(s), TranslatedSentence(s, t)) for s, t in pairs.items()]
    session.translations.store(keyed, source.language, target, route.key)
    title = TranslatedBlock("title", (TranslatedSentence(source.title, pairs[source.title]),))
    blocks = tuple(
        TranslatedBlock(b.id, tuple(TranslatedSentence(s.text, pairs[s.text]) for s in b.sentences))
        for b in source.blocks
    )
    session.translations.record(article_id, Translation(target, route, title, None, blocks))


FILLING = [f"Un paragraphe ordinaire, numéro {n}. Il ne dit rien de neuf." for n in range(40)]


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    """French with an Arabic translation, Arabic, English, and one in Trash that has the same word."""
    folder = tmp_path_factory.mktemp("searched") / "library"
    with LibrarySession.open(LibraryPaths(folder)) as session:
        add = session.articles.add
        water = document(
            1,
            "Sécheresse à Zagora",
            *FILLING,
            "Les élus ont visité les œuvres du barrage.",
            language="fr",
            section="Société",
            date="2026-03-02",
        )
        pairs = {s.text: f"ترجمة {n}." for n, s in enumerate(s for b in water.blocks for s in b.sentences)}
        pairs |= {
            water.title: "الجفاف في زاكورة",
            water.blocks[-1].sentences[0].text: "زار المنتخَبون أشغال السّدّ.",
        }
        water_id = add(water, water.url, "w", "2026-01-01T10:00:00+00:00", tags=["Eau", "à lire"])
        store_translation(session, water_id, "ar", pairs)
        school = document(
            2, "المدرسة الجديدة", "ينتظر التلاميذ الكُتُبَ على المقاعد.", language="ar", date="2026-04-10"
        )
        add(school, school.url, "s", "2026-01-02T10:00:00+00:00", tags=["école"])
        train = document(
            3, "The night train", "The night train runs again.", language="en", date="2025-12-01"
        )
        add(train, train.url, "t", "2026-01-03T10:00:00+00:00", tags=["eau"])
        old = document(4, "Ancien barrage", "Le vieux barrage.", language="fr")
        gone = add(old, old.url, "o", "2026-01-04T10:00:00+00:00")
        session.articles.move_to_trash([gone])
        catch_up(session)
    return folder


@pytest.fixture
def window(tmp_path, stocked, open_window):
    """The real window on a copy of that library."""
    shutil.copytree(stocked, tmp_path / "library")
    return open_window(reduce_motion=True)


def ask(qtbot, window, text):
    """Press `/`, type, wait for the answer."""
    on_screen = screen(window)
    on_screen.active_cards.setFocus()
    key(qtbot, window, Qt.Key.Key_Slash)
    field = on_screen.search_field
    assert field.hasFocus()
    field.clear()
    if text.isascii():
        qtbot.keyClicks(field, text)
    else:
        field.insert(text)  # key events of a test carry no composed letters
    qtbot.waitUntil(lambda: on_screen.list_pane.searching and on_screen.result_list.query == text)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("oeuvre", "Sécheresse à Zagora"),
        ("ŒUVRES élu", "Sécheresse à Zagora"),
        ("elus", "Sécheresse à Zagora"),
        ("secheresse", "Sécheresse à Zagora"),
        ("المنتخبون", "Sécheresse à Zagora"),
        ("الكتب", "المدرسة الجديدة"),
        ("المدرسه", "المدرسة الجديدة"),
        ('"night train"', "The night train"),
        ("tag:école", "المدرسة الجديدة"),
    ],
)
def test_it_finds_in_every_language(window, qtbot, query, title):
    ask(qtbot, window, query)
    assert found_titles(window) == [title]
    assert screen(window).list_title.text() == "Search"
    count = plain(screen(window).list_count.text())
    assert count == "1 article" or re.fullmatch(r"1 article · [1-9]\d* match(es)?", count)


def test_the_header_counts_the_matches_once_every_result_is_read(window, qtbot):
    ask(qtbot, window, "eau")
    results = screen(window).result_list
    assert len(results.model.results) == results.count
    total = sum(hit.matches for result in results.model.results for hit in result.hits)
    assert total >= 1
    words = f" · {total} match" if total == 1 else f" · {total} matches"
    assert plain(screen(window).list_count.text()).endswith(words)


def test_a_tag_that_was_found_is_named_below_the_title(window, qtbot):
    ask(qtbot, window, "ecole")
    (result,) = screen(window).result_model.results
    (hit,) = [hit for hit in result.hits if hit.where == "tag"]
    assert hit.snippet == "école"
    assert ResultTexts().badge(hit, "ar") == "TAG"
    assert "Tag: école" in plain(spoken_result(result))
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen(window).article_id == result.summary.id)


def test_it_waits_for_two_letters_and_for_typing_to_rest(window, qtbot, monkeypatch):
    on_screen = screen(window)
    asked = []
    original = on_screen.library.work
    monkeypatch.setattr(
        on_screen.library,
        "work",
        lambda work, **more: (asked.append(more.get("newest")), original(work, **more))[1],
    )
    key(qtbot, window, Qt.Key.Key_F, CTRL | SHIFT)
    field = on_screen.search_field
    qtbot.keyClicks(field, "b")
    qtbot.waitUntil(lambda: not field.waiting)
    qtbot.settle(window)
    assert not on_screen.list_pane.searching
    qtbot.keyClicks(field, "arrage")  # without a pause between them, which could be a rest
    qtbot.waitUntil(lambda: on_screen.list_pane.searching)
    assert asked.count("search") == 1


def test_arrows_enter_and_escape(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "ne dit rien")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    key(qtbot, window, Qt.Key.Key_Down)
    assert on_screen.result_cards.hasFocus()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not on_screen.list_pane.searching
    assert on_screen.cards.hasFocus()
    assert on_screen.search_field.text() == ""
    assert on_screen.list_pane.view_name == "unread"
    ask(qtbot, window, "train")
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not on_screen.list_pane.searching
    assert on_screen.cards.hasFocus()


def test_the_focus_goes_from_the_results_to_the_cards_and_nowhere_between(window, qtbot):
    """A screen reader says everything that has it on the way."""
    on_screen = screen(window)
    ask(qtbot, window, "ne dit rien")
    key(qtbot, window, Qt.Key.Key_Down)
    passed = []
    moved = QApplication.instance().focusChanged
    told = moved.connect(lambda _left, now: passed.append(now))
    key(qtbot, window, Qt.Key.Key_Escape)
    moved.disconnect(told)
    assert on_screen.cards.hasFocus()
    assert [widget for widget in passed if widget is not None] == [on_screen.cards]


@pytest.mark.parametrize("leave", ["keys", "mouse"])
@pytest.mark.parametrize("narrow", [False, True])
def test_after_a_search_the_card_of_what_was_opened_is_the_current_one(window, qtbot, leave, narrow):
    """Else the next key of triage would take the article that was current before."""
    on = screen(window)
    if narrow:
        window.resize(560, 800)
        qtbot.settle(window)
    first, *_, water = on.summaries
    on.open_article(first.id)
    qtbot.waitUntil(lambda: on.article_id == first.id)
    ask(qtbot, window, "oeuvre")
    key(qtbot, window, Qt.Key.Key_Down)
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on.article_id == water.id)
    qtbot.settle(window, pauses=REST - 1)
    if leave == "mouse":
        cleared = on.result_list.clear_wanted
        cleared.emit()
    while on.list_pane.searching or on.search_field.hasFocus():
        key(qtbot, window, Qt.Key.Key_Escape)
        qtbot.settle(window, pauses=REST - 1)
    assert on.cards.hasFocus()
    key(qtbot, window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: len(on.summaries) == 2)
    assert water.id not in [row.id for row in on.summaries]


def test_a_search_in_which_nothing_is_opened_leaves_the_current_card(window, qtbot):
    on = screen(window)
    first, second, _water = on.summaries
    on.open_article(first.id)
    qtbot.waitUntil(lambda: on.article_id == first.id)
    on.list_pane.select(second.id)
    ask(qtbot, window, "oeuvre")
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not on.list_pane.searching
    assert on.list_pane.current_id() == second.id


def test_tab_goes_from_the_header_through_the_chips_to_the_results_and_then_to_the_text(window, qtbot):
    on = screen(window)
    on.open_article(on.summaries[0].id)
    ask(qtbot, window, "barrage")
    order = stops_between(on.search_field, on.view)
    header = order.index(on.add_button)
    chips = [number for number, part in enumerate(order) if on.search_filters.isAncestorOf(part)]
    assert chips == [header + 1, header + 2], "a stop for each row of chips"
    assert order[header + 3] is on.result_cards


def test_a_result_one_rests_on_does_not_replace_what_is_opened_meanwhile(window, qtbot):
    """A link of the article, a note or a message may open another one before the result is shown."""
    on_screen = screen(window)
    articles = {card.id for card in on_screen.summaries}
    ask(qtbot, window, "ne dit rien")
    other = min(articles - {result.summary.id for result in on_screen.result_model.results})
    key(qtbot, window, Qt.Key.Key_Down)
    assert on_screen.result_cards.hasFocus()
    on_screen.open_article(other)
    qtbot.waitUntil(lambda: on_screen.article_id == other)
    late = on_screen.search._settle
    qtbot.waitUntil(lambda: not late.isActive())
    assert on_screen.reading_controller.wanted_id == other


def test_enter_opens_at_the_hit_in_the_original(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    key(qtbot, window, Qt.Key.Key_Return)
    pane = on_screen.reading_pane
    qtbot.waitUntil(lambda: on_screen.article_id > 0 and not on_screen.find_bar.isHidden())
    assert pane.view.hasFocus()
    assert pane.language == "fr"
    assert pane.sentence_cursor.text() == "Les élus ont visité les œuvres du barrage."
    assert pane.view.position().block == "b41"
    assert pane.view.verticalScrollBar().value() > 500
    assert on_screen.find_field.text() == "barrage"


@pytest.mark.parametrize(
    ("asked", "written", "hits"),
    [
        ("barrage elus", "barrage élus", ["élus", "barrage"]),
        ("visite barr", "visité barr", ["visité", "barr"]),
        ("rien neuf", "rien neuf", ["rien", "neuf"] * 40),
        ('"les œuvres" elus', "les œuvres élus", ["élus", "les œuvres"]),
        ("المنتخبون الس", "المنتخَبون الس", ["المنتخَبون", "السّدّ"]),
    ],
    ids=["two words", "the last goes on", "often", "a phrase", "Arabic"],
)
def test_every_word_of_the_search_is_found_in_the_text_and_stepped_through(
    window, qtbot, asked, written, hits
):
    on_screen = screen(window)
    ask(qtbot, window, asked)
    key(qtbot, window, Qt.Key.Key_Return)
    finder, view = on_screen.finder, on_screen.view
    qtbot.waitUntil(lambda: on_screen.article_id > 0 and on_screen.find.shown and bool(finder.hits))
    assert on_screen.find_field.text() == written

    def text(hit):
        cursor = view.textCursor()
        cursor.setPosition(hit[0])
        cursor.setPosition(hit[1], cursor.MoveMode.KeepAnchor)
        return plain(cursor.selectedText())

    assert [text(hit) for hit in finder.hits] == hits
    assert len(hits) == match_count(on_screen.result_model.results[0])
    assert text(finder.hits[finder.current]) in plain(on_screen.cursor.text())
    first = finder.current
    key(qtbot, window, Qt.Key.Key_F3)
    assert finder.current == (first + 1) % len(hits)
    on_screen.find_field.setText("ces mots")
    qtbot.waitUntil(lambda: not finder.waiting)
    assert not finder.hits, "what is typed there is looked for as it stands"


def test_a_hit_in_a_translation_opens_the_translation(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "السد")
    key(qtbot, window, Qt.Key.Key_Return)
    pane = on_screen.reading_pane
    qtbot.waitUntil(lambda: pane.language == "ar" and "السّدّ" in pane.sentence_cursor.text())
    qtbot.settle(window)
    assert not on_screen.translation_controller.running
    on_screen.reading_controller.clear()
    ask(qtbot, window, "elus")
    qtbot.mouseClick(
        on_screen.result_cards.viewport(),
        Qt.MouseButton.LeftButton,
        pos=on_screen.result_cards.visualRect(on_screen.result_model.index(0, 0)).center(),
    )
    qtbot.waitUntil(lambda: pane.language == "fr" and on_screen.article_id > 0)


def test_enter_before_the_answer_opens_the_first_result(window, qtbot):
    on_screen = screen(window)
    key(qtbot, window, Qt.Key.Key_Slash)
    qtbot.keyClicks(on_screen.search_field, "night")
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    assert on_screen.opened_summary.title == "The night train"


def test_nothing_found_says_so_and_clears(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "zzzz")
    nothing = on_screen.nothing_found
    assert plain(nothing.text).startswith("Nothing found for “zzzz”")
    qtbot.mouseClick(nothing.button, Qt.MouseButton.LeftButton)
    assert not on_screen.list_pane.searching
    assert on_screen.search_field.text() == ""
    assert on_screen.search_field.hasFocus()


@pytest.mark.parametrize("by_key", [True, False])
def test_a_link_that_is_looked_for_can_be_saved(window, qtbot, site, by_key):
    on_screen = screen(window)
    on_screen.options.set("reading_language", "en")  # what is saved alone is then opened
    ask(qtbot, window, site.url("/parlement-la-diplomatie-de-lombre/"))
    assert "This is a link" in on_screen.nothing_found.text
    if by_key:
        key(qtbot, window, Qt.Key.Key_Return)
    else:
        qtbot.mouseClick(on_screen.nothing_found.button, Qt.MouseButton.LeftButton)
    assert not on_screen.list_pane.searching and on_screen.search_field.text() == ""
    title = "Parlement : la diplomatie de l’ombre"
    qtbot.waitUntil(lambda: on_screen.article_id > 0 and on_screen.opened_summary.title == title)
    qtbot.waitUntil(lambda: on_screen.list_pane.current_id() == on_screen.article_id)


@pytest.mark.parametrize(("language", "start"), [("en", "Not understood"), ("ar", "لم يُفهم")])
def test_a_filter_that_means_nothing_is_named(tmp_path, stocked, open_window, qtbot, language, start):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language=language)
    results = screen(window).result_list
    ask(qtbot, window, "is:nonlu tag: barrage")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    told = results.ignored
    assert told.isVisible()
    assert told.text().startswith(start)
    assert isolate("is:nonlu") in told.text()
    assert isolate("tag:") in told.text()
    tip = plain(told.toolTip())
    assert tip.endswith("tag: author: title: source: site: before: after: lang: is: time:")
    assert told.accessibleDescription() == told.toolTip()
    ask(qtbot, window, "is:unread barrage")
    assert not told.isVisible()


def test_a_filter_alone_that_means_nothing_is_named_where_nothing_is_found(window, qtbot):
    ask(qtbot, window, "tag:")
    assert screen(window).nothing_found.isVisible()
    assert plain(screen(window).ignored_words.text()) == "Not understood: tag:"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_naming_long_filters_keeps_a_narrow_list_as_it_is(tmp_path, stocked, open_window, qtbot, language):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language=language)
    on_screen = screen(window)
    on_screen.panes.restore("216,320,")
    results = on_screen.result_list
    ask(qtbot, window, "barrage")
    before = (on_screen.list_pane.width(), on_screen.list_count.text())
    ask(qtbot, window, "barrage " + " ".join(f"is:{letter * 60}" for letter in "abcdefgh"))
    told = results.ignored
    assert told.isVisible()
    assert (on_screen.list_pane.width(), on_screen.list_count.text()) == before
    assert told.minimumSizeHint().width() <= 280
    qtbot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))
    assert told.height() < 120


def test_what_lies_in_trash_is_told_and_shown(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    assert on_screen.result_list.footer_text == "Also in Trash: 1 article"
    qtbot.mouseClick(on_screen.result_list.trash_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found_titles(window) == ["Ancien barrage"])
    qtbot.mouseClick(on_screen.result_list.trash_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found_titles(window) == ["Sécheresse à Zagora"])


def test_a_result_takes_the_marks_and_a_view_ends_the_search(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "night")
    key(qtbot, window, Qt.Key.Key_Down)
    key(qtbot, window, Qt.Key.Key_S)
    article = on_screen.list_pane.current_id()
    qtbot.waitUntil(lambda: on_screen.articles.summary(article).favourite)
    qtbot.waitUntil(lambda: on_screen.result_model.summary(article).favourite)
    key(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not found_titles(window))
    assert on_screen.result_list.footer_text == "Also in Trash: 1 article"
    on_screen.active_cards.setFocus()
    on_screen.actions["view.favourites"].trigger()
    assert not on_screen.list_pane.searching
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "favourites")


def fill_with_dams(tmp_path, count):
    """A library of articles that one word finds all."""
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        for number in range(count):
            made = document(number, f"Barrage {number}", "Le barrage.", language="fr")
            session.articles.add(made, made.url, f"k{number}", "2026-01-01T10:00:00+00:00")
        catch_up(session)


def test_results_are_read_page_by_page_and_stay_when_the_library_changes(tmp_path, open_window, qtbot):
    fill_with_dams(tmp_path, 45)
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    model, view = on_screen.result_model, on_screen.result_cards
    assert on_screen.list_count.text() == "45 articles"
    assert len(found_titles(window)) < 45
    view.setFocus()
    for _ in range(4):
        rows = model.rowCount()
        view.scrollToBottom()
        key(qtbot, window, Qt.Key.Key_End)
        qtbot.waitUntil(lambda rows=rows: model.rowCount() > rows or rows == 45)
    assert len(set(found_titles(window))) == 45
    key(qtbot, window, Qt.Key.Key_End)
    last = on_screen.list_pane.current_id()
    assert last == model.results[-1].summary.id
    key(qtbot, window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: model.summary(last) is not None and model.summary(last).favourite)
    qtbot.settle(window)
    assert on_screen.list_pane.current_id() == last
    assert model.rowCount() == 45


def test_what_is_read_while_a_change_is_looked_into_stays_with_the_place_among_it(
    tmp_path, open_window, qtbot
):
    fill_with_dams(tmp_path, 3 * PAGE)
    window = open_window(reduce_motion=True, size=(1440, 500))
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    model, view = on_screen.result_model, on_screen.result_cards
    qtbot.settle(window)
    before, seen = model.rowCount(), []
    on_screen.library_rows.connect(lambda *_: seen.append(True))
    first, second = threading.Event(), threading.Event()
    on_screen.library.refresh()
    on_screen.library.work(lambda *_: first.wait(LIMIT))
    model.fetchMore(QModelIndex())
    on_screen.library.work(lambda *_: second.wait(LIMIT))
    qtbot.waitUntil(lambda: bool(seen))
    first.set()
    qtbot.waitUntil(lambda: model.rowCount() > before)
    view.setFocus()
    key(qtbot, window, Qt.Key.Key_End)
    last = on_screen.list_pane.current_id()
    assert last == model.results[-1].summary.id
    second.set()
    qtbot.settle(window)
    assert on_screen.list_pane.current_id() == last
    assert model.rowCount() > before


@pytest.mark.parametrize("query", ['"', "tag:", "a* OR (b", "x" * 2000, "'; DROP TABLE", "NEAR("])
def test_nothing_typed_is_an_error(window, qtbot, query):
    errors = []
    screen(window).library_failed.connect(errors.append)
    screen(window).search_field.setText(query)
    qtbot.settle(window)
    assert not errors


@pytest.mark.parametrize("size", [(480, 800), (1000, 800)])
def test_the_field_stands_over_the_results_where_the_sidebar_is_folded(
    tmp_path, stocked, open_window, qtbot, size
):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=size)
    on_screen = screen(window)
    if size[0] > 720:
        assert not on_screen.search_field.isVisible()
        qtbot.mouseClick(on_screen.sidebar.search_button, Qt.MouseButton.LeftButton)
    else:
        key(qtbot, window, Qt.Key.Key_Slash)
    assert not on_screen.panes.drawer_open
    field = on_screen.search_field
    assert field.hasFocus()
    assert on_screen.list_pane.isAncestorOf(field)
    qtbot.keyClicks(field, "barrage")
    qtbot.waitUntil(lambda: on_screen.list_pane.searching)
    assert on_screen.result_cards.isVisible()
    assert field.hasFocus()
    key(qtbot, window, Qt.Key.Key_Down)
    assert on_screen.result_cards.hasFocus()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert on_screen.cards.isVisible()
    assert not on_screen.list_pane.isAncestorOf(field)
    assert (on_screen.sidebar.width() == 56) == (size[0] > 720)


def test_a_kept_search_shows_its_words_in_a_narrow_window_too(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(480, 800))
    on_screen = screen(window)
    on_screen.search.ask("barrage")
    qtbot.waitUntil(lambda: on_screen.list_pane.searching)
    assert on_screen.search_field.isVisible()
    assert on_screen.search_field.text() == "barrage"


def test_the_focus_ring_of_a_chip_is_not_cut_off(window, qtbot):
    ask(qtbot, window, "eau")
    filters = screen(window).search_filters
    for _ in range(8):
        key(qtbot, window, Qt.Key.Key_Tab)
        if filters.isAncestorOf(window.focusWidget()):
            break
    chip = window.focusWidget()
    assert filters.isAncestorOf(chip)
    ring = screen(window).focus_ring
    assert ring.widget() is chip
    assert ring.parentWidget().rect().contains(ring.geometry())
    assert ring.visibleRegion().boundingRect() == ring.rect()


def test_a_window_that_grows_puts_the_field_back_into_the_sidebar(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(1000, 800))
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    assert on_screen.list_pane.isAncestorOf(on_screen.search_field)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: on_screen.sidebar.isAncestorOf(on_screen.search_field))
    assert on_screen.search_field.isVisible()
    assert on_screen.search_field.hasFocus()
    assert found_titles(window) == ["Sécheresse à Zagora"]


def test_a_result_is_painted_and_spoken_with_its_hits(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    index = on_screen.result_model.index(0, 0)
    spoken = plain(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == (
        "Sécheresse à Zagora. Society. LeBrief, 2 March 2026. 1 match. "
        "French: Les élus ont visité les œuvres du barrage."
    )
    assert index.data(Role.SUMMARY).title == "Sécheresse à Zagora"
    view = on_screen.result_cards
    yellow = on_screen.theme.color("hl.yellow").name()
    picture = view.grab(view.visualRect(index)).toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert yellow in seen


def test_snippets_run_in_the_direction_of_their_language():
    assert runs_rtl(Hit("ar", "NEXUS نظام"), "fr")
    assert runs_rtl(Hit("original", "NEXUS نظام"), "ar")
    assert not runs_rtl(Hit("original", "مدرسة Zagora"), "fr")
    assert runs_rtl(Hit("note", "ملاحظة"), "fr")
    assert not runs_rtl(Hit("note", "une note"), "ar")


def test_the_title_is_opened_only_when_nothing_else_has_the_words():
    summary = ArticleSummary(1, "Eau", "https://x.example", language="fr")
    title, text = Hit("title", "Eau", ((0, 3),)), Hit("original", "eau", ((0, 3),), "b1")
    assert best_hit(Result(summary, (title, text))) is text
    assert best_hit(Result(summary, (title,))) is title
    translated = Hit("en", "Eau, again", ((0, 3),), "title")
    assert best_hit(Result(summary, (title, translated))) is title, "it stays in the language it was found in"
    assert best_hit(Result(summary, (translated,))) is translated
    assert best_hit(Result(summary, (title, translated, text))) is text
    assert best_hit(Result(summary)) is None
    assert "Eau" in spoken_result(Result(summary, (title, text)))


# Tags


def test_tags_stand_in_the_sidebar_and_filter_the_list(window, qtbot):
    on_screen = screen(window)
    sidebar = on_screen.sidebar
    shown = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in sidebar.views.named()]
    tags = [text for text in map(plain, shown) if text.startswith("Tags")]
    assert tags == ["Tags: Eau, 2", "Tags: à lire, 1", "Tags: école, 1"]
    row = next(item for item in sidebar.views.named() if item.text() == "Eau")
    spot = sidebar.views.visualItemRect(row).center()
    qtbot.mouseClick(sidebar.views.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "tag:Eau")
    assert on_screen.list_title.text() == "Eau"
    assert {row.title for row in on_screen.summaries} == {"The night train", "Sécheresse à Zagora"}


def test_tags_are_edited_by_key_and_undone(window, qtbot):
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[0].id)
    article = on_screen.list_pane.current_id()
    key(qtbot, window, Qt.Key.Key_T, SHIFT)
    dialog = QApplication.activeModalWidget()
    assert dialog.field.text() == "Eau, "
    qtbot.keyClicks(dialog.field, "ec")
    qtbot.waitUntil(lambda: dialog.suggestions[0].text() == "école")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Tab)
    assert dialog.field.text() == "Eau, école, "
    qtbot.keyClicks(dialog.field, "Trains")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    tags = on_screen.articles.summary
    qtbot.waitUntil(lambda: set(tags(article).tags) == {"Eau", "école", "Trains"})
    qtbot.waitUntil(lambda: "Trains" in [item.text() for item in on_screen.sidebar_rows.named()])
    on_screen.cards.setFocus()
    key(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: tags(article).tags == ("Eau",))
    qtbot.waitUntil(lambda: "Trains" not in [item.text() for item in on_screen.sidebar_rows.named()])


def test_a_tag_is_taken_away(window, qtbot):
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[0].id)
    article = on_screen.list_pane.current_id()
    key(qtbot, window, Qt.Key.Key_F2)
    dialog = QApplication.activeModalWidget()
    dialog.field.clear()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on_screen.articles.summary(article).tags == ())


def test_names_between_commas_of_any_script():
    assert names_in("eau,  à   lire ، ماء; Eau,, ") == ["eau", "à lire", "ماء"]
    assert names_in(" , ") == []


# Sorting


def test_the_list_is_sorted_by_the_button_and_stays_so(tmp_path, window, open_window, qtbot):
    def titles(of):
        return [row.title for row in screen(of).summaries]

    assert titles(window)[0] == "The night train"
    qtbot.mouseClick(screen(window).list_pane.sort_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions()]
    assert texts[:6] == ["Date saved", "Date published", "Title", "Reading time", "Source", "Progress"]
    assert [t for t in texts[6:] if t] == ["Reverse order", "Fits in 10 minutes", "Comfortable", "Compact"]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: titles(window)[0] == "المدرسة الجديدة")
    assert screen(window).actions["sort.published"].isChecked()
    window.close()
    again = open_window(ready=False)
    assert titles(again)[0] == "المدرسة الجديدة"
    assert screen(again).actions["sort.published"].isChecked()


def test_everything_mirrors_in_arabic(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language="ar", theme="dark")
    on_screen = screen(window)
    ask(qtbot, window, "السد")
    assert on_screen.result_cards.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert on_screen.search_field.mapTo(window, QPoint(0, 0)).x() > window.width() // 2
    assert on_screen.result_cards.accessibleName()


def test_the_drawer_opens_over_a_search_that_stays(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(600, 800))
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    for closing in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
        key(qtbot, window, Qt.Key.Key_F9)
        assert on_screen.panes.drawer_open
        assert on_screen.sidebar_rows.hasFocus()
        assert on_screen.list_pane.searching
        assert on_screen.search_field.text() == "barrage"
        key(qtbot, window, closing)
        assert not on_screen.panes.drawer_open
        assert found_titles(window) == ["Sécheresse à Zagora"]
        assert on_screen.result_cards.isVisible()
    key(qtbot, window, Qt.Key.Key_F9)
    archive = next(item for item in on_screen.sidebar_rows.named() if item.text() == "Archive")
    spot = on_screen.sidebar_rows.visualItemRect(archive).center()
    qtbot.mouseClick(on_screen.sidebar_rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "archive")
    assert not on_screen.list_pane.searching
    assert not on_screen.panes.drawer_open


def test_going_to_the_views_keeps_the_search_until_one_is_chosen(window, qtbot):
    on_screen = screen(window)
    ask(qtbot, window, "barrage")
    on_screen.sidebar_rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert on_screen.list_pane.searching
    key(qtbot, window, Qt.Key.Key_Down)
    assert not on_screen.list_pane.searching
    assert on_screen.list_pane.view_name == "unread"


@pytest.mark.parametrize("after", ["next", "list"])
def test_after_a_result_was_deleted_the_one_after_it_is_current(tmp_path, open_window, qtbot, after):
    fill_with_dams(tmp_path, 5)
    window = open_window(reduce_motion=True, after_triage=after)
    on = screen(window)
    ask(qtbot, window, "barrage")
    ids = [result.summary.id for result in on.result_model.results]
    for place in (0, 1):
        key(qtbot, window, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda place=place: on.article_id == ids[place])
    key(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(on.result_model.results) == 4)
    qtbot.waitUntil(lambda: on.list_pane.current_id() == ids[2])
    if after == "next":
        qtbot.waitUntil(lambda: on.article_id == ids[2])
    qtbot.settle(window)
    assert on.article_id == (ids[2] if after == "next" else 0)
    assert on.result_cards.hasFocus()
    key(qtbot, window, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: on.article_id == ids[3])
    assert on.result_cards.hasFocus()


@pytest.mark.parametrize("place", [0, 2])
def test_a_result_whose_deletion_is_undone_is_back_in_its_place(tmp_path, open_window, qtbot, place):
    fill_with_dams(tmp_path, 5)
    window = open_window(reduce_motion=True)
    on = screen(window)
    ask(qtbot, window, "barrage")

    def shown():
        return [result.summary.id for result in on.result_model.results]

    ids = shown()
    for row in range(place + 1):
        key(qtbot, window, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda row=row: on.article_id == ids[row])
    for gone in ids[place : place + 2]:
        key(qtbot, window, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda gone=gone: gone not in shown() and on.list_pane.current_id() > 0)
        qtbot.settle(window)
    assert shown() == ids[:place] + ids[place + 2 :]
    for count in (4, 5):
        key(qtbot, window, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda count=count: len(shown()) == count)
        qtbot.settle(window)
    assert shown() == ids
    assert on.result_cards.hasFocus()


@pytest.mark.parametrize("after", ["next", "list"])
def test_no_result_is_marked_beside_an_article_it_is_not_the_one_of(tmp_path, open_window, qtbot, after):
    """A selected result goes to Trash while an article is read that the search did not find."""
    fill_with_dams(tmp_path, 4)
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        made = document(9, "Autre", "Rien.", language="fr")
        other = session.articles.add(made, made.url, "other", "2026-02-01T10:00:00+00:00")
        catch_up(session)
    window = open_window(reduce_motion=True, after_triage=after, reopen_article=False, size=(1280, 800))
    on = screen(window)
    qtbot.waitUntil(lambda: len(on.summaries) == 5)
    on.cards.setFocus()
    key(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: on.article_id == other)
    key(qtbot, window, Qt.Key.Key_Delete)
    qtbot.settle(window)
    ask(qtbot, window, "barrage")
    key(qtbot, window, Qt.Key.Key_Down)
    qtbot.settle(window)
    first = on.list_pane.current_id()
    key(qtbot, window, Qt.Key.Key_X)
    key(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: on.article_id == other)
    key(qtbot, window, Qt.Key.Key_NumberSign, SHIFT)
    qtbot.waitUntil(lambda: len(on.result_model.results) == 3)
    qtbot.settle(window)
    assert first not in [result.summary.id for result in on.result_model.results]
    assert on.article_id == other, "what is read is left for a result that nobody went to"
    assert not on.result_cards.chosen, "a card is marked that is not that of the article beside it"
    assert on.result_cards.hasFocus() and on.list_pane.current_id()
