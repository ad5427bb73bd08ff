"""Numbers, dates and percentages of a sentence, compared with those of its translation."""

from __future__ import annotations

import re

from reader.translation.quality.language_facts import MONTHS, NUMBER_WORDS, PERCENT

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c \u00a0\u202f']\d{3}(?!\d))*(?:[.,\u066b]\d+)?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@]\w+")
_HOUR = re.compile(r"(\d{1,2})\s?(?:h|heures?)\b\s?(\d{2})?|(\d{1,2}):(\d{2})", re.IGNORECASE)
_DECADE = re.compile(r"\bannées (\d0)\b")
_ROMAN = re.compile(r"\b([IVXLC]{1,6})(?:e|er|ème|ᵉ)?\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def changed_figures(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """What of the source's numbers, months and percentages the target lacks, and numbers that are new in it.

    A number may be written out, grouped otherwise, or be an hour of a twelve-hour clock.
    """
    plain, other = _plain(source), _plain(target)
    given, found = numbers(plain), numbers(other)
    rest = list(found)
    lost = []
    for number in given:
        if number in rest:
            rest.remove(number)
        else:
            lost.append(number)
    lost = [n for n in lost if not _otherwise(n, rest, plain, other, languages[1])]
    new = [n for n in rest if n not in {f"19{decade}" for decade in _DECADE.findall(plain)}]
    new = [n for n in new if not _written_out(n, plain, languages[0]) and not _roman(n, plain)]
    hours = {str(int(h) % 12 or 12) for h in _hours(plain)}
    new = [n for n in new if n not in hours and n not in given]
    return [*lost, *new, *_months(plain, other, languages), *_percent(plain, other, languages)]


def numbers(text: str) -> list[str]:
    """The numbers of a text in one spelling: no grouping, no zeros at the ends."""
    found = []
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[ \u00a0\u202f']", "", match[0])
        whole = re.sub(r"[.,\u066b\u066c]", "", digits)
        found.append(whole.lstrip("0") or "0")
    return found


def _plain(text: str) -> str:
    return _ADDRESS.sub(" ", text.translate(_DIGITS))


def _otherwise(number: str, rest: list[str], source: str, target: str, language: str) -> bool:
    """Whether the number stands in the target otherwise: written out, as an hour, joined or cut apart."""
    if _written_out(number, target, language):
        return True
    for hour in _hours(source):
        if number.lstrip("0") in (hour, hour + "00") and (
            str(int(hour) % 12 or 12) in rest or "noon" in target
        ):
            return True
    if re.search(rf"\bannées {number}\b", source) and f"19{number}" in rest:
        return True
    whole = "".join(rest)
    return len(number) >= 5 and number in whole  # 10.000 here, "10 000" or 10 thousand there


def _hours(text: str) -> list[str]:
    return [(m[1] or m[3]).lstrip("0") or "0" for m in _HOUR.finditer(text)]


def _written_out(number: str, text: str, language: str) -> bool:
    if len(number) > 4:
        return False
    low = text.lower()
    ways = NUMBER_WORDS.get(language, {}).get(int(number), ())
    if language == "ar":
        return any(way in low for way in ways)
    return any(re.search(rf"(?<!\w){re.escape(way)}", low) for way in ways)


def _roman(number: str, text: str) -> bool:
    return any(str(_value(m[1])) == number for m in _ROMAN.finditer(text))


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _months(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """Months beside a number in the source whose name the target lacks."""
    here, there = MONTHS.get(languages[0]), MONTHS.get(languages[1])
    if here is None or there is None:
        return []
    low, other, lost = source.lower(), target.lower(), []
    for index, names in enumerate(here):
        ways = "|".join(re.escape(name) for name in names)
        dated = re.search(
            rf"\b(?:\d{{1,2}}(?:er|st|nd|rd|th)?|en|in|fin|d[eé]but|of|since|depuis) (?:{ways})(?!\w)"
            rf"|\b(?:{ways}) \d",
            low,
        )
        if dated and not any(way in other for way in there[index]):
            lost.append(names[0])
    return lost


def _percent(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    here, there = PERCENT.get(languages[0], ("%",)), PERCENT.get(languages[1], ("%",))
    low, other = source.lower(), target.lower()
    has = any(sign in low for sign in here)
    kept = any(sign in other for sign in there)
    points = "points" in low or "نقطة" in other or "نقاط" in other
    return ["%"] if has != kept and not points else []
