"""What is said of what was left out: articles without a text, those that failed, sentences never said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.gui.text.messages import fill, words

if TYPE_CHECKING:
    from reader.core.errors import ReaderError
    from reader.services.library_session import LibrarySession

MOST_NAMED = 8
"""Lines of a list of what is missing; the rest is counted."""

_WITHOUT_TEXT = QT_TRANSLATE_NOOP("left out", "Left out, as Liseuse has no text of them: {count}")


_UNSAID = QT_TRANSLATE_NOOP("left out", "Sentences that no voice could read, so without a recording: {count}")


def unsaid(count: int) -> list[str]:
    """A line about so many sentences of cards without a recording; none about none."""
    return [fill(QCoreApplication.translate("left out", _UNSAID), count=count)] if count else []


def left_out(count: int) -> list[str]:
    """A line about so many articles without their text; none about none."""
    return [fill(QCoreApplication.translate("left out", _WITHOUT_TEXT), count=count)] if count else []


def reasons(session: LibrarySession, failed: Mapping[int, ReaderError]) -> tuple[str, ...]:
    """What is missing and why, a line each."""
    from reader.services.library.browse_library import cards

    titles = {card.id: card.title for card in cards(session, list(failed))} if failed else {}
    return tuple(
        " — ".join((*([isolate(titles[number])] if number in titles else []), words(error.title)))
        for number, error in failed.items()
    )


def listed(lines: Sequence[str]) -> str:
    """The first of the lines, and how many more there are."""
    more = [f"… (+ {len(lines) - MOST_NAMED})"] if len(lines) > MOST_NAMED else []
    return "\n".join((*lines[:MOST_NAMED], *more))
