"""The export panel in the real window: what it asks for each form, and the files for other programs."""

from __future__ import annotations

import json
import os
import shutil
import zipfile

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressDialog, QPushButton, QWidget

from reader.core.marks import Colour
from reader.core.messages import isolate, plain
from reader.core.sentence_key import sentence_key
from reader.gui.export.export_panel import CARDS
from reader.gui.export.text_choice import BOTH
from reader.gui.reading.article_content import DONE
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library.voice_files import voice_program
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library, translated_rich
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.support.failing_voice import lay_failing_voice
from tests.support.limits import LIMIT_MS


@pytest.fixture
def ids(tmp_path):
    paths = LibraryPaths(tmp_path / "library")
    found = fill_library(paths)
    with LibrarySession.open(paths) as session:
        passage = Passage("fr", "b91", 0, 0, 7, "Dernier")
        mark_passage(session, found[0], passage, Colour.ROSE, "à vérifier un jour")
        for target in ("en", "ar"):
            made = translated_rich(target)
            blocks = (made.title, *((made.caption,) if made.caption else ()), *made.blocks)
            pairs = [(sentence_key(pair.source), pair) for block in blocks for pair in block.sentences]
            session.translations.store(pairs, "fr", target, made.route.key)
            session.translations.record(found[0], made)
    return found


@pytest.fixture
def window(ids, open_window):
    return open_window(reduce_motion=True)


def asked(window):
    """The panel, opened by the command."""
    screen(window).actions["article.export"].trigger()
    return screen(window).overlay


def choose(panel, form):
    panel.form.setCurrentIndex(panel.form.findData(form))


def saved_as(panel, window, qtbot, path):
    """Press Save, name the file, and wait for it; gives the name that was offered."""
    panel.save.click()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    dialog = window.findChild(QFileDialog)
    offered = dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    return offered


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("command", ["article.export", "edition.export"])
def test_enter_in_a_row_of_a_form_is_its_main_button(window, ids, qtbot, command, key):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0] and on_screen.rendered.whole)
    on_screen.actions[command].trigger()
    qtbot.waitUntil(lambda: on_screen.overlay is not None)
    panel, pressed = on_screen.overlay, []
    panel.save.clicked.disconnect()
    panel.save.clicked.connect(lambda: pressed.append(True))
    row = window.focusWidget()
    assert panel.isAncestorOf(row) and not isinstance(row, QPushButton)
    QTest.keyClick(row, key, Qt.KeyboardModifier.ShiftModifier)
    assert not pressed
    QTest.keyClick(row, key)
    assert pressed == [True] and panel.isVisible()
    panel.cancel.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.cancel, key)
    assert pressed == [True] and on_screen.overlay is None


def test_each_form_asks_what_it_needs_and_is_written(window, ids, qtbot, tmp_path):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.waitUntil(lambda: on_screen.article_content.state("ar").status == DONE)
    panel = asked(window)
    rows = panel.content, panel.notes
    shown = {form: [row.isVisible() for row in rows] for form in ("ris", "readwise", CARDS, "html")
             if choose(panel, form) is None}  # fmt: skip
    assert shown == {
        "ris": [False, True],
        "readwise": [False, False],
        CARDS: [True, True],
        "html": [True, True],
    }
    panel.content.show_value(BOTH + "en")
    choose(panel, CARDS)
    assert panel.content.currentData() == "en" and panel.content.findData("") == -1
    choose(panel, "html")
    assert panel.content.findData("") == 0

    choose(panel, "ris")
    panel.notes.click()
    assert saved_as(panel, window, qtbot, tmp_path / "a.ris").endswith(".ris")
    qtbot.waitUntil((tmp_path / "a.ris").exists)
    assert "N1  - “Dernier” — à vérifier un jour" in (tmp_path / "a.ris").read_text("utf-8")

    panel = asked(window)
    choose(panel, "csl")
    assert saved_as(panel, window, qtbot, tmp_path / "a.json").endswith(".json")
    qtbot.waitUntil((tmp_path / "a.json").exists)
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))[0]["type"] == "webpage"

    panel = asked(window)
    choose(panel, "readwise")
    assert saved_as(panel, window, qtbot, tmp_path / "a.csv").endswith(".csv")
    qtbot.waitUntil((tmp_path / "a.csv").exists)
    assert "Dernier" in (tmp_path / "a.csv").read_text("utf-8")

    panel = asked(window)
    choose(panel, "ris")
    assert not panel.audio.isVisible()
    choose(panel, CARDS)
    assert panel.audio.isVisible() and panel.audio.isEnabled() == (voice_program() is not None)
    if panel.audio.isEnabled():
        panel.audio.click()
    assert saved_as(panel, window, qtbot, tmp_path / "a.apkg").endswith(".apkg")
    qtbot.waitUntil((tmp_path / "a.apkg").exists)
    with zipfile.ZipFile(tmp_path / "a.apkg") as packed:
        assert bool(json.loads(packed.read("media"))) == (voice_program() is not None)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_sentences_that_no_voice_could_read_are_told(window, ids, qtbot, tmp_path, monkeypatch):
    folder = lay_failing_voice(tmp_path / "voice")
    (folder / "failing").write_text("Dernier\n")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.waitUntil(lambda: on_screen.article_content.state("ar").status == DONE)
    panel = asked(window)
    choose(panel, CARDS)
    panel.audio.click()
    saved_as(panel, window, qtbot, tmp_path / "a.apkg")
    outcome = told(window, qtbot)
    assert f"without a recording: {isolate('1')}" in outcome and "a.apkg" in outcome
    with zipfile.ZipFile(tmp_path / "a.apkg") as packed:
        said = len((folder / "lying").read_text().split())
        assert len(json.loads(packed.read("media"))) == said - 1 > 1


def test_without_a_program_that_reads_into_files_the_panel_says_so(window, ids, qtbot, tmp_path, monkeypatch):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    qtbot.waitUntil(lambda: on_screen.article_content.state("ar").status == DONE)
    monkeypatch.setenv("PATH", str(tmp_path))
    panel = asked(window)
    choose(panel, CARDS)
    assert panel.audio.isVisible() and not panel.audio.isEnabled()
    assert any("no program" in part.text() for part in panel.findChildren(QLabel) if part.isVisible())
    panel.close_overlay()


def test_all_notes_go_to_the_program_that_the_file_is_for(window, qtbot, tmp_path):
    for name, start in (("all.csv", "Highlight,Title"), ("all.ris", "TY  - ELEC"), ("all.json", "[")):
        screen(window).actions["notes.export-all"].trigger()
        dialog = window.findChild(QFileDialog)
        dialog.filterSelected.emit(next(kind for kind in dialog.nameFilters() if name[3:] in kind))
        assert dialog.defaultSuffix() == name[4:]
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        qtbot.waitUntil((tmp_path / name).exists)
        assert (tmp_path / name).read_text("utf-8").startswith(start)
        qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)


def test_the_library_becomes_a_folder_of_notes(window, qtbot, tmp_path):
    on_screen = screen(window)
    on_screen.options.set("reading_language", "en")
    folder = tmp_path / "vault"
    folder.mkdir()
    for written, said in ((3, "written"), (0, "unchanged")):
        on_screen.actions["vault.export"].trigger()
        dialog = window.findChild(QFileDialog)
        assert dialog.fileMode() == QFileDialog.FileMode.Directory
        dialog.fileSelected.emit(str(folder))
        dialog.close()
        outcome = told(window, qtbot)
        assert str(written) in outcome and said in outcome
        assert len(list(folder.glob("*.md"))) == 3
        qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    (rich,) = (text for path in folder.glob("*.md") if "^liseuse-" in (text := path.read_text("utf-8")))
    assert "à vérifier un jour" in rich and "Dernier paragraphe du texte." in rich
    qtbot.waitUntil(lambda: window.findChild(QProgressDialog) is None)


def test_what_was_written_can_be_opened_and_found_at_once(window, ids, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    for name, done in (("Open", tmp_path / "l’eau.md"), ("Show in folder", tmp_path)):
        panel = asked(window)
        choose(panel, "markdown")
        saved_as(panel, window, qtbot, tmp_path / "l’eau.md")
        qtbot.waitUntil(lambda: bool(on_screen.error_notices))
        (notice,) = on_screen.error_notices
        assert "Written to l’eau.md" in plain(notice.accessibleName())
        (button,) = [part for part in notice.findChildren(QPushButton) if part.text() == name]
        click(button)
        qtbot.waitUntil(lambda: bool(opened))
        assert opened.pop() == str(done)
        assert not on_screen.error_notices, "it has done what it was there for"


def exported(window, qtbot, file):
    """The notice about a file that the open article was written to."""
    panel = asked(window)
    choose(panel, "markdown")
    saved_as(panel, window, qtbot, file)
    shown = screen(window)
    qtbot.waitUntil(lambda: any(file.name in plain(n.accessibleName()) for n in shown.error_notices))
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    return shown.error_notices[-1]


def test_where_a_file_was_written_takes_the_place_of_the_one_before(window, ids, qtbot, tmp_path):
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    on_screen.notices.tell("Written to z.md", "without text: one")
    for name in ("a.md", "b.md", "c.md"):
        notice = exported(window, qtbot, tmp_path / name)
    said = [plain(each.accessibleName()) for each in on_screen.error_notices]
    assert len(said) == 2 and "without text" in said[0] and "Written to c.md" in said[1]
    assert notice.isVisible()


def test_where_a_file_was_written_leaves_by_itself(window, ids, qtbot, tmp_path):
    """Not while the reader points at it, has the focus in it, or is in another window."""
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    notice = exported(window, qtbot, tmp_path / "a.md")
    other = QWidget()
    qtbot.addWidget(other)

    def stays():
        for _ in range(2):
            with qtbot.waitSignal(notice._timer.timeout):
                notice._timer.start(30)
        notice._timer.start(LIMIT_MS)  # it goes on with the time that it was given
        assert on_screen.error_notices == [notice] and notice.isVisible()

    notice.findChild(QPushButton).setFocus(Qt.FocusReason.TabFocusReason)
    stays()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    on_screen.view.setFocus()
    stays()
    other.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.mouseMove(notice, notice.rect().center())
    stays()
    QTest.mouseMove(on_screen.view.viewport(), QPoint(20, 20))
    notice._timer.start(30)
    qtbot.waitUntil(lambda: on_screen.error_notices == [])
    assert on_screen.view.hasFocus()


def test_a_file_that_no_program_opens_is_told(window, ids, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    panel = asked(window)
    choose(panel, "markdown")
    saved_as(panel, window, qtbot, tmp_path / "a.md")
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    (button,) = [b for b in on_screen.error_notices[0].findChildren(QPushButton) if b.text() == "Open"]
    click(button)
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    assert "No program on this computer opens" in plain(told(window, qtbot))


@pytest.mark.parametrize("name", ["Open", "Show in folder"])
def test_what_is_gone_when_it_is_to_be_opened_is_told(window, ids, qtbot, tmp_path, monkeypatch, name):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    on_screen = screen(window)
    on_screen.open_article(ids[0], with_focus=True)
    qtbot.waitUntil(lambda: on_screen.article_id == ids[0])
    panel = asked(window)
    choose(panel, "markdown")
    (folder := tmp_path / "stick").mkdir()
    saved_as(panel, window, qtbot, folder / "a.md")
    qtbot.waitUntil(lambda: bool(on_screen.error_notices))
    (button,) = [b for b in on_screen.error_notices[0].findChildren(QPushButton) if b.text() == name]
    shutil.rmtree(folder)
    click(button)
    gone = "a.md" if name == "Open" else "stick"
    assert f"{gone} is no longer where it was written" in plain(told(window, qtbot))
    assert not opened
