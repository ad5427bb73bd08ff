"""The model's attention, token by token, made into an alignment of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from reader.core.alignment import Link, words
from reader.translation.engines.sentence_alignment import Likely, align

_SPACE = "▁"
_JOINER = "@@"
_LEAST = 0.02  # weights below decide nothing
_SHARE = 0.4  # of a target word's claims that a second source word must have to count
_SHARE_ATTENDED = 0.3  # the same of its attention
_LEAST_GIVEN = 0.1  # attention a source word gets in all, below which its share of it tells nothing
_ENOUGH = 0.15  # of a target word's attention by which a source word that nothing is linked to gets a link


def word_links(
    source: str,
    pieces: Sequence[str],
    target: str,
    tokens: Sequence[str],
    attention: Sequence[Sequence[float]],
    likely: Likely | None = None,
) -> tuple[list[Link], list[Link]]:
    """Link each word of `target` to the source word it was made from, a second one where it shares.

    Attention leans on full stops and on words beside, which get much of it from many words; so what counts is
    how much of the attention that a source word gets at all comes from this word. With a lexicon, that is one
    of the things by which `align` finds the links. Without one, a source word that is left over gets the word
    that attends to it most, if that does so well. That finds a partner for nearly every word; which words of
    the source were left out is seen by the attention as it is.

    Args:
        source: the text that was cut into `pieces`.
        pieces: the model's input tokens.
        target: the text that `tokens` decode to.
        tokens: the model's output tokens.
        attention: for each output token, the weight of each input token.
        likely: a lexicon, where there is one.

    Returns:
        The links, and those of each word to what it attends to most, whatever else attends to that.
    """
    from_words = piece_words(source, pieces)
    to_words = piece_words(target, tokens)
    weights: dict[int, dict[int, float]] = {}
    counts: dict[int, int] = {}
    for word, row in zip(to_words, attention, strict=False):
        if word < 0:
            continue
        counts[word] = counts.get(word, 0) + 1
        sums = weights.setdefault(word, {})
        for origin, weight in zip(from_words, row, strict=False):
            if weight > _LEAST and origin >= 0:
                sums[origin] = sums.get(origin, 0.0) + weight
    given: dict[int, float] = {}
    for word, sums in weights.items():
        for origin in sums:
            sums[origin] /= counts[word]
            given[origin] = given.get(origin, 0.0) + sums[origin]
    attended = [link for word, sums in weights.items() for link in _strongest(word, sums, _SHARE_ATTENDED)]
    claims = {
        word: {origin: weight / max(_LEAST_GIVEN, given[origin]) for origin, weight in sums.items()}
        for word, sums in weights.items()
    }
    if likely is not None:
        shares = {word: _of_whole(own) for word, own in claims.items()}
        return align(source, target, likely, claims=shares), attended
    links = [link for word, own in claims.items() for link in _strongest(word, own, _SHARE)]
    return links + _left_over(links, weights, _of_letters(source), _of_letters(target)), attended


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


def _of_whole(sums: dict[int, float]) -> dict[int, float]:
    total = sum(sums.values())
    return {origin: weight / total for origin, weight in sums.items()}


def _strongest(word: int, sums: dict[int, float], share: float) -> list[Link]:
    if not sums:
        return []
    total = sum(sums.values())
    best = max(sums, key=lambda origin: sums[origin])
    return [(origin, word) for origin, weight in sums.items() if origin == best or weight >= share * total]


def _left_over(
    links: Sequence[Link], weights: dict[int, dict[int, float]], here: set[int], there: set[int]
) -> list[Link]:
    """A link for each source word of letters that has none, to the word that attends to it most."""
    best: dict[int, tuple[float, int]] = {}
    left = here - {origin for origin, _ in links}
    for word, sums in weights.items():
        for origin in left & sums.keys() if word in there else ():
            if sums[origin] > best.get(origin, (_ENOUGH, 0))[0]:
                best[origin] = sums[origin], word
    return [(origin, word) for origin, (_, word) in best.items()]


def _of_letters(text: str) -> set[int]:
    """The numbers of a text's words that are no signs."""
    return {number for number, (start, _) in enumerate(words(text)) if text[start].isalnum()}
