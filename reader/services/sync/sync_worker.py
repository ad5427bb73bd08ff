"""Rounds in a process of their own: `workers.registry` starts this module beside the window.

Reading goes on whatever a round does, and one that is not wanted any more is simply ended: every step of it
is whole or not done.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.services.library_session import LibrarySession
from reader.services.sync.join_store import begin_anew, join_again, join_store, leave_store
from reader.services.sync.places import is_kept
from reader.services.sync.preview import preview_store, try_store
from reader.services.sync.round_report import RoundReport
from reader.services.sync.run_round import run_round
from reader.settings.paths import LibraryPaths
from reader.settings.store import Settings
from reader.workers.serve import tell, told_error


def handle(message: dict[str, Any], _blob: bytes) -> tuple[dict[str, Any], bytes]:
    """Answer with what came of one act, named by `act`, on the library of `root`.

    `passphrase` and `password` may be `None`. `preview` and `try` answer as their dataclasses, `leave` with
    nothing, every other act with the round's report.

    Raises:
        ReaderError: as the act.
    """
    paths = LibraryPaths(Path(message["root"]))
    if message["act"] == "preview":
        allowed = partial(_require_network, paths)
        return dataclasses.asdict(preview_store(paths, message["place"], allowed, message["password"])), b""
    with LibrarySession.open(paths) as session:
        return _ACTS[message["act"]](session, message, Progress(tell)), b""


def _require_network(paths: LibraryPaths) -> None:
    """As `LibrarySession.require_network`, where no library need be open."""
    if Settings(paths.settings).flag("private_reading"):
        raise ReaderError("private-reading", "the option private_reading is on")


def _try(session: LibrarySession, message: dict[str, Any], progress: Progress) -> dict[str, Any]:
    counts = try_store(session, message["place"], message["passphrase"], progress, message["password"])
    return dataclasses.asdict(counts)


def _join(session: LibrarySession, message: dict[str, Any], progress: Progress) -> dict[str, Any]:
    place, passphrase, password = message["place"], message["passphrase"], message["password"]
    name, begins, notes = message["name"], message["begins"], message["notes"]
    report = join_store(session, place, passphrase, progress, name, password, begins, notes)
    return _told(session, report, password)


def _round(session: LibrarySession, message: dict[str, Any], progress: Progress) -> dict[str, Any]:
    password = message["password"]
    return _told(session, run_round(session, message["passphrase"], progress, password), password)


def _anew(session: LibrarySession, message: dict[str, Any], progress: Progress) -> dict[str, Any]:
    password = message["password"]
    return _told(session, begin_anew(session, message["passphrase"], progress, password), password)


def _again(session: LibrarySession, message: dict[str, Any], progress: Progress) -> dict[str, Any]:
    password = message["password"]
    return _told(session, join_again(session, message["passphrase"], progress, password), password)


def _leave(session: LibrarySession, _message: dict[str, Any], _progress: Progress) -> dict[str, Any]:
    leave_store(session)
    return {}


def _told(session: LibrarySession, report: RoundReport, password: str | None) -> dict[str, Any]:
    plain = {each.name: getattr(report, each.name) for each in dataclasses.fields(report)}
    bucket = told_error(report.bucket) if report.bucket is not None else None
    kept = is_kept(session, password)
    return {**plain, "rewritten": sorted(report.rewritten), "bucket": bucket, "keyring": kept}


_ACTS: dict[str, Callable[[LibrarySession, dict[str, Any], Progress], dict[str, Any]]] = {
    "try": _try,
    "join": _join,
    "round": _round,
    "anew": _anew,
    "again": _again,
    "leave": _leave,
}
