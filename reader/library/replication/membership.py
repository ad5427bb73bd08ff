"""A library's part in a store that several computers share: joined, what is to be sent, what was read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from reader.core.replication.changes import Change, to_lines
from reader.library.clock import now
from reader.library.database import Database
from reader.library.replication.choices import PRIVATE, chosen_for, held_back, keep_chosen, privacy_of
from reader.library.replication.copies.given_again import NOTED, tell_as_given_again
from reader.library.replication.finishing import finish
from reader.library.replication.in_view import forget_in_view
from reader.library.replication.kept.dates import begin_clock
from reader.library.replication.kept.kept_files import note_sent
from reader.library.replication.kept.leaving import forget_part
from reader.library.replication.kept.removals import tell_removals
from reader.library.replication.noted import choose
from reader.library.replication.outbox import Blob, Outbound, new_tag
from reader.library.replication.outgoing import Outgoing
from reader.library.replication.part import Part, part_of
from reader.library.replication.renaming import changes_in, renamed
from reader.library.replication.states import SECOND
from reader.library.replication.taking import Taken, Taking
from reader.library.tables import AS_OF, NOTED_FEEDS, NOW

_EVERYTHING = (
    "INSERT INTO sync_dirty (kind, key, field, stamp) "
    f"SELECT 'article', id, '*', {{clock}} + ({NOTED}) FROM article ORDER BY id",  # as they get numbers there
    "INSERT INTO sync_dirty (kind, key, field, stamp) "
    "SELECT 'term', source || char(31) || target || char(31) || term, 'term', "
    f"{AS_OF.format(at='created_at')} FROM glossary_term, sync_self",
    "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT 'search', fold, 'search', "
    f"{AS_OF.format(at='created_at')} FROM saved_search, sync_self",
    "INSERT INTO sync_dirty (kind, key, field, stamp) "
    "SELECT 'pair', source_key || char(31) || route_id, 'pair', "
    f"{AS_OF.format(at='created_at')} FROM sentence_translation, sync_self",
    *NOTED_FEEDS,
)
_AT_ONCE = 100  # articles told in one file


@dataclass(frozen=True, slots=True)
class Machine:
    """Another computer: `seq` is the last of its files that was read, `size` all bytes, pictures too."""

    machine: str
    seq: int
    name: str
    last_at: str
    size: int


class Membership:
    """The part of one library.

    Args:
        database: the library's.
        is_here: whether a picture's file is in the library. Of those that are not, and that articles show
            after others' changes, is noted that they are wanted; the next round looks at each of them.
    """

    def __init__(self, database: Database, is_here: Callable[[str], bool] = lambda _digest: False) -> None:
        self._database = database
        self._is_here = is_here

    def part(self) -> Part | None:
        """The library's part, `None` while it has none."""
        with self._database.read() as session:
            return part_of(session)

    def join(self, store: str, place: str, name: str, sealed: bool) -> Part:
        """Take part in a store from now on, encrypted (`sealed`) or not: everything there is will be told.

        Raises:
            ReaderError: the disk.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            chosen = chosen_for(session, place)
            forget_part(session, store)
            keep_chosen(session, chosen)
            clock = begin_clock(session)
            run(
                "INSERT INTO sync_self "
                "(id, machine, name, store, place, sealed, clock, ahead, capturing, sent, last_at, program) "
                f"VALUES (1, ?, ?, ?, ?, ?, ?, max(0, ? - {NOW}), 1, 1, '', '')",
                (secrets.token_hex(8), name, store, place, sealed, clock, clock),
            )
            # A first file with nothing in it, by which the others hear of this computer.
            run("INSERT INTO sync_outbox (seq, tag, lines, packs) VALUES (1, ?, '', '[]')", (new_tag(),))
            for statement in _EVERYTHING:
                run(statement.format(clock=clock // SECOND * SECOND))
            tell_as_given_again(session)
            part = part_of(session)
        assert part is not None
        return part

    def leave(self) -> None:
        """Take part no more; the library stays as it is."""
        with self._database.write(index=False) as session:
            forget_part(session)

    def renew(self) -> Part:
        """Go on under another name, as a copy of this library, or a later state of it, used the present one.

        What was not sent yet was made under the new name.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            part = part_of(session)
            assert part is not None
            machine = secrets.token_hex(8)
            unsent = run("SELECT seq, lines, packs FROM sync_outbox ORDER BY seq").all()
            run("DELETE FROM sync_outbox")
            for place, (_, lines, packs) in enumerate(unsent, start=1):
                changes = [renamed(session, change, part.machine, machine) for change in changes_in(lines)]
                run(
                    "INSERT INTO sync_outbox (seq, tag, lines, packs) VALUES (?, ?, ?, ?)",
                    (place, new_tag(), to_lines(changes), packs),
                )
            run(
                "INSERT OR REPLACE INTO sync_cursor (machine, seq, name, last_at, size) "
                "VALUES (?, ?, ?, ?, 0)",
                (part.machine, part.sent - len(unsent), part.name, part.last_at),
            )
            run(
                "INSERT OR REPLACE INTO sync_setting (name, value) "
                f"SELECT 'former:' || machine, max(clock, {NOW} + ahead) FROM sync_self"
            )
            run("UPDATE sync_self SET machine = ?, sent = ?", (machine, len(unsent)))
            found = part_of(session)
        assert found is not None
        return found

    def waiting(self) -> int:
        """How many things were changed here and are not in the store yet."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            told = f"NOT ({PRIVATE})" if privacy_of(session).keeps_back else "1"
            each = f"SELECT 1 FROM sync_dirty WHERE {told} GROUP BY kind, key"
            noted = run(f"SELECT count(*) FROM ({each})").scalar_one()
            unsent = run("SELECT count(*) FROM sync_outbox WHERE lines <> '' OR packs <> '[]'").scalar_one()
            return int(noted) + int(unsent)

    def new_pictures(self) -> list[str]:
        """The digests of the pictures that are to be put into the store with the next file.

        They are those of what it will tell, and those that were told while nobody looked for them.
        """
        chosen = (
            "SELECT digest FROM article_picture WHERE digest <> '' AND article_id IN "
            "(SELECT CAST(value AS INTEGER) FROM json_each(?)) UNION SELECT digest FROM sync_upload "
            "EXCEPT SELECT digest FROM sync_blob ORDER BY digest"
        )
        with self._database.read() as session:
            things = choose(session, _AT_ONCE, held_back(session))
            keys = json.dumps([key for kind, key in things if kind == "article"])
            return list(session.connection().exec_driver_sql(chosen, (keys,)).scalars())

    def capture(self, blobs: Sequence[Blob] = ()) -> int:
        """Put changes that were made here into a file to be sent, in one transaction with what is noted.

        Args:
            blobs: pictures that were put into the store for it.

        Returns:
            How many things and pictures are told; 0 when nothing is left.
        """
        with self._database.write(index=False) as session:
            part = part_of(session)
            if part is None:
                return 0
            outgoing = Outgoing(session, part.machine)
            tell_removals(session, outgoing)
            count = outgoing.capture(_AT_ONCE)
            finish(session, outgoing, self._is_here, blobs)
            return count + len(blobs)

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
                .exec_driver_sql("SELECT tag, lines, packs FROM sync_outbox WHERE seq = ?", (seq,))
                .first()
            )
            return Outbound(seq, row[0], row[1], tuple(Blob(*b) for b in json.loads(row[2]))) if row else None

    def sent(self, file: Outbound, size: int, at: str = "") -> None:
        """Note that a file is in the store.

        Args:
            file: as `outbound` gave it.
            size: its bytes there.
            at: when it was written, where what it says is to be kept (`KeptFiles`); "" where not.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if run("DELETE FROM sync_outbox WHERE seq = ? AND tag = ?", (file.seq, file.tag)).rowcount:
                noted = "INSERT INTO sync_file (machine, seq, tag) SELECT machine, ?, ? FROM sync_self"
                run(noted, (file.seq, file.tag))
                note_sent(session, file, size, at)

    def own_files(self) -> set[tuple[int, str]]:
        """Numbers and tags of the files that this library wrote under its present name, or is to write."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT seq, tag FROM sync_outbox UNION "
                "SELECT seq, tag FROM sync_file WHERE machine = (SELECT machine FROM sync_self)"
            )
            return {(seq, tag) for seq, tag in rows}

    def files(self) -> dict[str, set[tuple[int, str]]]:
        """Numbers and tags of the files of each computer, the own ones too, that the store had."""
        found: dict[str, set[tuple[int, str]]] = {}
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql("SELECT machine, seq, tag FROM sync_file")
            for machine, seq, tag in rows:
                found.setdefault(machine, set()).add((seq, tag))
        return found

    def machines(self) -> dict[str, Machine]:
        """The other computers that are known, by name."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT machine, seq, name, last_at, size FROM sync_cursor ORDER BY machine"
            )
            return {row[0]: Machine(*row) for row in rows}

    def deletions(self, changes: Sequence[Change]) -> tuple[int, int]:
        """How many articles and feeds of here some changes may delete, and how many articles there are."""
        uids = sorted({change.uid for change in changes if change.field == "gone"})
        feeds = [change.uid[2:] for change in changes if change.field == "feed" and change.value is None]
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            found = run(
                "SELECT count(DISTINCT article_id) FROM sync_thing WHERE article_id IS NOT NULL "
                "AND uid IN (SELECT value FROM json_each(?))",
                (json.dumps(uids),),
            ).scalar_one()
            left = run(
                "SELECT count(*) FROM feed WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(feeds),),
            ).scalar_one()
            return int(found) + int(left), int(run("SELECT count(*) FROM article").scalar_one())

    def take(
        self,
        source: Machine,
        files: Sequence[tuple[int, str]],
        changes: Sequence[Change],
        blobs: Sequence[Blob],
        missing: Sequence[str],
        odd: Sequence[Change] = (),
        own: Sequence[Change] = (),
    ) -> Taken | None:
        """Take another computer's file, or several folded into one, with what is noted of it, at once.

        Args:
            source: the computer with the last file's number and time, and the bytes.
            files: numbers and tags of the files.
            changes: what they say.
            blobs: where pictures lie.
            missing: pictures that they name and that did not come yet.
            odd: what they say that cannot be taken, and is kept aside.
            own: what they say to the computers of this reader alone.

        Returns:
            What became of it; `None` when it was taken before, or its turn is not yet.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            part = part_of(session)
            known = run("SELECT seq, size FROM sync_cursor WHERE machine = ?", (source.machine,)).first()
            if part is None or min(files)[0] > (known[0] if known else 0) + 1:
                return None
            statement = "INSERT OR IGNORE INTO sync_file (machine, seq, tag) VALUES (?, ?, ?)"
            if not sum(run(statement, (source.machine, *file)).rowcount for file in files):
                return None
            for blob in blobs:
                run(
                    "INSERT OR IGNORE INTO sync_blob (digest, pack, place, size) VALUES (?, ?, ?, ?)",
                    (blob.digest, blob.pack, blob.place, blob.size),
                )
            run(
                "INSERT OR REPLACE INTO sync_cursor (machine, seq, name, last_at, size) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    *(source.machine, max(source.seq, known[0] if known else 0)),
                    *(source.name, source.last_at),
                    source.size + (known[1] if known else 0),
                ),
            )
            return self._merged(session, part, changes, odd, missing, own)

    def _merged(
        self,
        session: Session,
        part: Part,
        changes: Sequence[Change],
        odd: Sequence[Change],
        missing: Sequence[str],
        own: Sequence[Change] = (),
    ) -> Taken:
        run = session.connection().exec_driver_sql
        outgoing = Outgoing(session, part.machine)
        outgoing.capture(-1)
        taking = Taking(session, outgoing)
        run("UPDATE sync_self SET capturing = 0")
        taking.take(changes, own)
        taking.hold(odd)
        run("UPDATE sync_self SET capturing = 1")
        for digest in missing:
            run("INSERT OR IGNORE INTO sync_wanted (digest) VALUES (?)", (digest,))
        finish(session, outgoing, self._is_here, (), taking)
        return taking.taken

    def held(self, program: str) -> list[Change] | None:
        """The changes kept aside; `None` when this version of the program has looked at them already."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            if run("SELECT 1 FROM sync_self WHERE program <> ?", (program,)).first() is None:
                return None
            return changes_in("\n".join(run("SELECT line FROM sync_held ORDER BY id").scalars()))

    def retake(
        self,
        program: str,
        changes: Sequence[Change],
        odd: Sequence[Change],
        missing: Sequence[str],
        own: Sequence[Change] = (),
    ) -> Taken | None:
        """Take what `held` gave once more: what this version (`program`) knows takes its place.

        Args:
            program: the version of the program.
            changes: what was kept aside.
            odd: what of it cannot be taken still.
            missing: pictures that it names and that did not come yet.
            own: what of it was told to the computers of this reader alone.

        Returns:
            What became of it; `None` when another process did it.
        """
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            part = part_of(session)
            if not run(
                "UPDATE sync_self SET program = :now WHERE program <> :now", {"now": program}
            ).rowcount:
                return None
            run("DELETE FROM sync_held")
            return self._merged(session, part, changes, odd, missing, own) if part is not None else None

    def hear(self, changes: Sequence[Change]) -> Taken | None:
        """Take changes of files that were taken before once more: some of them were passed over then.

        Returns:
            What became of them; `None` when the store was left meanwhile.
        """
        with self._database.write(index=False) as session:
            part = part_of(session)
            return self._merged(session, part, changes, (), ()) if part is not None else None

    def done(self) -> None:
        """Note that a round was whole."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql("UPDATE sync_self SET last_at = ?", (now(),))
            forget_in_view(session)
