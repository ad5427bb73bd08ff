"""What is here again after it was removed, out of Trash, or imported: what is told of it is no copy.

Somebody wanted it. What a store knows of that is forgotten with it, so it is noted of the thing itself.
"""

from __future__ import annotations

from sqlmodel import Session

from reader.library.replication.states import (
    CORRECTION,
    FARTHEST,
    FEED,
    GONE,
    IS_LIVE,
    MARK,
    RULE,
    SEARCH,
    SECOND,
    TAG,
    TERM,
    TRASHED,
    name_of_rule,
)
from reader.library.tables import NOW

_NAME, _THING, _IMPORTS = "given again:", "given again of ", "given again by import"
IS_NOTED = "name GLOB 'given again*'"
"""Which rows of `sync_setting` say so; as a condition of SQL."""
_LAST = f"coalesce((SELECT CAST(value AS INTEGER) FROM sync_setting WHERE name = '{_IMPORTS}'), 0)"
"""The last import that the library had when it joined a store: copies of what that brought may be old."""
NOTED = (
    f"(('{_NAME}' || id) IN (SELECT name FROM sync_setting) OR id IN (SELECT article_id FROM import_row "
    f"WHERE import_id > {_LAST} AND outcome IN ('saved', 'waiting')))"
)
"""Which rows of `article` are noted, or came by an import since; as a condition of SQL."""

_ADD = f"INSERT OR IGNORE INTO sync_setting (name, value) SELECT DISTINCT '{_NAME}' || article.id, '' FROM "
_KNOWN = (
    "sync_field JOIN sync_thing USING (uid) JOIN article ON article.id = article_id "
    f"WHERE (field = '{GONE}' AND removed <> '{{}}') OR (field = '{TRASHED}' AND trashed_at = '')"
)
_NOT_TOLD = (
    "sync_dirty JOIN article ON article.id = CAST(key AS INTEGER) WHERE kind = 'article' "
    f"AND stamp % {SECOND} <> 0 AND ((field = '{TRASHED}' AND trashed_at = '') OR (field = '*' AND EXISTS "
    f"(SELECT 1 FROM sync_dirty AS other WHERE other.kind = 'article' AND other.field = '{GONE}' "
    "AND CAST(other.key AS INTEGER) < article.id)))"
)
"""Taken out of Trash, or saved after something was deleted, since the store was joined."""
_LIVE = f"removed <> '{{}}' AND {IS_LIVE}"
_IN_IT = (
    "sync_field JOIN sync_thing USING (uid) JOIN article ON article.id = article_id "
    f"WHERE (field GLOB '{TAG}*' OR field GLOB '{MARK}*') AND {_LIVE}"
)
_BROUGHT = (
    "SELECT json_extract(one.value, '$[0]') FROM import_row, json_each(effect, '$.rows') AS one "
    f"WHERE number < 0 AND import_id > {_LAST} AND json_extract(effect, '$.table') = '{{table}}'"
)
_KEYS = {
    "term": ("glossary_term", "source || char(31) || target || char(31) || term", "1"),
    "search": ("saved_search", "fold", "1"),
    "feed": ("feed", "key", "1"),
    "rule": ("feed_rule", "CAST(id AS TEXT)", "1"),
    "pair": ("sentence_translation", "source_key || char(31) || route_id", "state = 'corrected'"),
}
"""The tables of what is noted besides articles, their keys there, and which of their rows."""
_KINDS = {TERM: "term", SEARCH: "search", FEED: "feed", RULE: "rule", CORRECTION: "pair"}
RULES = (
    "SELECT feed_rule.id, coalesce(key, ''), query, action, argument FROM feed_rule "
    "LEFT JOIN feed ON feed.id = feed_id ORDER BY feed_rule.id"
)
"""The rules that are here: their numbers, and what names each on every computer."""
_FIELDS = "('term', 'search', 'feed', 'rule', 'correction')"
_NOTED_AT_ONCE = (FEED, RULE)
"""Kinds of which it is noted as soon as it is so: later nothing says whether a version that holds no more was
taken away, or told once more."""


def note_given_again(session: Session, article_id: int) -> None:
    """Note an article that is told as it was saved once more."""
    session.connection().exec_driver_sql(
        "INSERT OR IGNORE INTO sync_setting (name, value) VALUES (?, '')", (f"{_NAME}{article_id}",)
    )


def note_thing_given_again(session: Session, uid: str, stamp: int) -> None:
    """Note a feed or a rule that is here though it was removed: somebody wanted it at that time."""
    session.connection().exec_driver_sql(
        "INSERT OR REPLACE INTO sync_setting (name, value) "
        f"SELECT ?, ? WHERE ? < coalesce((SELECT clock FROM sync_self), {NOW}) + {FARTHEST}",
        (_THING + uid, str(stamp), stamp),
    )


def note_all_given_again(session: Session) -> None:
    """Note all articles that are here though a deletion, or a time in Trash, is known; before a store is
    forgotten.

    Where acts since it was joined are not told yet, what the store knew before may not be known here.
    """
    run = session.connection().exec_driver_sql
    run(_ADD + _KNOWN)
    run(_ADD + _NOT_TOLD)
    gone = f"name NOT IN (SELECT '{_NAME}' || id FROM article)"
    run(f"DELETE FROM sync_setting WHERE name GLOB '{_NAME}*' AND {gone}")


def note_parts_given_again(session: Session) -> None:
    """Note all else that is here though it is known to have been removed; what is not told yet among that."""
    run = session.connection().exec_driver_sql
    run(_ADD + _IN_IT)
    later = " OR ".join(f"uid GLOB '{kind}*'" for kind in _KINDS if kind not in _NOTED_AT_ONCE)
    run(
        "INSERT OR REPLACE INTO sync_setting (name, value) "
        f"SELECT '{_THING}' || uid, max(stamp) FROM (SELECT uid, made.value AS stamp FROM sync_field, "
        f"json_each(dots) AS made WHERE ({later}) AND {_LIVE} AND made.value < "
        f"(SELECT clock + {FARTHEST} FROM sync_self)) GROUP BY uid"
    )
    kinds = " OR ".join(f"uid GLOB '{kind}*'" for kind in _KINDS)
    run(
        f"DELETE FROM sync_setting WHERE name IN (SELECT '{_THING}' || uid FROM sync_field "
        f"WHERE ({kinds}) AND field IN {_FIELDS} "
        f"AND removed <> '{{}}' AND NOT ({_LIVE}))"
    )


def tell_as_given_again(session: Session) -> None:
    """Give what is noted, and what came by an import since, the time at which somebody wanted it.

    Args:
        session: inside the write that joined a store and noted all that the library has.
    """
    _tell_imported(session)
    noted = session.connection().exec_driver_sql(
        "SELECT name, value FROM sync_setting WHERE name GLOB ?", (f"{_THING}*",)
    )
    for name, value in noted.all():
        _tell_later(session, str(name).removeprefix(_THING), int(value))


def _tell_imported(session: Session) -> None:
    """What imports brought since the last time is of when the latest of them began, at least."""
    run = session.connection().exec_driver_sql
    latest = int(run(f"SELECT coalesce(max(id), 0) FROM import_run WHERE id > {_LAST}").scalar_one())
    if not latest:
        return
    began = run(
        "SELECT min(clock, (CAST(strftime('%s', started_at) AS INTEGER) + 1) * 1000000) "
        "FROM import_run, sync_self WHERE import_run.id = ?",
        (latest,),
    ).scalar()
    for kind, (table, key, which) in _KEYS.items():
        chosen = f"SELECT {key} FROM {table} WHERE {which} AND id IN ({_BROUGHT.format(table=table)})"
        run(
            f"UPDATE sync_dirty SET stamp = max(stamp, ?) + 1 WHERE kind = ? AND key IN ({chosen})",
            (began or 0, kind),
        )
    run("INSERT OR REPLACE INTO sync_setting (name, value) VALUES (?, ?)", (_IMPORTS, str(latest)))


def _tell_later(session: Session, uid: str, wanted: int) -> None:
    """Tell a thing as later than when somebody wanted it, and never as what a library had when it joined."""
    run = session.connection().exec_driver_sql
    stamp = wanted + 1
    stamp += stamp % SECOND == 0
    run("UPDATE sync_self SET clock = max(clock, ?)", (stamp,))
    run(
        "UPDATE sync_dirty SET stamp = max(stamp + 1, ?) WHERE kind = ? AND key = ?",
        (stamp, _KINDS[uid[:2]], _key_of(session, uid)),
    )


def _key_of(session: Session, uid: str) -> str:
    """The key under which a thing is noted; "" where there is none."""
    run = session.connection().exec_driver_sql
    if uid.startswith(RULE):
        rules = run(RULES)
        return next((str(number) for number, *values in rules if name_of_rule(*values) == uid[2:]), "")
    if not uid.startswith(CORRECTION):
        return uid[2:]
    *route, sentence = uid[2:].split("\x1f", 3)
    statement = "SELECT id FROM route WHERE source = ? AND target = ? AND key = ?"
    number = run(statement, tuple(route)).scalar()
    return f"{sentence}\x1f{number}"
