"""Plain texts: OneTab's list, Kindle's clippings, and any list of links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from reader.exchange.imports.parsing.bundle import Bundle
from reader.exchange.imports.parsing.lines import numbered
from reader.exchange.imports.rows import ImportedHighlight, ImportedRow, Row, Skipped
from reader.exchange.imports.values import moment

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LINK = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]{1,20}:[^\s\"]+")
_WEB = re.compile(r"https?://\S", re.I)
_WEB_LINK = re.compile(r"https?://[^\s\"]+", re.I)
_ONETAB = re.compile(r"(https?://\S+) \| (.*)", re.I)
_CLIPPING_END = "=========="
_MOST_CLIPPING = 2_000  # lines of one clipping
_NOTE = re.compile(r"[-–]\s.{0,40}(?:\b(?:note|Notiz|nota|notitie|заметка)\b|メモ|笔记)", re.I)
_ADDED = re.compile(
    r"\|\s*(?:Added on|Ajouté le|Hinzugefügt am|Añadido el|Aggiunto (?:in data|il)|Adicionado(?: em|:)?"
    r"|Toegevoegd op|Добавлено:?|作成日:?|添加于)\s*(.{8,60})$"
)
"""What Kindles of several languages write before the date of a clipping."""
_BY = re.compile(r"\(([^()]*)\)\Z")
"""The author, whom a Kindle puts behind the title."""
_DAY = re.compile(r"(.*?\b\d{4}(?:年.{1,6}?日|\b))(.*)")
_TIME = re.compile(r"(上午|下午|午前|午後)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])?")
_AFTERNOON = ("pm", "下午", "午後")
_KINDLE_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "ja", "zh")
_MARKDOWN = re.compile(
    r"\[([^\[\]]{0,2000})\]\(<?(https?://(?:[^\s()<>\"]|\([^\s()<>\"]*\))+)>?(?:\s[^()]*)?\)", re.I
)
_PICTURE = re.compile(r"!\[([^\[\]]{0,2000})\]\([^\s()]{0,2000}(?:\s[^()]{0,2000})?\)")
"""A picture in Markdown; what stands for it may be the title of a link."""
_MARK = re.compile(r"\A(?:[-*•]|\d{1,6}[.)])\s+(?:\[[ xX]\]\s+)?")
"""What stands before a line of a list, of one of things to do, too."""
_BARE = re.compile(r"(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}(?:/\S*)?", re.I)

TEXT_LISTS = frozenset(("kindle", "onetab"))
"""The texts in which another program writes more than links."""


def text_format(start: str) -> str:
    """`kindle`, `onetab` or `links` for a text that begins so; "" for one without a link."""
    lines = [line.strip() for line in start.split("\n") if line.strip()]
    if _CLIPPING_END in lines:
        return "kindle"
    links = [line for line in lines if _WEB.match(line)]
    if sum(_ONETAB.fullmatch(line) is not None for line in lines) * 2 > len(links) > 0:
        return "onetab"
    return "links" if any(_WEB.search(line) for line in lines) else ""


def read_text(bundle: Bundle, name: str, member: str = "") -> Iterator[Row]:
    """The links of a text, a line each; the passages of a file of clippings.

    Raises:
        ReaderError: `file-unreadable`, `file-damaged`.
    """
    kindle = text_format(bundle.start_text(name)) == "kindle"
    with bundle.text(name) as file:
        yield from (_clippings if kindle else _links)(file, f"{member}:" if member else "")


def _links(file: TextIO, member: str) -> Iterator[Row]:
    for number, line in numbered(file):
        where = f"{member}{number}"
        if line is None:
            yield Skipped(where, "too-long")
            continue
        stripped = _MARK.sub("", line.strip())
        if stripped.startswith("#"):  # a heading, which may be a link, or a tag before one
            stripped = stripped.lstrip("# ") if _WEB.search(stripped) else ""
        if not stripped:
            continue
        one_tab = _ONETAB.fullmatch(stripped)
        if one_tab is not None:
            yield ImportedRow(where, one_tab[1], one_tab[2].strip())
            continue
        bare = _PICTURE.sub(r"\1", stripped[:100_000]) if "![" in stripped else stripped[:100_000]
        if written := dict.fromkeys(_MARKDOWN.findall(bare)):
            for title, link in written:
                yield ImportedRow(where, link, title.strip())
            for link in dict.fromkeys(_WEB_LINK.findall(_MARKDOWN.sub(" ", bare))):
                yield ImportedRow(where, link.strip("<>\"'(),;"))
            continue
        found = list(dict.fromkeys(_LINK.findall(stripped[:100_000])))
        if not found and _BARE.fullmatch(stripped):
            found = [stripped]
        if not found:
            yield Skipped(where, "no-address", title=stripped[:200])
        for link in found:
            rest = stripped.replace(link, "").strip(" \t|<>-–—:•*") if len(found) == 1 else ""
            yield ImportedRow(where, link.strip("<>\"'(),;"), rest)


def _clippings(file: TextIO, member: str) -> Iterator[Row]:
    """Kindle's passages: a title, a line about it, an empty one, the text, a rule."""
    held: list[str] = []
    first = 1
    for number, line in numbered(file):
        if line is not None and line.strip() == _CLIPPING_END:
            if any(part.strip() for part in held):
                yield _clipping(f"{member}{first}", held)
            held, first = [], number + 1
        elif len(held) < _MOST_CLIPPING:
            held.append((line or "").strip("\ufeff"))
    if any(part.strip() for part in held):
        yield Skipped(f"{member}{first}", "cut", title=held[0][:200])


def _clipping(line: str, parts: list[str]) -> Row:
    title, about = parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
    body = "\n".join(parts[2:]).strip()
    named = _WEB.search(title) or _WEB.search(about)
    if named is None:
        return Skipped(line, "no-address", title=title[:200])
    url = (title if _WEB.search(title) else about)[named.start() :].split()[0].strip("()<>")
    added = _ADDED.search(about)
    made = _clipped_at(added[1].strip()) if added is not None else ""
    own = _NOTE.match(about) is not None
    marked = ImportedHighlight("", body, made) if own else ImportedHighlight(body, "", made)
    rest = title.replace(f"({url})", "").replace(url, "").strip(" -–|")
    by = _BY.search(rest)
    rest, author = (rest[: by.start()].strip(" -–|"), by[1].strip()) if by is not None else (rest, "")
    return ImportedRow(line, url, rest, made, author=author, highlights=(marked,) if body else ())


def _clipped_at(text: str) -> str:
    """When a passage was clipped, in the form of `moment`; "" for a date that cannot be read."""
    day = _DAY.match(text)
    date = _day(day[1]) if day is not None else ""
    time = _TIME.search(day[2]) if day is not None else None
    if not date or time is None:
        return moment(date)
    half, hour = (time[1] or time[5] or "").lower(), int(time[2])
    if half:
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    return moment(f"{date}T{hour:02}:{time[3]}:{time[4] or '00'}") or moment(date)


@lru_cache(maxsize=1024)
def _day(text: str) -> str:
    """A written day of any of Kindle's languages as `YYYY-MM-DD`; "" for none."""
    found = _days().get_date_data(text).date_obj
    return found.date().isoformat() if found is not None else ""


@lru_cache(maxsize=1)
def _days() -> DateDataParser:
    from dateparser.date import DateDataParser  # takes a second: few files have such days

    return DateDataParser(languages=list(_KINDLE_LANGUAGES), try_previous_locales=True)
