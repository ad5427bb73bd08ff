"""Forum threads, questions with their answers: each post with who wrote it and when."""

from __future__ import annotations

import html as html_text
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.saving.metadata.dates import read_date
from reader.saving.name_sets import name_set
from reader.saving.page.block_flow import Block, Flow
from reader.saving.page.element_tests import is_hidden
from reader.saving.page.elements import (
    HEADINGS,
    Element,
    Tokens,
    ancestors,
    names_of,
    tag_of,
    text_of,
)
from reader.saving.page_kinds.controls import is_control
from reader.saving.page_kinds.like_posts import like_posts
from reader.saving.page_kinds.post_dates import date_among
from reader.saving.page_kinds.post_texts import MOST_ELEMENTS, post_texts

_AUTHOR = re.compile(
    r"\b(?:user ?name|(?:post ?)?author|poster|poster ?name|nick ?name|display ?name|user info name|creator|"
    r"big ?username|user details|user ?link|member ?name|handle|auteur|autor|pseudo|membre)\b"
)
_MEMBER = re.compile(
    r"/(?:u|users?|members?|membres?|profiles?|profils?|people|user-profile|miembros?)/[^/]|memberlist\.php|"
    r"member\.php|action=profile|\b(?:user|member|profile)\?(?:id|name|u)=|/@[\w.-]+",
    re.I,
)
_NO_NAME = re.compile(
    r"^(?:\W*|\d+|reply|quote|share|report|guest|like|op|author|profile?|répondre|citer|perfil)$", re.I
)
_ANSWERS = re.compile(
    r"^\W*\d*\s*(?:answers?|réponses?|antwort(?:en)?|respuestas?|respostas?|risposte|antwoorden|odpowied\w+|svar|"
    r"yanıt\w*|ответ\w*|إجابات|إجابة|الإجابات|أجوبة)\W*\d*\W*$",
    re.I,
)
_FRAME = name_set(
    """signature signatures sig reactions reaction likes actions controls menu toolbar footer"""
)
_COMMENTS = name_set("""comments comment""")
_HEAD = name_set("""header head heading meta author info infos user date""")  # “CommentHeader” is a post's
_EDITED = re.compile(r"^\W*(?:(?:last )?edited|modifié|édité|bearbeitet|editado|modificato|bewerkt)\b", re.I)
_MOST_POSTS = 10_000
_MOST_LEVELS = 10
_HEAD_LEVELS = 3
_LONGEST_NAME = 40
_LETTER = 0.5  # what a name of one letter counts
_OWN_WORDS = 1.5  # what a name counts whose element has words of its own, and others within
_LEAST_TEXT = 140  # characters of all posts
_OTHER_TEXT = 300  # characters of prose outside the posts, with which they are comments on an article


@dataclass(slots=True)
class Post:
    """One post: `author` and `date` as the page shows them, "" where it does not; `blocks` are its text."""

    author: str
    date: str
    blocks: list[Block] = field(default_factory=list)
    element: Element = None


def find_posts(
    body: Element, base: str, chosen: Sequence[Block], told: bool, declared: bool = False
) -> list[Post]:
    """The posts of a page that is a thread, in order; empty for any other page.

    What stands before the posts without being built as they are, as a question may, is the first of them.

    Args:
        body: the page.
        base: what addresses are resolved against.
        chosen: the blocks taken for an article; with much prose outside the posts these are its comments.
        told: the page declares that it is a thread.
        declared: the page declares that it is an article.
    """
    called = _called_posts(body, base, chosen, told)
    return called or _shaped_posts(body, base, chosen, declared and not told)


def _shaped_posts(body: Element, base: str, chosen: Sequence[Block], declared: bool) -> list[Post]:
    """The posts of software that calls nothing by its name, by their like shape."""
    shaped = like_posts(body)
    if not shaped:
        return []
    opening = _blocks_before(chosen, shaped[0].box, body)
    prose = _prose(opening)
    if sum(len(b.text) for b in prose) > _OTHER_TEXT:
        return []
    if prose and (declared or _is_article_before(prose, [one.box for one in shaped])):
        return []
    posts = []
    for one in shaped:
        blocks = _blocks(one.text, base, one.passed)
        posts.append(Post(one.author, one.date, blocks, one.text))
    posts = [post for post in _once(posts) if post.blocks]
    if sum(len(b.text) for post in posts for b in post.blocks) < _LEAST_TEXT:
        return []
    said = {b.text for post in posts for b in post.blocks}  # an answer may be shown above all of them too
    opening = [b for b in opening if b not in prose or b.text not in said]
    signed = _signed([b for b in opening if b in prose], [one.box for one in shaped])
    if signed is not None:  # what stands before its text has said who wrote it
        return [signed, *posts]
    return [Post("", "", opening, opening[-1].element), *posts] if opening else posts


def _is_article_before(prose: Sequence[Block], boxes: Sequence[Element]) -> bool:
    """Whether prose stands in an `article` of its own on which the posts are comments."""
    if any(next(box.iter("article"), None) is not None for box in boxes):
        return False  # each post is one, or holds one
    around = {above for box in boxes for above in ancestors(box)}
    return any(
        tag_of(above) == "article" and above not in around
        for block in prose
        for above in ancestors(block.element)
    )


def _called_posts(body: Element, base: str, chosen: Sequence[Block], told: bool) -> list[Post]:
    """The posts of a page whose class names say what holds a post's text."""
    least = 1 if told else 2
    texts = post_texts(body, told)
    if len(texts) < least or (not told and _prose_before(chosen, texts[0], body) > _OTHER_TEXT):
        return []
    bodies = _without_signatures(texts)
    if len(bodies) < least:
        return []
    boxes = _boxes(bodies)
    posts = [_post(e, boxes[e], base, number == 0) for number, e in enumerate(bodies[:_MOST_POSTS])]
    posts = _once([post for post in posts if post.blocks])
    named = [post for post in posts if post.author]
    if len(named) < least or len(named) * 2 < len(posts):
        return []
    posts = [post for post in posts if post.author or post.date]
    said = {b.text for post in posts for b in post.blocks}
    opening = [b for b in _prose(_blocks_before(chosen, bodies[0], body)) if b.text not in said]
    signed = _signed(opening, bodies)
    posts = [signed, *posts] if signed is not None else posts
    return posts if sum(len(b.text) for post in posts for b in post.blocks) >= _LEAST_TEXT else []


def _without_signatures(bodies: list[Element]) -> list[Element]:
    """The texts without those below another one in the same post, which are its author's signature.

    They bear the text's own class name in some software; the author then stands around both.
    """
    boxes = _boxes(bodies)
    unnamed = {e for e in bodies if not _has_name(boxes[e], e)}
    below = {
        two
        for one, two in itertools.pairwise(bodies)
        if {one, two} <= unnamed
        and boxes[one].getparent() is boxes[two].getparent()
        and not date_among(_outside(boxes[two], two))  # what somebody wrote next has its own
    }
    if not below or len(below) * 2 > len(bodies):  # not each post has one below it: all stand in one list
        return bodies
    rest = [e for e in bodies if e not in below]
    boxes = _boxes(rest)
    return rest if all(_has_name(boxes[e], e) for e in rest if e in unnamed) else bodies


def _signed(prose: list[Block], bodies: Sequence[Element]) -> Post | None:
    """The post that somebody began a thread with, where it is built otherwise than the answers, `bodies`."""
    if not prose:
        return None
    element = prose[0].element
    box = _boxes([element, *bodies])[element]
    author = _author(box, element)
    return Post(author, date_among(_outside(box, element)), prose, element) if author else None


def _once(posts: Sequence[Post]) -> list[Post]:
    """The posts without those that are shown twice; of two the one that says when it was written.

    Two members may say the same: what is thanked in one word is no copy.
    """
    kept: dict[tuple[str, str], Post] = {}
    authors: dict[str, str] = {}
    for post in posts:
        text = "".join(block.text for block in post.blocks)
        author = post.author or authors.get(text, "")
        if post.author and (text, "") in kept:
            author = ""  # shown before without its author
        key = (text, author)
        authors.setdefault(text, author)
        if key not in kept or (post.date and not kept[key].date):
            kept[key] = post
    return list(kept.values())


def starter(posts: Sequence[Post]) -> Post:
    """The post that began a thread; what only stands before the first, as a heading may, did not."""
    first = posts[0]
    unsigned = not first.author and not first.date and not _prose(first.blocks)
    return posts[1] if unsigned and len(posts) > 1 else first


def blocks_of(posts: Sequence[Post], body: Element) -> list[Block]:
    """The posts as an article's blocks: who and when in a line of its own before each."""
    blocks: list[Block] = []
    heading = _answers_between(posts, body)
    for number, post in enumerate(posts):
        if number == 1 and heading and all(b.text != heading for b in blocks):
            blocks.append(_block("heading", html_text.escape(heading, quote=False), post.element, 2))
        blocks.append(_signature(post))
        blocks.extend(post.blocks)
    return [block for block in blocks if block.kind in ("figure", "embed") or block.text]


def _signature(post: Post) -> Block:
    name = f"<strong>{html_text.escape(post.author, quote=False)}</strong>" if post.author else ""
    date = html_text.escape(post.date.strip(" «»·|,"), quote=False)
    return _block("p", " · ".join(filter(None, (name, date))), post.element)


def _block(kind: str, markup: str, element: Element, level: int = 0) -> Block:
    text = html_text.unescape(re.sub(r"<[^>]*>", "", markup))
    return Block(kind, markup, text, element, level=level, words=Tokens.of(text))


def _blocks_before(chosen: Sequence[Block], first: Element, body: Element) -> list[Block]:
    """The chosen blocks that stand before the first post."""
    before = set(itertools.takewhile(lambda e: e is not first, body.iter()))
    before -= set(ancestors(first))  # a list of posts, taken for one of the article's
    return [b for b in chosen if b.element in before]


def _prose(blocks: Sequence[Block]) -> list[Block]:
    """Those of some blocks that are prose, and no label, picture or list of links."""
    return [b for b in blocks if b.kind in ("p", "quote", "list") and b.links < 0.3 and len(b.text) > 80]


def _prose_before(chosen: Sequence[Block], first: Element, body: Element) -> int:
    """Characters of the chosen prose that stands before the first post."""
    return sum(len(b.text) for b in _prose(_blocks_before(chosen, first, body)))


def _boxes(bodies: Sequence[Element]) -> dict[Element, Element]:
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


def _post(element: Element, box: Element, base: str, first: bool) -> Post:
    around = [box]
    if not _has_name(box, element):  # replies nested in the element that they answer
        around += [e for e in itertools.islice(box.itersiblings(preceding=True), 3) if isinstance(e.tag, str)]
        around += _thread_heads(box) if first else []
    author = next((a for a in (_author(e, element) for e in around) if a), "")
    date = next((d for d in (date_among(_outside(e, element)) for e in around) if d), "")
    controls = {e for e in element.iter("a", "span", "div") if is_control(e)}
    return Post(author, date, _blocks(element, base, controls), element)


def _blocks(element: Element, base: str, passed: set[Element]) -> list[Block]:
    blocks = [b for b in Flow(base, passed=passed).read(element) if not _in_frame(b.element, element)]
    for block in blocks:
        block.words = block.words or Tokens.of(block.text)
    return blocks


def _thread_heads(box: Element) -> list[Element]:
    """What stands before a thread's first post with its title: it may say who began it and when."""
    return [
        sibling
        for above in itertools.islice(ancestors(box), _HEAD_LEVELS)
        for sibling in itertools.islice(above.itersiblings(preceding=True), _HEAD_LEVELS)
        if isinstance(sibling.tag, str) and next(sibling.iter("h1"), None) is not None
    ]


def _in_frame(element: Element, top: Element) -> bool:
    chain = itertools.takewhile(lambda e: e is not top, (element, *ancestors(element)))
    return any(_FRAME.intersection(names_of(e, id_too=False)) for e in chain)


def _outside(box: Element, text: Element) -> list[Element]:
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


def _has_name(box: Element, text: Element) -> bool:
    return bool(_author(box, text))


def _author(box: Element, text: Element) -> str:
    best: tuple[float, str] = (0, "")
    for element in _outside(box, text):
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
            and not read_date(name)[0]
        ):
            best = (score, name)
    return best[1]


def _first_line(element: Element) -> str:
    """The text of an element, or of the first of several lines in it: a member's rank follows the name."""
    lines = [e for e in itertools.islice(element.iter(*HEADINGS, "li", "p", "div"), 8) if e is not element]
    return next((text for text in map(text_of, lines) if text), "") or text_of(element)


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
    link = tag_of(element) == "a" and _MEMBER.search(element.get("href") or "") is not None
    called = _AUTHOR.search(" ".join(names_of(element, id_too=False))) is not None
    if link or not called:
        return 2 + called if link else 0
    return 2 if alone else _OWN_WORDS if (element.text or "").strip() else 1


def _answers_between(posts: Sequence[Post], body: Element) -> str:
    """The heading “14 answers” between a question and what follows it, "" without one."""
    if len(posts) < 2:
        return ""
    after = False
    for element in itertools.islice(body.iter(), MOST_ELEMENTS):
        after = after or element is posts[0].element
        if element is posts[1].element:
            break
        if after and tag_of(element) in HEADINGS and not is_hidden(element):
            text = re.sub(r"^(\d+\s.*\D)\s+\d+$", r"\1", text_of(element))
            if _ANSWERS.match(text):
                return text
    return ""
