"""The triggers that note what is changed, in the transaction that changes it.

They cost one look into an empty table while the library is kept in step with no other.
"""

from __future__ import annotations

NOW = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
"""This computer's time as a stamp: microseconds since 1970."""
AS_OF = "min(clock / 1000000 * 1000000, coalesce(CAST(strftime('%s', {at}) AS INTEGER) * 1000000, 0))"
"""The stamp of what was made at a moment (`at`), beside `sync_self`: of whole seconds, as nobody did it since
its library joined, and never ahead of the clock that all have in common, whatever the maker's own showed."""
_TICK = f"UPDATE sync_self SET clock = max(clock + 1, {NOW} + ahead), ahead = max(ahead, clock - {NOW})"
NOTE = (
    "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT '{kind}', {key}, {field}, clock FROM sync_self "
    "WHERE 1 ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp;"
)
"""What notes a change. `INSERT OR …` would not do: the way a statement resolves conflicts overrules it."""
NOTE_BY_DELETING = (
    "DELETE FROM sync_dirty WHERE kind = '{kind}' AND key = {key} AND field = {field}; "
    "INSERT INTO sync_dirty (kind, key, field, stamp) SELECT '{kind}', {key}, {field}, clock FROM sync_self;"
)
"""What noted it before revision 0014; it wrote to twice as many pages of the file."""

_TAG = "'tag:' || (SELECT fold FROM tag WHERE id = {row}.tag_id)"
_TERM = "{row}.source || char(31) || {row}.target || char(31) || {row}.term"
_PAIR = "{row}.source_key || char(31) || {row}.route_id"
_TEXT = "title, url, author, date, published, language, site, section, description, incomplete, fetched_at"

_CHANGES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    # name, table, kind, key, and of each change what it is and the field it touches
    ("article", "article", "article", "{row}.id", ("INSERT='*'", "DELETE='gone'")),
    ("text", "article", "article", "{row}.id", (f"UPDATE OF {_TEXT}='text'",)),
    ("saved", "article", "article", "{row}.id", ("UPDATE OF requested_url, saved_at='saved'",)),
    ("unread", "article", "article", "{row}.id", ("UPDATE OF unread='unread'",)),
    ("favourite", "article", "article", "{row}.id", ("UPDATE OF favourite='favourite'",)),
    ("archived", "article", "article", "{row}.id", ("UPDATE OF archived='archived'",)),
    ("trashed", "article", "article", "{row}.id", ("UPDATE OF trashed_at='trashed'",)),
    ("opened", "article", "article", "{row}.id", ("UPDATE OF opened_at='opened'",)),
    ("position", "article", "article", "{row}.id", ("UPDATE OF position, progress='position'",)),
    (
        "body",
        "article_body",
        "article",
        "{row}.article_id",
        ("INSERT='text'", "UPDATE OF html, blocks, extras='text'"),
    ),
    ("picture", "article_picture", "article", "{row}.article_id", ("UPDATE='pictures'",)),
    ("address", "article_address", "article", "{row}.article_id", ("INSERT='addresses'",)),
    (
        "edit",
        "article_edit",
        "article",
        "{row}.article_id",
        ("INSERT='edits'", "UPDATE OF edits='edits'", "DELETE='edits'"),
    ),
    ("tag", "article_tag", "article", "{row}.article_id", (f"INSERT={_TAG}", f"DELETE={_TAG}")),
    (
        "note",
        "article_note",
        "article",
        "{row}.article_id",
        ("INSERT='note'", "UPDATE='note'", "DELETE='note'"),
    ),
    (
        "mark",
        "annotation",
        "article",
        "{row}.article_id",
        (
            "INSERT='mark:' || {row}.id",
            "UPDATE OF note, colour='mark:' || {row}.id",
            "DELETE='mark:' || {row}.id",
        ),
    ),
    (
        "translation",
        "article_translation",
        "article",
        "{row}.article_id",
        tuple(f"{verb}='translation:' || {{row}}.target" for verb in ("INSERT", "UPDATE", "DELETE")),
    ),
    ("term", "glossary_term", "term", _TERM, ("INSERT='term'", "UPDATE='term'", "DELETE='term'")),
    (
        "search",
        "saved_search",
        "search",
        "{row}.fold",
        ("INSERT='search'", "UPDATE='search'", "DELETE='search'"),
    ),
    ("pair", "sentence_translation", "pair", _PAIR, ("INSERT='pair'", "UPDATE='pair'", "DELETE='pair'")),
)


def capture_statements(noting: str = NOTE) -> list[str]:
    """What makes the triggers, in order."""
    return [
        _trigger(name, table, kind, key, change, noting)
        for name, table, kind, key, changes in _CHANGES
        for change in changes
    ]


def _trigger(name: str, table: str, kind: str, key: str, change: str, noting: str) -> str:
    what, _, field = change.partition("=")
    verb = what.split()[0]
    row = "old" if verb == "DELETE" else "new"
    note = note_of(kind, key.format(row=row), field.format(row=row), noting)
    return trigger(f"{name}_{verb.lower()}", f"{what} ON {table}", note)


def note_of(kind: str, key: str, field: str, noting: str) -> str:
    """The statements that note a change; key and field are expressions of SQL."""
    return noting.format(kind=kind, key=key, field=field)


def trigger(name: str, when: str, notes: str, condition: str = "") -> str:
    """What makes a trigger that notes something, where a condition holds."""
    only = f" AND ({condition})" if condition else ""
    return (
        f"CREATE TRIGGER sync_{name} AFTER {when} "
        f"WHEN (SELECT capturing FROM sync_self){only} BEGIN {_TICK}; {notes} END"
    )
