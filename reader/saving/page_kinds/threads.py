"""Forum threads, questions with their answers: each post with who wrote it and when."""

from __future__ import annotations

import html as html_text
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.saving.boilerplate.phrases import is_dateline
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
from reader.saving.page_kinds.post_heads import author_of, boxes_of, outside_of
from reader.saving.page_kinds.post_texts import MOST_ELEMENTS, post_texts

_ANSWERS = re.compile(
    r"^\W*\d*\s*(?:answers?|réponses?|antwort(?:en)?|respuestas?|respostas?|risposte|antwoorden|odpowied\w+|svar|"
    r"yanıt\w*|ответ\w*|إجابات|إجابة|الإجابات|أجوبة)\W*\d*\W*$",
    re.I,
)
_FRAME = name_set(
    """signature signatures sig reactions reaction likes actions controls options menu toolbar footer"""
)
_MOST_POSTS = 10_000
_HEAD_LEVELS = 3
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
    prose = prose_of(opening)
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
    signed = signed_post([b for b in opening if b in prose], [one.box for one in shaped])
    if signed is not None:  # what stands before its text has said who wrote it
        return [signed, *posts]
    if all(block.kind == "heading" for block in opening):  # “Comments”, or nothing
        return posts
    return [Post("", "", opening, opening[-1].element), *posts]


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
    boxes = boxes_of(bodies)
    posts = [_post(e, boxes[e], base, number == 0) for number, e in enumerate(bodies[:_MOST_POSTS])]
    posts = _once([post for post in posts if post.blocks])
    named = [post for post in posts if post.author]
    if len(named) < least or len(named) * 2 < len(posts):
        return []
    posts = [post for post in posts if post.author or post.date]
    said = {b.text for post in posts for b in post.blocks}
    opening = [b for b in prose_of(_blocks_before(chosen, bodies[0], body)) if b.text not in said]
    signed = signed_post(opening, bodies)
    posts = [signed, *posts] if signed is not None else posts
    return posts if sum(len(b.text) for post in posts for b in post.blocks) >= _LEAST_TEXT else []


def _without_signatures(bodies: list[Element]) -> list[Element]:
    """The texts without those below another one in the same post, which are its author's signature.

    They bear the text's own class name in some software; the author then stands around both.
    """
    boxes = boxes_of(bodies)
    unnamed = {e for e in bodies if not author_of(boxes[e], e)}
    below = {
        two
        for one, two in itertools.pairwise(bodies)
        if {one, two} <= unnamed
        and boxes[one].getparent() is boxes[two].getparent()
        and not date_among(outside_of(boxes[two], two))  # what somebody wrote next has its own
    }
    if not below or len(below) * 2 > len(bodies):  # not each post has one below it: all stand in one list
        return bodies
    rest = [e for e in bodies if e not in below]
    boxes = boxes_of(rest)
    return rest if all(author_of(boxes[e], e) for e in rest if e in unnamed) else bodies


def signed_post(prose: list[Block], bodies: Sequence[Element]) -> Post | None:
    """The post that somebody began a thread with, where it is built otherwise than the answers, `bodies`."""
    if not prose:
        return None
    element = prose[0].element
    box = boxes_of([element, *bodies])[element]
    author = author_of(box, element)
    return Post(author, date_among(outside_of(box, element)), prose, element) if author else None


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
    unsigned = not first.author and not first.date and not prose_of(first.blocks)
    return posts[1] if unsigned and len(posts) > 1 else first


def blocks_of(posts: Sequence[Post], body: Element) -> list[Block]:
    """The posts as an article's blocks: who and when in a line of its own before each."""
    blocks: list[Block] = []
    heading = _answers_between(posts, body)
    for number, post in enumerate(posts):
        if number == 1 and heading and all(b.text != heading for b in blocks):
            blocks.append(thread_block("heading", html_text.escape(heading, quote=False), post.element, 2))
        blocks.append(_signature(post))
        blocks.extend(post.blocks)
    return [block for block in blocks if block.kind in ("figure", "embed") or block.text]


def _signature(post: Post) -> Block:
    name = f"<strong>{html_text.escape(post.author, quote=False)}</strong>" if post.author else ""
    date = html_text.escape(post.date.strip(" «»·|,"), quote=False)
    return thread_block("p", " · ".join(filter(None, (name, date))), post.element)


def thread_block(kind: str, markup: str, element: Element, level: int = 0) -> Block:
    """What a thread is told with beside its posts' own blocks; `element` is where it comes from."""
    text = html_text.unescape(re.sub(r"<[^>]*>", "", markup))
    return Block(kind, markup, text, element, level=level, words=Tokens.of(text))


def _blocks_before(chosen: Sequence[Block], first: Element, body: Element) -> list[Block]:
    """The chosen blocks that stand before the first post."""
    before = set(itertools.takewhile(lambda e: e is not first, body.iter()))
    before -= set(ancestors(first))  # a list of posts, taken for one of the article's
    return [b for b in chosen if b.element in before]


def prose_of(blocks: Sequence[Block]) -> list[Block]:
    """Those of some blocks that are prose, and no label, picture or list of links."""
    return [b for b in blocks if b.kind in ("p", "quote", "list") and b.links < 0.3 and len(b.text) > 80]


def _prose_before(chosen: Sequence[Block], first: Element, body: Element) -> int:
    """Characters of the chosen prose that stands before the first post."""
    return sum(len(b.text) for b in prose_of(_blocks_before(chosen, first, body)))


def _post(element: Element, box: Element, base: str, first: bool) -> Post:
    around = [box]
    author = author_of(box, element)
    if not author:  # replies nested in the element that they answer
        around += [e for e in itertools.islice(box.itersiblings(preceding=True), 3) if isinstance(e.tag, str)]
        around += _thread_heads(box) if first else []
        author = next((a for a in (author_of(e, element) for e in around[1:]) if a), "")
    date = next((d for d in (date_among(outside_of(e, element)) for e in around) if d), "")
    controls = {e for e in element.iter("a", "span", "div") if is_control(e)}
    blocks = _blocks(element, base, controls)
    if not date and len(blocks) > 1 and is_dateline(blocks[0].text):
        date, blocks = blocks[0].text, blocks[1:]  # the head stands in what is called the text
    return Post(author, date, blocks, element)


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
