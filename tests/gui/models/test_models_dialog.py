"""The models dialog: downloads with pause, resume and cancel, updates, files known or not, by clicks."""

from __future__ import annotations

import dataclasses
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QPushButton

from reader.core.messages import plain
from reader.core.model import Document
from reader.core.progress import Progress
from reader.gui.background.job_runner import JobRunner
from reader.gui.models.best_way import BestWayBox
from reader.gui.models.downloads import CHECKING, FAILED, OFFLINE, PAUSED, RUNNING, Download, ModelDownloads
from reader.gui.models.model_details import ModelDetails
from reader.gui.models.model_text import ModelTexts
from reader.gui.models.models_dialog import ModelsDialog
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation.manage_packages import list_packages, package_notes
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import LibraryPaths, resource
from tests.gui.support.drag import PLACE
from tests.gui.support.model_server import allow_plain_addresses, package_file, running
from tests.gui.support.screen import screen
from tests.support.libraries import give_models, make_empty

pytestmark = pytest.mark.models

FR_EN = next(resource("models").glob("*fr_en*.argosmodel"))


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server of models, whose plain addresses the downloader may use."""
    folder = tmp_path / "served"
    folder.mkdir()
    state = {"requests": [], "held": False, "end": threading.Event(), "folder": folder}
    allow_plain_addresses(monkeypatch)
    with running(folder, state) as port:
        state["base"] = f"http://127.0.0.1:{port}"
        yield state


@pytest.fixture
def session(tmp_path):
    make_empty(tmp_path / "library")
    give_models(tmp_path / "library")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as opened:
        yield opened


@pytest.fixture
def dialog(session, qtbot, qapp, theme, server):
    runner = JobRunner()
    made = ModelsDialog(session, runner, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._overview is not None)
    yield made
    runner.close()


def offer(server, dialog, *rows: tuple[str, str]) -> None:
    """Let the index list packages of these targets and versions, and fetch it."""
    index = [
        {
            "package_version": version,
            "from_code": "fr",
            "to_code": target,
            "type": "translate",
            "links": [f"{server['base']}/fr_{target}-{version}.argosmodel"],
        }
        for target, version in rows
    ]
    (server["folder"] / "index.json").write_text(json.dumps(index))
    dialog._session.settings.set("firefox_models", "")
    dialog._session.settings.set("model_index", f"{server['base']}/index.json")
    dialog.look_for_newer()


def row_of(dialog, pair: str):
    return dialog.list.rows[pair]


def buttons(widget) -> dict[str, QPushButton]:
    return {b.text(): b for b in widget.findChildren(QPushButton) if not b.isHidden()}


def button(widget, text: str) -> QPushButton:
    return buttons(widget)[text]


def box_of(dialog) -> QMessageBox | None:
    return next((box for box in dialog.findChildren(QMessageBox) if box.isVisible()), None)


def test_a_download_is_paused_resumed_by_range_and_installed(dialog, server, qtbot):
    file = package_file(server["folder"], "7.1", "de")
    offer(server, dialog, ("de", "7.1"))
    qtbot.waitUntil(lambda: "fr-de" in dialog.list.rows)
    server["held"] = True
    button(row_of(dialog, "fr-de"), "Download").click()
    one = dialog.downloads.of("fr-de")
    qtbot.waitUntil(lambda: one.state == RUNNING and one.done > 200_000)
    assert not row_of(dialog, "fr-de").bar.isHidden()
    button(row_of(dialog, "fr-de"), "Pause").click()
    qtbot.waitUntil(lambda: one.state == PAUSED and one.job is None)
    assert "paused" in plain(row_of(dialog, "fr-de").about.text())
    (part,) = (dialog._session.paths.models / ".downloads").glob("*.part")
    kept = part.stat().st_size
    assert 0 < kept < file.stat().st_size
    server["held"] = False
    button(row_of(dialog, "fr-de"), "Resume").click()
    with qtbot.waitSignal(dialog.packages_changed):
        pass
    assert server["requests"][-1] == ("/fr_de-7.1.argosmodel", f"bytes={kept}-")
    qtbot.waitUntil(lambda: any(p.pair == "fr-de" for p in dialog._overview.installed))


def test_it_begins_with_the_best_way_to_arabic_and_goes_on_from_good_to_demonstration(dialog, qtbot):
    box = dialog.list.findChild(BestWayBox)
    said = plain(" ".join(part.text() for part in box.findChildren(QLabel)))
    assert "To read French in Arabic" in said and "Better: Français → English → العربية" in said
    assert "leaves some sentences in English" in said
    assert plain(box.button.accessibleName()) == "Get good Arabic — 2 models, 155 MB"
    order = [key.partition("/")[0].strip() for key in dialog.list.rows]
    assert order == ["fr-en", "en-ar", "ar-en", "en-fr", "installed", "installed"]
    headings = [plain(part.text()) for part in dialog.list.findChildren(QLabel) if " · " in part.text()]
    assert "More models · 2 models, 147 MB" in headings


def test_the_focus_stays_on_the_row_that_is_downloaded(dialog, server, qtbot):
    package_file(server["folder"], "7.1", "de")
    offer(server, dialog, ("de", "7.1"))
    qtbot.waitUntil(lambda: "fr-de" in dialog.list.rows)
    server["held"] = True
    start = button(row_of(dialog, "fr-de"), "Download")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(start, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Pause" in buttons(row_of(dialog, "fr-de")))
    assert dialog.focusWidget() is button(row_of(dialog, "fr-de"), "Pause")
    server["end"].set()
    qtbot.waitUntil(lambda: any(p.pair == "fr-de" for p in dialog._overview.installed))
    assert dialog.focusWidget() is installed_row(dialog, "fr-de").menu_button


def test_cancel_leaves_nothing_and_a_later_dialog_knows_what_is_kept(dialog, server, qtbot, session, theme):
    package_file(server["folder"], "7.1", "de")
    offer(server, dialog, ("de", "7.1"))
    qtbot.waitUntil(lambda: "fr-de" in dialog.list.rows)
    server["held"] = True
    button(row_of(dialog, "fr-de"), "Download").click()
    one = dialog.downloads.of("fr-de")
    qtbot.waitUntil(lambda: one.done > 200_000)
    dialog.downloads.pause(one)
    qtbot.waitUntil(lambda: one.job is None)
    later = ModelsDialog(session, dialog._runner, None)
    later.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(later)
    qtbot.waitUntil(lambda: "fr-de" in later.list.rows)
    assert "kept from an earlier download" in plain(row_of(later, "fr-de").about.text())
    button(row_of(dialog, "fr-de"), "Cancel").click()
    folder = session.paths.models / ".downloads"
    qtbot.waitUntil(lambda: not list(folder.glob("*")))
    qtbot.waitUntil(lambda: "Download" in buttons(row_of(dialog, "fr-de")))


def test_a_newer_version_takes_the_place_of_the_older_one(dialog, server, qtbot, session):
    for version in ("7.1", "7.2"):
        package_file(server["folder"], version, "de")
    dialog.downloads.install_file(server["folder"] / "fr_de-7.1.argosmodel")
    qtbot.waitUntil(lambda: any(p.version == "7.1" for p in dialog._overview.installed))
    offer(server, dialog, ("de", "7.2"))
    qtbot.waitUntil(lambda: "fr-de" in dialog._overview.updates)
    assert "Version 7.2 is available" in plain(row_of(dialog, "fr-de").about.text())
    button(row_of(dialog, "fr-de"), "Update").click()
    qtbot.waitUntil(lambda: [p.version for p in dialog._overview.installed if p.pair == "fr-de"] == ["7.2"])
    folders = [f.name for f in session.paths.models.iterdir() if f.name.startswith("translate-fr_de")]
    assert len(folders) == 1 and "7_2" in folders[0], "two versions are never there together"


def test_an_unknown_model_is_asked_about(dialog, tmp_path, qtbot):
    file = package_file(tmp_path, "3.0", "de", name="von-irgendwo.argosmodel")
    dialog.install_files([str(file)])
    qtbot.waitUntil(lambda: box_of(dialog) is not None)
    box = box_of(dialog)
    assert "unknown source" in box.text() and "von-irgendwo.argosmodel" in plain(box.informativeText())
    button(box, "Cancel").click()
    assert dialog.downloads.all == {}
    dialog.install_files([str(file)])
    qtbot.waitUntil(lambda: box_of(dialog) is not None)
    button(box_of(dialog), "Install").click()
    qtbot.waitUntil(lambda: any(p.pair == "fr-de" for p in dialog._overview.installed))
    readable = dialog._overview.installed
    assert all(p.installed for p in readable)


def test_the_models_wanted_before_the_library_is_open_come_once_it_is(open_window, qtbot):
    window = open_window(ready=False)
    assert screen(window).session is None
    for _time in range(2):
        screen(window).actions.run("models.open")

    def shown() -> list[ModelsDialog]:
        found = (one for one in QApplication.topLevelWidgets() if isinstance(one, ModelsDialog))
        return [one for one in found if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)


def test_dropped_files_are_installed_and_others_refused(dialog, tmp_path, qtbot):
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"no model")
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(b"no zip at all")
    for file, words in ((wrong, "not a translation model"), (broken, "model")):
        dialog._status.hide()
        _drop(dialog, file)
        qtbot.waitUntil(dialog._status.isVisible)
        assert words in plain(dialog._status.text())
    _drop(dialog, FR_EN)
    qtbot.waitUntil(lambda: dialog._told.isVisible())


def add_french(session) -> int:
    """A short French article."""
    html = "<p>Le roi est arrivé à Rabat.</p>"
    document = Document("https://a.ma/1", "Le roi", blocks_from_html(html, "fr"), html, language="fr")
    return session.articles.add(document, "https://a.ma/1", "a.ma/1", "2026-01-01T00:00:00Z")


def installed_row(dialog, pair: str):
    (package,) = (p for p in dialog._overview.installed if p.pair == pair)
    return row_of(dialog, f"installed {package.path}")


def open_menu(row, qtbot) -> QMenu:
    """The menu of an installed model, opened by the keyboard."""
    row.menu_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(row.menu_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(m.isVisible() for m in row.findChildren(QMenu)))
    return next(m for m in row.findChildren(QMenu) if m.isVisible())


def test_removing_names_what_stops_working(dialog, qtbot):
    menu = open_menu(installed_row(dialog, "fr-en"), qtbot)
    assert [action.text() for action in menu.actions()] == ["Details", "Remove…"]
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # the last one
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box_of(dialog) is not None)
    box = box_of(dialog)
    assert "العربية needs this model too." in plain(box.informativeText())
    button(box, "Remove").click()
    qtbot.waitUntil(lambda: all(p.pair != "fr-en" for p in dialog._overview.installed))


def test_a_row_tells_its_use_and_has_a_name_for_its_menu(session, dialog, qtbot):
    assert "used for" not in plain(installed_row(dialog, "fr-en").about.text())
    assert plain(installed_row(dialog, "fr-en").menu_button.accessibleName()) == (
        "Actions for Français → English"
    )
    number = add_french(session)
    for target in ("en", "ar"):
        translate_article(session, number, target, Progress())
    dialog._refresh()
    qtbot.waitUntil(lambda: "used for" in plain(installed_row(dialog, "fr-en").about.text()))
    # Two translations of one article, both by this model.
    for pair in ("fr-en", "en-ar"):
        assert "used for 1 article" in plain(installed_row(dialog, pair).about.text())


def test_details_of_a_model_by_the_pointer(dialog, qtbot):
    row = installed_row(dialog, "en-ar")
    qtbot.mouseClick(row.menu_button, Qt.MouseButton.LeftButton)
    menu = next(m for m in row.findChildren(QMenu) if m.isVisible())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[0]).center())
    qtbot.waitUntil(lambda: dialog.findChild(ModelDetails) is not None)
    details = dialog.findChild(ModelDetails)
    said = plain(" ".join(part.text() for part in details.findChildren(QLabel)))
    (package,) = (p for p in dialog._overview.installed if p.pair == "en-ar")
    for part in ("Version 1.1", "Comes with Liseuse", "Not used for an article yet", "Folder"):
        assert part in said, part
    assert package.sha256 in said.replace("\u200b", "")
    assert "MPL-2.0" in details.notes.toPlainText()  # the licence that came with it
    qtbot.keyClick(details, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.findChild(ModelDetails) is None)


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_it_fits_a_narrow_window(open_window, qtbot, code):
    window = open_window(size=(420, 800), interface_language=code)
    opened = screen(window).open_models()
    qtbot.waitUntil(lambda: opened._overview is not None)
    qtbot.settle(window)
    assert opened.width() <= window.width()
    shown = opened.list._content.parentWidget()
    assert opened.list._content.width() <= shown.width()  # else the menus at the end are out of sight
    for part in opened.findChildren(QPushButton):
        assert part.width() >= part.minimumSizeHint().width(), part.text()
    opened.close()


def test_notes_of_a_package_are_shown_as_text(session, tmp_path):
    (tmp_path / "README.md").write_bytes(b"<b>bold</b>\x1b[31m\xff\n\xe2\x80\xaetxt" + b"x" * 50_000)
    package = dataclasses.replace(list_packages(session)[0], path=str(tmp_path))
    notes = package_notes(package)
    assert notes.startswith("<b>bold</b>[31m\ufffd\ntxt")
    assert len(notes) <= 20_000
    assert package_notes(dataclasses.replace(package, path=str(tmp_path / "none"))) == ""


def test_without_a_connection_it_waits_and_goes_on_by_itself(dialog, server, qtbot):
    package_file(server["folder"], "7.1", "de")
    offer(server, dialog, ("de", "7.1"))
    qtbot.waitUntil(lambda: "fr-de" in dialog.list.rows)
    downloads: ModelDownloads = dialog.downloads
    from reader.core.errors import ReaderError

    button(row_of(dialog, "fr-de"), "Download").click()
    one = downloads.of("fr-de")
    one.job.cancel()
    qtbot.waitUntil(lambda: one.job is None)
    downloads._on_failed(one, ReaderError("offline"))
    assert one.state == OFFLINE and "waiting for a connection" in plain(row_of(dialog, "fr-de").about.text())
    downloads.connection_back()
    qtbot.waitUntil(lambda: any(p.pair == "fr-de" for p in dialog._overview.installed))


def test_the_list_that_cannot_be_fetched_says_so_and_stays(dialog, server, qtbot):
    rows = len(dialog._overview.offered)
    dialog._session.settings.set("firefox_models", "")
    dialog._session.settings.set("model_index", f"{server['base']}/gone.json")
    (server["folder"] / "gone.json").write_text("[]")
    dialog.look_for_newer()
    qtbot.waitUntil(dialog._status.isVisible)
    qtbot.waitUntil(dialog._look.isEnabled)
    assert len(dialog._overview.offered) == rows > 0


def test_the_words_of_a_download():
    words = ModelTexts()
    one = Download("fr-de", None, RUNNING, 41_000_000, 66_000_000, 1_200_000.0)
    assert plain(words.download(one)) == "41 MB of 66 MB · 1.2 MB/s · about 21 s left"
    one.state = CHECKING
    assert words.download(one) == "Checking and installing…"
    one.state = FAILED
    assert not one.active


def _drop(dialog, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    where, copy = dialog.rect().center(), Qt.DropAction.CopyAction
    none = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(dialog, QDragEnterEvent(PLACE(where), copy, mime, *none))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(where), copy, mime, *none))
