"""A library's part in a store that several computers share: joined, what is to be sent, what was read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from reader.core.replication.changes import Change, change_of, to_lines
from reader.library.clock import now
from reader.library.database import Database
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.taking import Taken, Taking

_TABLES = ("self", "dirty", "thing", "field", "mark", "outbox", "cursor", "blob", "wanted", "held")
_EVERYTHING = (
    "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'article', id, '*', {clock} FROM article",
    "INSERT INTO sync_dirty (kind, key, field, stamp) "
    "SELECT 'term', source || char(31) || target || char(31) || term, 'term', "
    "coalesce(CAST(strftime('%s', created_at) AS INTEGER) * 1000000, 0) FROM glossary_term",
    "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'search', fold, 'search', "
    "coalesce(CAST(strftime('%s', created_at) AS INTEGER) * 1000000, 0) FROM saved_search",
    "INSERT INTO sync_dirty (kind, key, field, stamp) "
    "SELECT 'pair', source_key || char(31) || route_id, 'pair', "
    "coalesce(CAST(strftime('%s', created_at) AS INTEGER) * 1000000, 0) FROM sentence_translation",
)
_NOW = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
_AT_ONCE = 100  # things told in one file
_LONGEST = 8_000_000  # characters of the lines of one file, about


@dataclass(frozen=True, slots=True)
class Part:
    """A library's part in a store. `sent` is the number of its last file, `last_at` its last whole round."""

    machine: str
    name: str
    store: str
    place: str
    sent: int
    last_at: str


@dataclass(frozen=True, slots=True)
class Machine:
    """Another computer: `seq` is the last of its files that was read, `size` their bytes."""

    machine: str
    seq: int
    name: str
    last_at: str
    size: int


@dataclass(frozen=True, slots=True)
class Blob:
    """Where in the store a picture's file lies: in which pack, from which byte on, how many bytes."""

    digest: str
    pack: str
    place: int
    size: int


@dataclass(frozen=True, slots=True)
class Outbound:
    """A file that is to be sent: its number, its lines, and the pictures it says the place of."""

    seq: int
    lines: str
    blobs: tuple[Blob, ...]


class Membership:
    """The part of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def part(self) -> Part | None:
        """The library's part, `None` while it has none."""
        with self._database.read() as session:
            return _part(session)

    def join(self, store: str, place: str, name: str) -> Part:
        """Take part in a store from now on: everything there is will be told.

        Raises:
            ReaderError: the disk.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            _forget(session)
            run(
                "INSERT INTO sync_self (id, machine, name, store, place, clock, capturing, sent, last_at) "
                f"VALUES (1, ?, ?, ?, ?, {_NOW}, 1, 1, '')",
                (secrets.token_hex(8), name, store, place),
            )
            # A first file with nothing in it, by which the others hear of this computer.
            run("INSERT INTO sync_outbox (seq, lines, packs) VALUES (1, '', '[]')")
            clock = int(run("SELECT clock FROM sync_self").scalar_one())
            for statement in _EVERYTHING:
                run(statement.format(clock=clock))
            part = _part(session)
        assert part is not None
        return part

    def leave(self) -> None:
        """Take part no more; the library stays as it is."""
        with self._database.write(index=False) as session:
            _forget(session)

    def renew(self) -> Part:
        """Go on under another name, as a copy of this library, or a later state of it, used the present one.

        What was not sent yet was made under the new name.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            part = _part(session)
            assert part is not None
            machine = secrets.token_hex(8)
            unsent = run("SELECT seq, lines, packs FROM sync_outbox ORDER BY seq").all()
            run("DELETE FROM sync_outbox")
            for place, (_, lines, packs) in enumerate(unsent, start=1):
                changes = [_renamed(session, change, part.machine, machine) for change in _changes(lines)]
                run(
                    "INSERT INTO sync_outbox (seq, lines, packs) VALUES (?, ?, ?)",
                    (place, to_lines(changes), packs),
                )
            run(
                "INSERT OR REPLACE INTO sync_cursor (machine, seq, name, last_at, size) "
                "VALUES (?, ?, ?, ?, 0)",
                (part.machine, part.sent - len(unsent), part.name, part.last_at),
            )
            run("UPDATE sync_self SET machine = ?, sent = ?", (machine, len(unsent)))
            found = _part(session)
        assert found is not None
        return found

    def moved(self, place: str) -> None:
        """Note that the store is somewhere else now."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql("UPDATE sync_self SET place = ?", (place,))

    def waiting(self) -> int:
        """How many things were changed here and are not in the store yet."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            noted = run("SELECT count(*) FROM (SELECT 1 FROM sync_dirty GROUP BY kind, key)").scalar_one()
            unsent = run("SELECT count(*) FROM sync_outbox").scalar_one()
            return int(noted) + int(unsent)

    def new_pictures(self) -> list[str]:
        """The digests of the pictures of changed articles that are not in the store, of the next file's."""
        chosen = (
            "SELECT DISTINCT digest FROM article_picture WHERE digest <> '' "
            "AND digest NOT IN (SELECT digest FROM sync_blob) AND article_id IN ("
            "SELECT CAST(key AS INTEGER) FROM (SELECT kind, key FROM sync_dirty GROUP BY kind, key "
            f"ORDER BY min(stamp), kind, key LIMIT {_AT_ONCE}) WHERE kind = 'article') ORDER BY digest"
        )
        with self._database.read() as session:
            return list(session.connection().exec_driver_sql(chosen).scalars())

    def capture(self, blobs: Sequence[Blob] = ()) -> int:
        """Put changes that were made here into a file to be sent, in one transaction with what is noted.

        Args:
            blobs: pictures that were put into the store for it.

        Returns:
            How many things are told; 0 when nothing is left.
        """
        with self._database.write(index=False) as session:
            part = _part(session)
            if part is None:
                return 0
            outgoing = Outgoing(session, part.machine)
            count = outgoing.capture(_AT_ONCE)
            self._finish(session, outgoing, blobs)
            return count

    def _finish(
        self, session: Session, outgoing: Outgoing, blobs: Sequence[Blob] = (), taking: Taking | None = None
    ) -> None:
        if outgoing.met:
            run = session.connection().exec_driver_sql
            run("UPDATE sync_self SET capturing = 0")
            taking = taking or Taking(session, outgoing)
            for uid in outgoing.met:
                taking.settle(uid)
            run("UPDATE sync_self SET capturing = 1")
        _enclose(session, outgoing.changes, blobs)

    def outbox(self) -> list[int]:
        """The numbers of the files that are to be sent, in order."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql("SELECT seq FROM sync_outbox ORDER BY seq")
            return list(rows.scalars())

    def outbound(self, seq: int) -> Outbound | None:
        """A file that is to be sent, `None` when another process has sent it."""
        with self._database.read() as session:
            row = (
                session.connection()
                .exec_driver_sql("SELECT lines, packs FROM sync_outbox WHERE seq = ?", (seq,))
                .first()
            )
            return Outbound(seq, row[0], tuple(Blob(*b) for b in json.loads(row[1]))) if row else None

    def sent(self, seq: int) -> None:
        """Note that a file is in the store."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql("DELETE FROM sync_outbox WHERE seq = ?", (seq,))

    def machines(self) -> dict[str, Machine]:
        """The other computers that are known, by name."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT machine, seq, name, last_at, size FROM sync_cursor ORDER BY machine"
            )
            return {row[0]: Machine(*row) for row in rows}

    def deletions(self, changes: Sequence[Change]) -> tuple[int, int]:
        """How many articles that are here some changes may delete, and how many there are."""
        uids = sorted({change.uid for change in changes if change.field == "gone"})
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            found = run(
                "SELECT count(DISTINCT article_id) FROM sync_thing WHERE article_id IS NOT NULL "
                "AND uid IN (SELECT value FROM json_each(?))",
                (json.dumps(uids),),
            ).scalar_one()
            return int(found), int(run("SELECT count(*) FROM article").scalar_one())

    def take(
        self, source: Machine, changes: Sequence[Change], blobs: Sequence[Blob], missing: Sequence[str]
    ) -> Taken | None:
        """Take another computer's file, with what is noted of it, in one transaction.

        Args:
            source: the computer with this file's number, time and bytes.
            changes: what the file says.
            blobs: where pictures lie.
            missing: pictures that it names and that did not come yet.

        Returns:
            What became of it; `None` when it was taken before, or its turn is not yet.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            part = _part(session)
            known = run("SELECT seq, size FROM sync_cursor WHERE machine = ?", (source.machine,)).first()
            if part is None or source.seq != (known[0] if known else 0) + 1:
                return None
            outgoing = Outgoing(session, part.machine)
            outgoing.capture(-1)
            taking = Taking(session, outgoing)
            run("UPDATE sync_self SET capturing = 0")
            taking.take(changes)
            run("UPDATE sync_self SET capturing = 1")
            for blob in blobs:
                run(
                    "INSERT OR IGNORE INTO sync_blob (digest, pack, place, size) VALUES (?, ?, ?, ?)",
                    (blob.digest, blob.pack, blob.place, blob.size),
                )
            for digest in missing:
                run("INSERT OR IGNORE INTO sync_wanted (digest) VALUES (?)", (digest,))
            run(
                "INSERT OR REPLACE INTO sync_cursor (machine, seq, name, last_at, size) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    *(source.machine, source.seq, source.name, source.last_at),
                    source.size + (known[1] if known else 0),
                ),
            )
            self._finish(session, outgoing, (), taking)
            return taking.taken

    def wanted(self) -> list[Blob]:
        """The pictures whose files have not come yet, with their places in the store as far as known."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT sync_wanted.digest, coalesce(pack, ''), coalesce(place, 0), coalesce(size, 0) "
                "FROM sync_wanted LEFT JOIN sync_blob USING (digest) ORDER BY sync_wanted.digest"
            )
            return [Blob(*row) for row in rows]

    def places(self, digests: Sequence[str]) -> dict[str, Blob]:
        """Where some pictures lie in the store, as far as known."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT digest, pack, place, size FROM sync_blob "
                "WHERE digest IN (SELECT value FROM json_each(?))",
                (json.dumps(list(digests)),),
            )
            return {row[0]: Blob(*row) for row in rows}

    def came(self, digest: str) -> None:
        """Note that a picture's file is here."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql("DELETE FROM sync_wanted WHERE digest = ?", (digest,))

    def done(self) -> None:
        """Note that a round was whole."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql("UPDATE sync_self SET last_at = ?", (now(),))


def _part(session: Session) -> Part | None:
    row = (
        session.connection()
        .exec_driver_sql("SELECT machine, name, store, place, sent, last_at FROM sync_self")
        .first()
    )
    return Part(*row) if row is not None else None


def _forget(session: Session) -> None:
    for table in _TABLES:
        session.connection().exec_driver_sql(f"DELETE FROM sync_{table}")


def _changes(lines: str) -> list[Change]:
    return [change_of(json.loads(line)) for line in lines.split("\n") if line]


def _renamed(session: Session, change: Change, former: str, machine: str) -> Change:
    """The change as made under another name, in what is known of its field too."""
    run = session.connection().exec_driver_sql
    found = run(
        "SELECT dots, value FROM sync_field WHERE uid = ? AND field = ?", (change.uid, change.field)
    ).first()
    if change.machine != former:
        return change
    if found is not None:
        dots = json.loads(found[0])
        if dots.get(former) == change.stamp:
            dots[machine] = dots.pop(former)
        value = found[1]
        if value is not None:
            value = value.replace(f'[{change.stamp}, "{former}"', f'[{change.stamp}, "{machine}"')
        run(
            "UPDATE sync_field SET dots = ?, value = ? WHERE uid = ? AND field = ?",
            (json.dumps(dots), value, change.uid, change.field),
        )
    return Change(change.uid, change.field, change.stamp, machine, change.value, change.seen)


def _enclose(session: Session, changes: Sequence[Change], blobs: Sequence[Blob]) -> None:
    """Put changes into files to be sent, none of them large."""
    run = session.connection().exec_driver_sql
    told = [[blob.digest, blob.pack, blob.place, blob.size] for blob in blobs]
    for blob in told:
        run("INSERT OR IGNORE INTO sync_blob (digest, pack, place, size) VALUES (?, ?, ?, ?)", tuple(blob))
    for lines in _portions(changes, bool(told)):
        run(
            "INSERT INTO sync_outbox (seq, lines, packs) SELECT sent + 1, ?, ? FROM sync_self",
            (lines, json.dumps(told)),
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
