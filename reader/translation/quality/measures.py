"""Tables of what stands beside a number: scales, units of measure, currencies, in three languages."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal

SCALES: tuple[tuple[Decimal, str], ...] = (
    (Decimal(10) ** 12, r"trillions?|تريليونات|تريليون"),
    (Decimal(10) ** 9, r"milliards?|billions?|bn|Md€?|مليارات|مليارا|مليار|بلايين|بليون"),
    (Decimal(10) ** 6, r"millions?|mn|M(?=[€$£])|ملايين|مليونا|مليوني|مليون"),
    (Decimal(10) ** 3, r"mille|milliers|thousand|آلاف|ألفا|ألف|الف"),
)
"""What a number is multiplied by when the word follows it."""

TIME, LENGTH, MASS, HEAT, AREA, VOLUME, SPEED = "time", "length", "mass", "heat", "area", "volume", "speed"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: what it measures, and how much of the base unit it is."""

    kind: str
    size: Decimal


_ROWS: tuple[tuple[str, str, str], ...] = (
    (
        SPEED,
        "1",
        r"km/h|kilomètres?[ -]heure|kph|kilomet(?:er|re)s per hour|كم/س|كم/ساعة|كيلومترا? في الساعة",
    ),
    (SPEED, "1.609", r"mph|miles per hour|miles à l’heure|ميلا? في الساعة"),
    (AREA, "1000000", r"km2|km²|kilomètres? carrés?|square kilomet(?:er|re)s?|كيلومترا? مربعا?|كم2|كم²"),
    (AREA, "2590000", r"square miles?|miles carrés|ميلا? مربعا?"),
    (AREA, "1", r"m2|m²|mètres? carrés?|square met(?:er|re)s?|مترا? مربعا?|م2|م²"),
    (AREA, "0.0929", r"square feet|sq\.? ft|قدما? مربعة"),
    (AREA, "10000", r"hectares?|ha|هكتارا?ت?"),
    (AREA, "4047", r"acres?|فدانا?|أفدنة"),
    (LENGTH, "1000", r"km|kilomètres?|kilomet(?:er|re)s?|كيلومترات|كيلومترا?|كيلو متر|كلم|كم"),
    (LENGTH, "0.01", r"cm|centimètres?|centimet(?:er|re)s?|سنتيمترات|سنتيمترا?|سنتمترا?|سم"),
    (LENGTH, "0.001", r"mm|millimètres?|millimet(?:er|re)s?|مليمترات|مليمترا?|ملم|مم"),
    (LENGTH, "1", r"m|mètres?|met(?:er|re)s?|مترا?|أمتار"),
    (LENGTH, "1609", r"miles?|ميلا?|أميال"),
    (LENGTH, "0.3048", r"feet|foot|ft|pieds|قدما?|أقدام"),
    (LENGTH, "0.0254", r"inch(?:es)?|pouces?|بوصات|بوصة"),
    (LENGTH, "0.9144", r"yards?|ياردات|ياردة"),
    (
        MASS,
        "1",
        r"kg|kilos?|kilogrammes?|kilograms?|كيلوغرامات|كيلوغراما?|كيلوجرامات|كيلوجراما?|كغم?|كجم|كيلو",
    ),
    (MASS, "0.001", r"g|grammes?|grams?|غرامات|غراما?|جرامات|جراما?"),
    (MASS, "1000", r"t|tonnes?|(?:metric )?tons?|طنا?|أطنان"),
    (MASS, "0.4536", r"pounds?|lbs?|رطلا?|أرطال"),
    (MASS, "0.02835", r"ounces?|oz|onces?|أونصات|أونصة|أوقيات|أوقية"),
    (HEAT, "1", r"°\s?C|degrés? celsius|degrees celsius|درجات مئوية|درجة مئوية"),
    (HEAT, "2", r"°\s?F|degrés? fahrenheit|degrees fahrenheit|(?:درجات |درجة )?فهرنهايت"),
    (VOLUME, "1", r"l|litres?|liters?|لترات|لترا?"),
    (VOLUME, "3.785", r"gallons?|غالونات|غالونا?|جالونات|جالونا?"),
    (TIME, "1", r"secondes?|seconds?|ثوان|ثانية"),
    (TIME, "60", r"minutes?|min|دقائق|دقيقة"),
    (TIME, "3600", r"heures?|hours?|ساعات|ساعة"),
    (TIME, "86400", r"jours?|days?|أيام|يوما?"),
    (TIME, "604800", r"semaines?|weeks?|أسابيع|أسبوعا?"),
    (TIME, "2592000", r"mois|months?|أشهر|شهور|شهرا?"),
    (TIME, "31536000", r"ans|années?|years?|سنوات|سنة|أعوام|عاما?"),
)

CURRENCIES: dict[str, str] = {
    "EUR": r"€|\bEUR\b|\beuros?\b|(?<!\w)[وبل]?(?:ال)?يورو(?!\w)",
    "USD": r"\$|\bUSD\b|\bdollars?\b|(?<!\w)[وبل]?ل?(?:ال)?دولار(?:ات|ا|ان|ين)?(?!\w)",
    "GBP": r"£|\bGBP\b|\blivres? sterling\b|\bsterling\b|\bpounds? sterling\b|إسترليني|استرليني",
    "JPY": r"¥|\byens?\b|(?<!\w)ين(?: ياباني)?(?!\w)",
    "CNY": r"\byuans?\b|\brenminbi\b|(?<!\w)يوان(?!\w)",
    "CHF": r"\bfrancs? suisses?\b|\bSwiss francs?\b|\bCHF\b|فرنكا? سويسريا?",
    "MAD": r"\bdirhams?\b|\bDH\b|\bMAD\b|(?<!\w)[وبل]?(?:ال)?(?:درهما?|دراهم)(?!\w)",
    "RUB": r"\broubles?\b|\brubles?\b|روبلا?|₽",
    "INR": r"₹|\brupees?\b|\broupies?\b|روبية|روبيات",
    "TRY": r"₺|\blires? turques?\b|\bTurkish liras?\b|\bليرة تركية\b",
    "ILS": r"₪|\bshekels?\b|شيكلا?|شيقلا?",
    "SAR": r"\brials?\b|\briyals?\b|ريالا?|ريالات",
}
"""How a currency may stand in a text, by its code."""

AMBIGUOUS = {"GBP": r"\bpounds?\b|\blivres?\b|جنيها?|جنيهات"}
"""Words that may also name something else: they keep a currency, and make none."""


@functools.cache
def scale_pattern() -> re.Pattern[str]:
    """One group a scale, right behind a number."""
    ways = "|".join(f"({words})" for _, words in SCALES)
    return re.compile(rf"[\s\u00a0\u202f-]?(?:{ways})(?![^\W\d])")


@functools.cache
def unit_pattern() -> re.Pattern[str]:
    """One group a unit, right behind a number or its scale."""
    ways = "|".join(f"({words})" for _, _, words in _ROWS)
    link = r"[\s\u00a0\u202f-]?(?:de |d[’'])?"
    return re.compile(rf"{link}(?:{ways})(?![^\W\d])", re.IGNORECASE)


@functools.cache
def units() -> tuple[Unit, ...]:
    """The units, as the groups of `unit_pattern` count them."""
    return tuple(Unit(kind, Decimal(size)) for kind, size, _ in _ROWS)


@functools.cache
def currency_patterns() -> dict[str, re.Pattern[str]]:
    """The currencies' patterns, compiled."""
    return {code: re.compile(words, re.IGNORECASE) for code, words in CURRENCIES.items()}


def currencies(text: str) -> set[str]:
    """The currencies a text surely speaks of."""
    return {code for code, pattern in currency_patterns().items() if pattern.search(text)}


def may_name(text: str, code: str) -> bool:
    """Whether a text may speak of a currency, by a word that has other meanings too."""
    return code in AMBIGUOUS and re.search(AMBIGUOUS[code], text, re.IGNORECASE) is not None
