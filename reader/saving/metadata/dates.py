"""When an article was published: from what the page declares, else from what it shows."""

from __future__ import annotations

import itertools
import re
from datetime import date

from reader.saving.language_data import any_of, numbered, phrases
from reader.saving.metadata.structured_data import Structured, microdata, plain, visible_texts
from reader.saving.name_sets import name_set
from reader.saving.page.elements import Element, ancestors, collapse, names_of, text_of

_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "article:published",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "article.published",
    "date",
)
_ISO = re.compile(
    r"\b((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
    r"(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_MONTHS = numbered("date", "months")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NAMED_DAY = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|"
    r"\.)?[\s-]+(?:de\s+)?(?:[^\W\d_]{2,12}\s*/\s*)?([^\W\d_]{2,12})\.?[,،]?[\s-]+(?:de\s+)?"
    r"((?:19|20)\d\d)\b"
)
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})\b")
_TWO_WORDS = re.compile(r"(كانون|تشرين)\s+(ال[أا]ول|الثان[يى])")
_LEVANTINE = {"كانونا": "ديسمبر", "كانونث": "يناير", "تشرينا": "أكتوبر", "تشرينث": "نوفمبر"}
"""The months of the Levant whose names are two words, by the first and what the second begins with."""
_NAMED_MONTH = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
_PUBLISHED = re.compile(rf"^\W*(?:{any_of(phrases('date', 'published'))})\b", re.I)
_UPDATED = re.compile(rf"^\W*(?:{any_of(phrases('date', 'updated'))})\b", re.I)
_AROUND_TITLE = (20, 60)  # elements before the headline and after it that may hold its date
_MOST_ELEMENTS = 20_000
_LONGEST_LINE = 120
_DATE_NAMES = name_set("""date published pubdate publication dateline datetime byline posted""")
_NUMBERS = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")


def published_of(tree: Element, structured: Structured) -> tuple[str, str]:
    """The day (`YYYY-MM-DD`) and, where the page says it, the moment with its zone; empty when not known."""
    for value in _declared(tree, structured):
        day, moment = read_date(value)
        if day:
            return _local(tree, day, moment), moment
    shown = _shown(tree)
    if shown:
        return shown, ""
    return _guessed(tree), ""


def read_date(text: str) -> tuple[str, str]:
    """Day and moment in a text: ISO 8601, or with a month's name in six languages, or `12/01/2026`."""
    text = collapse(text).translate(_DIGITS)[:200]
    found = _ISO.search(text)
    if found:
        day = "-".join(found.groups()[:3])
        time, zone = found.group(4), (found.group(5) or "")
        zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
        return day, f"{day}T{time}{zone}" if time else ""
    first_year = _YEAR_FIRST.search(text)
    if first_year and 1 <= int(first_year[3]) <= 12 and 1 <= int(first_year[4]) <= 31:
        return f"{first_year[1]}-{int(first_year[3]):02d}-{int(first_year[4]):02d}", ""
    text = _TWO_WORDS.sub(lambda m: _LEVANTINE[m[1] + ("ث" if "ث" in m[2] else "ا")], text)
    for match in _NAMED_DAY.finditer(text):
        month = _MONTHS.get(match.group(2).lower())
        if month and 1 <= int(match.group(1)) <= 31:
            return f"{match.group(3)}-{month:02d}-{int(match.group(1)):02d}", ""
    for match in _NAMED_MONTH.finditer(text):
        month = _MONTHS.get(match.group(1).lower())
        if month and 1 <= int(match.group(2)) <= 31:
            return f"{match.group(3)}-{month:02d}-{int(match.group(2)):02d}", ""
    numbers = _NUMBERS.search(text)
    if numbers:
        first, second = int(numbers.group(1)), int(numbers.group(2))
        day_number, month = (second, first) if second > 12 else (first, second)
        if 1 <= day_number <= 31 and 1 <= month <= 12:
            return f"{numbers.group(3)}-{month:02d}-{day_number:02d}", ""
    return "", ""


def _declared(tree: Element, structured: Structured) -> list[str]:
    found = [plain(structured.article.get("datePublished"))]
    found.extend(structured.first(name) for name in _META)
    found.extend(visible_texts(microdata(tree, "datePublished"))[:1])
    found.append(plain(structured.article.get("dateCreated")))
    return [f for f in found if f]


def _local(tree: Element, day: str, moment: str) -> str:
    """The day as the page shows it beside the headline, where the moment in UTC is past its midnight."""
    zoned = re.search(r"T(\d\d):\d\d(?::\d\d)?(?:Z|[+-]00:00)$", moment)
    shown = _beside_title(tree) if zoned is not None else ""
    if zoned is None or not shown:
        return day
    try:
        apart = (date.fromisoformat(shown) - date.fromisoformat(day)).days
    except ValueError:
        return day
    return shown if apart == -1 and int(zoned[1]) < 12 else day


def _shown(tree: Element) -> str:
    """The date that says it is the day of publication, else the one near the headline, else a named one."""
    said = _said(tree, _PUBLISHED) or _beside_title(tree)
    if said:
        return said
    for element in tree.iter("time"):
        day, _ = read_date(element.get("datetime") or text_of(element))
        if day and not _elsewhere(element):
            return day
    for element in tree.iter("span", "p", "div", "abbr"):
        if _DATE_NAMES.intersection(names_of(element)):
            text = text_of(element)
            day, _ = read_date(text) if len(text) < 200 else ("", "")
            if day and not _elsewhere(element):
                return day
    return _said(tree, _UPDATED)


def _said(tree: Element, mark: re.Pattern[str]) -> str:
    """The date of the first short line that begins with one of the phrases of `mark`."""
    for element in itertools.islice(tree.find("body").iter(), _MOST_ELEMENTS):
        own = element.text if isinstance(element.tag, str) else None
        if not own or own.isspace() or not mark.match(own) or _elsewhere(element):
            continue
        for line in (own, text_of(element), text_of(element.getparent())):
            day, _ = read_date(line) if len(line) < _LONGEST_LINE else ("", "")
            if day:
                return day
    return ""


def _elsewhere(element: Element) -> bool:
    """Whether an element stands in a list of other articles, or in the page's frame."""
    for above in ancestors(element):
        if above.tag in ("article", "main"):
            return False
        if above.tag in ("aside", "nav", "footer"):
            return True
    return False


def _beside_title(tree: Element) -> str:
    """The first date among the short texts that follow the headline, else the last of those before it."""
    elements = [
        e for e in itertools.islice(tree.find("body").iter(), _MOST_ELEMENTS) if isinstance(e.tag, str)
    ]
    tags = {e.tag for e in elements}
    headline = next((tag for tag in ("h1", "h2") if tag in tags), "h3")
    places = [i for i, e in enumerate(elements) if e.tag == headline]
    before, after = _AROUND_TITLE
    for place in places:
        for element in elements[place + 1 : place + 1 + after]:
            day = "" if element.tag == headline else _own_day(element)
            if day:
                return day
    for place in places[:1]:
        days = [_own_day(e) for e in elements[max(0, place - before) : place] if not _elsewhere(e)]
        return next((day for day in reversed(days) if day), "")
    return ""


def _own_day(element: Element) -> str:
    """The day in an element's own short text; a day of a change is none."""
    own = element.get("datetime") or element.text or ""
    own = "" if own.isspace() else collapse(own)
    if not 7 < len(own) < 80 or not any(c.isdigit() for c in own) or _UPDATED.match(own):
        return ""
    return read_date(own)[0]


def _guessed(tree: Element) -> str:
    import copy

    from htmldate import find_date

    try:
        return find_date(copy.deepcopy(tree), original_date=True, extensive_search=True, url=None) or ""
    except (ValueError, TypeError, AttributeError, OverflowError):
        return ""
