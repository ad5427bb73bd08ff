"""The guide's pages of all commands, keys, settings and options, written from what declares them."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from cli_model import Choice, read_commands, walk
from cli_model import Command as CliCommand

TOP = Path(__file__).resolve().parents[1]
COMMANDS_PAGE, TERMINAL_PAGE = "11-commands.md", "12-command-line.md"
TEXTS = tomllib.loads(Path(__file__).with_name("guide_texts.toml").read_text("utf-8"))
"""By language what stands beside what is read off the tables; `keyboard` is what keys are called on it."""

Told = Callable[[str, str], str]


def key_text(key: str, language: str) -> str:
    """A key as the guide writes it, each step of a sequence for itself."""
    names = TEXTS[language]["keyboard"]
    steps = [re.sub("[A-Za-z]+", lambda part: names.get(part[0], part[0]), step) for step in key.split(", ")]
    return " ".join(f"`{step}`" for step in steps)


def pages(language: str) -> dict[str, str]:
    """The pages in one of the guide's languages, in Markdown, by the names of their files."""
    sys.path.insert(0, str(TOP))
    from reader.cli.output import catalogue
    from reader.core.messages import plain

    texts, translate = TEXTS[language], catalogue(language)

    def told(context: str, text: str) -> str:
        return plain(translate(context, text)).replace("|", "\\|")

    commands = [f"# {texts['title']}", str(texts["intro"]), *_commands(language, texts, told)]
    commands += [*_settings(texts, told), *_search(texts)]
    made = {COMMANDS_PAGE: commands, TERMINAL_PAGE: _terminal(language, texts)}
    return {name: "\n\n".join(parts) + "\n" for name, parts in made.items()}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _commands(language: str, texts: dict[str, Any], told: Told) -> list[str]:
    from reader.commands.table import COMMANDS, MENUS

    parts = []
    for menu in (*MENUS, ""):
        rows = [
            (told("commands", one.text), ", ".join(key_text(key, language) for key in one.keys))
            for one in COMMANDS.values()
            if one.menu == menu
        ]
        if rows:
            title = told("commands", MENUS[menu]) if menu else texts["moving"]
            parts += [f"## {title}", _table(texts["keys"], rows)]
    return parts


def _settings(texts: dict[str, Any], told: Told) -> list[str]:
    from reader.settings.options import OPTIONS

    rows = []
    for option in OPTIONS.values():
        if option.page:
            names = [told("settings", name) for name in option.names]
            about = [told("settings", option.hint)] if option.hint else []
            about += [", ".join(names)] if names else []
            rows.append((told("settings", option.label), ". ".join(about)))
    return [f"## {texts['settings']}", _table(texts["options"], rows)]


def _search(texts: dict[str, Any]) -> list[str]:
    from reader.core.search import NAMES, STATES

    words = [f"`{name}:`" for name in NAMES if name != "is"] + [f"`is:{state}`" for state in STATES]
    return [f"## {texts['search']}", " ".join(words), str(texts["words"])]


def _terminal(language: str, texts: dict[str, Any]) -> list[str]:
    program = read_commands(language)
    parts = [f"# {texts['terminal']}", str(texts["exit"]), f"## {texts['general']}", _choices(program)]
    for above, command in walk(program):
        if above:
            parts += [f"## `liseuse {' '.join(above)}`", f"{command.help[:1].upper()}{command.help[1:]}."]
            parts += [_choices(command)] if _shown(command) else []
    return [part for part in parts if part]


def _shown(command: CliCommand) -> list[Choice]:
    return [one for one in (*command.words, *command.options) if "--help" not in one.flags]


def _choices(command: CliCommand) -> str:
    lines = []
    for one in _shown(command):
        value = ("|".join(one.choices) or one.metavar) if one.takes_value else ""
        named = ", ".join(one.flags)
        lines.append(f"- `{' '.join(filter(None, (named, value)))}`" + (f" {one.help}" if one.help else ""))
    return "\n".join(lines)


def write_pages() -> None:
    """Write the pages of each language into the guide."""
    for language in TEXTS:
        for name, text in pages(language).items():
            (TOP / "docs" / language / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write_pages()
