"""A Portuguese article read in English by a Firefox model, the whole way in the real window: the list is
fetched from a server on this computer, the model downloaded, installed and used; then removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from reader.core.messages import plain
from reader.core.model import FIREFOX, Document
from reader.gui.models.model_details import ModelDetails
from reader.gui.translation.details_dialog import TranslationDetails
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from reader.translation.packages import download
from reader.translation.packages.download import DownloadLimits
from tests.gui.support.screen import screen
from tests.support.firefox_models import needs_models, weights
from tests.support.libraries import make_empty
from tests.support.servers.records_server import RecordsServer

pytestmark = [pytest.mark.models, needs_models]

URL = "https://jornal.example.pt/biblioteca/"
HTML = (
    "<p>A biblioteca municipal de Lisboa reabriu ontem, depois de <b>três anos</b> de obras que custaram "
    "2,5 milhões de euros.</p>"
    "<p>O presidente da câmara disse que <i>todas as crianças</i> da cidade terão um cartão gratuito. "
    'Os horários estão no <a href="https://jornal.example.pt/horarios">novo sítio</a> da biblioteca.</p>'
    "<ul><li>Segunda-feira: fechado.</li><li>Terça-feira: das 9h00 às 18h00.</li></ul>"
)


@pytest.fixture
def server(monkeypatch):
    limits = DownloadLimits(schemes=frozenset({"http"}), tries=2, pause=0.01)
    monkeypatch.setattr(download, "DownloadLimits", lambda *args, **named: limits)
    made = RecordsServer()
    yield made
    made.close()


@pytest.fixture
def window(open_window, qtbot, tmp_path, server):
    make_empty(tmp_path / "library")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        title = "A biblioteca de Lisboa reabriu"
        document = Document(URL, title, blocks_from_html(HTML, "pt"), HTML, language="pt")
        article = session.articles.add(document, URL, URL, "2026-11-25T08:00:00+00:00")
    window = open_window(firefox_models=server.address, model_index=f"{server.base}/index.json")
    on_screen = screen(window)
    on_screen.open_article(article, with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == article and on_screen.view.whole)
    return window


def click(widget, text: str) -> None:
    found = [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def opened_dialog(window, qtbot):
    dialog = screen(window).open_models()
    qtbot.waitUntil(lambda: dialog._overview is not None)
    return dialog


def test_from_the_list_to_the_text_and_away_again(window, qtbot, server):
    on_screen = screen(window)
    dialog = opened_dialog(window, qtbot)
    click(dialog, "Look for newer models")
    qtbot.waitUntil(lambda: "firefox:pt-en" in dialog.list.rows)
    row = dialog.list.rows["firefox:pt-en"]
    assert "Firefox · Version 3.0 · " in plain(row.about.text()) and "MPL-2.0" in row.about.text()
    click(row, "Download")
    qtbot.waitUntil(lambda: any(p.engine == FIREFOX for p in dialog._overview.installed))
    (package,) = [p for p in dialog._overview.installed if p.engine == FIREFOX]
    dialog._show_details(package)
    qtbot.waitUntil(lambda: dialog.findChild(ModelDetails) is not None)
    details = dialog.findChild(ModelDetails)
    said = " ".join(plain(label.text()) for label in details.findChildren(QLabel))
    assert "From the list of Firefox models" in said and "MPL-2.0" in said
    details.accept()
    dialog.close()

    server.requests.clear()
    QTest.keyClick(on_screen.view, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "reopened yesterday" in on_screen.view.toPlainText())
    qtbot.waitUntil(lambda: not on_screen.translation_controller.running and on_screen.shown_whole)
    text = plain(on_screen.view.toPlainText())
    assert "2.5 million euros" in text and "Monday: closed" in text
    assert server.requests == []  # translating asks nobody

    session = on_screen.session
    stored = session.translations.status(on_screen.article_id)["en"]
    assert stored.route.key == "pt-en@3.0-firefox" and stored.route.hops[0].engine == FIREFOX
    on_screen.details_wanted.emit()
    qtbot.waitUntil(lambda: window.findChild(TranslationDetails) is not None)
    about = window.findChild(TranslationDetails)
    said = " ".join(plain(label.text()) for label in about.findChildren(QLabel))
    assert "Portuguese → English, version 3.0 · Firefox" in said and "how sure" in said
    about.accept()
    bold = on_screen.view.document().find("three years").charFormat()
    assert bold.fontWeight() > 500
    assert on_screen.view.document().find("new").charFormat().isAnchor()

    dialog = opened_dialog(window, qtbot)
    (package,) = [p for p in dialog._overview.installed if p.engine == FIREFOX]
    dialog._ask_remove(package)
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    click(dialog.findChild(QMessageBox), "Remove")
    qtbot.waitUntil(lambda: not any(p.engine == FIREFOX for p in dialog._overview.installed))
    assert {p.pair for p in dialog._overview.installed} == {"fr-en", "en-ar"}
    dialog.close()


def test_a_folder_of_files_is_dropped_asked_about_and_installed(window, qtbot):
    dialog = opened_dialog(window, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(weights("enpt")))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    assert "unknown source" in plain(box.text())
    click(box, "Install")
    qtbot.waitUntil(lambda: any(p.name == "firefox:en-pt" for p in dialog._overview.installed))
    dialog.close()
