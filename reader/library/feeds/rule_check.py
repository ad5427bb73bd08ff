"""Whether a rule for feeds means something, whoever gave it."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.core.errors import ReaderError
from reader.core.feeds import ACTIONS, MOST_KEPT_DAYS, FeedRule
from reader.core.search import Query

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def checked_rule(rule: FeedRule) -> FeedRule:
    """A rule as it is kept: without what means nothing in it.

    Raises:
        ReaderError: `bad-rule`, `rule-sees-not`.
    """
    check_query(rule.query)
    argument = rule.argument.strip()
    wrong = (
        rule.action not in ACTIONS
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


def check_query(text: str) -> Query:
    """What a rule looks for, understood.

    Raises:
        ReaderError: `rule-sees-not` where it asks for what only saved articles have, `bad-rule` where it asks
            for nothing or is too long.
    """
    from reader.library.search.rule_match import not_seen, understood

    query = understood(text)
    if query is None:
        if words := not_seen(text):
            raise ReaderError("rule-sees-not", "only saved articles have it", words=" ".join(words))
        raise ReaderError("bad-rule", "nothing to look for, or too much")
    return query


def is_days(text: str) -> bool:
    """Whether a text is a number of days that a rule may keep a piece for."""
    return re.fullmatch(r"[0-9]{1,4}", text) is not None and 0 < int(text) <= MOST_KEPT_DAYS
