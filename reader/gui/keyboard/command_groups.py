"""The rows of the keyboard help, made from the live keymap: nothing in it is written by hand but titles.

Commands that go together (next and previous) share a row; every other command that has a key gets
its own, in the group its id belongs to, so that a new command shows up by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.commands import COMMANDS, IN_LIST, IN_TEXT, Command
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.gui.keyboard.keymap import Keymap, contexts_of
from reader.gui.text.matching import match

Translate = Callable[[str, str], str]

GROUPS: dict[str, str] = {
    "move": QT_TRANSLATE_NOOP("help", "Move"),
    "view": QT_TRANSLATE_NOOP("help", "Language and view"),
    "article": QT_TRANSLATE_NOOP("help", "Article"),
    "go": QT_TRANSLATE_NOOP("help", "Go to"),
    "text": QT_TRANSLATE_NOOP("help", "Text"),
    "everywhere": QT_TRANSLATE_NOOP("help", "Everywhere"),
}
"""The groups in order, with their titles."""

_BELONGS = (
    ("view.", "go"),
    ("translation.", "view"),
    ("glossary.", "view"),
    ("queue.", "view"),
    ("size.", "text"),
    ("theme.", "text"),
    ("paragraph.focus", "text"),
    ("find.", "text"),
    ("contents.", "text"),
    ("list.toggle", "everywhere"),
    *((start, "move") for start in ("list.", "paragraph.", "sentence.", "heading.", "link.", "page.")),
    *((start, "move") for start in ("place.", "article.next", "article.previous", "pane.")),
    ("note.", "article"),
    ("notes.", "article"),
    ("selection.", "move"),
    ("article.add", "everywhere"),
    ("article.paste", "everywhere"),
    ("article.file", "everywhere"),
    ("article.", "article"),
)

_TOGETHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (QT_TRANSLATE_NOOP("help", "Next / previous card"), ("list.next", "list.previous")),
    (QT_TRANSLATE_NOOP("help", "Next / previous paragraph"), ("paragraph.next", "paragraph.previous")),
    (QT_TRANSLATE_NOOP("help", "Next / previous sentence"), ("sentence.next", "sentence.previous")),
    (QT_TRANSLATE_NOOP("help", "Next / previous heading"), ("heading.next", "heading.previous")),
    (QT_TRANSLATE_NOOP("help", "Page down / up"), ("page.down", "page.up")),
    (QT_TRANSLATE_NOOP("help", "Start / end"), ("place.start", "place.end")),
    (QT_TRANSLATE_NOOP("help", "Select by word"), ("selection.word-left", "selection.word-right")),
    (
        QT_TRANSLATE_NOOP("help", "Select by sentence"),
        ("selection.sentence-previous", "selection.sentence-next"),
    ),
    (QT_TRANSLATE_NOOP("help", "Next / previous article"), ("article.next", "article.previous")),
    (QT_TRANSLATE_NOOP("help", "Next / previous pane"), ("pane.next", "pane.previous")),
    (QT_TRANSLATE_NOOP("help", "Find next / previous"), ("find.next", "find.previous")),
    (
        QT_TRANSLATE_NOOP("help", "Next / previous linked word"),
        ("translation.word-next", "translation.word-previous"),
    ),
    (
        QT_TRANSLATE_NOOP("help", "Next / previous doubtful sentence"),
        ("translation.suspect-next", "translation.suspect-previous"),
    ),
    (QT_TRANSLATE_NOOP("help", "Text size A 1 to A 5"), tuple(f"size.{n}" for n in range(1, 6))),
    (QT_TRANSLATE_NOOP("help", "Smaller / larger"), ("size.smaller", "size.larger")),
)


@dataclass(frozen=True)
class HelpRow:
    """A line of the help: what the keys do, the keys to show, and the other ones."""

    group: str
    text: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    commands: tuple[str, ...]


def help_rows(keymap: Keymap, context: str, translate: Translate) -> list[HelpRow]:
    """Every command that has a key, those of the present context first in their group."""
    joined = {command: row for row in _TOGETHER for command in row[1]}
    done: set[str] = set()
    rows: list[HelpRow] = []
    for command in sorted(COMMANDS.values(), key=lambda c: 0 if context in contexts_of(c) else 1):
        if command.id in done or not keymap.keys_of(command.id):
            continue
        title, together = joined.get(command.id, ("", (command.id,)))
        present = tuple(name for name in together if keymap.keys_of(name))
        done.update(present)
        text = translate("help", title) if title else _own_text(command, translate)
        first = tuple(keymap.shown_keys(name)[0] for name in present)
        others = tuple(keys for name in present for keys in keymap.shown_keys(name)[1:])
        rows.append(HelpRow(group_of(command), text, first, others, present))
    return rows


def filtered(rows: list[HelpRow], query: str) -> list[HelpRow]:
    """The rows whose text or keys match what was typed."""
    wanted = query.strip()
    if not wanted:
        return rows
    by_key = [row for row in rows if wanted.upper() in (k.upper() for k in (*row.keys, *row.others))]
    if len(wanted) == 1 and by_key:
        return by_key
    return [row for row in rows if row in by_key or match(wanted, row.text) is not None]


def context_title(context: str, reading_mode: bool, translate: Translate) -> str:
    """What the present context is called."""
    if reading_mode:
        return translate("help", QT_TRANSLATE_NOOP("help", "Reading mode"))
    name = {
        IN_TEXT: QT_TRANSLATE_NOOP("help", "In the article"),
        IN_LIST: QT_TRANSLATE_NOOP("help", "In the list"),
    }[context]
    return translate("help", name)


def group_of(command: Command) -> str:
    """The group a command is listed in."""
    return next((group for start, group in _BELONGS if command.id.startswith(start)), "everywhere")


def _own_text(command: Command, translate: Translate) -> str:
    return translate("commands", command.text).rstrip("…")
