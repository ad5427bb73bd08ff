"""What stands around the text of a post: how far the post reaches, and who wrote it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from reader.saving.metadata.dates import read_date
from reader.saving.name_sets import name_set
from reader.saving.page.elements import HEADINGS, Element, ancestors, collapse, names_of, tag_of, text_of

_AUTHOR = re.compile(
    r"\b(?:user ?name|(?:post ?)?author|poster|poster ?name|nick ?name|display ?name|user info name|creator|"
    r"big ?username|user details|user ?link|link user|member ?name|handle|auteur|autor|pseudo|membre)\b"
)
_MEMBER = re.compile(
    r"/(?:u|users?|members?|membres?|profiles?|profils?|people|user-profile|miembros?)/[^/]|"
    r"memberlist\.php|member\.php|action=profile|profile\.\w{3,4}\?|"
    r"\b(?:user|member|profile)(?:\.php)?\?(?:id|name|u)=|/@[\w.-]+|^/~[^/]+/?$|(?:^|/)user-[^/]+$",
    re.I,
)
_NO_NAME = re.compile(
    r"^(?:\W*|\d+|reply|quote|share|report|guest|like|op|author|profile?|répondre|citer|perfil)$", re.I
)
_ABOUT_MEMBER = re.compile(
    r"^(?:joined|registered|member since|posts?|messages?|beiträge|beigetreten|registriert|inscri\w+|"
    r"mensajes|miembro desde|registrado|iscritto|messaggi|berichten|lid sinds|location|lieu|karma|"
    r"reputation|points|المشاركات|تاريخ التسجيل)\b.*[:\d]",
    re.I,
)
"""What stands beside a name and is none: “Joined: 2 years ago”."""
_COMMENTS = name_set("""comments comment""")
_HEAD = name_set(  # “CommentHeader” is a post's
    """header head heading top meta details author byline info infos user date time timestamp posted"""
)
_EDITED = re.compile(r"^\W*(?:(?:last )?edited|modifié|édité|bearbeitet|editado|modificato|bewerkt)\b", re.I)
_MOST_LEVELS = 10
_LONGEST_NAME = 40
_LETTER = 0.5  # what a name of one letter counts
_OWN_WORDS = 1.5  # what a name counts whose element has words of its own, and others within


def boxes_of(bodies: Sequence[Element]) -> dict[Element, Element]:
    """For each post's text the largest element around it that holds no other post's."""
    held: Counter[Element] = Counter()
    for element in bodies:
        held.update(ancestors(element))
    boxes = {}
    for element in bodies:
        box = element
        for ancestor in itertools.islice(ancestors(element), _MOST_LEVELS):
            if held[ancestor] > 1 or tag_of(ancestor) in ("body", "html", "main"):
                break
            box = ancestor
        boxes[element] = box
    return boxes


def outside_of(box: Element, text: Element) -> list[Element]:
    """The elements of a post that are not of its text."""
    found: list[Element] = []
    above = {box, *ancestors(text)}
    waiting = [box]
    while waiting and len(found) < 400:
        element = waiting.pop()
        if element is text or not isinstance(element.tag, str):
            continue
        if element not in above and _is_beside(element):
            continue
        found.append(element)
        waiting.extend(reversed(list(element)))
    return found


def _is_beside(element: Element) -> bool:
    """Whether an element of a post is neither its head nor its signature: comments on it, who changed it."""
    if tag_of(element) in ("form", "button", "select"):
        return element.find(".//*[@itemprop='author']") is None  # a name that unfolds a menu
    names = names_of(element)
    if _COMMENTS.intersection(names) and _HEAD.isdisjoint(names):
        return True
    return (
        (element.text or "").strip() == ""
        and len(element) < 6
        and _EDITED.match(text_of(element)[:40]) is not None
    )


def is_member_link(element: Element) -> bool:
    """Whether an element leads to a member of a forum."""
    return tag_of(element) == "a" and _MEMBER.search(element.get("href") or "") is not None


def is_called_author(element: Element) -> bool:
    """Whether class names call an element the name of who wrote a post."""
    names = names_of(element, id_too=False)
    return names == ("name",) or _AUTHOR.search(" ".join(names)) is not None


def author_of(box: Element, text: Element) -> str:
    """Who wrote a post, as what stands around its `text` in its `box` shows it; "" where nothing does."""
    best: tuple[float, str] = (0, "")
    for element in outside_of(box, text):
        score = _is_author(element)
        if score and "owner" in {n for a in itertools.islice(ancestors(element), 4) for n in names_of(a)}:
            score += 1
        if score <= best[0]:
            continue
        name = (element.get("content") or _first_line(element)).lstrip("@").strip(" :,·")
        name = re.sub(r"^(?:by|par|von|por|di|door|av|af)\s+", "", name, flags=re.I)
        if len(name) == 1:  # drawn in place of a portrait
            score = _LETTER
        if (
            score > best[0]
            and 0 < len(name) <= _LONGEST_NAME
            and not _NO_NAME.match(name)
            and not _ABOUT_MEMBER.match(name)
            and not read_date(name)[0]
        ):
            best = (score, name)
    return best[1]


def _first_line(element: Element) -> str:
    """The text of an element, or of the first of several lines in it: a member's rank follows the name."""
    lines = [e for e in itertools.islice(element.iter(*HEADINGS, "li", "p", "div"), 8) if e is not element]
    first = next((text for text in map(text_of, lines) if text), "")
    return first or _before_break(element) or text_of(element)


def _before_break(element: Element) -> str:
    """The words before an element's first line break; "" where it has none."""
    if element.find(".//br") is None:
        return ""
    before = itertools.takewhile(lambda e: e.tag != "br", element.iter())
    return collapse(" ".join(e.text or "" for e in before if tag_of(e)))


def _is_author(element: Element) -> float:
    """3 for what is surely an author's name, 2 for a link to a member, 1 for what is named so.

    What has words of its own is surer than what only holds others, in which a rank may stand before the name,
    and less sure than a link: they may be “Posted by”.
    """
    named = element.get("itemprop") or ""
    if "avatar" in names_of(element, id_too=False):
        return 0
    alone = len(element) == 0
    if (
        "author" in (element.get("rel") or "").split()
        or (alone and "author" in named.split())
        or (
            "name" in named.split() and any("author" in (a.get("itemprop") or "") for a in ancestors(element))
        )
    ):
        return 3
    link = is_member_link(element)
    called = is_called_author(element)
    if link or not called:
        return 2 + called if link else 0
    return 2 if alone else _OWN_WORDS if (element.text or "").strip() else 1
