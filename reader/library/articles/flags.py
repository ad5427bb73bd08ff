"""Marks and tags of many articles at once.

Which of them a mark would change is read from the narrow table, without a card of any of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.database import Database
from reader.library.views import fold

if TYPE_CHECKING:
    from reader.library.articles.articles import Articles

_STATES = {
    "unread": "unread",
    "favourite": "favourite",
    "archived": "archived",
    "trashed": "trashed_at <> ''",
}


def differing(database: Database, ids: Sequence[int], field: str, value: bool) -> list[int]:
    """Those of the articles whose `unread`, `favourite`, `archived` or `trashed` is not `value`, in order."""
    asked = f"id IN (SELECT value FROM json_each(?)) AND ({_STATES[field]}) <> ?"
    statement = f"SELECT id FROM article WHERE {asked}"
    with database.read() as session:
        found = session.connection().exec_driver_sql(statement, (json.dumps(list(ids)), value))
        known = set(found.scalars())
    return [article_id for article_id in ids if article_id in known]


def set_flag(articles: Articles, ids: list[int], field: str, value: bool) -> None:
    """Set `unread`, `favourite`, `archived` or `trashed` of articles."""
    if field == "trashed":
        (articles.move_to_trash if value else articles.restore)(ids)
        return
    setters = {
        "unread": articles.set_unread,
        "favourite": articles.set_favourite,
        "archived": articles.set_archived,
    }
    setters[field](ids, value)


def tag_all(
    articles: Articles, ids: Sequence[int], add: Sequence[str], remove: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """Give articles tags and take tags away; returns the former ones of those that really changed."""
    gone = {fold(name) for name in remove}
    former: dict[int, tuple[str, ...]] = {}
    for card in articles.by_ids(list(dict.fromkeys(ids))):
        has = {fold(name): name for name in card.tags}
        wanted = {**has, **{fold(name): name for name in add if name.strip() and fold(name) not in has}}
        kept = [name for key, name in wanted.items() if key not in gone]
        if {fold(name) for name in kept} != set(has):
            articles.set_tags(card.id, kept)
            former[card.id] = card.tags
    return former
