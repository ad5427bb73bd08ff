"""The pages of articles as a website that opens from disk: no script, and nothing from the network.

Titles, names and tags are escaped here; the body of an article is clean HTML already. Every page says the
language and direction of the interface, every title those of its article.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from reader.core.languages import direction_of
from reader.core.messages import QT_TRANSLATE_NOOP, Translate, isolate, untranslated

ARTICLES, MONTHS, TAGS, PICTURES = "articles", "months", "tags", "pictures"
"""The folders beside `INDEX` and `STYLE`."""
INDEX, STYLE = "index.html", "style.css"
NEWEST = 30
"""Articles that the first page names itself."""

_CONTEXT = "site"
_LONGEST_NAME = 90  # bytes of a title in a file's name
_UNSAFE = re.compile(r"[^\w.-]+|_+")  # letters of any script stay
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9])")
_LIBRARY = QT_TRANSLATE_NOOP("site", "My library")
_COUNT = QT_TRANSLATE_NOOP("site", "Articles: {count}")
_MINUTES = QT_TRANSLATE_NOOP("site", "{count} min of reading")
_BY_MONTH = QT_TRANSLATE_NOOP("site", "By month")
_BY_TAG = QT_TRANSLATE_NOOP("site", "By tag")
_LAST = QT_TRANSLATE_NOOP("site", "Saved last")
_MONTHS = (
    QT_TRANSLATE_NOOP("site", "January {year}"),
    QT_TRANSLATE_NOOP("site", "February {year}"),
    QT_TRANSLATE_NOOP("site", "March {year}"),
    QT_TRANSLATE_NOOP("site", "April {year}"),
    QT_TRANSLATE_NOOP("site", "May {year}"),
    QT_TRANSLATE_NOOP("site", "June {year}"),
    QT_TRANSLATE_NOOP("site", "July {year}"),
    QT_TRANSLATE_NOOP("site", "August {year}"),
    QT_TRANSLATE_NOOP("site", "September {year}"),
    QT_TRANSLATE_NOOP("site", "October {year}"),
    QT_TRANSLATE_NOOP("site", "November {year}"),
    QT_TRANSLATE_NOOP("site", "December {year}"),
)

# A page from disk has no origin of its own that "self" could mean; `file:` is its neighbours.
_POLICY = "default-src 'none'; img-src 'self' file:; style-src 'self' file:"
SHEET = """\
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1f1e1b; --quiet: #5e5a52; --line: #e2dfd8;
  --link: #0b6b62; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #1e1f22; --ink: #e6e3dc; --quiet: #a8a49b; --line: #34363b; --link: #62cbbb; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 0 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.1rem/1.58 "Source Serif 4", Georgia, serif; overflow-wrap: break-word; }
body.pairs { max-width: 72rem; }
[dir="rtl"] { font-family: "Noto Naskh Arabic", Amiri, serif; line-height: 1.9; }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h2 { margin-top: 2.2rem; font-size: 1.2rem; }
nav.top { padding: 1rem 0; border-bottom: 1px solid var(--line); font-size: 0.9rem; }
nav.top a, ul.choices a { margin-inline-end: 1rem; }
ul.rows, ul.choices { list-style: none; margin: 0; padding: 0; }
ul.rows li { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
ul.rows a { display: block; text-decoration: none; font-size: 1.15rem; text-align: start; }
ul.rows a:hover, ul.rows a:focus { text-decoration: underline; }
ul.choices li { display: inline-block; }
.about, figcaption, .caption { color: var(--quiet); font-size: 0.85rem; margin: 0.2rem 0; }
img { max-width: 100%; height: auto; border-radius: 4px; }
figure { margin: 1.5rem 0; }
blockquote { margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
table { display: block; overflow-x: auto; border-collapse: collapse; }
td, th { border: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: start; }
pre { overflow-x: auto; direction: ltr; text-align: left; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 3rem; }
@media (max-width: 50rem) { .pair { display: block; } }
@media print { nav.top { display: none; } }
"""
"""The style sheet of every page: light and dark as the system is."""


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """An article as the lists name it: `file` in `ARTICLES`, `about` who wrote it where and when, reading
    `minutes`, the day it was `saved` (`YYYY-MM-DD`)."""

    file: str
    title: str
    language: str = ""
    about: str = ""
    minutes: int = 1
    saved: str = ""
    tags: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        """`YYYY-MM`, "" when nobody knows."""
        return self.saved[:7] if _MONTH.match(self.saved) else ""


def file_for(title: str, number: int) -> str:
    """The name of an article's page: its title as far as every system takes it, and its number."""
    return f"{_stem(title) or 'article'}-{number}.html"


def tag_file(tag: str) -> str:
    """The name of a tag's page; tags that differ in capitals alone have two pages on every system."""
    digest = hashlib.sha256(tag.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_stem(tag) or 'tag'}-{digest}.html"


class SitePages:
    """Writes the pages of one site.

    Args:
        title: the site's; empty for “My library”. language: of the interface, `en`, `fr` or `ar`.
    """

    def __init__(self, title: str = "", language: str = "en", translate: Translate = untranslated) -> None:
        self.translate, self._language = translate, language
        self.title = title or self._text(_LIBRARY)

    def article(self, entry: SiteEntry, body: str, wide: bool) -> str:
        """The page of an article; `body` is clean HTML, `wide` for two columns."""
        links = [self._link("../" + INDEX, self.title)]
        if entry.month:
            links.append(self._link(f"../{MONTHS}/{entry.month}.html", self._month(entry.month)))
        links += [self._link(f"../{TAGS}/{quote(tag_file(tag))}", tag) for tag in entry.tags]
        return self._page(entry.title, _top(links) + body, "../", "pairs" if wide else "")

    def month(self, month: str, entries: Sequence[SiteEntry]) -> str:
        """What was saved in a month, `YYYY-MM`."""
        return self._list(self._month(month), entries)

    def tag(self, tag: str, entries: Sequence[SiteEntry]) -> str:
        """What has a tag."""
        return self._list(tag, entries)

    def index(
        self, count: int, newest: Sequence[SiteEntry], months: Iterable[str], tags: Iterable[str]
    ) -> str:
        """The first page. `months` and `tags` are in the order in which they are shown."""
        parts = [f'<h1 dir="auto">{_plain(self.title)}</h1>', self._counted(count)]
        for name, links in (
            (_BY_MONTH, [self._link(f"{MONTHS}/{month}.html", self._month(month)) for month in months]),
            (_BY_TAG, [self._link(f"{TAGS}/{quote(tag_file(tag))}", tag) for tag in tags]),
        ):
            if links:
                rows = "".join(f"<li>{link}</li>" for link in links)
                parts.append(f'<h2>{_plain(self._text(name))}</h2><ul class="choices">{rows}</ul>')
        parts += [f"<h2>{_plain(self._text(_LAST))}</h2>", self._rows(newest, "")] if newest else []
        return self._page(self.title, "\n".join(parts), "")

    def _list(self, title: str, entries: Sequence[SiteEntry]) -> str:
        top = _top([self._link("../" + INDEX, self.title)])
        heading = f'<h1 dir="auto">{_plain(title)}</h1>{self._counted(len(entries))}'
        return self._page(title, f"{top}{heading}\n{self._rows(entries, '../')}", "../")

    def _rows(self, entries: Iterable[SiteEntry], top: str) -> str:
        return f'<ul class="rows">{"".join(self._row(entry, top) for entry in entries)}</ul>'

    def _row(self, entry: SiteEntry, top: str) -> str:
        code = entry.language
        said = f' lang="{escape(code)}" dir="{direction_of(code).value}"' if code else ' dir="auto"'
        minutes = self._text(_MINUTES).replace("{count}", isolate(entry.minutes))
        about = " · ".join(part for part in (entry.about and isolate(entry.about), minutes) if part)
        address = f"{top}{ARTICLES}/{quote(entry.file)}"
        return (
            f'<li><a href="{address}"><bdi{said}>{_plain(entry.title) or "—"}</bdi></a>'
            f'<p class="about">{_plain(about)}</p></li>\n'
        )

    def _counted(self, count: int) -> str:
        return f'<p class="about">{_plain(self._text(_COUNT).replace("{count}", isolate(count)))}</p>'

    def _month(self, month: str) -> str:
        year, _, number = month.partition("-")
        return self._text(_MONTHS[int(number) - 1]).replace("{year}", year)

    def _text(self, text: str) -> str:
        return self.translate(_CONTEXT, text)

    def _page(self, title: str, body: str, top: str, kind: str = "") -> str:
        language = self._language
        shown = f' class="{kind}"' if kind else ""
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction_of(language).value}"><head>'
            f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="referrer" content="no-referrer">'
            f'<title>{_plain(title) or "—"}</title><link rel="stylesheet" href="{top}{STYLE}"></head>\n'
            f"<body{shown}>{_NOT_HTML.sub('', body)}</body></html>\n"
        )

    @staticmethod
    def _link(address: str, text: str) -> str:
        return f'<a href="{escape(address)}"><bdi>{_plain(text) or "—"}</bdi></a>'


def _top(links: Iterable[str]) -> str:
    return f'<nav class="top">{"".join(links)}</nav>\n'


def _stem(title: str) -> str:
    plain = _UNSAFE.sub("-", _NOT_HTML.sub("", title)).strip("-.")
    return plain.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip("-.")


def _plain(text: str) -> str:
    """Text of one line as HTML, in which nothing ends it and no sign turns what comes after."""
    return escape(" ".join(_NOT_HTML.sub("", text).split()))
