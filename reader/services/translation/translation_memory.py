"""The translation memory to and from files of other programs: TMX and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.model import SentenceState, TranslatedSentence
from reader.core.progress import Progress
from reader.core.sentence_key import sentence_key
from reader.services.translation.correct_translation import READER
from reader.services.whole_file import whole_file

if TYPE_CHECKING:
    from reader.exchange.translation_units import ExchangedPair, Refused
    from reader.services.library_session import LibrarySession

_AT_ONCE = 500
_MACHINE = frozenset(state.value for state in SentenceState) - {SentenceState.CORRECTED.value}


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: entries read, stored, known already, and refused with their lines."""

    read: int = 0
    stored: int = 0
    known: int = 0
    failed: tuple[Refused, ...] = ()


def export_memory(
    session: LibrarySession, path: Path, progress: Progress, corrected_only: bool = False
) -> int:
    """Write the memory to `path` (`.csv`, else TMX), whole or not at all; returns how many pairs.

    Raises:
        ReaderError: the disk does not allow it.
        Cancelled: nothing is written.
    """
    from reader.exchange.csv_pairs import write_csv
    from reader.exchange.tmx import write_tmx

    write = write_csv if path.suffix.lower() == ".csv" else write_tmx
    with whole_file(path) as file:
        return write(_pairs(session, progress, corrected_only), file)


def import_memory(session: LibrarySession, path: Path, progress: Progress) -> ImportOutcome:
    """Take over the pairs of a TMX or CSV file.

    Pairs that say which packages made them go back to their route; all others are a person's work and
    are kept as corrections. A correction that the library has already stays.

    Raises:
        ReaderError: `file-unreadable`; what came before the fault is stored.
        Cancelled: what came before is stored.
    """
    from reader.exchange.csv_pairs import read_csv
    from reader.exchange.tmx import read_tmx
    from reader.exchange.translation_units import Refused

    entries = read_csv(path) if path.suffix.lower() == ".csv" else read_tmx(path)
    read = stored = 0
    failed: list[Refused] = []
    batch: list[ExchangedPair] = []
    try:
        for entry in entries:
            read += 1
            if isinstance(entry, Refused):
                failed.append(entry)
                continue
            batch.append(entry)
            if len(batch) == _AT_ONCE:
                full, batch = batch, []
                stored += _store(session, full)
                progress.step(read, 0, "importing")
    finally:
        stored += _store(session, batch)
    return ImportOutcome(read, stored, read - stored - len(failed), tuple(failed))


def _pairs(session: LibrarySession, progress: Progress, corrected_only: bool) -> Iterator[ExchangedPair]:
    from reader.exchange.translation_units import ExchangedPair

    for number, one in enumerate(session.translations.memory()):
        if number % _AT_ONCE == 0:
            progress.step(number, 0, "exporting")
        state = one.pair.state
        if corrected_only and state is not SentenceState.CORRECTED:
            continue
        route = "" if one.route == READER else one.route
        yield ExchangedPair(
            one.source_language,
            one.target_language,
            one.pair.source,
            one.pair.target,
            state.value,
            route,
            one.created_at,
        )


def _store(session: LibrarySession, batch: list[ExchangedPair]) -> int:
    """Store entries by language pair and route; returns how many are new or changed."""
    groups: dict[tuple[str, str, str], dict[str, TranslatedSentence]] = {}
    for entry in batch:
        machine = bool(entry.route) and entry.state in _MACHINE
        state = SentenceState(entry.state) if machine else SentenceState.CORRECTED
        route = entry.route or READER
        pair = TranslatedSentence(entry.source, entry.target, 0.0, state)
        group = groups.setdefault((entry.source_language, entry.target_language, route), {})
        group[sentence_key(entry.source)] = pair
    count = 0
    for (source, target, route), pairs in groups.items():
        present = session.translations.lookup(list(pairs), source, target, route)
        fresh = {
            key: pair
            for key, pair in pairs.items()
            if key not in present
            or (present[key].state is not SentenceState.CORRECTED and present[key].target != pair.target)
        }
        session.translations.store(list(fresh.items()), source, target, route)
        count += len(fresh)
    return count
