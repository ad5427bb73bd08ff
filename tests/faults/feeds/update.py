"""An update of feeds that is disturbed: what each brought is there wholly, once, and in the log.

The judge asks the database itself, by statements of its own.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from reader.core.errors import ReaderError
from reader.core.feeds import Feed, FoundFeed, ParsedFeed, ParsedItem
from reader.core.progress import Progress
from reader.saving.fetching.fetch import FetchedPage
from reader.services.feeds.fetch_feed import DocumentAtHand
from reader.services.feeds.follow_feed import keep
from reader.services.feeds.update_feeds import update_feeds
from reader.services.library_session import LibrarySession

_FEEDS, _PIECES, _SHARED = 5, 6, 2
_ROUNDS = 3

Run = Callable[[str], list[tuple[object, ...]]]


def update(session: LibrarySession, rng: random.Random, say: Callable[[str], None]) -> None:
    """Take what several feeds bring, some of it the same pieces; every round is said before and after."""
    keep(session, [FoundFeed(f"https://f{number}.example/feed") for number in range(_FEEDS)])
    for _ in range(_ROUNDS):
        shared = [f"w{rng.getrandbits(48):x}" for _ in range(_SHARED)]
        names, at_hand = {}, {}
        for feed in session.feeds.all():
            own = [f"p{rng.getrandbits(48):x}" for _ in range(_PIECES)]
            names[feed.id] = " ".join((*own, *shared))
            at_hand[feed.id] = _document(feed, (*own, *shared))
            say(f"TRY feed {feed.id} {names[feed.id]}")

        def ended(feed: Feed, error: ReaderError | None, told: dict[int, str] = names) -> None:
            assert error is None, error
            say(f"ACK feed {feed.id} {told[feed.id]}")

        update_feeds(session, Progress(), session.feeds.all(), "command", ended, at_hand=at_hand)


def _key(name: str) -> str:
    """What a piece shares with the same one in another feed."""
    return f"x.example/{name}"


def _document(feed: Feed, names: Sequence[str]) -> DocumentAtHand:
    items = tuple(
        ParsedItem(name, _key(name), f"https://{_key(name)}", f"Titre {name}", "Le résumé. " * 30)
        for name in names
    )
    page = FetchedPage(feed.url, feed.url, " ".join(names).encode(), "application/rss+xml", 200)
    return DocumentAtHand(page, ParsedFeed(f"Source {feed.id}", "https://x.example/", items=items))


def complaints(run: Run, promises: Sequence[str]) -> Iterator[str]:
    """What is lost, half, or there twice."""
    held = run("SELECT feed_id, key FROM feed_entry JOIN feed_item ON feed_item.id = item_id")
    entries = Counter((int(str(feed)), str(key)) for feed, key in held)
    logged = dict(run("SELECT feed_id, count(*) FROM feed_request GROUP BY feed_id"))
    taken: Counter[int] = Counter()
    for promise in promises:
        word, what, *rest = promise.split()
        if what != "feed":
            continue
        feed, names = int(rest[0]), rest[1:]
        there = [name for name in names if entries[feed, _key(name)]]
        if word == "ACK" and len(there) < len(names):
            yield f"lost of feed {feed}: {len(names) - len(there)} of {len(names)}"
        elif word == "TRY":
            taken[feed] += bool(there)
            if 0 < len(there) < len(names):
                yield f"half of feed {feed}: {len(there)} of {len(names)}"
    if twice := [key for key, count in entries.items() if count > 1]:
        yield f"twice in a feed: {twice[:3]}"
    if wrong := [feed for feed, count in taken.items() if logged.get(feed, 0) != count]:
        yield f"the log does not say what was taken of feeds {wrong[:3]}"
    for fault, statement in (
        ("a piece twice", "SELECT key FROM feed_item WHERE key <> '' GROUP BY key HAVING count(*) > 1"),
        ("in no feed", "SELECT id FROM feed_item WHERE id NOT IN (SELECT item_id FROM feed_entry)"),
        ("without a piece", "SELECT guid FROM feed_entry WHERE item_id NOT IN (SELECT id FROM feed_item)"),
    ):
        if bad := run(statement):
            yield f"{fault}: {bad[:3]}"
