"""The link that a thread is about: Hacker News, Lobsters, Lemmy and Reddit show it as the thread's title."""

from __future__ import annotations

import html as html_text
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.saving.fetching.urls import host_of, same_site
from reader.saving.name_sets import name_set
from reader.saving.page.block_flow import Block
from reader.saving.page.elements import Element, ancestors, squash, tag_of, text_of, words
from reader.saving.page.sanitize import safe_link
from reader.saving.page_kinds.post_heads import boxes_of
from reader.saving.page_kinds.threads import Post, signed_post, thread_block

_HTTP = frozenset(("http", "https"))
_FRAME = name_set("""nav aside footer""")
_MOST_LINKS = 3_000  # of a page that are looked at
_LEAST_WORDS = 3  # of a title; “Home” and the newspaper's name are not what a thread is about


def shared_link(body: Element, base: str, titles: Iterable[str]) -> Block | None:
    """The first link to another site that bears the page's title, as a paragraph naming that site.

    Its `src` is the address.

    Args:
        body: the page.
        base: what addresses are resolved against; "" for none, and then nothing leads to another site.
        titles: the title in every form that the page shows or declares.
    """
    keys = {squash(title) for title in titles if len(words(title)) >= _LEAST_WORDS}
    if not base or not keys:
        return None
    for element in itertools.islice(body.iter("a"), _MOST_LINKS):
        if keys.isdisjoint(map(squash, _names(element))):
            continue
        address = safe_link(element.get("href") or "", base, _HTTP)
        if address and not same_site(address, base) and not _is_in_frame(element):
            return _paragraph(element, address)
    return None


def with_shared_link(posts: Sequence[Post], link: Block) -> list[Post]:
    """The posts of a thread with the link that it is about, in the post that it heads or one of its own.

    Nothing changes where a post has the link already, unless another one's than who shared it, nor where
    there are no posts and nobody shares it.
    """
    bodies = [post.element for post in posts]
    own = signed_post([link], bodies)
    if any(_has_link(post, link) for post in posts if own is None or post.author in ("", own.author)):
        return list(posts)
    if own is not None:
        return [own, *posts]
    if not posts:
        return []
    first, *rest = posts
    if boxes_of(bodies)[first.element] not in ancestors(link.element):
        return [Post("", "", [link], link.element), *posts]
    return [Post(first.author, first.date, [link, *first.blocks], first.element), *rest]


def _has_link(post: Post, link: Block) -> bool:
    return any(html_text.escape(link.src) in block.html for block in post.blocks)


def _names(link: Element) -> Iterable[str]:
    """What a link is called: by its words, or by what is said of one that only has a picture."""
    text = text_of(link)
    return (text,) if text else filter(None, map(link.get, ("aria-label", "title")))


def _is_in_frame(element: Element) -> bool:
    return any(tag_of(above) in _FRAME for above in ancestors(element))


def _paragraph(element: Element, address: str) -> Block:
    host = html_text.escape(host_of(address).removeprefix("www."), quote=False)
    block = thread_block("p", f'<a href="{html_text.escape(address)}">{host}</a>', element)
    return replace(block, src=address)
