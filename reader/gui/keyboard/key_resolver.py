"""Which key was meant, whatever the keyboard's layout: by symbol, then digit row, then physical key.

Pure logic: it needs no event and no window, only what an event said. Names are those of portable
key sequences (`J`, `Shift+J`, `Ctrl+.`, `PgDown`), so the command table can be asked directly.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from reader.gui.keyboard.layout_tables import (
    ALTGR_SIGNS,
    ARABIC_KEYS,
    AZERTY_DIGITS,
    DIGIT_CODES,
    LETTER_CODES,
    NAMED,
    ROWS,
    SAME_AS,
)

QWERTY, AZERTY, QWERTZ = "qwerty", "azerty", "qwertz"
AUTOMATIC = "automatic"
LAYOUTS = (QWERTY, AZERTY, QWERTZ)

_NON_LATIN = (
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x08A0, 0x08FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)
_LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Press:
    """One key press: Qt's key number, the text it types, its physical key, and what was held down."""

    key: int
    text: str = ""
    scan: int = 0
    virtual: int = 0
    ctrl: bool = False
    shift: bool = False
    alt: bool = False
    meta: bool = False
    keypad: bool = False


def latin_layout_of(locale: str) -> str:
    """The Latin layout people of a locale (`fr_FR`, `ar_MA`) most likely have: AZERTY or QWERTY."""
    code, _, country = locale.replace("-", "_").partition("_")
    if code in ("de", "cs", "hu"):
        return QWERTZ
    french = code == "fr" and country not in ("CA", "CH")
    return AZERTY if french or country in ("MA", "DZ", "TN", "MR", "BE") else QWERTY


def non_latin(symbol: str) -> bool:
    """Whether a character is of the Arabic, Cyrillic or Greek script (Arabic punctuation included)."""
    return bool(symbol) and any(low <= ord(symbol[0]) <= high for low, high in _NON_LATIN)


@dataclass(slots=True)
class KeyResolver:
    """Turns presses into key names.

    Args:
        platform: `linux`, `win32` or `darwin`: how physical keys are numbered.
        locale: of the system, for the first guess of the Latin layout.
        chosen: one of `LAYOUTS`, or `automatic`.
    """

    platform: str = "linux"
    locale: str = "en_US"
    chosen: str = AUTOMATIC
    learnt: str = ""
    foreign: bool = field(default=False)
    """The keyboard writes another script now: its last letter was of one."""

    @property
    def layout(self) -> str:
        """The Latin layout physical keys are read by."""
        if self.chosen in LAYOUTS:
            return self.chosen
        return self.learnt or latin_layout_of(self.locale)

    @property
    def known(self) -> bool:
        """Whether the layout was chosen or learnt, and is not guessed from the system's language."""
        return self.chosen in LAYOUTS or bool(self.learnt)

    @property
    def detected(self) -> bool:
        """Whether the layout was learnt from the reader's own typing."""
        return self.chosen not in LAYOUTS and bool(self.learnt)

    def candidates(self, press: Press) -> list[str]:
        """Every name the press may mean, the likeliest first."""
        self._learn(press)
        held = _modifiers(press)
        if press.key in NAMED:
            return [_joined(held, NAMED[press.key])]
        symbol = self._symbol(press)
        if not symbol:
            return []
        typed_with_altgr = press.ctrl and press.alt and press.text.isprintable() and bool(press.text)
        if typed_with_altgr:
            return [symbol]
        found = [_named(held, symbol)]
        digit = self._digit(press, symbol)
        if digit:
            found.append(_named(held, digit))
        if non_latin(symbol) or (self.foreign and not symbol.isalnum()):
            physical = self._physical(press)
            if physical:
                found.append(_named(held, physical))
        return found

    def resolve(self, press: Press, bound: Container[str]) -> str:
        """The first candidate that is bound to something, empty when none is."""
        return next((name for name in self.candidates(press) if name in bound), "")

    def _symbol(self, press: Press) -> str:
        """What the key writes; a key that writes two letters (lam-alef) counts as its first."""
        text = press.text
        if press.ctrl or press.alt or press.meta or not text or not text[0].isprintable():
            written_with_altgr = press.ctrl and press.alt and bool(text) and text[0].isprintable()
            if not written_with_altgr:
                text = chr(press.key) if 0x20 < press.key <= _LAST_CHARACTER else ""
        symbol = text[:1]
        if symbol.isdecimal():
            return str(int(symbol))
        return SAME_AS.get(symbol, symbol)

    def _digit(self, press: Press, symbol: str) -> str:
        """The digit of the physical top row, if the press is on it."""
        written_with_altgr = symbol in ALTGR_SIGNS and not _modifiers(press)
        if press.keypad or symbol.isdecimal() or written_with_altgr:
            return ""
        code = press.virtual if self.platform == "darwin" else press.scan
        if code:
            return DIGIT_CODES[self._numbering].get(code, "")
        return AZERTY_DIGITS.get(symbol, "")  # remote desktops and on-screen keyboards name no physical key

    def _physical(self, press: Press) -> str:
        """The letter or sign at the physical place of the press on the reader's Latin layout."""
        code = press.virtual if self.platform == "darwin" else press.scan
        place = LETTER_CODES[self._numbering].get(code)
        if place is None and not code:
            place = ARABIC_KEYS.get(press.text) or ARABIC_KEYS.get(press.text[:1] or chr(press.key))
        return ROWS[self.layout][place[0]][place[1]] if place else ""

    @property
    def _numbering(self) -> str:
        return self.platform if self.platform in DIGIT_CODES else "linux"

    def _learn(self, press: Press) -> None:
        """Keep what a letter tells: the script now in use, and where A, Q, Y and Z are."""
        letter = press.text[:1].lower()
        if not letter.isalpha() or press.ctrl or press.alt:
            return
        self.foreign = non_latin(letter)
        code = press.virtual if self.platform == "darwin" else press.scan
        place = LETTER_CODES[self._numbering].get(code)
        if place is None or self.foreign:
            return
        for layout, sign in ((AZERTY, "AZQW"), (QWERTZ, "YZ"), (QWERTY, "AQWYZ")):
            here = ROWS[layout][place[0]][place[1]]
            elsewhere = {ROWS[other][place[0]][place[1]] for other in LAYOUTS if other != layout}
            if here == letter.upper() and here in sign and here not in elsewhere:
                self.learnt = layout
        if place in ((0, 0), (1, 0), (0, 1)) and ROWS[AZERTY][place[0]][place[1]] != letter.upper():
            self.learnt = self.learnt if self.learnt == QWERTZ else QWERTY


def _modifiers(press: Press) -> list[str]:
    held = (("Meta", press.meta), ("Ctrl", press.ctrl), ("Alt", press.alt), ("Shift", press.shift))
    return [name for name, down in held if down]


def _named(held: list[str], symbol: str) -> str:
    """A symbol's name: Shift belongs to the name of a letter, but to the making of any other sign."""
    kept = held if symbol.isalpha() else [name for name in held if name != "Shift"]
    return _joined(kept, symbol.upper())


def _joined(held: list[str], name: str) -> str:
    return "+".join([*held, name])
