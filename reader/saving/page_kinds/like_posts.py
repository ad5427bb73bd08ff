"""Posts told by their shape alone: neighbours built alike, each with a name, a date and a text.

Software of forums that nobody here knows, or whose class names are made by a machine, is read so.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader.saving.metadata.dates import read_date
from reader.saving.name_sets import name_set
from reader.saving.page.elements import HEADINGS, Element, ancestors, collapse, link_share, tag_of, text_of

_LEAST = 3  # neighbours of one shape; two may be anything
_MOST_ELEMENTS = 30_000  # of a page
_MOST_GROUPS = 300  # of neighbours that are looked at
_MOST_POSTS = 1_000
_SAMPLE = 40  # posts that say where name, date and text stand in all
_MOST_INSIDE = 400  # elements of a post that are looked at
_ALIKE = 0.8  # part of the neighbours in which a name, a date and a text must stand in the same place
_WHOLE_PAGE = 0.4  # part of the page's text that posts have when it is a thread
_LONGEST_NAME = 32
_LONGEST_DATE = 50
_LEAST_TEXT = 25  # characters of a post, in the mean
_DEEPER = 0.75  # part of the text that an element within has to hold to be the text itself
_FRAME = name_set("""nav aside footer header form""")
_OUTSIDE = name_set("""ul ol dl table tbody tr div section main article body td li""")
_TIMES = name_set("""time abbr span a""")
_COUNTED = frozenset(("tr", "td", "th"))
"""What is told from its neighbours by its number."""
_IN_LINE = name_set("""span a small b strong em i""")
_STATES = name_set("""odd even alt alternate first last active unread new read""")
_BOXES = name_set("""div li article section tr tbody table dl dd""")
_NO_NAME = re.compile(r"[:#@/<>«»?!…]|https?|^\W*$|^\d|\s\d|\d\s")
_BEFORE = re.compile(r"^\W*[^\W\d]{2,14}\s*(?:on|le|am|el|il|em|op)?\s*:\s*")  # “Posted: ”
_NO_DATE = re.compile(
    r"^\W*(?:join|regist|member|mitglied|inscri|membre|miembro|iscritt|lid sinds|last )", re.I
)

_NUMBER = re.compile(r"(?<=[_-])\d+")  # of a post

Path = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Shaped:
    """One post: `text` is the element that holds its text, in which `passed` is its head.

    `author` and `date` are "" where it shows none as its neighbours do. `box` is the whole of it.
    """

    box: Element
    author: str
    date: str
    text: Element
    passed: set[Element] = field(default_factory=set)


def like_posts(body: Element) -> list[Shaped]:
    """The posts of a page that is mostly made of neighbours built alike; empty for any other page."""
    lengths = _lengths(body)
    groups = itertools.islice(_groups(body), _MOST_GROUPS)
    large = (group for group in groups if sum(lengths[e] for e in group) > _WHOLE_PAGE * lengths[body])
    found = (_read(group, lengths) for group in large)
    return next((posts for posts in found if posts), [])


def _lengths(body: Element) -> Mapping[Element, int]:
    """The characters below each element, without the spaces between its pieces of text.

    They are added up from the leaves: asking each element for its text costs the page's size for each
    level that it is nested.
    """
    lengths = {e: _length(e.text) if isinstance(e.tag, str) else 0 for e in body.iter()}
    for element in reversed(lengths):
        if element is not body:
            lengths[element.getparent()] += lengths[element] + _length(element.tail)
    return lengths


def _length(text: str | None) -> int:
    return len(collapse(text)) if text and not text.isspace() else 0


def _groups(body: Element) -> Iterator[list[Element]]:
    """Neighbours of one tag and class, the innermost first."""
    found = []
    for parent in itertools.islice(body.iter(), _MOST_ELEMENTS):
        if tag_of(parent) not in _OUTSIDE or len(parent) < _LEAST:
            continue
        alike: dict[tuple[str, str], list[Element]] = defaultdict(list)
        for child in parent:
            if tag_of(child) in _BOXES and not _is_head_row(child):
                alike[_shape(child)].append(child)
        found += [group for group in alike.values() if len(group) >= _LEAST]
    for group in reversed(found):
        if not any(tag_of(e) in _FRAME for e in (group[0], *ancestors(group[0]))):
            yield group


def _is_head_row(element: Element) -> bool:
    """Whether an element is the row of a table that says what is in its columns."""
    return tag_of(element) == "tr" and len(element) > 0 and all(tag_of(cell) == "th" for cell in element)


def _read(group: Sequence[Element], lengths: Mapping[Element, int]) -> list[Shaped]:
    inside = {box: _by_path(box) for box in group[:_MOST_POSTS]}
    full = [places for places in inside.values() if len(places) > 1]
    if len(full) < max(_LEAST, _ALIKE * len(inside)):
        return []
    sample = full[:_SAMPLE]
    common = [path for path in full[0] if _share(path, sample) >= _ALIKE]
    dates = next((path for path in common if _share(path, sample, _date_of) >= _ALIKE), None)
    names = next((path for path in common if path != dates and _are_names(path, sample)), None)
    if dates is None or names is None:
        return []
    if any(_has_linked_heading(box, places.get(names)) for box, places in inside.items()):
        return []
    text = _text_path(common, names, dates, sample, lengths)
    if text is None:
        return []
    posts = (_post(box, places, text, names, dates) for box, places in inside.items())
    return [post for post in posts if post is not None]


def _post(
    box: Element, places: Mapping[Path, Element], text: Path, names: Path, dates: Path
) -> Shaped | None:
    """A post whose parts stand where they stand in nearly all; one with next to nothing in it is all text."""
    if len(places) <= 1:
        return Shaped(box, "", "", box) if text_of(box) else None
    element, name, date = (places.get(path) for path in (text, names, dates))
    if element is None:
        return None
    author = _own(name) if name is not None else ""
    day = _date_of(date) if date is not None else ""
    return Shaped(box, author, day, element, _head(element, date))


def _by_path(box: Element) -> dict[Path, Element]:
    """The elements of a post by how they are reached; of several that are reached so, the first.

    Of words in a line the second and third too: name and date may have one class name for their look.
    """
    found: dict[Path, Element] = {}
    paths: dict[Element, Path] = {box: ()}
    alike: Counter[Path] = Counter()
    for element in itertools.islice(box.iter(), _MOST_INSIDE):
        if element is not box and tag_of(element) and element.getparent() in paths:
            tag, name = _place(element)
            path = (*paths[element.getparent()], (tag, name))
            alike[path] += 1
            if tag in _IN_LINE and 1 < alike[path] <= _LEAST:
                path = (*path[:-1], (tag, f"{name} {alike[path]}"))
            paths[element] = path
            found.setdefault(path, element)
    return found


def _shape(element: Element) -> tuple[str, str]:
    """Tag and first class name of an element, without what tells even from odd or counts."""
    return tag_of(element), _shown_name(element.get("class") or "")


@functools.lru_cache(maxsize=8192)  # a page has few distinct class names
def _shown_name(classes: str) -> str:
    names = (n for n in classes.split() if n.lower() not in _STATES)
    return next((n for n in names if not any(c.isdigit() for c in n)), "")


def _place(element: Element) -> tuple[str, str]:
    """How an element is told from its neighbours: by tag and class, rows and their cells by their number."""
    if tag_of(element) in _COUNTED:
        return tag_of(element), str(len(list(element.itersiblings(preceding=True))))
    names = [n for n in (element.get("class") or "").split() if n.lower() not in _STATES]
    plain = (n for n in names if not any(c.isdigit() for c in n))
    return tag_of(element), next(plain, _NUMBER.sub("0", names[0]) if names else "")


def _share(
    path: Path, posts: Sequence[Mapping[Path, Element]], test: Callable[[Element], str] | None = None
) -> float:
    held = [places[path] for places in posts if path in places]
    if test is not None:
        held = [element for element in held if test(element)]
    return len(held) / len(posts)


def _own(element: Element) -> str:
    """The words of an element itself, without those of the elements in it."""
    words = (element.text or "", *(child.tail or "" for child in element))
    return collapse("".join(words)).strip(" :,·@")


def _date_of(element: Element) -> str:
    """The date that an element is, as the page shows it; "" for another one."""
    text = _own(element)
    if tag_of(element) in _TIMES and text and len(text) <= _LONGEST_DATE:
        told = next((v for v in map(element.get, ("datetime", "title")) if v and read_date(v)[0]), "")
        if told:
            return text if read_date(text)[0] else read_date(told)[0]
    if not any(c.isdigit() for c in text) or len(text) > _LONGEST_DATE or _NO_DATE.match(text):
        return ""
    text = _BEFORE.sub("", text)
    return text if read_date(text)[0] else ""


def _are_names(path: Path, posts: Sequence[Mapping[Path, Element]]) -> bool:
    """Whether short texts without figures stand in one place of the posts, and not the same in all."""
    texts = [_own(places[path]) for places in posts if path in places]
    names = [
        t for t in texts if 1 < len(t) <= _LONGEST_NAME and not _NO_NAME.search(t) and len(t.split()) < 5
    ]
    if any(tag in HEADINGS for tag, _ in path) and len(set(names)) == len(names):
        return False  # the titles of entries in a live report; of names one comes back
    return len(names) >= _ALIKE * len(posts) and len(set(names)) > max(1, len(names) // 4)


def _text_path(
    paths: Sequence[Path],
    names: Path,
    dates: Path,
    posts: Sequence[Mapping[Path, Element]],
    lengths: Mapping[Element, int],
) -> Path | None:
    """Where the posts' texts stand: the innermost place with nearly all of their text and no name.

    The date, where it stands in one, is none of the text: short posts would seem to be half of it.
    """

    def size(path: Path) -> int:
        dated = path == dates[: len(path)]
        return sum(
            lengths[places[path]] - (lengths[places[dates]] if dated and dates in places else 0)
            for places in posts
            if path in places
        )

    sizes = {path: size(path) for path in paths if path and path != names[: len(path)]}
    if not sizes or max(sizes.values()) < _LEAST_TEXT * len(posts):
        return None
    most = max(sizes.values())
    whole = (p for p in sizes if sizes[p] >= _DEEPER * most and not _is_one_of_many(p, posts))
    best = max(whole, key=len, default=None)
    if best is None:
        return None
    if best[-1][0] == "tr":  # beside the text of a short post who wrote it is told at length
        cells = (p for p in sizes if p[:-1] == best)
        cell = max(cells, key=sizes.__getitem__, default=best)
        best = max(
            (p for p in sizes if p[: len(cell)] == cell and sizes[p] >= _DEEPER * sizes[cell]), key=len
        )
    linked = [link_share(places[best]) for places in posts if best in places]
    return best if sum(linked) / len(linked) < 0.5 else None


def _is_one_of_many(path: Path, posts: Sequence[Mapping[Path, Element]]) -> bool:
    """Whether some post has several elements in a place, as are the paragraphs of a text."""
    if path[-1][0] in _COUNTED:
        return False
    held = (places[path] for places in posts if path in places)
    return any(_place(other) == path[-1] for e in held for other in e.itersiblings() if tag_of(other))


def _head(text: Element, date: Element | None) -> set[Element]:
    """What of a post's text is its head: the date, where it stands in it."""
    if date is None:
        return set()
    return {date} if any(above is text for above in ancestors(date)) else set()


def _has_linked_heading(box: Element, name: Element | None) -> bool:
    """Whether a heading leads elsewhere, as those of teasers do; not the one that holds the member's name."""
    own = set() if name is None else {name, *ancestors(name)}
    heads = (e for e in box.iter(*HEADINGS) if e not in own and text_of(e))
    return any(e.find(".//a") is not None or tag_of(e.getparent()) == "a" for e in heads)
