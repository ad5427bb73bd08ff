"""The queue: order, pause, battery, failures, and a kill in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.progress import Cancelled, Progress
from reader.reading.document import blocks_from_html
from reader.services.library_session import LibrarySession
from reader.services.translation import translation_queue as queue
from reader.services.translation.translation_units import units_of
from reader.settings.paths import LibraryPaths
from tests.support.limits import LIMIT

pytestmark = pytest.mark.models


def add(session: LibrarySession, number: int, paragraphs: int = 2, language: str = "fr") -> int:
    html = "".join(
        f"<p>Le ministre numéro {number} visite la ville {i} du pays.</p>" for i in range(paragraphs)
    )
    document = Document(
        f"https://a.ma/{number}", f"Titre {number}", blocks_from_html(html, "fr"), html, language=language
    )
    return session.articles.add(document, document.url, f"a.ma/{number}", f"2026-01-01T00:00:{number:02}Z")


def test_articles_are_translated_in_the_order_given(session: LibrarySession) -> None:
    ids = [add(session, n) for n in (1, 2, 3)]
    assert queue.enqueue(session, [ids[1], ids[0]], ["en"]) == 2
    assert queue.enqueue(session, [ids[1], 99], ["en", "en"]) == 0
    began: list[int] = []
    done = queue.run_queue(
        session, Progress(), queue.QueueEvents(began=lambda job, _: began.append(job.article_id))
    )
    assert began == [ids[1], ids[0]] == list(done.translated)
    assert (done.why, done.waiting, session.translation_jobs.all()) == ("done", 0, [])
    assert session.translations.status(ids[0])["en"].done and not session.translations.status(ids[2])


def test_unread_and_saved(session: LibrarySession) -> None:
    first, second, english = add(session, 1), add(session, 2), add(session, 3, language="en")
    session.articles.set_unread([first], False)
    assert queue.enqueue_unread(session, "en") == 1
    assert [job.article_id for job in session.translation_jobs.all()] == [second]
    session.settings.set("translate_on_save", "en, ar")
    assert queue.enqueue_saved(session, english) == 1
    assert [(j.target, j.reason) for j in session.translation_jobs.all()] == [
        ("en", "unread"),
        ("ar", "saved"),
    ]


def test_pause_and_battery_hold_it_back(session: LibrarySession, monkeypatch: pytest.MonkeyPatch) -> None:
    queue.enqueue(session, [add(session, 1)], ["en"])
    queue.set_paused(session, True)
    assert queue.run_queue(session, Progress()).why == "paused"
    queue.set_paused(session, False)
    monkeypatch.setattr(queue, "on_mains", lambda: False)
    done = queue.run_queue(session, Progress())
    assert (done.why, done.waiting) == ("battery", 1)
    session.settings.set("translate_on_mains_only", False)
    assert queue.run_queue(session, Progress()).why == "done"


def test_mains_power(tmp_path: Path) -> None:
    assert queue.on_mains(tmp_path / "none")
    for name, kind, file, value in (
        ("AC", "Mains", "online", "0"),
        ("BAT0", "Battery", "status", "Discharging"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(kind + "\n")
        (tmp_path / name / file).write_text(value + "\n")
    assert not queue.on_mains(tmp_path)
    (tmp_path / "AC" / "online").write_text("1\n")
    assert queue.on_mains(tmp_path)


@pytest.mark.parametrize(
    ("supplies", "mains"),
    [
        ({"AC": ("Mains", "online", "0")}, True),  # the kernel knows a plug and no battery: a desktop
        ({"BAT0": ("Battery", "status", "Full")}, True),
        ({"BAT0": ("Battery", "status", "Discharging")}, False),
        ({"AC": ("USB", "online", "0"), "BAT0": ("Battery", "status", "Charging")}, True),
        ({}, False),  # the kernel knows nothing, so UPower is asked
        ({"mouse": ("Battery", "scope", "Device")}, False),
    ],
)
def test_the_kernel_is_asked_before_upower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, supplies: dict[str, tuple[str, str, str]], mains: bool
) -> None:
    upower = tmp_path / "bin" / "upower"
    upower.parent.mkdir()
    upower.write_text("#!/bin/sh\necho '  on-battery:      yes'\n")
    upower.chmod(0o755)
    monkeypatch.setenv("PATH", str(upower.parent), prepend=":")
    listed = tmp_path / "supplies"
    listed.mkdir()
    for name, (kind, file, value) in supplies.items():
        (listed / name).mkdir()
        (listed / name / "type").write_text(kind + "\n")
        (listed / name / file).write_text(value + "\n")
    assert queue.on_mains(listed) is mains


def test_a_failure_is_kept_and_the_next_one_follows(session: LibrarySession) -> None:
    first, second = add(session, 1), add(session, 2)
    queue.enqueue(session, [first], ["de"])
    queue.enqueue(session, [second], ["en"])
    ended: list[object] = []
    done = queue.run_queue(
        session, Progress(), queue.QueueEvents(ended=lambda _, outcome: ended.append(outcome))
    )
    assert done.translated == (second,) and [e.kind for _, e in done.failed] == ["no-model"]
    assert isinstance(ended[0], ReaderError)
    (job,) = session.translation_jobs.all()
    assert (job.state, job.error, job.error_values["source"]) == ("failed", "no-model", "French")
    assert queue.enqueue(session, [first], ["de"]) == 0
    assert session.translation_jobs.next() is not None, "asked for again, it waits again"


def test_cancelling_keeps_the_job_and_removing_it_goes_on(session: LibrarySession) -> None:
    first, second = add(session, 1, 30), add(session, 2)
    queue.enqueue(session, [first, second], ["en"])
    progress = Progress()
    with pytest.raises(Cancelled):
        queue.run_queue(session, progress, queue.QueueEvents(block=lambda *_: progress.cancel()))
    assert [job.article_id for job in session.translation_jobs.all()] == [first, second]
    removed = queue.QueueEvents(
        block=lambda job, *_: session.translation_jobs.remove([job.id]) if job.article_id == first else None
    )
    assert queue.run_queue(session, Progress(), removed).translated == (second,)


KILLED = """
import os, signal, sys
from pathlib import Path
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.translation import translation_queue as queue
from reader.settings.paths import LibraryPaths

def block(_job, _block, done, _total):
    if done >= 15:
        os.killpg(0, signal.SIGKILL)

with LibrarySession.open(LibraryPaths(Path(sys.argv[1]))) as session:
    queue.run_queue(session, Progress(), queue.QueueEvents(block=block))
"""
"""Runs the queue until so many paragraphs are done, and is killed there, the worker with it."""


def test_a_kill_in_the_middle_costs_no_sentence(tmp_path: Path) -> None:
    paths = LibraryPaths(tmp_path / "library")
    with LibrarySession.open(paths) as session:
        article = add(session, 1, 120)
        queue.enqueue(session, [article], ["en"])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(paths.root)], start_new_session=True, timeout=LIMIT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    done = _stored(paths)
    assert 15 <= done < 121
    with LibrarySession.open(paths) as session:
        assert [job.article_id for job in session.translation_jobs.all()] == [article]
        asked: list[str] = []
        original = session.translator.translate
        sentences = {s.text for unit in units_of(session.articles.get(article)) for s in unit.sentences}

        def translate(sentences, *rest, **named):  # type: ignore[no-untyped-def]
            asked.extend(sentences)
            return original(sentences, *rest, **named)

        session.translator.translate = translate  # type: ignore[method-assign]
        assert queue.run_queue(session, Progress()).translated == (article,)
        assert session.translations.status(article)["en"].done
        fresh = {s for s in asked if s in sentences}  # a retry asks for other texts too
        assert len(fresh) <= 121 - done
    assert _stored(paths) == 121


def _stored(paths: LibraryPaths) -> int:
    import contextlib
    import sqlite3

    with contextlib.closing(
        sqlite3.connect(f"{paths.database.as_uri()}?mode=ro", uri=True, timeout=LIMIT)
    ) as library:
        return int(library.execute("SELECT count(*) FROM sentence_translation").fetchone()[0])
