"""Argos packages driven directly: CTranslate2 and the package's tokenizer, no Argos pipeline.

The search settings are those of `argostranslate.translate` 1.12 (beam 4, length penalty 0.2, unknown
words copied), so the same sentence gives the same translation. What differs is that many sentences
share a batch, which is where the time goes, and that no sentence splitter is ever loaded. This
module is imported in the worker process only.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2

from reader.core.alignment import Link, encode, words
from reader.core.errors import ReaderError
from reader.core.model import SentenceState
from reader.translation.engines.argos_library import load_package
from reader.translation.engines.attention_alignment import word_links
from reader.translation.engines.engine import BEST, EngineResult, Search
from reader.translation.engines.lexicon import lexicon
from reader.translation.engines.pieces import cut, nothing_to_translate

LENGTH_PENALTY = 0.2
CANDIDATES_AT_ONCE = 96
"""Candidates of all sentences in one batch, by their mean length: with two candidates a batch of 48 sentences
costs the engine a tenth less than one of 12 over an article, and with four a batch of 24 less than smaller
ones."""

BATCH_TOKENS = (256, 1024)  # least and most
LONGEST_SENTENCE = 200
"""Tokens; a longer one is cut, since the models were trained on shorter ones and stop at 256."""

PIECE_TOKENS = 120
LONGEST_ANSWER = (40, 3, 256)
"""Tokens of an answer: so many, and so many for each of the longest source, at most as many as Argos allows.

What is longer goes round in circles, and would cost as much as many sentences.
"""

_BROKEN = (RuntimeError, ValueError, OSError, TypeError, AttributeError, LookupError)


def default_threads() -> int:
    """All processor cores this process may use but one, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


class ArgosEngine:
    """One loaded package.

    Args:
        folder: the installed package's folder.
        threads: processor threads, 0 for all cores but one.

    Raises:
        ReaderError: `model-broken` when it cannot be loaded.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._name = folder.name
        try:
            package = load_package(folder)
            self._tokenizer: Any = package.tokenizer
            self._prefix = str(package.target_prefix or "")
            self._likely = lexicon(str(package.from_code), str(package.to_code))
            self._tokenizer.encode("a")
            self._translator = ctranslate2.Translator(
                str(folder / "model"),
                device="cpu",
                compute_type=_compute_type(),
                inter_threads=1,
                intra_threads=threads or default_threads(),
            )
        except _BROKEN as error:
            raise self._broken(error) from error

    def translate(self, sentences: Sequence[str], search: Search = BEST) -> list[EngineResult]:
        """Translate sentences, batched by length; one result each, in order.

        Raises:
            ReaderError: `model-broken` when the model fails on them.
        """
        results = [EngineResult(s, 0.0, SentenceState.KEPT) for s in sentences]
        pieces: list[tuple[str, list[str]]] = []
        owners: list[int] = []
        try:
            for index, sentence in enumerate(sentences):
                if nothing_to_translate(sentence):
                    continue
                for piece in self._pieces(sentence):
                    pieces.append(piece)
                    owners.append(index)
            translated = self._run(pieces, search) if pieces else []
        except _BROKEN as error:
            raise self._broken(error) from error
        if not all(math.isfinite(piece.score) for piece in translated):
            raise self._broken(ArithmeticError("its scores are no numbers"))  # nor is its text a translation
        own: dict[int, list[_Piece]] = {}
        for owner, piece_ in zip(owners, translated, strict=True):
            own.setdefault(owner, []).append(piece_)
        for index, found in own.items():
            results[index] = _joined(sentences[index], found)
        return results

    def _pieces(self, sentence: str) -> list[tuple[str, list[str]]]:
        """A sentence and its tokens, in more than one piece when it is too long."""
        clean = sentence.encode("utf-8", "replace").decode()
        tokens: list[str] = self._tokenizer.encode(clean)
        if len(tokens) <= LONGEST_SENTENCE:
            return [(clean, tokens)]
        parts = cut(clean, lambda text: len(self._tokenizer.encode(text)), PIECE_TOKENS)
        return [(part, self._tokenizer.encode(part)) for part in parts]

    def _run(self, pieces: list[tuple[str, list[str]]], search: Search) -> list[_Piece]:
        answers = self._translator.translate_batch(
            [tokens for _, tokens in pieces],
            target_prefix=[[self._prefix]] * len(pieces) if self._prefix else None,
            replace_unknowns=True,
            max_batch_size=_batch_tokens(pieces, search.beam),
            batch_type="tokens",
            beam_size=search.beam,
            patience=search.patience,
            max_decoding_length=_most_tokens(pieces),
            num_hypotheses=1,
            length_penalty=LENGTH_PENALTY,
            repetition_penalty=search.repetition_penalty,
            no_repeat_ngram_size=search.no_repeat_ngram,
            return_scores=True,
            return_attention=True,
        )
        return [self._decoded(*piece, answer) for piece, answer in zip(pieces, answers, strict=True)]

    def _decoded(self, source: str, pieces: list[str], answer: Any) -> _Piece:
        tokens = answer.hypotheses[0]
        text = str(self._tokenizer.decode(tokens))
        if self._prefix:
            text = text.removeprefix(self._prefix)
        text = text.removeprefix(" ")
        length = len(tokens) + 1  # the end token counts
        attention = answer.attention[0]
        links, attended = word_links(source, pieces, text, tokens, attention, self._likely)
        return _Piece(source, text, answer.scores[0] * length**LENGTH_PENALTY, length, links, attended)

    def _broken(self, error: BaseException) -> ReaderError:
        detail = f"{type(error).__name__}: {error}"[:500]
        return ReaderError("model-broken", detail, package=self._name)


def _batch_tokens(pieces: list[tuple[str, list[str]]], beam: int) -> int:
    mean = sum(len(tokens) for _, tokens in pieces) / len(pieces)
    least, most = BATCH_TOKENS
    return min(most, max(least, int(CANDIDATES_AT_ONCE / beam * mean)))


def _most_tokens(pieces: list[tuple[str, list[str]]]) -> int:
    base, each, most = LONGEST_ANSWER
    return min(most, base + each * max(len(tokens) for _, tokens in pieces))


def _compute_type() -> str:
    """8-bit integers where the processor has them (2.5 times as fast), else what the model holds."""
    return "int8" if "int8" in ctranslate2.get_supported_compute_types("cpu") else "default"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A translated piece: its text, summed log probability, number of tokens, and the words' links."""

    source: str
    text: str
    score: float
    length: int
    links: list[Link]
    attended: list[Link]


def _joined(source: str, pieces: list[_Piece]) -> EngineResult:
    texts = [piece.text.strip() if len(pieces) > 1 else piece.text for piece in pieces]
    text = " ".join(texts)
    if not text.strip():
        return EngineResult(source, 0.0, SentenceState.SUSPECT)
    score = sum(piece.score for piece in pieces) / sum(piece.length for piece in pieces)
    links: list[Link] = []
    attended: list[Link] = []
    from_word = to_word = 0
    for piece, own in zip(pieces, texts, strict=True):
        links += [(s + from_word, t + to_word) for s, t in piece.links]
        attended += [(s + from_word, t + to_word) for s, t in piece.attended]
        from_word += len(words(piece.source))
        to_word += len(words(own))
    return EngineResult(text, score, SentenceState.OK, encode(links), encode(attended))
