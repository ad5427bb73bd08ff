"""What stands in the rail beside the views, and several cards at once: by real keys in the real window."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from reader.core.model import ArticleLink, Document
from reader.gui.dialogs.name_dialog import NameDialog
from reader.gui.sources.link_delegate import button_place
from reader.gui.sources.link_model import NEW, SAVED, LinkRole
from reader.gui.widgets.chips import ChipRow
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.reading_samples import paragraph
from tests.gui.support.screen import screen

Key, Mod = Qt.Key, Qt.KeyboardModifier


def focused(window):
    """What has the focus; without a window manager nothing makes the window the active one again."""
    return QApplication.focusWidget() or window.focusWidget() or window


def press(window, what, modifier=Mod.NoModifier):
    QTest.keyClick(focused(window), what, modifier)


def write(window, text):
    QTest.keyClicks(focused(window), text)


def command(window, qtbot, words):
    """Run a command by its words, from the palette."""
    press(window, Key.Key_K, Mod.ControlModifier)
    qtbot.waitUntil(lambda: screen(window).overlay is not None)
    write(window, words)
    press(window, Key.Key_Return)


def titles(window):
    return [screen(window).article_model.known(i).title for i in screen(window).article_model.ids]


def names(window):
    return [item.text() for item in screen(window).sidebar_rows.named()]


def link(site, number, title, folder):
    return ArticleLink(title, site.url(f"/{folder}/"), section="Politique", author="Salma", date="2026-01-12")


@pytest.fixture
def window(tmp_path, open_window, qtbot, site):
    """Five articles; the newest names four others of its source, one of them saved, and two most read."""
    folders = sorted(p.parent.name for p in site_folder().glob("*/index.html"))
    links = tuple(link(site, n, f"Lien {n}", folder) for n, folder in enumerate(folders[:4]))
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        for number in range(5):
            url = f"https://www.lebrief.ma/{number}/"
            blocks = (paragraph(1, f"L’eau du puits {number}."), paragraph(2, "Rien " * 100 * number))
            document = Document(url, f"Article {number}", blocks, "", language="fr", site="LeBrief")
            if number == 4:
                document = dataclasses.replace(document, latest=links, most_read=links[2:])
            tags = ["eau"] if number % 2 else ["climat"]
            session.articles.add(
                document, url, f"lebrief.ma/{number}", f"2026-11-2{number}T08:00:00", tags=tags
            )
    made = open_window(reduce_motion=True)
    screen(made).cards.setFocus()
    qtbot.waitUntil(lambda: len(screen(made).article_model.ids) == 5 and "Latest articles" in names(made))
    return made


def site_folder():
    from tests.conftest import SITE

    return SITE


# The lists of a source


def test_latest_and_most_read_are_listed_and_one_key_saves(window, qtbot, site):
    on_screen = screen(window)
    press(window, Key.Key_G)
    press(window, Key.Key_L)
    links = on_screen.link_list
    qtbot.waitUntil(lambda: on_screen.list_pane.linking and links.model.rowCount() == 4)
    assert on_screen.active_cards.hasFocus() and links.source == "LeBrief"
    assert links.model.index(0, 0).data(LinkRole.STATE) == NEW
    spoken = links.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Lien 0" in spoken and "Politics" in spoken and "Save" in spoken
    press(window, Key.Key_J)
    press(window, Key.Key_Return)
    url = links.view.currentIndex().data(LinkRole.LINK).link.url
    agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: on_screen.articles.counts()["all"] == 6)
    # The page just saved names other links: the list is of those, and the cursor stays on its own.
    qtbot.waitUntil(lambda: links.model.rowCount() == 6)
    assert links.view.currentIndex().data(LinkRole.LINK).link.url == url
    assert links.view.currentIndex().data(LinkRole.STATE) == SAVED
    saved = links.view.currentIndex().data(LinkRole.LINK).article
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: on_screen.article_id == saved)
    press(window, Key.Key_Escape)
    press(window, Key.Key_G)
    press(window, Key.Key_M)
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "most-read")
    assert links.model.rowCount() > 0
    assert [i.text() for i in on_screen.sidebar_rows.selectedItems()] == ["Most read"]
    press(window, Key.Key_G)
    press(window, Key.Key_U)
    qtbot.waitUntil(lambda: len(on_screen.article_model.ids) == 6 and not on_screen.list_pane.linking)


def test_going_to_the_list_shows_the_current_card_from_wherever_it_was_scrolled(window, qtbot):
    window.resize(1280, 480)
    on_screen = screen(window)
    press(window, Key.Key_G)
    press(window, Key.Key_U)
    cards = on_screen.cards
    qtbot.waitUntil(cards.hasFocus)
    on_screen.list_pane.select_row(len(on_screen.summaries) - 1)
    qtbot.settle(window)
    on_screen.sidebar_rows.setFocus()
    cards.verticalScrollBar().setValue(0)
    assert cards.visualRect(cards.currentIndex()).top() > cards.viewport().height()
    press(window, Key.Key_G)
    press(window, Key.Key_U)
    qtbot.waitUntil(cards.hasFocus)
    qtbot.settle(window)
    assert cards.viewport().rect().contains(cards.visualRect(cards.currentIndex()))


# Saved searches and the chips over the results


def search_for(window, qtbot, text):
    on_screen = screen(window)
    press(window, Key.Key_Slash)
    qtbot.waitUntil(on_screen.search_field.hasFocus)
    write(window, text)
    qtbot.waitUntil(lambda: on_screen.result_list.query == text and on_screen.list_pane.searching)


def focus_chip(window, text):
    """Go to a chip by Tab, until the row's one stop is reached, and by arrows from there."""
    filters = screen(window).search_filters
    for row in filters.findChildren(ChipRow):
        for place, chip in enumerate(row.chips):
            if chip.text() != text:
                continue
            for _ in range(12):
                if focused(window) in row.chips:
                    break
                press(window, Key.Key_Tab)
            way = place - row.chips.index(focused(window))
            for _ in range(abs(way)):
                press(window, Key.Key_Right if way > 0 else Key.Key_Left)
            assert focused(window) is chip
            return
    raise AssertionError(f"no chip {text}")


def result_titles(window):
    return [result.summary.title for result in screen(window).result_model.results]


def test_chips_narrow_a_search_by_place_and_by_tags(window, qtbot):
    search_for(window, qtbot, "eau")
    assert len(result_titles(window)) == 5
    focus_chip(window, "Tag")
    press(window, Key.Key_Space)
    menu = next(m for m in window.findChildren(QMenu) if m.isVisible())
    action = next(a for a in menu.actions() if a.data() == "eau")
    assert isinstance(action, QAction)
    while menu.activeAction() is not action:
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    qtbot.waitUntil(lambda: sorted(result_titles(window)) == ["Article 1", "Article 3"])
    press(window, Key.Key_Backtab, Mod.ShiftModifier)
    focus_chip(window, "Notes")
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: not result_titles(window))
    assert screen(window).nothing_found.isVisible()
    press(window, Key.Key_Tab)
    focus_chip(window, "eau")
    press(window, Key.Key_Space)
    press(window, Key.Key_Backtab, Mod.ShiftModifier)
    focus_chip(window, "Everywhere")
    press(window, Key.Key_Space)
    qtbot.waitUntil(lambda: len(result_titles(window)) == 5)


def test_a_search_is_kept_asked_again_removed_and_brought_back(window, qtbot):
    on_screen = screen(window)
    search_for(window, qtbot, "eau tag:climat")
    focus_chip(window, "Keep this search")
    press(window, Key.Key_Space)
    dialog = window.findChild(NameDialog)
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClicks(dialog.field, "eau et climat")
    QTest.keyClick(dialog.field, Key.Key_Return)
    qtbot.waitUntil(lambda: "eau et climat" in names(window))
    window.activateWindow()  # as a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Key.Key_Escape)
    press(window, Key.Key_Escape)
    qtbot.waitUntil(lambda: not on_screen.list_pane.searching)
    views = on_screen.sidebar_rows
    views.setFocus()
    row = names(window).index("eau et climat")
    while views.currentItem() is None or views.currentItem().text() != "eau et climat":
        press(window, Key.Key_Down)
        qtbot.settle(window)
        assert views.hasFocus(), "the pages that are passed do not take it"
    qtbot.waitUntil(lambda: on_screen.list_pane.searching)
    qtbot.waitUntil(lambda: sorted(result_titles(window)) == ["Article 0", "Article 2", "Article 4"])
    assert names(window)[row] == "eau et climat" and views.hasFocus()
    press(window, Key.Key_Delete)
    qtbot.waitUntil(lambda: "eau et climat" not in names(window))
    press(window, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: "eau et climat" in names(window))
    assert [s.query for s in on_screen.saved_searches.all()] == ["eau tag:climat"]
    for command in ("view.notes", "view.feeds"):
        views.setFocus()
        on_screen.actions.run(command)
        assert not views.hasFocus(), "a command takes the focus along"


def test_esc_in_the_results_leaves_the_search_and_takes_its_words_from_the_text(window, qtbot):
    on_screen = screen(window)
    search_for(window, qtbot, "eau")
    press(window, Key.Key_Down)
    qtbot.waitUntil(lambda: on_screen.find.shown)  # the first hit is looked at beside the list
    assert on_screen.result_cards.hasFocus()
    press(window, Key.Key_Escape)
    assert not on_screen.list_pane.searching and not on_screen.find.shown
    assert on_screen.active_cards.hasFocus()


# Several cards at once


def test_picked_cards_are_archived_together_and_brought_back(window, qtbot):
    on_screen = screen(window)
    press(window, Key.Key_Home)
    press(window, Key.Key_X)
    press(window, Key.Key_Down, Mod.ShiftModifier)
    press(window, Key.Key_Down, Mod.ShiftModifier)
    assert len(on_screen.picked_articles) == 3
    chosen = on_screen.picked_articles.ids
    press(window, Key.Key_E)
    qtbot.waitUntil(lambda: len(on_screen.article_model.ids) == 2)
    counts = on_screen.articles.counts
    qtbot.waitUntil(lambda: counts()["archive"] == 3)
    press(window, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: len(on_screen.article_model.ids) == 5)
    assert counts()["archive"] == 0 and set(chosen) <= set(on_screen.article_model.ids)


def test_every_card_goes_to_trash_and_comes_back(window, qtbot):
    press(window, Key.Key_A, Mod.ControlModifier)
    assert len(screen(window).picked_articles) == 5
    press(window, Key.Key_Delete)
    counts = screen(window).articles.counts
    qtbot.waitUntil(lambda: counts()["trash"] == 5)
    press(window, Key.Key_Z, Mod.ControlModifier)
    qtbot.waitUntil(lambda: counts() == {**counts(), "trash": 0, "all": 5})


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_actions_of_the_picked_cards_open_below_their_button(window, qtbot, language):
    on_screen = screen(window)
    on_screen.options.set("interface_language", language)
    press(window, Key.Key_End)
    press(window, Key.Key_X)
    press(window, Key.Key_Up, Mod.ShiftModifier)
    button = on_screen.selection_menu_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    place = QRect(button.mapToGlobal(button.rect().topLeft()), button.size())
    beside = menu.geometry().adjusted(-8, -8, 8, 8)
    assert beside.intersects(place) and menu.y() >= place.bottom()
    assert on_screen.cards.hasFocus(), "what is chosen there is done to the cards"
    menu.close()


# How the list is shown


def test_order_length_and_density_from_the_palette(window, qtbot):
    on_screen = screen(window)
    before = titles(window)
    tall = on_screen.cards.visualRect(on_screen.article_model.index(0, 0)).height()
    command(window, qtbot, "reverse order")
    qtbot.waitUntil(lambda: titles(window) == before[::-1])
    command(window, qtbot, "compact")
    qtbot.waitUntil(lambda: on_screen.cards.visualRect(on_screen.article_model.index(0, 0)).height() == 68)
    assert tall == 146
    command(window, qtbot, "fits in 10")
    qtbot.waitUntil(lambda: len(on_screen.article_model.ids) < 5 or on_screen.list_pane.short)
    assert on_screen.list_pane.short and on_screen.short_button.isVisible()


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_button_that_saves_a_link_is_as_high_as_every_button_in_a_row(qapp, direction):
    row = QRect(0, 0, 380, 150)
    spot = button_place(row, direction, NEW)
    assert spot.height() == 28
    assert row.contains(spot)
