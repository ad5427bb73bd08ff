"""What the program does with damaged libraries: no traceback, nothing overwritten, a way on."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.library.articles.quick_list import quick_list
from reader.services.backup.check_library import check_closed_library, check_library
from reader.services.backup.keep_backups import keep_backups
from reader.services.backup.restore_backup import restore_backup
from reader.services.backup.salvage_library import examine_damage, salvage_library
from reader.services.library.browse_library import counts, list_articles
from reader.services.library_session import LibrarySession
from reader.services.search_library import results, search
from reader.settings.paths import LibraryPaths
from tests.faults.damage import KINDS
from tests.faults.jobs import add

ARTICLES, BACKED_UP = 14, 12
_FAMILIES = {
    "library-damaged",
    "library-altered",  # a byte in the text of a trigger
    "library-foreign",
    "library-newer",
    "article-damaged",
    "no-such-article",
}


def template(folder: Path) -> LibraryPaths:
    """A library with a backup that lacks the newest articles, and a log that is not folded in."""
    paths = LibraryPaths(folder / "template")
    with LibrarySession.open(paths) as session:
        for number in range(ARTICLES):
            if number == BACKED_UP:
                assert keep_backups(session) is not None
            add(session, f"a{number}", 500)
    return paths


def copies(
    source: LibraryPaths, top: Path, rng: random.Random, count: int
) -> Iterator[tuple[LibraryPaths, str]]:
    """`count` damaged copies of a library, each kind as often as the others."""
    for number in range(count):
        folder = top / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source.root, folder)
        kind = list(KINDS)[number % len(KINDS)]
        yield LibraryPaths(folder), f"{kind}: {KINDS[kind](folder / 'library.db', rng)}"


def try_everything(paths: LibraryPaths, ends: Counter[str]) -> list[str]:
    """Open, read, search, examine, salvage and restore a damaged library; returns what is wrong with that."""
    wrong = []
    before = _bytes(paths.database)
    try:
        quick_list(paths.database)
        with LibrarySession.open(paths) as session:
            ends["opened"] += 1
            wrong += _read(session, ends)
        opened = True
    except ReaderError as error:
        ends[error.kind] += 1
        opened = False
        wrong += [] if error.kind in _FAMILIES else [f"opening: {error}"]
        if _bytes(paths.database) != before:
            wrong.append("the refused file was changed")
        if all(check.ok for check in check_closed_library(paths, error)):
            wrong.append("doctor finds it whole")
    if not opened:
        wrong += _way_on(paths, before)
    return wrong


def _read(session: LibrarySession, ends: Counter[str]) -> list[str]:
    wrong = []
    for name, work in {
        "list": lambda: list_articles(session, "all"),
        "counts": lambda: counts(session),
        "search": lambda: results(session, search(session, "eau village")),
        "articles": lambda: [session.articles.get(i) for i in session.articles.ids("all")],
        "doctor": lambda: check_library(session),
        "change": lambda: session.articles.set_favourite(session.articles.ids("all"), True),
    }.items():
        try:
            found = work()
            if name == "doctor" and isinstance(found, list) and not all(c.ok for c in found):
                ends["found by doctor"] += 1
        except ReaderError as error:
            ends[f"{name}: {error.kind}"] += 1
            wrong += [] if error.kind in _FAMILIES else [f"{name}: {error}"]
    return wrong


def _way_on(paths: LibraryPaths, before: str) -> list[str]:
    """The newest sound backup is offered and can be put back; salvage never touches the file."""
    wrong = []
    report = examine_damage(paths)
    if report.error is None or report.backup is None or report.backup.articles != BACKED_UP:
        return [f"no way on: {report}"]
    if report.readable:
        try:
            with LibrarySession.open(paths, read_only=True) as session:
                list_articles(session, "all")
        except ReaderError as error:
            wrong.append(f"offered to be looked at, but: {error}")
    try:
        found = salvage_library(paths, Progress())
        if found.articles > ARTICLES:
            wrong.append(f"{found.articles} salvaged of {ARTICLES}")
    except ReaderError as error:
        wrong += [] if error.kind in ("nothing-salvaged", *_FAMILIES) else [f"salvage: {error}"]
    if _bytes(paths.database) != before:
        wrong.append("salvage changed the file")
    if report.error.kind == "library-damaged":
        kept = restore_backup(paths, report.backup.path)
        if kept is None or _bytes(kept) != before:
            wrong.append("the damaged file was not kept as it was")
        with LibrarySession.open(paths) as session:
            if session.articles.counts()["all"] != BACKED_UP:
                wrong.append("the restored library is not the backup")
            wrong += [f"{c.name}: {c.detail}" for c in check_library(session) if not c.ok]
    return wrong


def _bytes(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
