"""The shortlist of a Firefox model: for each piece of a source word, the pieces that may translate it.

The model chooses among them, which is what makes it quick; here they also say which words may belong
together. The file is looked through before native code reads it, which trusts its numbers.
"""

from __future__ import annotations

import functools
import itertools
import struct
from collections.abc import Callable, Sequence

Encode = Callable[[str], list[int]]
"""The numbers of a text's pieces in a vocabulary."""

_HEAD = struct.Struct("<QQQQQQ")  # mark, check sum, always allowed, best of each, offsets, pieces
_MARK = 0xF11A48D5013417F5
_COMMON = 400  # pieces with lower numbers are in half of all lists and say little
_COMMON_WEIGHT = 0.25


class Shortlist:
    """A shortlist whose numbers have passed every check.

    Args:
        data: the file.
        sizes: pieces of the source's and of the target's vocabulary.

    Raises:
        ValueError: it is cut, damaged, or of another model.
    """

    def __init__(self, data: bytes, sizes: tuple[int, int]) -> None:
        if len(data) < _HEAD.size:
            raise ValueError("the shortlist breaks off in its head")
        mark, _, _, _, count, pieces = _HEAD.unpack_from(data)
        end = _HEAD.size + 8 * count
        if mark != _MARK or count != sizes[0] + 1 or len(data) != end + 4 * pieces:
            raise ValueError("the shortlist is cut, or of another model")
        self._offsets = memoryview(data)[_HEAD.size : end].cast("Q")
        self._pieces = memoryview(data)[end:].cast("I")
        offsets = self._offsets.tolist()
        if offsets[0] or offsets[-1] != pieces or any(a > b for a, b in itertools.pairwise(offsets)):
            raise ValueError("the shortlist's lists overlap")
        if pieces and max(self._pieces.tolist()) >= sizes[1]:
            raise ValueError("the shortlist names pieces that the vocabulary lacks")

    def of(self, piece: int) -> frozenset[int]:
        """The target pieces that may translate a source piece."""
        return frozenset(self._pieces[self._offsets[piece] : self._offsets[piece + 1]])


def lexicon(shortlist: Shortlist, source: Encode, target: Encode) -> Callable[[str, str], float]:
    """A measure, from 0 to 1, of how likely a target word stands for a source word."""

    @functools.lru_cache(maxsize=20_000)
    def allowed(word: str) -> frozenset[int]:
        lists: Sequence[frozenset[int]] = [shortlist.of(piece) for piece in source(word)]
        return frozenset().union(*lists)

    @functools.lru_cache(maxsize=20_000)
    def pieces_of(word: str) -> tuple[int, ...]:
        return tuple(target(word))

    def likely(word: str, other: str) -> float:
        pieces = pieces_of(other)
        if not pieces:
            return 0.0
        known = allowed(word)
        weights = [_COMMON_WEIGHT if piece < _COMMON else 1.0 for piece in pieces]
        return sum(w for w, piece in zip(weights, pieces, strict=True) if piece in known) / len(pieces)

    return likely
