"""A page's body as a row of blocks in reading order, each with the element it comes from."""

from __future__ import annotations

import html as html_text
import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from reader.core.block_html import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from reader.saving.name_sets import name_set
from reader.saving.page.element_tests import (
    caption_of,
    holds_blocks,
    is_data_table,
    is_hidden,
    is_in_gallery,
    nested_lists,
    plain_of,
    tidy,
)
from reader.saving.page.elements import (
    BLOCK_TAGS,
    HEADINGS,
    Element,
    Tokens,
    collapse,
    link_share,
    tag_of,
    text_of,
)
from reader.saving.page.embeds import embed_of
from reader.saving.page.long_paragraphs import shorter_paragraphs
from reader.saving.page.sanitize import safe_link

_SKIPPED = name_set(
    """nav script style noscript template head title meta link button select option input textarea form
    label object embed applet map area source track param dialog datalist progress meter audio canvas
    amp-ad amp-analytics amp-sticky-ad amp-consent"""
)
_INLINE = {
    "b": "b",
    "strong": "strong",
    "i": "i",
    "em": "em",
    "cite": "em",
    "dfn": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "sub": "sub",
    "sup": "sup",
    "mark": "mark",
    "s": "s",
    "del": "s",
    "strike": "s",
    "u": "u",
    "ins": "u",
    "q": "q",
}
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]|$)", re.I)
"""The address of a picture in full size, to which it leads where it is shown: no way out of the article."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"  # editors put one into an empty paragraph
_MOST_BLOCKS = 60_000
_MOST_ITEMS = 600  # of one list, nested ones included


@dataclass(slots=True)
class Block:
    """One block: `kind` is p, heading, figure, quote, list, table, code, embed or related.

    `element` is where it comes from; `words` are those of its text, for comparing; `links` is the
    share of its characters in links.
    """

    kind: str
    html: str
    text: str
    element: Element
    level: int = 0
    links: float = 0.0
    src: str = ""
    alt: str = ""
    words: Tokens = field(default_factory=Tokens)


class Flow:
    """Reads a body into blocks.

    Args:
        base_url: what relative links are resolved against.
        opened: elements that are read although they are hidden or of a kind that holds no text.
        passed: elements that are not read.
    """

    def __init__(
        self, base_url: str, opened: Collection[Element] = (), passed: Collection[Element] = ()
    ) -> None:
        self.base_url = base_url
        self.opened = opened
        self.passed = passed
        self.skipped: list[Element] = []
        """The elements that were passed over, the outermost of each."""
        self.blocks: list[Block] = []
        self.cut = False
        """Whether something was left out for its mere size."""
        self._run: list[str] = []
        self._run_links = 0
        self._run_element: Element = None

    def read(self, element: Element) -> list[Block]:
        """The blocks below `element`."""
        self._children(element)
        self._flush(element)
        for block in self.blocks:
            block.words = Tokens.of(block.text)
        return self.blocks

    def _children(self, element: Element) -> None:
        self._text(element.text, element)
        for child in element:
            if len(self.blocks) < _MOST_BLOCKS:
                self._child(child)
            else:
                self.cut = True
            self._text(child.tail, element)

    def _child(self, element: Element) -> None:
        tag = tag_of(element)
        if not tag or element in self.passed:
            return
        if element not in self.opened and (
            tag in _SKIPPED or is_hidden(element) or element.get("role") == "navigation"
        ):
            self.skipped.append(element)
            return
        if tag == "br":
            self._run.append("<br>")
        elif tag == "img":
            self._flush(element)
            self._picture(element, element)
        elif embed := embed_of(element, self.base_url):
            self._flush(element)
            if tag == "blockquote" and text_of(element):
                self._quote(element)
            self._add(Block("embed", html_text.escape(embed), "", element, src=embed, links=1.0))
        elif tag in BLOCK_TAGS:
            self._flush(element.getparent())
            self._block(element, tag)
            self._flush(element)
        else:
            self._inline(element, tag)

    def _block(self, element: Element, tag: str) -> None:
        if tag in HEADINGS:
            self._leaf(element, "heading", int(tag[1]))
        elif tag == "figure" or (tag == "picture"):
            self._figure(element)
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "blockquote":
            self._quote(element)
        elif tag == "pre":
            text = "".join(element.itertext()).strip("\n")
            self._add(Block("code", html_text.escape(text, quote=False), text, element))
        elif tag == "hr":
            return
        else:
            self._children(element)

    def _inline(self, element: Element, tag: str) -> None:
        if len(element) and any(
            tag_of(d) in BLOCK_TAGS or tag_of(d) == "img" for d in element.iterdescendants()
        ):
            self._children(element)
            return
        before = len(self._run)
        self._text(element.text, element)
        for child in element:
            self._child(child)
            self._text(child.tail, element)
        inner = "".join(self._run[before:])
        del self._run[before:]
        if not (re.sub(r"<[^>]*>", "", inner) if "<" in inner else inner).strip():
            self._run.append(" " if inner else "")
            return
        if tag == "a":
            href = safe_link(element.get("href") or "", self.base_url)
            self._run_links += len(text_of(element)) if element.get("href") else 0
            inner = (
                f'<a href="{html_text.escape(href)}">{inner}</a>' if href and "<a " not in inner else inner
            )
        elif tag in _INLINE:
            name = _INLINE[tag]
            inner = f"<{name}>{inner}</{name}>"
        self._run.append(inner)

    def _text(self, text: str | None, element: Element) -> None:
        if text:
            if not self._run and not text.strip():
                return
            self._run.append(html_text.escape(text, quote=False))
            if self._run_element is None:
                self._run_element = element

    def _flush(self, element: Element) -> None:
        """Close the open run of text: two line breaks in a row part paragraphs, and so does great length."""
        if not self._run:  # as before and after most blocks
            return
        run, links = "".join(self._run), self._run_links
        owner = self._run_element if self._run_element is not None else element
        self._run, self._run_links, self._run_element = [], 0, None
        if not run.strip():
            return
        pieces = re.split(r"(?:\s*<br>\s*){2,}", run) if "<br>" in run else [run]
        total = max(1, len(plain_of(run))) if links else 1
        for markup in (part for piece in pieces for part in shorter_paragraphs(tidy(piece))):
            text = plain_of(markup)
            if text.strip(_INVISIBLE):
                self._add(Block("p", markup, text, owner, links=min(1.0, links / total)))

    def _leaf(self, element: Element, kind: str, level: int = 0) -> None:
        """A heading: its pictures and blocks apart, its text as one line."""
        for image in element.iter("img"):
            self._picture(image, element)
        markup = self.inline_of(element).replace("<br>", " ")
        text = plain_of(markup)
        if text:
            links = link_share(element, to_itself=False)  # a link to its own place is no way out
            self._add(Block(kind, tidy(markup), text, element, level=level, links=links))

    def inline_of(self, element: Element) -> str:
        """The inline markup of everything below an element, its blocks run together with line breaks."""
        inner = Flow(self.base_url, self.opened, self.passed)
        inner._children(element)
        inner._flush(element)
        return tidy("<br>".join(b.html for b in inner.blocks if b.kind in ("p", "heading", "code")))

    def _figure(self, element: Element) -> None:
        images = [i for i in element.iter("img") if not is_hidden(i)]
        if not images:
            self._children(element)
            return
        caption = caption_of(element)
        if caption is None and len(text_of(element)) <= 300 and not element.findall(".//p")[1:]:
            caption = element  # the words of a figure without a caption element are its caption
        markup = self.inline_of(caption) if caption is not None else ""
        for number, image in enumerate(images):
            own = markup if number == len(images) - 1 else ""
            self._picture(image, element, own)
        if caption is None and len(text_of(element)) > 200:
            self._children_without_pictures(element)

    def _children_without_pictures(self, element: Element) -> None:
        before = len(self.blocks)
        self._children(element)
        self._flush(element)
        self.blocks[before:] = [b for b in self.blocks[before:] if b.kind != "figure"]

    def _picture(self, image: Element, owner: Element, caption: str = "") -> None:
        source = image.get("src") or ""
        if not source:
            return
        text = plain_of(caption)
        links = (a for a in image.iterancestors() if tag_of(a) == "a")
        away = any(not _PICTURE_FILE.search(a.get("href") or "") for a in links)
        linked = 1.0 if away and not is_in_gallery(image) else 0.0
        alt = collapse(image.get("alt") or "")[:500]
        self._add(
            Block("figure", caption, text, owner if caption else image, src=source, alt=alt, links=linked)
        )

    def _list(self, element: Element) -> None:
        items = list(
            itertools.islice((li for li in element.iter("li") if not is_hidden(li)), _MOST_ITEMS + 1)
        )
        if not items or len(items) > _MOST_ITEMS:
            self._children(element)
            return
        texts = [text_of(li) for li in items]
        if any(len(t) > 1500 for t in texts) or holds_blocks(items):
            self._children(element)
            return
        markup = self._items(element, 0)
        text = "\n".join(t for t in texts if t)
        if text:
            self._add(Block("list", markup, text, element, links=link_share(element), level=len(items)))
        for image in element.iter("img"):
            self._picture(image, element)

    def _items(self, element: Element, depth: int) -> str:
        name = "ol" if tag_of(element) == "ol" else "ul"
        out: list[str] = []
        for child in element:
            if tag_of(child) in ("ul", "ol") and depth < 4:
                out.append(f"<li>{self._items(child, depth + 1)}</li>")
            elif tag_of(child) == "li" and not is_hidden(child):
                nested = "".join(self._items(n, depth + 1) for n in nested_lists(child)) if depth < 4 else ""
                own = self._own_text(child)
                if own or nested:
                    out.append(f"<li>{own}{nested}</li>")
        return f"<{name}>{''.join(out)}</{name}>" if out else ""

    def _own_text(self, item: Element) -> str:
        inner = Flow(self.base_url, self.opened, self.passed)
        inner._text(item.text, item)
        for child in item:
            if tag_of(child) not in ("ul", "ol"):
                inner._child(child)
            inner._text(child.tail, item)
        inner._flush(item)
        return tidy("<br>".join(b.html for b in inner.blocks if b.kind in ("p", "heading", "code")))

    def _table(self, element: Element) -> None:
        rows = [r for r in element.iter("tr")]
        if not is_data_table(element, rows):
            self._children(element)
            return
        caption = element.find("caption")
        said = self.inline_of(caption) if caption is not None else ""
        out = [f"<caption>{said}</caption>"] if said else []
        texts = [plain_of(said)]
        cells = 0
        for number, row in enumerate(rows):
            if number >= MAX_ROWS or cells >= MAX_CELLS:
                self.cut = True
                break
            shown = [cell for cell in row if tag_of(cell) in ("td", "th")]
            self.cut |= len(shown) > MAX_COLUMNS
            made = []
            for cell in shown[:MAX_COLUMNS]:
                markup = self.inline_of(cell)
                made.append(f"<{tag_of(cell)}{_spans_of(cell)}>{markup}</{tag_of(cell)}>")
                texts.append(plain_of(markup))
            cells += len(made)
            out.append(f"<tr>{''.join(made)}</tr>")
        text = "\n".join(t for t in texts if t)
        if text:
            self._add(
                Block("table", f"<table>{''.join(out)}</table>", text, element, links=link_share(element))
            )

    def _quote(self, element: Element) -> None:
        inner = Flow(self.base_url, self.opened, self.passed)
        inner._children(element)
        inner._flush(element)
        if not inner.blocks:
            return
        texts = [b for b in inner.blocks if b.kind in ("p", "heading", "list", "quote")]
        if len(texts) > 30 or any(b.kind in ("embed", "table", "code") for b in inner.blocks):
            self.blocks.extend(inner.blocks)
            return
        markup = "".join(b.html if b.kind in ("list", "quote") else f"<p>{b.html}</p>" for b in texts)
        text = "\n".join(b.text for b in texts)
        if text:
            self._add(
                Block("quote", f"<blockquote>{markup}</blockquote>", text, element, links=link_share(element))
            )
        self.blocks.extend(b for b in inner.blocks if b.kind == "figure")

    def _add(self, block: Block) -> None:
        self.blocks.append(block)


def _spans_of(cell: Element) -> str:
    """How many columns and rows a cell covers, as markup."""
    values = ((name, cell.get(name) or "") for name in ("colspan", "rowspan"))
    good = ((name, int(v[:4])) for name, v in values if v.isascii() and v.isdigit())
    return "".join(f' {name}="{number}"' for name, number in good if 1 < number < 60)
