"""What the command palette can find: commands, articles, tags, settings; and in which order it shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reader.gui.text.matching import Match, match

RECENT, COMMANDS, ARTICLES, TAGS, SETTINGS = "recent", "commands", "articles", "tags", "settings"
GROUPS = (RECENT, COMMANDS, ARTICLES, TAGS, SETTINGS)
LARGEST = {RECENT: 4, COMMANDS: 10, ARTICLES: 6, TAGS: 4, SETTINGS: 5}
"""Rows of a group at most."""


@dataclass(frozen=True)
class Entry:
    """One thing to choose.

    Args:
        group: one of the group names above.
        name: what it is called in the interface's language.
        run: does it.
        other: other names it is found by (English, the original title).
        keys: its key, portable, empty for none.
        icon: its icon's name.
        reason: why it cannot be done now, empty when it can.
        id: the command's id, for what was used lately.
    """

    group: str
    name: str
    run: Callable[[], object]
    other: tuple[str, ...] = ()
    keys: str = ""
    icon: str = "file-text"
    reason: str = ""
    id: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the palette: a heading (no entry) or an entry with the stretches to show bold."""

    group: str
    entry: Entry | None = None
    spans: tuple[tuple[int, int], ...] = field(default=())


def find(query: str, entries: Iterable[Entry], recent: Sequence[str] = (), limit: int = 40) -> list[Row]:
    """The rows for a query, grouped; without one, what was used lately and every command."""
    found: dict[str, list[tuple[int, int, Row]]] = {}
    for number, entry in enumerate(entries):
        group = entry.group
        if not query.strip():
            if group not in (COMMANDS, RECENT):
                continue
            if entry.id in recent:
                group, number = RECENT, recent.index(entry.id)
        best = _best(query, entry)
        if best is not None:
            rank = best.rank * 2 + (40 if entry.reason else 0)
            if query.strip() and entry.id in recent:
                rank -= 1  # of what fits equally well, what was used lately
            found.setdefault(group, []).append((rank, number, Row(group, entry, best.spans)))
    rows: list[Row] = []
    for group in GROUPS:
        ranked = sorted(found.get(group, []), key=lambda item: item[:2])
        most = LARGEST[group] if query.strip() else limit
        if ranked:
            rows.append(Row(group))
            rows += [row for _, _, row in ranked[:most]]
    return rows


def _best(query: str, entry: Entry) -> Match | None:
    own = match(query, entry.name)
    if own is not None:
        return own
    others = [found for name in entry.other if (found := match(query, name)) is not None]
    return Match(min(found.rank for found in others) + 5, ()) if others else None
