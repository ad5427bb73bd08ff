"""The sentences of cards said by a voice of the system, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.progress import Progress
from reader.core.storage_errors import storage_errors
from reader.services.library.voice_files import VoiceFiles

if TYPE_CHECKING:
    from reader.exchange.anki_cards import SentenceCard

MOST_IN_A_ROW = 5
"""Sentences that the voice may fail on one after the other before it is asked no more: each failure may take
as long as a program is waited for, and the rest in that language would fail as well."""


class CardRecorder:
    """Says the sentences of cards into files of a folder, where one at a time lies.

    Args:
        folder: where the recording that was made last is.
        cards: all cards there will be; the languages of their sentences are looked for at once.
        progress: gets each sentence as a step, and may cancel before it.

    Raises:
        ReaderError: `no-voice-files` where the system has no program for that, `no-voice` for a language.
    """

    def __init__(self, folder: Path, cards: Sequence[SentenceCard], progress: Progress) -> None:
        self._voices, self._folder, self._progress = VoiceFiles(folder), folder, progress
        self._total = len({card.sound for card in cards})
        self._asked = self._said = 0
        self._in_a_row = Counter[str]()  # by the sentences' language: each has a voice of its own
        self._error: ReaderError | None = None
        for code in dict.fromkeys(card.source for card in cards):
            self._voices.check(code)  # before anything is said: all of it may take minutes

    @property
    def unsaid(self) -> int:
        """How many sentences there is no recording of: the voice failed, or they are too long for a card."""
        return self._asked - self._said

    def record(self, card: SentenceCard) -> Path | None:
        """The recording of a card's sentence, there until the next is asked for; `None` without one.

        Raises:
            ReaderError: the disk.
            Cancelled: by the progress.
        """
        self._progress.step(self._asked, self._total, "speaking")
        self._asked += 1
        with storage_errors(self._folder):
            for former in self._folder.iterdir():  # also what a program left that failed
                former.unlink()
            recording = self._say(card)
        self._said += recording is not None
        return recording

    def finish(self) -> None:
        """Look back when all were asked for.

        Raises:
            ReaderError: `voice-failed` where the voice failed and not one sentence was said.
        """
        if self._error is not None and not self._said:
            raise self._error

    def _say(self, card: SentenceCard) -> Path | None:
        if self._in_a_row[card.source] == MOST_IN_A_ROW:
            return None
        try:
            found = self._voices.say(card.sentence, card.source, card.sound)
        except ReaderError as error:
            self._error = self._error or error
            self._in_a_row[card.source] += 1
            return None
        self._in_a_row[card.source] = 0
        return found
