"""Which of a page's words are article, as trafilatura judges it: the anchor of our own choice of blocks."""

from __future__ import annotations

import copy
import logging

from reader.saving.elements import Element, words

log = logging.getLogger(__name__)

_MOST_ELEMENTS = 30_000  # trafilatura is quadratic on some pages; beyond this we choose alone
_GRAM = 3

for _name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Anchors:
    """The three-word runs of the text that trafilatura keeps.

    Args:
        text: that text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._grams: set[tuple[str, ...]] = set()
        self._lines: set[tuple[str, ...]] = set()
        for line in text.splitlines():
            found = words(line)
            self._lines.add(tuple(found))
            self._grams.update(_grams(found))

    def share(self, block_words: list[str]) -> float:
        """The share of a block's three-word runs that trafilatura kept; short blocks are all or nothing."""
        if len(block_words) <= _GRAM + 1:
            return 1.0 if tuple(block_words) in self._lines else 0.0
        grams = _grams(block_words)
        return sum(g in self._grams for g in grams) / len(grams)


def find_anchors(tree: Element, url: str) -> Anchors:
    """Ask trafilatura (on a copy) what the article is; an empty answer is an empty anchor."""
    count = sum(1 for _ in tree.iter())
    if count > _MOST_ELEMENTS:
        log.info("page has %d elements; chosen without trafilatura", count)
        return Anchors("")
    import trafilatura

    page = copy.deepcopy(tree)
    try:
        found = trafilatura.bare_extraction(
            page, url=None, with_metadata=False, include_comments=False, include_tables=True, include_images=False
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, AssertionError) as error:
        log.warning("trafilatura failed: %s", type(error).__name__)
        return Anchors("")
    return Anchors((found.text or "") if found is not None else "")


def _grams(found: list[str]) -> list[tuple[str, ...]]:
    return [tuple(found[i : i + _GRAM]) for i in range(len(found) - _GRAM + 1)]
