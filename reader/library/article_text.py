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
SELECT a.title, a.author, a.site, a.url, a.language, b.blocks, b.extras,
       (SELECT json_group_array(t.name) FROM article_tag JOIN tag t ON t.id = tag_id WHERE article_id = a.id),
       (SELECT json_group_array(json_array(target, route_key, route, title, complete))
          FROM article_translation WHERE article_id = a.id),
       (SELECT text FROM article_note WHERE article_id = a.id),
       (SELECT json_group_array(json_array(block, sentence, note)) FROM (
          SELECT block, sentence, note FROM annotation WHERE article_id = a.id AND note <> '' ORDER BY id))
FROM article a LEFT JOIN article_body b ON b.article_id = a.id WHERE a.id = ?
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
    row = session.connection().exec_driver_sql(_ARTICLE, (article_id,)).first()
    if row is None:
        return None
    title, author, site, url, language, blocks, extras, tags, translations, note, notes = row
    found = ArticleText(title, author, site, url, language, tags=tuple(json.loads(tags)))
    found.original = _original(blocks, extras)
    known = json.loads(translations)
    found.complete = tuple(sorted(target for target, *_, complete in known if complete))
    for target, route_key, route, translated_title, _ in known:
        passages = [Passage(TITLE, 0, translated_title)] if translated_title else []
        source = _source_of(route) or language
        passages += _translated(session, found.original, source, target, route_key)
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
    session: Session, original: Sequence[Passage], source: str, target: str, route_key: str
) -> list[Passage]:
    keys = [sentence_key(passage.text) for passage in original]
    values = (json.dumps(list(dict.fromkeys(keys))), source, target, route_key)
    known: dict[str, str] = dict(
        (row[0], row[1]) for row in session.connection().exec_driver_sql(_SENTENCES, values)
    )
    return [p._replace(text=known[key]) for p, key in zip(original, keys, strict=True) if key in known]


def _source_of(route: str) -> str:
    try:
        return str(json.loads(route)["hops"][0]["source"])
    except (ValueError, TypeError, KeyError, IndexError):
        return ""
