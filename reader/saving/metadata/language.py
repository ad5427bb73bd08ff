"""The language of an article's text, as it is declared and as it is written."""

from __future__ import annotations

import functools
import re
from collections import Counter

from reader.saving.language_data import words_by_language
from reader.saving.metadata.structured_data import Structured, plain
from reader.saving.page.elements import Element

LANGUAGES = [
    "ar",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "gl",
    "he",
    "hi",
    "hr",
    "hu",
    "hy",
    "id",
    "it",
    "ja",
    "ka",
    "ko",
    "la",
    "lt",
    "lv",
    "mk",
    "ms",
    "nl",
    "nn",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "th",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
]
"""What the detector chooses from: what news sites write, and Latin, which tells filler text."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u06ff]")
_LEAST_SHARE = 0.25
"""Of all words; a third of French, English or Spanish prose is function words (`resources/words`)."""
_MARGIN = 1.5
"""By how much the declared language must be ahead of the next one: Catalan stands between two others."""


def language_of(tree: Element, structured: Structured, text: str) -> str:
    """The language of the text (ISO 639-1): detected where that is clear, else as declared."""
    declared = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    declared = (
        declared
        or plain(structured.article.get("inLanguage"))
        or structured.first("og:locale", "dc.language", "language", "content-language")
    )
    code = re.split(r"[-_,; ]", declared.lower())[0]
    return language_of_text(text, code if re.fullmatch(r"[a-z]{2,3}", code) else "")


def language_of_text(text: str, code: str) -> str:
    """The language of a text: detected where that is clear, else `code`, the one that is declared."""
    sample = text[:4000]
    if len(sample) < 120:
        return code or _by_script(sample)
    scripted = _by_script(sample)
    if scripted == "ar" and code in ("ar", "fa", "ur"):
        return code
    if _as_declared(sample, code):
        return code
    detected = _detect(sample)
    if detected == "la":  # filler text; no news is written in Latin
        return code or detected
    if code and len(sample) < 220 and detected != code and not scripted:
        return code
    return detected


def _detect(sample: str) -> str:
    import py3langid

    _prepare_detector()
    return str(py3langid.classify(sample)[0])


@functools.cache
def _prepare_detector() -> None:
    import py3langid

    py3langid.set_languages(LANGUAGES)


def _as_declared(sample: str, code: str) -> bool:
    """Whether the small words of a text show that it is in the language that its page declares.

    They spare the detector, whose model takes a third of a second of processor time to load.
    """
    known = words_by_language("text", "function_words")
    if code not in known:
        return False
    found = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    shares = {
        language: sum(map(found.__getitem__, small.intersection(found))) for language, small in known.items()
    }
    own = shares.pop(code)
    return own >= _LEAST_SHARE * found.total() and own >= _MARGIN * max(shares.values(), default=0)


def _by_script(text: str) -> str:
    if _RIGHT_TO_LEFT.search(text) is None:
        return ""
    letters = [c for c in text if c.isalpha()]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters)
    if arabic > 0.5 * len(letters):
        return "ar"
    hebrew = sum("\u0590" <= c <= "\u05ff" for c in letters)
    return "he" if hebrew > 0.5 * len(letters) else ""
