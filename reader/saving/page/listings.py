"""Program code as pages show it: a line an element, numbers beside it, buttons above; made one plain text."""

from __future__ import annotations

import functools
import itertools
import re

from reader.saving.page.elements import BLOCK_TAGS, Element, ancestors, drop, names_of, tag_of, words_of

_NUMBERED = re.compile(
    r"\b(?:line ?no\w*|line ?num(?:ber)?s?(?: rows)?|linenodiv|gutter|blob num|highlighter line number|"
    r"code line number|hljs ln (?:numbers|n)|crayon nums?|code ?number)\b"
)
_LINE = re.compile(
    r"\b(?:line|code line|cl|view line|blob code|hljs ln code|token line|row|crayon line|cm line|"
    r"code ?row|source ?line)\b"
)
_LISTING = re.compile(
    r"\b(?:highlight|highlighter|rouge|syntaxhighlighter|code ?block|blob wrapper|crayon \w*|hljs ln|"
    r"codehilite|code ?listing|source ?code|program ?listing)\b"
)
_BUTTONS = re.compile(r"\b(?:copy|clipboard|toolbar|copybtn|code header|lang label)\b")
_MOST = 2_000
_LONGEST_HEAD = 60


def settle_listings(body: Element) -> None:
    """Make of every listing of a page one `pre` with its plain lines."""
    for table in list(itertools.islice(body.iter("table"), _MOST)):
        if _is_listing_table(table):
            _become_pre(_outermost(table), _lines_of_table(table))
    for element in list(itertools.islice(body.iter("pre"), _MOST)):
        if element.getparent() is not None:
            _drop_head(element)
            if len(element):
                _become_pre(element, _text_of(element))
    for element in list(itertools.islice(body.iter("code", "div", "ol"), _MOST * 10)):
        if element.getparent() is not None and _is_lines(element) and not _in_pre(element):
            _become_pre(element, _text_of(element))


def _drop_head(pre: Element) -> None:
    """Take away the line above a listing that names its language and has its buttons."""
    for element in itertools.islice((pre, *ancestors(pre)), 2):
        head = element.getprevious()
        names = " ".join(names_of(head, id_too=False)) if head is not None else ""
        if names and _BUTTONS.search(names) and len("".join(head.itertext())) < _LONGEST_HEAD:
            drop(head)


def _in_pre(element: Element) -> bool:
    return any(tag_of(a) == "pre" for a in ancestors(element))


def _is_listing_table(table: Element) -> bool:
    named = any(
        _LISTING.search(" ".join(names_of(e))) for e in (table, *itertools.islice(ancestors(table), 3))
    )
    if not named and table.find(".//pre") is None:
        return False
    cells = list(itertools.islice(table.iter("td"), 4))
    return any(_is_number(cell) for cell in cells) and len(cells) > 1


def _is_number(element: Element) -> bool:
    """Whether an element holds the numbers of lines, and nothing of the code."""
    names = " ".join(names_of(element))
    if _NUMBERED.search(names) is not None or element.get("data-line-number"):
        return True
    text = "".join(element.itertext()).split()
    return (
        tag_of(element) == "td"
        and bool(text)
        and [*map(str, range(1, len(text) + 1))] == text
        and len(text) > 1
    )


def _outermost(table: Element) -> Element:
    """The element around a table that holds nothing else."""
    top = table
    for above in itertools.islice(ancestors(table), 4):
        if tag_of(above) not in ("div", "figure", "pre", "code") or len(above) != 1:
            break
        top = above
    return top


def _lines_of_table(table: Element) -> str:
    rows = list(table.iter("tr"))
    texts = []
    for row in rows:
        cells = [c for c in row if tag_of(c) in ("td", "th") and not _is_number(c)]
        texts.append("".join(_text_of(cell) for cell in cells))
    return "\n".join(text.strip("\n") if len(rows) > 1 else text for text in texts)


def _is_lines(element: Element) -> bool:
    """Whether most children of an element that has the look of code are a line each."""
    children = [c for c in element if isinstance(c.tag, str)]
    if len(children) < 2:
        return False
    others = (c for c in children if not _is_called_line(c.get("class") or ""))
    if next(itertools.islice(others, len(children) // 5, None), None) is not None:
        return False  # more than a fifth
    lines = [c for c in children if _is_called_line(c.get("class") or "")]
    if tag_of(element) == "code":
        return True
    chain = (element, *itertools.islice(ancestors(element), 2))
    coded = all(tag_of(line) == "code" or line.find(".//code") is not None for line in lines)
    return coded or any(_LISTING.search(" ".join(names_of(e, id_too=False))) for e in chain)


@functools.lru_cache(maxsize=8192)  # a page has few distinct class names
def _is_called_line(classes: str) -> bool:
    return _LINE.search(" ".join(words_of(classes))) is not None


def _text_of(element: Element) -> str:
    """The lines of a listing, numbers and buttons left out."""
    parts: list[str] = []
    _collect(element, parts, depth=0)
    text = "".join(parts).replace("\r\n", "\n").replace("\u200b", "").replace("\xa0", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _collect(element: Element, parts: list[str], depth: int) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and depth < 60:
            _one(child, parts, depth)
        parts.append(child.tail or "")


def _one(child: Element, parts: list[str], depth: int) -> None:
    tag = tag_of(child)
    names = " ".join(names_of(child, id_too=False))
    if tag == "br":
        parts.append("\n")
        return
    if tag in ("button", "svg") or _is_number(child) or _BUTTONS.search(names):
        return
    line = tag in BLOCK_TAGS or (_LINE.search(names) is not None and tag in ("span", "code", "div"))
    if line and parts and "".join(parts[-3:])[-1:] not in ("", "\n"):
        parts.append("\n")
    before = len(parts)
    _collect(child, parts, depth + 1)
    if line and not "".join(parts[before:]).endswith("\n") and not (child.tail or "").startswith("\n"):
        parts.append("\n")


def _become_pre(element: Element, text: str) -> None:
    if not text.strip():
        return
    tail = element.tail
    element.clear()
    element.tag, element.tail = "pre", tail
    element.text = text
