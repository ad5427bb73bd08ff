"""Tables of the key resolver: where keys are on a keyboard, how platforms number them, what layouts write."""

from __future__ import annotations

_NAMES = {
    "Esc": 0x01000000,
    "Tab": 0x01000001,
    "Backspace": 0x01000003,
    "Ins": 0x01000006,
    "Del": 0x01000007,
    "Home": 0x01000010,
    "End": 0x01000011,
    "Left": 0x01000012,
    "Up": 0x01000013,
    "Right": 0x01000014,
    "Down": 0x01000015,
    "PgUp": 0x01000016,
    "PgDown": 0x01000017,
    "Menu": 0x01000055,
    "Space": 0x20,
    **{f"F{number}": 0x01000030 + number - 1 for number in range(1, 13)},
}
NAMED: dict[int, str] = {
    **{code: name for name, code in _NAMES.items()},
    0x01000002: "Tab",  # Qt's Backtab: Tab with Shift held
    0x01000004: "Return",
    0x01000005: "Return",  # of the number pad
}
"""Keys with a name of their own, by Qt's key number."""

SAME_AS = {"؟": "?", "،": ",", "؛": ";", "=": "+", "−": "-", "٪": "%"}
"""Signs that count as another."""

AZERTY_DIGITS = dict(zip("&é\"'(è_çà", "123457890", strict=True))
"""What AZERTY's top row writes without Shift; its 6 is `-`, which means smaller."""

ALTGR_SIGNS = frozenset("~#{[|`\\^@]}€£¤¹²³¼½¾¬")
"""What AltGr writes on the keys of the top row; X11 and Wayland do not say that it is held."""

ROWS: dict[str, tuple[str, str, str]] = {
    "qwerty": ("QWERTYUIOP", "ASDFGHJKL;", "ZXCVBNM,./"),
    "azerty": ("AZERTYUIOP", "QSDFGHJKLM", "WXCVBN,;:!"),
    "qwertz": ("QWERTZUIOP", "ASDFGHJKLÖ", "YXCVBNM,.-"),
}
"""What the three rows of letters write on each Latin layout, ten keys a row."""

Place = tuple[int, int]
"""Row and column of a letter key."""


def _codes(firsts: tuple[int, int, int]) -> dict[int, Place]:
    return {first + column: (row, column) for row, first in enumerate(firsts) for column in range(10)}


_MAC_ROWS = (
    (0x0C, 0x0D, 0x0E, 0x0F, 0x11, 0x10, 0x20, 0x22, 0x1F, 0x23),
    (0x00, 0x01, 0x02, 0x03, 0x05, 0x04, 0x26, 0x28, 0x25, 0x29),
    (0x06, 0x07, 0x08, 0x09, 0x0B, 0x2D, 0x2E, 0x2B, 0x2F, 0x2C),
)
_MAC_DIGITS = (0x12, 0x13, 0x14, 0x15, 0x17, 0x16, 0x1A, 0x1C, 0x19, 0x1D)

LETTER_CODES: dict[str, dict[int, Place]] = {
    "linux": _codes((24, 38, 52)),
    "win32": _codes((0x10, 0x1E, 0x2C)),
    "darwin": {
        code: (row, column) for row, codes in enumerate(_MAC_ROWS) for column, code in enumerate(codes)
    },
}
"""Places by physical key number: X11 and Wayland key codes, Windows scan codes, macOS virtual keys."""

DIGIT_CODES: dict[str, dict[int, str]] = {
    "linux": {10 + n: str((n + 1) % 10) for n in range(10)},
    "win32": {2 + n: str((n + 1) % 10) for n in range(10)},
    "darwin": {code: str((n + 1) % 10) for n, code in enumerate(_MAC_DIGITS)},
}
"""Digits of the top row by physical key number."""

ARABIC_ROWS = (
    ("ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح"),
    ("ش", "س", "ي", "ب", "ل", "ا", "ت", "ن", "م", "ك"),
    ("ئ", "ء", "ؤ", "ر", "لا", "ى", "ة", "و", "ز", "ظ"),
)
"""What the letter keys write on the Arabic layout; the help shows it under the Latin letter."""

_ARABIC_SHIFTED = (
    ("\u064e", "\u064b", "\u064f", "\u064c", "لإ", "إ", "\u2018", "÷", "×", "؛"),
    ("\u0650", "\u064d", "]", "[", "لأ", "أ", "ـ", "،", "/", ":"),
    ("~", "\u0652", "}", "{", "لآ", "آ", "\u2019", ",", ".", "؟"),
)

ARABIC_KEYS: dict[str, Place] = {
    text: (row, column)
    for rows in (_ARABIC_SHIFTED, ARABIC_ROWS)
    for row, texts in enumerate(rows)
    for column, text in enumerate(texts)
}
"""Places by what the key writes, for presses that name no physical key."""
