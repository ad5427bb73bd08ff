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


OWN_LINE, SEALED = "x:", "sealed"
"""What is told to the reader's own computers alone: in a file to be sent as it is, in the store as one change
that says nothing to anybody else (`SEALED`)."""
_OWN = "own"
_MOST_OWN = 2000  # changes sealed together


def sealed_line(sealed: str, machine: str) -> str:
    """The line of a file in the store that says what is the reader's alone."""
    return Change(OWN_LINE, SEALED, 0, machine, sealed).to_json()


def is_own_line(change: Change) -> bool:
    """Whether a change to be sent stands for changes that are sealed first."""
    return change.uid == OWN_LINE and change.field == _OWN


def wrapped(changes: Sequence[Change], machine: str) -> Change:
    """Changes as one that is sealed before it is sent."""
    return Change(OWN_LINE, _OWN, 0, machine, [json.loads(one.to_json(ascii_only=True)) for one in changes])


def unwrapped(change: Change) -> list[Change]:
    """The changes of which `wrapped` made one.

    Raises:
        ValueError: it is none of those.
    """
    if not isinstance(change.value, list):
        raise ValueError("no changes")
    return [change_of(one) for one in change.value]


def enclose(
    session: Session,
    changes: Sequence[Change],
    blobs: Sequence[Blob],
    own: Sequence[Change] = (),
    by: str = "",
) -> None:
    """Put changes into files to be sent, none of them large, and the places of pictures into the first.

    Args:
        session: inside a write.
        changes: what everybody is told.
        blobs: where pictures lie in the store.
        own: what the reader's own computers are told alone.
        by: the name of this computer.
    """
    note_uploads(session, own)
    changes = [*changes, *(wrapped(own[at : at + _MOST_OWN], by) for at in range(0, len(own), _MOST_OWN))]
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


def withdraw(session: Session, is_withdrawn: Callable[[Change], bool], to_own: bool = False) -> None:
    """Take changes out of the files that are ready and not in the store, or tell them `to_own` computers.

    Such a file goes under another tag: half-way through sending, the store may have it under the present one.
    """
    run = session.connection().exec_driver_sql
    for seq, lines in run("SELECT seq, lines FROM sync_outbox WHERE lines <> ''").all():
        kept: list[str] = []
        gone: list[Change] = []
        for line in lines.split("\n")[:-1]:
            change = change_of(json.loads(line))
            if not is_own_line(change) and is_withdrawn(change):
                gone.append(change)
            else:
                kept.append(line)
        if gone:
            kept += [wrapped(gone, gone[0].machine).to_json()] if to_own else []
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
