"""Which elements of a thread hold the texts of its posts."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence

from reader.saving.name_sets import name_set
from reader.saving.page.elements import (
    BLOCK_TAGS,
    Element,
    ancestors,
    names_of,
    tag_of,
    text_of,
    words_of,
)
from reader.saving.page_kinds.post_heads import is_called_author, is_member_link

_BODY = re.compile(
    r"\b(?:post ?body|post ?content|post ?text|post ?message|post ?msg|post inner body|message ?text|"
    r"message ?content|message ?body|message user ?content|bb ?wrapper|comment ?body|comment ?text|"
    r"comment ?content|comment ?copy|comment ?message|comm ?text|s prose|cooked|user ?text body|"
    r"reply ?(?:body|text|content)|answer ?(?:body|text|content)|question ?(?:body|text|content)|"
    r"entry content|editor content|discussion ?board message|msg ?body|topic body|"
    r"bbcode(?! (?:container|quote|code|posted|block|description)))\b"
)
_NUMBERED = re.compile(
    r"post[_-]?(?:message|text|body|content)[_-]?\d+|msg_\d+|\w+-(?:post|comment)-(?:\w+-)?content", re.I
)
_PLAIN = frozenset(("content", "body", "text", "message"))
_POST = name_set("""comment post reply answer message""")
_NO_TEXT_TAGS = name_set("""body ul ol table tr input textarea a""")
_QUOTES = name_set("""quote quoted quotation bbquote""")
_THREAD = name_set("""question questions topic thread discussion message qa""")
_AROUND = name_set("""with has no layout body container page""")  # “p-body--withSidebar” holds all
_MARGIN = name_set("""side sidebar titlebox rules""")
_OWN_NAME = 7  # letters of a class name that is hardly one of layout
_MOST_INSIDE = 200  # elements of a post in which a name may stand
_STARTER = 40  # characters of a first post
MOST_ELEMENTS = 100_000
"""Elements of a page that are looked at."""


def post_texts(body: Element, told: bool) -> list[Element]:
    """The elements that hold the posts' texts: those of the commonest name, the question before them."""
    every = itertools.islice(body.iter(), MOST_ELEMENTS)
    found = [e for e in every if _may_be_text(e) and text_of(e)]
    matched = set(found)
    found = [e for e in found if not _is_quoted(e, matched)]
    within: Counter[Element] = Counter()
    for element in found:
        within.update(a for a in ancestors(element) if a in matched)
    inner = [e for e in found if not within[e]]
    signs = Counter(_sign(e) for e in inner)
    if not signs:
        return []
    sizes: Counter[str] = Counter()
    for element in inner:
        sizes[_sign(element)] += len(text_of(element))
    best = max(signs, key=lambda sign: (min(signs[sign], 2), sizes[sign]))
    posts = [e for e in inner if _sign(e) == best and not _in_margin(e)]
    starter = _starter(inner, posts, told) or _alike_before(body, posts)
    return _unquoted([_innermost(e) for e in (*starter, *posts)])


def _starter(inner: Sequence[Element], posts: Sequence[Element], told: bool) -> list[Element]:
    """The question or first post where it bears another name than what follows it."""
    before = list(itertools.takewhile(lambda e: e is not posts[0], inner)) if posts else []
    named = [
        e
        for e in before
        if not _in_margin(e)
        and (told or any(_THREAD.intersection(names_of(a)) for a in (e, *itertools.islice(ancestors(e), 4))))
    ]
    return [max(named, key=lambda e: len(text_of(e)))] if named else []


def _innermost(element: Element) -> Element:
    """The text itself where its element also holds the post's head: phpBB's `.postbody .content`."""
    plain = [e for e in element.iter("div", "td") if names_of(e, id_too=False) == ("content",)]
    return plain[0] if len(plain) == 1 else element


def _unquoted(posts: list[Element]) -> list[Element]:
    """The posts, where software writes each as a quotation of its author: that one is no quotation here."""
    quotes = [quote for quote in map(_whole_quote, posts) if quote is not None]
    if len(quotes) * 2 > len(posts):
        for quote in quotes:
            quote.tag = "div"
    return posts


def _whole_quote(post: Element) -> Element:
    """The quotation that holds all text of a post, `None` where words stand beside it."""
    quote = next(post.iter("blockquote"), None)
    return quote if quote is not None and text_of(quote) == text_of(post) else None


def _alike_before(body: Element, posts: Sequence[Element]) -> list[Element]:
    """The first post where it only shares a class name with the texts of all that follow it."""
    if len(posts) < 2:
        return []
    shared = set.intersection(*(set((e.get("class") or "").split()) for e in posts))
    shared = {name for name in shared if len(name) >= _OWN_NAME}
    before = itertools.takewhile(lambda e: e is not posts[0], body.iter())
    around = set(ancestors(posts[0]))
    alike = [
        e
        for e in (itertools.islice(before, MOST_ELEMENTS) if shared else ())
        if isinstance(e.tag, str)
        and shared.intersection((e.get("class") or "").split())
        and e not in around
        and not _in_margin(e)
        and len(text_of(e)) >= _STARTER
    ]
    return alike if len(alike) == 1 else []


def _may_be_text(element: Element) -> bool:
    """Whether class names, the role in the data, the data themselves or a number call it a post's text."""
    tag = tag_of(element)
    told = dict(element.items()) if tag and tag not in _NO_TEXT_TAGS else {}
    if not told:
        return False
    role = told.get("data-role") or told.get("component")
    classes = told.get("class", "")
    if _is_called_text(f"{classes} {role}" if role else classes):
        return True
    if classes == "post" and _is_bare(element):
        return True
    if tag not in BLOCK_TAGS:
        return False
    if classes in _PLAIN and not _POST.isdisjoint(names_of(element.getparent())):
        return True
    return "text" in told.get("itemprop", "").split() or (
        "id" in told and _NUMBERED.fullmatch(told["id"]) is not None
    )


def _is_bare(post: Element) -> bool:
    """Whether what is called a post holds neither who wrote it nor when: it is only its text."""
    inside = list(itertools.islice(post.iterdescendants(), _MOST_INSIDE))
    return not any(tag_of(e) == "time" or is_member_link(e) or is_called_author(e) for e in inside)


@functools.lru_cache(maxsize=8192)
def _is_called_text(label: str) -> bool:
    """Whether an element's label calls it the text of a post; a page has few distinct ones."""
    return _BODY.search(" ".join(words_of(label))) is not None


def _is_quoted(element: Element, texts: set[Element]) -> bool:
    """Whether an element stands in a quotation within the text of a post."""
    quoted = not _QUOTES.isdisjoint(names_of(element, id_too=False))
    for above in ancestors(element):
        if above in texts:
            return quoted
        quoted = (
            quoted or tag_of(above) == "blockquote" or not _QUOTES.isdisjoint(names_of(above, id_too=False))
        )
    return False


def _in_margin(element: Element) -> bool:
    for above in (element, *ancestors(element)):
        names = set(names_of(above, id_too=False))
        if tag_of(above) in ("aside", "nav", "footer") or (_MARGIN & names and not _AROUND & names):
            return True
    return False


def _sign(element: Element) -> str:
    """By what elements of one kind are known: tag and class names without numbers."""
    named = sorted({n for n in names_of(element, id_too=False) if not any(c.isdigit() for c in n)})
    found = _BODY.search(" ".join(names_of(element, id_too=False)))
    return f"{tag_of(element)} {found[0] if found else ' '.join(named)}"
