"""What is noted as changed here and not told yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from reader.library.replication.states import CORRECTION, READING, SECOND, SEEN, next_stamp
from reader.library.tables import AS_OF

AGAIN = "again"
"""The field under which is noted that something is to be told once more, though nothing of it changed."""
EVERYTHING = "*"
"""The field under which is noted that all of an article is to be told."""
_ROWS = 2000  # notes that are looked at for one file: sentences are many and small


@dataclass(frozen=True, slots=True)
class Noted:
    """A field that was noted as changed, and the stamp of its last change."""

    field: str
    stamp: int


def latest_of(noted: Sequence[Noted]) -> int:
    """The stamp of what was done last: of whole seconds (`SECOND`) only what was there at joining."""
    last = max(noted, key=lambda one: one.stamp)
    return last.stamp + (last.field != EVERYTHING and last.stamp % SECOND == 0)


def choose(session: Session, most: int, held_back: str = "0") -> list[tuple[str, str]]:
    """Kind and key of the things to be told next: of at most so many articles; -1 for everything.

    What was noted first comes first. Only that much is looked at: there may be a million notes.
    `held_back` is a condition of SQL for notes that are not told for now.
    """
    statement = f"SELECT kind, key FROM sync_dirty WHERE NOT ({held_back}) ORDER BY rowid LIMIT ?"
    rows = session.connection().exec_driver_sql(statement, (_ROWS if most >= 0 else -1,))
    things = list(dict.fromkeys((str(kind), str(key)) for kind, key in rows))
    articles = [place for place, (kind, _) in enumerate(things) if kind == "article"]
    return things[: articles[most]] if 0 <= most < len(articles) else things


def noted_of(
    session: Session, chosen: Sequence[tuple[str, str]], held_back: str = "0"
) -> dict[tuple[str, str], list[Noted]]:
    """What is noted of some things, by kind and key."""
    run = session.connection().exec_driver_sql
    found: dict[tuple[str, str], list[Noted]] = {}
    for kind in {kind for kind, _ in chosen}:
        rows = run(
            "SELECT key, field, stamp FROM sync_dirty "
            f"WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) AND NOT ({held_back})",
            (kind, json.dumps([key for one, key in chosen if one == kind])),
        )
        for key, field, stamp in rows:
            found.setdefault((kind, key), []).append(Noted(field, stamp))
    return found


def place_of(key: str) -> tuple[str, int]:
    """Sentence and route out of the key under which a translated sentence is noted."""
    source_key, _, number = key.partition("\x1f")
    return source_key, int(number)


_READ = (
    "FROM (SELECT article.*, (SELECT max(made.value) FROM sync_thing JOIN sync_field USING (uid), "
    "json_each(dots) AS made WHERE article_id = article.id AND field = '{field}') AS told FROM article) "
    "AS article, sync_self WHERE opened_at <> '' OR NOT unread OR progress > 0 OR told IS NOT NULL"
)
"""Also what is again as it is at first, once it was told otherwise; and it is no newer than it was then."""
_SEEN = (
    "FROM feed_item, sync_self WHERE substr(key, 1, 5) <> 'feed:' "
    "AND (opened_at <> '' OR (read_at <> '' AND read_at <> added_at))"
)
_HEARD = f"FROM sync_field, sync_self WHERE uid GLOB '{SEEN}*' AND field = 'seen'"
_BEFORE = f"'{CORRECTION}' || route.source || char(31) || route.target || char(31) || route.key || char(31)"
"""What begins the name of a correction, before the sentence."""
_EVERY = {
    "notes": (
        "'article', article_id, 'note', clock FROM article_note, sync_self",
        "'article', article_id, 'mark:' || annotation.id, clock FROM annotation, sync_self",
        # Also what is no more: others may have heard of it before, and not that it was taken back.
        "DISTINCT 'article', article_id, 'note', clock FROM sync_thing JOIN sync_field USING (uid), "
        "sync_self WHERE field = 'note' AND article_id IN (SELECT id FROM article)",
        "DISTINCT 'article', article_id, 'mark:' || annotation_id, clock FROM sync_mark "
        "JOIN sync_field ON field = 'mark:' || sync_mark.uid JOIN sync_thing ON sync_thing.uid = "
        "sync_field.uid, sync_self WHERE article_id IN (SELECT id FROM article) "
        "AND annotation_id NOT IN (SELECT id FROM annotation)",
    ),
    "reading": (
        *(
            f"'article', article.id, '{field}', max({AS_OF.format(at='opened_at')}, coalesce(told, 0)) "
            f"{_READ.format(field=field)}"
            for field in sorted(READING)
        ),
        f"'seen', key, '{AGAIN}', {AS_OF.format(at='max(read_at, opened_at)')} {_SEEN}",
        f"'seen', substr(uid, {len(SEEN) + 1}), '{AGAIN}', (SELECT min(clock, max(made.value)) "
        f"FROM json_each(dots) AS made) {_HEARD}",
    ),
    "corrections": (
        "'pair', source_key || char(31) || route_id, 'pair', clock FROM sentence_translation, sync_self "
        "WHERE state = 'corrected'",
        f"'pair', substr(uid, length({_BEFORE}) + 1) || char(31) || route.id, '{AGAIN}', clock "
        f"FROM route JOIN sync_field ON substr(uid, 1, length({_BEFORE})) = {_BEFORE}, sync_self "
        f"WHERE uid GLOB '{CORRECTION}*' AND field = 'correction' AND removed <> '{{}}'",
    ),
    "options": (
        f"'option', substr(sync_setting.name, 8), '{AGAIN}', clock FROM sync_setting, sync_self "
        "WHERE sync_setting.name GLOB 'option:*'",
    ),
}


def tell_again(session: Session, kinds: Sequence[str]) -> None:
    """Have all of some kinds told once more, to whom they are told now: of `KINDS`, and `options`."""
    run = session.connection().exec_driver_sql
    next_stamp(session)
    for statement in (one for kind in kinds for one in _EVERY[kind]):
        run(f"INSERT OR IGNORE INTO sync_dirty (kind, key, field, stamp) SELECT {statement}")
