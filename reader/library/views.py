"""The library's views as SQL, and the card of a row: standard library only.

The window's first list runs these statements by plain `sqlite3`, everything later runs the same
through the session, so that both show the same. Importing sqlmodel costs 0.3 s; this costs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reader.core.model import ArticleSummary

CONDITIONS = {
    "unread": "trashed_at = '' AND archived = 0 AND unread = 1",
    "favourites": "trashed_at = '' AND favourite = 1",
    "archive": "trashed_at = '' AND archived = 1",
    "all": "trashed_at = ''",
    "trash": "trashed_at <> ''",
}
"""Which articles a view holds. Each has a partial index of the same condition, `ix_article_<view>`."""

_LAST = (  # of an article that used to be two, each has its own
    "SELECT key AS machine, json_each.value AS stamp FROM sync_thing JOIN sync_field USING (uid), "
    "json_each(dots) WHERE sync_thing.article_id = article.id AND field = 'trashed' "
    "ORDER BY stamp DESC, machine DESC LIMIT 1"
)
_NOTED = "coalesce((SELECT CAST(value AS INTEGER) FROM sync_setting WHERE name = '{}' || machine), -1)"
_OF_ANOTHER = (
    f"EXISTS (SELECT 1 FROM ({_LAST}) JOIN sync_cursor USING (machine) "
    f"WHERE seq > {_NOTED.format('forgotten:')} AND stamp > {_NOTED.format('former:')})"
)
OLD_TRASH = (
    f"SELECT id FROM article WHERE {CONDITIONS['trash']} AND trashed_at < ? AND NOT {_OF_ANOTHER} ORDER BY id"
)
"""What came into Trash before a moment, but for what another computer put there: its clock said when, and
may be years from this one's. One that was forgotten empties nothing any more, and what this one did under a
former name is its own."""

_ORDERS = {
    "saved": "article.id DESC",  # by number and not by time: clocks go backwards
    "published": "date DESC, article.id DESC",
    "title": "title_sort, article.id",
    "reading-time": "words, article.id",
    "source": "site, article.id",
    "progress": "progress DESC, article.id DESC",
}

_SORTED_BY = {
    "published": "date",
    "title": "title_sort",
    "reading-time": "words",
    "source": "site",
    "progress": "progress",
}
"""The column that each order but that of saving goes by; its index has the flags too."""

# A headline by a demonstration model misleads: the list keeps the article's own (see `Route.key`).
_CARD = """
SELECT article.id, title, url, author, date, language, site, section, excerpt, words, progress,
       opened_at <> '', unread, favourite, archived, trashed_at <> '',
       (SELECT json_group_array(name) FROM (
            SELECT tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag_id
            WHERE article_tag.article_id = article.id ORDER BY tag.fold)),
       (SELECT json_group_array(json_array(target, complete, title)) FROM (
            SELECT target, complete, iif(instr(t.route_key, '-demo'), '', t.title) AS title
            FROM article_translation t
            WHERE t.article_id = article.id ORDER BY target <> 'en', target)),
       thumbnail, saved_at, incomplete
FROM article
"""

_NAMES = (
    *("id", "title", "url", "author", "date", "language", "site", "section", "excerpt", "words", "progress"),
    *("opened", "unread", "favourite", "archived", "trashed"),
)

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its values, for `execute` and `exec_driver_sql` alike."""


def ids_sql(
    view: str, tag: str = "", sort: str = "saved", limit: int | None = None, offset: int = 0
) -> Statement:
    """The numbers of a view's articles in order.

    Raises:
        KeyError: no such view or sort.
    """
    condition, order = CONDITIONS[view], _ORDERS[sort]
    window = (-1 if limit is None else limit, offset)
    # Without statistics SQLite would walk the whole table to find the few that a view holds.
    index = (
        f"ix_article_{view}" if sort == "saved" or view == "trash" else f"ix_article_by_{_SORTED_BY[sort]}"
    )
    chosen = f"SELECT article.id FROM article INDEXED BY {index} WHERE {condition}"
    if not tag:
        return f"{chosen} ORDER BY {order} LIMIT ? OFFSET ?", window
    of_tag = "tag_id = (SELECT id FROM tag WHERE fold = ?)"
    if view == "all" and sort == "saved":  # the tag's own index has the order
        trash = f"SELECT id FROM article INDEXED BY ix_article_trash WHERE {CONDITIONS['trash']}"
        chosen = f"SELECT article_id FROM article_tag WHERE {of_tag} AND article_id NOT IN ({trash})"
        return f"{chosen} ORDER BY article_id DESC LIMIT ? OFFSET ?", (fold(tag), *window)
    # With the sign it is no reason to look every one of them up in the table of all cards.
    chosen += f" AND +article.id IN (SELECT article_id FROM article_tag WHERE {of_tag})"
    return f"{chosen} ORDER BY {order} LIMIT ? OFFSET ?", (fold(tag), *window)


def collected(statement: str) -> str:
    """A statement of one column as one JSON array: 100,000 numbers come at a fifth of the time."""
    return f"WITH found (c) AS ({statement}) SELECT json_group_array(c) FROM found"


def cards_sql(ids: Sequence[int]) -> Statement:
    """The cards of some articles, in no order; see `in_order`."""
    return f"{_CARD} WHERE article.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)


def count_sql(view: str) -> str:
    """How many articles a view holds."""
    return f"SELECT count(*) FROM article INDEXED BY ix_article_{view} WHERE {CONDITIONS[view]}"


def in_order(rows: Sequence[Sequence[Any]], ids: Sequence[int]) -> list[ArticleSummary]:
    """The cards of rows of `cards_sql`, in the order of `ids`; numbers without a row are left out."""
    found = {row[0]: row for row in rows}
    return [card(found[article_id]) for article_id in ids if article_id in found]


def card(row: Sequence[Any]) -> ArticleSummary:
    """The card of one row of `cards_sql`."""
    values = dict(zip(_NAMES, row, strict=False))
    for flag in ("opened", "unread", "favourite", "archived", "trashed"):
        values[flag] = bool(values[flag])
    tags, translated, thumbnail, saved_at, incomplete = row[len(_NAMES) :]
    known = json.loads(translated) if translated else []
    return ArticleSummary(
        **values,
        tags=tuple(json.loads(tags)) if tags else (),
        translations=tuple(target for target, complete, _ in known if complete),
        thumbnail=thumbnail,
        saved_at=saved_at,
        translated_titles={target: title for target, _, title in known if title},
        incomplete=incomplete,
    )


def fold(name: str) -> str:
    """A tag's name as it is compared: blanks joined, without case."""
    return " ".join(name.split()).casefold()
