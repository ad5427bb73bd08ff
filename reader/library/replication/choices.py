"""What is noted for a library that is kept in step, as the reader chose it or as a round found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from reader.core.replication.changes import Change, is_machine
from reader.library.database import Database
from reader.library.replication.noted import tell_again
from reader.library.replication.outbox import withdraw
from reader.library.replication.part import keep_value, kept_value
from reader.library.replication.states import (
    ARTICLE,
    CORRECTION,
    OPTION,
    OWN,
    READING,
    SEEN,
    article_name,
    is_own,
)
from reader.library.tables import NOW

_PAUSED, _FORGOTTEN, _GAP = "paused", "forgotten:", "gap"
_CAN_WAIT = "('position', 'opened', 'unread', 'seen')"
"""Fields that change with every minute of reading."""


HELD_BACK = f"kind = 'article' AND field IN {tuple(sorted(READING))}"
"""Which notes wait while other readers take part, until this one is alone again; as a condition of SQL."""
PRIVATE = f"kind IN ('seen', 'option') OR {HELD_BACK}"
"""Which notes of changes are told to no computer where other readers take part and nothing can be sealed."""
KINDS = ("notes", "reading", "corrections")
"""What a member of a shared library tells to everybody who takes part, or to his own computers alone."""
EVERYBODY, ALONE = "shared", "private"
BEFORE = {"notes": EVERYBODY, "reading": ALONE, "corrections": EVERYBODY}
"""What holds among several members where nobody chose: notes were for everybody before one could."""
AT_JOINING = {**BEFORE, "notes": ALONE}
"""What holds for whoever joins others: what was told can be taken back from nobody, and told any time."""
_AMONG_OTHERS, _WAY, _SHARE, _NEWLY, _OWED = "members", "own way", "share", "share newly", "share owed"


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the reader tells to his own computers alone: notes, how he reads, his corrections.

    `others` says whether other readers take part, `way` whether there is a secret to seal anything with.
    """

    others: bool
    way: bool
    notes: bool = False
    reading: bool = False
    corrections: bool = False

    @property
    def keeps_back(self) -> bool:
        """Whether how he reads is told to no computer at all."""
        return self.others and not self.way

    def is_private(self, change: Change) -> bool:
        """Whether a change is told to the reader's own computers alone."""
        if is_own(change.uid):
            return True
        if not self.way:
            return False
        if change.uid.startswith(OPTION):
            return self.others
        return self.reading if is_of_reading(change) else self.corrections and _is_correction(change)

    def is_heard(self, change: Change) -> bool:
        """Whether what anybody may have written is taken: not how others read by whoever reads alone."""
        if is_own(change.uid):
            return False
        if change.uid.startswith(OPTION):
            return not self.others
        return not (is_of_reading(change) and (self.reading if self.way else self.others))


def privacy_of(session: Session) -> Privacy:
    """What holds in a library now."""
    others, way = is_among_others(session), bool(kept_value(session, _WAY))
    chosen = (BEFORE if others else {}) | (kept_value(session, _SHARE) or {})
    return Privacy(others, way, *(way and chosen.get(kind) == ALONE for kind in KINDS))


def chosen_for(session: Session, place: str) -> dict[str, Any]:
    """What was chosen for the store at a place, to be kept by `keep_chosen` where that is made anew."""
    run = session.connection().exec_driver_sql
    if run("SELECT 1 FROM sync_self WHERE place = ?", (place,)).first() is None:
        return {}
    return {name: kept_value(session, name) for name in (_SHARE, _NEWLY)}


def keep_chosen(session: Session, chosen: Mapping[str, Any]) -> None:
    """Keep what `chosen_for` gave."""
    for name, value in chosen.items():
        keep_value(session, name, value)


def tells_correction(session: Session, change: Change) -> bool:
    """Whether a change gives away a correction: the translated title of an article may be one."""
    value = change.value
    if not change.field.startswith("translation:") or not isinstance(value, dict):
        return False
    found = session.connection().exec_driver_sql(
        "SELECT 1 FROM sentence_translation JOIN route ON route.id = route_id WHERE state = 'corrected' "
        "AND route.target = ? AND sentence_translation.target <> '' "
        "AND instr(?, sentence_translation.target) > 0",
        (change.field.partition(":")[2], str(value["status"].get("title", ""))),
    )
    return found.first() is not None


def is_of_reading(change: Change) -> bool:
    """Whether a change says how somebody reads: what he opened, how far he is, how he likes to see it."""
    if change.uid.startswith(ARTICLE):
        return change.field in READING
    return change.uid.startswith((SEEN, OPTION))


def _is_correction(change: Change) -> bool:
    return change.uid.startswith(CORRECTION)


class Choices:
    """Of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def paused(self) -> bool:
        """Whether nothing is sent or taken for now."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            return run("SELECT 1 FROM sync_setting WHERE name = ?", (_PAUSED,)).first() is not None

    def pause(self, on: bool) -> None:
        """Send and take nothing from now on, or go on with it."""
        with self._database.write(index=False) as session:
            run = session.connection().exec_driver_sql
            if on:
                run("INSERT OR IGNORE INTO sync_setting (name, value) VALUES (?, '')", (_PAUSED,))
            else:
                run("DELETE FROM sync_setting WHERE name = ?", (_PAUSED,))

    def forgotten(self) -> dict[str, int]:
        """The computers that are not shown any more, until they send more than the file of this number."""
        with self._database.read() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT name, value FROM sync_setting WHERE name LIKE ?", (f"{_FORGOTTEN}%",)
            )
            found = {name.removeprefix(_FORGOTTEN): value for name, value in rows}
        return {name: int(value) for name, value in found.items() if is_machine(name) and value.isdecimal()}

    def forget(self, machine: str) -> None:
        """Show a computer no more, until it is heard of again. What it changed stays."""
        with self._database.write(index=False) as session:
            session.connection().exec_driver_sql(
                "INSERT OR REPLACE INTO sync_setting (name, value) "
                "SELECT ? || machine, seq FROM sync_cursor WHERE machine = ?",
                (_FORGOTTEN, machine),
            )

    def gap(self, is_there: bool) -> int:
        """Note whether files of the store are missing; gives for how long (s) they have been."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            found = run(f"SELECT {NOW} - value FROM sync_setting WHERE name = ?", (_GAP,)).scalar()
        if is_there != (found is not None):
            with self._database.write(index=False) as session:
                run = session.connection().exec_driver_sql
                run("DELETE FROM sync_setting WHERE name = ?", (_GAP,))
                if is_there:
                    run(f"INSERT INTO sync_setting (name, value) VALUES (?, {NOW})", (_GAP,))
        return abs(int(found)) // 1_000_000 if is_there and found is not None else 0

    def note_members(self, has_members: bool, way: str = "") -> None:
        """Note whether other readers take part in the store, and what seals what is this one's alone.

        From the moment that they do, nobody is told of how this one reads, not even by what was made ready.

        Args:
            has_members: whether they do.
            way: what tells one secret from another, "" for none.
        """
        with self._database.read() as session:
            known = is_among_others(session), kept_value(session, _WAY) or ""
        if known == (has_members, way):
            return
        with self._database.write(index=False) as session:
            keep_value(session, _AMONG_OTHERS, has_members or None)
            keep_value(session, _WAY, way or None)
            if has_members and not known[0]:
                withdraw(session, privacy_of(session).is_private if way else is_of_reading, bool(way))
            if way and known[1] not in ("", way):
                forget_own(session)
            if way and (has_members or known[1]):
                private = [kind for kind in KINDS if getattr(privacy_of(session), kind)]
                tell_again(session, [*private, "options"])

    def share(self) -> dict[str, str]:
        """What is told to whom among several members: `EVERYBODY` or `ALONE`, by `KINDS`."""
        with self._database.read() as session:
            return BEFORE | (kept_value(session, _SHARE) or {})

    def chosen(self) -> dict[str, str] | None:
        """What the reader chose, here or on another computer of his; `None` when he never did."""
        with self._database.read() as session:
            found: dict[str, str] | None = kept_value(session, _SHARE)
            return found

    def choose(self, share: Mapping[str, str]) -> None:
        """Tell some kinds to others from now on; what was not told to everybody and now is, is told anew."""
        with self._database.write(index=False) as session:
            before = privacy_of(session)
            keep_value(session, _SHARE, BEFORE | (kept_value(session, _SHARE) or {}) | dict(share))
            keep_value(session, _NEWLY, True)
            owed = _owed_since(session, before)
            # What others read is heard here from now on, and passed over where she chose nothing else yet.
            _owe(session, [kind for kind in owed if kind == "reading"])
            tell_again(session, owed)

    def newly_chosen(self, way: str) -> dict[str, str] | None:
        """What was chosen on this computer, and the others of this reader do not know.

        That may be so of what was chosen long ago: what they know goes with his secret when he is removed.

        Args:
            way: as in `note_members`.
        """
        with self._database.read() as session:
            is_new = kept_value(session, _NEWLY) or kept_value(session, _WAY) not in (None, way)
            return kept_value(session, _SHARE) if is_new else None

    def own_notes(self) -> int:
        """How many notes and highlights of this library are told to the reader's own computers alone."""
        own = f"uid GLOB '{ARTICLE}*{OWN}'"
        noted = "SELECT CAST(key AS INTEGER) FROM sync_dirty WHERE kind = 'article' AND field "
        texts = (
            "SELECT count(*) FROM article_note WHERE text <> '' AND article_id IN (SELECT article_id FROM "
            f"sync_thing JOIN sync_field USING (uid) WHERE {own} AND field = 'note' "
            f"UNION {noted} IN ('note', '*'))"
        )
        marks = (
            "SELECT count(*) FROM annotation WHERE id IN (SELECT annotation_id FROM sync_mark WHERE "
            f"'mark:' || uid IN (SELECT field FROM sync_field WHERE {own}) "
            f"OR 'marknote:' || uid IN (SELECT field FROM sync_field WHERE {own}) "
            "UNION SELECT CAST(substr(field, 6) AS INTEGER) FROM sync_dirty WHERE field GLOB 'mark:*') "
            f"OR article_id IN ({noted} = '*')"
        )
        with self._database.read() as session:
            if not privacy_of(session).notes:
                return 0
            run = session.connection().exec_driver_sql
            return sum(int(run(statement).scalar_one()) for statement in (texts, marks))

    def can_choose(self) -> bool:
        """Whether anything can be told to the reader's own computers alone."""
        with self._database.read() as session:
            return privacy_of(session).way

    def agree(
        self, share: Mapping[str, str], told: Mapping[str, str] | None, former: Mapping[str, str]
    ) -> None:
        """Note what holds on all of the reader's computers, where nothing else was chosen here since.

        Whom this one did not tell something meanwhile hears it by `tell_owed`, once theirs has come.

        Args:
            share: what holds.
            told: what `newly_chosen` gave.
            former: what held until then for the others, who passed over what they were not to hear.
        """
        with self._database.write(index=False) as session:
            if told is not None and former.get("reading", share["reading"]) != share["reading"]:
                _owe(session, ["reading"])
            if not kept_value(session, _NEWLY) or kept_value(session, _SHARE) == told:
                before = privacy_of(session)
                keep_value(session, _SHARE, dict(share))
                keep_value(session, _NEWLY, None)
                _owe(session, _owed_since(session, before))

    def tell_owed(self) -> None:
        """Have told what others of the reader's computers chose to tell to somebody else, as it is now."""
        with self._database.read() as session:
            if not kept_value(session, _OWED):
                return
        with self._database.write(index=False) as session:
            tell_again(session, kept_value(session, _OWED) or [])
            keep_value(session, _OWED, None)

    def is_urgent(self) -> bool:
        """Whether something waits to be sent that is more than how far the reader read."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            waits = PRIVATE if privacy_of(session).keeps_back else "0"
            urgent = f"field NOT IN {_CAN_WAIT} AND NOT ({waits})"
            noted = run(f"SELECT 1 FROM sync_dirty WHERE {urgent} LIMIT 1").first()
            return noted is not None or run("SELECT 1 FROM sync_outbox LIMIT 1").first() is not None

    def names(self) -> set[str]:
        """The names that the articles of this library have, or would have, on every computer."""
        with self._database.read() as session:
            run = session.connection().exec_driver_sql
            keys = run("SELECT key, min(rowid) FROM article_address GROUP BY article_id")
            return {article_name(str(key)) for key, _ in keys}

    def count(self) -> int:
        """How many articles the library has, those in Trash too."""
        with self._database.read() as session:
            return int(session.connection().exec_driver_sql("SELECT count(*) FROM article").scalar_one())


def _owe(session: Session, kinds: Sequence[str]) -> None:
    """Note kinds of which all is to be told once more by `Choices.tell_owed`."""
    keep_value(session, _OWED, sorted({*(kept_value(session, _OWED) or ()), *kinds}) or None)


def _owed_since(session: Session, before: Privacy) -> list[str]:
    """The kinds that somebody was not told before and now is to be told."""
    after = privacy_of(session)
    changed = [kind for kind in KINDS if getattr(before, kind) != getattr(after, kind)]
    # Who reads alone hears nothing of how others read, so his own computers are told it their way.
    return [kind for kind in changed if kind == "reading" or getattr(before, kind)]


def held_back(session: Session) -> str:
    """Which notes are not told for now, as a condition of SQL."""
    return HELD_BACK if privacy_of(session).keeps_back else "0"


def is_among_others(session: Session) -> bool:
    """Whether other readers take part in the store."""
    return bool(kept_value(session, _AMONG_OTHERS))


def forget_own(session: Session) -> None:
    """Forget what was told under names that are the reader's alone: his computers cannot open it any more."""
    run = session.connection().exec_driver_sql
    run("DELETE FROM sync_field WHERE uid GLOB ?", (f"{ARTICLE}*{OWN}",))
