"""What the health check found, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import SentenceState

_CONTEXT = "faults"
_REASONS = {
    "empty": QT_TRANSLATE_NOOP("faults", "The model gave nothing usable."),
    "untranslated": QT_TRANSLATE_NOOP("faults", "A part was left in another language."),
    "repeated": QT_TRANSLATE_NOOP("faults", "Words are repeated."),
    "short": QT_TRANSLATE_NOOP("faults", "Something seems to be missing."),
    "long": QT_TRANSLATE_NOOP("faults", "It is much longer than the original."),
    "number": QT_TRANSLATE_NOOP(
        "faults", "A number, a date, a unit or a currency differs from the original."
    ),
    "negation": QT_TRANSLATE_NOOP("faults", "The original says no here, the translation does not."),
    "name": QT_TRANSLATE_NOOP("faults", "A name was lost or changed."),
    "address": QT_TRANSLATE_NOOP("faults", "A web address, e-mail or hashtag was changed."),
    "term": QT_TRANSLATE_NOOP("faults", "A term of your glossary is missing."),
    "punctuation": QT_TRANSLATE_NOOP("faults", "The punctuation is wrong."),
    "script": QT_TRANSLATE_NOOP("faults", "Letters of another script are mixed in."),
}
_SHORT = {
    "empty": QT_TRANSLATE_NOOP("faults", "nothing usable"),
    "untranslated": QT_TRANSLATE_NOOP("faults", "left untranslated"),
    "repeated": QT_TRANSLATE_NOOP("faults", "repeated words"),
    "short": QT_TRANSLATE_NOOP("faults", "something missing"),
    "long": QT_TRANSLATE_NOOP("faults", "too long"),
    "negation": QT_TRANSLATE_NOOP("faults", "a lost “not”"),
    "number": QT_TRANSLATE_NOOP("faults", "numbers or dates"),
    "name": QT_TRANSLATE_NOOP("faults", "names"),
    "address": QT_TRANSLATE_NOOP("faults", "addresses"),
    "term": QT_TRANSLATE_NOOP("faults", "glossary"),
    "punctuation": QT_TRANSLATE_NOOP("faults", "punctuation"),
    "script": QT_TRANSLATE_NOOP("faults", "mixed scripts"),
}


def reasons(kinds: Iterable[str]) -> str:
    """Why a sentence looks wrong, a sentence a reason; the general one when nobody noted why."""
    known = [kind for kind in kinds if kind in _REASONS] or ["empty"]
    return " ".join(QCoreApplication.translate(_CONTEXT, _REASONS[kind]) for kind in known)


def short_reason(kind: str) -> str:
    """A kind of fault in one or two words, for a list."""
    text = _SHORT.get(kind)
    return QCoreApplication.translate(_CONTEXT, text) if text else kind


def state_words(state: SentenceState, faults: Iterable[str]) -> str:
    """What the reader should know of a translated sentence; empty for a plain one."""
    translate = QCoreApplication.translate
    if state is SentenceState.SUSPECT:
        title = translate(_CONTEXT, QT_TRANSLATE_NOOP("faults", "This sentence may be wrong."))
        return f"{title} {reasons(faults)}"
    if state is SentenceState.CORRECTED:
        return translate(_CONTEXT, QT_TRANSLATE_NOOP("faults", "Corrected by you"))
    if state is SentenceState.REPAIRED:
        return translate(_CONTEXT, QT_TRANSLATE_NOOP("faults", "Checked and repaired by itself"))
    return ""
