"""The way to a good translation: offered at once, had in place, and the article is translated by itself."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from shiboken6 import isValid

from reader.core.errors import ReaderError
from reader.core.messages import plain
from reader.core.model import Document
from reader.core.progress import Progress
from reader.gui.background.job_runner import LANES
from reader.gui.background.save_entry import SaveState
from reader.gui.models.downloads import FAILED, OFFLINE
from reader.gui.models.model_list import ModelList
from reader.gui.models.translation_offer import TranslationOffer
from reader.gui.reading.article_content import DONE
from reader.gui.text.messages import words
from reader.gui.widgets.basics import ProgressBar
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import available_packages, list_packages, refresh_catalogue
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from reader.translation.packages.packages import install
from tests.gui.support.drag import PLACE
from tests.gui.support.model_server import allow_plain_addresses, index_of, package_file, running
from tests.gui.support.screen import screen
from tests.gui.support.shown_save import show_save
from tests.support.firefox_models import needs_models
from tests.support.kept_port import kept_port
from tests.support.libraries import give_models, make_empty
from tests.support.limits import LIMIT
from tests.support.servers.records_server import FILES, RecordsServer, record

pytestmark = pytest.mark.models

OFFICIAL = "Get the official models"
WIDTHS = (1280, 730, 700, 400)
"""px of the window: three panes, the narrowest text beside the list, and the text alone."""
NARROW_FOOT = 36
"""px that strip and offer take together where the text is narrow."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    package_file(folder, "7.1", source="de")
    return folder, [package_file(folder, "7.1"), package_file(folder, "7.1", "ar", source="en")]


@pytest.fixture
def port():
    """One that nothing listens at yet."""
    with kept_port() as port:
        yield port


@pytest.fixture
def served(packages, port, monkeypatch):
    """What a server of both models needs to begin."""
    allow_plain_addresses(monkeypatch)
    state = {"requests": [], "held": True, "end": threading.Event()}
    return packages[0], state, port


@pytest.fixture
def library(tmp_path, served):
    """Three French articles, and a list of models that names the server's."""
    folder, _, port = served
    (folder / "index.json").write_text(
        index_of(f"http://127.0.0.1:{port}", sorted(folder.glob("*.argosmodel")))
    )
    paths = LibraryPaths(tmp_path / "library")
    make_empty(paths.root)
    give_models(paths.root)
    with LibrarySession.open(paths) as session:
        with running(folder, {"requests": [], "held": False, "end": threading.Event()}, port):
            session.settings.set("firefox_models", "")
            session.settings.set("model_index", f"http://127.0.0.1:{port}/index.json")
            refresh_catalogue(session, Progress())
        return [add_french(session, number) for number in (1, 2, 3)]


def add_french(session, number) -> int:
    html = f"<p>Le roi est arrivé à Rabat. Il a visité {number} villes.</p><p>Le port est fermé.</p>"
    url = f"https://a.example/{number}"
    document = Document(url, f"Le roi {number}", blocks_from_html(html, "fr"), html, language="fr")
    return session.articles.add(document, url, f"a.example/{number}", f"2026-01-0{number}T00:00:00Z")


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def texts(state):
    return {unit: block for unit, block in state.blocks.items() if block.sentences}


def strip_actions(on_screen):
    hidden = [action.text for action in on_screen.banner.hidden_actions()]
    return hidden + [button.text() for button in on_screen.banner.buttons()]


def click(card, qtbot, number=0):
    qtbot.mouseClick(card.buttons()[number], Qt.MouseButton.LeftButton)


def filled(button):
    return button.property("kind") == "primary"


def test_good_english_is_one_click_away_and_comes_by_itself(library, served, open_window, qtbot):
    window = open_window(size=(1280, 800))
    on_screen = screen(window)
    card = on_screen.offer_card
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    assert not card.isVisible()
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    state = on_screen.article_content.state("en")
    qtbot.waitUntil(lambda: card.isVisible() and state.status == DONE)
    assert plain(card.text) == (
        "\u200eThis English comes from a small demonstration model and contains mistakes."
    )
    assert plain(card.buttons()[0].accessibleName()) == "Get good English — 1 model, 31 MB"
    assert [filled(card.buttons()[0]), filled(on_screen.end_block.stops()[0])] == [True, False]
    for width in WIDTHS:
        window.resize(width, 800)
        qtbot.settle(window)
        button = (card if card.isVisible() else on_screen.banner).buttons()[-1 if card.isHidden() else 0]
        assert card.isHidden() or card.rect().contains(button.parentWidget().geometry())
        assert on_screen.banner.height() <= (NARROW_FOOT if card.isHidden() else 100), "the text has the page"
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()), width
    before, folder, flow = texts(state), *served[:2]
    with running(folder, flow, served[2]):
        click(card, qtbot)
        qtbot.waitUntil(lambda: "Downloading" in card.text and "0 bytes" not in plain(card.text))
        assert "This text stays until then." in card.text and texts(state) == before
        flow["end"].set()
        lengths = set()
        qtbot.waitUntil(lambda: lengths.add(len(texts(state))) or not state.demonstration)
        qtbot.waitUntil(lambda: lengths.add(len(texts(state))) or state.status == DONE)
    assert lengths == {len(before)}, "the text that was there stayed until the new one came"
    assert [(hop.version, hop.demonstration) for hop in state.route.hops] == [("7.1", False)]
    assert not state.old and not card.isVisible() and filled(on_screen.end_block.stops()[0])
    kept = Settings(LibraryPaths(on_screen.paths.root).settings)  # what is there after a kill
    assert kept.text("reading_language") == "en"


def hold_translation(on_screen) -> threading.Event:
    """Let no translation begin until the event is set."""
    begun, hold = threading.Event(), threading.Event()
    on_screen.job_runner.submit("translation", lambda _progress: begun.set() or hold.wait(LIMIT))
    assert begun.wait(LIMIT)
    return hold


class PaintedTops(QObject):
    """Where the text began each time that it was painted under the offer, in px from the window's edge."""

    def __init__(self, on_screen) -> None:
        super().__init__()
        self._on_screen, self.seen = on_screen, set()
        on_screen.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._on_screen.offer_card.offered:
            self.seen.add(watched.mapTo(watched.window(), QPoint(0, 0)).y())
        return False


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("interface", ["en", "ar"])
def test_the_offer_stands_before_the_first_translation_begins(library, open_window, qtbot, width, interface):
    """It stands above the text, which would jump if it came later, or came in another height."""
    window = open_window(size=(width, 800), interface_language=interface)
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    hold, painted = hold_translation(on_screen), PaintedTops(on_screen)
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(painted.seen))
    state = on_screen.article_content.state("en")
    assert state.route is None
    assert on_screen.offer_card.isHidden() or filled(on_screen.offer_card.buttons()[0])
    hold.set()
    qtbot.waitUntil(lambda: state.status == DONE)
    qtbot.settle(window)
    assert len(painted.seen) == 1


@pytest.mark.parametrize("size", [3, 5])
@pytest.mark.parametrize("interface", ["en", "fr", "ar"])
def test_where_the_text_is_narrow_strip_and_offer_share_one_line(
    library, served, open_window, qtbot, interface, size
):
    """With the line of failed saves they took 172 of 800 px, and the largest letters had three lines left."""
    window = open_window(size=(560, 800), text_size=size, interface_language=interface)
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    failed = ReaderError("not-found", host="www.example.org")
    show_save(on_screen.save_tray, "https://www.example.org/1", state=SaveState.FAILED, error=failed)
    for item in list(on_screen.save_tray.items):
        item.left.emit()  # it stood there for a while
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    state, strip, card = on_screen.article_content.state("en"), on_screen.banner, on_screen.offer_card
    qtbot.waitUntil(lambda: card.offered and state.status == DONE)
    qtbot.settle(window)
    tray = on_screen.save_tray
    assert strip.isVisible() and tray.line.isVisible()
    assert strip.height() + tray.height() <= 74
    get = strip.buttons()[-1]
    assert get.isVisible() and get.text()
    assert get.width() >= get.fontMetrics().horizontalAdvance(get.text())

    # The rest is behind a press, by keys too.
    more = strip.more
    assert more.isVisible() and more.accessibleName() and more.focusPolicy() & Qt.FocusPolicy.TabFocus
    more.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Space)
    (menu,) = (one for one in strip.findChildren(QMenu) if one.isVisible())
    named = [action.text() for action in menu.actions()]
    assert len(named) == 3 and all(named)
    menu.close()

    # What it offers is had in place, and the card comes back where there is room.
    with running(served[0], served[1], served[2]):
        qtbot.mouseClick(get, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(on_screen.model_downloads.all))
        window.resize(1280, 800)
        qtbot.waitUntil(card.isVisible)
        window.resize(560, 800)
        qtbot.waitUntil(card.isHidden)
        assert strip.height() <= NARROW_FOOT
        served[1]["end"].set()
        qtbot.waitUntil(lambda: not state.demonstration and state.status == DONE)
    assert not card.offered


@pytest.mark.parametrize("by_keys", [False, True])
@pytest.mark.parametrize("name", ["Cancel", "Pause", "Not now"])
def test_a_button_that_goes_leaves_the_focus_to_the_text(library, open_window, qtbot, name, by_keys):
    """It went to the download of the models, which a space to read on would have begun."""
    window = open_window(size=(1280, 800))
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    hold = hold_translation(on_screen)
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    strip, card = on_screen.banner, on_screen.offer_card
    qtbot.waitUntil(lambda: card.isVisible() and "Cancel" in [b.text() for b in strip.buttons()])
    (button,) = [b for b in (*strip.buttons(), *card.buttons()) if b.text() == name]
    if by_keys:
        button.setFocus(Qt.FocusReason.TabFocusReason)
        press(window, Qt.Key.Key_Space)
    else:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not isValid(button) or not button.isVisible())
    hold.set()
    qtbot.settle(window)
    assert window.focusWidget() is on_screen.view and not on_screen.model_downloads.all


def test_nothing_is_offered_before_a_good_translation_begins(
    library, packages, tmp_path, open_window, qtbot, monkeypatch
):
    looks = []
    offer_for = TranslationOffer.offer_for
    monkeypatch.setattr(
        TranslationOffer, "offer_for", lambda *given: looks.append(given[1:]) or offer_for(*given)
    )
    install(packages[1][0], LibraryPaths(tmp_path / "library").models)
    window = open_window(size=(1280, 800))
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    hold = hold_translation(on_screen)
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: looks.count(("en", False, False)) > 1)  # once more when the models were looked at
    assert not on_screen.offer_card.isVisible()
    hold.set()
    state = on_screen.article_content.state("en")
    qtbot.waitUntil(lambda: state.status == DONE)
    assert not on_screen.offer_card.isVisible() and not state.demonstration


@needs_models
def test_the_newest_list_of_firefox_models_is_asked_once_it_is_wanted(library, open_window, qtbot):
    server = RecordsServer()
    french = {"sourceLanguage": "fr", "targetLanguage": "en"}
    server.records = [record("pten", kind) | french for kind in FILES]
    window = open_window(reading_language="en", firefox_models=server.address)
    on_screen = screen(window)
    card = on_screen.offer_card
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(card.isVisible)
    state = on_screen.article_content.state("en")
    qtbot.waitUntil(lambda: state.status == DONE)
    assert "31 MB" in plain(card.buttons()[0].accessibleName()) and not server.requests, "nothing unasked"
    click(card, qtbot)
    qtbot.waitUntil(lambda: not state.demonstration and state.status == DONE)
    assert [(hop.engine, hop.version) for hop in state.route.hops] == [("firefox", "3.0")]
    assert not card.isVisible()
    server.close()


@needs_models
def test_the_row_of_one_engine_downloads_its_own_model(library, served, open_window, qtbot):
    server = RecordsServer()
    french = {"sourceLanguage": "fr", "targetLanguage": "en"}
    server.records = [record("pten", kind) | french for kind in FILES]
    folder, flow, port = served
    flow["held"] = False
    window = open_window(firefox_models=server.address)
    downloads, session = screen(window).model_downloads, screen(window).session
    with running(folder, flow, port):
        refresh_catalogue(session, Progress())
        offered = {p.engine: p for p in available_packages(session) if p.pair == "fr-en" and p.links}
        assert set(offered) == {"", "firefox"}
        with qtbot.waitSignal(downloads.installed):
            downloads.fetch(offered[""])
    here = [p.engine for p in list_packages(session) if p.pair == "fr-en" and not p.demonstration]
    assert here == [""] and not any(path.endswith(".zst") for path, _ in server.requests)
    server.close()


def test_without_a_connection_it_says_so_and_waits(library, served, open_window, qtbot):
    window = open_window(reading_language="ar", interface_language="fr")
    on_screen = screen(window)
    card = on_screen.offer_card
    on_screen.open_article(library[1], with_focus=True)  # which opens in Arabic without a further key
    qtbot.waitUntil(card.isVisible)
    state = on_screen.article_content.state("ar")
    qtbot.waitUntil(lambda: state.status == DONE)
    assert plain(card.buttons()[0].accessibleName()) == "Obtenir un bon arabe — 2 modèles, 50 Mo"
    click(card, qtbot)
    downloads = on_screen.model_downloads
    qtbot.waitUntil(lambda: [one.state for one in downloads.all.values()] == [OFFLINE, OFFLINE])
    assert "Pas de connexion" in card.text and "Ce texte reste jusque-là." in card.text
    folder, flow, port = served
    flow["end"].set()
    with running(folder, flow, port):
        downloads.again.start(0)
        qtbot.waitUntil(lambda: not state.demonstration and state.status == DONE)
    assert not card.isVisible() and len(state.route.hops) == 2


def test_what_is_put_off_is_not_offered_again(library, open_window, qtbot):
    window = open_window(reading_language="en")
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    on_screen.reading_mode.enter()
    click(on_screen.offer_card, qtbot, 1)
    on_screen.reading_mode.leave()
    assert not on_screen.offer_card.isVisible()
    press(window, Qt.Key.Key_O)  # a look at the original
    press(window, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: on_screen.article_id not in (0, library[0]))
    content = on_screen.article_content
    qtbot.waitUntil(lambda: content.state("en").status == DONE)
    assert on_screen.reading_pane.target == "en" and not on_screen.offer_card.isVisible()
    assert OFFICIAL in strip_actions(on_screen)


def open_german(on_screen, qtbot):
    """Open an article of a language that no model translates yet."""
    url = "https://a.example/de"
    html = "<p>Der König ist gestern in der Stadt angekommen. Der Hafen ist geschlossen.</p>"
    document = Document(url, "Der König", blocks_from_html(html, "de"), html, language="de")
    number = on_screen.articles.add(document, url, "a.example/de", "2026-01-05T00:00:00Z")
    on_screen.open_article(number, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == number)


def test_what_is_missing_says_its_size_though_better_models_were_put_off(library, open_window, qtbot):
    """A text that cannot be had at all is something else than one that could be better."""
    window = open_window(offers_put_off="en")
    on_screen = screen(window)
    open_german(on_screen, qtbot)
    on_screen.reading_pane.choose_language("en")
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    assert "1 model" in plain(on_screen.offer_card.buttons()[0].accessibleName())
    assert " MB" in plain(on_screen.offer_card.buttons()[0].accessibleName())
    text = on_screen.offer_card.text
    assert text.lstrip("\u200e") == "Downloaded once, it translates without a connection."


def test_where_the_text_is_narrow_the_line_says_how_far_missing_models_are(
    library, served, open_window, qtbot
):
    window = open_window(size=(560, 800))
    on_screen = screen(window)
    open_german(on_screen, qtbot)
    on_screen.reading_pane.choose_language("en")
    strip, card = on_screen.banner, on_screen.offer_card
    lacks = "To read in English, add a translation model."
    qtbot.waitUntil(lambda: card.offered and plain(strip.text) == lacks)
    with running(*served):
        (get,) = [b for b in strip.buttons() if " MB" in plain(b.text())]
        qtbot.mouseClick(get, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "Downloading the models" in plain(strip.text))
        assert strip.findChild(ProgressBar).isVisible()
        (cancel,) = [b for b in strip.buttons() if b.text() == "Cancel the download"]
        cancel.setFocus(Qt.FocusReason.TabFocusReason)
        press(window, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: plain(strip.text) == lacks)
    assert not strip.findChild(ProgressBar).isVisible()


def test_where_the_text_is_narrow_the_line_says_why_a_download_failed(
    library, served, open_window, qtbot, tmp_path
):
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "fr_en-7.1.argosmodel").write_bytes(b"no package")
    window = open_window(size=(560, 800))
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    press(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    state, strip, card = on_screen.article_content.state("en"), on_screen.banner, on_screen.offer_card
    qtbot.waitUntil(lambda: card.offered and state.status == DONE)
    qtbot.settle(window)
    with running(folder, served[1], served[2]):
        qtbot.mouseClick(strip.buttons()[-1], Qt.MouseButton.LeftButton)
        downloads = on_screen.model_downloads
        qtbot.waitUntil(lambda: [one.state for one in downloads.all.values()] == [FAILED])
    (one,) = downloads.all.values()
    assert one.error is not None and words(one.error.title) in strip.text
    assert strip.buttons()[-1].text() == "Try again"


def test_an_offer_that_nobody_answers_goes_and_comes_with_the_bars(library, open_window, qtbot):
    window = open_window(reading_language="ar", size=(1280, 800), reduce_motion=True)
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    state = on_screen.article_content.state("ar")
    qtbot.waitUntil(lambda: state.status == DONE)
    press(window, Qt.Key.Key_R)
    strip, mode, timer = on_screen.banner, on_screen.reading_mode, on_screen.rest_timer
    assert mode.bars_shown and on_screen.offer_card.isVisible()
    timer.timeout.emit()  # two seconds without pointer, key or focus
    timer.blockSignals(True)  # and none on a slow machine
    shown = [strip, on_screen.reading_pane.bar, on_screen.status_line, on_screen.offer_card]
    assert not mode.bars_shown and not any(part.isVisible() for part in shown)
    window.resize(1000, 700)  # the text is built anew for the other width
    qtbot.settle(window)
    assert not any(part.isVisible() for part in shown)
    press(window, Qt.Key.Key_Tab)
    assert mode.bars_shown and all(part.isVisible() for part in shown)


def test_a_look_that_never_answers_leaves_the_models_within_reach(library, open_window, qtbot):
    window = open_window(reading_language="en")
    on_screen = screen(window)
    held = threading.Event()
    try:
        on_screen.open_article(library[0], with_focus=True)
        for _ in range(LANES["pictures"]):
            on_screen.job_runner.submit("pictures", lambda _progress: held.wait(LIMIT))
        qtbot.waitUntil(lambda: on_screen.article_id == library[0])
        qtbot.waitUntil(lambda: on_screen.article_content.state("en").status == DONE)
        assert OFFICIAL not in strip_actions(on_screen)
        on_screen.job_runner.quieten(lambda: None)
    finally:
        held.set()
    qtbot.waitUntil(lambda: OFFICIAL in strip_actions(on_screen))


def test_where_no_model_is_there_none_is_called_better(library, open_window, qtbot):
    on_screen = screen(open_window())
    open_german(on_screen, qtbot)
    on_screen.reading_pane.choose_language("fr")
    qtbot.waitUntil(on_screen.offer_card.isVisible)
    assert plain(on_screen.offer_card.buttons()[0].accessibleName()).startswith("Download — 2 models")


@pytest.mark.parametrize("interface", ["en", "ar"])
def test_the_buttons_of_the_models_stand_clear_of_the_scroll_bar(library, open_window, qtbot, interface):
    window = open_window(interface_language=interface)
    dialog = screen(window).open_models()
    rows = dialog.findChild(ModelList)
    qtbot.waitUntil(lambda: bool(rows.rows) and rows.verticalScrollBar().maximum() > 0)
    qtbot.settle(dialog)
    room = rows.viewport().rect()
    for button in rows.findChildren(QPushButton):
        place = QRect(button.mapTo(rows.viewport(), QPoint(0, 0)), button.size())
        gap = place.left() - room.left() if interface == "ar" else room.right() - place.right()
        assert gap >= 7, button.text()
    dialog.close()


def drop(window, url):
    data = QMimeData()
    data.setUrls([QUrl(url)])
    none = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(PLACE(700, 300), copy, data, *none))
    QApplication.sendEvent(window, QDropEvent(QPointF(700, 300), copy, data, *none, QEvent.Type.Drop))


def test_a_dropped_link_leads_to_the_readers_language(library, open_window, qtbot, site, article_url):
    window = open_window(reading_language="en")
    on_screen = screen(window)
    drop(window, article_url)
    qtbot.waitUntil(lambda: on_screen.article_id not in (0, *library))
    state = on_screen.article_content.state("en")
    qtbot.waitUntil(lambda: bool(texts(state)))
    assert on_screen.reading_pane.target == "en"


@pytest.mark.parametrize("width", [1280, 700])
def test_the_offer_leaves_the_first_lines_of_a_text_in_sight(
    library, open_window, qtbot, site, article_url, width
):
    window = open_window(size=(width, 800), reading_language="en")
    on_screen = screen(window)
    drop(window, article_url)
    qtbot.waitUntil(lambda: on_screen.article_id not in (0, *library) and on_screen.offer_card.offered)
    state = on_screen.article_content.state("en")
    qtbot.waitUntil(lambda: state.status == DONE and on_screen.shown_whole)
    qtbot.settle(window)
    view, block = on_screen.view, on_screen.article_document.blocks[0]
    line = view.document().find(state.blocks[block.id].sentences[0].target[:20])
    assert not line.isNull() and view.verticalScrollBar().value() == 0
    assert view.cursorRect(line).bottom() + 2 * view.cursorRect(line).height() < view.viewport().height()


def test_a_drop_takes_nothing_away_that_is_read_in_reading_mode(
    library, open_window, qtbot, site, article_url
):
    window = open_window(reading_language="en", translate_on_mains_only=False)
    on_screen = screen(window)
    on_screen.open_article(library[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == library[0])
    on_screen.reading_mode.enter()
    drop(window, article_url)
    qtbot.waitUntil(lambda: len(on_screen.summaries) == 4)
    (new,) = (row.id for row in on_screen.summaries if row.id not in library)
    qtbot.waitUntil(lambda: "en" in on_screen.stored_translations.status(new))
    assert on_screen.article_id == library[0] and on_screen.reading_mode.active
