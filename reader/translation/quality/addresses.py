"""Addresses, paths and names of files of a sentence, which stand in its translation letter by letter."""

from __future__ import annotations

import functools
import re

from reader.translation.quality.vocabulary import is_common, is_listed, is_software
from reader.translation.quality.word_lists import word_list

_ENDINGS = "|".join(word_list("no_prose")["file_endings"].split())
_FILE = rf"(?<![\w.~/-])(?:[\w~-]*/)*[\w-]+(?:\.[\w-]+)*\.(?-i:{_ENDINGS})(?!\w)"
_PATH = r"(?<![\w/.<])~?/[A-Za-z][\w.+-]*/(?:[\w.+*-]+/)*(?:[\w*+-][\w.*+-]*\w|\w)?"
ADDRESSES = re.compile(
    r"https?://[^\s<>«»\"]*[\w/]|www\.[^\s<>«»\"]*[\w/]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<!\w)[#@](?=\d*[^\W\d])\w[\w-]+|{_FILE}|{_PATH}",
    re.IGNORECASE,
)
"""Web addresses, e-mail, hashtags, names of files and paths: what no translation changes."""
_MAY_BE_ADDRESS = re.compile(r"[@/#~]|\.\w")  # what each of them holds, told at a tenth of the cost
_FIXED_PART = re.compile(r"[\d?=&#]")  # "page?id=1": another figure is another page
_SCHEME_AND_HOST = 3  # parts between the strokes of a web address that are no path


def without_addresses(text: str, instead: str) -> str:
    """A text with something else in the place of each address."""
    return ADDRESSES.sub(instead, text) if _MAY_BE_ADDRESS.search(text) else text


def lost_addresses(source: str, target: str, languages: tuple[str, str]) -> list[str]:
    """Addresses of the source that do not stand in the target letter by letter, nor with more behind them."""
    if not _MAY_BE_ADDRESS.search(source):
        return []
    lost: list[str] = []
    for match in ADDRESSES.finditer(source):
        after = re.match(r"-(?=\W)", source[match.end() :])  # "/usr/share/doc/bug-*"
        if not _stands(match[0] + (after[0] if after else ""), target, languages):
            lost.append(match[0])
    return list(dict.fromkeys(lost))


def _stands(address: str, target: str, languages: tuple[str, str]) -> bool:
    """Whether an address stands in a target, an Arabic particle before it, or without its last slash.

    What a path on a disk has of words of another language than English stands for what the reader is to put
    there ("/home/utilisateur"), with what follows it, and may be translated; so may an address of an example,
    but for its figures. What stands on a real host never is, nor is anybody's address.
    """
    path = address[0] in "/~" or "://" in address or address.startswith("www.")
    language = languages[0]
    name, _, host = address.partition("@")
    if path:
        fixed = _SCHEME_AND_HOST if "://" in address else int(address[0] == "w")
        pieces = address.removesuffix("/").split("/")
        translated = language != "en" and (not fixed or _stands_for_any(pieces[fixed - 1]))
        parts, free = [], False
        for place, part in enumerate(pieces):
            may = place >= fixed and translated and not (fixed and _FIXED_PART.search(part))
            goes_on = free and not fixed and "." not in part
            free = may and (goes_on or _is_placeholder(part, language))
            parts.append(r"[^/\s]+" if free else re.escape(part))
        way = "/".join(parts)
    elif name and host in _example_hosts():
        way = r"[^@\s]+@(?:" + "|".join(map(re.escape, _example_hosts())) + ")"
    else:
        way = re.escape(address)
    before = r"(?<![^\W\u0600-\u06ff])(?<![@.])"
    return re.search(rf"{before}{way}{'/?' if path else ''}(?![\w/=&?#%-])", target) is not None


def _stands_for_any(host: str) -> bool:
    """Whether a host is one of examples, or a name such as "localhost" that no page on the Web has."""
    return host.removeprefix("www.") in _example_hosts() or "." not in host


def _is_placeholder(part: str, language: str) -> bool:
    """Whether a longer word of a part is one of a language that English lacks."""
    words = (word for word in re.split(r"[\W_]", part.lower()) if len(word) > 3 and not is_software(word))
    return any(is_common(word, language) and not is_listed(word, "en") for word in words)


@functools.cache
def _example_hosts() -> tuple[str, ...]:
    return tuple(word_list("no_prose")["example_hosts"].split())
