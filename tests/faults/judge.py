"""Is a disturbed library whole, is everything there that was promised, and nothing half?"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from reader.core.errors import ReaderError
from reader.library.backup import articles_in, check_whole
from reader.library.recovery.integrity_check import examine
from reader.services.finish_move import LEAVING
from reader.services.library_session import LibrarySession
from reader.settings.paths import ARRIVING, POINTER, LibraryPaths, library_paths
from tests.faults.feeds import update as feeds_update
from tests.faults.imports.sweep import LINKS, TEXTS, complaints
from tests.faults.several import rounds

_OLD = {f"old{n}" for n in range(6)}
_CHANGED = {"old3", "old4", "old5", "new"}


def judge(folder: Path, job: str, promises: Sequence[str], variant: str = "") -> Iterator[str]:
    """The complaints about a library after a job of it was disturbed; the next start is part of it."""
    paths = library_paths(str(folder))
    if job == "migrate" and variant == "none" and not paths.database.exists():
        if promises:
            yield "the library that was opened is gone"
        return
    for draft in paths.root.glob(".settings-*"):
        os.utime(draft, (0, 0))  # left long ago
    yield from _raw(paths.database)
    yield from _leftover_copies(paths)
    try:
        with LibrarySession.open(paths) as session:
            # A second start finds what the first one has tidied.
            checks = examine(session.database, session.assets)
            # A picture that became another one leaves its former file until the next repair; one that is
            # noted as wanted comes with the next round, after which the job's own judge looks.
            left = {"leftovers", "orphans", "pictures"} if job == "round" else {"leftovers"}
            yield from (f"{c.name}: {c.detail}" for c in checks if not c.ok and c.name not in left)
            yield from _half(session)
            yield from _CHECKS.get(job, _promised)(session, promises, variant)
    except ReaderError as error:
        yield f"the next start failed: {error}"


def _raw(database: Path) -> Iterator[str]:
    """SQLite's own checks, on a copy, before any start has mended anything."""
    copy = database.with_name("judged.db")
    try:
        for suffix in ("", "-wal", "-journal"):  # a killed migration has a journal
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{database}{suffix}", f"{copy}{suffix}")
        with contextlib.closing(sqlite3.connect(copy)) as connection:
            for check in ("integrity_check", "foreign_key_check"):
                found = connection.execute(f"PRAGMA {check}").fetchall()
                if found not in ([], [("ok",)]):
                    yield f"{check}: {found[:3]}"
    except sqlite3.DatabaseError as error:
        yield f"SQLite: {error}"
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _leftover_copies(paths: LibraryPaths) -> Iterator[str]:
    """Every copy of the library that has its name is sound."""
    for copy in paths.backups.glob("*.db") if paths.backups.is_dir() else ():
        try:
            check_whole(copy)
        except ReaderError as error:
            yield f"{copy.name}: {error}"


def _half(session: LibrarySession) -> Iterator[str]:
    """No article without text, address or pictures' files."""
    run = _asking(session)
    for what, statement in (
        ("no text", "SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM article_body)"),
        ("no address", "SELECT id FROM article WHERE id NOT IN (SELECT article_id FROM article_address)"),
    ):
        if found := run(statement):
            yield f"{what}: articles {found[:5]}"
    named = "SELECT DISTINCT digest FROM article_picture WHERE digest <> ''"
    for (digest,) in run(f"{named} AND digest NOT IN (SELECT digest FROM sync_wanted)"):
        file = session.assets.path(digest)
        if file is None or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield f"picture {digest[:8]} is missing or damaged"


def _promised(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    run = _asking(session)
    keys = {key for (key,) in run("SELECT key FROM article_address")}
    tagged = {(key, name) for key, name in run(
        "SELECT key, name FROM article_address JOIN article_tag USING (article_id) "
        "JOIN tag ON tag.id = tag_id"
    )}  # fmt: skip
    translated = {
        key
        for (key,) in run(
            "SELECT key FROM article_address JOIN article_translation USING (article_id) WHERE complete"
        )
    }
    tried = {w for p in promises if p.startswith("TRY gone ") for w in p.split()[2:]}
    newest_tag = {p.split()[2]: p.split()[3] for p in promises if p.startswith("ACK tag ")}
    for promise in promises:
        what, *names = promise.removeprefix("ACK ").split()
        if not promise.startswith("ACK "):
            continue
        if what == "article" and (lost := set(names) - keys - tried):
            yield f"lost: {sorted(lost)[:3]} of {len(names)}"
        elif what == "gone" and names[0] in keys:
            yield f"back again: {names[0]}"
        elif what == "translation" and not {*names} & tried and names[0] not in translated:
            yield f"translation lost: {names[0]}"
        elif what == "backup":
            copy = session.paths.backups / names[0]
            if copy.exists() and articles_in(copy) != int(names[1]):
                yield f"copy {names[0]} holds {articles_in(copy)} articles, not {names[1]}"
    for name, newest in newest_tag.items():
        if name in keys and (name, newest) not in tagged:
            later = [p for p in promises if p.startswith(f"TRY tag {name} ")]
            if later and later[-1].split()[3] == newest:
                yield f"tag {newest} of {name} lost"


def _kept(session: LibrarySession, promises: Sequence[str], variant: str) -> Iterator[str]:
    """Every mark, term, link, search and job that was acknowledged, and sound options."""
    yield from _promised(session, promises, variant)
    run = _asking(session)
    present: dict[str, set[object]] = {}
    for promise in promises:
        if not promise.startswith("ACK kept "):
            continue
        place, name = promise.split()[2:]
        table, column = place.split(".")
        if place not in present:
            present[place] = {row[0] for row in run(f"SELECT {column} FROM {table}")}
        if name not in present[place]:
            yield f"{place} {name} is lost"
    options = session.paths.settings
    if options.exists():
        json.loads(options.read_text("utf-8"))
    if strays := [f.name for f in session.paths.root.iterdir() if f.name.startswith(".settings-")]:
        yield f"left over: {strays}"


def _batches(session: LibrarySession, promises: Sequence[str], variant: str) -> Iterator[str]:
    """An import is there wholly or not at all."""
    yield from _promised(session, promises, variant)
    keys = {key for (key,) in _asking(session)("SELECT key FROM article_address")}
    for promise in promises:
        names = set(promise.split()[2:])
        if promise.startswith("TRY article ") and 0 < len(names & keys) < len(names):
            yield f"half a batch: {len(names & keys)} of {len(names)}"


def _restored(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    found = {key for (key,) in _asking(session)("SELECT key FROM article_address")}
    wanted = [_OLD] if "ACK restored" in promises else [_OLD, _CHANGED]
    if found not in wanted:
        yield f"neither the former library nor the copy: {sorted(found)}"


def _unchanged(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    found = {key for (key,) in _asking(session)("SELECT key FROM article_address")}
    if found != _OLD:
        yield f"changed: {sorted(found)}"
    for promise in promises:
        if promise.startswith("ACK salvaged"):
            *_, name, count = promise.split()
            if articles_in(session.paths.backups / name) != int(count):
                yield "the salvaged file does not hold what was said"


def _migrated(session: LibrarySession, _promises: Sequence[str], variant: str) -> Iterator[str]:
    run = _asking(session)
    if variant == "none":
        return
    counts = run("SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM sentence_translation)")
    if [tuple(row) for row in counts] != [(3, 4)]:
        yield f"not what the old library held: {counts}"
    waiting = run("SELECT count(*) FROM search_pending")
    if waiting[0][0]:
        yield "articles wait for the index"


def _moved(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    found = {key for (key,) in _asking(session)("SELECT key FROM article_address")}
    if found != _CHANGED:
        yield f"not the library that was moved: {sorted(found)}"
    if "ACK moved" in promises and session.paths.moved_from is None:
        yield "moved, and not followed"
    home = session.paths.moved_from or session.paths.root
    for place in {home, home.with_name(f"{home.name}-moved")} - {session.paths.root}:
        if copies := [str(file) for file in place.rglob("*") if file.is_file() and file.name != POINTER]:
            yield f"copies are left: {copies[:3]}"
    if marks := {ARRIVING, LEAVING} & {file.name for file in session.paths.root.iterdir()}:
        yield f"marks are left: {marks}"


def _installed(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    from reader.translation.packages.packages import clean_leftovers, installed

    models = session.paths.models
    clean_leftovers(models)
    pairs = {package.pair for package in installed(models)}
    if "fr-en" not in pairs:
        yield "the package that was there before is gone"
    if "ACK package en_ar" in promises and "en-ar" not in pairs:
        yield "an installed package is gone"
    known = {Path(package.path).name for package in installed(models)}
    strange = [f.name for f in models.iterdir() if f.is_dir() and f.name not in known and f.name[0] != "."]
    if strange:
        yield f"left over: {strange}"


def _imported(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    yield from complaints(session, LINKS, promises)


def _with_texts(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    yield from complaints(session, TEXTS, promises)


def _fed(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    yield from feeds_update.complaints(_asking(session), promises)


def _in_step(session: LibrarySession, promises: Sequence[str], _variant: str) -> Iterator[str]:
    yield from rounds.complaints(session, promises)


_CHECKS = {
    "round": _in_step,
    "batch": _batches,
    "import": _imported,
    "feeds": _fed,
    "texts": _with_texts,
    "keep": _kept,
    "restore": _restored,
    "salvage": _unchanged,
    "migrate": _migrated,
    "move": _moved,
    "install": _installed,
}


def _asking(session: LibrarySession):  # type: ignore[no-untyped-def] # a small closure
    def run(statement: str) -> list[tuple[object, ...]]:
        with session.database.read() as reading:
            return [tuple(row) for row in reading.connection().exec_driver_sql(statement)]

    return run
