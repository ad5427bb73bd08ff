"""What stands below a title in a file for elsewhere: who wrote it, where, when, and the address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from reader.core.messages import isolate
from reader.reading.direction import has_right_to_left

DOT = " · "
_ESCAPED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


def web_address(url: str) -> str:
    """A web address without what could end it, "" for any other."""
    return re.sub(r"[\s<>\"]", "", url) if re.match(r"https?://", url, re.IGNORECASE) else ""


def shown_address(address: str) -> str:
    """A web address as browsers show it: letters of any script are read, everything else stays escaped."""
    return _ESCAPED.sub(lambda found: _letters(found[0]), address)


def _letters(escaped: str) -> str:
    try:
        text = bytes.fromhex(escaped.replace("%", "")).decode()
    except UnicodeDecodeError:
        return escaped
    return "".join(sign if unicodedata.category(sign)[0] in "LMN" else quote(sign) for sign in text)


def source_text(*facts: str) -> str:
    """The facts that are known, in one line of text.

    Beside a name in Arabic the parts of a date change places: there each fact is isolated (Unicode UAX 9).
    """
    known = [fact for fact in facts if fact]
    mixed = any(map(has_right_to_left, known)) and len(known) > 1
    return DOT.join(isolate(fact) if mixed else fact for fact in known)


def source_html(facts: Iterable[str], url: str = "") -> str:
    """The same as HTML, each fact isolated, with a link to the web address behind them."""
    parts = [f"<bdi>{escape(fact)}</bdi>" for fact in facts if fact]
    address = web_address(url)
    if address:
        parts.append(f'<a href="{escape(address)}"><bdi>{escape(shown_address(address))}</bdi></a>')
    return DOT.join(parts)
