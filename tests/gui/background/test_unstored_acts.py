"""What the library does not store before the window closes is kept aside, and nothing is that it stores."""

from __future__ import annotations

import ast
import contextlib
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.feeds import FeedRule
from reader.core.marks import Colour
from reader.gui.background.job_runner import LANES
from reader.gui.notes.note_subject import Subject
from reader.library.articles.annotations import Annotations
from reader.library.articles.articles import Articles
from reader.library.feeds.feeds import Feeds
from reader.services.library.annotate_article import Passage
from reader.services.library_session import LibrarySession
from reader.services.unstored_acts.acts_file import keep_acts
from reader.services.unstored_acts.library_acts import Chosen
from reader.settings.disks import state_folder
from reader.settings.paths import LibraryPaths
from tests.gui.support.reading_library import fill_library
from tests.gui.support.screen import screen
from tests.services.stocked_feeds import follow
from tests.support.limits import LIMIT


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where it is kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return state_folder() / "unstored"


@pytest.fixture
def ids(kept, tmp_path):
    return fill_library(LibraryPaths(tmp_path / "library"))


@pytest.fixture
def window(ids, open_window, qtbot):
    made = open_window(reduce_motion=True)
    qtbot.waitUntil(lambda: not screen(made).job_runner.busy)
    return made


@contextlib.contextmanager
def held(paths):
    """Another program writes into the library for a long time."""
    with contextlib.closing(sqlite3.connect(paths.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def files(kept):
    return list(kept.iterdir()) if kept.is_dir() else []


def refuse(*_given):
    raise ReaderError("library-busy", "another program writes")


def is_favourite(paths, article):
    with LibrarySession.open(paths) as session:
        return session.articles.summary(article).favourite


def test_a_mark_is_not_lost_while_another_program_writes(window, ids, kept):
    paths = screen(window).paths
    with held(paths):
        screen(window).library.change([ids[0]], "favourite", True)
        window.shut_down()
        assert len(files(kept)) == 1
    assert is_favourite(paths, ids[0])
    assert not files(kept)


def test_a_mark_on_an_article_from_a_computer_whose_clock_is_ahead_is_not_lost(
    ids, tmp_path, open_window, qtbot, kept, monkeypatch
):
    paths = LibraryPaths(tmp_path / "library")
    with contextlib.closing(sqlite3.connect(paths.database)) as raw, raw:
        raw.execute("UPDATE article SET saved_at = '2999-01-01T00:00:00+00:00' WHERE id = ?", (ids[0],))
    window = open_window(reduce_motion=True)
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy)
    with monkeypatch.context() as patch:
        patch.setattr(Articles, "set_favourite", refuse)
        screen(window).library.change([ids[0]], "favourite", True)
        window.shut_down()
    assert len(files(kept)) == 1
    assert is_favourite(paths, ids[0])


def test_nothing_is_kept_of_what_is_stored(window, ids, kept):
    paths = screen(window).paths
    screen(window).library.change([ids[0]], "favourite", True)
    window.shut_down()
    assert not files(kept)
    assert is_favourite(paths, ids[0])


def test_what_the_library_takes_after_all_is_not_kept(window, ids, kept, qtbot):
    library, going_on = screen(window).library, threading.Event()
    library.work(lambda _session, _progress: going_on.wait(LIMIT))
    library.change([ids[0]], "favourite", True)
    window.write_state()
    assert len(files(kept)) == 1, "the session may end now"
    going_on.set()
    qtbot.waitUntil(lambda: not screen(window).job_runner.busy and not files(kept))
    library.change([ids[0]], "favourite", False)
    paths = screen(window).paths
    window.shut_down()
    assert not is_favourite(paths, ids[0])


@contextlib.contextmanager
def kept_while_waiting(window, article, kept):
    """A mark that was written into a file, for the session might end; the block has the library go on."""
    library, going_on = screen(window).library, threading.Event()
    library.work(lambda _session, _progress: going_on.wait(LIMIT))
    library.change([article], "favourite", True)
    window.write_state()
    assert len(files(kept)) == 1
    yield
    going_on.set()


def silent_disks(runner):
    """Nothing is done with files until the event that is returned is set."""
    answers = threading.Event()
    for _ in range(LANES["files"]):
        runner.submit("files", lambda _progress: answers.wait(LIMIT))
    return answers


def test_what_is_stored_by_now_does_not_come_again_though_its_file_could_not_be_removed_yet(
    window, ids, kept, qtbot
):
    paths, runner = screen(window).paths, screen(window).job_runner
    with kept_while_waiting(window, ids[0], kept):
        hanging = silent_disks(runner)
    screen(window).library.change([ids[0]], "favourite", False)
    qtbot.waitUntil(lambda: not runner.acting())
    window.shut_down()
    hanging.set()
    qtbot.waitUntil(lambda: not files(kept))
    assert not is_favourite(paths, ids[0])


def test_what_the_library_refused_does_not_come_after_what_the_reader_did_since(
    window, ids, kept, monkeypatch, qtbot
):
    library, refusals = screen(window).library, []
    library.failed.connect(refusals.append)
    with monkeypatch.context() as patch:
        patch.setattr(Articles, "set_favourite", refuse)
        with kept_while_waiting(window, ids[0], kept):
            pass
        qtbot.waitUntil(lambda: bool(refusals))
    assert files(kept), "the session may end yet, and nobody sees that it was refused"
    library.change([ids[0]], "unread", False)
    qtbot.waitUntil(lambda: not files(kept))


def test_what_is_stored_by_now_does_not_come_again_with_what_was_not(window, ids, kept, qtbot):
    """The disk falls silent once more, after the reader took the mark back that was kept aside before."""
    paths, library = screen(window).paths, screen(window).library
    runner = screen(window).job_runner
    hanging = silent_disks(runner)
    with kept_while_waiting(window, ids[0], kept):
        pass
    library.change([ids[0]], "favourite", False)
    qtbot.waitUntil(lambda: not runner.acting())
    with held(paths):
        library.change([ids[0]], "archived", True)
        window.shut_down()
    hanging.set()
    qtbot.waitUntil(lambda: len(files(kept)) == 1)
    assert not is_favourite(paths, ids[0])
    assert not files(kept)


def opens_late(monkeypatch):
    """Have libraries opened only once the event is set."""
    opened, going_on = LibrarySession.open, threading.Event()

    def late(*given, **named):
        going_on.wait(LIMIT)
        return opened(*given, **named)

    monkeypatch.setattr(LibrarySession, "open", late)
    return going_on


def test_a_link_is_not_lost_when_the_session_ends_before_the_library_is_open(
    ids, open_window, kept, monkeypatch, tmp_path
):
    going_on = opens_late(monkeypatch)
    window = open_window(reduce_motion=True, ready=False)
    screen(window).save_queue.add(["https://x.example/puits"])
    window.write_state()
    (file,) = files(kept)
    assert "https://x.example/puits" in file.read_text()
    going_on.set()
    window.shut_down()


def test_a_link_given_before_the_library_was_open_is_taken_up_by_the_next_start(
    ids, open_window, kept, monkeypatch, qtbot, tmp_path
):
    going_on = opens_late(monkeypatch)
    window = open_window(reduce_motion=True, ready=False)
    screen(window).save_queue.add(["https://x.example/puits"])
    window.shut_down()
    going_on.set()
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        assert [link.url for link in session.pending.all()] == ["https://x.example/puits"]


def test_an_option_that_was_kept_is_told_to_a_window_that_did_not_know_of_it(
    ids, open_window, qtbot, tmp_path
):
    """As where the program's own folder was away when the window was made."""
    keep_acts(tmp_path / "library", [Chosen("text_size", 9, 3)])
    window = open_window(reduce_motion=True)
    qtbot.waitUntil(lambda: screen(window).options.number("text_size") == 9)


def test_work_that_says_nothing_before_it_is_done_is_not_waited_for_on_a_silent_disk(window):
    """An export, say: the reader asks for it again."""
    runner, going_on = screen(window).job_runner, threading.Event()
    job = runner.submit("library", lambda _progress: going_on.wait(LIMIT), keep=True)
    assert job not in runner.unwritten()
    job.acts = (Chosen("text_size", 9, 3),)
    assert job in runner.unwritten()
    job.acts = ()
    going_on.set()


def test_every_piece_of_work_that_is_kept_tells_its_acts():
    """Else closing waits for it as long as another program writes, or it is lost."""
    passed_on = {"background.library_controller.work", "background.library_controller._write"}
    files_of_the_reader = {"notes.feature.write", "feeds.sources.write_list"}  # whole or not there
    safe_by_itself = {"background.library_controller.begin"}  # a move, a restored backup
    none = passed_on | files_of_the_reader | safe_by_itself
    found = {place for module in Path("reader/gui").rglob("*.py") for place in kept_without_acts(module)}
    assert found == none


def kept_without_acts(module):
    """Calls that give work with `keep=True` and whose job is told no acts."""
    tree = ast.parse(module.read_text("utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not any(_keeps(word) for word in call.keywords):
            continue
        if getattr(call.func, "attr", "") not in ("work", "submit"):
            continue
        function = call
        while not isinstance(function, ast.FunctionDef):
            function = parents[function]
        if not any(isinstance(n, ast.Attribute) and n.attr == "acts" for n in ast.walk(function)):
            yield f"{module.parent.name}.{module.stem}.{function.name}"


def _keeps(word):
    return word.arg == "keep" and not (isinstance(word.value, ast.Constant) and word.value.value is False)


@contextlib.contextmanager
def hung(window):
    """The library does nothing of what it is asked in the block, nor later where the window closes in it."""
    going_on = threading.Event()
    screen(window).library.work(lambda _session, _progress: going_on.wait(LIMIT))
    yield
    going_on.set()
    for thread in threading.enumerate():  # the program's end would have ended them, too
        if window.closed and thread.name in screen(window).left_behind:
            thread.join(LIMIT)


def test_a_long_note_that_is_typed_on_is_kept_once(window, ids, kept):
    """Each part of it is work of its own, and a file that grew by their square would be too large to read."""
    paths, store = screen(window).paths, screen(window).notes_store
    subject, text = Subject(ids[0]), "Le puits est à sec. " * 100
    with hung(window):
        for end in range(1, 101):
            store.type(subject, text[: end * 20], text[: (end - 1) * 20])
        window.write_state()  # at its end the window goes past what hangs, and a quick disk takes all
        (file,) = files(kept)
        assert file.stat().st_size < 10 * len(text)
        window.shut_down()
    with LibrarySession.open(paths) as session:
        assert session.annotations.note(ids[0]) == text
    assert not files(kept)


def test_what_was_done_to_a_rule_that_was_just_changed_is_done_to_it(window, kept, qtbot):
    """The list shows it as it was until the library has answered."""
    paths, session = screen(window).paths, screen(window).library.session
    for query in ("eau", "puits", "pluie"):
        session.feed_rules.add(FeedRule(0, 0, query, "favourite"))
    dialog = screen(window).feed_sources.show_rules(0, {})
    qtbot.waitUntil(lambda: len(dialog.rules) == 3)
    water, _well, rain = dialog.rules
    with hung(window):
        for query in ("mer", "vent"):
            dialog._keep(replace(water, query=query))
        dialog._move(0, 1)
        dialog._turn(water, 0, on=False)
        dialog._keep(replace(rain, query="neige"))
        dialog._remove(rain)
        window.shut_down()
    with LibrarySession.open(paths) as opened:
        assert [(rule.query, rule.paused) for rule in opened.feed_rules.all()] == [
            ("puits", False),
            ("vent", True),
        ]
    assert not files(kept)


def test_a_source_is_followed_again_with_its_rules_though_that_is_begun_at_once(
    window, kept, qtbot, monkeypatch
):
    """The library's thread may take what went with the source before the window has told the act."""
    paths, library, begun = screen(window).paths, screen(window).library, threading.Event()
    follow(library.session)
    library.session.feed_rules.add(FeedRule(0, 1, "sécheresse", "favourite"))
    screen(window).feed_sources.unfollow(library.session.feeds.get(1))
    qtbot.waitUntil(lambda: not screen(window).job_runner.acting())
    work = library.work

    def begin(*given, **named):
        job = work(*given, **named)
        begun.wait(LIMIT)
        return job

    def refuse_it(*_given):
        begun.set()
        refuse()

    with monkeypatch.context() as patch:
        patch.setattr(Feeds, "put_back", refuse_it)
        patch.setattr(library, "work", begin)
        library.undo()
        window.shut_down()
    with LibrarySession.open(paths) as session:
        assert "sécheresse" in [rule.query for rule in session.feed_rules.all()]


def test_marks_that_are_taken_back_while_the_library_stores_them_are_all_gone(
    window, ids, kept, qtbot, monkeypatch
):
    """A selection over several sentences is several marks, of which the first was stored."""
    paths, store = screen(window).paths, screen(window).notes_store
    add, first, going_on = Annotations.add, threading.Event(), threading.Event()

    def fall_silent(annotations, mark):
        if first.is_set():
            going_on.wait(LIMIT)
            refuse()
        added = add(annotations, mark)
        first.set()
        return added

    with monkeypatch.context() as patch:
        patch.setattr(Annotations, "add", fall_silent)
        store.article_id = ids[0]
        store.add([Passage("fr", "b0", number, 0, 2, "L’") for number in range(2)], Colour.BLUE)
        qtbot.waitUntil(first.is_set)
        screen(window).library.undo()
        window.shut_down()
        going_on.set()
    with LibrarySession.open(paths) as session:
        assert not session.annotations.of_article(ids[0])


def test_a_note_whose_mark_was_refused_is_not_lost_when_it_is_typed_on(window, ids, kept, qtbot, monkeypatch):
    """The mark is made with what is typed next; where that is not stored either, by the next start."""
    paths, store = screen(window).paths, screen(window).notes_store
    store.article_id = ids[0]
    passages = tuple(Passage("fr", "b0", number, 0, 2, "L’") for number in range(2))
    subject = Subject(ids[0], passages=passages)
    with monkeypatch.context() as patch:
        patch.setattr(Annotations, "add", refuse)
        store.type(subject, "Le", "")
        qtbot.waitUntil(lambda: not screen(window).job_runner.acting())
        store.type(subject, "Le puits", "Le")
        window.shut_down()
    with LibrarySession.open(paths) as session:
        assert [mark.note for mark in session.annotations.of_article(ids[0])] == ["Le puits", ""]
