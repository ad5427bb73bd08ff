from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

import pytest

from reader.core.log.log_file import start_logging


@pytest.fixture(autouse=True)
def _quiet_afterwards():
    yield
    start_logging(None)


def test_the_log_is_private_and_leaves_debug_out(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    logging.getLogger("reader.test").info("topic")
    logging.getLogger("reader.test").debug("http://secret.example/address")
    file = tmp_path / "logs" / "liseuse.log"
    assert "topic" in file.read_text() and "secret" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    start_logging(tmp_path / "file" / "logs")
    logging.getLogger("reader.test").info("still alive")


def test_starting_twice_writes_once(tmp_path: Path) -> None:
    start_logging(tmp_path / "logs")
    start_logging(tmp_path / "logs")
    logging.getLogger("reader.test").info("only one line")
    assert (tmp_path / "logs" / "liseuse.log").read_text().count("only one line") == 1


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "paramiko.transport.sftp", "fsspec", "psycopg"])
def test_what_others_tell_of_a_server_is_not_written_down(tmp_path: Path, name: str) -> None:
    start_logging(tmp_path / "logs", verbose=True)
    logging.getLogger(name).info("secret")
    logging.getLogger(name).debug("Set-Cookie: secret")
    logging.getLogger(name).warning("a warning")
    told = (tmp_path / "logs" / "liseuse.log").read_text()
    assert "secret" not in told and "a warning" in told


def test_the_folders_it_makes_are_private(tmp_path: Path) -> None:
    """At the first start the log is opened before the library, whose folder it makes."""
    folder = tmp_path / "library" / "logs"
    start_logging(folder)
    assert [stat.S_IMODE(place.stat().st_mode) for place in (folder, folder.parent)] == [0o700, 0o700]


def test_what_is_no_file_is_neither_waited_for_nor_closed_to_others(tmp_path: Path) -> None:
    """As a pipe, or a link to /dev/null, which root would have closed to all others."""
    pipe = tmp_path / "logs" / "liseuse.log"
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        start_logging(pipe.parent)
        logging.getLogger("reader.test").info("topic")
        assert stat.S_IMODE(pipe.stat().st_mode) == 0o666
    finally:
        os.close(reading)
    start_logging(pipe.parent)  # nobody reads it now
    logging.getLogger("reader.test").info("still alive")
