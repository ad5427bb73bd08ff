"""What may stand in logs and crash reports, and what may not."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.log.crash_log import CrashLog
from reader.core.log.discretion import discreet, places, short_path, trace_of
from reader.core.log.log_file import end_logging, start_logging
from tests.support.limits import LIMIT

MARKER = "zanzibarine"


@pytest.fixture(autouse=True)
def _no_log_afterwards():
    yield
    start_logging(None)


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        try:
            if cause is not None:
                raise cause
        except type(cause) as inner:  # type: ignore[misc]
            raise error from inner
        raise error
    except type(error) as outer:
        return outer


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("see https://user:secret@lebrief.ma/a/b?c=d#e now", "see https://lebrief.ma/… now"),
        ("'http://x.y:81/private'", "'http://x.y:81/…'"),
        ("https://lebrief.ma", "https://lebrief.ma"),
        ("file:///home/jean/page.html", "file://…"),
        ("nothing to hide: 3/4 of a/b", "nothing to hide: 3/4 of a/b"),
    ],
)
def test_addresses_end_after_their_host(text: str, wanted: str) -> None:
    assert discreet(text) == wanted


def test_the_home_folder_and_named_places_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/jean")
    assert discreet("in /home/jean/x and /home/jeanne/x") == "in ~/x and /home/jeanne/x"
    named = {"/home/jean/books": "<library>"}
    assert discreet("/home/jean/books/library.db", named) == "<library>/library.db"


def test_a_trace_tells_places_and_kinds_but_no_values() -> None:
    text = trace_of(raised(RuntimeError(MARKER), ValueError(f"cannot read {MARKER}")))
    assert MARKER not in text
    assert (
        text.index("builtins.ValueError") < text.index("which led to") < text.index("builtins.RuntimeError")
    )
    assert "tests/core/log/test_discretion.py:" in text and "in raised" in text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AttributeError("no attribute 'x'"), "AttributeError: no attribute 'x'"),
        (OSError(28, "No space", f"/home/{MARKER}"), f"OSError: [28] {os.strerror(28)}"),
        (ReaderError("timeout", MARKER, host=MARKER), "ReaderError: timeout"),
        (KeyError(MARKER), "builtins.KeyError"),
    ],
)
def test_words_about_the_program_are_kept(error: Exception, words: str) -> None:
    text = trace_of(raised(error))
    assert text.endswith(words) and MARKER not in text


def test_paths_begin_at_the_package() -> None:
    assert short_path(str(Path(short_path.__code__.co_filename))) == "reader/core/log/discretion.py"
    assert short_path("/home/a/v/lib/python3.11/site-packages/lxml/x.py") == "site-packages/lxml/x.py"
    assert short_path("/home/a/.pyenv/lib/python3.11/threading.py") == "lib/python3.11/threading.py"


def test_the_log_shows_exceptions_without_values_even_after_another_handler(tmp_path: Path) -> None:
    seen: list[str] = []

    class Other(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(logging.Formatter().format(record))

    other = Other()
    logging.getLogger().addHandler(other)
    try:
        start_logging(tmp_path / "logs")
        error = raised(ValueError(MARKER))
        logging.getLogger("reader.test").error("at http://a.b/%s", MARKER, exc_info=error)
    finally:
        logging.getLogger().removeHandler(other)
    assert MARKER in seen[0]
    text = (tmp_path / "logs" / "liseuse.log").read_text()
    assert "ValueError" in text and "http://a.b/…" in text and MARKER not in text


def test_what_is_written_aside_is_whole_in_order_and_as_discreet(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs", aside=True)
    error = raised(ValueError(MARKER))
    for number in range(1000):
        logging.getLogger("reader.test").info("line %d", number)
    logging.getLogger("reader.test").error("at http://a.b/%s", MARKER, exc_info=error)
    while not end_logging():
        pass
    text = (tmp_path / "logs" / "liseuse.log").read_text()
    assert [line.split()[-1] for line in text.splitlines()[:1000]] == [str(n) for n in range(1000)]
    assert "ValueError" in text and "http://a.b/…" in text and MARKER not in text


def test_a_log_that_cannot_be_written_says_nothing_on_standard_error(tmp_path: Path) -> None:
    """On a read-only disk each command began with a line of the log."""
    (tmp_path / "file").touch()
    code = (
        "import logging, sys; from pathlib import Path; from reader.core.log.log_file import start_logging;"
        "start_logging(Path(sys.argv[1])); logging.getLogger('reader').warning('opened for reading only')"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "file" / "logs")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_logs_rotate_and_stay_private(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "liseuse.log").write_text("from before")
    (folder / "liseuse.log").chmod(0o644)
    start_logging(folder)
    for number in range(12_000):
        logging.getLogger("reader.test").info("%d %s", number, "x" * 500)
    files = sorted(folder.glob("liseuse.log*"))
    assert len(files) == 5
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def crash_log(folder: Path) -> CrashLog:
    made = CrashLog(folder, places(folder))
    made.start()
    return made


def test_a_run_in_order_leaves_no_file(tmp_path: Path) -> None:
    crash_log(tmp_path / "logs").close()
    assert list((tmp_path / "logs").iterdir()) == []


def test_what_a_run_noted_is_offered_once_by_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "library" / "logs"
    start_logging(folder)
    first = crash_log(folder)
    logging.getLogger("reader.test").warning("reading %s/x", tmp_path / "library")
    logging.getLogger("reader.test").info("last word")
    first.note(raised(ValueError(MARKER)), "uncaught")
    (file,) = folder.glob("crash-*.txt")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first.close()

    gone = file.with_name(f"crash-20200101-000000-{2**22 + 5}.txt")  # of a process that is no more
    file.rename(gone)
    second = crash_log(folder)
    assert second.left_behind() == [gone]
    report = second.report([gone], {"Liseuse": "1.0"})
    assert report.startswith("Liseuse: 1.0") and "builtins.ValueError" in report and "last word" in report
    assert MARKER not in report and str(tmp_path) not in report
    second.settle([gone])
    assert second.left_behind() == []
    second.close()


def test_a_crash_that_was_shown_is_not_offered_again(tmp_path: Path) -> None:
    run = crash_log(tmp_path / "logs")
    run.note(raised(ValueError("x")), "uncaught")
    run.shown()
    run.close()
    assert [file.name.endswith(".seen.txt") for file in (tmp_path / "logs").iterdir()] == [True]


def test_what_is_noted_before_the_disk_answers_is_written_when_it_does(tmp_path: Path) -> None:
    run = CrashLog(tmp_path / "logs")
    run.note(raised(ValueError("x")), "uncaught")
    run.start()
    (file,) = (tmp_path / "logs").iterdir()
    assert "builtins.ValueError" in file.read_text()
    run.close()


def test_a_disk_that_answers_when_the_run_has_ended_leaves_no_file(tmp_path: Path) -> None:
    run = CrashLog(tmp_path / "logs")
    run.close()
    run.start()
    assert list((tmp_path / "logs").iterdir()) == []


def test_old_reports_are_cleared_away(tmp_path: Path) -> None:
    run = crash_log(tmp_path)
    for number in range(8):
        (tmp_path / f"crash-2020010{number}-000000-{2**22 + number}.txt").write_text("x")
    run.settle(run.left_behind())
    assert len(list(tmp_path.glob("*.seen.txt"))) == 5
    run.close()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = crash_log(tmp_path / "file" / "logs")
    run.note(raised(ValueError("x")), "uncaught")
    run.close()


def test_notes_from_several_threads_are_whole(tmp_path: Path) -> None:
    run = crash_log(tmp_path)
    errors = [raised(ValueError(str(number))) for number in range(20)]
    threads = [threading.Thread(target=run.note, args=(error, "in a thread")) for error in errors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (file,) = tmp_path.glob("crash-*.txt")
    assert file.read_text().count("builtins.ValueError\n") == 20
    run.close()
