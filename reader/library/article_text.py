"""The raw texts of articles sentence by sentence: what is indexed, and what snippets are cut from.

Read straight from the stored JSON, without building documents: a page of results reads ten articles
in several languages between two keystrokes. A damaged text yields nothing here; doctor finds it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlmodel import Session

from reader.core.sentence_key import sentence_key

TITLE, CAPTION = "title", "caption"
"""Block ids of the title and the lead picture's caption, as in a translation."""

_LEFT_OUT = frozenset({"related", "embed"})

_ARTICLE = """
SELECT a.id, a.title, a.author, a.site, a.url, a.language, b.blocks, b.extras,
       (SELECT json_group_array(t.name) FROM article_tag JOIN tag t ON t.id = tag_id WHERE article_id = a.id),
       (SELECT json_group_array(json_array(target, route_key, route, title, complete))
          FROM article_translation WHERE article_id = a.id),
       (SELECT text FROM article_note WHERE article_id = a.id),
       (SELECT json_group_array(json_array(block, sentence, note)) FROM (
          SELECT block, sentence, note FROM annotation WHERE article_id = a.id AND note <> '' ORDER BY id))
FROM article a LEFT JOIN article_body b ON b.article_id = a.id WHERE a.id IN (SELECT value FROM json_each(?))
"""

_SENTENCES = """
SELECT s.source_key, s.target FROM json_each(?) k
JOIN sentence_translation s ON s.source_key = k.value JOIN route r ON r.id = s.route_id
WHERE r.source = ? AND r.target = ? AND (r.key = ? OR s.state = 'corrected')
ORDER BY s.state = 'corrected', s.created_at, s.id
"""


class Passage(NamedTuple):
    """One sentence and where it stands; in a translation, block and number are the original's."""

    block: str
    sentence: int
    text: str


@dataclass(slots=True)
class ArticleText:
    """Everything of one article that can be found by its words."""

    title: str
    author: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    original: list[Passage] = field(default_factory=list)
    translations: dict[str, list[Passage]] = field(default_factory=dict)
    complete: tuple[str, ...] = ()
    notes: list[Passage] = field(default_factory=list)
    tags: tuple[str, ...] = ()


def read_text(session: Session, article_id: int) -> ArticleText | None:
    """The texts of an article; `None` when there is no such article."""
    return read_texts(session, [article_id]).get(article_id)


def read_texts(session: Session, ids: Sequence[int]) -> dict[int, ArticleText]:
    """The texts of articles by their numbers; those that are gone are left out."""
    rows = session.connection().exec_driver_sql(_ARTICLE, (json.dumps(list(ids)),)).all()
    return {row[0]: _text(session, row[1:]) for row in rows}


def _text(session: Session, row: Sequence[Any]) -> ArticleText:
    title, author, site, url, language, blocks, extras, tags, translations, note, notes = row
    found = ArticleText(title, author, site, url, language, tags=tuple(json.loads(tags)))
    found.original = _original(blocks, extras)
    known = json.loads(translations)
    found.complete = tuple(sorted(target for target, *_, complete in known if complete))
    keys = [sentence_key(passage.text) for passage in found.original] if known else []
    for target, route_key, route, translated_title, _ in known:
        passages = [Passage(TITLE, 0, translated_title)] if translated_title else []
        pair = (_source_of(route) or language, target, route_key)
        passages += _translated(session, found.original, keys, pair)
        found.translations[target] = passages
    found.notes = [Passage("", 0, note)] if note else []
    found.notes += [Passage(*mark) for mark in json.loads(notes)]
    return found


def _original(blocks: str | None, extras: str | None) -> list[Passage]:
    try:
        lead = (json.loads(extras or "{}").get("lead") or {}).get("caption", "")
        found = [Passage(CAPTION, 0, lead)] if lead else []
        for block in json.loads(blocks or "{}").get("blocks", ()):
            if block["kind"] not in _LEFT_OUT:
                found += (Passage(block["id"], n, text) for n, text in enumerate(_sentences(block)))
        return found
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _sentences(block: dict[str, Any]) -> Iterable[str]:
    cut: Sequence[dict[str, Any]] = block.get("sentences") or block.get("parts", ())
    return (piece["text"] for piece in cut)


def _translated(
    session: Session, original: Sequence[Passage], keys: Sequence[str], pair: tuple[str, str, str]
) -> list[Passage]:
    """The stored translations of passages, by their keys; `pair` is source, target and route."""
    values = (json.dumps(list(dict.fromkeys(keys))), *pair)
    known: dict[str, str] = dict(
        (row[0], row[1]) for row in session.connection().exec_driver_sql(_SENTENCES, values)
    )
    return [
        Passage(p.block, p.sentence, known[key])
        for p, key in zip(original, keys, strict=True)
        if key in known
    ]


def _source_of(route: str) -> str:
    try:
        return str(json.loads(route)["hops"][0]["source"])
    except (ValueError, TypeError, KeyError, IndexError):
        return ""
