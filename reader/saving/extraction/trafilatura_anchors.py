"""Which of a page's words are article, as trafilatura judges it: the anchor of our own choice of blocks."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Collection, Iterable
from types import ModuleType
from typing import Any

from reader.saving.page.block_flow import Block
from reader.saving.page.elements import HEAD_TAGS, Element, Tokens, tag_of, text_of

log = logging.getLogger(__name__)

_MOST_ELEMENTS = 30_000  # trafilatura is quadratic on some pages; beyond this we choose alone
_MANY_ELEMENTS = 5_000  # from here on the words in bold of a long page are plain text for trafilatura
_FORMATTING = ("b", "big", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")
_PROSE = 60  # characters of a block that reads like prose
_SHORT_LINE, _MANY = 15, 2_000  # characters; so many of these are prose where nothing is longer
_LONG_LINE = 60
_LEAST_WORDS = 5  # of a block that is judged by its runs
ANCHORED = 0.6
"""Share of a block's three-word runs that trafilatura kept, from which it kept the block."""
_SURE = 1_500  # characters it must find by its rules alone, or it is asked for its second opinions too
_LARGE_PART = 0.4  # … and part of what stands in paragraphs

for _name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class Anchors:
    """The three-word runs of the text that trafilatura keeps.

    Args:
        text: that text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._runs: set[tuple[str, ...]] = set()
        self._lines: set[Tokens] = set()
        self._long: set[tuple[str, ...]] | None = None  # of the longer lines
        for line in text.splitlines():
            found = Tokens.of(line)
            self._lines.add(found)
            self._runs.update(found.runs)
            if len(line) > _LONG_LINE:
                self._long = self._long or set()
                self._long.update(found.runs)

    def share(self, block_words: Tokens) -> float:
        """The share of a block's three-word runs that trafilatura kept; short blocks are all or nothing."""
        if len(block_words) < _LEAST_WORDS:
            return 1.0 if block_words in self._lines else 0.0
        return sum(map(self._runs.__contains__, block_words.runs)) / len(block_words.runs)

    def held_part(self, texts: Iterable[Tokens]) -> float:
        """The part of its runs that `texts` hold.

        Of those in its longer lines, where it has any: a hundred labels are no text.
        """
        runs = self._runs if self._long is None else self._long
        missing = runs.difference(*(found.runs for found in texts))
        return 1 - len(missing) / max(1, len(runs))

    def missing_from(self, texts: Iterable[Tokens]) -> frozenset[tuple[str, ...]]:
        """The three-word runs that none of `texts` holds."""
        return frozenset(self._runs.difference(*(found.runs for found in texts)))

    def part(self, runs: Collection[tuple[str, ...]]) -> float:
        """How large a part of all its runs some of them are, from 0 to 1."""
        return len(runs) / max(1, len(self._runs))

    def held(self, found: Tokens, among: Collection[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
        """Those runs `among` some that a text holds."""
        return frozenset(run for run in found.runs if run in among)


def anchors_from_prose(blocks: list[Block]) -> Anchors:
    """Anchors of our own, for pages trafilatura gives up on: every block that reads like prose.

    A text of thousands of short lines, such as a play or the log of a talk, is prose as well.
    """
    texts = [b.text for b in blocks if b.kind in ("p", "quote", "code", "table") and b.links < 0.3]
    prose = [text for text in texts if len(text) > _PROSE]
    if not prose and len(texts) > _MANY:
        prose = [text for text in texts if len(text) > _SHORT_LINE]
    return Anchors("\n".join(prose))


def find_anchors(html: str, elements: int) -> Anchors:
    """Ask trafilatura what the article is; an empty answer is an empty anchor.

    Args:
        html: the prepared page; it is parsed once more, since trafilatura changes what it reads.
        elements: how many it has.
    """
    if elements > _MOST_ELEMENTS:
        log.info("page has %d elements; chosen without trafilatura", elements)
        return Anchors("")
    from lxml import etree

    try:
        source = html.encode("utf-8", "replace")
        page = _parsed(source, elements)
        paragraphs = sum(len(text_of(p)) for p in page.iter("p"))
        text = _kept_text(page, fast=True)
        if len(text) < max(_SURE, _LARGE_PART * paragraphs):
            text = _kept_text(_parsed(source, elements), fast=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        log.warning("trafilatura failed: %s", type(error).__name__)
        return Anchors("")
    return Anchors(text)


def _parsed(source: bytes, elements: int) -> Element:
    """A tree for trafilatura, whose questions take the square of the pieces of text: it is parsed once more
    where words in bold cut it into many, for taking their tags out leaves the pieces."""
    from lxml import etree

    page = etree.fromstring(source, _parser())
    for head in page.findall("head"):
        if all(tag_of(child) in HEAD_TAGS for child in head):  # the parser may leave a whole article in it
            page.remove(head)
    if elements <= _MANY_ELEMENTS:
        return page
    etree.strip_tags(page, *_FORMATTING)
    return etree.fromstring(etree.tostring(page, encoding="utf-8", method="html"), _parser())


def _kept_text(page: Element, fast: bool) -> str:
    """What trafilatura keeps of a tree, which it changes; `fast` asks none of its second opinions."""
    found = _trafilatura().bare_extraction(
        page,
        fast=fast,
        with_metadata=False,
        include_comments=False,
        include_tables=True,
        include_images=False,
    )
    return getattr(found, "text", None) or ""


@functools.cache
def _trafilatura() -> ModuleType:
    """The library without its detector of languages, which is not asked here.

    The detector brings numpy along: two fifths of the processor time that the first page takes.
    """
    detector = "py3langid"
    loaded = sys.modules.get(detector)
    sys.modules[detector] = None  # type: ignore[assignment]  # what an import takes for absent
    try:
        import trafilatura

        return trafilatura
    finally:
        del sys.modules[detector]
        if loaded is not None:
            sys.modules[detector] = loaded


@functools.cache
def _parser() -> Any:
    """A parser whose elements have the methods trafilatura calls, each made without a call of Python."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    return parser
