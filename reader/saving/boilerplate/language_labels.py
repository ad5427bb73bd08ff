"""Labels and calls around an article in the languages of `resources/words`: “Lees ook”, “Подпишитесь”."""

from __future__ import annotations

import functools
import re

from reader.saving.language_data import any_of, phrases

_LONGEST_LABEL = 90
_LONGEST_CALL = 180


def is_related_label(text: str) -> bool:
    """Whether a text is, or begins with, what stands before a link to another article: “Leia também: …”."""
    return _related().match(text) is not None


def is_list_title(text: str) -> bool:
    """Whether a short text heads a list of other articles or the comments."""
    return len(text) <= _LONGEST_LABEL and _ends().fullmatch(text) is not None


def is_page_call(text: str) -> bool:
    """Whether a line asks for a subscription, an account, a gift or an app, or labels an advertisement."""
    return len(text) <= _LONGEST_CALL and _calls().match(text) is not None


@functools.cache
def _related() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(phrases('furniture', 'related'))})\s*(?:[:>»–|-]|\W*$)", re.I)


@functools.cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(phrases('furniture', 'ends'))})\W*\d*\W*", re.I)


@functools.cache
def _calls() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(phrases('furniture', 'calls'))})(?!\w)", re.I)
