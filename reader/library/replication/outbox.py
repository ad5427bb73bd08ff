"""Files on their way to the store, and what the newest said that arrived, or that came from there."""

from __future__ import annotations

import base64
import json
import secrets
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change, change_of
from reader.library.database import Database
from reader.library.replication.part import keep_told_size, keep_value, kept_value, part_of, told_size
from reader.library.tables import NOW

MOST_KEPT, MOST_KEPT_BYTES = 2000, 16 * 1024 * 1024
"""So many of the newest files that were sent, and so many bytes of them, are kept for the day on which they
are gone from the store; of those of others that were read as many again."""
SMALL = 256 * 1024
"""Characters of the lines of another computer's file up to which it is kept: it holds days, not a library."""

_LONGEST = 8_000_000  # characters of the lines of one file, about
_KEPT, _HEARD = "kept:", "heard:"
_KEPT_OF = "kept of"
"""Of which store files are kept although the library left it."""


_TABLES = (
    "self",
    "dirty",
    "thing",
    "field",
    "mark",
    "outbox",
    "file",
    "cursor",
    "blob",
    "upload",
    "wanted",
    "held",
    "fold",
    "folded",
)


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


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was sent, as it was: `name` of the computer and `at` as they stood in it.

    `written` is when that was (µs since 1970), or when it was read; `own` whether this library wrote it.
    """

    machine: str
    outbound: Outbound
    name: str
    at: str
    written: int
    own: bool = True


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


def note_sent(session: Session, outbound: Outbound, size: int, at: str) -> None:
    """Note of a file in the store all bytes, pictures too, and where `at` is told also what it said."""
    machine = session.connection().exec_driver_sql("SELECT machine FROM sync_self").scalar_one()
    told = told_size(session, machine)
    if told is not None:
        keep_told_size(session, machine, told + size + sum(blob.size for blob in outbound.blobs))
    if at:
        _keep_sent(session, outbound, size, at)


def _keep_sent(session: Session, outbound: Outbound, size: int, at: str) -> None:
    """Keep what a file said, instead of the oldest that are kept."""
    run = session.connection().exec_driver_sql
    machine, name, now = run(f"SELECT machine, name, {NOW} FROM sync_self").one()
    _keep(session, _KEPT, Kept(machine, outbound, name, at, now), size)
    _drop_oldest(session, _KEPT)


def note_heard(session: Session, heard: Sequence[Kept]) -> None:
    """Keep what small files of other computers said, instead of the oldest of those that are kept."""
    for one in heard:
        _keep(session, _HEARD, one)
    _drop_oldest(session, _HEARD)


def _keep(session: Session, kind: str, one: Kept, size: int = 0) -> None:
    outbound = one.outbound
    packed = base64.b64encode(zlib.compress(outbound.lines.encode("utf-8", "surrogatepass"), 1)).decode()
    kept = {
        "lines": packed,
        "packs": [[blob.digest, blob.pack, blob.place, blob.size] for blob in outbound.blobs],
        "name": one.name,
        "at": one.at,
        "written": one.written,
    }
    # Sizes are in the name, of the file and of the row: to compare or add them up no row itself is read.
    keep_value(session, f"{kind}{one.machine}/{outbound.seq}-{outbound.tag}/{size}/{len(packed)}", kept)


def _drop_oldest(session: Session, kind: str) -> None:
    run = session.connection().exec_driver_sql
    rows = run(f"SELECT name FROM sync_setting WHERE name GLOB '{kind}*' ORDER BY rowid DESC")
    size = 0
    for count, name in enumerate(rows.scalars().all(), start=1):
        size += int(name.rpartition("/")[2])
        if count > MOST_KEPT or size > MOST_KEPT_BYTES:
            run("DELETE FROM sync_setting WHERE name = ?", (name,))


def forget_part(session: Session, joined: str = "") -> None:
    """Forget a store, but for what the files said that were sent to it: who left may join again.

    Args:
        session: inside a write.
        joined: the name of the one that is joined now, "" for none. What is kept of another one is forgotten.
    """
    part = part_of(session)
    former = part.store if part is not None else kept_value(session, _KEPT_OF)
    left = f"WHERE name NOT GLOB '{_KEPT}*'" if joined in ("", former) else ""
    session.connection().exec_driver_sql(f"DELETE FROM sync_setting {left}")
    for table in _TABLES:
        session.connection().exec_driver_sql(f"DELETE FROM sync_{table}")
    keep_value(session, _KEPT_OF, None if joined else former)


class KeptFiles:
    """Those of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, gone: Collection[tuple[str, int, str]]) -> Iterator[Kept]:
        """What is kept of some files, by their computers, numbers and tags; the own ones first, in order."""
        left = set(gone)
        for kind in (_KEPT, _HEARD):
            names = self._names(kind)
            found_here = sorted(names.keys() & left)
            left.difference_update(found_here)
            for machine, seq, tag in found_here:
                with self._database.read() as session:
                    found = kept_value(session, names[machine, seq, tag])
                if found is not None:
                    lines = zlib.decompress(base64.b64decode(found["lines"])).decode("utf-8", "surrogatepass")
                    outbound = Outbound(seq, tag, lines, tuple(Blob(*blob) for blob in found["packs"]))
                    written = int(found["written"])
                    yield Kept(machine, outbound, found["name"], found["at"], written, kind == _KEPT)

    def own(self) -> dict[tuple[str, int, str], int]:
        """The files that this library wrote, under whatever name, and of which it is kept what they said.

        Returns:
            How many bytes each had; 0 where that is not known.
        """
        sizes = {file: name.split("/")[2:-1] for file, name in self._names(_KEPT).items()}
        return {file: int(size[0]) if size else 0 for file, size in sizes.items()}

    def _names(self, kind: str) -> dict[tuple[str, int, str], str]:
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            rows = run(f"SELECT name FROM sync_setting WHERE name GLOB '{kind}*'").scalars().all()
        return {_key(name.removeprefix(kind)): name for name in rows}

    def packs(self) -> dict[str, list[Blob]]:
        """The packs of pictures that this computer put into the store for them, and what lies in each."""
        found: dict[str, list[Blob]] = {}
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT DISTINCT blob.value ->> 0, blob.value ->> 1, blob.value ->> 2, blob.value ->> 3 "
                "FROM sync_setting, json_each(sync_setting.value, '$.packs') AS blob "
                f"WHERE name GLOB '{_KEPT}*' ORDER BY 2, 3"
            )
            for row in rows:
                found.setdefault(row[1], []).append(Blob(*row))
        return found


def with_names(
    known: Mapping[str, set[tuple[int, str]]], more: Iterable[tuple[str, int, str]]
) -> dict[str, set[tuple[int, str]]]:
    """Numbers and tags of the files of each computer, with some more, such as those of a former name."""
    found = {machine: set(files) for machine, files in known.items()}
    for machine, seq, tag in more:
        found.setdefault(machine, set()).add((seq, tag))
    return found


def _key(name: str) -> tuple[str, int, str]:
    """The computer, number and tag of a file that is kept under a name, as it follows the kind."""
    machine, file, *_ = name.split("/")
    seq, _, tag = file.partition("-")
    return machine, int(seq), tag
