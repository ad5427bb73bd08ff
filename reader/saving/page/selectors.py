"""A small part of CSS selectors, for site rules: tag, class, id, attribute, descendant and child.

`article.main > p.lead`, `#story [itemprop=author]`, `div[class*="share"]`. A last `@name` asks for an
attribute instead of the text: `time@datetime`. What is not understood is an error, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.saving.page.elements import Element, text_of

LONGEST = 300
_MOST_FOUND = 500
_JOINT = re.compile(r"\s*(>?)\s*")
_TAG = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*|\*")
_PART = re.compile(
    r"\.(?P<class>-?[A-Za-z_][\w-]*)|#(?P<id>-?[A-Za-z_][\w-]*)"
    r"|\[(?P<name>[A-Za-z_][\w:-]*)(?:(?P<how>[*^$~]?=)(?:\"(?P<double>[^\"'\]]*)\"|'(?P<single>[^\"'\]]*)'|(?P<bare>[\w./:-]+)))?\]"
)


class BadSelector(ValueError):  # noqa: N818 - says what is wrong with a rule's file
    """A selector that is not understood."""


@dataclass(frozen=True, slots=True)
class Selector:
    """A compiled selector: its XPath, and the attribute asked for ("" for the text)."""

    xpath: str
    attribute: str = ""

    def elements(self, tree: Element) -> list[Element]:
        """The elements it finds, in the order of the page."""
        return list(tree.xpath(self.xpath))[:_MOST_FOUND]

    def values(self, tree: Element) -> list[str]:
        """Their texts or attributes, without the empty ones."""
        found = self.elements(tree)
        texts = [(e.get(self.attribute) or "").strip() if self.attribute else text_of(e) for e in found]
        return [text for text in texts if text]


def compile_selector(text: str) -> Selector:
    """Read a selector.

    Raises:
        BadSelector: it is too long or not understood.
    """
    written = text.strip()
    if not written or len(written) > LONGEST:
        raise BadSelector(f"{text[:40]!r} is empty or too long")
    attribute = ""
    named = re.search(r"@([A-Za-z_][\w:-]*)$", written)
    if named is not None:
        attribute, written = named.group(1).lower(), written[: named.start()]
    alternatives = [_path(part) for part in written.split(",")]
    return Selector(" | ".join(alternatives), attribute)


def _path(text: str) -> str:
    text = text.strip()
    path, position = ".", 0
    while position < len(text):
        joint = _JOINT.match(text, position)
        assert joint is not None, "it matches nothing at all, too"
        if position == 0 and joint.group(1):
            raise BadSelector(f"{text[:60]!r} begins with >")
        step, end = _step(text, joint.end())
        path += ("/" if joint.group(1) else "//") + step
        if end < len(text) and not re.match(r"[\s>]", text[end]):
            raise BadSelector(f"{text[:60]!r}, at {text[end : end + 10]!r}")
        position = end
    if path == ".":
        raise BadSelector("nothing before or after a comma")
    return path


def _step(text: str, position: int) -> tuple[str, int]:
    """One element's conditions from `position` on, and where they end."""
    start = position
    tag = _TAG.match(text, position)
    name = tag.group(0).lower() if tag is not None else "*"
    position = tag.end() if tag is not None else position
    conditions = ""
    while part := _PART.match(text, position):
        conditions += f"[{_condition(part)}]"
        position = part.end()
    if position == start:
        raise BadSelector(f"{text[:60]!r}, at {text[start : start + 10]!r}")
    return name + conditions, position


def _condition(part: re.Match[str]) -> str:
    if part["class"]:
        return f"contains(concat(' ', normalize-space(@class), ' '), ' {part['class']} ')"
    if part["id"]:
        return f"@id='{part['id']}'"
    name, how = part["name"], part["how"]
    value = part["double"] or part["single"] or part["bare"] or ""
    if not how:
        return f"@{name}"
    return {
        "=": f"@{name}='{value}'",
        "*=": f"contains(@{name}, '{value}')",
        "^=": f"starts-with(@{name}, '{value}')",
        "$=": f"substring(@{name}, string-length(@{name}) - {len(value) - 1}) = '{value}'",
        "~=": f"contains(concat(' ', normalize-space(@{name}), ' '), ' {value} ')",
    }[how]
