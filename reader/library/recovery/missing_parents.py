"""Rows whose article or route is lost get another one, made of what they say of it themselves."""

from __future__ import annotations

import sqlite3
from collections import Counter

from reader.core.model import Block, BlockKind
from reader.core.sentence_key import sentence_key
from reader.core.serialize import loads
from reader.library.articles.documents import Blocks
from reader.library.clock import now

_TITLE = 90  # characters of a text's beginning that stand for its title
_SAMPLE = 20  # articles of a route whose sentences are looked for
_OWN = ("article_body", "article_note", "annotation", "article_translation")
"""What an article is worth being made up for."""


def make_articles(library: sqlite3.Connection) -> int:
    """Give texts, notes and translations whose article is lost one that shows them; returns how many."""
    parts = " UNION ".join(f"SELECT article_id FROM {table}" for table in _OWN)
    lost = library.execute(
        f"SELECT article_id FROM ({parts}) WHERE article_id NOT IN (SELECT id FROM article)"
    )
    numbers = [row[0] for row in lost.fetchall()]
    for number in numbers:
        values = _article(library, number)
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        library.execute(f"INSERT INTO article ({names}) VALUES ({marks})", tuple(values.values()))
    return len(numbers)


def make_routes(library: sqlite3.Connection) -> int:
    """Give sentence pairs whose route is lost theirs again, by the articles translated by it.

    Returns:
        How many routes were lost.
    """
    missing = (
        "SELECT DISTINCT route_id FROM sentence_translation WHERE route_id NOT IN (SELECT id FROM route)"
    )
    lost = [row[0] for row in library.execute(missing)]
    if not lost:
        return 0
    keys = "SELECT DISTINCT route_key, target FROM article_translation WHERE route_key LIKE '%-%' ORDER BY 1"
    unknown = f"SELECT * FROM ({keys}) WHERE route_key NOT IN (SELECT key FROM route)"
    wanted = library.execute(unknown).fetchall()
    votes = {key: _routes_used(library, key, lost) for key, _ in wanted}
    for route in lost:
        best = max(wanted, key=lambda pair: votes[pair[0]][route], default=("", ""))
        if best[0] and (votes[best[0]][route] or len(lost) == len(wanted) == 1):
            wanted.remove(best)
            key, target = best
        else:
            key, target = f"lost-{route}", ""
        source = key.split("-")[0] if target else ""
        values = (route, source, target, key)
        library.execute("INSERT INTO route (id, source, target, key) VALUES (?, ?, ?, ?)", values)
    return len(lost)


def _article(library: sqlite3.Connection, number: int) -> dict[str, object]:
    blocks = _blocks(_one(library, "SELECT blocks FROM article_body WHERE article_id = ?", number))
    address = _one(library, "SELECT key FROM article_address WHERE article_id = ?", number)
    titles = (
        *(block.text for block in blocks if block.kind is BlockKind.HEADING),
        _one(library, "SELECT title FROM article_translation WHERE article_id = ?", number),
        *(block.text for block in blocks),
        _one(library, "SELECT text FROM article_note WHERE article_id = ?", number),
        address,
    )
    title = next((text for text in titles if text.strip()), f"#{number}").strip().splitlines()[0][:_TITLE]
    text = " ".join(block.text for block in blocks)
    row: dict[str, object] = {
        name: 0 if declared in ("INTEGER", "BOOLEAN", "FLOAT") else ""
        for _, name, declared, *_ in library.execute("PRAGMA table_info(article)")
    }
    route = _one(library, "SELECT route_key FROM article_translation WHERE article_id = ?", number)
    url = address if "://" in address else f"https://{address}" if "." in address else ""
    return row | {
        "id": number,
        "title": title,
        "title_sort": title.casefold(),
        "url": url,
        "language": route.split("-")[0] if "-" in route else "",
        "excerpt": next((b.text for b in blocks if b.kind is BlockKind.PARAGRAPH), "")[:280],
        "words": len(text.split()),
        "saved_at": now(),
        "fetched_at": now(),
        "unread": 1,
    }


def _blocks(stored: str) -> tuple[Block, ...]:
    try:
        return loads(Blocks, stored).blocks if stored else ()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _routes_used(library: sqlite3.Connection, key: str, lost: list[int]) -> Counter[int]:
    """By which of the `lost` routes the sentences of a route's articles are translated, with how many."""
    bodies = library.execute(
        "SELECT b.blocks FROM article_body b JOIN article_translation t USING (article_id)"
        f" WHERE t.route_key = ? LIMIT {_SAMPLE}",
        (key,),
    )
    found: Counter[int] = Counter()
    for (stored,) in bodies.fetchall():
        for block in _blocks(stored):
            for sentence in block.sentences:
                hash_of = (sentence_key(sentence.text),)
                used = library.execute(
                    "SELECT route_id FROM sentence_translation WHERE source_key = ?", hash_of
                )
                found.update(row[0] for row in used if row[0] in lost)
    return found


def _one(library: sqlite3.Connection, statement: str, number: int) -> str:
    row = library.execute(statement, (number,)).fetchone()
    return str(row[0]) if row else ""
