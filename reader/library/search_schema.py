"""The index of the search in SQL: two full-text tables, and the triggers that say what has changed.

Both tables are contentless: they hold folded words (`search_text`) and no text, and the tokenizer
`ascii` splits them at blanks only. `article_search` has every word with its place; its first column
costs least, so it is the longest. `article_starts` has the first two and three letters of the words
of each article, because merging the words of a short prefix would cost 0.1 s and more.
"""

from __future__ import annotations

import sqlite3

TABLES = ("article_search", "article_starts")

COLUMNS = ("original", "translation", "title", "author", "note", "tags")
"""The columns of `article_search`. `tags` also has the marks of the filters, see `search_index`."""

_MARK = (
    "BEGIN DELETE FROM search_pending WHERE article_id = {row}.{key}; "
    "INSERT INTO search_pending (article_id) SELECT id FROM article WHERE id = {row}.{key}; END"
)
_CHANGES = {
    "article": ("INSERT", "UPDATE OF title, author, url, site, language"),
    "article_body": ("INSERT", "UPDATE OF blocks, extras", "DELETE"),
    "article_tag": ("INSERT", "DELETE"),
    "article_translation": ("INSERT", "UPDATE", "DELETE"),
    "annotation": ("INSERT", "UPDATE OF note", "DELETE"),
    "article_note": ("INSERT", "UPDATE", "DELETE"),
}


def search_statements(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> list[str]:
    """What makes the index, in order. SQLite before 3.43 needs a copy of the words to delete by."""
    bare = "content='', contentless_delete=1, " if version >= (3, 43) else ""
    return [
        f"CREATE VIRTUAL TABLE article_search USING fts5({', '.join(COLUMNS)}, {bare}tokenize='ascii')",
        f"CREATE VIRTUAL TABLE article_starts USING fts5(starts, {bare}detail=none, tokenize='ascii')",
        *(_trigger(table, change) for table, changes in _CHANGES.items() for change in changes),
        "CREATE TRIGGER search_article_gone AFTER DELETE ON article BEGIN "
        "DELETE FROM search_pending WHERE article_id = old.id; "
        "DELETE FROM article_search WHERE rowid = old.id; "
        "DELETE FROM article_starts WHERE rowid = old.id; END",
    ]


def _trigger(table: str, change: str) -> str:
    verb = change.split()[0]
    row, key = ("old" if verb == "DELETE" else "new"), ("id" if table == "article" else "article_id")
    body = _MARK.format(row=row, key=key)
    return f"CREATE TRIGGER search_{table}_{verb.lower()} AFTER {change} ON {table} {body}"
