"""Files on their way to the store."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change, change_of

_LONGEST = 8_000_000  # characters of the lines of one file, about


@dataclass(frozen=True, slots=True)
class Blob:
    """Where in the store a picture's file lies: in which pack, from which byte on, how many bytes."""

    digest: str
    pack: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class Outbound:
    """A file that is to be sent: its number, its tag, its lines, and the pictures it says the place of."""

    seq: int
    tag: str
    lines: str
    blobs: tuple[Blob, ...]


def new_tag() -> str:
    """A tag by chance, by which two files of one name and number are told apart."""
    return secrets.token_hex(8)


def enclose(session: Session, changes: Sequence[Change], blobs: Sequence[Blob]) -> None:
    """Put changes into files to be sent, none of them large, and the places of pictures into the first."""
    run = session.connection().exec_driver_sql
    told = [[blob.digest, blob.pack, blob.place, blob.size] for blob in blobs]
    for blob in told:
        run("INSERT OR IGNORE INTO sync_blob (digest, pack, place, size) VALUES (?, ?, ?, ?)", tuple(blob))
    note_uploads(session, changes)
    for lines in _portions(changes, bool(told)):
        run(
            "INSERT INTO sync_outbox (seq, tag, lines, packs) SELECT sent + 1, ?, ?, ? FROM sync_self",
            (new_tag(), lines, json.dumps(told)),
        )
        run("UPDATE sync_self SET sent = sent + 1")
        told = []


def _portions(changes: Sequence[Change], at_least_one: bool) -> list[str]:
    """The lines of changes, cut between two things."""
    portions: list[str] = []
    lines: list[str] = []
    size, last = 0, ""
    for change in changes:
        if size > _LONGEST and change.uid != last:
            portions.append("".join(lines))
            lines, size = [], 0
        line = f"{change.to_json()}\n"
        lines.append(line)
        size += len(line)
        last = change.uid
    if lines or at_least_one:
        portions.append("".join(lines))
    return portions


def withdraw(session: Session, is_withdrawn: Callable[[Change], bool]) -> None:
    """Take changes out of the files that are ready and not in the store.

    Such a file goes under another tag: half-way through sending, the store may have it under the present one.
    """
    run = session.connection().exec_driver_sql
    for seq, lines in run("SELECT seq, lines FROM sync_outbox WHERE lines <> ''").all():
        told = lines.split("\n")[:-1]
        kept = [line for line in told if not is_withdrawn(change_of(json.loads(line)))]
        if len(kept) < len(told):
            left = "".join(f"{line}\n" for line in kept)
            run("UPDATE sync_outbox SET lines = ?, tag = ? WHERE seq = ?", (left, new_tag(), seq))


def note_uploads(session: Session, changes: Sequence[Change]) -> None:
    """Note the pictures that are told and not in the store: whoever hears of them must find them there."""
    named = sorted({digest for change in changes for digest in pictures_named(change)})
    run = session.connection().exec_driver_sql
    run("INSERT OR IGNORE INTO sync_upload (digest) SELECT value FROM json_each(?)", (json.dumps(named),))
    run("DELETE FROM sync_upload WHERE digest IN (SELECT digest FROM sync_blob)")


def pictures_named(change: Change) -> Iterator[str]:
    """The digests of the pictures that a change names."""
    value = change.value
    if change.field == "pictures" and isinstance(value, dict):
        yield from (row[0] for row in value.values() if isinstance(row, list) and row and _is_text(row[0]))
    elif change.field == "text" and isinstance(value, dict) and isinstance(value.get("document"), dict):
        document = value["document"]
        blocks = document.get("blocks")
        found = [document.get("lead"), document.get("avatar")]
        found += [block.get("picture") for block in blocks or () if isinstance(block, dict)]
        yield from (p["digest"] for p in found if isinstance(p, dict) and _is_text(p.get("digest")))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
