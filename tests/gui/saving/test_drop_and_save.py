"""Drop, paste and type links into the real window; save from a real server; fail, cancel, retry, restart."""

from __future__ import annotations

import http.server
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from shiboken6 import isValid

from reader.gui.background.save_entry import SaveState
from reader.gui.importing.import_dialog import ImportDialog
from reader.gui.models.models_dialog import ModelsDialog
from reader.settings.paths import resource
from tests.gui.support.drag import PLACE
from tests.gui.support.local_question import agree_to_local
from tests.gui.support.screen import screen
from tests.support import exports
from tests.support.kept_port import kept_port
from tests.support.limits import LIMIT

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PROSE = "<p>La bibliothèque a rouvert lundi après deux ans de travaux, et tout le quartier est venu.</p>" * 9
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction | Qt.DropAction.LinkAction


def mime(text="", urls=(), html=""):
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(str(url)) if "://" in str(url) else QUrl.fromLocalFile(str(url)) for url in urls])
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    return data


def enter(window, data):
    event = QDragEnterEvent(PLACE(700, 300), ACTIONS, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(window, event)
    return event


def drop(window, data, modifiers=NONE):
    enter(window, data)
    event = QDropEvent(QPointF(700, 300), ACTIONS, data, Qt.MouseButton.LeftButton, modifiers)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, event)
    return event


def titles(window):
    return [row.title for row in screen(window).summaries]


def item(window, number=0):
    return screen(window).save_tray.items[number]


def press(qtbot, widget, text):
    def found():
        return [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def question(qtbot):
    """The question that stands over the window once the disk of what was given answered."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    return QApplication.activeModalWidget()


class SlowServer:
    """Answers nothing until it is released; then every page is missing."""

    def __init__(self):
        self.release = threading.Event()
        self.asked = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.set()
                outer.release.wait(LIMIT)
                self.send_error(404)

            def log_message(self, *args):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/slow"

    def close(self):
        self.release.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def slow():
    server = SlowServer()
    yield server
    server.close()


@pytest.fixture
def model_file():
    return next(resource("models").glob("translate-fr_en-*.argosmodel"))


@pytest.fixture
def closed_ports():
    """Three ports at which nothing listens."""
    with kept_port() as one, kept_port() as two, kept_port() as three:
        yield one, two, three


@pytest.fixture
def closed_links(closed_ports):
    """Links to those ports."""
    return [f"http://127.0.0.1:{port}/article" for port in closed_ports]


@pytest.mark.parametrize(
    "make",
    [
        lambda url, folder: mime(urls=[url]),
        lambda url, folder: mime(text=f"Un article à lire : {url} – bonne lecture"),
        lambda url, folder: mime(html=f'<p>Voir <a href="{url}">ici</a></p>'),
        lambda url, folder: mime(urls=[link_file(folder / "a.url", f"[InternetShortcut]\nURL={url}\n")]),
        lambda url, folder: mime(urls=[link_file(folder / "a.html", f'<link rel="canonical" href="{url}">')]),
    ],
    ids=["addresses", "text", "html", "url-file", "html-file"],
)
def test_a_dropped_link_becomes_an_article(open_window, qtbot, tmp_path, article_url, make, request):
    window = open_window()
    on_screen = screen(window)
    event = drop(window, make(article_url, tmp_path))
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    if "file" in request.node.name:
        agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: bool(on_screen.save_tray.items))
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.SAVED)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    assert titles(window)[0].startswith("Marrakech")
    press(qtbot, item(window), "Open")
    qtbot.waitUntil(lambda: on_screen.article_id > 0)
    assert not on_screen.save_tray.items
    assert on_screen.pending_saves.all() == []


def link_file(path, content):
    path.write_text(content, "utf-8")
    return path


def test_the_link_is_in_the_list_at_once_with_its_steps(open_window, qtbot, slow):
    window = open_window()
    drop(window, mime(urls=[slow.url]))
    assert item(window).isVisible()
    assert slow.url.split("//")[1] in item(window).accessibleName()
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.RUNNING)
    assert item(window).entry.step == "fetching"
    assert "Step 1 of 4" in item(window).accessibleDescription()


def test_cancel_forgets_the_link(open_window, qtbot, slow):
    window = open_window()
    on_screen = screen(window)
    drop(window, mime(urls=[slow.url]))
    qtbot.waitUntil(slow.asked.is_set)
    on_screen.cancel_wanted.emit(item(window).entry)
    assert not on_screen.save_tray.items
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    assert on_screen.pending_saves.all() == []
    assert titles(window) == []


def test_a_failure_stays_and_retry_works_once_the_server_is_up(
    open_window, qtbot, tmp_path, closed_ports, closed_links
):
    window = open_window()
    drop(window, mime(text=closed_links[0]))
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.FAILED)
    assert "couldn’t reach" in item(window).accessibleName()
    site_folder = tmp_path / "site"
    site_folder.mkdir()
    from tests.conftest import SITE

    page = next(SITE.glob("marrakech*")) / "index.html"
    (site_folder / "article").mkdir()
    (site_folder / "article" / "index.html").write_bytes(page.read_bytes())
    server = serve(site_folder, closed_ports[0])
    try:
        press(qtbot, item(window), "Retry")
        done = (SaveState.SAVED, SaveState.PARTIAL)
        qtbot.waitUntil(lambda: item(window).entry.state in done)
    finally:
        server.shutdown()
        server.server_close()
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def serve(folder, port):
    import functools

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", port), functools.partial(Quiet, directory=str(folder))
    )
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def test_failures_are_there_after_a_restart_and_go_with_one_act(open_window, qtbot, closed_links):
    window = open_window()
    drop(window, mime(text="\n".join(closed_links)))
    qtbot.waitUntil(lambda: [e.state for e in screen(window).save_queue.entries] == [SaveState.FAILED] * 3)
    window.close()
    again = open_window()
    tray = screen(again).save_tray
    qtbot.waitUntil(lambda: "3 failed" in tray.line.words() and tray.line.isVisible())
    assert tray.items == [], "one line, no boxes"
    qtbot.mouseClick(tray.line, Qt.MouseButton.LeftButton)
    view = tray.panel.view
    said = [view.rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert all("couldn’t reach" in text for text in said)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(screen(again).pending_saves.all()) == 2 == view.rows.rowCount())
    assert view.hasFocus()
    press(qtbot, tray.panel, "Remove all")
    qtbot.waitUntil(lambda: screen(again).pending_saves.all() == [])
    qtbot.waitUntil(lambda: not tray.line.isVisible() and not tray.panel.isVisible())


@pytest.mark.parametrize("by", ["button", "key"])
def test_all_that_failed_goes_with_one_act_and_comes_back_with_one(open_window, qtbot, closed_links, by):
    window = open_window()
    on = screen(window)
    asked, tray, queue = [], on.save_tray, on.save_queue
    drop(window, mime(text="\n".join(closed_links)))
    qtbot.waitUntil(lambda: [e.state for e in queue.entries] == [SaveState.FAILED] * 3)
    before, kept = list(queue.entries), on.pending_saves.all()
    queue.changed.connect(lambda entry: asked.append(entry.state))
    if tray.panel.isHidden():
        tray.toggle_panel()
    press(qtbot, tray.panel, "Remove all")
    qtbot.waitUntil(lambda: on.pending_saves.all() == [])
    assert not queue.entries and "3 links removed" in tray._undo.accessibleName()
    if by == "button":
        press(qtbot, tray._undo, "Undo")
    else:
        qtbot.keyClick(on.cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    why = [(one.url, one.error) for one in kept]
    qtbot.waitUntil(lambda: [(one.url, one.error) for one in on.pending_saves.all()] == why)
    assert list(queue.entries) == before and set(asked) == {SaveState.FAILED}, "nothing is tried for it"
    again = on.pending_saves.all()
    assert [one.attempts for one in again] == [one.attempts for one in kept]
    assert all(bool(entry.again_at) == bool(one.next_at) for entry, one in zip(before, kept, strict=True))
    qtbot.waitUntil(lambda: tray.line.isVisible() and "3 failed" in tray.line.words())
    window.close()
    later = screen(open_window())
    qtbot.waitUntil(lambda: [e.state for e in later.save_queue.entries] == [SaveState.FAILED] * 3)


def test_what_was_running_at_the_end_runs_again_at_the_next_start(open_window, qtbot, slow, article_url):
    window = open_window()
    drop(window, mime(urls=[slow.url]))
    qtbot.waitUntil(slow.asked.is_set)
    window.close()
    slow.release.set()
    again = open_window()
    qtbot.waitUntil(lambda: [e.state for e in screen(again).save_queue.entries] == [SaveState.FAILED])
    assert screen(again).save_queue.entries[0].error.kind == "not-found"


def test_the_same_link_twice_is_known(open_window, qtbot, article_url):
    window = open_window()
    drop(window, mime(urls=[article_url]))
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    drop(window, mime(urls=[article_url + "?utm_source=mail#top"]))
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.DUPLICATE)
    assert "Already in your library" in item(window).accessibleName()
    press(qtbot, item(window), "Open")
    qtbot.waitUntil(lambda: screen(window).article_id > 0)
    assert len(titles(window)) == 1


def test_shift_saves_and_opens(open_window, qtbot, article_url):
    window = open_window()
    drop(window, mime(urls=[article_url]), SHIFT)
    qtbot.waitUntil(lambda: screen(window).article_id > 0)


def test_a_link_given_before_the_library_is_open_is_saved(open_window, qtbot, article_url):
    window = open_window(ready=False)
    drop(window, mime(urls=[article_url]))
    assert item(window).entry.state is SaveState.WAITING
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_the_overlay_comes_with_the_drag_and_goes_with_it(open_window, qtbot, article_url):
    window = open_window()
    overlay = screen(window).drop_overlay
    event = enter(window, mime(urls=[article_url]))
    assert overlay.isVisible()
    assert overlay.geometry() == window.rect()
    assert overlay.usable
    assert "127.0.0.1" in overlay.explanation
    assert overlay.keys_known and overlay.hint == "Hold Shift to save and open · Esc to cancel"
    overlay.keys_known = False
    assert overlay.hint == "Esc to cancel", "on Wayland nobody would hear of Shift"
    overlay.spare = QRect(8, 100, 200, 600)  # as with tags: the sidebar's rows are left to be seen
    painted, accent = overlay.grab().toImage(), overlay.theme.color("accent")
    frame = [painted.pixelColor(4, y) == accent for y in range(overlay.spare.top(), overlay.spare.bottom())]
    assert sum(frame) > len(frame) / 3, "dashes all the way down"
    assert event.dropAction() == Qt.DropAction.CopyAction
    move = QDragMoveEvent(PLACE(20, 20), ACTIONS, mime(urls=[article_url]), Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(window, move)
    assert move.dropAction() == Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragLeaveEvent())
    qtbot.waitUntil(lambda: not overlay.isVisible())


def test_what_is_no_link_is_refused_in_words(open_window, qtbot, tmp_path):
    window = open_window()
    on_screen = screen(window)
    picture = link_file(tmp_path / "photo.png", "x")
    event = enter(window, mime(urls=[picture]))
    assert on_screen.drop_overlay.heading == "Only web links can be saved"
    assert event.dropAction() == Qt.DropAction.IgnoreAction
    QApplication.sendEvent(window, QDragLeaveEvent())
    qtbot.waitUntil(lambda: not on_screen.drop_overlay.isVisible())
    assert not on_screen.save_tray.items


def test_a_drop_of_several_kinds_takes_each(open_window, qtbot, tmp_path, article_url, model_file):
    window = open_window()
    on_screen = screen(window)
    page = link_file(tmp_path / "page.html", f"<article><h1>Une page enregistrée</h1>{PROSE}</article>")
    other = article_url.rstrip("/") + "/?page=2"
    link = link_file(tmp_path / "a.desktop", f"[Desktop Entry]\nType=Link\nURL={other}\n")
    dropped = mime(urls=[page, article_url, link, model_file, link_file(tmp_path / "photo.png", "x")])
    enter(window, dropped)
    assert on_screen.drop_overlay.explanation == "4 links and files"
    drop(window, dropped)
    box = question(qtbot)
    assert box.text() == "Install this translation model?"
    box.close()
    qtbot.waitUntil(lambda: "photo.png" in on_screen.key_hint.text() and on_screen.key_hint.isVisible())
    agree_to_local(window, qtbot)
    qtbot.waitUntil(lambda: len(on_screen.save_tray.items) == 3)
    addresses = {one.entry.url for one in on_screen.save_tray.items}
    assert {article_url, other} <= addresses
    qtbot.waitUntil(lambda: not any(e.active for e in on_screen.save_queue.entries))
    qtbot.waitUntil(lambda: "Une page enregistrée" in titles(window))


def test_a_dropped_model_is_installed_once_the_reader_agrees(open_window, qtbot, tmp_path, model_file):
    window = open_window()
    drop_event = drop(window, mime(urls=[model_file]))
    assert drop_event.dropAction() == Qt.DropAction.CopyAction
    box = question(qtbot)
    assert model_file.name in box.informativeText()
    press(qtbot, box, "Install")
    installed = tmp_path / "library" / "models"
    qtbot.waitUntil(lambda: bool(list(installed.glob("*/metadata.json"))))
    window.findChild(ModelsDialog).close()


def test_links_are_taken_while_the_models_are_on_screen(open_window, qtbot, slow):
    window = open_window()
    on_screen = screen(window)
    dialog = on_screen.open_models()
    assert dialog.isVisible() and QApplication.activeModalWidget() is None
    drop(window, mime(urls=[f"{slow.url}/one"]))
    qtbot.waitUntil(lambda: len(on_screen.save_tray.items) == 1)
    over = drop(dialog, mime(urls=[f"{slow.url}/two"]))
    assert over.isAccepted() and over.dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: len(on_screen.save_tray.items) == 2)
    assert on_screen.open_models() is dialog, "it is shown once"
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())


def test_the_models_speak_the_language_of_the_window(open_window, qtbot):
    """Which may be chosen while they are on screen."""
    window = open_window(interface_language="en")
    on_screen = screen(window)
    dialog = on_screen.open_models()
    assert dialog.windowTitle() == "Translation models"
    place = dialog.geometry()
    on_screen.options.language("fr")
    (after,) = [one for one in window.findChildren(ModelsDialog) if one.isVisible()]
    assert after.windowTitle() == "Modèles de traduction" and after.geometry() == place
    assert on_screen.open_models() is after
    window.shut_down()
    assert not isValid(after) or not after.isVisible()


def test_a_link_file_without_a_link_says_so(open_window, qtbot, tmp_path):
    window = open_window()
    drop(window, mime(urls=[link_file(tmp_path / "a.url", "nothing")]))
    hint = screen(window).key_hint
    qtbot.waitUntil(lambda: hint.text() == "Only web links can be saved.")
    assert QApplication.activeModalWidget() is None, "the next drop is not in its way"
    drop(window, mime(urls=[link_file(tmp_path / "README", "no link here")]))
    qtbot.waitUntil(lambda: "README" in hint.text())


@pytest.mark.parametrize("name", ["pocket.csv", "wallabag.json", "omnivore.zip", "feeds.opml", "marks.html"])
def test_files_of_other_programs_go_to_the_importers(open_window, qtbot, tmp_path, name):
    window = open_window()
    on_screen = screen(window)
    content = "https://www.lebrief.ma/un/ https://www.lebrief.ma/deux/"
    if name.endswith("html"):
        content = f"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><DT><A HREF='{content.split()[0]}'>x</A></DL>"
    dropped, told = mime(urls=[link_file(tmp_path / name, content)]), []
    on_screen.import_wanted.connect(told.append)
    enter(window, dropped)
    assert on_screen.drop_overlay.usable
    assert drop(window, dropped).dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: told == [[tmp_path / name]])
    preview = import_dialog(window, qtbot)
    qtbot.settle(window)
    assert not on_screen.save_queue.entries
    preview.close()


def test_the_next_drop_is_taken_while_an_import_is_offered(open_window, qtbot, tmp_path, article_url):
    """A link is saved beside it, and another file is looked at in the same window, with what was chosen."""
    window = open_window()
    on_screen = screen(window)
    drop(window, mime(urls=[exports.bookmarks(tmp_path)]))
    preview = import_dialog(window, qtbot)
    qtbot.waitUntil(lambda: len(preview.previews) == 1)
    preview.boxes["fetch"].click()
    assert QApplication.activeModalWidget() is None
    dropped = mime(text=article_url)
    enter(window, dropped)
    assert on_screen.drop_overlay.isVisible() and on_screen.drop_overlay.usable
    assert drop(window, dropped).dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: [card.title for card in on_screen.articles.summaries()] != [])
    drop(window, mime(urls=[exports.omnivore(tmp_path)]))
    qtbot.waitUntil(lambda: len(preview.previews) == 2)
    assert window.findChildren(ImportDialog) == [preview]
    assert not preview.boxes["fetch"].isChecked() and preview.choices().fetch == "never"
    QTest.mouseClick(preview.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(preview.outcomes) == 2)
    preview.close()


def test_a_disk_that_does_not_answer_keeps_nothing_waiting(
    open_window, qtbot, tmp_path, article_url, monkeypatch
):
    away, answered, asked_by = tmp_path / "v1.2", threading.Event(), []
    away.mkdir()
    shutil.move(exports.bookmarks(tmp_path), away / "b.html")
    real = Path.is_dir

    def is_dir(path, *more, **named):
        if path == away:
            asked_by.append(threading.current_thread())
            answered.wait(LIMIT)
        return real(path, *more, **named)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    window = open_window()
    on_screen, dropped = screen(window), mime(urls=[away])
    try:
        enter(window, dropped)
        assert not on_screen.drop_overlay.usable, "by its name it is a file of no known kind"
        drop(window, mime(urls=[article_url]))  # the window goes on with all else
        qtbot.waitUntil(lambda: len(titles(window)) == 1)
        for _ in range(3):
            enter(window, dropped)
        told = []
        on_screen.import_wanted.connect(told.append)
        other = link_file(tmp_path / "pocket.csv", "https://www.lebrief.ma/un/")
        drop(window, mime(urls=[other]))  # what is only held over it keeps no drop of files waiting
        qtbot.waitUntil(lambda: told == [[other]])
        import_dialog(window, qtbot).close()
        enter(window, dropped)
        assert len(asked_by) == 1
        answered.set()
        qtbot.waitUntil(lambda: on_screen.drop_overlay.heading == "Drop to import")
        answered.clear()
        drop(window, dropped)
        hint = on_screen.key_hint
        qtbot.waitUntil(lambda: hint.isVisible() and hint.text() == "Looking at the files…")
        answered.set()
        qtbot.waitUntil(lambda: not hint.isVisible())
        preview = import_dialog(window, qtbot)
        qtbot.settle(window)
        preview.close()
    finally:
        answered.set()
    assert threading.main_thread() not in asked_by


def import_dialog(window, qtbot) -> ImportDialog:
    """The window in which files are offered for an import, once it is there."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(ImportDialog)))
    return next(dialog for dialog in window.findChildren(ImportDialog) if dialog.isVisible())


def test_what_the_overlay_says_is_what_the_drop_does(open_window, qtbot, tmp_path):
    window = open_window()
    on_screen = screen(window)
    picture = link_file(tmp_path / "photo.png", "x")
    html = f"<p>{PROSE} <a href='https://www.lebrief.ma/un/'>un</a></p>"
    page = mime(text="La bibliothèque a rouvert lundi. " * 20, html=html)
    page.setData("chromium/x-source-url", b"https://www.lebrief.ma/page/")
    named = mime(urls=[picture], text="https://www.lebrief.ma/un/", html="<a href='https://a.example/'>a</a>")
    for dropped in (mime(urls=[picture]), named, mime(text="bonjour"), page, mime(text="https://a.example/")):
        enter(window, dropped)
        usable = on_screen.drop_overlay.usable
        assert (drop(window, dropped).dropAction() == Qt.DropAction.CopyAction) is usable
        assert QApplication.activeModalWidget() is None
    assert len(on_screen.save_queue.entries) == 2, "the page and the link"
    on_screen.save_queue.cancel_all()


def test_paste_saves_the_copied_link(open_window, qtbot, article_url):
    window = open_window()
    QGuiApplication.clipboard().setText(f"lien : {article_url}")
    qtbot.keySequence(screen(window).cards, QKeySequence("Ctrl+V"))
    assert len(screen(window).save_tray.items) == 1
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_paste_of_other_text_says_what_is_wrong(open_window, qtbot):
    window = open_window()
    QGuiApplication.clipboard().setText("bonjour tout le monde")
    qtbot.keySequence(screen(window).cards, QKeySequence("Ctrl+V"))
    (notice,) = screen(window).error_notices
    assert "bonjour" in notice.accessibleName() and QApplication.activeModalWidget() is None


def test_ctrl_n_is_filled_from_the_clipboard_and_checks_what_is_typed(open_window, qtbot, article_url):
    window = open_window()
    QGuiApplication.clipboard().setText(article_url)
    qtbot.keySequence(screen(window).cards, QKeySequence("Ctrl+N"))
    dialog = QApplication.activeModalWidget()
    assert dialog.field.edit.text() == article_url
    dialog.field.edit.clear()
    qtbot.keyClicks(dialog.field.edit, "bonjour")
    qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert dialog.field.problem == "Only web links can be saved"
    dialog.field.edit.clear()
    qtbot.keyClicks(dialog.field.edit, article_url)
    qtbot.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)


def test_more_than_twenty_links_are_asked_about_once(open_window, qtbot, slow):
    window = open_window()
    on_screen = screen(window)
    links = "\n".join(f"{slow.url}/{number}" for number in range(21))
    drop(window, mime(text=links))
    assert not on_screen.save_tray.items
    assert QApplication.activeModalWidget() is None
    press(qtbot, on_screen.save_tray, "Save")
    assert len(on_screen.save_tray.entries) == 21
    qtbot.waitUntil(lambda: sum(i.isVisible() for i in on_screen.save_tray.items) == 3)
    slow.release.set()


def test_a_saved_item_leaves_and_a_failure_goes_into_the_line(
    open_window, qtbot, article_url, closed_links, monkeypatch
):
    from reader.gui.widgets import action_item

    monkeypatch.setattr(action_item, "LEAVE_AFTER", 50)
    window = open_window()
    drop(window, mime(text=f"{article_url} {closed_links[0]}"))
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    tray = screen(window).save_tray
    qtbot.waitUntil(lambda: tray.items == [])
    qtbot.waitUntil(lambda: tray.line.isVisible() and "1 failed" in tray.line.words())
    qtbot.settle(window)
    assert [entry.url for entry in tray.entries] == closed_links[:1]


@pytest.mark.parametrize(("path", "kind"), [("/nowhere/", "not-found"), ("/wp-content/", "no-article")])
def test_bad_pages_say_why_and_leave_nothing_behind(open_window, qtbot, site, path, kind):
    window = open_window()
    drop(window, mime(urls=[site.url(path)]))
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.FAILED)
    assert item(window).entry.error.kind == kind
    assert titles(window) == []
    assert screen(window).articles.counts()["all"] == 0


def test_being_offline_is_said_in_the_sidebar_and_what_waited_is_tried_again(
    open_window, qtbot, closed_links
):
    from PySide6.QtNetwork import QNetworkInformation

    from reader.core.errors import ReaderError

    states = QNetworkInformation.Reachability
    window = open_window()
    on_screen = screen(window)
    qtbot.waitUntil(lambda: not on_screen.job_runner.busy)
    on_screen.network_status.on_reachability(states.Disconnected)
    assert not on_screen.sidebar_status.isHidden()
    drop(window, mime(text=closed_links[0]))
    qtbot.waitUntil(lambda: item(window).entry.state is SaveState.FAILED)
    entry = item(window).entry
    entry.error = ReaderError("offline")
    on_screen.network_status.on_reachability(states.Unknown)
    assert not on_screen.sidebar_status.isHidden()
    on_screen.network_status.on_reachability(states.Online)
    assert on_screen.sidebar_status.isHidden()
    qtbot.waitUntil(lambda: entry.attempts == 2 and entry.state is SaveState.FAILED)
