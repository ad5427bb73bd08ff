"""Latin words in an Arabic translation: which were left untranslated, and which belong there.

Arabic keeps names, abbreviations, and what a computer is told (`sources.list`, `/dev/md1`, `--assume-clean`,
`mdadm`) in Latin letters, and sets a term's original beside it in brackets or quotation marks. Left is an
ordinary word of the source language, or a word that the source does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.translation.quality.vocabulary import is_common, is_listed

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_JOINED = re.compile(r"[A-Za-zÀ-ɏ0-9_./~$%+@=:*-]*[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9_./~$%+@=:*-]*")
_SIGNS = re.compile(r"[0-9_/~$%@=*]|(?<=\w)[.+:](?=\w)|^[-.]")
_BESIDE = re.compile(r"\(([^()]*)\)|[”“\"]([^”“\"]*)[”“\"]|«([^«»]*)»")
_MOST_BESIDE = 5  # words of an original set beside its translation; more are a sentence that was left
_MOST_OWN = 0.5  # share of them that the source has; the others are in another form ("proxies")
_PREFIX = re.compile(r"(?<![^\W_])(?:[وف]?(?:[بك]?ال|لل|[بكل])?ـ?)(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Latin:
    """What of an Arabic text is in Latin letters: the share of them, and the words that should not be."""

    share: float
    ordinary: tuple[str, ...]
    strange: tuple[str, ...]


def latin_words(source: str, target: str, language: str) -> Latin | None:
    """The Latin words of an Arabic `target`; `None` when it has no Latin letter.

    Args:
        source: the sentence that was translated.
        target: its translation, without addresses.
        language: the code of the source's language.
    """
    if not _LATIN.search(target):
        return None
    own = set(re.findall(r"[^\W\d_]+", source))
    bare = without_prefixes(_without_originals(target, {word.lower() for word in own}))
    bare = _JOINED.sub(lambda match: " " if _told_a_computer(match[0], source, language) else match[0], bare)
    seen = [word for word in _WORD.findall(bare) if not _may_stay(word, own, language)]
    kept = {word.lower() for word in own}
    latin, arabic = len(_LATIN.findall("".join(seen))), len(_ARABIC.findall(bare))
    ordinary = tuple(w for w in seen if w.islower() and len(w) > 2 and (len(w) > 3 or w not in kept))
    return Latin(latin / max(1, latin + arabic), ordinary, tuple(seen))


def without_prefixes(text: str) -> str:
    """An Arabic text whose Latin words stand without the "and", "the" or "for" that is written on them."""
    return _PREFIX.sub("", text)


def _without_originals(target: str, own: set[str]) -> str:
    """The target without what stands in brackets or quotation marks beside its translation.

    That is few words, most of which the source has.
    """

    def shown(match: re.Match[str]) -> str:
        words = _WORD.findall(next(group for group in match.groups() if group is not None))
        known = sum(word.lower() in own for word in words)
        return " " if 0 < len(words) <= _MOST_BESIDE and known >= _MOST_OWN * len(words) else match[0]

    without = _BESIDE.sub(shown, target)
    return without if _ARABIC.search(without) else target


def _told_a_computer(token: str, source: str, language: str) -> bool:
    """Whether a word with signs, digits or an unknown part in it stands in the source letter by letter."""
    bare = token.rstrip(".:").lower()
    if not re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", source.lower()):
        return False
    if _SIGNS.search(bare):
        return True
    parts = bare.split("-")
    return len(parts) > 1 and not all(is_listed(part, language) for part in parts)


def _may_stay(word: str, own: set[str], language: str) -> bool:
    """Whether a Latin word of the target is a name of the source or one that no list of its language has."""
    if word not in own:
        return word.isupper() and any(word == one.upper().removesuffix("S") for one in own)
    return not word.islower() or (word.isascii() and not _is_ordinary(word, language))


def _is_ordinary(word: str, language: str) -> bool:
    """Whether a word is one of its language; "systemd" is none, though "system" is."""
    if language != "en":
        return is_common(word, language)
    stems = (word.removesuffix(end) for end in ("s", "es", "ed", "ing", "ly"))
    return any(is_listed(stem, language) for stem in (word, *stems))
