"""Arabic words as Arabic writes them, where a model that builds them of pieces has put two side by side.

Each rule is one of spelling, without exceptions, which an Arabic reader sees at once when it is broken:

- ta marbuta stands at the end of a word only: before a pronoun it is written open ("صحةه": "صحته");
- so does alef maqsura: before a pronoun it is an alef, or a ya in على, إلى and لدى ("علىه": "عليه");
- of three lams at the beginning of a word two are written ("لللغة": "للغة");
- "and" (و) is written together with the word after it.
"""

from __future__ import annotations

import re

_LETTER = "\u0621-\u064a"
_PRONOUN = rf"(?P<pronoun>هما|هم|هن|ها|ه|كما|كم|كن|ك|نا|ي)(?![{_LETTER}])"
_TA_PRONOUN = re.compile(rf"(?<=[{_LETTER}]{{2}})ة(?={_PRONOUN})")
_TA_WORD = re.compile(rf"(?<=[{_LETTER}]{{2}}ة)(?=[{_LETTER}]{{4}})")
_ALEF_PREPOSITION = re.compile(rf"(?<![{_LETTER}])(?P<word>[وف]?(?:عل|إل|لد))ى(?={_PRONOUN})")
_ALEF_PRONOUN = re.compile(rf"(?<=[{_LETTER}]{{2}})ى(?={_PRONOUN})")
_LAMS = re.compile(rf"(?<![{_LETTER}])([وف]?)لل(?=ل[{_LETTER}])")
_LONE_AND = re.compile(rf"(?<![^\s(«“\"\[])و[ \u00a0](?=[{_LETTER}])")


def spelled(text: str) -> str:
    """An Arabic text spelled by the rules above; others come back as they are."""
    text = _TA_WORD.sub(" ", _TA_PRONOUN.sub("ت", text))
    text = _ALEF_PRONOUN.sub("ا", _ALEF_PREPOSITION.sub(r"\g<word>ي", text))
    return _LONE_AND.sub("و", _LAMS.sub(r"\1ل", text))
