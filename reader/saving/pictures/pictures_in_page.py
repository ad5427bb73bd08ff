"""Pictures as a page hides them: lazy, responsive, in noscript; and which of them are true pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reader.saving.name_sets import name_set
from reader.saving.page.elements import Element, drop, names_of, text_of
from reader.saving.page.sanitize import safe_link

WIDEST = 1600
"""Pixels: the widest copy worth fetching."""

_WIDE_ENOUGH = 600  # px; a page's own choice of this width fills the column, so it is kept

_LARGE = 100  # px
_TEXT_OF_PAGE = 500  # characters of a noscript that may be the page itself

_SETS = (
    "data-srcset",
    "data-lazy-srcset",
    "data-original-set",
    "data-src-set",
    "srcset",
    "data-sizes-srcset",
)
_SOURCES = (
    "data-original",
    "data-lazy-src",
    "data-src",
    "data-full-src",
    "data-hi-res-src",
    "data-hires",
    "data-image",
    "data-img-src",
    "data-url",
    "data-pin-media",
    "data-orig-file",
    "data-large-file",
    "data-runner-src",
    "data-src-medium",
    "data-lazy",
    "src",
)
_HTTP = frozenset(("http", "https"))
_ADDRESS = re.compile(r"[^\s,]\S*")
_SIZE = re.compile(r"[\d.]{1,12}[wxh]")
_LONGEST_SET = 20_000  # characters
_MOST_CANDIDATES = 60
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|lazy(?:load)?|loading|1x1|grey|empty|trans)"
    r"(?:[_.-][\w-]*)?\.(?:gif|png|svg|jpe?g|webp)",
    re.I,
)
_TRACKER = re.compile(
    r"//(?:[\w-]+\.)*(?:doubleclick|scorecardresearch|google-analytics|googletagmanager|"
    r"facebook\.com/tr|quantserve|"
    r"xiti|chartbeat|2o7|omtrdc|adnxs|smartadserver|criteo|pixel\.wp|stats\.wp|estat|weborama|mediametrie)|"
    r"/(?:pixel|beacon|track(?:er|ing)?|count(?:er)?)(?:\.gif|\.png|\?)",
    re.I,
)
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|svg|bmp)(?:$|[?#!/:@])", re.I)
_ICON = name_set(
    """icon icons ico emoji emojione logo logos smiley sprite avatar gravatar flag badge spinner loader
    star"""
)

_BUTTON = name_set(
    """pdf print printer imprimer email mail envoyer share partager rss facebook twitter whatsapp telegram
    linkedin pinterest instagram button btn icon ico"""
)
_BUTTON_ROWS = name_set("""pdfprnt printfriendly sharedaddy addtoany addthis""")


def mend_pictures(body: Element, base_url: str) -> None:
    """Give every `img` below `body` its true absolute address in `src`; remove those that have none.

    Pictures inside `noscript` replace the empty ones before them, `picture` sources are read, and
    trackers, one-pixel and hidden pictures are taken out.
    """
    for noscript in list(body.iter("noscript")):
        _open_noscript(noscript)
    for picture in list(body.iter("amp-img")):
        picture.tag = "img"
    for figure in list(body.iter("figure", "div")):
        _named_by_microdata(figure)
    seen_in_noscript = {i.get("src") for i in body.iter("img") if i.get("data-of-noscript")}
    for img in list(body.iter("img")):
        source = best_source(img, base_url)
        copied = not img.get("data-of-noscript") and source in seen_in_noscript and not img.get("src")
        if not source or _is_tracker(img, source) or copied or _is_button(img, source):
            drop(img)
            continue
        img.set("src", source)
    for picture in list(body.iter("picture")):
        if picture.find(".//img") is None:
            _picture_without_img(picture, base_url)


def best_source(img: Element, base_url: str) -> str:
    """The address of the largest sensible copy of a picture (at most `WIDEST` px where widths are named)."""
    told = dict(img.items())
    sets: list[str | None] = [told[name] for name in _SETS if name in told]
    parent = img.getparent()
    if parent is not None and parent.tag == "picture":
        for source in parent.iter("source"):
            if "avif" not in (source.get("type") or "") or img.get("src") is None:
                sets.extend(source.get(name) for name in ("srcset", "data-srcset"))
    plain = (told[name].strip() for name in _SOURCES if name in told)
    single = next((a for a in (safe_link(p, base_url, _HTTP) for p in plain) if a and _true(a)), "")
    best, width = "", 0.0
    for one in sets:
        found, wide = best_of_set(one or "", base_url)
        if found and (wide > width or not best):
            best, width = found, wide
    if not best or not single:
        return best or single
    declared = _number(told.get("width"))
    named_alike = picture_key(best) == picture_key(single)
    by_density = not any(re.search(r"\s\d+w\b", one or "") for one in sets)
    own = _width_in(sets, single, base_url)
    if (declared and 0 < width < declared) or (by_density and not named_alike) or own >= _WIDE_ENOUGH:
        return single
    return best


def best_of_set(srcset: str, base_url: str) -> tuple[str, float]:
    """The widest candidate of a `srcset` that is not wider than needed, with its width (px; 0 not known)."""
    best, best_width = "", -1.0
    for named, size, unit in _candidates(srcset):
        address = safe_link(named, base_url, _HTTP)
        if not address or not _true(address):
            continue
        width = size if unit == "w" else size * 400
        fits = width <= WIDEST
        best_fits = best_width <= WIDEST
        better = width > best_width if fits else (not best or (not best_fits and width < best_width))
        if better:
            best, best_width = address, width
    return best, max(best_width, 0.0)


def _candidates(srcset: str) -> Iterator[tuple[str, float, str]]:
    """The addresses of a `srcset`, each with its size and what that counts: w, x or h.

    They are read as the standard says, from left to right: no text makes this slow.
    """
    srcset, at = srcset[:_LONGEST_SET], 0
    for _ in range(_MOST_CANDIDATES):
        address = _ADDRESS.search(srcset, at)
        if address is None:
            return
        at, named, sizes = address.end(), address[0].rstrip(","), list[str]()
        if named == address[0]:
            end = srcset.find(",", at)
            end = len(srcset) if end < 0 else end
            at, sizes = end, srcset[at:end].split()
        if all(map(_SIZE.fullmatch, sizes)):
            size = sizes[0] if sizes else "1x"
            yield named, float(size[:-1]) if size.count(".") < 2 and size[0] != "." else 1.0, size[-1]


def _width_in(sets: list[str | None], address: str, base_url: str) -> float:
    """The width that a `srcset` names for an address; 0 when it does not."""
    for one in sets:
        for named, size, unit in _candidates(one or ""):
            if unit == "w" and _same_file(safe_link(named, base_url, _HTTP), address):
                return size
    return 0.0


def _same_file(one: str, two: str) -> bool:
    """Whether two addresses differ at most in their query, which names a quality or a format."""
    return bool(one) and one.partition("?")[0] == two.partition("?")[0]


def picture_key(address: str) -> str:
    """What copies of one picture in several sizes share: the last part of the path without size and type."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return address
    parts = [p for p in path.split("/") if p]
    stem = re.sub(r"\.(?:jpe?g|png|webp|gif|avif|svg)$", "", parts[-1] if parts else "", flags=re.I)
    stem = re.sub(r"[-_](?:\d{2,4}x\d{2,4}|scaled|\d{3,4}w?)$", "", stem, flags=re.I).lower()
    return stem if len(stem) > 5 or len(parts) < 2 else "/".join(parts[-2:]).lower()


def is_decoration(img: Element, source: str) -> bool:
    """Whether a picture is an icon, a logo or an avatar: small, or named so."""
    width, height = _number(img.get("width")), _number(img.get("height"))
    if (0 < width < 60) or (0 < height < 40):
        return True
    names = set(names_of(img)) | set(re.split(r"[^a-z]+", urlsplit(source).path.rsplit("/", 1)[-1].lower()))
    return bool(names & _ICON)


def is_ornament(img: Element, source: str) -> bool:
    """Whether a picture is a decoration that is not shown large; a logo shown large is what is told about."""
    return max(_number(img.get("width")), _number(img.get("height"))) < _LARGE and is_decoration(img, source)


def _is_button(img: Element, source: str) -> bool:
    """Whether a picture is a button of the page: “print.png”, or within a row of such buttons."""
    stem = urlsplit(source).path.rsplit("/", 1)[-1].rpartition(".")[0].lower()
    words = {w for w in re.split(r"[^a-z]+", stem) if w}
    if words and words <= _BUTTON:
        return True
    around = (img.getparent(), img.getparent().getparent() if img.getparent() is not None else None)
    return any(_BUTTON_ROWS.intersection(names_of(e)) for e in around if e is not None)


def _open_noscript(noscript: Element) -> None:
    """Put a noscript's pictures where it stands; its other content goes, unless it is the page's text."""
    if _holds_the_page(noscript):
        noscript.tag = "div"
        return
    images = list(noscript.iter("img"))
    previous = noscript.getprevious()
    parent = noscript.getparent()
    if parent is None:
        return
    text = text_of(noscript)
    if images and len(images) <= 3 and len(text) < 200:
        lazy = previous if previous is not None and previous.tag == "img" else None
        if lazy is None and previous is not None:
            found = [i for i in previous.iter("img")][-1:]
            lazy = found[0] if found and not text_of(previous) else None
        for image in images:
            if lazy is not None and not image.get("alt"):
                image.set("alt", lazy.get("alt") or "")
            image.set("data-of-noscript", "1")
            image.tail = ""
            noscript.addprevious(image)
        if lazy is not None:
            drop(lazy)
    drop(noscript)


def _holds_the_page(noscript: Element) -> bool:
    """Whether the page has its text here, for readers without scripts, and next to none elsewhere."""
    own = len(text_of(noscript))
    if own < _TEXT_OF_PAGE:
        return False
    body = next((e for e in noscript.iterancestors("body")), None)
    return body is not None and own > 0.7 * len(text_of(body))


def _named_by_microdata(figure: Element) -> None:
    """A figure that a script would fill: its microdata names the picture (`itemid` or `contentUrl`)."""
    if "ImageObject" not in (figure.get("itemtype") or "") or figure.find(".//img") is not None:
        return
    address = figure.get("itemid") or ""
    for element in figure.iter("meta", "link"):
        if element.get("itemprop") in ("contentUrl", "url"):
            address = address or element.get("content") or element.get("href") or ""
    if looks_like_picture(address):
        image = figure.makeelement("img")
        image.set("src", address)
        figure.insert(0, image)


def _picture_without_img(picture: Element, base_url: str) -> None:
    for source in picture.iter("source"):
        found, _ = best_of_set(source.get("srcset") or source.get("data-srcset") or "", base_url)
        if found:
            image = picture.makeelement("img")
            image.set("src", found)
            picture.append(image)
            return


def _true(address: str) -> bool:
    return not _PLACEHOLDER.search(address)


def _is_tracker(img: Element, source: str) -> bool:
    style = (img.get("style") or "").replace(" ", "").lower()
    width, height = img.get("width"), img.get("height")
    tiny = any(
        v is not None and v.strip().rstrip("px").isdecimal() and int(v.strip().rstrip("px")) <= 2
        for v in (width, height)
    )
    hidden = "display:none" in style or "visibility:hidden" in style or img.get("hidden") is not None
    if style and re.search(r"(?:^|;)(?:width|height):[012](?:px)?(?:;|$)", style) is not None:
        return True
    loads_late = ("data-of-noscript", *_SETS, *_SOURCES[:-1])
    if (tiny or hidden) and not any(map(img.get, loads_late)):
        return True
    return _TRACKER.search(source) is not None


def _number(value: str | None) -> int:
    match = re.match(r"\s*(\d{1,5})", value or "")
    return int(match.group(1)) if match else 0


def looks_like_picture(address: str) -> bool:
    """Whether a link leads to a picture file."""
    return _EXTENSION.search(urlsplit(address).path) is not None
