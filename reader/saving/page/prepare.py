"""Text of a page made fit for the parser: scripts out, control characters out, depth capped.

libxml2 forgets everything after about 255 nested elements and stops at a reference to a forbidden
character, silently; so both are mended before it sees them. Every pass here is linear.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.saving.name_sets import name_set
from reader.saving.page.double_encoding import once_encoded
from reader.saving.page.formulas import source_markup
from reader.saving.page.html5 import (
    FORMATTING_GROWS,
    formatting,
    standard_html,
    streamed_parts,
    with_places,
)

DEEPEST = 100
"""Nested elements kept; deeper ones lose their tags, not their text."""

_MOST_TAGS = 200_000
_LONGEST_ATTRIBUTES = 20_000  # characters between < and >; a longer tag loses them all
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,9}));?")
_SOFT_HYPHEN = "\u00ad"
_SOFT_HYPHEN_NAMED = re.compile(r"&(?:shy;|#(?:0*173(?!\d)|[xX]0*[aA][dD](?![\da-fA-F]));?)")
_SOFT_HYPHEN_OPEN = re.compile(r"<[a-zA-Z/!][^<>]*>|&shy(?![;=]|\w{1,40}=)")
"""A tag, in whose attributes the name without its semicolon is part of an address, or that name."""
_ADDRESS = re.compile(  # up to its path, and the rest
    r"""((?:\b(?:href|src|srcset|poster)\s*=\s*["']|=\s*["'](?=(?:https?:)?/))(?:(?:https?:)?//[^/"'<>]*)?)"""
    r"""([^"'<>]*)""",
    re.I,
)
_RAW = re.compile(
    r"<(/?)(script|style|template|svg|math|textarea|iframe|noembed|xmp|canvas)\b|<!--(?:-?>)?",
    re.I,
)
_RAW_ENDS = {"<!--": re.compile(r"--!?>")} | {
    name: re.compile(rf"</{name}\b", re.I)
    for name in name_set("script style template svg math textarea iframe noembed xmp canvas")
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]{0,40})([^<>]{0,20000})(>?)")
_TYPE = re.compile(r"type\s*=\s*[\"']?\s*application/ld\+json", re.I)
_TEX = re.compile(r"type\s*=\s*[\"']?\s*math/(?:tex|latex)", re.I)
_LONGEST_FORMULA = 60_000
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})[\s/][^<>]{20000,}>")
_UNKNOWN_VOID = re.compile(  # libxml2 leaves them open
    r"<(source|track|wbr|embed|bgsound|frame|keygen)\b([^<>]{0,4000}?)/?>", re.I
)
_LEFT_RAW = re.compile(r"</?(?:script|style)\b[^<>]{0,4000}>?", re.I)  # put together by what was taken out
_VOID = name_set("""area base br col embed hr img input link meta param source track wbr""")
_SELF_CLOSING = name_set("""p li dt dd tr td th option thead tbody tfoot colgroup caption""")
_NESTING = re.compile(
    rf"<(/?)(?!(?:{'|'.join(sorted(_VOID | _SELF_CLOSING))})(?![a-z0-9:_-]))[a-z]".encode("ascii")
)
"""The tags that nest, in small letters; a closing one of what needs none, such as `</p>`, is left out too."""
_STEPS = {b"": 1, b"/": -1}
_CONTROL_BYTES = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32)) + b"\x7f"
_CONTROLS_IN_UTF8 = (  # two, for each begins with a byte of its own and is looked for by it
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])"),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`html` without scripts and styles, the texts of its JSON-LD scripts, and whether depth was cut."""

    html: str
    json_ld: tuple[str, ...]
    deep: bool


def prepare(text: str) -> Prepared:
    """Make `text` fit for the parser."""
    kept: list[str] = []
    scripts: list[str] = []
    # first of all: a control character within a tag's name would hide a script from us and not from others
    text = clean_characters(once_encoded(text))
    text = _without_soft_hyphens(text)
    streamed = streamed_parts(text)
    for is_script, piece in _without_raw(with_places(text) if streamed else text):
        (scripts if is_script else kept).append(piece)
    html = _REFERENCE.sub(_allowed_reference, "".join(kept))
    html = _LEFT_RAW.sub("", html)
    if max(map(len, html.split("<"))) > _LONGEST_ATTRIBUTES:
        html = _LONG_TAG.sub(r"<\1>", html)
    html, deep = cap_depth(html)
    reopened = formatting(html)
    html = standard_html(html, reopened, streamed)
    if deep or reopened > FORMATTING_GROWS:
        html, deeper = cap_depth(html)
        deep |= deeper
    html = _UNKNOWN_VOID.sub(r"<\1\2></\1>", html)
    return Prepared(html, tuple(scripts), deep)


def _without_soft_hyphens(text: str) -> str:
    """`text` with whole words, as search and dictionaries look them up; in addresses they count."""
    if "&shy" in text:
        text = _SOFT_HYPHEN_OPEN.sub(lambda found: found[0] if found[0][0] == "<" else "", text)
    text = _SOFT_HYPHEN_NAMED.sub(_SOFT_HYPHEN, text)
    if _SOFT_HYPHEN not in text:
        return text
    text = _ADDRESS.sub(lambda found: found[1] + found[2].replace(_SOFT_HYPHEN, "%C2%AD"), text)
    return text.replace(_SOFT_HYPHEN, "")


def clean_characters(text: str) -> str:
    """`text` without the control characters that XML forbids."""
    return _CONTROL.sub("", text) if _may_have_controls(text) else text


def _may_have_controls(text: str) -> bool:
    """Whether a text may have control characters: looking at its bytes takes a third of the time."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True  # half a pair of surrogates
    if len(data.translate(None, _CONTROL_BYTES)) != len(data):
        return True
    return len(data) > len(text) and any(begun.search(data) for begun in _CONTROLS_IN_UTF8)


def cap_depth(html: str, deepest: int = DEEPEST) -> tuple[str, bool]:
    """Take out the tags (not the text) of elements nested deeper than `deepest`, and of too many elements."""
    if html.count("<") <= _MOST_TAGS and _deepest_possible(html) <= deepest:
        return html, False
    kept: list[str] = []
    depth = count = last = dropped = 0
    for match in _TAG.finditer(html):
        name = match.group(2).lower()
        if name in _VOID or name in _SELF_CLOSING or match.group(3).endswith("/"):
            count += 1
            drop = count > _MOST_TAGS
        elif match.group(1):
            drop = dropped > 0
            dropped -= drop
            depth -= not drop and depth > 0
        else:
            count += 1
            drop = depth >= deepest or count > _MOST_TAGS
            dropped += drop
            depth += not drop
        if drop:
            kept.append(html[last : match.start()])
            last = match.end()
    kept.append(html[last:])
    return "".join(kept), last > 0


def _deepest_possible(html: str) -> int:
    """How deep the elements of a page nest at most, without a look at what each tag is for itself."""
    # of letters that are not ASCII some have a small or a capital form that is: they part no names here
    small = html.encode("utf-8", "replace").lower()
    steps = map(_STEPS.__getitem__, _NESTING.findall(small))
    depths = list(itertools.accumulate(steps, initial=0))
    lowest = itertools.accumulate(depths, min)  # what is closed without having been open counts for nothing
    return max(depth - low for depth, low in zip(depths, lowest, strict=True))


def _allowed_reference(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    if code in (9, 10, 13, 133) or 128 <= code <= 159 or code > 31:
        forbidden = 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code & 0xFFFE == 0xFFFE or code == 127
        return "" if forbidden else match.group(0)
    return ""


def _without_raw(text: str) -> Iterator[tuple[bool, str]]:
    """Yield `(is JSON-LD, piece)`: the pieces outside raw elements and comments, and JSON-LD scripts.

    An element that never ends hides only its tag, not the rest of the page.
    """
    position = searched = 0
    endless: set[str] = set()  # names whose end was looked for in vain, that no page is searched twice
    while (match := _RAW.search(text, searched)) is not None:
        searched = match.end()
        start, name = match.start(), (match.group(2) or "").lower() or match.group(0)
        if match.group(1) or name not in _RAW_ENDS:
            continue
        yield False, text[position:start]
        closing = None if name in endless else _RAW_ENDS[name].search(text, searched)
        if closing is None:
            endless.add(name)
            position = searched if name == "<!--" else text.find(">", start) + 1 or len(text)
            searched = max(searched, position)
            continue
        end = text.find(">", closing.start()) + 1 or closing.end()
        if name == "iframe":
            yield False, _opening(text, start)
        elif name == "script" and _TYPE.search(text, start, min(start + 300, closing.start())):
            yield True, text[text.find(">", start) + 1 : closing.start()]
        elif name == "math" or (name == "script" and _TEX.search(text, start, start + 300)):
            yield False, source_markup(text[start : min(end, start + _LONGEST_FORMULA)])
        position = searched = end
    yield False, text[position:]


def _opening(text: str, start: int) -> str:
    """The start tag of an iframe, closed at once: its address may be a video's."""
    end = text.find(">", start, start + _LONGEST_ATTRIBUTES)
    return text[start : end + 1] + "</iframe>" if end > 0 else ""
