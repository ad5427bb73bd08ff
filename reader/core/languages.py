"""The languages Liseuse knows by name: codes, their own names and writing direction."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.model import Direction


@dataclass(frozen=True, slots=True)
class Language:
    """A language: ISO 639-1 `code`, `name` in English, `own_name` in its own script."""

    code: str
    name: str
    own_name: str
    direction: Direction = Direction.LTR


_KNOWN = {
    language.code: language
    for language in (
        Language("fr", "French", "Français"),
        Language("en", "English", "English"),
        Language("ar", "Arabic", "العربية", Direction.RTL),
        Language("de", "German", "Deutsch"),
        Language("es", "Spanish", "Español"),
        Language("it", "Italian", "Italiano"),
        Language("pt", "Portuguese", "Português"),
        Language("nl", "Dutch", "Nederlands"),
        Language("he", "Hebrew", "עברית", Direction.RTL),
        Language("fa", "Persian", "فارسی", Direction.RTL),
        Language("ur", "Urdu", "اردو", Direction.RTL),
        Language("tr", "Turkish", "Türkçe"),
        Language("pl", "Polish", "Polski"),
        Language("ru", "Russian", "Русский"),
        Language("uk", "Ukrainian", "Українська"),
        Language("zh", "Chinese", "中文"),
        Language("ja", "Japanese", "日本語"),
        Language("ko", "Korean", "한국어"),
    )
}


def language(code: str) -> Language:
    """Return the language of a code such as `fr` or `fr-MA`; an unknown code is its own name."""
    base = code.replace("_", "-").split("-")[0].lower()
    return _KNOWN.get(base) or Language(base, base, base)


def known_codes() -> tuple[str, ...]:
    """The codes of the languages known by name."""
    return tuple(_KNOWN)


def direction_of(code: str) -> Direction:
    """Return the writing direction of a language code."""
    return language(code).direction
