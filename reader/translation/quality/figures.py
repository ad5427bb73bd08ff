"""Numbers, dates, units, currencies and percentages of a sentence, compared with those of its translation."""

from __future__ import annotations

import re

from reader.translation.quality.language_facts import MONTHS, NUMBER_WORDS, PERCENT
from reader.translation.quality.measures import currencies, may_name
from reader.translation.quality.quantities import NUMBER, Quantity, converted, quantities, same

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@](?=\d*[^\W\d])\w+")
_DATE = re.compile(r"(?<![\w.,/-])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?![\w/-])")
_HOUR = re.compile(r"(\d{1,2})\s?(?:h|heures?)\b\s?(\d{2})?|(\d{1,2}):(\d{2})", re.IGNORECASE)
_AFTERNOON = re.compile(r"\b(\d{1,2})(?:[:.]\d{2})?\s?p\.?m\b", re.IGNORECASE)
_DECADE = re.compile(r"\bannées (\d0)\b")
_DECADES_AR = ("", "عشري", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")
_ROMAN = re.compile(r"\b([IVXLC]{1,6})(?:e|er|ème|ᵉ)?\b")
_ROMAN_ROW = re.compile(r"\(([ivx]{1,4})\)")  # "(iv)" before a row of a list
_INSIDE_A_WORD = re.compile(r"(?<=[A-Za-z])\d{2}(?=[a-z]\b)|\b3rd(?=[- ]part)")
"""What is no number: the figures of "l10n", "i18n" and "a11y", and those of "3rd-party"."""
_POINTS = re.compile("[\u064b-\u0652\u0670\u0640]")  # short vowels of Arabic, which cut its words
_ZERO = re.compile(r"(?<![\d.,])0 (?=[^\W\d])")
_NOTHING = {
    "en": re.compile(r"\b(?:no|none|nothing|never|without)\b", re.IGNORECASE),
    "ar": re.compile(r"(?<!\w)[وف]?(?:لا(?:[يت]\w+)?|لم|ليس\w*|ب?دون|أي)(?!\w)"),
}
"""How 0 is said in words that are no number: "0 objects", "no objects"."""
_ONE_OF = re.compile(r"(?:^|[(:;,«]\s?)1 (?!\w{1,3}\b)[^\W\d]+\b")
"""One thing at the beginning or behind a sign, which Arabic says by its name alone: ": 1 garçon"."""
_SHARE = re.compile(r"(?<!\w)\w{0,3}نسب[ةت]")
_SHARE_OF_NUMBER = re.compile(r"\d\s?(?:%|٪|pour ?cent|per ?cent|ب?ال?م)|\w[ -](?:pour ?cent|per ?cent)\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FELL = re.compile(
    r"\b(?:fall|drop|decline|decrease|slump|loss|down|fell|dropped|declined)\b (?:of|by)|"
    r"[بو]?(?:انخفاض|تراجع|هبوط)"
)
_BELOW = re.compile(
    r"\bminus\b|"
    r"below (?:zero|freezing)|\bnegative\b|(?<!\b[ad]u )\bmoins \d|sous (?:zéro|0)|négati|"
    r"تحت الصفر|ناقص|سالب|دون الصفر"
)
_ELIDED_SCALE = re.compile(
    r"^[\s\u00a0]*(?:à|a|et|ou|to|and|or|[-–—/]|إلى|و|أو|مقابل|من|dollars?|euros?|[%€$£])"
)


def changed_figures(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """What of the source's numbers, dates, units and currencies the target lacks, and what is new in it.

    A number may be written out, grouped otherwise, converted to another unit, or be an hour of a
    twelve-hour clock.
    """
    plain, other = _plain(source), _plain(target)
    lost, new, units = _compared(plain, other)
    rest = [one.digits for one in new]
    missing = [one.digits for one in lost if not _otherwise(one.digits, rest, plain, other, languages[1])]
    decades = {f"19{decade}" for decade in _DECADE.findall(plain)}
    given = {one.digits for one in quantities(plain)}
    hours = {str(int(h) % 12 or 12) for h in _hours(plain)} | {h for h in _hours(plain)}
    hours |= {str(int(h) % 12 + 12) for h in _AFTERNOON.findall(plain)}
    added = [
        number
        for number in rest
        if number not in decades
        and number not in hours
        and number not in given
        and not _written_out(number, plain, languages[0])
        and not _roman(number, plain)
        and not (len(number) >= 5 and any(number.startswith(one.digits) for one in lost))
    ]
    return [
        *missing, *added, *units, *_signs(plain, other), *_currencies(plain, other),
        *_months(plain, other, languages), *_percent(plain, other, languages),
    ]  # fmt: skip


def _compared(source: str, target: str) -> tuple[list[Quantity], list[Quantity], list[str]]:
    """Numbers of the source without a partner, those of the target, and partners of different units."""
    rest = quantities(target)
    lost, wrong = [], []
    for one in quantities(source):
        partner = _partner(one, rest, source, target)
        if partner is None:
            lost.append(one)
            continue
        rest.remove(partner)
        if _unit_changed(one, partner):
            wrong.append(one.digits)
    return lost, rest, wrong


def _partner(one: Quantity, rest: list[Quantity], source: str, target: str) -> Quantity | None:
    """The number of the target that stands for one of the source; the unit decides between like ones."""
    equal = [other for other in rest if same(one, other)]
    if equal:
        return next((other for other in equal if other.unit == one.unit), equal[0])
    for other in rest:
        if converted(one, other):
            return other
    for other in rest:  # "from 40 to 69 billion": the scale stands once
        if one.bare & other.bare and (_scale_elided(one, source) or _scale_elided(other, target)):
            return other
    return None


def _scale_elided(one: Quantity, text: str) -> bool:
    return one.scale == 1 and _ELIDED_SCALE.match(text[one.end :]) is not None


def _unit_changed(one: Quantity, other: Quantity) -> bool:
    return one.unit is not None and other.unit is not None and one.unit != other.unit and same(one, other)


def _signs(source: str, target: str) -> list[str]:
    """A number below nothing whose sign was lost, or that got one."""
    given = sum(one.negative for one in quantities(source))
    found = sum(one.negative for one in quantities(target))
    if given > found and not _BELOW.search(target.lower()) and not _FELL.search(target.lower()):
        trailing = len(re.findall(r"\d[%٪]?[-−](?![\w\d])", target))
        return ["-"] if found + trailing < given else []
    if found > given and not _BELOW.search(source.lower()):
        return ["-"]
    return []


def _currencies(source: str, target: str) -> list[str]:
    """A currency that became another one, or that no longer stands beside its number."""
    given = currencies(source)
    if not given:
        return []
    found = currencies(target)
    new, lost = found - given, given - found
    lost = {code for code in lost if not may_name(target, code)}
    new = {code for code in new if not may_name(source, code)}
    return sorted(lost) if lost and quantities(source) else sorted(new)


def numbers(text: str) -> list[str]:
    """The numbers of a text in one spelling: no grouping, no zeros at the front."""
    return [re.sub(r"\D", "", match[0]).lstrip("0") or "0" for match in NUMBER.finditer(text)]


def _plain(text: str) -> str:
    bare = _ADDRESS.sub(" ", _POINTS.sub("", text.translate(_DIGITS)))
    return _DATE.sub(_spaced_date, _INSIDE_A_WORD.sub("", bare))


def _spaced_date(match: re.Match[str]) -> str:
    """A date in figures ("15.01.2016", "15-1-2016") as its three numbers."""
    return " ".join(str(int(part)) for part in match.groups())


def _otherwise(number: str, rest: list[str], source: str, target: str, language: str) -> bool:
    """Whether the number stands in the target otherwise: written out, as an hour, joined or cut apart."""
    if _written_out(number, target, language):
        return True
    if number == "0" and _ZERO.search(source) and language in _NOTHING and _NOTHING[language].search(target):
        return True
    for hour in _hours(source):
        if number.lstrip("0") in (hour, hour + "00") and (
            str(int(hour) % 12 or 12) in rest or "noon" in target
        ):
            return True
    for hour in _AFTERNOON.findall(source):
        if number == hour and str(int(hour) % 12 + 12) in rest:
            return True
    if re.search(rf"\bannées {number}\b", source) and f"19{number}" in rest:
        return True
    if language == "ar" and (
        _decade_written(number, source, target)
        or (number == "1" and _ONE_OF.search(source) is not None)
        or (number in ("1", "2") and re.search(r"\w{2,}(?:ين|ان)(?!\w)", target) and _of_two(number, source))
    ):
        return True
    return (
        len(number) > 2 and len(rest) > 1 and "".join(rest) == number
    )  # cut apart, with nothing else beside it


def _of_two(number: str, source: str) -> bool:
    """Whether a number may stand in an Arabic dual: 2, or the 1 of "1-2 minutes"."""
    return number == "2" or re.search(r"(?<!\d)1\s?(?:[-–]|à|to|ou|or)\s?2(?!\d)", source) is not None


def _decade_written(number: str, source: str, target: str) -> bool:
    """Whether "1930s" is a decade in Arabic words."""
    if len(number) > 4 or not number.endswith("0"):
        return False
    if not re.search(rf"\b{number}['’]?s\b|\bannées {number}\b", source):
        return False
    tens = int(number[-2])
    return tens > 0 and re.search(_DECADES_AR[tens] + "(?:ات|ي)", target) is not None


def _hours(text: str) -> list[str]:
    return [(m[1] or m[3]).lstrip("0") or "0" for m in _HOUR.finditer(text)]


_FRENCH_AROUND = (
    r"(?<!\w)(?<!\w-)",
    r"(?!\w*(?:-(?:dix|onz|douz|treiz|quatorz|quinz|seiz)|[- ]et[- ]onz))",
)
"""What does not stand round a number in French words: "soixante-dix" is neither 60 nor 10."""
_THOUSAND = re.compile(r"\b(?:mille|thousand)|ألف|آلاف")


def _written_out(number: str, text: str, language: str) -> bool:
    if len(number) > 4:
        return (
            number.endswith("000")
            and bool(_THOUSAND.search(text))
            and _written_out(number[:-3], text, language)
        )
    low = text.lower()
    ways = NUMBER_WORDS.get(language, {}).get(int(number), ())
    if language == "ar":
        return any(way in low for way in ways)
    before, after = _FRENCH_AROUND if language == "fr" else (r"(?<!\w)", "")
    return any(re.search(rf"{before}{re.escape(way)}{after}", low) for way in ways)


def _roman(number: str, text: str) -> bool:
    rows = (match[1].upper() for match in _ROMAN_ROW.finditer(text))
    return any(str(_value(roman)) == number for roman in (*(m[1] for m in _ROMAN.finditer(text)), *rows))


def _value(roman: str) -> int:
    values = [_ROMAN_VALUES[c] for c in roman]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


_MAY = re.compile(r"\bmay\b")
_PLANET = re.compile(r"(?<=[a-zé,] )Mars\b")  # French has a capital for the planet alone


def _months(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """Months beside a number in the source whose name the target lacks."""
    here, there = MONTHS.get(languages[0]), MONTHS.get(languages[1])
    if here is None or there is None:
        return []
    if languages[0] == "fr":
        source = _PLANET.sub(" ", source)
    elif languages[0] == "en":
        source = _MAY.sub(" ", source)  # "macOS 12 may not work"
    low, other, lost = source.lower(), target.lower(), []
    for index, names in enumerate(here):
        if not any(name in low for name in names) or any(way in other for way in there[index]):
            continue
        ways = "|".join(re.escape(name) for name in names)
        if re.search(
            rf"\b(?:\d{{1,2}}(?:er|st|nd|rd|th)?|en|in|fin|d[eé]but|of|since|depuis) (?:{ways})(?!\w)"
            rf"|\b(?:{ways}) \d",
            low,
        ):
            lost.append(names[0])
    return lost


def _percent(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    here, there = PERCENT.get(languages[0], ("%",)), PERCENT.get(languages[1], ("%",))
    low, other = source.lower(), target.lower()
    has = any(sign in low for sign in here)
    kept = any(sign in other for sign in there)
    points = "points" in low or "نقطة" in other or "نقاط" in other
    said = languages[1] == "ar" and not _SHARE_OF_NUMBER.search(low) and _SHARE.search(_POINTS.sub("", other))
    return ["%"] if has != kept and not points and not said else []
