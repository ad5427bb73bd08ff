"""SVG drawn to PNG by resvg, which runs no script; what could fetch, hang or explode is taken out first."""

from __future__ import annotations

import gzip
import io
import re
from typing import Any

from reader.core.errors import ReaderError
from reader.saving.name_sets import name_set

_LARGEST = 2 * 1024 * 1024  # bytes of markup
_DEEPEST = 60
_MOST_ELEMENTS = 20_000
_MOST_USES = 5_000  # elements that `use` may multiply to
_DROPPED = name_set(
    """script foreignObject filter animate animateMotion animateTransform set handler a-link iframe audio
    video"""
)
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"


def looks_like_svg(data: bytes) -> bool:
    """Whether bytes are SVG, plain or gzipped."""
    start = data[:2]
    head = _opened(data)[:2000] if start == b"\x1f\x8b" else data[:2000]
    return re.search(rb"<svg[\s>]|<!DOCTYPE\s+svg", head) is not None


def draw_svg(data: bytes, widest: int) -> bytes:
    """A PNG of an SVG, at most `widest` px wide.

    Raises:
        ReaderError: `bad-picture`: not well-formed, too large, too deep, or built to explode.
    """
    import resvg_py

    from reader.settings.paths import resource

    markup = _opened(data) if data[:2] == b"\x1f\x8b" else data
    text, width = _safe(markup, widest)
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=text, width=width, skip_system_fonts=True, font_dirs=[str(resource("fonts"))]
            )
        )
    except (ValueError, OSError, RuntimeError) as error:
        raise ReaderError("bad-picture", f"svg: {str(error)[:120]}") from error


def _opened(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(_LARGEST + 1)
    except (OSError, EOFError):
        return b""


def _safe(markup: bytes, widest: int) -> tuple[str, int]:
    from lxml import etree

    if not markup or len(markup) > _LARGEST or re.search(rb"<!ENTITY|<!DOCTYPE[^>]*\[", markup):
        raise ReaderError("bad-picture", "svg too large, or with entities of its own")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        raise ReaderError("bad-picture", "svg is not well-formed") from error
    _check_shape(root)
    for element in list(root.iter()):
        _disarm(element)
    width, height = _size(root)
    scale = min(1.0, widest / width, 4 * widest / height)
    return etree.tostring(root, encoding="unicode"), max(3, int(width * scale))


def _check_shape(root: Any) -> None:
    depth = {root: 0}
    for count, element in enumerate(root.iter(), start=1):
        parent = element.getparent()
        depth[element] = depth.get(parent, 0) + 1 if parent is not None else 0
        if depth[element] > _DEEPEST or count > _MOST_ELEMENTS:
            raise ReaderError("bad-picture", "svg too deep or too large")
    if _drawn(root) > _MOST_USES:
        raise ReaderError("bad-picture", "svg multiplies itself")


def _drawn(root: Any) -> int:
    """How many elements are drawn when every `use` is followed."""
    named = {e.get("id"): e for e in root.iter() if e.get("id")}
    known: dict[Any, int] = {}

    def weigh(element: Any, trail: int) -> int:
        if element in known:
            return known[element]
        if trail > _DEEPEST:
            return _MOST_USES + 1
        total = 1
        if element.tag in ("use", f"{_SVG}use"):
            target = named.get((element.get("href") or element.get(_XLINK) or "").lstrip("#"))
            total += weigh(target, trail + 1) if target is not None else 0
        total += sum(weigh(child, trail + 1) for child in element if isinstance(child.tag, str))
        known[element] = min(total, _MOST_USES * 10)
        return known[element]

    uses = any(e.tag in ("use", f"{_SVG}use") for e in root.iter())
    return weigh(root, 0) if uses else 0


def _disarm(element: Any) -> None:
    if not isinstance(element.tag, str):
        return
    name = element.tag.rpartition("}")[2]
    parent = element.getparent()
    if name in _DROPPED and parent is not None:
        parent.remove(element)
        return
    if name == "style" and element.text and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text, re.I):
        element.text = ""
    for attribute, value in list(element.attrib.items()):
        plain = attribute.rpartition("}")[2].lower()
        outside = plain == "href" and not value.startswith(("#", "data:image/png", "data:image/jpeg"))
        fetched = plain == "style" and re.search(r"url\(\s*['\"]?(?!#)", value, re.I) is not None
        if plain.startswith("on") or outside or fetched or (plain == "filter"):
            del element.attrib[attribute]


def _size(root: Any) -> tuple[float, float]:
    """Width and height in px as declared, by the view box where they are not."""
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox") or "")[:4]]
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        width = width or (height * box[2] / box[3] if height else box[2])
        height = height or width * box[3] / box[2]
    return min(max(width or 300.0, 1.0), 100_000.0), min(max(height or 150.0, 1.0), 100_000.0)


def _length(value: str | None) -> float:
    match = re.fullmatch(r"\s*(\d{1,7}(?:\.\d+)?)(?:px)?\s*", value or "")
    return float(match.group(1)) if match else 0.0
