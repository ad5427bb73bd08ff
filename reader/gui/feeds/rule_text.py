"""Words of rules: what they do, for which sources, how often."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from reader.core.feeds import FeedRule
from reader.core.messages import QT_TRANSLATE_NOOP, isolate
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import fill

ICONS = {
    "save": "download",
    "tag": "tag",
    "translate": "languages",
    "favourite": "star",
    "keep": "clock",
    "skip": "x",
}
"""The icon of what a rule does."""

_ACTIONS = {
    "save": QT_TRANSLATE_NOOP("feed-rules", "Save"),
    "tag": QT_TRANSLATE_NOOP("feed-rules", "Save with a tag"),
    "translate": QT_TRANSLATE_NOOP("feed-rules", "Save and translate"),
    "favourite": QT_TRANSLATE_NOOP("feed-rules", "Save as a favourite"),
    "keep": QT_TRANSLATE_NOOP("feed-rules", "Keep for a number of days"),
    "skip": QT_TRANSLATE_NOOP("feed-rules", "Leave out of the list"),
}


def action_text(action: str) -> str:
    """What a rule may do, one of `core.feeds.ACTIONS`, as a choice."""
    return QCoreApplication.translate("feed-rules", _ACTIONS[action])


def doing_text(rule: FeedRule) -> str:
    """What a rule does, with its tag, language or days."""
    translate = QCoreApplication.translate
    if rule.action == "tag":
        return fill(translate("feed-rules", "Save with the tag {tag}"), tag=rule.argument)
    if rule.action == "translate":
        into = translate("feed-rules", "Save and translate to: {language}")
        return fill(into, language=language_name(rule.argument))
    if rule.action == "keep":
        return fill(translate("feed-rules", "Keep, in days: {count}"), count=rule.argument)
    return action_text(rule.action)


def about_text(rule: FeedRule, names: Mapping[int, str], unseen: str = "") -> str:
    """What a rule looks for, where, and how many pieces a day it takes.

    Args:
        rule: the rule.
        names: those of the feeds.
        unseen: what it asks that no rule can see, "" for nothing: it is said, as the rule finds nothing then.
    """
    translate = QCoreApplication.translate
    source = names.get(rule.feed_id, "")
    parts = [isolate(rule.query), isolate(source) if source else translate("feed-rules", "Every source")]
    if rule.daily_limit:
        parts.append(fill(translate("feed-rules", "at most {count} a day"), count=rule.daily_limit))
    if unseen:
        parts.append(
            fill(translate("feed-rules", "finds nothing: no rule can look for “{words}”"), words=unseen)
        )
    return " · ".join(parts)
