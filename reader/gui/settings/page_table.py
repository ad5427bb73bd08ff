"""Which settings there are, page by page, made of the declared options: a new option shows up by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from reader.commands import COMMANDS
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.gui.text.matching import match
from reader.settings.option import Option
from reader.settings.options import OPTIONS

Translate = Callable[[str, str], str]

PAGES: dict[str, tuple[str, str]] = {
    "general": (QT_TRANSLATE_NOOP("settings", "General"), "globe"),
    "appearance": (QT_TRANSLATE_NOOP("settings", "Appearance"), "palette"),
    "reading": (QT_TRANSLATE_NOOP("settings", "Reading"), "book-open-text"),
    "translation": (QT_TRANSLATE_NOOP("settings", "Translation"), "languages"),
    "saving": (QT_TRANSLATE_NOOP("settings", "Saving"), "download"),
    "storage": (QT_TRANSLATE_NOOP("settings", "Storage and privacy"), "shield-check"),
    "keyboard": (QT_TRANSLATE_NOOP("settings", "Keyboard"), "keyboard"),
    "language": (QT_TRANSLATE_NOOP("settings", "Language"), "globe"),
}
"""Title and icon of each page, in order. A page without rows is not shown."""

OTHER_ICON = "circle"

COMMAND_ROWS: dict[str, tuple[str, ...]] = {
    "translation": ("models.open", "server.open"),
    "saving": ("companion.open",),
    "storage": ("storage.open", "backup.open", "library.move", "library.check", "trash.empty"),
}
"""Commands that stand as buttons at a page's end, when the window serves them."""

_TARGETS = (
    ("", QT_TRANSLATE_NOOP("settings", "No language")),
    ("en", "English"),
    ("ar", "العربية"),
    ("en, ar", QT_TRANSLATE_NOOP("settings", "English and Arabic")),
)

LONE_CHOICES: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(
    ("translate_on_save", "translate_overnight"), _TARGETS
)
"""Options that are a text in the file but one of a few for the reader."""


def page_ids() -> list[str]:
    """The pages that have something to show; one that nobody named comes last."""
    declared = {option.page for option in OPTIONS.values() if option.page}
    return [*(page for page in PAGES if page in declared), *sorted(declared - set(PAGES))]


def page_title(page: str, translate: Translate) -> str:
    """What a page is called."""
    return translate("settings", PAGES[page][0]) if page in PAGES else page.capitalize()


def page_icon(page: str) -> str:
    """A page's icon."""
    return PAGES[page][1] if page in PAGES else OTHER_ICON


def options_of(page: str) -> list[Option]:
    """The options of a page, in the order they are declared."""
    return [option for option in OPTIONS.values() if option.page == page]


def choices_of(option: Option, translate: Translate) -> list[tuple[str, str]]:
    """The values of an option and what they are called; none for one that is no choice."""
    if option.key in LONE_CHOICES:
        return [(value, translate("settings", name)) for value, name in LONE_CHOICES[option.key]]
    names = option.names or option.choices
    return [(value, translate("settings", name)) for value, name in zip(option.choices, names, strict=True)]


def found_options(query: str, translate: Translate) -> list[Option]:
    """The options whose label, hint, choices or page match, in the interface's language or in English."""
    ranked = []
    for number, option in enumerate(OPTIONS.values()):
        if not option.page:
            continue
        ranks = [rank for text, cost in _texts(option, translate) if (rank := _rank(query, text, cost)) >= 0]
        if ranks:
            ranked.append((min(ranks), number, option))
    return [option for _, _, option in sorted(ranked, key=lambda row: row[:2])]


def found_commands(
    query: str, served: Collection[str], name: Callable[[str], str], most: int = 8
) -> list[str]:
    """The commands whose name matches, in the interface's language or in English; the best first.

    Args:
        query: what is searched for. served: the ids of the commands that can run here.
        name: what a command is called in the interface's language. most: how many at most.
    """
    ranked = []
    for number, command in enumerate(COMMANDS.values()):
        texts = ((name(command.id), 0), (command.text, 5)) if command.id in served else ()
        ranks = [rank for text, cost in texts if (rank := _rank(query, text, cost)) >= 0]
        if ranks:
            ranked.append((min(ranks), number, command.id))
    return [command_id for _, _, command_id in sorted(ranked)[:most]]


def _texts(option: Option, translate: Translate) -> Iterator[tuple[str, int]]:
    """What an option is found by, with how much less each counts than its label."""
    for say, more in ((translate, 0), (_english, 5)):
        yield say("settings", option.label), more
        yield (say("settings", option.hint) if option.hint else ""), more + 10
        for _, name in choices_of(option, say):
            yield name, more + 10
        yield page_title(option.page, say), more + 20


def _rank(query: str, text: str, cost: int) -> int:
    found = match(query, text) if text else None
    return found.rank + cost if found is not None else -1


def _english(_context: str, text: str) -> str:
    return text
