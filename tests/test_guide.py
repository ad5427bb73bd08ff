"""The guide says what the program does: each command, option and search word, in three languages alike."""

from __future__ import annotations

import re
import runpy
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib
import pytest

from reader.cli.output import catalogue
from reader.commands.table import COMMANDS
from reader.core.messages import plain
from reader.core.search import NAMES, STATES
from reader.settings.options import OPTIONS

TOP = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "fr", "ar")
TABLES = {"11-commands.md", "12-command-line.md"}
_CODE = re.compile(r"`([^`\n]+)`")
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift|Maj)\+)+\S+|F\d+|[A-Z]|\S")
HIGHLIGHT_KEYS = {"1", "2", "3", "4"}


def pages(language: str) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((TOP / "docs" / language).glob("*.md"))}


def by_hand(language: str) -> str:
    return "\n".join(text for name, text in pages(language).items() if name not in TABLES)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def builder() -> dict[str, Any]:
    """The build script, which is no package."""
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(TOP / "packaging"))
    made = runpy.run_path(str(TOP / "packaging" / "build_guide.py"))
    patch.undo()
    tables = made["write_pages"].__globals__
    return {**made, **tables, "tables": tables["pages"]}


def test_the_page_of_all_commands_is_what_the_tables_say(language: str, builder: dict[str, Any]) -> None:
    made = builder["tables"](language)
    assert made.keys() == TABLES and made.items() <= pages(language).items(), "run `make docs`"


def test_every_command_option_and_search_word_occurs(language: str, builder: dict[str, Any]) -> None:
    whole, translate = "\n".join(pages(language).values()), catalogue(language)
    key_text = builder["key_text"]
    missing = [plain(translate("commands", one.text)) for one in COMMANDS.values()]
    missing += [plain(translate("settings", one.label)) for one in OPTIONS.values() if one.page]
    missing += [key_text(key, language) for one in COMMANDS.values() for key in one.keys]
    for above, command in builder["walk"](builder["read_commands"](language)):
        missing += [f"`liseuse {' '.join(above)}`"] if above else []
        missing += [flag for option in command.options for flag in option.flags if "help" not in flag]
    missing = [text for text in missing if text not in whole and text != "-h"]
    assert not missing
    search = pages(language)["06-search.md"]
    assert not [name for name in NAMES if f"`{name}:" not in search]
    assert not [state for state in STATES if f"`is:{state}`" not in search]


def test_names_and_keys_in_the_text_are_those_of_the_program(language: str, builder: dict[str, Any]) -> None:
    file = TOP / "translations" / f"liseuse_{language}.ts"
    if language == "en":
        file = TOP / "translations" / "liseuse_fr.ts"  # it has every source text
    root = ElementTree.parse(file).getroot()
    tag = "source" if language == "en" else "translation"
    known = {plain(one.text or "") for one in root.iter(tag)}
    text = " ".join(by_hand(language).split())
    named = {one for one in re.findall(r"\*\*([^*]+)\*\*", text) if one.endswith("…")}
    assert len(named) > 20 and not named - known
    keys = {
        step
        for c in COMMANDS.values()
        for k in c.keys
        for step in _CODE.findall(builder["key_text"](k, language))
    }
    written = {code for code in _CODE.findall(by_hand(language)) if _KEY.fullmatch(code)}
    assert "F6" in written and not written - keys - HIGHLIGHT_KEYS


def shape(text: str) -> Counter[str]:
    """How often a page has each kind of part, and which pictures, links and lines to type."""
    kinds = Counter(re.findall(r"^(#+|\||-|\d\.|```)", text, re.MULTILINE))
    kinds.update(re.findall(r"\]\(([^)]+)\)", text))
    kinds.update(code for code in _CODE.findall(text) if code.startswith(("liseuse", "tag:", "is:", "time:")))
    return kinds


@pytest.mark.parametrize("other", LANGUAGES[1:])
def test_the_languages_say_the_same(other: str) -> None:
    english, translated = pages("en"), pages(other)
    assert english.keys() == translated.keys()
    for name in english.keys() - TABLES:
        assert shape(english[name]) == shape(translated[name]), name


def test_french_is_set_as_french() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", by_hand("fr"), flags=re.DOTALL)
    assert not re.search(r"[ \u00a0][:;?!»]|« |[^\u202f\n|]»|'", prose)


def test_pictures_are_there_and_small(language: str) -> None:
    wanted = set(re.findall(r"\]\((pictures/[^)]+)\)", by_hand(language)))
    folder = TOP / "docs" / language
    found = {file.relative_to(folder).as_posix(): file.stat().st_size for file in folder.glob("pictures/*")}
    assert wanted == found.keys() and max(found.values()) < 150_000
    assert sum(file.stat().st_size for file in (TOP / "docs").rglob("*") if file.is_file()) < 4_000_000


def test_built_pages_stand_alone(builder: dict[str, Any], tmp_path: Path) -> None:
    made = builder["build"](tmp_path)
    assert len(made) == 3 * len(pages("en")) and not builder["dead_links"](made)
    for page in made:
        text, code = page.read_text("utf-8"), page.parent.name
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in text
        assert not re.search(r"<script|<iframe|(?:src|href)=\"(?:https?:|//)|style=", text)
        assert text.count("<h1>") == 1 and text.count("aria-current") == 1
        html5lib.HTMLParser(strict=True).parse(text)  # raises at the first fault
        assert (page.name == "index.html") != ('rel="prev"' in text)
    broken = made[0]
    broken.write_text(broken.read_text("utf-8").replace("02-reading.html", "gone.html"), "utf-8")
    assert builder["dead_links"](made) == ["en/index.html: gone.html"] * 2
