"""What a backup that is put back has and the library that it replaces had no more: its reader wants it again.

Where the backup is in step with other computers, they are told so; else a deletion that they know of would
take it away once more.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from reader.library.database import Database
from reader.library.replication.copies.given_again import RULES, note_given_again, note_thing_given_again
from reader.library.replication.noted import AGAIN
from reader.library.replication.part import part_of
from reader.library.replication.states import FEED, MARK, SAVED, SEARCH, TAG, TERM, next_stamp
from reader.library.tables import NOW

Noted = tuple[str, str, str]
"""Kind, key and field, as changes are noted."""

_THINGS = {
    "term": ("term", "SELECT source || char(31) || target || char(31) || term FROM glossary_term"),
    "search": ("search", "SELECT fold FROM saved_search"),
    "feed": (AGAIN, "SELECT key FROM feed"),
}
_NAMES = {"term": TERM, "search": SEARCH, "feed": FEED}
_MARKS = "SELECT article_id, id, quote, created_at FROM annotation ORDER BY id"
_TAGS = "SELECT article_id, fold FROM article_tag JOIN tag ON tag.id = tag_id ORDER BY article_id, fold"


def want_again(here: Database, former: Database) -> int:
    """Note what the library has and the former one had not; gives how much that is.

    Args:
        here: the backup, in its place by now.
        former: the library that it replaced.
    """
    with former.read() as before, here.write(index=False) as session:
        run = session.connection().exec_driver_sql
        wanted = [*_articles(session, before), *_in_articles(session, before)]
        wanted += [*_things(session, before), *_rules(session, before)]
        now = int(run(f"SELECT {NOW}").scalar_one())
        for kind, key, _ in wanted:  # for when it joins a store that knows of the removal
            if kind == "article":
                note_given_again(session, int(key))
            elif kind in _NAMES:
                note_thing_given_again(session, _NAMES[kind] + key, now)
        marks = [int(field.removeprefix(MARK)) for _, _, field in wanted if field.startswith(MARK)]
        for mark in marks:  # they are others, as a removal holds for what had their names
            run("UPDATE sync_mark SET annotation_id = ? WHERE annotation_id = ?", (-mark, mark))
        wanted += [
            (*one[:2], f"{MARK}-{one[2].removeprefix(MARK)}") for one in wanted if one[2].startswith(MARK)
        ]
        if part_of(session) is not None and wanted:
            stamp = next_stamp(session)
            run(
                "INSERT INTO sync_dirty (kind, key, field, stamp) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp",
                [(*one, stamp) for one in wanted],
            )
        return len(wanted)


def _addresses(session: Session) -> dict[str, int]:
    rows = session.connection().exec_driver_sql("SELECT key, article_id FROM article_address ORDER BY rowid")
    return {str(key): int(number) for key, number in rows}


def _articles(session: Session, before: Session) -> Iterable[Noted]:
    here, known = _addresses(session), _addresses(before)
    stay = {number for key, number in here.items() if key in known}
    for number in sorted({*here.values()} - stay):
        yield "article", str(number), SAVED


def _in_articles(session: Session, before: Session) -> Iterable[Noted]:
    """The tags and marks that an article which both have had no more."""
    here, known = _addresses(session), _addresses(before)
    former = {number: known[key] for key, number in here.items() if key in known}
    tags = {(int(number), str(fold)) for number, fold in before.connection().exec_driver_sql(_TAGS)}
    for number, fold in session.connection().exec_driver_sql(_TAGS).all():
        if number in former and (former[number], fold) not in tags:
            yield "article", str(number), TAG + fold
    marks = {(article, *rest) for article, _, *rest in before.connection().exec_driver_sql(_MARKS)}
    for number, mark, *rest in session.connection().exec_driver_sql(_MARKS).all():
        if number in former and (former[number], *rest) not in marks:
            yield "article", str(number), f"{MARK}{mark}"


def _rules(session: Session, before: Session) -> Iterable[Noted]:
    known = {tuple(rest) for _, *rest in before.connection().exec_driver_sql(RULES)}
    for number, *rest in session.connection().exec_driver_sql(RULES).all():
        if tuple(rest) not in known:
            yield "rule", str(number), AGAIN


def _things(session: Session, before: Session) -> Iterable[Noted]:
    for kind, (field, statement) in _THINGS.items():
        known = set(before.connection().exec_driver_sql(statement).scalars())
        for key in session.connection().exec_driver_sql(statement).scalars().all():
            if key not in known:
                yield kind, str(key), field
