"""Search, tags and sorting in the real window on a real library, by real keys."""

from __future__ import annotations

import re
import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
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
from reader.gui.search.result_text import ResultTexts, runs_rtl, spoken_result
from reader.gui.search.search_jobs import best_hit
from reader.services.library_session import LibrarySession
from reader.services.search_library import catch_up
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_samples import paragraph

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def key(qtbot, window, what, modifier=NONE):
    """Press a key where the focus is, as a person does."""
    qtbot.keyClick(window.focusWidget() or window, what, modifier)


def found_titles(window):
    return [result.summary.title for result in window.list.results.model.results]


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
    window.list.on_screen.setFocus()
    key(qtbot, window, Qt.Key.Key_Slash)
    field = window.sidebar.search
    assert field.hasFocus()
    field.clear()
    if text.isascii():
        qtbot.keyClicks(field, text)
    else:
        field.insert(text)  # key events of a test carry no composed letters
    qtbot.waitUntil(lambda: window.list.searching and window.list.results.query == text)


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
    assert window.list._title.text() == "Search"
    count = plain(window.list._count_label.text())
    assert count == "1 article" or re.fullmatch(r"1 article · [1-9]\d* match(es)?", count)


def test_the_header_counts_the_matches_once_every_result_is_read(window, qtbot):
    ask(qtbot, window, "eau")
    results = window.list.results
    assert len(results.model.results) == results.count
    total = sum(hit.matches for result in results.model.results for hit in result.hits)
    assert total >= 1
    words = f" · {total} match" if total == 1 else f" · {total} matches"
    assert plain(window.list._count_label.text()).endswith(words)


def test_a_tag_that_was_found_is_named_below_the_title(window, qtbot):
    ask(qtbot, window, "ecole")
    (result,) = window.list.results.model.results
    (hit,) = [hit for hit in result.hits if hit.where == "tag"]
    assert hit.snippet == "école"
    assert ResultTexts().badge(hit, "ar") == "TAG"
    assert "Tag: école" in plain(spoken_result(result))
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.article_id == result.summary.id)


def test_it_waits_for_two_letters_and_for_typing_to_rest(window, qtbot, monkeypatch):
    asked = []
    original = window.library.work
    monkeypatch.setattr(
        window.library,
        "work",
        lambda work, **more: (asked.append(more.get("newest")), original(work, **more))[1],
    )
    key(qtbot, window, Qt.Key.Key_F, CTRL | SHIFT)
    field = window.sidebar.search
    qtbot.keyClicks(field, "b")
    qtbot.waitUntil(lambda: not field.waiting)
    qtbot.settle(window)
    assert not window.list.searching
    qtbot.keyClicks(field, "arrage")  # without a pause between them, which could be a rest
    qtbot.waitUntil(lambda: window.list.searching)
    assert asked.count("search") == 1


def test_arrows_enter_and_escape(window, qtbot):
    ask(qtbot, window, "ne dit rien")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    key(qtbot, window, Qt.Key.Key_Down)
    assert window.list.results.view.hasFocus()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not window.list.searching
    assert window.list.cards.hasFocus()
    assert window.sidebar.search.text() == ""
    assert window.list.view_name == "unread"
    ask(qtbot, window, "train")
    key(qtbot, window, Qt.Key.Key_Escape)
    assert not window.list.searching
    assert window.list.cards.hasFocus()


def test_enter_opens_at_the_hit_in_the_original(window, qtbot):
    ask(qtbot, window, "barrage")
    key(qtbot, window, Qt.Key.Key_Return)
    pane = window.pane
    qtbot.waitUntil(lambda: window.reading.article_id > 0 and not window.keyboard.find.bar.isHidden())
    assert pane.view.hasFocus()
    assert pane.language == "fr"
    assert pane.sentence_cursor.text() == "Les élus ont visité les œuvres du barrage."
    assert pane.view.position().block == "b41"
    assert pane.view.verticalScrollBar().value() > 500
    assert window.keyboard.find.bar.field.text() == "barrage"


def test_a_hit_in_a_translation_opens_the_translation(window, qtbot):
    ask(qtbot, window, "السد")
    key(qtbot, window, Qt.Key.Key_Return)
    pane = window.pane
    qtbot.waitUntil(lambda: pane.language == "ar" and "السّدّ" in pane.sentence_cursor.text())
    qtbot.settle(window)
    assert not window.translations.running
    window.reading.clear()
    ask(qtbot, window, "elus")
    qtbot.mouseClick(
        window.list.results.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=window.list.results.view.visualRect(window.list.results.model.index(0, 0)).center(),
    )
    qtbot.waitUntil(lambda: pane.language == "fr" and window.reading.article_id > 0)


def test_enter_before_the_answer_opens_the_first_result(window, qtbot):
    key(qtbot, window, Qt.Key.Key_Slash)
    qtbot.keyClicks(window.sidebar.search, "night")
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.article_id > 0)
    assert window.reading.summary.title == "The night train"


def test_nothing_found_says_so_and_clears(window, qtbot):
    ask(qtbot, window, "zzzz")
    nothing = window.list.results.nothing
    assert plain(nothing.text).startswith("Nothing found for “zzzz”")
    qtbot.mouseClick(nothing.button, Qt.MouseButton.LeftButton)
    assert not window.list.searching
    assert window.sidebar.search.text() == ""
    assert window.sidebar.search.hasFocus()


@pytest.mark.parametrize(("language", "start"), [("en", "Not understood"), ("ar", "لم يُفهم")])
def test_a_filter_that_means_nothing_is_named(tmp_path, stocked, open_window, qtbot, language, start):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language=language)
    results = window.list.results
    ask(qtbot, window, "is:nonlu tag: barrage")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    told = results.ignored
    assert told.isVisible()
    assert told.text().startswith(start)
    assert isolate("is:nonlu") in told.text()
    assert isolate("tag:") in told.text()
    tip = plain(told.toolTip())
    assert tip.endswith("tag: author: source: before: after: lang: is: time:")
    assert told.accessibleDescription() == told.toolTip()
    ask(qtbot, window, "is:unread barrage")
    assert not told.isVisible()


def test_a_filter_alone_that_means_nothing_is_named_where_nothing_is_found(window, qtbot):
    ask(qtbot, window, "tag:")
    assert window.list.results.nothing.isVisible()
    assert plain(window.list.results.ignored.text()) == "Not understood: tag:"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_naming_long_filters_keeps_a_narrow_list_as_it_is(tmp_path, stocked, open_window, qtbot, language):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language=language)
    window.panes.restore("216,320,")
    results, header = window.list.results, window.list.header
    ask(qtbot, window, "barrage")
    before = (window.list.width(), header.view.count.text())
    ask(qtbot, window, "barrage " + " ".join(f"is:{letter * 60}" for letter in "abcdefgh"))
    told = results.ignored
    assert told.isVisible()
    assert (window.list.width(), header.view.count.text()) == before
    assert told.minimumSizeHint().width() <= 280
    qtbot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))
    assert told.height() < 120


def test_what_lies_in_trash_is_told_and_shown(window, qtbot):
    ask(qtbot, window, "barrage")
    assert found_titles(window) == ["Sécheresse à Zagora"]
    assert window.list.results.footer_text == "Also in Trash: 1 article"
    qtbot.mouseClick(window.list.results.trash_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found_titles(window) == ["Ancien barrage"])
    qtbot.mouseClick(window.list.results.trash_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found_titles(window) == ["Sécheresse à Zagora"])


def test_a_result_takes_the_marks_and_a_view_ends_the_search(window, qtbot):
    ask(qtbot, window, "night")
    key(qtbot, window, Qt.Key.Key_Down)
    key(qtbot, window, Qt.Key.Key_S)
    article = window.list.current_id()
    qtbot.waitUntil(lambda: window.library.session.articles.summary(article).favourite)
    qtbot.waitUntil(lambda: window.list.results.model.summary(article).favourite)
    key(qtbot, window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not found_titles(window))
    assert window.list.results.footer_text == "Also in Trash: 1 article"
    window.list.on_screen.setFocus()
    window.actions_["view.favourites"].trigger()
    assert not window.list.searching
    qtbot.waitUntil(lambda: window.list.view_name == "favourites")


def test_results_are_read_page_by_page_and_stay_when_the_library_changes(tmp_path, open_window, qtbot):
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        for number in range(45):
            made = document(number, f"Barrage {number}", "Le barrage.", language="fr")
            session.articles.add(made, made.url, f"k{number}", "2026-01-01T10:00:00+00:00")
        catch_up(session)
    window = open_window(reduce_motion=True)
    ask(qtbot, window, "barrage")
    model, view = window.list.results.model, window.list.results.view
    assert window.list._count_label.text() == "45 articles"
    assert len(found_titles(window)) < 45
    view.setFocus()
    for _ in range(4):
        rows = model.rowCount()
        view.scrollToBottom()
        key(qtbot, window, Qt.Key.Key_End)
        qtbot.waitUntil(lambda rows=rows: model.rowCount() > rows or rows == 45)
    assert len(set(found_titles(window))) == 45
    key(qtbot, window, Qt.Key.Key_End)
    last = window.list.current_id()
    assert last == model.results[-1].summary.id
    key(qtbot, window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: model.summary(last) is not None and model.summary(last).favourite)
    qtbot.settle(window)
    assert window.list.current_id() == last
    assert model.rowCount() == 45


@pytest.mark.parametrize("query", ['"', "tag:", "a* OR (b", "x" * 2000, "'; DROP TABLE", "NEAR("])
def test_nothing_typed_is_an_error(window, qtbot, query):
    errors = []
    window.library.failed.connect(errors.append)
    window.sidebar.search.setText(query)
    qtbot.settle(window)
    assert not errors


@pytest.mark.parametrize("size", [(480, 800), (1000, 800)])
def test_the_field_stands_over_the_results_where_the_sidebar_is_folded(
    tmp_path, stocked, open_window, qtbot, size
):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=size)
    if size[0] > 720:
        assert not window.sidebar.search.isVisible()
        qtbot.mouseClick(window.sidebar.search_button, Qt.MouseButton.LeftButton)
    else:
        key(qtbot, window, Qt.Key.Key_Slash)
    assert not window.panes.drawer_open
    field = window.sidebar.search
    assert field.hasFocus()
    assert window.list.isAncestorOf(field)
    qtbot.keyClicks(field, "barrage")
    qtbot.waitUntil(lambda: window.list.searching)
    assert window.list.results.view.isVisible()
    assert field.hasFocus()
    key(qtbot, window, Qt.Key.Key_Down)
    assert window.list.results.view.hasFocus()
    key(qtbot, window, Qt.Key.Key_Escape)
    assert window.list.cards.isVisible()
    assert not window.list.isAncestorOf(field)
    assert (window.sidebar.width() == 56) == (size[0] > 720)


def test_a_kept_search_shows_its_words_in_a_narrow_window_too(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(480, 800))
    window.search.ask("barrage")
    qtbot.waitUntil(lambda: window.list.searching)
    assert window.sidebar.search.isVisible()
    assert window.sidebar.search.text() == "barrage"


def test_the_focus_ring_of_a_chip_is_not_cut_off(window, qtbot):
    ask(qtbot, window, "eau")
    filters = window.list.results.filters
    for _ in range(4):
        key(qtbot, window, Qt.Key.Key_Tab)
        if filters.isAncestorOf(window.focusWidget()):
            break
    chip = window.focusWidget()
    assert filters.isAncestorOf(chip)
    ring = window.ring
    assert ring.widget() is chip
    assert ring.parentWidget().rect().contains(ring.geometry())
    assert ring.visibleRegion().boundingRect() == ring.rect()


def test_a_window_that_grows_puts_the_field_back_into_the_sidebar(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(1000, 800))
    ask(qtbot, window, "barrage")
    assert window.list.isAncestorOf(window.sidebar.search)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.sidebar.isAncestorOf(window.sidebar.search))
    assert window.sidebar.search.isVisible()
    assert window.sidebar.search.hasFocus()
    assert found_titles(window) == ["Sécheresse à Zagora"]


def test_a_result_is_painted_and_spoken_with_its_hits(window, qtbot):
    ask(qtbot, window, "barrage")
    index = window.list.results.model.index(0, 0)
    spoken = plain(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == (
        "Sécheresse à Zagora. Société. LeBrief, 2 March 2026. 1 match. "
        "French: Les élus ont visité les œuvres du barrage."
    )
    assert index.data(Role.SUMMARY).title == "Sécheresse à Zagora"
    view = window.list.results.view
    yellow = window.theme.color("hl.yellow").name()
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
    assert best_hit(Result(summary)) is None
    assert "Eau" in spoken_result(Result(summary, (title, text)))


# Tags


def test_tags_stand_in_the_sidebar_and_filter_the_list(window, qtbot):
    sidebar = window.sidebar
    shown = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in sidebar.views.named()]
    tags = [text for text in map(plain, shown) if text.startswith("Tags")]
    assert tags == ["Tags: Eau, 2", "Tags: à lire, 1", "Tags: école, 1"]
    row = next(item for item in sidebar.views.named() if item.text() == "Eau")
    spot = sidebar.views.visualItemRect(row).center()
    qtbot.mouseClick(sidebar.views.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: window.list.view_name == "tag:Eau")
    assert window.list._title.text() == "Eau"
    assert {row.title for row in window.model.summaries} == {"The night train", "Sécheresse à Zagora"}


def test_tags_are_edited_by_key_and_undone(window, qtbot):
    window.list.cards.setFocus()
    window.list.select(window.model.summaries[0].id)
    article = window.list.current_id()
    key(qtbot, window, Qt.Key.Key_T, SHIFT)
    dialog = QApplication.activeModalWidget()
    assert dialog.field.text() == "Eau, "
    qtbot.keyClicks(dialog.field, "ec")
    qtbot.waitUntil(lambda: dialog.suggestions[0].text() == "école")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Tab)
    assert dialog.field.text() == "Eau, école, "
    qtbot.keyClicks(dialog.field, "Trains")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    tags = window.library.session.articles.summary
    qtbot.waitUntil(lambda: set(tags(article).tags) == {"Eau", "école", "Trains"})
    qtbot.waitUntil(lambda: "Trains" in [item.text() for item in window.sidebar.views.named()])
    window.list.cards.setFocus()
    key(qtbot, window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: tags(article).tags == ("Eau",))
    qtbot.waitUntil(lambda: "Trains" not in [item.text() for item in window.sidebar.views.named()])


def test_a_tag_is_taken_away(window, qtbot):
    window.list.cards.setFocus()
    window.list.select(window.model.summaries[0].id)
    article = window.list.current_id()
    key(qtbot, window, Qt.Key.Key_F2)
    dialog = QApplication.activeModalWidget()
    dialog.field.clear()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.library.session.articles.summary(article).tags == ())


def test_names_between_commas_of_any_script():
    assert names_in("eau,  à   lire ، ماء; Eau,, ") == ["eau", "à lire", "ماء"]
    assert names_in(" , ") == []


# Sorting


def test_the_list_is_sorted_by_the_button_and_stays_so(tmp_path, window, open_window, qtbot):
    def titles(of):
        return [row.title for row in of.model.summaries]

    assert titles(window)[0] == "The night train"
    qtbot.mouseClick(window.list.sort_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions()]
    assert texts[:6] == ["Date saved", "Date published", "Title", "Reading time", "Source", "Progress"]
    assert [t for t in texts[6:] if t] == ["Reverse order", "Fits in 10 minutes", "Comfortable", "Compact"]
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: titles(window)[0] == "المدرسة الجديدة")
    assert window.actions_["sort.published"].isChecked()
    window.close()
    again = open_window(ready=False)
    assert titles(again)[0] == "المدرسة الجديدة"
    assert again.actions_["sort.published"].isChecked()


def test_everything_mirrors_in_arabic(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(interface_language="ar", theme="dark")
    ask(qtbot, window, "السد")
    assert window.list.results.view.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert window.sidebar.search.mapTo(window, QPoint(0, 0)).x() > window.width() // 2
    assert window.list.results.view.accessibleName()


def test_the_drawer_opens_over_a_search_that_stays(tmp_path, stocked, open_window, qtbot):
    shutil.copytree(stocked, tmp_path / "library")
    window = open_window(size=(600, 800))
    ask(qtbot, window, "barrage")
    for closing in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
        key(qtbot, window, Qt.Key.Key_F9)
        assert window.panes.drawer_open
        assert window.sidebar.views.hasFocus()
        assert window.list.searching
        assert window.sidebar.search.text() == "barrage"
        key(qtbot, window, closing)
        assert not window.panes.drawer_open
        assert found_titles(window) == ["Sécheresse à Zagora"]
        assert window.list.results.view.isVisible()
    key(qtbot, window, Qt.Key.Key_F9)
    archive = next(item for item in window.sidebar.views.named() if item.text() == "Archive")
    spot = window.sidebar.views.visualItemRect(archive).center()
    qtbot.mouseClick(window.sidebar.views.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: window.list.view_name == "archive")
    assert not window.list.searching
    assert not window.panes.drawer_open


def test_going_to_the_views_keeps_the_search_until_one_is_chosen(window, qtbot):
    ask(qtbot, window, "barrage")
    window.sidebar.views.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.list.searching
    key(qtbot, window, Qt.Key.Key_Down)
    assert not window.list.searching
    assert window.list.view_name == "unread"
