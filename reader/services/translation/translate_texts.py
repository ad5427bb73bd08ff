"""A few texts that are no article, such as titles, in another language; nothing of them is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.translation.translate_hop import RouteTranslator

if TYPE_CHECKING:
    from reader.core.model import Route
    from reader.services.library_session import LibrarySession


def translate_texts(
    session: LibrarySession, texts: Sequence[str], route: Route, progress: Progress
) -> list[str]:
    """The texts along a route, sentence by sentence, in their order.

    Raises:
        ReaderError: a broken model. Cancelled: as asked.
    """
    from reader.reading.sentences import split_sentences

    parts = [[text[start:end] for start, end in split_sentences(text, route.source)] for text in texts]
    sentences = list(dict.fromkeys(sentence for part in parts for sentence in part))
    found = RouteTranslator(session, route, progress).translate(sentences, remember=False)
    return [" ".join(found[sentence_key(sentence)].target.strip() for sentence in part) for part in parts]
