"""Questions and sections that open at a press: what stands on the button becomes the heading of its text."""

from __future__ import annotations

import itertools

from reader.saving.page.elements import HEADINGS, Element, link_share, names_of, tag_of, text_of

_MOST = 400  # buttons of a page that are looked at
_BESIDE = 8  # elements at most around a button that is alone: icons, and what is hidden
_LONGEST = 200  # characters of a heading
_LEAST = 60  # characters of a text that is worth one
_LINKED = 0.5  # the share of its characters that links have in a menu
_ENDS = (".", "!", "?", "؟", "…", "。", ":", ")", "”", "»")
_NAMES = {"accordion", "collapsible", "collapse", "faq", "question"}
_NO_TEXT = ("", "nav", "form", "button", "script")  # "" are comments
_LIKE = "h3"  # what the sections of an article are, and questions under its h2


def settle_accordions(body: Element) -> None:
    """Make headings of the buttons that open a text of their own; the words on others are no text."""
    for button in list(itertools.islice(body.iter("button"), _MOST)):
        above = button.getparent()
        words = text_of(button).strip()
        if above is None or not 8 <= len(words) <= _LONGEST or " " not in words:
            continue
        if tag_of(above) in HEADINGS:
            if _opens(button) and _text_after(above):
                button.tag = "span"
        elif _opens(button) and (_text_after(button) or (_is_alone(button) and _text_after(above))):
            button.tag = _LIKE
            button.set("class", f"{button.get('class') or ''} accordion")
            for part in list(button.iter(*HEADINGS)):
                if part is not button:
                    part.tag = "span"


def _opens(button: Element) -> bool:
    if button.get("aria-expanded") is not None or button.get("aria-controls") is not None:
        return True
    return text_of(button).strip().endswith(("?", "؟")) or not _NAMES.isdisjoint(names_of(button))


def _is_alone(button: Element) -> bool:
    above = button.getparent()
    if above.getparent() is None or len(above) > _BESIDE:
        return False
    return text_of(above).strip() == text_of(button).strip()


def _text_after(element: Element) -> bool:
    """Whether the element after one holds sentences, and no menu or form."""
    panel = element.getnext()
    if panel is None or tag_of(panel) in _NO_TEXT:
        return False
    text = text_of(panel).strip()
    if (
        len(text) < _LEAST
        or link_share(panel) > _LINKED
        or next(panel.iter("form", "input"), None) is not None
    ):
        return False
    return any(line.rstrip().endswith(_ENDS) for line in (text, *(text_of(p) for p in panel.iter("p"))))
