"""The numbers of a text with what belongs to them: sign, scale and unit, compared as values."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

from reader.translation.quality.measures import HEAT, Unit, scale_pattern, scales, unit_pattern, units

_GROUP = r"(?P<sep>[.,\u060c\u066b\u066c \u00a0\u202f'’])"
_GROUPED = rf"\d{{1,3}}{_GROUP}\d{{3}}(?:(?P=sep)\d{{3}})*(?!\d)(?:[.,\u066b]\d+(?!\d))?"
NUMBER = re.compile(rf"{_GROUPED}|\d+(?:[.,\u066b]\d+)?")
_SIGN = re.compile(
    r"(?:(?:^|[\s(\[«“\"\u00a0\u202f\u200e\u200f\u2066-\u2069])[-−–]|"
    r"(?<!\b[ad]u )\b(?:moins|minus|negative) |ناقص |سالب )[€$£]?$"
)
_BILLION = re.compile(r"(?:bn|tn|m|k)(?![^\W\d])")
_SHORT = {"bn": Decimal(10) ** 9, "tn": Decimal(10) ** 12, "m": Decimal(10) ** 6, "k": Decimal(1000)}
_NEAR = Decimal("0.07")  # how far a measure may be rounded when it is converted


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: where it stands, its spelling without signs, the values it may have, and its unit."""

    start: int
    end: int
    digits: str
    bare: frozenset[Decimal]
    scale: Decimal
    unit: Unit | None
    negative: bool

    @property
    def values(self) -> frozenset[Decimal]:
        """The values with the scale."""
        return frozenset(value * self.scale for value in self.bare)


def quantities(text: str) -> list[Quantity]:
    """The numbers of a text, its digits being Latin ones."""
    return list(_quantities(text))


@functools.lru_cache(maxsize=64)  # one check of a sentence asks several times of the same two texts
def _quantities(text: str) -> tuple[Quantity, ...]:
    found = []
    for match in NUMBER.finditer(text):
        scale, end = _scale(text, match.start(), match.end())
        unit = None
        if measured := unit_pattern().match(text, end):
            unit = units()[_group(measured)]
        before = text[max(0, match.start() - 12) : match.start()]
        negative = bool(_SIGN.search(before)) and not _bullet(text, match.start())
        digits = re.sub(r"\D", "", match[0]).lstrip("0") or "0"
        found.append(Quantity(match.start(), match.end(), digits, _values(match), scale, unit, negative))
    return tuple(found)


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one value."""
    return bool(one.values & other.values)


def converted(one: Quantity, other: Quantity) -> bool:
    """Whether a measure is another one in another unit: 10 km, 6 miles."""
    if one.unit is None or other.unit is None or one.unit.kind != other.unit.kind or one.unit == other.unit:
        return False
    first, second = min(one.values), min(other.values)
    if one.unit.kind == HEAT:
        celsius, fahrenheit = (first, second) if one.unit.size == 1 else (second, first)
        if one.negative or other.negative:
            return True
        return abs(celsius * Decimal("1.8") + 32 - fahrenheit) <= 3
    a, b = first * one.unit.size, second * other.unit.size
    return abs(a - b) <= _NEAR * max(a, b)


def _scale(text: str, start: int, end: int) -> tuple[Decimal, int]:
    if match := scale_pattern().match(text, end):
        return scales()[_group(match)][0], match.end()
    if (match := _BILLION.match(text, end)) and text[:start].rstrip()[-1:] in ("€", "$", "£"):
        return _SHORT[match[0]], match.end()
    return Decimal(1), end


def _group(match: re.Match[str]) -> int:
    return (match.lastindex or 1) - 1


def _values(match: re.Match[str]) -> frozenset[Decimal]:
    text = match[0]
    sep = match["sep"]
    if sep is None:
        return frozenset({Decimal(re.sub(r"[,\u066b]", ".", text))})
    last = re.search(r"[.,\u066b](\d+)$", text)
    whole = re.sub(r"\D", "", text)
    if (
        last is not None and text.count(sep) == 1 and text.index(sep) == last.start()
    ):  # "1.234": 1234, or 1 and 234 parts
        return frozenset({Decimal(whole), Decimal(re.sub(r"[,\u066b\u066c]", ".", text))})
    if last is not None and last[0][0] != sep:
        head = re.sub(r"\D", "", text[: last.start()])
        return frozenset({Decimal(f"{head}.{last[1]}")})
    return frozenset({Decimal(whole)})


def _bullet(text: str, start: int) -> bool:
    """Whether the dash before a number opens a line instead of making the number less than nothing."""
    return re.fullmatch(r"\s*[-−–]\s+", text[:start]) is not None
