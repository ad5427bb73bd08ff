"""Inline markup of one part: text runs under a stack of tags, made canonical and written again.

The same runs give the part's `html` and its plain `text`, so that offsets in one are offsets in the
other: a `<br>` is one line feed, white space is collapsed across tags, and nothing is shown that
is not in the text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

INLINE_TAGS = frozenset({"b", "i", "em", "strong", "a", "code", "sub", "sup", "br", "mark", "s", "u"})
"""The tags a part's html may hold."""

SAME_AS = {
    "cite": "i", "var": "i", "dfn": "i", "del": "s", "strike": "s", "ins": "u", "kbd": "code", "samp": "code",
    "tt": "code",
}  # fmt: skip
"""Tags that are written as another."""

_LINK_SCHEMES = ("http://", "https://", "mailto:")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = {0x0B: " ", 0x0C: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
_EDGE = " \u00a0\u202f\u200b\ufeff"  # not shown at the ends of a line
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[\t\r\f\n][ \t\r\f\n]*| [ \t\r\f\n]+")  # all but a single space
_LONGEST_ADDRESS = 4_000

Tag = tuple[str, str]
"""A tag's name and, for a link, its address (else empty)."""


class Run(NamedTuple):
    """Some text and the tags around it, outermost first. A line break is the text "\\n"."""

    text: str
    tags: tuple[Tag, ...] = ()


def clean_characters(text: str) -> str:
    """Return the text without control characters, lone surrogates and non-characters."""
    if _ODD.search(text) is None:
        return text
    return _CONTROL.sub("", text.translate(_LINE_ENDS).replace("\r\n", "\n").replace("\r", "\n"))


def link_tag(href: str) -> Tag | None:
    """Return the tag of a link, or `None` for an address that a link may not lead to."""
    address = clean_characters(href).strip()
    if len(address) > _LONGEST_ADDRESS or not address.lower().startswith(_LINK_SCHEMES):
        return None
    return ("a", address)


def add_tag(tags: tuple[Tag, ...], tag: Tag) -> tuple[Tag, ...]:
    """Put a tag inside others; the same twice, or a link in a link, counts once."""
    return tags if any(name == tag[0] for name, _ in tags) else (*tags, tag)


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Make runs canonical: NFC, equal tags merged, one space for much and none at the ends of lines."""
    runs = list(runs)
    if not runs:
        return []
    tidied = _merged(_collapsed(_composed(_merged(runs))))
    return tidy(tidied) if any(map(_is_cut, tidied, tidied[1:])) else tidied


def _is_cut(before: Run, run: Run) -> bool:
    """Whether a run begins with a mark of the one before: the space it stood on has gone there."""
    return run.text[0] > "\u02ff" and _joins_previous(run.text[0]) and not before.text.startswith("\n")


def split_paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """Cut tidy runs at empty lines (two line breaks or more): one list a paragraph, none empty."""
    runs = list(runs)
    if not any(run.text.startswith("\n\n") for run in runs):
        return [runs] if runs else []
    paragraphs: list[list[Run]] = [[]]
    for run in runs:
        if run.text.startswith("\n\n"):
            paragraphs.append([])
            continue
        paragraphs[-1].append(run)
    return [tidied for paragraph in paragraphs if (tidied := tidy(paragraph))]


def plain_run(text: str, tags: tuple[Tag, ...] = ()) -> Run:
    """A run of source text, whose line feeds are only white space."""
    return Run(_SPACES.sub(" ", text), tags)


def single_breaks(runs: Iterable[Run]) -> list[Run]:
    """Return tidy runs with every empty line turned into one line break."""
    return [Run("\n") if run.text.startswith("\n") else run for run in runs]


def text_of(runs: Iterable[Run]) -> str:
    """Return the plain text of runs."""
    return "".join(run.text for run in runs)


def html_of(runs: Iterable[Run]) -> str:
    """Return runs as HTML: only inline tags, everything else escaped."""
    out: list[str] = []
    open_tags: tuple[Tag, ...] = ()
    for run in runs:
        shared = _shared(open_tags, run.tags)
        out.extend(f"</{name}>" for name, _ in reversed(open_tags[shared:]))
        out.extend(_opening(tag) for tag in run.tags[shared:])
        open_tags = run.tags
        out.append(escape(run.text, quote=False).replace("\n", "<br>"))
    out.extend(f"</{name}>" for name, _ in reversed(open_tags))
    return "".join(out)


def _opening(tag: Tag) -> str:
    name, address = tag
    return f'<a href="{escape(address)}">' if name == "a" else f"<{name}>"


def _shared(one: tuple[Tag, ...], other: tuple[Tag, ...]) -> int:
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours with the same tags; line breaks carry no tags and stand alone."""
    merged: list[Run] = []
    for tags, group in itertools.groupby(
        runs, key=lambda run: None if run.text.startswith("\n") else run.tags
    ):
        text = "".join(run.text for run in group)
        if text:
            merged.append(Run(text, tags or ()))
    return merged


def _composed(runs: list[Run]) -> list[Run]:
    """NFC of the text as a whole: a mark that begins a run belongs to the letter before it."""
    composed: list[Run] = []
    for run in runs:
        text = run.text
        lead = sum(1 for _ in itertools.takewhile(_joins_previous, text))
        if composed and lead and not composed[-1].text.startswith("\n"):
            composed[-1] = Run(composed[-1].text + text[:lead], composed[-1].tags)
            text = text[lead:]
        if text:
            composed.append(Run(text, run.tags))
    return [Run(unicodedata.normalize("NFC", run.text), run.tags) for run in composed]


def _joins_previous(character: str) -> bool:
    """Whether NFC may join a character to the one before: combining marks and Hangul vowels and finals."""
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"


def _collapsed(runs: list[Run]) -> list[Run]:
    """One space for much, none at the ends of lines, and between two runs outside the tags of either."""
    out: list[Run] = []
    spaced = False  # a space waits to be written before the next text
    for run in runs:
        if run.text.startswith("\n"):
            _trim_end(out)
            out.append(run)
            spaced = False
            continue
        text = _SPACES.sub(" ", run.text)
        at_start = not out or out[-1].text.startswith("\n")
        spaced = (spaced or text.startswith(" ")) and not at_start
        bare = text.lstrip(_EDGE) if at_start else text.lstrip(" ")
        if not bare:
            continue
        if spaced:
            tags = run.tags[: _shared(out[-1].tags, run.tags)]
            out.append(Run(" ", tags))
        out.append(Run(bare.rstrip(" "), run.tags))
        spaced = bare.endswith(" ")
    return _without_outer_breaks(out)


def _without_outer_breaks(runs: list[Run]) -> list[Run]:
    _trim_end(runs)
    while runs and runs[-1].text.startswith("\n"):
        runs.pop()
        _trim_end(runs)
    first = next((index for index, run in enumerate(runs) if not run.text.startswith("\n")), len(runs))
    return runs[first:]


def _trim_end(runs: list[Run]) -> None:
    """Remove what is not shown at the end of a line from the end of the runs."""
    while runs and not runs[-1].text.startswith("\n"):
        last = runs.pop()
        text = last.text.rstrip(_EDGE)
        if text:
            runs.append(Run(text, last.tags))
            return
