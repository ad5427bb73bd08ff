"""A row of another program's file, judged: the article that it makes, or the reason why it makes none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.core.origin import AddressClass
from reader.exchange.imports.rows import ImportedRow, Row, Skipped
from reader.library.articles.articles import FINISHED
from reader.library.imports.entries import UNFETCHED, Entry, Quote
from reader.saving.fetching.addresses import class_of_name
from reader.saving.fetching.urls import host_of, link_and_key
from reader.services.importing.import_choices import ImportChoices

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]+"
)
"""Controls, marks that turn the direction of a line, and halves of signs: no title has a use for them."""
_UNSEEN_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_LONGEST_TITLE, _LONGEST_TAG, _LONGEST_NOTE, _LONGEST_QUOTE = 500, 100, 100_000, 20_000  # characters
_LONGEST_ABOUT = 5_000  # characters below a title
_LONGEST_PLACE = 300  # characters of where a row stands
_MOST_TAGS, _MOST_QUOTES = 200, 2_000
_LANGUAGE = re.compile(r"[a-z]{2,3}\b", re.I)


def refusal(row: Row, choices: ImportChoices) -> tuple[str, str, str]:
    """Why a row makes no article ("" when it does), its link and its comparison key."""
    if isinstance(row, Skipped):
        return row.reason, row.url, ""
    try:
        link, key = link_and_key(row.url)
    except ReaderError as error:
        if not row.url.strip():
            return "no-address", "", ""
        return ("scheme" if error.kind == "unsupported-scheme" else "no-link"), row.url, ""
    if choices.unread_only and (row.read or row.archived):
        return "not-unread", link, key
    return "", link, key


def is_local(link: str) -> bool:
    """Whether a link leads into this computer or its network, by its name."""
    return _class_of(link.split("/", 3)[2]) is not AddressClass.PUBLIC


@lru_cache(maxsize=4096)
def _class_of(host: str) -> AddressClass:
    """How local a host is, as a link has it, with its port."""
    return class_of_name(host_of(f"https://{host}/"))


def judge(row: Row, number: int, article_id: int, choices: ImportChoices) -> Entry:
    """What is stored of a row; its text is put in later.

    Args:
        row: as the file has it.
        number: which row of the file it is, from 1.
        article_id: the number kept for its article.
        choices: the reader's.
    """
    reason, link, key = refusal(row, choices)
    if reason or isinstance(row, Skipped):
        return Entry(number, _place(row.line), _line(link)[:2000], _title(row.title), reason)
    title = _title(row.title) or _name_of(link)
    host = host_of(link).removeprefix("www.")
    language = row.language.lower() if _LANGUAGE.match(row.language) else ""
    document = Document(
        link,
        title,
        (),
        "",
        author=_title(row.author)[:300],
        date=row.published[:10],
        published=row.published,
        language=language[:2] if language[2:3] in ("", "-", "_") else language[:3],
        site=host,
        description=_about(row),
        incomplete=UNFETCHED,
    )
    quotes = [
        Quote(_long(q.quote, _LONGEST_QUOTE), _long(q.note, _LONGEST_NOTE), q.created, q.colour)
        for q in row.highlights
    ]
    bare = [quote.note for quote in quotes if not quote.quote and quote.note]
    return Entry(
        number,
        _place(row.line),
        link,
        title,
        digest=_digest(row, key, choices),
        key=key,
        document=document,
        saved_at=row.saved if choices.keep_dates else "",
        tags=_tags(row, choices),
        note="\n\n".join(filter(None, (_long(row.note, _LONGEST_NOTE), *bare))),
        unread=not (row.read or row.archived or row.progress >= FINISHED),
        archived=row.archived,
        favourite=row.favourite,
        progress=row.progress,
        quotes=tuple([quote for quote in quotes if quote.quote][:_MOST_QUOTES]),
        article_id=article_id,
        reached=(
            _class_of(link.split("/", 3)[2]) if choices.allow_local else AddressClass.PUBLIC
        ).name.lower(),
        by_reader=choices.allow_local,
    )


def _about(row: ImportedRow) -> str:
    """What stands below the title: before it the whole of a title that is too long for one."""
    whole = row.title if len(_line(row.title[:_LONGEST_ABOUT])) > _LONGEST_TITLE else ""
    return _line(f"{whole[:_LONGEST_ABOUT]} {row.description[:_LONGEST_ABOUT]}")[:_LONGEST_ABOUT]


def _tags(row: ImportedRow, choices: ImportChoices) -> tuple[str, ...]:
    folders: Sequence[str] = _folders(row).split("/") if choices.folders_as_tags and row.folder else ()
    if not (folders or row.tags or choices.tags):
        return ()
    wanted = (_line(tag)[:_LONGEST_TAG].strip() for tag in (*choices.tags, *row.tags, *folders))
    return tuple(list(dict.fromkeys(filter(None, wanted)))[:_MOST_TAGS])


def _folders(row: ImportedRow) -> str:
    """All folders that a row lies in, with `/` between those above each other and those beside each other."""
    return "/".join((row.folder, *row.more_folders)) if row.more_folders else row.folder


def _digest(row: ImportedRow, key: str, choices: ImportChoices) -> int:
    """All that a row says, as 64 bits: the same row is never taken twice."""
    said = (
        *(key, row.title, row.saved, row.author, row.language, row.tags, _folders(row), row.note, row.read),
        *(row.archived, row.favourite, row.progress, row.has_text, row.highlights),
        *(choices.folders_as_tags, choices.keep_dates, choices.tags),
    )
    data = repr(said).encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def _title(text: str) -> str:
    shown = _line(text[: 4 * _LONGEST_TITLE])
    return shown if len(shown) <= _LONGEST_TITLE else shown[: _LONGEST_TITLE - 1] + "…"


def _place(text: str) -> str:
    """Where a row stands, which names a file or a key of the export: any text, of any length."""
    return _line(text[-_LONGEST_PLACE:])


def _line(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text).split())


def _long(text: str, most: int) -> str:
    return _UNSEEN_IN_TEXT.sub("", text[:most]).strip()


def _name_of(link: str) -> str:
    """What an article without a title is called: the last part of its address that says something."""
    parts = urlsplit(link)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    shown = _line(re.sub(r"[-_+]+|\.(?:html?|php|aspx?)$", " ", last))
    host = parts.hostname or link
    return f"{shown} ({host})"[:_LONGEST_TITLE] if shown else host
