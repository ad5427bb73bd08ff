"""Takes an import back: what it brought and nobody touched since, and what it added to other articles."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from reader.library.imports.entries import Entry
from reader.library.imports.recorded_rows import brought
from reader.library.views import fold

_MERGED = """
SELECT article_id, effect FROM import_row WHERE import_id = ? AND outcome = 'merged' ORDER BY number
"""
_UNREAD = """
SELECT id, unread, favourite, archived FROM article WHERE opened_at = '' AND position = '' AND id IN (
    SELECT article_id FROM import_row WHERE import_id = :run AND outcome IN ('saved', 'waiting'))
AND id NOT IN (SELECT article_id FROM article_edit)
AND id NOT IN (SELECT article_id FROM article_translation)
AND id NOT IN (
    SELECT row.article_id FROM import_row AS row JOIN import_run AS run ON run.id = row.import_id
    WHERE row.import_id <> :run AND run.state <> 'undone' AND row.outcome NOT IN ('duplicate', 'failed'))
"""
"""Articles that no other import changed and that nobody opened, repaired or translated."""

_COLUMNS = frozenset(("saved_at", "favourite", "archived", "unread", "trashed_at"))


def made_effect(entry: Entry) -> dict[str, Any]:
    """What is recorded of a new article, to see later whether it was changed; empty for a plain one."""
    made = {
        "unread": int(entry.unread),
        "favourite": int(entry.favourite),
        "archived": int(entry.archived),
        "tags": sorted({fold(tag) for tag in entry.tags}),
        "note": entry.note,
        "marks": len(entry.quotes),
    }
    return {} if made == _PLAIN else {"made": made}


_PLAIN: dict[str, Any] = {"unread": 1, "favourite": 0, "archived": 0, "tags": [], "note": "", "marks": 0}


def untouched(session: Session, import_id: int) -> tuple[list[int], int]:
    """The articles that go when an import is taken back, and how many of its articles stay.

    An article stays that the reader opened, repaired, translated, marked, tagged or noted something on, and
    one that another import brought too.
    """
    run = session.connection().exec_driver_sql
    expected = {number: _made(effect) for number, effect in brought(session, import_id)}
    for number, effect in run(_MERGED, (import_id,)):
        if number in expected and effect:
            _add(expected[number], json.loads(effect))
    own = json.dumps(list(expected))
    tags: dict[int, list[str]] = {}
    chosen = "article_id IN (SELECT value FROM json_each(?))"
    for number, folded in run(
        f"SELECT article_id, fold FROM article_tag JOIN tag ON tag.id = tag_id WHERE {chosen}", (own,)
    ):
        tags.setdefault(number, []).append(folded)
    found_notes = run(f"SELECT article_id, text FROM article_note WHERE {chosen}", (own,))
    notes = {number: note for number, note in found_notes}
    found_marks = run(
        f"SELECT article_id, count(*) FROM annotation WHERE {chosen} GROUP BY article_id", (own,)
    )
    marks = {number: count for number, count in found_marks}
    going = []
    for number, unread, favourite, archived in run(_UNREAD, {"run": import_id}):
        now = {
            "unread": unread,
            "favourite": favourite,
            "archived": archived,
            "tags": sorted(tags.get(number, [])),
            "note": notes.get(number, ""),
            "marks": marks.get(number, 0),
        }
        if now == expected[number]:
            going.append(number)
    return going, len(expected) - len(going)


def take_apart(session: Session, import_id: int) -> None:
    """Take from other articles what an import added to them, unless it was changed since; note the end."""
    run = session.connection().exec_driver_sql
    for number, effect in reversed(run(_MERGED, (import_id,)).all()):
        if effect:
            _undo_effect(session, number, json.loads(effect))
    run("DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM article_tag)")
    run("UPDATE import_run SET state = 'undone' WHERE id = ?", (import_id,))


def _made(effect: str) -> dict[str, Any]:
    return dict((json.loads(effect) if effect else {}).get("made", _PLAIN))


def _add(expected: dict[str, Any], effect: dict[str, Any]) -> None:
    """What a later row of the same import changed in an article that it had made."""
    for name, (_, new) in effect.get("columns", {}).items():
        if name in expected:
            expected[name] = new
    folds = {fold(tag) for tag in effect.get("tags", ())}
    expected["tags"] = sorted({*expected["tags"], *folds})
    expected["note"] = effect["note"][1] if "note" in effect else expected["note"]
    expected["marks"] += len(effect.get("marks", ()))


def _undo_effect(session: Session, article_id: int, effect: dict[str, Any]) -> None:
    run = session.connection().exec_driver_sql
    for name, (before, after) in effect.get("columns", {}).items():
        if name in _COLUMNS:
            run(
                f"UPDATE article SET {name} = ? WHERE id = ? AND {name} = ?",
                (before, article_id, after),
            )
    for tag in effect.get("tags", ()):
        run(
            "DELETE FROM article_tag WHERE article_id = ? AND tag_id = (SELECT id FROM tag WHERE fold = ?)",
            (article_id, fold(tag)),
        )
    if "note" in effect:
        before, after = effect["note"]
        same = (article_id, after)
        if before:
            run(
                "UPDATE article_note SET text = ? WHERE article_id = ? AND text = ?",
                (before, *same),
            )
        else:
            run("DELETE FROM article_note WHERE article_id = ? AND text = ?", same)
    for mark in effect.get("marks", ()):
        run("DELETE FROM annotation WHERE id = ? AND article_id = ?", (mark, article_id))
