"""Formulas as their source: TeX where a page has it, else MathML written in a line.

What draws a formula (KaTeX, MathJax, pictures of it) is taken away; the source stays where it stood.
"""

from __future__ import annotations

import html as html_text
import itertools
import re
from urllib.parse import unquote, urlsplit

from reader.saving.page.elements import Element, ancestors, collapse, drop, names_of, tag_of, text_of

SOURCE, DISPLAYED = "formula-source", "formula-display"
_ANNOTATION = re.compile(
    r"<annotation\b[^<>]{0,200}encoding\s*=\s*[\"']?(?:application/x-tex|TeX|LaTeX)[^<>]{0,100}>(.{1,8000}?)</annotation",
    re.I | re.S,
)
_ALTTEXT = re.compile(r"<math\b[^<>]{0,2000}?\balttext\s*=\s*(?:\"([^\"]{1,4000})\"|'([^']{1,4000})')", re.I)
_BLOCK = re.compile(r"<math\b[^<>]{0,2000}?\bdisplay\s*=\s*[\"']?block", re.I)
_STYLE = re.compile(r"^\{?\s*\\(?:displaystyle|textstyle|scriptstyle)\b\s*(.*?)\s*\}?$", re.S)
_PICTURE = re.compile(
    r"latex\.php|codecogs\.com|mathtex|mimetex|/math/render|wp-latex|latex\.codecogs|/render/(?:svg|png)|"
    r"i\.upmath\.me|math\.now\.sh|quicklatex",
    re.I,
)
_PICTURED = frozenset(("latex", "tex", "math", "equation", "formula", "formule"))
_DRAWN = re.compile(r"^(?:katex|mathjax\w*|mjx\w*)$|^mwe$")
_LONGEST = 4_000
_MOST = 3_000


def source_markup(element: str) -> str:
    """The source of a raw `<math>` element or `math/tex` script as markup; empty without one."""
    if element[:7].lower() == "<script":
        opening, _, rest = element.partition(">")
        displayed, source = "display" in opening.lower(), re.sub(r"</script[^>]*>?$", "", rest, flags=re.I)
    else:
        displayed, source = _BLOCK.search(element) is not None, _source_of_math(element)
    source = _tidy(html_text.unescape(source))
    if not source:
        return ""
    names = f"{SOURCE} {DISPLAYED}" if displayed else SOURCE
    return f'<code class="{names}">{html_text.escape(source)}</code>'


def settle_formulas(body: Element) -> None:
    """Leave of every formula of a page its source alone, and put it where the page shows the formula.

    A formula in a line of its own stays one; pictures of formulas become their source where they have it.
    """
    for code in list(itertools.islice(body.iter("code"), _MOST)):
        if SOURCE in (code.get("class") or "").split():
            _alone(code)
    for image in list(itertools.islice(body.iter("img"), _MOST)):
        source = _pictured(image)
        if source:
            displayed = bool({"display", "displayed", "block"}.intersection(names_of(image)))
            _become_code(image, source, displayed)


def _alone(code: Element) -> None:
    """Take what draws the formula away from around its source."""
    displayed = DISPLAYED in (code.get("class") or "")
    top = code
    for above in itertools.islice(ancestors(code), 8):
        if tag_of(above) in ("p", "body", "div", "li", "td") and not _is_drawing(above):
            break
        if _is_drawing(above):
            top = above
            names = set(names_of(above))
            displayed |= "display" in names or above.get("display") == "true"
    for sibling in list(itertools.islice(top.itersiblings(preceding=True), 3)):
        if _is_drawing(sibling) and sibling.find(f".//code[@class='{SOURCE}']") is None:
            drop(sibling)
    source = text_of(code)
    tail = top.tail
    for child in list(top):
        top.remove(child)
    top.text, top.tail = source, tail
    _set_code(top, displayed)


def _is_drawing(element: Element) -> bool:
    if tag_of(element).startswith("mjx-"):
        return True
    return any(
        _DRAWN.match(name)
        for name in (element.get("class") or "").lower().replace("-", " ").replace("_", " ").split()
    )


def _become_code(image: Element, source: str, displayed: bool) -> None:
    image.text = source
    _set_code(image, displayed)


def _set_code(element: Element, displayed: bool) -> None:
    """Make an element with text the formula's own; a displayed one is a block."""
    element.attrib.clear()
    element.tag = "code"
    if displayed:
        inner = element.makeelement("code")
        inner.text, element.text = element.text, None
        element.tag = "div"
        element.append(inner)


def _pictured(image: Element) -> str:
    """The TeX of a picture of a formula: its `alt`, else what its address asks a drawing service for."""
    address = image.get("src") or ""
    named = _PICTURED.intersection(names_of(image)) or "mwe" in names_of(image)
    served = _PICTURE.search(address) is not None
    if not (named or served):
        return ""
    alt = _tidy(image.get("alt") or "")
    if alt and len(alt) < _LONGEST and (served or re.search(r"[\\^_=+{}]", alt)):
        return alt
    return _tidy(unquote(urlsplit(address).query).split("&")[0]) if served else ""


def _tidy(source: str) -> str:
    text = collapse(source)[:_LONGEST]
    found = _STYLE.match(text)
    text = found[1].strip() if found else text
    for opening, closing in (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")):
        if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing):
            text = text[len(opening) : -len(closing)].strip()
    return text


def _source_of_math(element: str) -> str:
    annotation = _ANNOTATION.search(element)
    if annotation is not None:
        return annotation[1]
    alttext = _ALTTEXT.search(element)
    if alttext is not None:
        return alttext[1] or alttext[2] or ""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        tree = etree.fromstring(element[:50_000].encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return ""
    math = tree.find(".//math") if tree is not None else None
    return html_text.escape(_in_line(math, 0)) if math is not None else ""


def _in_line(node: Element, depth: int) -> str:
    """MathML in a line: a fraction as (a)/(b), powers with ^, indices with _."""
    tag = tag_of(node)
    if depth > 40 or tag in ("annotation", "annotation-xml"):
        return ""
    parts = [_in_line(child, depth + 1) for child in node if isinstance(child.tag, str)]
    if tag in ("mi", "mn", "mo", "mtext", "ms"):
        text = collapse("".join(node.itertext()))
        return f" {text} " if tag == "mo" and text in "=+−-±×·<>≤≥→⇒≈≠" and text else text
    if tag == "mfrac" and len(parts) == 2:
        return "/".join(_grouped(part) for part in parts)
    if tag in ("msup", "mover") and len(parts) == 2:
        return f"{parts[0]}^{_grouped(parts[1])}"
    if tag in ("msub", "munder") and len(parts) == 2:
        return f"{parts[0]}_{_grouped(parts[1])}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{parts[0]}_{_grouped(parts[1])}^{_grouped(parts[2])}"
    if tag == "msqrt":
        return f"√({collapse(''.join(parts))})"
    if tag == "mroot" and len(parts) == 2:
        return f"{parts[1]}√({parts[0]})"
    if tag == "mtr":
        return ", ".join(parts)
    if tag == "mtable":
        return f"({'; '.join(parts)})"
    return collapse("".join(parts)) if tag == "math" else "".join(parts)


def _grouped(part: str) -> str:
    part = collapse(part)
    return part if len(part) < 2 or part.isdigit() else f"({part})"
