"""When a post was written, as its page shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.saving.metadata.dates import read_date
from reader.saving.page.elements import Element, collapse, names_of, tag_of, text_of

_DATE = re.compile(
    r"\b(?:date|time|post ?date|time ?stamp|posted|date ?stamp|relative ?time|date ?time|datum|fecha|age)\b"
)
_RELATIVE = re.compile(
    r"\b(?:ago|just now|yesterday|today|hier|il y a|vor|hace|fa|geleden|منذ|sedan|siden)\b", re.I
)
_NO_DATE = re.compile(
    r"^\W*(?:joined|founded|registered|member since|location|inscri\w+|membre depuis|mitglied seit|"
    r"registriert|beigetreten|miembro desde|registrado|iscritto|lid sinds|dołączył\w*|"
    r"last (?:edit|active|seen)\w*)",
    re.I,
)
_POSTED = re.compile(
    r"^\W*(?:post(?:ed)?|(?:reply|antwort|réponse|respuesta|risposta|resposta) #?\d+|publié|posté|"
    r"geschrieben|publicado|написано|date)?\s*(?:by|on|le|am|el|at)?\W+",
    re.I,
)
_SUBJECT = re.compile(
    r"\s+(?:(?:post|message) )?(?:subject|sujet|titre|betreff|asunto|oggetto|assunto)\s*:.*$", re.I
)
_MARKED = frozenset(("datePublished", "dateCreated", "commentTime"))
_OTHER_TIMES = frozenset(("edit", "edited", "editor", "modified", "joined", "seen", "active", "last"))
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST_DATE = 60
_LONGEST_SHOWN = 30  # characters of a date that a reader wants to see beside each name
_LONGEST_AGE = 20  # characters of “3 hours ago”


def date_among(outside: Sequence[Element]) -> str:
    """When a post was written, out of its elements that are not of its text; "" where none says so."""
    unseen = ""
    for element in outside:
        if (tag_of(element) == "time" or element.get("datetime")) and not _NO_DATE.match(text_of(element)):
            if text_of(element):
                return _told_date(element)
            unseen = unseen or _told_date(element)
    shown = _shown_date(outside)
    if not unseen and not read_date(shown)[0]:
        unseen = _date_in_attribute(outside)
    return shown if shown and (not unseen or read_date(shown)[0] == read_date(unseen)[0]) else unseen


def _shown_date(outside: Sequence[Element]) -> str:
    """The date that an element is named for, or that is all its own text."""
    for element in outside:
        if _DATE.search(" ".join(names_of(element))) and len(text_of(element)) <= _LONGEST_DATE:
            found = "" if _NO_DATE.match(text_of(element)) else _told_date(element)
            if read_date(found)[0] or _RELATIVE.search(found):
                return found
    for element in outside:
        own = collapse("".join((element.text or "", *((child.tail or "") for child in element))))
        own = _SUBJECT.sub("", _POSTED.sub("", own))
        if 6 < len(own) <= _LONGEST_DATE and read_date(own)[0] and not _NO_DATE.match(text_of(element)):
            return own
    return ""


def _date_in_attribute(outside: Sequence[Element]) -> str:
    """The date that a page gives machines, or beside an age such as “3h”, which a script would fill in."""
    for element in outside:
        marked = not _MARKED.isdisjoint((element.get("itemprop") or "").split())
        found = (element.get("content") if marked else "") or element.get("title") or ""
        if not 6 < len(found) <= _LONGEST_DATE or _NO_DATE.match(found) or not read_date(found)[0]:
            continue
        if _OTHER_TIMES.isdisjoint(names_of(element)) and _is_age(text_of(element)):
            return read_date(found)[0] if _ISO.match(found) else found
    return ""


def _is_age(text: str) -> bool:
    """Whether a text may say how long ago something was, as no member's name does; "" may too."""
    return len(text) <= _LONGEST_AGE and (
        not text or re.search(r"\d", text) is not None or _RELATIVE.search(text) is not None
    )


def _told_date(element: Element) -> str:
    """The date as the page shows it; in full where it only says how long ago that was."""
    shown = text_of(element)
    if not read_date(shown)[0]:  # the date in full and for small screens, side by side
        shown = next((text for text in map(text_of, element) if read_date(text)[0]), shown)
    if not read_date(shown)[0] and (full := _date_in_full(element)):
        return read_date(full)[0] if _ISO.match(full) or len(full) > _LONGEST_SHOWN else full
    return shown if len(shown) <= _LONGEST_DATE else read_date(shown)[0]


def _date_in_full(element: Element) -> str:
    """The date of what shows an age: what appears when the pointer rests on it, what machines read."""
    names = ("title", "datetime", *(name for name in element.attrib if name.startswith("data-")))
    told = (element.get(name) or "" for name in names)
    return next((v for v in told if 6 < len(v) <= _LONGEST_DATE and read_date(v)[0]), "")
