"""Two real windows on two libraries, side by side, through one folder."""

from __future__ import annotations

import shutil
import threading

import pytest
from PySide6.QtCore import QFileSystemWatcher, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from reader.core.feeds import FeedRule
from reader.core.progress import Progress
from reader.gui.background.job_runner import LANES
from reader.gui.library_dialog import size_text
from reader.library.feeds.feeds import NewFeed
from reader.library.replication.membership import Membership
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import join_store
from reader.services.sync.places import PASSPHRASE_VARIABLE
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from tests.gui.support.mouse import click
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.gui.support.told import told
from tests.support.computers import SAVED, document
from tests.support.libraries import make_empty
from tests.support.limits import wait_for

WORDS = "three small words"


@pytest.fixture
def two(open_window, qtbot, tmp_path):
    """A window on three articles and one on none."""
    fill_library(LibraryPaths(tmp_path / "here"))
    (tmp_path / "carried").mkdir()
    windows = [open_window(folder=name, reduce_motion=True) for name in ("here", "there")]
    for window in windows:
        qtbot.waitUntil(lambda w=window: screen(w).session is not None)
    return windows


def dialog_of(window, qtbot):
    """The dialog, as the command opens it."""
    screen(window).actions["sync.open"].trigger()
    dialog = screen(window).sync.dialog
    qtbot.waitUntil(lambda: dialog.isVisible())
    return dialog


def set_note(window, text: str) -> None:
    """Write the note of the newest article."""
    session = screen(window).session
    (number, *_) = session.articles.ids("all")
    session.annotations.set_note(number, text)


def note(window) -> str:
    """The note of the newest article."""
    session = screen(window).session
    (number, *_) = session.articles.ids("all")
    return session.annotations.note(number)


def join(window, qtbot, place, passphrase=WORDS, again=WORDS):
    """Through the three steps; gives the dialog."""
    dialog = dialog_of(window, qtbot)
    steps = dialog.steps
    QTest.keyClicks(steps.folder, str(place))
    click(dialog.next)
    qtbot.waitUntil(lambda: steps.passphrase.isVisible() and dialog.next.isEnabled())
    QTest.keyClicks(steps.passphrase, passphrase)
    if steps.again.isVisible():
        QTest.keyClicks(steps.again, again)
    QTest.keyClick(steps.passphrase, Qt.Key.Key_Return)
    return dialog


def finish(window, qtbot, dialog):
    """Confirm the third step, and wait for the page."""
    qtbot.waitUntil(lambda: dialog.steps.name.isVisible() and dialog.next.isEnabled())
    click(dialog.next)
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: rounds.state is not None and bool(rounds.state.last) and not rounds.running)
    qtbot.waitUntil(lambda: "leave" in dialog.act_buttons)


def bring_in_step(window, qtbot):
    """A round that is asked for, to its end."""
    rounds = screen(window).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)
    screen(window).actions["sync.now"].trigger()
    qtbot.waitUntil(lambda: not rounds.running)


def answer(window, qtbot, text) -> None:
    """Press a button of the question on screen; beside it may stand what a round of its own has found."""

    def found():
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        return [button for box in boxes for button in box.buttons() if button.text() == text]

    qtbot.waitUntil(lambda: bool(found()))
    (button,) = found()
    click(button)


def test_save_here_read_there_and_note_on_both(two, qtbot, tmp_path):
    here, there = two
    place = tmp_path / "carried"
    dialog = join(here, qtbot, place, again="another")
    assert "differ" in dialog.status.text(), "said in place"
    dialog.steps.again.clear()
    QTest.keyClicks(dialog.steps.again, WORDS)
    click(dialog.next)
    qtbot.waitUntil(lambda: dialog.steps.name.isVisible() and dialog.next.isEnabled())
    assert not list(place.iterdir()), "nothing is begun before the last step is confirmed"
    stays = screen(here).note_editor.stays
    assert stays.text() == "Stays on this computer"
    finish(here, qtbot, dialog)
    assert stays.text() == "Goes encrypted to your other computers"
    assert "In step just now" in dialog.state_line.text()
    dialog.close()

    dialog = join(there, qtbot, place, passphrase="not the words")
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.status.text())
    dialog.steps.passphrase.clear()
    QTest.keyClicks(dialog.steps.passphrase, WORDS)
    click(dialog.next)
    finish(there, qtbot, dialog)
    model = screen(there).article_model
    qtbot.waitUntil(lambda: model.rowCount() == screen(here).article_model.rowCount() == 3)
    rounds = screen(there).sync.rounds
    assert len(rounds.state.machines) == 2
    assert rounds.passphrase == WORDS and not dialog.steps.passphrase.text()
    dialog.close()

    for window, text in ((here, "noted here"), (there, "noted there")):
        set_note(window, text)
    for window in (here, there, here):
        bring_in_step(window, qtbot)
    notes = [note(window) for window in two]
    assert notes[0] == notes[1] and "noted here" in notes[0] and "noted there" in notes[0]
    rounds.start()  # as when another library was opened
    assert rounds.passphrase is None


@pytest.fixture
def short_rests(monkeypatch):
    """A round follows soon on the one before."""
    monkeypatch.setattr("reader.gui.sync.rest._LONGEST", 400)


@pytest.fixture
def joined(open_window, qtbot, tmp_path, monkeypatch):
    """Two windows whose libraries are in step already; the passphrase is where a keyring would have it."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    fill_library(LibraryPaths(tmp_path / "here"))
    make_empty(tmp_path / "there")
    place = tmp_path / "carried"
    for name in ("here", "there"):
        with LibrarySession.open(LibraryPaths(tmp_path / name)) as session:
            join_store(session, str(place), WORDS, Progress(), name)
    windows = [open_window(folder=name, reduce_motion=True) for name in ("here", "there")]
    for window in windows:
        rounds = screen(window).sync.rounds
        qtbot.waitUntil(lambda r=rounds: r.state is not None and bool(r.state.last) and not r.running)
    return windows


@pytest.mark.usefixtures("short_rests")
def test_what_is_changed_here_shows_there_by_itself_and_the_reader_stays_where_he_reads(joined, qtbot):
    here, there = joined
    ours, session = screen(here).session, screen(there).session
    (number, *_) = ours.articles.ids("all")
    title = ours.articles.summary(number).title
    (other,) = [n for n in session.articles.ids("all") if session.articles.summary(n).title == title]
    screen(there).open_article(other)
    qtbot.waitUntil(lambda: screen(there).article_id == other)
    bar = screen(there).view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(200)
    qtbot.settle(there)
    place = bar.value()
    ours.annotations.set_note(number, "seen from the desk")
    ours.articles.set_tags(number, ["sea"])
    qtbot.waitUntil(lambda: "desk" in session.annotations.note(other))  # by timers and watched folders alone
    qtbot.waitUntil(lambda: "sea" in screen(there).shown_summary().tags)
    qtbot.settle(there)
    assert screen(there).article_id == other and abs(bar.value() - place) < 40

    rounds, editor = screen(there).sync.rounds, screen(there).notes_panel.editor
    field = editor.field
    there.activateWindow()
    screen(there).actions["notes.panel"].trigger()
    qtbot.waitUntil(field.isVisible)
    assert "desk" in field.toPlainText()
    field.setFocus()
    qtbot.waitUntil(lambda: field.hasFocus() and not rounds.running)
    rounds.begin()
    assert not rounds.running, "nothing comes into a note that is being typed"


def test_what_was_put_into_trash_here_and_noted_there_comes_back_and_is_told(
    open_window, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    fill_library(LibraryPaths(tmp_path / "here"))
    make_empty(tmp_path / "there")
    with (
        LibrarySession.open(LibraryPaths(tmp_path / "here")) as ours,
        LibrarySession.open(LibraryPaths(tmp_path / "there")) as theirs,
    ):
        for session in (ours, theirs):
            join_store(session, str(tmp_path / "carried"), WORDS, Progress(), "")
        (number, *_) = ours.articles.ids("all")
        title = ours.articles.summary(number).title
        (other,) = [n for n in theirs.articles.ids("all") if theirs.articles.summary(n).title == title]
        ours.articles.move_to_trash([number])
        theirs.annotations.set_note(other, "noted there")
        run_round(theirs, WORDS, Progress())
    window = open_window(folder="here", reduce_motion=True)
    assert told(window, qtbot) == "1 article kept: deleted on one computer, changed on another"
    qtbot.waitUntil(lambda: screen(window).article_model.rowCount() == 3)
    session = screen(window).session
    assert session.annotations.note(number) == "noted there"


def test_pause_forget_and_a_folder_that_was_emptied(joined, qtbot, tmp_path):
    here, there = joined
    rounds = screen(here).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)
    rounds.now()
    assert rounds.running
    rounds.start()  # as when the library was moved
    assert not rounds.running
    qtbot.waitUntil(lambda: rounds.running)  # once the store is watched
    qtbot.waitUntil(lambda: not rounds.running)
    assert rounds.error is None
    dialog = dialog_of(here, qtbot)
    qtbot.waitUntil(lambda: "pause" in dialog.act_buttons and not rounds.running)
    click(dialog.act_buttons["pause"])
    qtbot.waitUntil(lambda: rounds.state.paused and dialog.act_buttons["pause"].text() == "Go on")
    set_note(here, "while it was paused")
    rounds.read()
    qtbot.waitUntil(lambda: dialog.state_line.text() == "Paused, 1 change waiting")
    click(dialog.act_buttons["pause"])
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")
    qtbot.waitUntil(lambda: "forget:there" in dialog.act_buttons)
    click(dialog.act_buttons["forget:there"])
    (question,) = [box for box in here.findChildren(QMessageBox) if box.isVisible()]
    assert "Trash" in question.informativeText(), "what becomes of what it threw away is said"
    answer(here, qtbot, "Forget")
    qtbot.waitUntil(lambda: [m.name for m in rounds.state.machines] == ["here"])

    shutil.rmtree(tmp_path / "carried")
    bring_in_step(here, qtbot)
    qtbot.waitUntil(lambda: dialog.state_line.text() == "Offline")
    (tmp_path / "carried").mkdir()
    bring_in_step(here, qtbot)
    qtbot.waitUntil(lambda: "retry" in dialog.act_buttons)
    click(dialog.act_buttons["anew"])
    answer(here, qtbot, "Make it anew")
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")

    theirs = screen(there).sync.rounds
    other = dialog_of(there, qtbot)
    qtbot.waitUntil(lambda: not theirs.running)
    theirs.now()
    qtbot.waitUntil(lambda: "again" in other.act_buttons)
    click(other.act_buttons["again"])
    answer(there, qtbot, "Join")
    qtbot.waitUntil(lambda: other.state_line.text() == "In step just now")
    assert note(there) == "while it was paused"
    click(other.act_buttons["leave"])
    answer(there, qtbot, "Leave")
    qtbot.waitUntil(lambda: other.steps.folder.isVisible())
    session = screen(there).session
    assert len(session.articles.ids("all")) == 3


def names_of_feeds(window) -> list[str]:
    """What the sidebar calls the sources."""
    return [entry.title for entry in screen(window).sidebar_feeds]


@pytest.mark.usefixtures("short_rests")
def test_feeds_and_the_readers_options_come_to_the_other_window(joined, qtbot):
    here, there = joined
    session, theirs, options = screen(here).session, screen(there).session, screen(there).options
    (feed,) = session.feeds.add([NewFeed("https://nowhere.invalid/rss", "nowhere.invalid/rss", "Le Monde")])
    session.feed_rules.add(FeedRule(0, feed.id, "climat", "favourite"))
    screen(here).options.text_size(8)
    screen(here).options.theme("sepia")
    qtbot.waitUntil(lambda: (options.number("text_size"), options.text("theme")) == (8, "sepia"))
    assert screen(there).reading_pane.text_size == 8 and screen(there).theme.name == "sepia", "at once"
    qtbot.waitUntil(lambda: "Le Monde" in names_of_feeds(there))
    assert [rule.query for rule in theirs.feed_rules.all()] == ["climat"]

    options.text_size(2)
    qtbot.waitUntil(lambda: screen(here).options.number("text_size") == 2)
    session.feeds.remove([feed.id])
    qtbot.waitUntil(lambda: "Le Monde" not in names_of_feeds(there))


def begin_slow_round(rounds, qtbot) -> threading.Event:
    """A round that nobody asked for; it has looked, and ends with the event."""
    has_looked, may_end = threading.Event(), threading.Event()

    def slow_round(*given, **by_name):
        result = rounds.process.round(*given, **by_name)
        has_looked.set()
        wait_for(lambda: may_end.is_set() or None)
        return result

    rounds.open(slow_round, asked=False)
    qtbot.waitUntil(has_looked.is_set)
    return may_end


def test_what_comes_while_a_round_runs_is_taken_by_the_next_one(joined, qtbot, tmp_path):
    here, there = joined
    theirs = screen(there).sync.rounds
    for window in joined:
        bring_in_step(window, qtbot)
    heard: list[str] = []
    watcher = QFileSystemWatcher([str(folder) for folder in (tmp_path / "carried" / "log").iterdir()])
    watcher.directoryChanged.connect(heard.append)
    may_end = begin_slow_round(theirs, qtbot)
    set_note(here, "while the other's round ran")
    bring_in_step(here, qtbot)
    qtbot.waitUntil(lambda: bool(heard))
    may_end.set()
    qtbot.waitUntil(lambda: note(there) == "while the other's round ran")


def test_no_round_begins_once_pause_is_pressed(joined, qtbot):
    here, _ = joined
    rounds = screen(here).sync.rounds
    bring_in_step(here, qtbot)
    set_note(here, "seen by the watch of the library")
    qtbot.waitUntil(lambda: bool(waiting_timers(rounds)))
    rounds.pause(True)
    assert not waiting_timers(rounds), "nothing is left that would begin one before the library says so"
    qtbot.waitUntil(lambda: rounds.state.paused and not rounds.running)


def waiting_timers(rounds) -> list[QTimer]:
    """What will begin a round, or look whether one is wanted, by itself."""
    return [timer for timer in rounds.findChildren(QTimer) if timer.isActive()]


def test_what_is_asked_for_while_a_round_runs_is_done_after_it(joined, qtbot):
    here, _ = joined
    rounds, session = screen(here).sync.rounds, screen(here).session
    dialog = dialog_of(here, qtbot)
    qtbot.waitUntil(lambda: "anew" in dialog.act_buttons and not rounds.running)
    click(dialog.act_buttons["anew"])
    qtbot.waitUntil(lambda: not rounds.running)
    may_end, before = begin_slow_round(rounds, qtbot), store_of(session)
    answer(here, qtbot, "Make it anew")
    may_end.set()
    qtbot.waitUntil(lambda: store_of(session) != before)
    qtbot.waitUntil(lambda: dialog.state_line.text() == "In step just now")


def test_a_round_that_begins_while_a_pause_is_written_ends_with_it(joined, qtbot):
    rounds = screen(joined[0]).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)

    def endless(_passphrase, progress, password):
        wait_for(lambda: progress.cancelled or None)
        progress.check()

    rounds.pause(True)
    rounds.open(endless, asked=False)
    qtbot.waitUntil(lambda: rounds.state.paused and not rounds.running)


def store_of(session: LibrarySession) -> str:
    """The name of the store in which a library takes part."""
    part = Membership(session.database).part()
    assert part is not None
    return part.store


def save_more(window, count: int) -> list[int]:
    """Save articles; gives their numbers."""
    session = screen(window).session
    return [
        session.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)
        for page in range(1, count + 1)
    ]


@pytest.mark.parametrize("through", ["notice", "dialog"])
def test_what_the_other_window_deleted_for_good_is_told_and_comes_back(joined, qtbot, through):
    here, there = joined
    numbers = save_more(there, 8)
    mine, theirs = screen(here).session, screen(there).session
    bring_in_step(there, qtbot)
    bring_in_step(here, qtbot)
    assert len(mine.articles.ids("all")) == 11
    theirs.articles.delete_forever(numbers)
    bring_in_step(there, qtbot)
    bring_in_step(here, qtbot)
    (notice,) = screen(here).error_notices
    assert notice.accessibleName().startswith("8 articles were deleted on another computer")
    if through == "notice":
        (button,) = [one for one in notice.findChildren(QPushButton) if one.text() == "Bring them back"]
        click(button)
    else:
        buttons = dialog_of(here, qtbot).act_buttons
        qtbot.waitUntil(lambda: "back" in buttons)
        click(buttons["back"])
        answer(here, qtbot, "Bring back")
    dialog = screen(here).sync.dialog
    qtbot.waitUntil(lambda: dialog.status.text() == "8 articles came back")
    assert len(mine.articles.ids("all")) == 11
    rounds = screen(here).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)
    bring_in_step(there, qtbot)
    assert len(theirs.articles.ids("all")) == 11


def test_what_is_brought_back_goes_on_without_the_dialog(joined, qtbot):
    here, there = joined
    numbers = save_more(there, 8)
    mine, theirs = screen(here).session, screen(there).session
    bring_in_step(there, qtbot)
    bring_in_step(here, qtbot)
    theirs.articles.delete_forever(numbers)
    bring_in_step(there, qtbot)
    bring_in_step(here, qtbot)
    go_on = threading.Event()
    for _ in range(LANES["network"]):
        screen(here).job_runner.submit("network", lambda _progress: go_on.wait())
    try:
        dialog = dialog_of(here, qtbot)
        qtbot.waitUntil(lambda: "back" in dialog.act_buttons)
        click(dialog.act_buttons["back"])
        answer(here, qtbot, "Bring back")
        qtbot.waitUntil(lambda: dialog.status.text() == "Bringing back…")
        dialog.refresh()  # as whenever the page is read anew
        assert dialog.bar.isVisible() and dialog.bar.accessibleName() == "Bringing back…"
        assert not dialog.act_buttons["back"].isEnabled()
        click(dialog.close_button)
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: len(mine.articles.ids("all")) == 11)
    qtbot.waitUntil(lambda: told(here, qtbot) == "8 articles came back")
    rounds = screen(here).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)
    bring_in_step(there, qtbot)
    assert len(theirs.articles.ids("all")) == 11


def test_a_file_of_this_computer_that_was_missing_is_written_again_and_told(joined, qtbot, tmp_path):
    here, _ = joined
    rounds = screen(here).sync.rounds
    qtbot.waitUntil(lambda: not rounds.running)
    machine = next(one.machine for one in rounds.state.machines if one.own)
    gone = max((tmp_path / "carried" / "log" / machine).iterdir())
    gone.unlink()
    rounds.now()
    qtbot.waitUntil(gone.is_file)
    assert told(here, qtbot).startswith("1 file was missing from the folder")
    dialog = dialog_of(here, qtbot)
    qtbot.waitUntil(lambda: "was written again" in said_in(dialog))
    assert dialog.state_line.text() == "In step just now"


def said_in(dialog) -> str:
    """What the dialog says."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_page_says_how_much_each_computer_told(joined, qtbot):
    here, _ = joined
    rounds = screen(here).sync.rounds
    dialog = dialog_of(here, qtbot)
    qtbot.waitUntil(lambda: not rounds.running and "forget:there" in dialog.act_buttons)
    own = next(one for one in rounds.state.machines if one.own)
    assert own.size > 0
    assert f"This computer, \u2068{size_text(own.size)}" in said_in(dialog)
