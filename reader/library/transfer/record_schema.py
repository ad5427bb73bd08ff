"""The JSON Schema of an exported record, made of the same fields that are written and read."""

from __future__ import annotations

from typing import Any

from reader.library.transfer.record_fields import (
    ARTICLE,
    FEED,
    FEED_ENTRY,
    FEED_PIECE,
    FEED_RULE,
    GLOSSARY,
    PARTS,
    PENDING,
    PENDING_PARTS,
    SAVED_SEARCH,
    SENTENCE,
    SENTENCE_DETAIL,
    TEXT,
    RecordField,
    RecordPart,
)

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_TEXT = {"type": "string"}
_MEANINGS = {
    "article": 'A line of articles.jsonl. Times are ISO 8601 in UTC, "" for never. `text.blocks` is the '
    "text as shown, block by block with its sentences; their translations are the lines of sentences.jsonl "
    "with the same `source` and the `packages` that `translations` name as `route_key`. A picture's file is "
    "pictures/AB/DIGEST.*, where AB are the first two digits of its SHA-256, `digest`. "
    "`tagged_at` says since when it has some of its `tags`.",
    "sentence": "A line of sentences.jsonl: a sentence, its translation, and what made it.",
    "term": 'A line of glossary.jsonl: how a name is translated; "" for it stays as it is.',
    "saved_search": "A line of saved-searches.jsonl.",
    "pending": "A line of pending.jsonl: a link that is kept to be saved.",
    "feed": "A line of feeds.jsonl: a source that is followed. `key` names it in the other files; `faded` "
    "are pieces that are gone here and not new again. Passwords are not in the export.",
    "feed_rule": "A line of feed-rules.jsonl: what is done with new pieces of the feed that `feed` names, "
    '"" for all.',
    "feed_piece": "A line of feed-pieces.jsonl. `article` is one of the `addresses` of the article that it "
    'became, "" for none; `html` its text where the feed has it; `entries` say in which feeds it stands. A '
    "`key` that begins with `feed:` is one of `own_feed` alone.",
}


def record_schema(version: int) -> dict[str, Any]:
    """The schema of every kind of record, each a definition of its own.

    Args:
        version: of the form of the export.
    """
    article = _object(ARTICLE)
    article["properties"]["text"] = _object(TEXT)
    article["properties"]["tags"] = {"type": "array", "items": _TEXT}
    article["properties"]["tagged_at"] = {"type": "object", "additionalProperties": _TEXT}
    for name, part in PARTS.items():
        article["properties"][name] = (
            {"type": "array", "items": _object(part)} if part.many else _object(part)
        )
    sentence = _object(SENTENCE, ("source_language", "target_language", "packages"))
    sentence["properties"]["detail"] = _object(SENTENCE_DETAIL)
    pending = _object(PENDING)
    pending["properties"] |= {name: _object(part) for name, part in PENDING_PARTS.items()}
    kinds = {
        "article": article,
        "sentence": sentence,
        "term": _object(GLOSSARY),
        "saved_search": _object(SAVED_SEARCH),
        "pending": pending,
        **_feed_kinds(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Export of a Liseuse library, version {version}",
        "description": "A folder with a JSON object on each line of its .jsonl files. library.json is "
        "written last and counts them; settings.json holds the options that were chosen; memory.tmx says "
        "again, for translation programs, what sentences.jsonl says. Later versions may add fields.",
        "$defs": {name: {"description": _MEANINGS[name], **kind} for name, kind in kinds.items()},
    }


def _feed_kinds() -> dict[str, Any]:
    feed = _object(FEED, ("language",))
    feed["properties"]["faded"] = {"type": "array", "items": _object(FEED_ENTRY)}
    piece = _object(FEED_PIECE, ("article", "html"))
    piece["properties"] |= {
        "own_feed": _TEXT,
        "entries": {"type": "array", "items": _object(FEED_ENTRY, ("feed",))},
    }
    return {"feed": feed, "feed_rule": _object(FEED_RULE, ("feed",)), "feed_piece": piece}


def _object(part: RecordPart, further: tuple[str, ...] = ()) -> dict[str, Any]:
    properties = {name: dict(_TEXT) for name in further} | {f.name: _type(f) for f in part.fields}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _type(field: RecordField) -> dict[str, Any]:
    return {"type": ["object", "array", "string"] if field.json else _TYPES[field.kind]}
