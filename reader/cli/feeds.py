"""The command `feeds`: sources followed, updated, listed, ruled and exchanged."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader.cli.output import Output, error_json, outcome_json
from reader.core.errors import ReaderError
from reader.core.feeds import ACTIONS, GONE, Feed, FeedError, FeedItem, FeedRule
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

_KEPT = QT_TRANSLATE_NOOP("terminal", "{name}: its password is in this system’s keyring, and nowhere else.")

_BLIND = QT_TRANSLATE_NOOP("terminal", "rule {rule} finds nothing: no rule can look for “{words}”")


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser."""
    feeds = commands.add_parser(
        "feeds",
        help="follow sources: their new pieces come by themselves",
        epilog="A source is given by the address of its feed (RSS, Atom, RDF, JSON Feed) or of its site. A "
        "password in the address (https://name:password@…, ?token=…) goes into the system’s keyring.",
    )
    actions = feeds.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="follow the feeds behind addresses")
    add.add_argument("urls", nargs="+", metavar="URL")
    add.add_argument("--all", action="store_true", help="every feed that a site names, not only the first")
    add.add_argument("--title", default="", help="call it so")
    listed = actions.add_parser("list", help="the feeds, or with --items what they brought")
    listed.add_argument("ids", nargs="*", type=int, metavar="ID", help="with --items: of these feeds")
    listed.add_argument("--items", action="store_true", help="list their pieces, the newest first")
    listed.add_argument("--new", action="store_true", help="with --items: only those not seen yet")
    listed.add_argument("--limit", type=int, default=100, metavar="N", help="with --items: at most so many")
    listed.add_argument("--log", action="store_true", help="list the requests that were made, and why")
    update = actions.add_parser("update", help="look for new pieces, and do what the rules want")
    update.add_argument("ids", nargs="*", type=int, metavar="ID", help="these feeds only")
    update.add_argument(
        "--due", action="store_true", help="only feeds whose time has come, and when the options allow it"
    )
    update.add_argument(
        "--anyway", action="store_true", help="also while private reading is on (liseuse private)"
    )
    update.add_argument(
        "--edition",
        action="store_true",
        help="save and translate what came in the last day, and list it in reading order",
    )
    save = actions.add_parser("save", help="save pieces as articles")
    save.add_argument("ids", nargs="+", type=int, metavar="PIECE")
    remove = actions.add_parser("remove", help="follow feeds no longer; saved articles stay")
    remove.add_argument("ids", nargs="+", type=int, metavar="ID")
    take = actions.add_parser("import", help="follow the feeds of an OPML file")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--allow-local", action="store_true", help="also those in this computer’s network")
    give = actions.add_parser("export", help="write the feeds as OPML, without passwords")
    give.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")
    _add_rules(actions)
    for action, run in (
        (add, _add),
        (listed, _list),
        (update, _update),
        (save, _save),
        (remove, _remove),
        (take, _import),
        (give, _export),
    ):
        action.set_defaults(run=run, uses_library=True)


def _add_rules(actions: Any) -> None:
    rules = actions.add_parser(
        "rules",
        help="what is done with new pieces that a search finds",
        epilog="QUERY is written as in the search: words, “phrases”, author:, source:, tag: (a section), "
        "after:, before:. A rule sees pieces that come after it was given; --preview shows which of the last "
        "200 it would have found. Rules go in their order: the first that finds a piece says whether it is "
        "skipped.",
    )
    what = rules.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="QUERY", help="keep a rule")
    what.add_argument("--preview", metavar="QUERY", help="list the pieces that a rule would have found")
    what.add_argument("--remove", type=int, metavar="RULE", help="forget a rule")
    what.add_argument("--pause", type=int, metavar="RULE", help="let a rule do nothing for a while")
    what.add_argument("--resume", type=int, metavar="RULE", help="let it do what it did again")
    what.add_argument(
        "--order", type=int, nargs="+", metavar="RULE", help="put rules into this order among themselves"
    )
    rules.add_argument("--do", choices=ACTIONS, default="save", help="what is done (default: save)")
    rules.add_argument(
        "--with", dest="argument", default="", metavar="VALUE", help="the tag, the language, or how many days"
    )
    rules.add_argument("--feed", type=int, default=0, metavar="ID", help="for this feed only")
    rules.add_argument(
        "--daily", type=int, default=20, metavar="N", help="at most so many pieces a day; 0: any"
    )
    rules.set_defaults(run=_rules, uses_library=True)


def _add(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.follow_feed import find_feeds, follow
    from reader.services.feeds.read_items import rename

    code, ids = 0, []
    failed: list[dict[str, Any]] = []
    with LibrarySession.open(library_paths(options.library)) as session:
        for url in options.urls:
            try:
                found = find_feeds(session, url, output.progress())
                for feed in follow(session, found if options.all else found[:1], output.progress()):
                    if options.title:
                        rename(session, feed.id, options.title)
                    ids.append(feed.id)
                    output.acknowledge(feed.id)
            except ReaderError as error:
                output.failure(error)
                failed.append(error_json(error))
                code = 1
        feeds = [feed for feed in session.feeds.all() if feed.id in ids]
    for feed in feeds:
        if feed.secret:
            output.tell(Message("terminal", _KEPT, {"name": feed.name}))
    rows = [*map(_feed_json, feeds), *({"error": error} for error in failed)]
    output.result(rows, _feed_lines(list(feeds), output))
    return code


def _list(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.read_items import followed, request_log

    with LibrarySession.open(library_paths(options.library)) as session:
        if options.log:
            log = request_log(session, options.ids[0] if options.ids else 0, options.limit)
            lines = [
                f"{r.requested_at}\t{r.feed_id}\t{output.word(r.reason)}\t{r.status}\t{r.new}\t{r.error}"
                for r in log
            ]
            output.result([dataclasses.asdict(entry) for entry in log], "\n".join(lines))
        elif options.items:
            items = _items(session, options)
            output.result([_item_json(item) for item in items], "\n".join(map(_item_line, items)))
        else:
            feeds = followed(session)
            output.result([_feed_json(feed) for feed in feeds], _feed_lines(list(feeds), output))
    return 0


def _items(session: LibrarySession, options: argparse.Namespace) -> list[FeedItem]:
    from reader.services.feeds.read_items import item_ids, item_rows

    most = max(0, options.limit)
    ids = [number for feed in options.ids or [0] for number in item_ids(session, feed, options.new, most)]
    items = item_rows(session, list(dict.fromkeys(ids)))
    return sorted(items, key=lambda item: (item.sort_at, item.id), reverse=True)[:most]


def _update(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.allowed import may_look
    from reader.services.feeds.rules import carry_out
    from reader.services.feeds.update_feeds import update_feeds

    failed: list[dict[str, Any]] = []

    def ended(feed: Feed, error: ReaderError | None) -> None:
        if error is None:
            output.acknowledge(feed.id)
        else:
            output.failure(error, feed.name)
            failed.append({"id": feed.id, "url": feed.url, "error": error_json(error)})

    with LibrarySession.open(library_paths(options.library)) as session:
        if options.anyway:
            session.go_out_anyway()
        if options.due and not may_look(session):
            output.result(_nothing(), output.word("not now: the options do not allow it"))
            return 0
        if session.private:
            raise ReaderError("private-update", "the option private_reading is on")
        if options.edition:
            return _edition(session, options.ids, output, ended) or int(bool(failed))
        if options.ids:
            feeds: list[Feed] | None = [session.feeds.get(feed_id) for feed_id in options.ids]
        else:
            feeds = None if options.due else [feed for feed in session.feeds.all() if feed.state != GONE]
        reason = "timer" if options.due else "command"
        outcome = update_feeds(session, output.progress("feeds"), feeds, reason, ended)
        done = carry_out(session, output.progress("rules"))
    counts = {"feeds": outcome.feeds, "new": outcome.new, "saved": done.saved}
    text = output.word(
        "{feeds} feeds, {new} new, {saved} saved, {failed} failed", **counts, failed=outcome.failed
    )
    output.result({**counts, "failed": failed}, text)
    return 1 if failed else 0


def _edition(
    session: LibrarySession, ids: list[int], output: Output, ended: Callable[[Feed, ReaderError | None], None]
) -> int:
    """Gather the edition of the last day, of some feeds or of all."""
    from reader.services.feeds.morning import gather
    from reader.services.publishing.edition import readers_choice, since_of

    sources = tuple(session.feeds.get(feed_id).name for feed_id in ids)
    choice = readers_choice(session, since_of("day", datetime.now(UTC)), sources)
    found = gather(session, choice, output.progress("feeds"), ended)
    rows = [{"id": card.id, "title": card.title, "site": card.site} for card in found.articles]
    counts = {"feeds": found.feeds, "new": found.new, "saved": found.saved, "translated": found.translated}
    lines = [f"{card.id}\t{card.site}\t{card.title}" for card in found.articles]
    told = "{articles} articles, {minutes} min of reading"
    told = output.word(told, articles=len(rows), minutes=found.minutes)
    output.result({**counts, "minutes": found.minutes, "articles": rows}, "\n".join((*lines, told)))
    return 0


def _nothing() -> dict[str, Any]:
    """What an update did that was not allowed."""
    return {"feeds": 0, "new": 0, "saved": 0, "failed": []}


def _save(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.open_item import open_item

    code, rows, lines = 0, [], []
    with LibrarySession.open(library_paths(options.library)) as session:
        for number in options.ids:
            try:
                outcome = open_item(session, number, output.progress(str(number)))
            except ReaderError as error:
                output.failure(error)
                rows.append({"piece": number, "status": "failed", "error": error_json(error)})
                code = 1
                continue
            output.acknowledge(outcome.id)
            rows.append({"piece": number, **outcome_json(outcome)})
            lines.append(f"{outcome.id}\t{output.word(outcome.status)}\t{outcome.title}")
    output.result(rows, "\n".join(lines))
    return code


def _remove(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.follow_feed import unfollow

    with LibrarySession.open(library_paths(options.library)) as session:
        feeds = unfollow(session, options.ids).feeds
    output.result([_feed_json(feed) for feed in feeds], _feed_lines(list(feeds), output))
    return 0


def _import(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.feed_lists import import_feeds

    with LibrarySession.open(library_paths(options.library)) as session:
        taken = import_feeds(session, options.file, options.allow_local)
        kept = {feed.id for feed in taken.feeds}
        feeds = [feed for feed in session.feeds.all() if feed.id in kept]
    output.result(
        [_feed_json(feed) for feed in feeds],
        output.word("{feeds} feeds, {new} new", feeds=len(feeds), new=taken.new),
    )
    if taken.error is not None:
        output.failure(taken.error)
        return 1
    return 0


def _export(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.feed_lists import export_feeds, opml_text

    with LibrarySession.open(library_paths(options.library)) as session:
        feeds = session.feeds.all()
    if options.output is None and not output.as_json:
        output.write(opml_text(feeds))
        return 0
    if options.output is not None:
        export_feeds(feeds, options.output)
    output.result([_feed_json(feed) for feed in feeds], str(options.output))
    return 0


def _rules(options: argparse.Namespace, output: Output) -> int:
    from reader.services.feeds.rules import add_rule, preview_rule, turn_rule, unseen_by

    with LibrarySession.open(library_paths(options.library)) as session:
        if options.preview is not None:
            items = preview_rule(session, options.preview, options.feed)
            output.result([_item_json(item) for item in items], "\n".join(map(_item_line, items)))
            return 0
        if options.add is not None:
            add_rule(
                session,
                FeedRule(0, options.feed, options.add, options.do, options.argument, options.daily),
            )
        elif options.remove is not None:
            session.feed_rules.remove(options.remove)
        elif options.order is not None:
            session.feed_rules.order(options.order)
        elif options.pause is not None or options.resume is not None:
            turn_rule(session, options.pause or options.resume, options.pause is not None)
        rules = session.feed_rules.all()
    lines = [
        f"{r.id}\t{r.feed_id or '*'}\t{'-' if r.paused else '+'}\t{r.action} {r.argument}\t{r.query}"
        for r in rules
    ]
    unseen = unseen_by(rules)
    for number, words in unseen.items():
        output.tell(Message("terminal", _BLIND, {"rule": number, "words": words}))
    rows = [dataclasses.asdict(rule) | {"unseen": unseen.get(rule.id, "")} for rule in rules]
    output.result(rows, "\n".join(lines))
    return 0


def _feed_json(feed: Feed) -> dict[str, Any]:
    error = error_json(FeedError(feed.error, "", **feed.error_values)) if feed.error else None
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.name,
        "site": feed.site,
        "state": feed.state,
        "new": feed.new,
        "next_update": feed.next_at,
        "interval_minutes": feed.interval,
        "checked": feed.checked_at,
        "error": error,
        "password_in_keyring": feed.secret,
    }


def _feed_lines(feeds: list[Feed], output: Output) -> str:
    return "\n".join(f"{f.id}\t{f.new}\t{output.word(f.state)}\t{f.name}\t{f.url}" for f in feeds)


def _item_json(item: FeedItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "feeds": list(item.feed_ids),
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "author": item.author,
        "sections": [section for section in item.sections.split("\n") if section],
        "published": item.published_at,
        "media": item.media,
        "new": item.new,
        "article": item.article_id or None,
        "translated": {"language": item.translated_to, "title": item.translated_title}
        if item.translated_title
        else None,
    }


def _item_line(item: FeedItem) -> str:
    return f"{item.id}\t{'*' if item.new else ' '}\t{item.sort_at[:16]}\t{item.title}"
