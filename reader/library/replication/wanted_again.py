"""What a backup that is put back has and the library that it replaces had no more: its reader wants it again.

Where the backup is in step with other computers, they are told so; else a deletion that they know of would
take it away once more. A backup that was in no store tells it when it joins one, except highlights without a
note: those are told then as of when they were made, which is before they were removed, and no store keeps of
one field that somebody wanted it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from reader.library.database import Database
from reader.library.replication.copies.given_again import RULES, note_given_again, note_thing_given_again
from reader.library.replication.noted import AGAIN
from reader.library.replication.part import part_of
from reader.library.replication.states import (
    CORRECTION,
    FEED,
    MARK,
    MARK_NOTE,
    NOTE,
    RULE,
    SAVED,
    SEARCH,
    TAG,
    TERM,
    name_of_rule,
    next_stamp,
)
from reader.library.tables import NOW

Noted = tuple[str, str, str]
"""Kind, key and field, as changes are noted."""

_PLACE = "source || char(31) || target || char(31) || "
_THINGS = {
    "term": ("term", TERM, f"SELECT {_PLACE}term, {_PLACE}term FROM glossary_term"),
    "search": ("search", SEARCH, "SELECT fold, fold FROM saved_search"),
    "feed": (AGAIN, FEED, "SELECT key, key FROM feed"),
    "pair": (
        "pair",
        CORRECTION,
        f"SELECT {_PLACE}key || char(31) || source_key, source_key || char(31) || route_id "
        "FROM (SELECT id AS route_id, source, target, key FROM route) "
        "JOIN (SELECT route_id, source_key FROM sentence_translation WHERE state = 'corrected') "
        "USING (route_id)",
    ),
}
"""By kind: the field, what the names begin with, and a statement that gives how each goes on, and its key."""
_MARKS = "SELECT article_id, id, quote, created_at FROM annotation ORDER BY id"
_MARK_NOTES = "SELECT article_id, id, quote, created_at FROM annotation WHERE note <> '' ORDER BY id"
_TAGS = "SELECT article_id, fold, fold FROM article_tag JOIN tag ON tag.id = tag_id ORDER BY article_id, fold"
_NOTES = "SELECT article_id, 0, 0 FROM article_note WHERE text <> '' ORDER BY article_id"
"""Of what stands in articles: the number of each, what it has there, and what tells that from the rest."""


def want_again(here: Database, former: Database) -> int:
    """Note what the library has and the former one had not; gives how much that is.

    Args:
        here: the backup, in its place by now.
        former: the library that it replaced.
    """
    with former.read() as before, here.write(index=False) as session:
        in_articles = [*_articles(session, before), *_in_articles(session, before)]
        texts = [*_texts(session, before)]
        for _, key, _ in (*in_articles, *texts):  # for when it joins a store that knows of the removal
            note_given_again(session, int(key))
        now = int(session.connection().exec_driver_sql(f"SELECT {NOW}").scalar_one())
        things = [*_things(session, before), *_rules(session, before)]
        for uid, _ in things:
            note_thing_given_again(session, uid, now)
        wanted = [*in_articles, *(noted for _, noted in things)]
        wanted += [*_as_others(session, in_articles), *texts]
        _note(session, wanted)
        return len(wanted)


def _note(session: Session, wanted: Sequence[Noted]) -> None:
    if part_of(session) is None or not wanted:
        return
    stamp = next_stamp(session)
    session.connection().exec_driver_sql(
        "INSERT INTO sync_dirty (kind, key, field, stamp) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (kind, key, field) DO UPDATE SET stamp = excluded.stamp",
        [(*one, stamp) for one in wanted],
    )


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
    for number, fold in _lacking(session, before, _TAGS):
        yield "article", str(number), f"{TAG}{fold}"
    for number, mark in _lacking(session, before, _MARKS):
        yield "article", str(number), f"{MARK}{mark}"


def _lacking(session: Session, before: Session, statement: str) -> list[tuple[int, int | str]]:
    """What an article that both have had no more: the article's number here, and what it has there.

    Args:
        session: of the backup.
        before: of the former library.
        statement: as `_MARKS`.
    """
    here, known = _addresses(session), _addresses(before)
    former = {number: known[key] for key, number in here.items() if key in known}
    there = {(article, *sign) for article, _, *sign in before.connection().exec_driver_sql(statement)}
    return [
        (number, what)
        for number, what, *sign in session.connection().exec_driver_sql(statement)
        if number in former and (former[number], *sign) not in there
    ]


def _as_others(session: Session, wanted: Sequence[Noted]) -> list[Noted]:
    """Make others of the marks that are wanted, as a removal holds for what had their names."""
    found = []
    for kind, key, field in wanted:
        if field.startswith(MARK):
            mark = int(field.removeprefix(MARK))
            session.connection().exec_driver_sql(
                "UPDATE sync_mark SET annotation_id = ? WHERE annotation_id = ?", (-mark, mark)
            )
            found.append((kind, key, f"{MARK}{-mark}"))
    return found


def _texts(session: Session, before: Session) -> Iterable[Noted]:
    """The notes that were erased where they stood: they are told as written anew, not as what they were."""
    run = session.connection().exec_driver_sql
    forget = (
        "UPDATE sync_field SET value = NULL WHERE field = ? "
        "AND uid IN (SELECT uid FROM sync_thing WHERE article_id = ?)"
    )
    for number, _ in _lacking(session, before, _NOTES):
        run(forget, (NOTE, number))
        yield "article", str(number), NOTE
    removed = {mark for _, mark in _lacking(session, before, _MARKS)}
    for number, mark in _lacking(session, before, _MARK_NOTES):
        if mark not in removed:
            names = run("SELECT uid FROM sync_mark WHERE annotation_id = ?", (mark,)).scalars().all()
            for name in names:
                run(forget, (f"{MARK_NOTE}{name}", number))
            yield "article", str(number), f"{MARK}{mark}"


def _things(session: Session, before: Session) -> Iterable[tuple[str, Noted]]:
    """What belongs to no article, each with its name on every computer."""
    for kind, (field, prefix, statement) in _THINGS.items():
        known = set(before.connection().exec_driver_sql(statement).scalars())
        for name, key in session.connection().exec_driver_sql(statement).all():
            if name not in known:
                yield f"{prefix}{name}", (kind, str(key), field)


def _rules(session: Session, before: Session) -> Iterable[tuple[str, Noted]]:
    known = {tuple(rest) for _, *rest in before.connection().exec_driver_sql(RULES)}
    for number, *rest in session.connection().exec_driver_sql(RULES).all():
        if tuple(rest) not in known:
            yield f"{RULE}{name_of_rule(*rest)}", ("rule", str(number), AGAIN)
