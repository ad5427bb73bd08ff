"""Translations without Qt: reads the `.ts` files themselves, for the command line.

The rules of plural forms and their order are those of Qt Linguist, so that both see the same text.
"""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

_log = logging.getLogger(__name__)

_Key = tuple[str, str]

_ONE_OR_MORE: tuple[Callable[[int], bool], ...] = (lambda n: n == 1,)

PLURAL_RULES: Mapping[str, tuple[Callable[[int], bool], ...]] = MappingProxyType(
    {
        "en": _ONE_OR_MORE,
        "fr": (lambda n: n <= 1,),
        "ar": (
            lambda n: n == 0,
            lambda n: n == 1,
            lambda n: n == 2,
            lambda n: 3 <= n % 100 <= 10,
            lambda n: n % 100 >= 11,
        ),
    }
)
"""For each language, the conditions of its forms in Qt's order; the last form needs none."""


def plural_form(language: str, n: int) -> int:
    """Return the index of the numerus form that Qt uses for `n` in `language` (English's when unknown)."""
    rules = PLURAL_RULES.get(_base(language), _ONE_OR_MORE)
    count = abs(n)
    return next((index for index, rule in enumerate(rules) if rule(count)), len(rules))


class TsCatalogue:
    """The translations of one language. A text that has none is given back in English."""

    def __init__(
        self,
        language: str,
        texts: Mapping[_Key, str] | None = None,
        forms: Mapping[_Key, list[str]] | None = None,
    ) -> None:
        self.language = language
        self._texts = dict(texts or {})
        self._forms = dict(forms or {})

    @classmethod
    def load(cls, file: Path, language: str) -> TsCatalogue:
        """Read a `.ts` file; a missing or damaged one gives an empty catalogue and a line in the log."""
        try:
            root = _parse(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, ElementTree.ParseError) as error:
            _log.warning("no translations from %s: %s", file.name, error)
            return cls(language)
        texts: dict[_Key, str] = {}
        forms: dict[_Key, list[str]] = {}
        for context in root.iter("context"):
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                _read_message(message, name, texts, forms)
        return cls(language, texts, forms)

    @classmethod
    def from_folder(cls, folder: Path, language: str) -> TsCatalogue:
        """Read `liseuse_<language>.ts` of a folder; English and languages without a file are empty."""
        base = _base(language)
        file = folder / f"liseuse_{base}.ts"
        return cls.load(file, base) if file.is_file() else cls(base)

    def translate(self, context: str, text: str) -> str:
        """Return the translation of an English text, or the text."""
        return self._texts.get((context, text)) or text

    def plural(self, context: str, text: str, n: int) -> str:
        """Return the form of a text for the number `n`, with `%n` filled in."""
        forms = self._forms.get((context, text), [])
        index = plural_form(self.language, n)
        chosen = forms[index] if index < len(forms) else ""
        return (chosen or _english(text, n)).replace("%n", str(n))


def _parse(text: str) -> ElementTree.Element:
    """Parse a `.ts` file. Its DOCTYPE is plain; one that declares entities is not ours and is refused."""
    if "<!ENTITY" in text:
        raise ValueError("entities are declared in it")
    return ElementTree.fromstring(text)


def _read_message(
    message: ElementTree.Element, context: str, texts: dict[_Key, str], forms: dict[_Key, list[str]]
) -> None:
    translation = message.find("translation")
    source = message.findtext("source") or ""
    if translation is None or translation.get("type") in ("vanished", "obsolete"):
        return
    key = (context, source)
    if message.get("numerus") == "yes":
        forms.setdefault(key, [form.text or "" for form in translation.iter("numerusform")])
    elif translation.text:
        texts.setdefault(key, translation.text)


def _english(text: str, n: int) -> str:
    """English without a catalogue: "%n article(s)" becomes "1 article" and "2 articles"."""
    return re.sub(r"\(s\)", "" if n == 1 else "s", text)


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
