"""Kinds of things that are told of one by one. Many stand in one library each of its own number."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.core.feeds import Feed, FeedRule
from reader.core.glossary import Term
from reader.core.marks import Annotation
from reader.core.model import SentenceState, TranslatedSentence
from reader.core.sentence_key import sentence_key
from reader.library.feeds.feeds import NewFeed
from tests.support.computers import SAVED, Computer, document


def save(computer: Computer, page: int = 1) -> int:
    return computer.articles.add(document(page), f"https://x.org/{page}", f"x.org/{page}", SAVED)


def there(computer: Computer, page: int = 1) -> int:
    """The number that the article of a page has here."""
    number = computer.number(page)
    assert number is not None
    return number


def add_mark(computer: Computer, page: int = 1, note: str = "") -> None:
    mark = Annotation(0, there(computer, page), "en", f"b{page}", 0, 0, 3, "Sea", note=note, last_sentence=0)
    computer.annotations.add(mark)


def marks_of(computer: Computer, page: int) -> list[Annotation]:
    return computer.annotations.of_article(there(computer, page))


def remove_mark(computer: Computer, page: int = 1) -> None:
    for mark in marks_of(computer, page):
        computer.annotations.remove(mark.id)


def tag(computer: Computer, *tags: str, page: int = 1) -> None:
    computer.articles.set_tags(there(computer, page), list(tags))


def tags(computer: Computer, page: int = 1) -> list[str]:
    return sorted(computer.articles.summary(there(computer, page)).tags)


def feeds_of(computer: Computer, number: int) -> list[Feed]:
    """The feed of this number, unless it is not followed here."""
    return [feed for feed in computer.feeds.all() if feed.url == f"https://x.org/{number}/rss"]


def follow(computer: Computer, number: int = 1) -> None:
    computer.feeds.add([NewFeed(f"https://x.org/{number}/rss", f"x.org/{number}/rss")])


def follow_by_name(computer: Computer, number: int) -> None:
    follow(computer, number)
    computer.feeds.rename(feeds_of(computer, number)[0].id, f"Mine {number}")


def leave_feed(computer: Computer, number: int = 1) -> None:
    computer.feeds.remove([feed.id for feed in feeds_of(computer, number)])


def add_rule(computer: Computer, number: int = 1) -> None:
    """A feed with a rule of its own."""
    follow(computer, number)
    computer.rules.add(FeedRule(0, feeds_of(computer, number)[0].id, f"sea {number}", "favourite"))


def rules_of(computer: Computer, number: int) -> list[FeedRule]:
    return [rule for rule in computer.rules.all() if rule.query == f"sea {number}"]


def remove_rule(computer: Computer, number: int) -> None:
    (rule,) = rules_of(computer, number)
    computer.rules.remove(rule.id)


def correct(computer: Computer, number: int) -> None:
    pair = TranslatedSentence(f"Sea {number}.", f"Mer {number}.", 0.0, SentenceState.CORRECTED)
    computer.translations.store([(sentence_key(pair.source), pair)], "en", "fr", "reader")


def forget_correction(computer: Computer, number: int) -> None:
    computer.translations.forget_correction(sentence_key(f"Sea {number}."), "en", "fr")


def correction_seen(computer: Computer, number: int) -> object:
    found = computer.translations.lookup([sentence_key(f"Sea {number}.")], "en", "fr", "reader")
    return [pair.target for pair in found.values()]


class Kind(NamedTuple):
    """How a thing of a number is added and removed, and what a library has of it, wherever it is looked at.

    What stands in an article is of the page of that number, which must be there before.
    """

    add: Callable[[Computer, int], object]
    remove: Callable[[Computer, int], object]
    seen: Callable[[Computer, int], object]


def marks_seen(computer: Computer, number: int) -> object:
    return [(mark.quote, mark.note) for mark in marks_of(computer, number)]


def feed_seen(computer: Computer, number: int) -> object:
    rules = [(rule.action, rule.argument) for rule in rules_of(computer, number)]
    return [feed.chosen_title for feed in feeds_of(computer, number)], rules


def remove_article(computer: Computer, number: int) -> None:
    computer.articles.delete_forever([there(computer, number)])


def article_seen(computer: Computer, number: int) -> object:
    """Its tags, which go with it."""
    return tags(computer, number) if computer.number(number) is not None else None


ARTICLE = Kind(
    lambda one, number: one.articles.set_tags(save(one, number), ["sea"]), remove_article, article_seen
)
SMALL = {
    "term": Kind(
        lambda one, number: one.glossary.add(Term("fr", "en", f"mer {number}", "sea")),
        lambda one, number: one.glossary.remove("fr", "en", f"mer {number}"),
        lambda one, number: [term for term in one.glossary.all() if term.term == f"mer {number}"],
    ),
    "search": Kind(
        lambda one, number: one.searches.keep(f"Seas {number}", "sea"),
        lambda one, number: one.searches.forget(f"Seas {number}"),
        lambda one, number: [kept.query for kept in one.searches.all() if kept.name == f"Seas {number}"],
    ),
    "tag": Kind(
        lambda one, number: tag(one, "sea", page=number),
        lambda one, number: tag(one, page=number),
        tags,
    ),
    "highlight": Kind(add_mark, remove_mark, marks_seen),
    "highlight with a note": Kind(lambda one, number: add_mark(one, number, "deep"), remove_mark, marks_seen),
    "rule": Kind(add_rule, remove_rule, feed_seen),
    "feed with a rule": Kind(add_rule, leave_feed, feed_seen),
    "feed": Kind(follow, leave_feed, feed_seen),
    "named feed": Kind(follow_by_name, leave_feed, feed_seen),
}
CORRECTION = Kind(correct, forget_correction, correction_seen)
KINDS = {"article": ARTICLE, "correction": CORRECTION, **SMALL}
NOTES = {
    "note": Kind(
        lambda one, number: one.annotations.set_note(there(one, number), f"deep {number}"),
        lambda one, number: one.annotations.set_note(there(one, number), ""),
        lambda one, number: one.annotations.note(there(one, number)),
    ),
    "note of a highlight": Kind(
        lambda one, number: add_mark(one, number, f"deep {number}"),
        lambda one, number: one.annotations.change(marks_of(one, number)[0].id, note=""),
        marks_seen,
    ),
}
"""Texts that are erased where they stand, and nothing else."""
_EVERY = KINDS | NOTES
IN_ARTICLES = ("tag", "highlight", "highlight with a note", *NOTES)


class Things:
    """One thing of each of some kinds, each with a number of its own, so that none disturbs another."""

    def __init__(self, *kinds: str, first: int = 1) -> None:
        self._numbers = {what: number for number, what in enumerate(kinds, first)}

    def save_pages(self, computer: Computer) -> None:
        """Save the articles that some of them will stand in."""
        for what, number in self._numbers.items():
            if what in IN_ARTICLES:
                save(computer, number)

    def add(self, computer: Computer) -> None:
        for what, number in self._numbers.items():
            _EVERY[what].add(computer, number)

    def remove(self, computer: Computer) -> None:
        for what, number in self._numbers.items():
            _EVERY[what].remove(computer, number)

    def seen(self, computer: Computer) -> dict[str, object]:
        """What a library has of each kind."""
        return {what: _EVERY[what].seen(computer, number) for what, number in self._numbers.items()}


def unlike(expected: dict[str, object], *seen: dict[str, object]) -> list[str]:
    """The kinds of which something else is seen somewhere."""
    return [what for what in expected if any(each[what] != expected[what] for each in seen)]


def alike(expected: dict[str, object], seen: dict[str, object]) -> list[str]:
    """The kinds of which the same is seen."""
    return [what for what in expected if seen[what] == expected[what]]
