"""The reader's glossary as files and in use: CSV and TMX in and out, and what a changed term affects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.model import SentenceState
from reader.services.translation.translate_article import stored_translation
from reader.services.translation.translation_units import units_of
from reader.services.whole_file import whole_file

if TYPE_CHECKING:
    from reader.core.glossary import Term
    from reader.exchange.translation_units import ExchangedPair, Refused
    from reader.services.library_session import LibrarySession

_LONGEST = 200  # characters of a term; longer ones are sentences, which belong to the memory
_MANY = "mul"  # ISO 639: several languages; stands in files for every target
_CANDIDATES = 500  # articles looked through for one term


@dataclass(frozen=True, slots=True)
class Affected:
    """What a term changes: articles with the languages they are translated to, and how many sentences."""

    articles: tuple[tuple[int, str], ...] = ()
    sentences: int = 0


def export_glossary(session: LibrarySession, path: Path) -> int:
    """Write every term to `path` (`.tmx`, else CSV), whole or not at all; returns how many.

    Raises:
        ReaderError: the disk does not allow it.
    """
    from reader.exchange.csv_pairs import write_csv
    from reader.exchange.tmx import write_tmx

    write = write_tmx if path.suffix.lower() == ".tmx" else write_csv
    with whole_file(path) as file:
        return write(map(_exchanged, session.glossary.all()), file)


def put_term(session: LibrarySession, term: Term, replaced: str = "") -> None:
    """Add a term or change it; `replaced` is what it was called before, "" for a new one."""
    if replaced and replaced != term.term:
        session.glossary.remove(term.source, term.target, replaced)
    session.glossary.add(term)


def import_glossary(session: LibrarySession, path: Path) -> tuple[int, int]:
    """Take over the terms of a CSV or TMX file; returns how many came in and how many were no terms.

    Raises:
        ReaderError: `file-unreadable`; what came before the fault is kept.
    """
    from reader.exchange.csv_pairs import read_csv
    from reader.exchange.tmx import read_tmx

    taken = refused = 0
    for entry in read_tmx(path) if path.suffix.lower() == ".tmx" else read_csv(path):
        term = _term(entry)
        if term is None:
            refused += 1
            continue
        session.glossary.add(term)
        taken += 1
    return taken, refused


def glossary_pairs(session: LibrarySession, terms: Iterable[Term]) -> list[tuple[str, str]]:
    """The pairs of languages a term may be for: what can be translated, every target, and those in use."""
    from reader.library.translations.glossary import EVERY
    from reader.services.translation.manage_packages import list_packages
    from reader.translation.packages.packages import find_routes

    terms = list(terms)
    packages = list_packages(session)
    sources = dict.fromkeys([*(p.source for p in packages), *(t.source for t in terms)])
    targets = dict.fromkeys(p.target for p in packages)
    found = {
        (source, target): None
        for source in sources
        for target in targets
        if source != target and next(find_routes(source, target, packages), None)
    }
    found.update(((source, EVERY), None) for source in sources)
    found.update(((t.source, t.target), None) for t in terms)
    return list(found)


def affected(session: LibrarySession, terms: Iterable[Term]) -> Affected:
    """The stored translations that do not follow some terms yet; corrected sentences never count."""
    articles: dict[tuple[int, str], None] = {}
    sentences: set[tuple[str, str]] = set()
    for term in terms:
        for article_id in _holding(session, term):
            for target, sources in _against(session, article_id, term):
                articles[article_id, target] = None
                sentences.update((target, source) for source in sources)
    return Affected(tuple(articles), len(sentences))


def _holding(session: LibrarySession, term: Term) -> list[int]:
    """The articles that hold a term's words."""
    from reader.library.search_text import word_texts
    from reader.services.search_library import search

    words = " ".join(word_texts(term.term))
    return list(search(session, f'"{words}"', "original").ids[:_CANDIDATES]) if words else []


def _against(session: LibrarySession, article_id: int, term: Term) -> Iterator[tuple[str, list[str]]]:
    from reader.library.translations.glossary import EVERY

    article = None
    held = re.compile(rf"(?<!\w){re.escape(term.term)}(?!\w)")
    wanted = (term.translation or term.term).casefold()
    for target in session.translations.status(article_id):
        if term.target not in (target, EVERY):
            continue
        article = article or session.articles.get(article_id)
        if not article.document.language.startswith(term.source):
            return
        translation = stored_translation(session, article, target)
        if translation is None or not any(
            held.search(s.text) for u in units_of(article) for s in u.sentences
        ):
            continue
        blocks = (translation.title, *filter(None, (translation.caption,)), *translation.blocks)
        sources = [
            pair.source
            for block in blocks
            for pair in block.sentences
            if pair.target and pair.state not in (SentenceState.CORRECTED, SentenceState.SUSPECT)
            if held.search(pair.source) and wanted not in pair.target.casefold()
        ]
        if sources:
            yield target, sources


def _exchanged(term: Term) -> ExchangedPair:
    from reader.exchange.translation_units import ExchangedPair
    from reader.library.translations.glossary import EVERY

    target = _MANY if term.target == EVERY else term.target
    return ExchangedPair(term.source, target, term.term, term.translation or term.term)


def _term(pair: ExchangedPair | Refused) -> Term | None:
    from reader.core.glossary import Term
    from reader.exchange.translation_units import Refused
    from reader.library.translations.glossary import EVERY

    if isinstance(pair, Refused) or max(len(pair.source), len(pair.target)) > _LONGEST:
        return None
    target = EVERY if pair.target_language == _MANY else pair.target_language
    translation = "" if pair.target == pair.source else pair.target
    return Term(pair.source_language, target, pair.source, translation)
