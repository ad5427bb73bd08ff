"""The values of changes, checked before anything of them is stored: the store is trusted with nothing."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from reader.core.edits import Edits
from reader.core.feeds import ACTIONS
from reader.core.marks import Colour
from reader.core.model import Document, HealthReport, ReadingPosition, Route
from reader.core.origin import UNVOUCHED, unvouched
from reader.core.replication.changes import Change
from reader.core.serialize import from_plain, read_json
from reader.library.articles.repairs import LeftOutBlocks
from reader.library.clock import is_moment
from reader.library.replication.note_versions import version_of
from reader.library.replication.reading import DEFAULTS, MARK_COLUMNS
from reader.library.replication.states import (
    ARTICLE,
    CORRECTION,
    FEED,
    GONE,
    MARK,
    MARK_NOTE,
    NOTE,
    OPTION,
    PAIR,
    RULE,
    SAME,
    SEARCH,
    SEEN,
    TAG,
    TERM,
)
from reader.library.transfer.record_check import is_digest, is_of_kind
from reader.library.transfer.record_fields import PARTS, SENTENCE, SENTENCE_DETAIL

_WEB = ("http://", "https://")
_LONGEST_KEY = 9000
_LARGEST = 1 << 31
_EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_NUMBERS = ("sentence", "last_sentence", "start", "end")
_LONGEST_TEXT = 4000
_FIELDS = {
    TERM: ("term",),
    SEARCH: ("search",),
    CORRECTION: ("correction",),
    PAIR: ("pair",),
    FEED: ("feed", "name"),
    RULE: ("rule", "paused", "place"),
    SEEN: ("seen",),
    OPTION: ("value",),
}
"""The fields of what is no article."""


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A text as another computer fetched it, with what came with its page; nobody vouches for its origin."""

    document: Document
    words: int
    fetched_at: str
    source: tuple[str, str, str] | None
    origin: tuple[str, str, str]
    waiting: bool


def is_understood(uid: str, name: str) -> bool:
    """Whether this version knows what a change is about; a later one may know more."""
    if not uid.startswith(ARTICLE):
        return name in _FIELDS.get(uid[:2], ())
    plain = ("text", "pictures", "addresses", "edits", "saved", "position", NOTE, GONE, *DEFAULTS)
    return name in plain or name.startswith((TAG, MARK, MARK_NOTE, SAME, "translation:"))


def checked_value(name: str, value: Any) -> IncomingText | None:
    """Make sure that a value can be stored as what its field says; gives what a text was read as.

    Raises:
        ValueError: it cannot.
    """
    if value is None:
        return None
    json.dumps(value, ensure_ascii=False).encode()  # half a character is a ValueError
    if name == "text":
        return text_of(value)
    if name in DEFAULTS:
        _demand(type(value) is type(DEFAULTS[name]))
    elif name.startswith(TAG):
        _demand(isinstance(value, str) and bool(value.strip()) and len(value) < 1000)
    elif name == NOTE or name.startswith(MARK_NOTE):
        version_of(0, "", value, {})
    elif name.startswith(MARK):
        _check_mark(value)
    elif name.startswith("translation:"):
        _check_translation(name.partition(":")[2], value)
    elif name in _CHECKS:
        _CHECKS[name](value)
    return None


def latest_stamp(change: Change) -> int:
    """The latest time that a change speaks of, as a stamp: its own, and those at which a feed moved."""
    told = change.value if change.field == "feed" and isinstance(change.value, dict) else {}
    moved = told.get("moved")
    moments = (told.get("added_at"), *(moved.values() if isinstance(moved, dict) else ()))
    stamps = (_stamp_of(text) for text in moments if isinstance(text, str) and is_moment(text))
    return max((change.stamp, *change.seen.values(), *stamps))


def _stamp_of(moment: str) -> int:
    return (datetime.datetime.fromisoformat(moment) - _EPOCH) // _MICROSECOND


def text_of(value: Any) -> IncomingText:
    """The text that a value says.

    Raises:
        ValueError: it says none.
    """
    _demand(isinstance(value, dict) and isinstance(value.get("document"), dict))
    document = _built(Document, value["document"])
    _demand(document.url.startswith(_WEB) or not document.url)
    words, fetched_at = value.get("words", 0), value.get("fetched_at", "")
    _demand(type(words) is int and 0 <= words < 1 << 40 and isinstance(fetched_at, str))
    source, origin = (_three(value.get(name)) for name in ("source", "origin"))
    if source is not None and source[2]:
        _built(LeftOutBlocks, read_json(source[2]))
    for picture in (document.lead, document.avatar, *(block.picture for block in document.blocks)):
        _demand(picture is None or not picture.digest or is_digest(picture.digest))
        _demand(picture is None or (0 <= picture.width < _LARGEST and 0 <= picture.height < _LARGEST))
    origin = unvouched(*origin[:2]) if origin is not None else UNVOUCHED
    return IncomingText(document, words, fetched_at, source, origin, value.get("waiting") is True)


def edits_of(value: Any) -> Edits:
    """The reader's repairs that a value says.

    Raises:
        ValueError: it says none.
    """
    found: Edits = _built(Edits, value)
    return found


def _built(kind: Any, data: Any) -> Any:
    try:
        found = from_plain(kind, data)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"no {kind.__name__}") from error
    _demand(is_of_kind(found, kind))
    return found


def _three(value: Any) -> tuple[str, str, str] | None:
    if value is None:
        return None
    _demand(isinstance(value, list) and len(value) == 3 and all(isinstance(part, str) for part in value))
    return (value[0], value[1], value[2])


def _check_pictures(value: Any) -> None:
    _demand(isinstance(value, dict))
    for src, row in value.items():
        _demand(src.startswith(_WEB) and isinstance(row, list) and len(row) == 3)
        _demand(isinstance(row[0], str) and is_digest(row[0]))
        _demand(all(type(size) is int and 0 <= size < _LARGEST for size in row[1:]))


def _check_addresses(value: Any) -> None:
    _demand(isinstance(value, list) and len(value) < 1000)
    _demand(all(isinstance(key, str) and 0 < len(key) < _LONGEST_KEY for key in value))


def _check_saved(value: Any) -> None:
    _demand(isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value))
    _demand(not value[1] or value[1].startswith(_WEB))


def _check_position(value: Any) -> None:
    _demand(isinstance(value, dict) and isinstance(value.get("position"), str))
    progress = value.get("progress")
    _demand(type(progress) in (int, float) and 0 <= progress <= 1)
    if value["position"]:
        _built(ReadingPosition, read_json(value["position"]))


def _check_mark(value: Any) -> None:
    _demand(isinstance(value, dict) and value.keys() == set(MARK_COLUMNS))
    for name, part in value.items():
        _demand(type(part) is (int if name in _NUMBERS else str))
    _demand(all(0 <= value[name] < _LARGEST for name in _NUMBERS) and value["colour"] in set(Colour))


def _check_translation(target: str, value: Any) -> None:
    _demand(isinstance(value, dict))
    status = PARTS["translations"].taken(value.get("status"))
    _demand(status["target"] == target)
    _built(Route, read_json(status["route"]))
    if value.get("check") is not None:
        check = PARTS["translation_checks"].taken(value["check"])
        _demand(check["target"] == target)
        _built(HealthReport, read_json(check["report"]))


def _check_texts(*names: str) -> Any:
    def check(value: Any) -> None:
        _demand(isinstance(value, dict) and all(isinstance(value.get(name), str) for name in names))

    return check


def _check_search(value: Any) -> None:
    _check_texts("name", "query", "created_at")(value)
    _demand(type(value.get("place")) is int and abs(value["place"]) < _LARGEST and bool(value["query"]))


def _check_pair(value: Any) -> None:
    _check_texts("from", "to", "packages")(value)
    SENTENCE.taken(value.get("pair"))
    if value["pair"].get("detail") is not None:
        SENTENCE_DETAIL.taken(value["pair"]["detail"])


def _is_short(*texts: Any) -> bool:
    return all(isinstance(text, str) and len(text) <= _LONGEST_TEXT for text in texts)


def _check_feed(value: Any) -> None:
    """A feed as it is stored; whether its address is one to be asked for is the caller's to check."""
    _demand(isinstance(value, dict) and type(value.get("secret")) is bool)
    url, site, former = value.get("url"), value.get("site"), value.get("former")
    _demand(_is_short(url, site, value.get("title")))
    for moment in (value.get("added_at"), value.get("made_at", "")):
        _demand(_is_short(moment) and (not moment or is_moment(moment)))
    _demand(url.startswith(_WEB) and (not site or site.startswith(_WEB)))
    _demand(isinstance(former, list) and len(former) <= 20 and _is_short(*former))
    moved = value.get("moved", {})
    _demand(isinstance(moved, dict) and len(moved) <= 20 and _is_short(*moved, *moved.values()))
    _demand(all(map(is_moment, moved.values())))


def _check_rule(value: Any) -> None:
    """A rule as it is stored; whether it means something is the caller's to check."""
    _demand(isinstance(value, dict) and value.get("action") in ACTIONS)
    _demand(_is_short(value.get("feed"), value.get("query"), value.get("argument")))
    limit = value.get("daily_limit")
    _demand(type(limit) is int and 0 <= limit < _LARGEST)


def _check_seen(value: Any) -> None:
    _demand(isinstance(value, dict))
    for moment in (value.get("read"), value.get("opened")):
        _demand(_is_short(moment) and (not moment or _is_time(moment)))


def _is_time(moment: str) -> bool:
    """Whether a text is a time as the library stores it; of another form it would not be in order."""
    return datetime.datetime.fromisoformat(moment).isoformat(timespec="seconds") == moment


def _check_is(*kinds: type) -> Any:
    def check(value: Any) -> None:
        found = value.get("is") if isinstance(value, dict) else None
        _demand(type(found) in kinds)
        _demand(not isinstance(found, str) or len(found) <= 100 * _LONGEST_TEXT)
        _demand(not isinstance(found, int) or abs(found) < _LARGEST)

    return check


def _check_name(value: Any) -> None:
    _demand(isinstance(value, dict) and _is_short(value.get("title")) and bool(value["title"]))


def _check_gone(value: Any) -> None:
    _demand(value is None)


def _demand(holds: bool) -> None:
    if not holds:
        raise ValueError("not such a value")


_CHECKS: dict[str, Any] = {
    "pictures": _check_pictures,
    "addresses": _check_addresses,
    "edits": edits_of,
    "saved": _check_saved,
    "position": _check_position,
    "term": _check_texts("translation", "created_at"),
    "search": _check_search,
    "correction": _check_pair,
    "pair": _check_pair,
    "feed": _check_feed,
    "name": _check_name,
    "rule": _check_rule,
    "paused": _check_is(bool),
    "place": _check_is(int),
    "seen": _check_seen,
    "value": _check_is(bool, int, float, str),
    GONE: _check_gone,
}
