"""The real window on a real library: first paint, reading, keys, marks, languages, themes, restart."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from reader.core.progress import Progress
from reader.gui.models.models_dialog import ModelsDialog
from reader.gui.reading.article_content import DONE
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from reader.services.translation.manage_packages import install_package, list_packages, remove_package
from reader.settings.paths import LibraryPaths, resource
from tests.conftest import SiteServer
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.support.limits import LIMIT

SECOND = "/secheresse-le-maroc-a-t-il-tourne-la-page/"
THIRD = "/justice-rabat-et-bruxelles-renforcent-leur-coordination/"


@pytest.fixture(scope="module")
def saved_once(tmp_path_factory, expected):
    """A library with three saved articles; the newest is the fixture article."""
    folder = tmp_path_factory.mktemp("saved") / "library"
    server = SiteServer()
    with LibrarySession.open(LibraryPaths(folder)) as session:
        for path in (THIRD, SECOND, expected["url_path"]):
            save_article(session, server.url(path), Progress())
    server.close()
    return folder


@pytest.fixture
def filled(tmp_path, saved_once):
    """A copy of that library, to do with as one likes."""
    shutil.copytree(saved_once, tmp_path / "library")
    return tmp_path


def key(qtbot, window, what, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is, as a person does."""
    target = window.focusWidget() or window
    qtbot.keyClick(target, what, modifier)


def titles(window):
    return [row.title for row in screen(window).summaries]


def shown_id(window):
    return screen(window).article_id


def open_first(qtbot, window):
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[0].id)
    qtbot.keyClick(on_screen.cards, Qt.Key.Key_L)  # Enter would open it in reading mode
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[0].id)


def summary(window, article_id):
    return screen(window).articles.summary(article_id)


@pytest.mark.own_start
def test_first_paint_needs_no_heavy_module(filled):
    code = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from reader.gui.main_window.construction import open_window
from reader.settings.paths import LibraryPaths, resource
from tests.conftest import SiteServer
from tests.gui.support.screen import screen
from reader.settings.store import Settings
app = QApplication([])
paths = LibraryPaths(Path(sys.argv[1]))
window = open_window(paths, Settings(paths.settings))
window.start = lambda: None
window.show()
window.grab()
heavy = "sqlmodel sqlalchemy alembic lxml trafilatura ctranslate2 argostranslate PIL urllib3".split()
print([name for name in heavy if name in sys.modules], len(screen(window).summaries))
window.shut_down()
"""
    result = subprocess.run(
        [sys.executable, "-c", code, str(filled / "library")], capture_output=True, text=True, timeout=LIMIT
    )
    assert result.stdout.strip() == "[] 3", result.stderr


def test_rows_are_there_before_the_library_is_open(filled, open_window):
    window = open_window(ready=False)
    assert screen(window).session is None
    assert len(titles(window)) == 3
    assert titles(window)[0].startswith("Marrakech")


def test_l_opens_and_goes_to_the_text(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    assert "cybercriminalit" in on_screen.view.toPlainText()
    assert on_screen.view.hasFocus()
    row = on_screen.summaries[0]
    qtbot.waitUntil(lambda: summary(window, row.id).opened and on_screen.summaries[0].opened)
    key(qtbot, window, Qt.Key.Key_Escape)
    assert on_screen.cards.hasFocus()


def test_a_click_on_a_card_opens_it(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    cards = on_screen.cards
    spot = cards.visualRect(on_screen.article_model.index(1, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[1].id)
    assert cards.hasFocus()


def test_j_and_k_go_through_the_list_and_show_the_article(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    on_screen.cards.setFocus()
    key(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[1].id)
    key(qtbot, window, Qt.Key.Key_J)
    key(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[2].id)
    key(qtbot, window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[1].id)


@pytest.mark.parametrize("from_list", [True, False])
def test_keys_1_to_5_set_the_text_size_from_any_focus(filled, open_window, qtbot, from_list):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    if from_list:
        on_screen.cards.setFocus()
    for number in (1, 2, 4, 5, 3):
        key(qtbot, window, Qt.Key(Qt.Key.Key_0 + number))
        assert on_screen.reading_pane.text_size == number
        assert on_screen.actions[f"size.{number}"].isChecked()
    key(qtbot, window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert on_screen.reading_pane.text_size == 4
    key(qtbot, window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    key(qtbot, window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert on_screen.reading_pane.text_size == 2
    key(qtbot, window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert on_screen.reading_pane.text_size == 3


def test_letters_typed_in_a_field_are_no_commands(filled, open_window, qtbot):
    window = open_window()
    open_first(qtbot, window)
    key(qtbot, window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    qtbot.keyClicks(dialog.field.edit, "s5e")
    assert dialog.field.edit.text().endswith("s5e")
    assert screen(window).reading_pane.text_size == 3
    assert not screen(window).summaries[0].favourite
    dialog.reject()


def test_marks_are_stored_and_undone(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    article = on_screen.summaries[0].id
    on_screen.cards.setFocus()
    on_screen.list_pane.select(article)
    key(qtbot, window, Qt.Key.Key_S)
    assert on_screen.summaries[0].favourite
    qtbot.waitUntil(lambda: summary(window, article).favourite)
    key(qtbot, window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: not summary(window, article).unread)
    key(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: summary(window, article).unread)
    key(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not summary(window, article).favourite)


@pytest.mark.parametrize(("press", "field"), [(Qt.Key.Key_E, "archived"), (Qt.Key.Key_Delete, "trashed")])
def test_a_card_leaves_at_once_and_undo_brings_it_back(filled, open_window, qtbot, press, field):
    window = open_window()
    on_screen = screen(window)
    article = on_screen.summaries[1].id
    on_screen.cards.setFocus()
    on_screen.list_pane.select(article)
    key(qtbot, window, press)
    assert article not in [row.id for row in on_screen.summaries]
    assert on_screen.list_pane.current_id() == on_screen.summaries[1].id
    qtbot.waitUntil(lambda: getattr(summary(window, article), field))
    key(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: article in [row.id for row in on_screen.summaries])
    assert not getattr(summary(window, article), field)


def test_trash_restores_and_empties_after_asking(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    first, second = (row.id for row in on_screen.summaries[:2])
    on_screen.cards.setFocus()
    on_screen.list_pane.select(first)
    key(qtbot, window, Qt.Key.Key_Delete)
    key(qtbot, window, Qt.Key.Key_Delete)
    for letter in (Qt.Key.Key_G, Qt.Key.Key_X):
        key(qtbot, window, letter)
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "trash" and len(titles(window)) == 2)
    on_screen.list_pane.select(second)
    on_screen.actions["article.restore"].trigger()
    qtbot.waitUntil(lambda: not summary(window, second).trashed)
    on_screen.actions["trash.empty"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    box = QApplication.activeModalWidget()
    accept = next(b for b in box.buttons() if b.text().replace("&", "") == "Empty Trash")
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: on_screen.articles.counts()["trash"] == 0)
    qtbot.waitUntil(lambda: "Trash is empty" in on_screen.empty_text and not titles(window))
    assert on_screen.articles.counts()["all"] == 2


def test_copy_link(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    on_screen.cards.setFocus()
    on_screen.list_pane.select(on_screen.summaries[0].id)
    key(qtbot, window, Qt.Key.Key_Y)
    assert QGuiApplication.clipboard().text() == on_screen.summaries[0].url


@pytest.mark.models
def test_translation_by_keys_streams_is_stored_and_comes_back(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    qtbot.waitUntil(lambda: on_screen.shown_whole)
    original = on_screen.view.toPlainText()
    key(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert on_screen.translation_controller.running
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running and on_screen.shown_whole)
    english = on_screen.view.toPlainText()
    assert english != original
    assert " the " in english
    key(qtbot, window, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: on_screen.shown_whole)
    assert on_screen.view.toPlainText() == original
    key(qtbot, window, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: on_screen.shown_whole)
    assert on_screen.view.toPlainText()[-1500:] == english[-1500:]
    assert not on_screen.translation_controller.running
    qtbot.waitUntil(lambda: on_screen.summaries[0].translations == ("en",))


@pytest.mark.models
def test_translation_can_be_stopped_and_continued(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    key(qtbot, window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert on_screen.translation_controller.running
    key(qtbot, window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running)
    on_screen.translation_controller.retry()
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running)
    assert not on_screen.reading_pane.needs_translation("ar")


@pytest.mark.models
def test_a_translation_left_for_another_language_goes_on_when_it_is_chosen_again(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    for letter in (Qt.Key.Key_E, Qt.Key.Key_A):  # the second stops the first
        key(qtbot, window, letter, Qt.KeyboardModifier.ShiftModifier)
        assert on_screen.translation_controller.running
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running)
    key(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: on_screen.article_content.state("en").status == DONE)


@pytest.mark.models
def test_without_a_model_it_says_so_and_goes_on_once_there_is_one(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    session = on_screen.session
    list_packages(session)
    remove_package(session, "fr-en")
    key(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: on_screen.article_content.state("en").error is not None)
    assert on_screen.article_content.state("en").error.kind == "no-model"
    on_screen.actions["models.open"].trigger()
    (dialog,) = window.findChildren(ModelsDialog)
    assert dialog.windowTitle() == "Translation models"
    model = next(resource("models").glob("translate-fr_en-*.argosmodel"))
    install_package(session, str(model), Progress())
    dialog.packages_changed.emit()
    qtbot.waitUntil(lambda: not on_screen.reading_pane.needs_translation("en"))
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running)
    dialog.reject()


def read_first_to_its_end(qtbot, window):
    open_first(qtbot, window)
    article = shown_id(window)
    on_screen = screen(window)
    bar, timer = on_screen.view.verticalScrollBar(), on_screen.read_through.timer
    qtbot.waitUntil(lambda: on_screen.view.whole and bar.maximum() > 0)
    bar.setValue(bar.maximum())
    timer.timeout.emit()  # its reading time is over
    qtbot.waitUntil(lambda: not summary(window, article).unread)
    return article


def test_a_finished_article_leaves_unread_only_when_the_reader_moves_on(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    article = read_first_to_its_end(qtbot, window)
    on_screen.library.refresh()
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert article in [row.id for row in on_screen.summaries]
    key(qtbot, window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: article not in [row.id for row in on_screen.summaries])
    assert on_screen.list_pane.current_id() == shown_id(window)


def test_a_card_kept_in_unread_shows_what_the_library_has(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    article = read_first_to_its_end(qtbot, window)
    on_screen.articles.set_tags(article, ("climat",))
    on_screen.library.refresh()
    qtbot.waitUntil(lambda: on_screen.article_model.known(article).tags == ("climat",))
    assert on_screen.article_model.row_of(article) == 0


def test_full_screen_and_quitting_by_key(filled, open_window, qtbot):
    window = open_window()
    key(qtbot, window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    key(qtbot, window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    key(qtbot, window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    assert screen(window).session is None


def test_links_in_the_text_open_the_saved_copy(filled, open_window, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr("reader.gui.reading.article_links.open_in_browser", opened.append)
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    other = on_screen.summaries[1]
    on_screen.link_clicked.emit(other.url + "?utm_source=x")
    qtbot.waitUntil(lambda: shown_id(window) == other.id)
    on_screen.link_clicked.emit("https://nowhere.example/a")
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    offer = QApplication.activePopupWidget()
    assert "nowhere.example" in offer.accessibleName() and opened == []
    qtbot.keyClick(offer, Qt.Key.Key_Escape)
    assert opened == []  # Esc does nothing
    on_screen.options.set("links_open", "browser")
    on_screen.link_clicked.emit("https://nowhere.example/a")
    qtbot.waitUntil(lambda: opened == ["https://nowhere.example/a"])
    on_screen.link_clicked.emit("file:///etc/passwd")
    qtbot.settle(window)
    assert len(opened) == 1


def test_another_interface_language_mirrors_the_window_at_once(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    left_to_right = on_screen.sidebar.mapTo(window, QPoint(0, 0)).x()
    assert left_to_right == 0
    on_screen.actions["language.ar"].trigger()
    assert QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    qtbot.waitUntil(lambda: on_screen.sidebar.mapTo(window, QPoint(0, 0)).x() > window.width() // 2)
    assert on_screen.actions["language.ar"].isChecked()
    on_screen.actions["language.en"].trigger()
    qtbot.waitUntil(lambda: on_screen.sidebar.mapTo(window, QPoint(0, 0)).x() == 0)


def test_themes_change_everything_painted(filled, open_window, qtbot):
    window = open_window(theme="light")
    on_screen = screen(window)
    colors = set()
    for _ in range(4):
        key(qtbot, window, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
        assert on_screen.actions[f"theme.{on_screen.theme.name}"].isChecked()
        spot = on_screen.cards.mapTo(window, QPoint(200, 500))
        colors.add(window.grab().toImage().pixelColor(spot).name())
    assert on_screen.theme.name == "light"
    assert len(colors) == 4


def test_widths_fold_the_sidebar_then_the_panes(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    assert on_screen.sidebar.width() == 216
    assert on_screen.list_pane.width() == 392
    window.resize(1000, 800)
    assert on_screen.sidebar.width() == 56
    window.resize(480, 800)
    assert not on_screen.sidebar.isVisible()
    assert on_screen.list_pane.isVisible()
    assert not on_screen.reading_pane.isVisible()
    open_first(qtbot, window)
    assert on_screen.reading_pane.isVisible()
    assert not on_screen.list_pane.isVisible()
    assert on_screen.back_button.isVisible()
    qtbot.mouseClick(on_screen.back_button, Qt.MouseButton.LeftButton)
    assert on_screen.list_pane.isVisible()
    assert on_screen.list_pane.current_id() == shown_id(window)
    qtbot.mouseClick(on_screen.list_pane.drawer_button, Qt.MouseButton.LeftButton)
    assert on_screen.sidebar.isVisible()
    assert on_screen.sidebar.width() == 216
    on_screen.sidebar_rows.setCurrentRow(3)
    qtbot.waitUntil(lambda: on_screen.list_pane.view_name == "all")
    assert not on_screen.sidebar.isVisible()
    window.resize(1440, 900)
    assert on_screen.sidebar.isVisible()
    assert on_screen.reading_pane.isVisible()


def test_the_smallest_window_is_no_larger_than_promised(filled, open_window):
    window = open_window()
    window.resize(400, 480)
    assert (window.width(), window.height()) == (400, 480)


def test_f9_hides_the_sidebar_and_f6_goes_round_the_panes(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    key(qtbot, window, Qt.Key.Key_F9)
    assert not on_screen.sidebar.isVisible()
    key(qtbot, window, Qt.Key.Key_F9)
    open_first(qtbot, window)
    seen = []
    for _ in range(3):
        key(qtbot, window, Qt.Key.Key_F6)
        seen.append(window.focusWidget())
    assert seen == [on_screen.sidebar_rows, on_screen.cards, on_screen.view]


def test_the_menu_opens_by_key_and_holds_the_table(filled, open_window, qtbot):
    window = open_window()
    key(qtbot, window, Qt.Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = [action.text() for action in menu.actions()]
    assert titles[:5] == ["Library", "Article", "Feeds", "Notes", "Translation"]
    menu.close()


def test_everything_is_there_after_a_restart(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    open_first(qtbot, window)
    article = shown_id(window)
    bar = on_screen.view.verticalScrollBar()
    qtbot.waitUntil(lambda: on_screen.view.whole and bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: 0.1 < on_screen.summaries[0].progress < 0.95)
    place = on_screen.view.position()
    on_screen.cards.setFocus()
    key(qtbot, window, Qt.Key.Key_S)
    key(qtbot, window, Qt.Key.Key_4)
    on_screen.splitter.setSizes([240, 420, 780])
    on_screen.panes._on_moved(0, 1)
    on_screen.actions["theme.sepia"].trigger()
    window.close()
    again = open_window(interface_language="en")
    assert screen(again).theme.name == "sepia"
    assert screen(again).reading_pane.text_size == 4
    assert screen(again).list_pane.width() == 420
    qtbot.waitUntil(lambda: shown_id(again) == article)
    found = summary(again, article)
    assert found.favourite
    assert found.progress > 0.1
    assert screen(again).articles.get(article).position.block == place.block


def test_closing_leaves_no_thread_and_no_process(filled, open_window, qtbot):
    window = open_window()
    open_first(qtbot, window)
    window.close()
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name.startswith(("lane-", "picture"))]
    assert not window.isVisible()


def test_a_library_of_someone_else_is_left_alone_and_said(tmp_path, open_window, qtbot):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_bytes(b"no database at all " * 200)
    window = open_window(ready=False)
    on_screen = screen(window)
    qtbot.waitUntil(lambda: "It was left as it is" in on_screen.empty_text)
    assert on_screen.empty_page.isVisible()
    assert on_screen.session is None
    assert (folder / "library.db").read_bytes().startswith(b"no database")


def test_an_article_that_is_gone_says_so_and_the_window_goes_on(filled, open_window, qtbot):
    window = open_window()
    on_screen = screen(window)
    gone = on_screen.summaries[0].id
    on_screen.articles.delete_forever([gone])
    on_screen.open_article(gone)
    qtbot.waitUntil(lambda: on_screen.state_page.isVisible())
    assert shown_id(window) == 0
    on_screen.open_article(on_screen.summaries[1].id)
    qtbot.waitUntil(lambda: shown_id(window) == on_screen.summaries[1].id)


def test_first_run_welcomes_with_the_sample(open_window, qtbot):
    window = open_window(welcomed=False, sample_added=False)
    on_screen = screen(window)
    assert on_screen.welcoming
    page = on_screen.welcome_page
    window.resize(1350, 720)
    qtbot.waitUntil(lambda: page.sample_shown)
    qtbot.settle(window)
    place = page.field.mapTo(page, QPoint(0, 0))
    page.reading.button("ar").click()
    qtbot.waitUntil(on_screen.first_offer_card.isVisible)
    qtbot.settle(window)
    assert page.field.mapTo(page, QPoint(0, 0)).y() == place.y()  # the pointer may be on its way to it
    on_screen.read_sample_button.click()
    qtbot.waitUntil(lambda: shown_id(window) > 0)
    assert not on_screen.welcoming
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert not on_screen.first_run


def test_an_article_that_fails_at_once_does_not_open_for_ever(open_window, qtbot, monkeypatch):
    window = open_window()
    on_screen = screen(window)
    say, asked = on_screen.reading_controller._say_loading, []
    monkeypatch.setattr(
        on_screen.reading_controller, "_say_loading", lambda *which: (say(*which), asked.append(which))
    )
    on_screen.reading_controller.open(4711, "Un titre")
    qtbot.waitUntil(lambda: "could not be opened" in on_screen.state_page.title)
    qtbot.waitUntil(lambda: asked == [(4711, "Un titre")])  # the pause before “Opening…” is over
    assert "could not be opened" in on_screen.state_page.title


@pytest.mark.parametrize("how", ["focus", "wheel"])
def test_narrowing_the_window_keeps_the_article_that_is_being_read(open_window, qtbot, tmp_path, how):
    ids = fill_library(LibraryPaths(tmp_path / "library"))
    window = open_window(size=(1280, 800))
    on_screen = screen(window)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 3)
    on_screen.open_article(ids[1], with_focus=how == "focus")
    qtbot.waitUntil(lambda: on_screen.article_id == ids[1])
    if how == "wheel":
        on_screen.cards.setFocus()
        qtbot.settle(window)
        turn = QWheelEvent(
            QPointF(200, 200),
            QPointF(on_screen.view.viewport().mapToGlobal(QPoint(200, 200))),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(on_screen.view.viewport(), turn)
    for width in (900, 700, 400):
        window.resize(width, 800)
        qtbot.waitUntil(lambda width=width: window.width() == width)
        assert on_screen.view.isVisible()
    assert not on_screen.cards.isVisible()
    window.resize(1280, 800)
    on_screen.cards.setFocus()
    on_screen.list_pane.step(1)
    window.resize(600, 800)
    qtbot.waitUntil(on_screen.cards.isVisible)
