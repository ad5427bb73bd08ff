"""The reader's rules for new pieces: checked, tried on what is there, applied, carried out."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FeedItem, FeedRule, ParsedItem
from reader.core.progress import Progress
from reader.core.storage_errors import OF_THE_LIBRARY
from reader.library.feeds.rule_check import check_query, checked_rule, is_days
from reader.services.feeds.open_item import SilentHosts, try_item
from reader.services.library.tag_articles import tag_articles
from reader.services.translation.translation_queue import enqueue

if TYPE_CHECKING:
    from reader.library.feeds.feed_items import WantedItem
    from reader.services.library_session import LibrarySession

log = logging.getLogger(__name__)

PREVIEWED = 200
"""So many of the last pieces are looked at to show what a rule would have found."""
_TRIED_FOR = datetime.timedelta(days=3)
"""So long a piece whose page does not come for want of a connection is tried again."""


@dataclass(frozen=True, slots=True)
class RulesDone:
    """How many pieces were saved as rules want it, could not be saved, and wait for a connection."""

    saved: int = 0
    failed: int = 0
    waiting: int = 0


def add_rule(session: LibrarySession, rule: FeedRule) -> FeedRule:
    """Keep a rule, as the last, or as the first when it skips; its number is given here.

    Raises:
        ReaderError: `bad-rule`, `rule-sees-not`, `no-such-feed`.
    """
    return session.feed_rules.add(checked_rule(rule))


def change_rule(session: LibrarySession, rule: FeedRule) -> None:
    """Put a rule in the place of the one with its number.

    Raises:
        ReaderError: `bad-rule`, `rule-sees-not`, `no-such-rule`, `no-such-feed`.
    """
    session.feed_rules.change(checked_rule(rule))


def turn_rule(session: LibrarySession, rule_id: int, paused: bool) -> None:
    """Let a rule do nothing (`paused`), or do what it did again.

    Raises:
        ReaderError: `no-such-rule`.
    """
    for rule in session.feed_rules.all():
        if rule.id == rule_id:
            session.feed_rules.change(replace(rule, paused=paused))
            return
    raise ReaderError("no-such-rule", "no such number", id=rule_id)


def preview_rule(session: LibrarySession, query: str, feed_id: int = 0) -> list[FeedItem]:
    """Which of the last pieces a rule would have found.

    Raises:
        ReaderError: `bad-rule`, `rule-sees-not`.
    """
    from reader.library.search.rule_match import finds, words_of

    asked = check_query(query)
    feeds = {feed.id: feed for feed in session.feeds.all()}
    items = session.feed_items.rows(session.feed_items.ids(feed_id, limit=PREVIEWED))
    return [
        item
        for item in items
        if any(
            finds(asked, words_of(item, feeds[number]))
            for number in item.feed_ids
            if number in feeds and feed_id in (0, number)
        )
    ]


def unseen_by(rules: Sequence[FeedRule]) -> dict[int, str]:
    """What rules ask that no rule can see, by their numbers: such a rule finds nothing.

    None is kept so; earlier versions kept some.
    """
    from reader.library.search.rule_match import not_seen

    return {rule.id: " ".join(words) for rule in rules if (words := not_seen(rule.query))}


def judge_of(session: LibrarySession, feed: Feed) -> Callable[[ParsedItem], Sequence[FeedRule]]:
    """What says which rules a new piece of a feed fits, in their order."""
    from reader.library.search.rule_match import finds, understood, words_of

    kept = [rule for rule in session.feed_rules.all(feed.id) if not rule.paused and rule.action != "keep"]
    rules = [(rule, query) for rule in kept if (query := understood(rule.query))]

    def judge(item: ParsedItem) -> Sequence[FeedRule]:
        words = words_of(item, feed)
        return [rule for rule, query in rules if finds(query, words)]

    return judge if rules else lambda _item: ()


def kept_longer(
    session: LibrarySession, moment: datetime.datetime, before: datetime.datetime
) -> tuple[datetime.datetime, Callable[[FeedItem], str] | None]:
    """What the rules say of how long pieces are kept: longer than the others, or less long.

    Args:
        session: the library.
        moment: the present.
        before: what came before it goes, where no rule says otherwise.

    Returns:
        The latest such time of all, and what gives a piece's own, ISO 8601; `None` without such rules.
    """
    from reader.library.search.rule_match import finds, understood, words_of

    rules = [
        (rule, query, moment - datetime.timedelta(days=int(rule.argument)))
        for rule in session.feed_rules.all()
        if rule.action == "keep" and not rule.paused and is_days(rule.argument)
        if (query := understood(rule.query))
    ]
    if not rules:
        return before, None
    feeds = {feed.id: feed for feed in session.feeds.all()}

    def before_of(item: FeedItem) -> str:
        its = [(number, words_of(item, feeds[number])) for number in item.feed_ids if number in feeds]
        for rule, query, until in rules:
            if any(rule.feed_id in (0, number) and finds(query, words) for number, words in its):
                return until.isoformat()
        return before.isoformat()

    return max(before, *(until for _rule, _query, until in rules)), before_of


def carry_out(
    session: LibrarySession, progress: Progress, ended: Callable[[int], None] | None = None
) -> RulesDone:
    """Save what rules want saved, with its tags, its star and its translation to come.

    Each piece is tried once; one that fails for want of a connection is left for the next time.

    Args:
        session: the library.
        progress: `rules`, one step a piece.
        ended: called with the number of each article that was saved.

    Raises:
        ReaderError: the disk. Cancelled: what is left is done the next time.
    """
    done, last = RulesDone(), 0
    silent = SilentHosts()
    while wanted := session.feed_items.wanted(last):
        for number, entry in enumerate(wanted):
            tried = done.saved + done.failed + done.waiting
            progress.step(tried, tried + len(wanted) - number, "rules")
            last = entry.item_id
            saved = _carry_out_one(session, progress, entry, silent)
            if saved is None:
                done = replace(done, waiting=done.waiting + 1)
            elif not saved:
                done = replace(done, failed=done.failed + 1)
            else:
                done = replace(done, saved=done.saved + 1)
                if ended is not None:
                    ended(saved)
    return done


def _carry_out_one(
    session: LibrarySession, progress: Progress, entry: WantedItem, silent: SilentHosts
) -> int | None:
    """Save one piece: the number of its article, 0 where it cannot be, `None` where it waits.

    Raises:
        ReaderError: the disk. Cancelled.
    """
    article_id: int | None = 0
    try:
        item = session.feed_items.get(entry.item_id)
        if silent.have(item.url):
            return None
        article_id = try_item(session, item, progress.part(), silent)
        if article_id:
            _finish(session, article_id, entry.actions)
    except ReaderError as error:
        if error.kind in OF_THE_LIBRARY:
            raise
        log.info("what a rule wants of a piece was not done: %s", error.kind)
        article_id = 0
    if article_id is None:
        if entry.added_at > (datetime.datetime.now(datetime.UTC) - _TRIED_FOR).isoformat():
            return None
        article_id = 0
    session.feed_items.settled(entry.item_id, article_id)
    return article_id


def _finish(session: LibrarySession, article_id: int, actions: dict[str, list[str]]) -> None:
    if tags := actions.get("tag"):
        tag_articles(session, [article_id], add=tags)
    if "favourite" in actions:
        session.articles.set_favourite([article_id], True)
    own = session.articles.summary(article_id).language
    if targets := [language for language in actions.get("translate", ()) if language != own]:
        enqueue(session, [article_id], targets)
