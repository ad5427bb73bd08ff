"""Questions to elements and markup while a page is read into blocks: hidden, caption, table, tidy text."""

from __future__ import annotations

import html as html_text
import itertools
import re

from reader.saving.page.elements import HEADINGS, Element, ancestors, collapse, names_of, tag_of, text_of

_HIDING = frozenset(("hidden", "hide", "is-hidden", "d-none"))
_PANEL = frozenset(("tab", "tabs", "pane", "panel", "accordion", "collapse", "answer", "faq"))
_SHOWN_AGAIN = re.compile(r"(?:^|[\s:-])!?(?:block|flex|inline|grid|table|contents|list-item|visible|show)\b")
"""“hidden md:block” and “d-none d-lg-block” hide on small screens alone."""
_PRESSED = ("#", "javascript:")
"""How the addresses of links begin that lead nowhere else."""
_LONGEST_PRESSED = 60  # characters of what is pressed: “Read the rest of the article”
_GALLERY = re.compile(r"\b(?:gallery-(?:item|icon)|blocks-gallery-item)\b")


def is_hidden(element: Element) -> bool:
    """Whether the page itself hides an element from readers."""
    for name, value in element.items():  # one call for all of them: it is asked of every element
        if name == "hidden":
            found = value != "until-found"
        elif name == "style":
            style = value.replace(" ", "").lower()
            found = "display:none" in style or "visibility:hidden" in style
        elif name == "class":
            found = ("hid" in value or "d-none" in value) and _is_hidden_by_name(element, value)
        elif name == "aria-hidden":
            found = value == "true" and tag_of(element) != "img" and len(text_of(element)) < 200
        else:
            continue
        if found:
            return True
    return False


def _is_hidden_by_name(element: Element, names: str) -> bool:
    """Whether a class hides an element that no press shows: no answer below its question, no tab."""
    if _HIDING.isdisjoint(names.lower().split()) or _SHOWN_AGAIN.search(names):
        return False
    if element.get("role") == "tabpanel" or not _PANEL.isdisjoint(names_of(element)):
        return False
    before, after = element.getprevious(), element.getnext()
    if before is not None and next(before.iter(*HEADINGS, "button", "summary", "dt"), None) is not None:
        return False
    return not any(_is_pressed(beside) for beside in (before, after) if beside is not None)


def _is_pressed(element: Element) -> bool:
    """Whether an element is nothing but what shows more of the page: “Read on” below a folded text."""
    inner = next(element.iter("a", "button"), None)
    if inner is None or (tag_of(inner) == "a" and not (inner.get("href") or "#").startswith(_PRESSED)):
        return False
    said = collapse(text_of(element))
    return 0 < len(said) <= _LONGEST_PRESSED and said == collapse(text_of(inner))


def caption_of(figure: Element) -> Element:
    """The caption element of a figure, or `None`."""
    found = figure.find(".//figcaption")
    if found is not None and text_of(found):
        return found
    for element in figure.iterdescendants():
        names = (element.get("class") or "").lower() if isinstance(element.tag, str) else ""
        if re.search(r"caption|legend|légende|credit", names) and text_of(element):
            return element
    return None


def tidy(markup: str) -> str:
    """Inline markup with its spaces collapsed and no line break at either end."""
    markup = collapse(markup)
    if "<br>" not in markup:
        return markup
    markup = re.sub(r"^(?:\s*<br>\s*)+|(?:\s*<br>\s*)+$", "", markup)
    return re.sub(r"\s*<br>\s*", "<br>", markup).strip()


def plain_of(markup: str) -> str:
    """The text of inline markup."""
    if "<" in markup:
        markup = re.sub(r"<[^>]*>", "", markup.replace("<br>", " "))
    return collapse(html_text.unescape(markup))


def nested_lists(item: Element) -> list[Element]:
    """The lists right below a list item."""
    return [c for c in item if tag_of(c) in ("ul", "ol")]


def holds_blocks(items: list[Element]) -> bool:
    """Whether list items are really articles or cards: headings, figures or several paragraphs in them."""
    for item in items:
        if any(
            tag_of(d) in HEADINGS or tag_of(d) in ("figure", "table", "blockquote", "article", "iframe")
            for d in item.iter()
        ):
            return True
    return False


def is_data_table(table: Element, rows: list[Element]) -> bool:
    """Whether a table holds data and not the page's layout."""
    if table.get("role") == "presentation" or table.find(".//table") is not None or len(rows) < 2:
        return False
    cells = [c for r in rows[:200] for c in r if tag_of(c) in ("td", "th")]
    if any(tag_of(c) == "th" for c in cells):
        return True
    widths = [sum(1 for c in r if tag_of(c) in ("td", "th")) for r in rows[:200]]
    if max(widths, default=0) < 2:
        return False
    return all(len(text_of(c)) < 400 for c in cells)


def is_in_gallery(picture: Element) -> bool:
    """Whether a picture is one of a gallery as WordPress sets it, where each leads to a page of its own."""
    return any(_GALLERY.search(above.get("class") or "") for above in itertools.islice(ancestors(picture), 4))
