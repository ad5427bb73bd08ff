"""Whether a sentence that says no still says it in its translation."""

from __future__ import annotations

import re

_SAYS_NO = {
    "fr": re.compile(
        r"\b(?:ne|n')\s?(?:[\w-]+['\s]+){1,4}?(?:pas|jamais|plus|aucune?|rien|personne|ni|guère|nullement)\b"
        r"|\b(?:pas|jamais|aucune?|nul|nulle|personne|rien|ni)\b[^.;:!?]{0,60}?\b(?:ne\b|n')"
        r"|^pas (?!que)|\bpas (?:encore|de)\b|\bsans (?!doute)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|never|nobody|nothing|none|neither|nor|cannot|nowhere|without)\b|n['’]t\b"
        r"|\bno (?!doubt|matter|sooner|wonder)",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?<!\w)[وف]?(?:أ?لا|لم|لن|ليست?|ليسوا|ليسا|لست|لسنا|لسن|ما|ب?غير|ب?دون|دونما|[بل]?عدم|بلا|لولا|كلا|ألا|لئلا|ل?كيلا|أبدا)(?!\w)"
    ),
}  # fmt: skip
"""Surely a negation."""

_MAY_SAY_NO = {
    "en": re.compile(
        r"\b(?:unless|hardly|barely|scarcely|rarely|seldom|few|fewer|little|less|least|only|just|except|instead|rather|far from|too|"
        r"yet|still|lest|zero|nil|free of|free from|absen\w+|lack\w*|fail\w*|refus\w+|declin\w+|den(?:y|ies|ied|ial)|reject\w*|"
        r"avoid\w*|prevent\w*|ban\w*|forb\w+|prohibit\w*|exclu\w+|miss(?:ed|ing)|stop\w*|ceas\w*|oppos\w+|against|wrong|"
        r"out of|un(?!i|der|it|til|cle)\w{4,}|im(?:possib|mun|plaus|mater|perf|punit)\w*|anything but|"
        r"in(?:valid|cap|suffic|ab|comp|exis|vis|eff|dispen|admis|secur)\w*|ir(?:rev|resp|rel|reg)\w*|il(?:leg|leg)\w*|"
        r"dis(?:ag|app|con|mis|reg|like)\w*|\w+less|hard to)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:non|refus\w*|rejet\w*|manqu\w*|sauf|seulement|peu|contre|interdi\w*|empêch\w*|évit\w*|exclu\w*|cess\w*|"
        r"in(?:cap|cert|ex|suff|val|vis|dép|égal)\w*|im(?:poss|prév|puis|pun)\w*)\b",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?<!\w)[وف]?(?:سوى|إلا|فقط|انعدام\w*|انتفاء|خلو|خالي?\w*|نقص|قليل\w*|نادرا?|بالكاد|يكاد|تكاد|كادت?|ي?ت?رفض\w*|"
        r"نفى|نفت|ينفي|تنفي|نفي|ي?ت?تعذر|ي?ت?عجز\w*|ي?ت?حظر|محظور\w*|ممنوع\w*|ي?ت?منع|محروم\w*|حرمان\w*|ي?ت?فشل\w*|"
        r"ي?ت?متنع|امتن\w*|مستحيل\w*|استحال\w*|قط|ضد|بعيدا|ي?ت?توقف\w*|تجنب|ي?ت?فتقر|افتقا\w*|تحرم|باستثناء|نادر\w*|يأبى)(?!\w)"
    ),
}  # fmt: skip
"""Words by which a person may have said no otherwise ("declined to"); they count beyond those of the source."""


def lost_negation(source: str, target: str, languages: tuple[str, str]) -> str:
    """The negation of the source when nothing in the target says no; empty otherwise.

    Only the whole sentence is looked at: which of two negations is lost cannot be told without a model.
    """
    here, there = _SAYS_NO.get(languages[0]), _SAYS_NO.get(languages[1])
    if here is None or there is None:
        return ""
    plain = _plain(source)
    said = here.search(plain)
    if said is None or there.search(_plain(target)):
        return ""
    otherwise = len(_MAY_SAY_NO[languages[1]].findall(target)) - len(_MAY_SAY_NO[languages[0]].findall(plain))
    return "" if otherwise > 0 else said[0]


def _plain(text: str) -> str:
    text = text.replace("’", "'")
    return re.sub(
        r"\b(?:pas que|pas moins de|pas seulement|not only|ما زال\w*)", " ", text, flags=re.IGNORECASE
    )
