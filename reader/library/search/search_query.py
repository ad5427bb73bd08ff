"""What the reader types into the search box, understood; nothing typed is ever an error.

    eau potable          both words, the last one as far as it is typed
    "eau potable"        exactly these words, one after the other; also « » and “ ”
    eau OR pluie                one of them; binds closer than what stands beside it
    -sport -"ligue 1" -tag:lu   nothing of this
    tag:maroc author:"salma idrissi" title:barrage lang:ar
    source:lebrief site:lebrief.ma   a site by its name or its address
    before:2026-03 after:2025   by day of publication; `after` includes its day, `before` does not
    is:unread is:favourite is:archived is:translated
    time:<10 time:>5 time:5-10  minutes of reading

What is no filter is words, and so is an `OR` with nothing before it; one with nothing after it, as
while one types, says nothing. A filter without a value or with one that means nothing is left out and
named in `Query.ignored`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reader.core.search import NAMES, STATES, Query, Term
from reader.library.search_index import (
    FIELD_MARK,
    language_word,
    source_words,
    tag_word,
    translated_word,
)
from reader.library.search_text import word_texts

MOST_LETTERS = 2_000
MOST_TERMS = 32
_OPENING = '"«“„'
_CLOSING = '"»”“'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)-(?=[^\s-]))?(?:(?P<name>[A-Za-z]{{2,10}}):)?(?:[{_OPENING}](?P<quoted>[^{_CLOSING}]*)(?P<closed>[{_CLOSING}]?)|(?P<plain>\S+))"
)
_NAMED = re.compile(r"(?:(?<!\S)-)?[A-Za-z]{2,10}:(?=\s|$)")
_OR = "OR"
_SCHEME = re.compile(r"^[a-z]+://(?:www\.)?", re.I)
_TIME = re.compile(r"(?P<sign><=|>=|<|>|=)?(?P<first>\d{1,4})(?:[-–](?P<last>\d{1,4}))?(?:min|m)?$")
_APART = re.compile(r"[\s,;:/|()\[\]{}<>،؛]+")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$")
_DIGITS = {ord(d): str(n) for zero in (0x0660, 0x06F0) for n in range(10) for d in [chr(zero + n)]}


@dataclass(slots=True)
class _Draft:
    terms: list[Term] = field(default_factory=list)
    marks: list[tuple[str, ...]] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    minutes: tuple[int, int] = (0, 0)
    ignored: list[str] = field(default_factory=list)
    choices: list[tuple[Query, ...]] = field(default_factory=list)
    excluded: list[Query] = field(default_factory=list)


def parse(text: str, most: int = MOST_TERMS) -> Query:
    """Understand what was typed; only the first `MOST_LETTERS` letters count, and `most` pieces."""
    text = text[:MOST_LETTERS]
    draft = _Draft()
    pieces = list(_PIECE.finditer(_NAMED.sub(lambda m: _lone_name(m[0], draft), text)))[:most]
    unfinished = pieces[-1] if pieces and not pieces[-1]["closed"] and not text[-1:].isspace() else None
    for group in _alternatives(pieces):
        if len(group) == 1 and not group[0]["minus"]:
            _read(group[0], draft, group[0] is unfinished)
            continue
        found = [query for piece in group if not (query := _alone(piece, draft, piece is unfinished)).empty]
        if len(group) > 1 and found:
            draft.choices.append(tuple(found))
        else:
            draft.excluded += (excluded for query in found for excluded in query.excluded)
    return _query(draft, text.strip())


def typed_pieces(text: str) -> list[str]:
    """What was typed, in pieces: words, quotations and filters, each with its minus, and every OR."""
    return [piece[0] for piece in _PIECE.finditer(text[:MOST_LETTERS])]


def _alternatives(pieces: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """The pieces, with those together that `OR` joins."""
    groups: list[list[re.Match[str]]] = []
    joined = False
    for index, piece in enumerate(pieces):
        if piece[0] == _OR and groups:
            joined = index + 1 < len(pieces)
        elif joined:
            groups[-1].append(piece)
            joined = False
        else:
            groups.append([piece])
    return groups


def _read(piece: re.Match[str], draft: _Draft, open_end: bool) -> None:
    """Add one piece to what is asked for; `open_end` while it is being typed."""
    name, quoted = (piece["name"] or "").lower(), piece["quoted"]
    value = piece["plain"] if quoted is None else quoted
    if name in NAMES:
        if not _FILTERS[name](draft, value, open_end):
            draft.ignored.append(piece[0])
    else:
        whole = value if not name else f"{name} {value}"
        _add_words(draft, whole, open_end, phrase=bool(piece["minus"]) or (quoted is not None and not name))


def _alone(piece: re.Match[str], draft: _Draft, open_end: bool) -> Query:
    """One piece as a query of its own; what it means nothing by is named in `draft`."""
    own = _Draft(ignored=draft.ignored)
    _read(piece, own, open_end and not piece["minus"])  # what begins like a word typed by half is not meant
    found = _query(own)
    return Query(excluded=(found,)) if piece["minus"] and not found.empty else found


def _query(draft: _Draft, text: str = "") -> Query:
    return Query(
        text,
        tuple(draft.terms),
        tuple(draft.marks),
        draft.values.get("before", ""),
        draft.values.get("after", ""),
        tuple(dict.fromkeys(draft.states)),
        *draft.minutes,
        tuple(draft.ignored) if text else (),
        tuple(draft.choices),
        tuple(draft.excluded),
    )


def match_expression(query: Query, short: bool = True, columns: str = "") -> str:
    """The expression for the full-text table, made of folded words in quotes only; "" for none.

    What the index cannot decide is left out: what is excluded, and choices that need more than words.

    Args:
        query: what is asked for.
        short: with the short prefix, which is dear; else it is left to the table of word starts.
        columns: the columns that the words must stand in, separated by blanks; "" for any.
    """
    found = [_expression(t.words, t.prefix, t.column or columns) for t in query.terms if short or not t.short]
    choices = (_choice_expression(choice, columns) for choice in query.choices)
    return " AND ".join([*found, *(_expression(mark) for mark in query.marks), *filter(None, choices)])


def _choice_expression(choice: Sequence[Query], columns: str) -> str:
    if any(query.excluded or query.filtered for query in choice):
        return ""
    return f"({' OR '.join(match_expression(query, columns=columns) for query in choice)})"


def _lone_name(name: str, draft: _Draft) -> str:
    if name.strip("-:").lower() not in NAMES:
        return name
    draft.ignored.append(name)
    return " "


def _add_words(draft: _Draft, text: str, open_end: bool, phrase: bool) -> None:
    """Words written together stand together: a quotation, or "aujourd’hui", "2.5", a host name."""
    groups = [text] if phrase else _APART.split(text)
    for index, group in enumerate(groups):
        if found := word_texts(group):
            last = open_end and index == len(groups) - 1 and len(found[-1]) > 1
            draft.terms.append(Term(tuple(found), last))


def _add_tag(draft: _Draft, value: str, _open_end: bool) -> bool:
    if not value.strip():
        return False
    draft.marks.append((tag_word(value.strip()),))
    return True


def _add_author(draft: _Draft, value: str, _open_end: bool) -> bool:
    found = word_texts(value)
    if found:
        draft.terms.append(Term(tuple(found), len(found[-1]) > 1, "author"))
    return bool(found)


def _add_title(draft: _Draft, value: str, open_end: bool) -> bool:
    found = word_texts(value)
    if found:
        draft.terms.append(Term(tuple(found), open_end and len(found[-1]) > 1, "title"))
    return bool(found)


def _add_source(draft: _Draft, value: str, _open_end: bool) -> bool:
    found = source_words(value)
    if found:
        draft.marks.append(tuple(found))
    return bool(found)


def _add_site(draft: _Draft, value: str, open_end: bool) -> bool:
    """A site as its name or as an address from the browser, of which the host counts."""
    address = _SCHEME.sub("", value.strip())
    return _add_source(draft, re.split(r"[/?#]", address)[0].removeprefix("www."), open_end)


def _add_language(draft: _Draft, value: str, _open_end: bool) -> bool:
    code = value.strip()
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{1,8})?", code):
        return False
    draft.marks.append((language_word(code),))
    return True


def _add_state(draft: _Draft, value: str, _open_end: bool) -> bool:
    state = value.strip().lower()
    state = {"favorite": "favourite", "starred": "favourite", "archive": "archived"}.get(state, state)
    if state == "translated":
        draft.marks.append((translated_word(),))
    elif state in STATES:
        draft.states.append(state)
    return state in STATES


def _add_time(draft: _Draft, value: str, _open_end: bool) -> bool:
    found = _TIME.match(value.strip().translate(_DIGITS))
    if found is None:
        return False
    first, last = int(found["first"]), int(found["last"] or 0)
    least, most = {
        "<": (0, first - 1), "<=": (0, first), ">": (first + 1, 0), ">=": (first, 0), "=": (first, first)
    }.get(found["sign"] or "", (first, last) if last else (0, first))  # fmt: skip
    draft.minutes = (least, max(most, -1)) if most or least else (0, -1)
    return True


def _add_day(name: str, draft: _Draft, value: str) -> bool:
    found = _DATE.match(value.strip().translate(_DIGITS))
    if found is None:
        return False
    try:
        day = datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    draft.values[name] = day.isoformat()
    return True


_FILTERS: dict[str, Callable[[_Draft, str, bool], bool]] = {
    "tag": _add_tag,
    "author": _add_author,
    "title": _add_title,
    "source": _add_source,
    "site": _add_site,
    "lang": _add_language,
    "is": _add_state,
    "time": _add_time,
    "before": lambda draft, value, _open_end: _add_day("before", draft, value),
    "after": lambda draft, value, _open_end: _add_day("after", draft, value),
}


def _expression(words: tuple[str, ...], prefix: bool = False, columns: str = "") -> str:
    """A phrase in FTS5's grammar; folded words hold letters, digits and our marks only, so no quotes."""
    assert not any('"' in word for word in words), FIELD_MARK
    return f'{"{" + columns + "} : " if columns else ""}"{" ".join(words)}"{" *" if prefix else ""}'
