"""The edition of the day: what is in it, how long it takes to read, and the timer that makes it by itself."""

from __future__ import annotations

import dataclasses
import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.articles.articles import NewArticle
from reader.services.library.browse_library import change
from reader.services.library_session import LibrarySession
from reader.services.publishing import edition_schedule as scheduling
from reader.services.publishing.edition import (
    Edition,
    EditionChoice,
    edition_articles,
    edition_name,
    edition_sources,
    since_of,
    write_edition,
)
from reader.services.publishing.edition_schedule import Schedule
from reader.settings.paths import LibraryPaths
from tests.services.library.test_export_article import document, stock_translation
from tests.support.epub import Book
from tests.support.limits import LIMIT

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def new_article(number: int, hours: float, site: str = "LeBrief") -> NewArticle:
    saved = (NOW - timedelta(hours=hours)).isoformat()
    address = f"https://{site.lower()}.ma/{number}"
    made = dataclasses.replace(document(), title=f"Titre {number}", url=address, site=site)
    return NewArticle(made, address, f"k{number}", saved)


def add(session: LibrarySession, number: int, hours: float, site: str = "LeBrief") -> int:
    return session.articles.store(new_article(number, hours, site))


def test_what_is_unread_since_oldest_first_in_both_languages(session: LibrarySession, tmp_path: Path) -> None:
    old, first, read, other, last = (
        add(session, number, hours, site)
        for number, (hours, site) in enumerate(
            ((30, "LeBrief"), (20, "LeBrief"), (10, "LeBrief"), (8, "Hespress"), (1, "LeBrief"))
        )
    )
    change(session, [read], "unread", False)
    stock_translation(session, first, session.articles.get(first).document)
    day, week = since_of("day", NOW), since_of("week", NOW)
    assert [card.id for card in edition_articles(session, EditionChoice(day))] == [first, other, last]
    assert [card.id for card in edition_articles(session, EditionChoice(week))] == [old, first, other, last]
    assert edition_sources(session, day) == ["Hespress", "LeBrief"]
    for source in ("hespress", "HESPRESS.ma"):
        chosen = edition_articles(session, EditionChoice(day, (source,)))
        assert [card.id for card in chosen] == [other]
    done = write_edition(session, EditionChoice(day, target="en"), tmp_path, Progress(), now=NOW)
    assert (done.articles, done.minutes, done.untranslated) == (3, 3, 2)
    assert done.path is not None and done.path.name == "Edition of 28 November 2026.epub"
    book = Book(done.path)
    assert book.metadata("title") == ["Edition of 28 November 2026"]
    assert book.metadata("description") == ["Articles: 3 · 3 min of reading"]
    assert book.metadata("language") == ["fr", "en"]
    late = EditionChoice(NOW + timedelta(hours=1))
    assert write_edition(session, late, tmp_path / "none.epub", Progress()).path is None
    assert not (tmp_path / "none.epub").exists()


def test_an_import_of_old_articles_hides_none_that_is_new(session: LibrarySession, tmp_path: Path) -> None:
    late = add(session, 0, 2)
    early = add(session, 1, 5)
    batch = [new_article(number, 24 * 400 + number, "Archive") for number in range(2, 105)]
    session.articles.add_many(batch)  # the newest numbers are the oldest articles
    day = since_of("day", NOW)
    assert [card.id for card in edition_articles(session, EditionChoice(day))] == [early, late]
    assert edition_sources(session, day) == ["LeBrief"]


def test_what_has_no_text_yet_is_left_out_and_counted(session: LibrarySession, tmp_path: Path) -> None:
    day = EditionChoice(since_of("day", NOW))
    empty = dataclasses.replace(document(), blocks=(), incomplete="unfetched")
    session.articles.add(empty, "https://a.example/", "empty", NOW.isoformat())
    assert write_edition(session, day, tmp_path / "none.epub", Progress()) == Edition(None, without_text=1)
    whole = add(session, 1, 1)
    assert [card.id for card in edition_articles(session, day)] == [whole]
    done = write_edition(session, day, tmp_path, Progress(), now=NOW)
    assert (done.articles, done.without_text) == (1, 1)


def test_moments() -> None:
    assert since_of("2026-11-20T10:00:00+00:00", NOW) == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert since_of("2026-11-20", NOW).astimezone().strftime("%Y-%m-%d %H") == "2026-11-20 00"
    assert edition_name(NOW, lambda _context, text: text) == "Edition of 28 November 2026"
    with pytest.raises(ValueError):
        since_of("yesterday", NOW)


def test_a_turn_that_comes_late_leaves_no_gap(paths: LibraryPaths) -> None:
    paths.root.mkdir(exist_ok=True)
    day = NOW - timedelta(days=1)
    assert scheduling.since_last(paths, day, NOW) == day
    for ago, since in ((0.5, day), (3, NOW - timedelta(days=3)), (400, NOW - timedelta(days=31))):
        scheduling.note_edition(paths, NOW - timedelta(days=ago))
        assert scheduling.since_last(paths, day, NOW) == since


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `systemctl` that notes what it was asked, and answers what the file `fails` leaves it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "systemctl"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {folder}/asked\n'
        f'if grep -qsF -- "$2" {folder}/fails; then exit 1; fi\nexit 0\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


@pytest.mark.skipif(os.name == "nt", reason="systemd is Linux's")
def test_a_timer_is_written_and_its_command_makes_the_book(
    session: LibrarySession, paths: LibraryPaths, tmp_path: Path, manager: Path
) -> None:
    saved = datetime.now(UTC).isoformat()
    made = document()
    session.articles.add(made, made.url, "k", saved)
    folder = tmp_path / 'my "50%" $HOME books'
    folder.mkdir()
    wanted = Schedule("week", "06:30", folder, ("Le Brief", "l’autre"), "ar", feeds=True)
    service, timer = scheduling.set_schedule(paths, wanted)
    assert scheduling.current_schedule() == wanted
    assert (manager / "asked").read_text().splitlines() == [
        "--user show-environment",
        "--user daemon-reload",
        "--user enable --now liseuse-edition.timer",
    ]
    checker = shutil.which("systemd-analyze")
    if checker is not None:
        command = [checker, "--user", "--man=no", "verify", str(service), str(timer)]
        running = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
        done = subprocess.run(
            command, env=running, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        told = [line for line in done.stderr.splitlines() if "liseuse-edition" in line]
        assert not told, told
    assert "OnCalendar=Mon *-*-* 06:30:00" in timer.read_text("utf-8")

    scheduling.set_schedule(paths, Schedule("day", "07:00", folder))
    (line,) = (row for row in service.read_text("utf-8").splitlines() if row.startswith("ExecStart="))
    command = shlex.split(line.removeprefix("ExecStart=").replace("$$", "$").replace("%%", "%"), posix=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "reader", *command[command.index("--library") :]]
    subprocess.run(command, env=environment, check=True, timeout=LIMIT, capture_output=True)
    (book,) = folder.glob("*.epub")
    assert Book(book).chapters

    now = datetime.now(UTC)
    (last,) = paths.root.glob("last-edition*")
    assert now - timedelta(hours=1) < datetime.fromisoformat(last.read_text("ascii")) < now
    folder.rename(tmp_path / "away")
    gone = subprocess.run(command, env=environment, check=False, timeout=LIMIT, capture_output=True)
    assert gone.returncode == 1 and not folder.exists(), "no book is written as a file of the folder's name"

    assert scheduling.remove_schedule() and not service.exists() and not timer.exists()
    assert scheduling.current_schedule() is None and not scheduling.remove_schedule()


@pytest.mark.skipif(os.name == "nt", reason="systemd is Linux's")
def test_without_systemd_nothing_is_left(paths: LibraryPaths, tmp_path: Path, manager: Path) -> None:
    wanted = Schedule("day", "07:00", tmp_path)
    for fails in ("show-environment", "enable"):
        (manager / "fails").write_text(fails)
        with pytest.raises(ReaderError) as told:
            scheduling.set_schedule(paths, wanted)
        assert told.value.kind == "no-systemd"
        assert not any(file.exists() for file in scheduling.unit_files())
    for wrong in (("day", "7:00"), ("day", "24:00"), ("hour", "07:00")):
        with pytest.raises(ValueError):
            scheduling.set_schedule(paths, Schedule(*wrong, tmp_path))
    with pytest.raises(ValueError):
        scheduling.set_schedule(paths, Schedule("day", "07:00", tmp_path, ("a\nExecStart=b",)))
