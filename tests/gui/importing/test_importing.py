"""Imports in the real window: a preview that changes nothing, the import, its report, and undo."""

from __future__ import annotations

import csv
import http.server
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QScrollArea

from reader.core.messages import plain
from reader.core.progress import Cancelled, Progress
from reader.gui.background.job_runner import LANES
from reader.gui.importing.import_dialog import ImportDialog
from reader.gui.importing.reports_dialog import ReportsDialog
from reader.gui.widgets.empty_state import EmptyState
from reader.services.importing import run_import as service
from reader.services.importing.fetch_waiting import fetch_waiting
from reader.services.importing.import_choices import ImportChoices
from reader.services.library.browse_library import change
from reader.services.library.export_library import export_library
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.screen import screen
from tests.services.stocked_feeds import follow
from tests.support import exports
from tests.support.libraries import make_empty
from tests.support.limits import LIMIT


def texts(dialog) -> str:
    """Everything that a dialog says."""
    return plain("\n".join(label.text() for label in dialog.findChildren(QLabel) if not label.isHidden()))


def click(button) -> None:
    assert button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def looked_at(window, qtbot, *files) -> ImportDialog:
    """The dialog over files, once it has looked at them."""
    dialog = screen(window).importing.import_files(files)
    qtbot.waitUntil(lambda: bool(dialog.previews))
    return dialog


def rows(window) -> list[str]:
    return [card.title for card in screen(window).articles.summaries()]


def test_a_preview_an_import_its_report_and_undo(open_window, qtbot, tmp_path):
    window = open_window()
    dialog = looked_at(
        window, qtbot, exports.bookmarks(tmp_path), exports.omnivore(tmp_path), tmp_path / "gone"
    )
    told = texts(dialog)
    for wanted in (
        "bookmark file · 3 rows",
        "2 new articles",
        "Presse (2)",
        "Only web links",
        "Omnivore export",
    ):
        assert wanted in told
    assert "gone could not be read" in told and rows(window) == [], "nothing is done yet"
    assert set(dialog.boxes) == {"unread", "folders", "dates", "fetch", "pictures"}
    qtbot.waitUntil(dialog.boxes["pictures"].isVisible)
    dialog.import_button.setFocus()
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Backtab)
    assert dialog.focusWidget() is dialog.boxes["pictures"], "the row above the foot, not the button after it"
    QTest.keyClick(dialog.boxes["pictures"], Qt.Key.Key_Tab)
    QTest.keyClick(dialog.import_button, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.close_button
    click_box = dialog.boxes["fetch"]
    QTest.keyClick(click_box, Qt.Key.Key_Space)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    assert "1 article with its text · 1 article to be fetched" in texts(dialog)
    assert len(rows(window)) == 4
    card = next(c for c in screen(window).articles.summaries() if c.title == "Trois")
    assert (card.tags, card.saved_at) == (("Presse",), "2016-06-17T09:38:46+00:00")
    click(dialog.report_button)
    qtbot.waitUntil(lambda: any(len(d.buttons) == 6 for d in window.findChildren(ReportsDialog)))
    for report in window.findChildren(ReportsDialog):
        report.close()
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(ReportsDialog))
    context = screen(window).context
    assert context.commands.run("import.reports")
    qtbot.waitUntil(lambda: any(len(d.buttons) == 6 for d in window.findChildren(ReportsDialog)))
    report = next(d for d in window.findChildren(ReportsDialog) if len(d.buttons) == 6)
    report.save_report(1, tmp_path / "report.csv")
    qtbot.waitUntil(lambda: "3 rows written." in texts(report))
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["outcome"] for row in csv.DictReader(file)] == ["waiting", "waiting", "failed"]
    change(context.library.session, [card.id], "favourite", True)
    click(report.buttons["undo", 1])
    qtbot.waitUntil(lambda: bool(report.findChildren(QMessageBox)))
    (box,) = report.findChildren(QMessageBox)
    click(next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole))
    undone = "1 article removed. 1 that you opened or changed since stays."
    qtbot.waitUntil(lambda: undone in texts(report))
    qtbot.waitUntil(lambda: "Undone" in texts(report))
    assert sorted(rows(window)) == ["Le port", "L’eau", "Trois"]
    report.close()


def test_where_nothing_was_imported_the_page_leads_to_a_file(open_window, qtbot) -> None:
    window = open_window()
    report = screen(window).importing.show_reports()
    qtbot.waitUntil(lambda: report.findChild(EmptyState) is not None)
    state = report.findChild(EmptyState)
    qtbot.waitUntil(state.button.isVisible)  # its layout shows it with the next events
    assert "Nothing was imported yet." in plain(state.text)
    place = report.findChild(QScrollArea).viewport().height()
    qtbot.waitUntil(lambda: state.height() >= place - 1)  # in the middle of all of it
    click(state.button)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None)
    window.findChild(QFileDialog).reject()


@pytest.mark.parametrize("ticked", [False, True])
def test_rules_of_an_exported_library_wait_unless_they_are_let_run(open_window, qtbot, tmp_path, ticked):
    make_empty(tmp_path / "other")
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        follow(other)
        folder = export_library(other, tmp_path / "out", Progress()).path
    window = open_window()
    dialog = looked_at(window, qtbot, folder)
    assert "2 feeds · 1 rule for feeds" in texts(dialog)
    assert "Otherwise they wait, paused." in texts(dialog)
    box = dialog.boxes["rules"]
    assert not box.isChecked()
    if ticked:
        qtbot.waitUntil(box.isVisible)
        QTest.keyClick(box, Qt.Key.Key_Space)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    context = screen(window).context
    rules = context.library.session.feed_rules.all()
    assert sorted(rule.paused for rule in rules) == [not ticked, True]
    dialog.close()


def test_an_exported_library_without_an_article_can_be_taken_in(open_window, qtbot, tmp_path):
    """There was no button: its terms and searches stayed out."""
    make_empty(tmp_path / "other")
    with LibrarySession.open(LibraryPaths(tmp_path / "other")) as other:
        other.saved_searches.keep("L’eau", "eau")
        folder = export_library(other, tmp_path / "out", Progress()).path
    window = open_window()
    dialog = looked_at(window, qtbot, folder)
    qtbot.waitUntil(dialog.import_button.isVisible)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: "The import has ended." in texts(dialog))
    assert [search.name for search in screen(window).saved_searches.all()] == ["L’eau"]
    dialog.close()


def test_a_paused_import_goes_on_and_the_window_answers(open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 20)
    window = open_window()
    lines = "".join(f"https://a.example/{n},Titre {n}\n" for n in range(400))
    (tmp_path / "liste.csv").write_text(f"url,title\n{lines}")
    dialog = looked_at(window, qtbot, tmp_path / "liste.csv")
    dialog.boxes["fetch"].setChecked(False)
    run = screen(window).import_run
    run.stepped.connect(lambda done, _total: run.pause() if done == 100 else None)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: run.waiting or not run.running)
    if run.waiting:  # the rows may all have been stored before the pause was heard of
        assert "Paused" in texts(dialog)
        dialog.close()
        dialog = screen(window).importing.import_files(())
        assert plain(dialog.import_button.text()) == "Go on"
        click(dialog.import_button)
    qtbot.waitUntil(lambda: len(rows(window)) == 400)
    qtbot.waitUntil(lambda: not run.running)
    dialog.close()


@pytest.mark.parametrize("now", [True, False])
def test_pictures_come_now_or_when_the_article_is_opened(open_window, qtbot, tmp_path, site, now):
    window = open_window(reduce_motion=True)
    on_screen = screen(window)
    dialog = looked_at(window, qtbot, exports.wallabag_with_picture(tmp_path, site.url(exports.PICTURE)))
    dialog.boxes["local"].setChecked(True)
    dialog.boxes["pictures"].setChecked(now)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: len(rows(window)) == 1)
    dialog.close()
    (article,) = on_screen.articles.ids()
    if not now:
        qtbot.settle(window)
        assert site.requests == [], "nothing is fetched before it is opened"
        on_screen.library.refresh()
        qtbot.waitUntil(lambda: on_screen.article_model.row_of(article) >= 0)
        on_screen.open_article(article)
    qtbot.waitUntil(lambda: not on_screen.articles.wanted_pictures(article))
    qtbot.settle(window)
    assert site.requests == [exports.PICTURE]


def test_a_pause_in_the_last_rows_of_a_file_holds_before_the_next(open_window, qtbot, tmp_path):
    window = open_window()
    files = [tmp_path / "un.csv", tmp_path / "deux.csv"]
    for file in files:
        file.write_text(f"url,title\nhttps://{file.stem}.example/,{file.stem}\n")
    dialog = looked_at(window, qtbot, *files)
    dialog.boxes["fetch"].setChecked(False)
    run = screen(window).import_run
    run.stepped.connect(lambda done, total: run.pause() if done == total and run.file == "un.csv" else None)
    click(dialog.import_button)
    qtbot.waitUntil(lambda: run.waiting or (not run.running and not run.file))
    qtbot.settle(window)
    assert rows(window) == ["un"] and run.waiting and "Paused" in texts(dialog)
    run.go_on()
    qtbot.waitUntil(lambda: not run.running and not run.waiting)
    assert sorted(rows(window)) == ["deux", "un"]
    dialog.close()


def test_an_import_that_is_stopped_does_not_go_on_by_itself(open_window, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 1)
    window = open_window()
    lines = "".join(f"https://a.example/{n},Titre {n}\n" for n in range(100))
    (tmp_path / "liste.csv").write_text(f"url,title\n{lines}")
    dialog = looked_at(window, qtbot, tmp_path / "liste.csv")
    run, imports = screen(window).import_run, screen(window).session.imports
    run.stepped.connect(lambda _done, _total: run.give_up())
    click(dialog.import_button)
    qtbot.waitUntil(lambda: not run.running and bool(imports.all()))
    qtbot.settle(window)
    assert imports.unfinished() == [] and imports.all()[0].state in ("stopped", "done")
    dialog.close()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_an_article_without_its_text_says_so_and_is_fetched(
    open_window, qtbot, tmp_path, site, article_url, language
):
    make_empty(tmp_path / "library")
    (tmp_path / "liste.csv").write_text(f"url,title\n{article_url},Mon titre\n")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        choices = ImportChoices(fetch="never", allow_local=True)
        service.run_import(session, tmp_path / "liste.csv", choices, Progress())
    window = open_window(interface_language=language, reading_language="en")
    on_screen = screen(window)
    (article,) = on_screen.articles.ids()
    on_screen.open_article(article)
    line = on_screen.reading_pane.incomplete
    qtbot.waitUntil(line.isVisible)
    qtbot.settle(window)
    assert site.requests == [], "nothing is fetched before it is asked for"
    assert not on_screen.banner.isVisible(), "there is nothing to translate"
    summary = on_screen.articles.summary(article)
    assert (summary.unread, summary.progress) == (True, 0.0), "what has no text is not read by opening it"
    click(line.buttons()[0])
    qtbot.waitUntil(lambda: on_screen.articles.summary(article).words > 100)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert on_screen.article_document.blocks


@pytest.mark.parametrize("reopened", [False, True])
def test_an_article_whose_link_was_not_allowed_says_why_it_has_no_text(
    open_window, qtbot, tmp_path, site, article_url, reopened
):
    """Also where it is shown before the library proper is open."""
    make_empty(tmp_path / "library")
    (tmp_path / "liste.csv").write_text(f"url,title\n{article_url},Mon titre\n")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        service.run_import(session, tmp_path / "liste.csv", ImportChoices(), Progress())
        fetch_waiting(session, Progress())
        (article,) = session.articles.ids()
    window = open_window(last_article=article if reopened else 0, reopen_article=reopened)
    on_screen = screen(window)
    if not reopened:
        on_screen.open_article(article)
    line = on_screen.reading_pane.incomplete
    qtbot.waitUntil(line.isVisible)
    said = texts(line)
    assert "127.0.0.1 is on this computer or in your own network." in said
    assert "its link and what you noted are kept" in said
    assert site.requests == []


def test_what_an_earlier_import_listed_is_fetched_in_the_background(
    open_window, qtbot, tmp_path, article_url
):
    make_empty(tmp_path / "library")
    (tmp_path / "liste.csv").write_text(f"url,title\n{article_url},Mon titre\n")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        service.run_import(session, tmp_path / "liste.csv", ImportChoices(allow_local=True), Progress())
    window = open_window()
    (article,) = screen(window).articles.ids()
    qtbot.waitUntil(lambda: screen(window).articles.summary(article).words > 100)
    qtbot.settle(window)


def test_what_comes_while_texts_are_fetched_is_fetched_right_after(
    open_window, qtbot, tmp_path, site, article_url
):
    asked, answer = threading.Event(), threading.Event()

    class Held(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.set()
            answer.wait(LIMIT)
            self.send_error(404)

        def log_message(self, *args):
            pass

    def listed(session, link):
        file = tmp_path / "liste.csv"
        file.write_text(f"url,title\n{link},Mon titre\n")
        service.run_import(session, file, ImportChoices(allow_local=True), Progress())

    make_empty(tmp_path / "library")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Held) as slow:
        threading.Thread(target=slow.serve_forever, args=(0.01,), daemon=True).start()
        with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
            listed(session, f"http://localhost:{slow.server_port}/held")
        window = open_window()
        on_screen = screen(window)
        try:
            qtbot.waitUntil(asked.is_set)
            (first,) = on_screen.articles.ids()
            listed(on_screen.session, article_url)
            on_screen.importing.fetch()
        finally:
            answer.set()
            slow.shutdown()
        (second,) = set(on_screen.articles.ids()) - {first}
        qtbot.waitUntil(lambda: on_screen.articles.summary(second).words > 100)
        qtbot.settle(window)


def test_an_import_that_a_kill_broke_off_goes_on_at_the_next_start(open_window, qtbot, tmp_path, monkeypatch):
    make_empty(tmp_path / "library")
    monkeypatch.setattr(service, "BATCH", 20)
    lines = "".join(f"https://a.example/{n},Titre {n}\n" for n in range(200))
    (tmp_path / "liste.csv").write_text(f"url,title\n{lines}")
    progress = Progress(
        lambda done, _total, text: progress.cancel() if (text, done) == ("importing", 60) else None
    )
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session, pytest.raises(Cancelled):
        choices = ImportChoices(fetch="never", tags=("mine",))
        service.run_import(session, tmp_path / "liste.csv", choices, progress)
    window = open_window()
    qtbot.waitUntil(lambda: len(rows(window)) == 200)
    qtbot.waitUntil(lambda: not screen(window).import_run.running)
    assert screen(window).articles.tags() == {"mine": 200}, "with the choices it began with"


def leads_from_the_right(text: str) -> bool:
    """Whether a line that says so itself is written from right to left."""
    layout = QTextLayout(text)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return line.cursorToX(0)[0] > line.cursorToX(len(text))[0]


def test_a_place_in_latin_letters_does_not_turn_an_arabic_line_round(open_window, qtbot, tmp_path):
    make_empty(tmp_path / "library")
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        path = exports.pocket_archive(tmp_path)
        service.run_import(session, path, ImportChoices(fetch="never"), Progress())
    window = open_window(interface_language="ar")
    dialog = screen(window).importing.show_reports(1)

    def told():
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        return [text for text in texts if "links.txt" in text and "·" in text]

    qtbot.waitUntil(lambda: bool(told()))
    (line,) = told()
    assert leads_from_the_right(line)


def test_what_is_dropped_while_a_file_is_looked_at_is_waited_for(open_window, qtbot, tmp_path):
    window = open_window()
    dialog = looked_at(window, qtbot, exports.bookmarks(tmp_path))
    jobs, go_on = screen(window).job_runner, threading.Event()
    try:
        for _ in range(LANES["network"]):
            jobs.submit("network", lambda _progress: go_on.wait(LIMIT))
        dialog.look([exports.omnivore(tmp_path)])
        earlier = dialog._job
        dialog.look([tmp_path / "gone"])
        qtbot.waitUntil(lambda: earlier.finished)
        assert dialog.bar.isVisible() and dialog.bar.accessibleName() and not dialog.import_button.isEnabled()
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: len(dialog.previews) == 2 and dialog.import_button.isEnabled())


def test_what_was_looked_at_for_one_library_is_not_offered_to_another(open_window, qtbot, tmp_path):
    window = open_window()
    dialog = looked_at(window, qtbot, exports.bookmarks(tmp_path))
    dialog.destroyed.connect(lambda: gone.append(True))
    gone, other = [], LibraryPaths(tmp_path / "other")
    LibrarySession.open(other).close()
    screen(window).backup.open_other(other.root)
    qtbot.waitUntil(lambda: screen(window).paths.root == other.root and screen(window).session is not None)
    qtbot.waitUntil(lambda: gone == [True])
