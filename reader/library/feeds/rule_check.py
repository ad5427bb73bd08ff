"""Whether a rule for feeds means something, whoever gave it."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.core.errors import ReaderError
from reader.core.feeds import ACTIONS, MOST_KEPT_DAYS, FeedRule

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def checked_rule(rule: FeedRule) -> FeedRule:
    """A rule as it is kept: without what means nothing in it.

    Raises:
        ReaderError: `bad-rule`.
    """
    from reader.library.search.rule_match import understood

    argument = rule.argument.strip()
    wrong = (
        rule.action not in ACTIONS
        or understood(rule.query) is None
        or (rule.action == "tag" and not argument)
        or (rule.action == "translate" and _LANGUAGE.fullmatch(argument) is None)
        or (rule.action == "keep" and not is_days(argument))
        or rule.daily_limit < 0
    )
    if wrong:
        raise ReaderError("bad-rule", f"{rule.action} {argument}")
    return replace(
        rule,
        query=rule.query.strip(),
        argument=argument if rule.action in ("tag", "translate", "keep") else "",
        daily_limit=0 if rule.action in ("keep", "skip") else rule.daily_limit,
    )


def is_days(text: str) -> bool:
    """Whether a text is a number of days that a rule may keep a piece for."""
    return re.fullmatch(r"[0-9]{1,4}", text) is not None and 0 < int(text) <= MOST_KEPT_DAYS
