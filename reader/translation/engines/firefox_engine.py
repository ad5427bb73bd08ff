"""Firefox models: what Firefox translates pages with, run by the optional part `fxtranslate`.

One sentence at a time, without a choice of search, without scores and without an alignment: words are
linked by `sentence_alignment`. The translator may be used by the thread alone that made it, holds the
interpreter's lock while it works, and answers damage with a panic, which is no `Exception`. So everything
is checked before, and this module is imported in the worker process only.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import sentencepiece

from reader.core.alignment import Link, encode, words
from reader.core.errors import ReaderError
from reader.core.model import SentenceState
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.engines.firefox_files import (
    FILE_NAMES,
    MODEL,
    SHORTLIST,
    SOURCE_VOCABULARY,
    TARGET_VOCABULARY,
    VOCABULARY,
    checked_bytes,
    read_description,
    recorded_files,
    sizes_of,
)
from reader.translation.engines.pieces import cut, nothing_to_translate
from reader.translation.engines.sentence_alignment import align
from reader.translation.engines.shortlist import Shortlist, lexicon

LONGEST_SENTENCE = 200
"""Tokens; the time for a sentence grows with the square of its length, and a longer one is not finished."""

PIECE_TOKENS = 120

_FIGURES = ("1789", "3571", "862", "617", "94", "56", "40385", "2718")
"""Figures stay the same in every language: where they do not, the vocabulary is another model's."""

_LEAST_FIGURES = len(_FIGURES) // 2 + 1
_BROKEN = (RuntimeError, ValueError, OSError, TypeError, LookupError)

_T = TypeVar("_T")


CertainLinks = Callable[[str, str, str], Sequence[Link]]
"""Of a sentence, its translation and the source's language: links between their words."""


def no_links(_source: str, _target: str, _language: str) -> Sequence[Link]:
    """Nothing is certain."""
    return ()


class FirefoxEngine:
    """One loaded package.

    Args:
        folder: the installed package's folder.
        certain: gives the links that need no model, of a sentence, its translation and the source's language.

    Raises:
        ReaderError: `engine-missing` without the optional part; `model-broken` when the files are not those
            that were installed, do not belong together, or cannot be loaded.
    """

    def __init__(self, folder: Path, certain: CertainLinks = no_links) -> None:
        self._name = folder.name
        self._certain = certain
        try:
            import fxtranslate
        except ImportError as error:
            raise ReaderError("engine-missing", str(error)) from error
        try:
            description = read_description(folder)
            self._language = str(description.get("from_code", ""))
            data = _checked_files(folder, description)
            sizes = sizes_of(io.BytesIO(data[MODEL]))
            source = data.get(SOURCE_VOCABULARY) or data[VOCABULARY]
            target = data.get(TARGET_VOCABULARY) or data[VOCABULARY]
            self._source = sentencepiece.SentencePieceProcessor(model_proto=source)
            self._target = sentencepiece.SentencePieceProcessor(model_proto=target)
            if (self._source.get_piece_size(), self._target.get_piece_size()) != (sizes.source, sizes.target):
                raise ValueError("the vocabulary is another model's")
            self._likely = None
            if SHORTLIST in data:
                shortlist = Shortlist(data[SHORTLIST], (sizes.source, sizes.target))
                self._likely = lexicon(shortlist, self._source.encode, self._target.encode)
            self._translator: Any = _native(
                lambda: fxtranslate.Translator(data[MODEL], source, target, data.get(SHORTLIST))
            )
            self._try_figures()
        except _BROKEN as error:
            raise self._broken(error) from error

    def translate(self, sentences: Sequence[str], search: Search = BEST) -> list[EngineResult]:
        """Translate sentences; one result each, in order. `search` is not used: there is but one.

        Raises:
            ReaderError: `model-broken` when the model fails on them.
        """
        try:
            return [self._translated(sentence) for sentence in sentences]
        except _BROKEN as error:
            raise self._broken(error) from error

    def _translated(self, sentence: str) -> EngineResult:
        if nothing_to_translate(sentence):
            return EngineResult(sentence, 0.0, SentenceState.KEPT)
        clean = " ".join(sentence.encode("utf-8", "replace").decode().replace("\0", " ").split())
        parts = [clean]
        if self._tokens(clean) > LONGEST_SENTENCE:
            parts = [part.strip() for part in cut(clean, self._tokens, PIECE_TOKENS) if part.strip()]
        texts = [self._ask(part) for part in parts]
        text = " ".join(text for text in texts if text)
        if not text:
            return EngineResult(sentence, 0.0, SentenceState.SUSPECT)
        return EngineResult(text, 0.0, SentenceState.OK, self._alignment(parts, texts))

    def _alignment(self, parts: Sequence[str], texts: Sequence[str]) -> str:
        links: list[Link] = []
        from_word = to_word = 0
        for part, text in zip(parts, texts, strict=True):
            sure = self._certain(part, text, self._language)
            links += [(s + from_word, t + to_word) for s, t in align(part, text, self._likely, sure)]
            from_word += len(words(part))
            to_word += len(words(text))
        return encode(links)

    def _tokens(self, text: str) -> int:
        return len(self._source.encode(text))

    def _ask(self, text: str) -> str:
        return str(_native(lambda: self._translator.translate(text))).strip()

    def _try_figures(self) -> None:
        kept = sum(_digits(self._ask(figure)) == figure for figure in _FIGURES)
        if kept < _LEAST_FIGURES:
            raise ValueError("it garbles figures: the vocabulary is another model's, or the model is damaged")

    def _broken(self, error: BaseException) -> ReaderError:
        detail = f"{type(error).__name__}: {error}"[:500]
        return ReaderError("model-broken", detail, package=self._name)


def _checked_files(folder: Path, description: dict[str, Any]) -> dict[str, bytes]:
    """The files of a package by kind.

    Raises:
        OSError: one cannot be read. ValueError: one is not what was installed.
    """
    recorded = recorded_files(description)
    return {kind: checked_bytes(folder / FILE_NAMES[kind], digest) for kind, digest in recorded.items()}


def _digits(text: str) -> str:
    """The digits of a text, as Europe writes them."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def _native(call: Callable[[], _T]) -> _T:
    """Call native code and make its panic an error.

    Raises:
        RuntimeError: it panicked. Whatever else it raises.
    """
    try:
        return call()
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(f"the engine panicked: {error}") from error
