"""Keeps signs that a blank parts from their word or number on its line: French ones, %, currencies, units."""

from __future__ import annotations

import re

_UNITS = (
    "km/h|m/s|km|hm|dm|cm|mm|µm|nm|m|ha|t|kg|mg|µg|g|hl|cl|ml|l|L|h|min|s|ms|°C|K|V|kV|A|W|kW|MW|GW|Wh|kWh|MWh|GWh|"
    "TWh|Hz|kHz|MHz|GHz|Pa|hPa|bar|dB|Ko|Mo|Go|To|kB|MB|GB|TB|px|MAD|DH|Dh|dh|MDH|Mdh|MMDH|EUR|USD|Md|Mds|M€|Md€|"
    "CHF|FCFA|TND|DA|كم|كلم|سم|م|كغ|كلغ|طن"
)
"""The symbols of units and currencies that follow a number in French, English and Arabic news."""
_NUMBER_BLANK = rf"(?<=[0-9]) (?=[%‰€$£¥°]|[0-9]{{3}}(?![0-9])|(?:{_UNITS})[²³]?(?!\w))"
NUMBER_BLANK = re.compile(_NUMBER_BLANK)
"""A plain blank within a number, or before its sign or unit, at which no line may break in any language."""
FRENCH_BLANK = re.compile(rf" (?=[?!:;»])|(?<=«) |{_NUMBER_BLANK}")
"""A plain blank at which no line may break: such a sign never begins a line, and « never ends one."""


def bound_signs(text: str) -> str:
    """The text, as long as it is, with no-break spaces for those blanks."""
    return FRENCH_BLANK.sub("\u00a0", text)
