"""The model's attention, token by token, made into an alignment of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from reader.core.alignment import Link, words

_SPACE = "▁"
_JOINER = "@@"
_LEAST = 0.02  # weights below decide nothing
_SHARE = 0.3  # of a target word's attention that a second source word must have to count


def word_links(
    source: str,
    pieces: Sequence[str],
    target: str,
    tokens: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> list[Link]:
    """Link each word of `target` to the source word it was made from, a second one where it shares.

    Args:
        source: the text that was cut into `pieces`.
        pieces: the model's input tokens.
        target: the text that `tokens` decode to.
        tokens: the model's output tokens.
        attention: for each output token, the weight of each input token.
    """
    from_words = piece_words(source, pieces)
    to_words = piece_words(target, tokens)
    weights: dict[int, dict[int, float]] = {}
    for word, row in zip(to_words, attention, strict=False):
        if word < 0:
            continue
        sums = weights.setdefault(word, {})
        for origin, weight in zip(from_words, row, strict=False):
            if weight > _LEAST and origin >= 0:
                sums[origin] = sums.get(origin, 0.0) + weight
    return [link for word, sums in weights.items() for link in _strongest(word, sums)]


def piece_words(text: str, pieces: Sequence[str]) -> list[int]:
    """The number of the word that each token belongs to; -1 for a token without a letter of its own.

    Tokenizers normalise (NFKC), so characters are counted as they are after it, spaces left out.
    """
    plain = unicodedata.is_normalized("NFKC", text)
    owners: list[int] = []
    for number, (start, end) in enumerate(words(text)):
        length = end - start if plain else _normal_length(text[start:end])
        owners += [number] * length
    if not owners:
        return [-1] * len(pieces)
    lengths = [_normal_length(piece.replace(_SPACE, "").removesuffix(_JOINER).strip()) for piece in pieces]
    total = sum(lengths)
    scale = len(owners) / total if total and total != len(owners) else 1.0
    found, position = [], 0
    for length in lengths:
        middle = int((position + (length - 1) / 2 if length else position) * scale)
        found.append(owners[min(middle, len(owners) - 1)] if length else -1)
        position += length
    return found


def _normal_length(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(len(unicodedata.normalize("NFKC", letter)) for letter in text)


def _strongest(word: int, sums: dict[int, float]) -> list[Link]:
    if not sums:
        return []
    total = sum(sums.values())
    best = max(sums, key=lambda origin: sums[origin])
    return [(origin, word) for origin, weight in sums.items() if origin == best or weight >= _SHARE * total]
