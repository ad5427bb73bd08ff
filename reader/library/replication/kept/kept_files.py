"""What the newest files said that arrived in the store, or that came from there, for when they are gone."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from reader.library.database import Database
from reader.library.replication.outbox import Blob, Outbound
from reader.library.replication.part import keep_told_size, keep_value, kept_value, told_size
from reader.library.tables import NOW

MOST_KEPT, MOST_KEPT_BYTES = 2000, 16 * 1024 * 1024
"""So many of the newest files that were sent, and so many bytes of them, are kept for the day on which they
are gone from the store; of those of others that were read as many again."""
SMALL = 256 * 1024
"""Characters of the lines of another computer's file up to which it is kept: it holds days, not a library."""

KEPT, _HEARD = "kept:", "heard:"


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
    _keep(session, KEPT, Kept(machine, outbound, name, at, now), size)
    _drop_oldest(session, KEPT)


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


class KeptFiles:
    """Those of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, gone: Collection[tuple[str, int, str]]) -> Iterator[Kept]:
        """What is kept of some files, by their computers, numbers and tags; the own ones first, in order."""
        left = set(gone)
        for kind in (KEPT, _HEARD):
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
                    yield Kept(machine, outbound, found["name"], found["at"], written, kind == KEPT)

    def own(self) -> dict[tuple[str, int, str], int]:
        """The files that this library wrote, under whatever name, and of which it is kept what they said.

        Returns:
            How many bytes each had; 0 where that is not known.
        """
        sizes = {file: name.split("/")[2:-1] for file, name in self._names(KEPT).items()}
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
                f"WHERE name GLOB '{KEPT}*' ORDER BY 2, 3"
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
