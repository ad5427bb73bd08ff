"""The translated sentence that a command means: the one at the cursor, at the article's end the last one."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.gui.article_view.sentence_cursor import SentenceCursor


def go_to_translated(cursor: SentenceCursor, translated: Collection[str]) -> None:
    """Bring a cursor that stands behind the last translated paragraph back to its last sentence.

    Links, captions and credits at an article's end have no translation of their own.

    Args:
        cursor: of the text on screen. translated: the units that are translated.
    """
    units = [stop.unit for stop in cursor.stops]
    last = max((number for number, unit in enumerate(units) if unit in translated), default=-1)
    if cursor.stop is not None and 0 <= last < units.index(cursor.stop.unit):
        cursor.go_to(last)
        for _ in cursor.stops[last].sentences[1:]:
            cursor.next_sentence()
