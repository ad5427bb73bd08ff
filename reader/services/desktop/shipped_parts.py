"""What the program is made of, with versions and licences: for the About dialog and who packages it.

A packaged program may carry the list as a file (`resources/shipped_parts.json`, made by
`packaging/list_parts.py`); else the installed distributions are asked.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import platform
import re
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path

from reader import __version__
from reader.settings.paths import resource

log = logging.getLogger(__name__)

FILE = "shipped_parts.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|copyright|notice)[^/]*$", re.IGNORECASE)
_STORES = "extra == 'stores'"
_MOST_TEXT = 60_000
_FROM_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is shipped: its licence by name, and the licence's text where it is at hand."""

    name: str
    version: str
    licence: str
    text: str = ""


def shipped_parts() -> list[Part]:
    """Liseuse, Python and Qt first, then every other part by name."""
    listed = _listed()
    return listed if listed else [*_ground(), *_fonts_and_more(), *_distributions()]


def to_json(parts: list[Part]) -> str:
    """The list as a file."""
    return json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1)


def as_text(parts: list[Part]) -> str:
    """The list as a text to copy."""
    return "\n".join(f"{part.name} {part.version} · {part.licence}".replace("  ", " ") for part in parts)


def _listed() -> list[Part]:
    try:
        rows = json.loads(resource(FILE).read_text("utf-8"))
        return [Part(*(str(row[key]) for key in ("name", "version", "licence", "text"))) for row in rows]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("list of parts not read: %s", type(error).__name__)
        return []


def _ground() -> list[Part]:
    return [
        Part("Liseuse", __version__, "GPL-3.0-or-later", _own_licence()),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("SQLite", sqlite3.sqlite_version, "Public domain"),
    ]


def _own_licence() -> str:
    """Shipped with the resources; in a checkout it stands at the top."""
    shipped = resource("LICENSE")
    return _read(shipped if shipped.is_file() else shipped.parents[1] / "LICENSE")


def _fonts_and_more() -> list[Part]:
    fonts = resource("fonts")
    return [
        Part("Source Serif 4", "", "OFL-1.1", _read(fonts / "SOURCE-SERIF-LICENSE.txt")),
        Part("Noto Naskh Arabic, Noto Sans Mono", "", "OFL-1.1", _read(fonts / "NOTO-COPYRIGHT.txt")),
        *(
            Part(name, "", "OFL-1.1", _read(fonts / "choices" / file))
            for name, file in (
                ("Amiri", "AMIRI-COPYRIGHT.txt"),
                ("Atkinson Hyperlegible", "ATKINSON-COPYRIGHT.txt"),
                ("Vazirmatn", "VAZIRMATN-COPYRIGHT.txt"),
            )
            if (fonts / "choices" / file).is_file()
        ),
        Part("Lucide", "", "ISC", _read(resource("icons") / "LICENSE")),
        Part("Demonstration models", "1.0", "MPL-2.0 and others", _read(resource("models") / "README.md")),
    ]


def _distributions() -> list[Part]:
    return [part_of(name) for name in needed_by("liseuse") if name != "liseuse"]


def needed_by(top: str) -> list[str]:
    """The names of a distribution and of everything it needs here, in order.

    Of its own optional parts that of stores on servers counts too, where it is installed.
    """
    found: dict[str, None] = {}
    waiting = [top]
    while waiting:
        match = _NAME.match(waiting.pop(0).strip())
        name = re.sub(r"[-_.]+", "-", match.group()).lower() if match else ""
        if not name or name in found:
            continue
        try:
            needed = [line.replace('"', "'") for line in importlib.metadata.requires(name) or []]
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on another system only, or left out of the frozen program
        found[name] = None
        stores = _STORES if name == top else ""
        waiting += [line for line in needed if "extra ==" not in line or (stores and stores in line)]
    return sorted(found)


def part_of(name: str) -> Part:
    """An installed distribution, as a part.

    Raises:
        importlib.metadata.PackageNotFoundError: it is not installed.
    """
    distribution = importlib.metadata.distribution(name)
    facts = distribution.metadata
    files = [file for file in distribution.files or [] if _LICENCE_FILE.search(str(file))]
    text = "\n\n".join(_read(Path(str(file.locate()))) for file in files[:4])[:_MOST_TEXT]
    licence = " ".join(facts.get_all("License-Expression") or [])
    licence = licence or _short(" ".join(facts.get_all("License") or []))
    if not licence:
        named = [_FROM_CLASSIFIER.match(line) for line in facts.get_all("Classifier") or []]
        licence = ", ".join(match.group(1) for match in named if match)
    if not licence and "Permission is hereby granted, free of charge" in text:
        licence = "MIT"
    return Part(facts["Name"] or name, distribution.version, licence or "?", text)


def _short(licence: str) -> str:
    """Some packages put the whole text where the name belongs."""
    first = licence.strip().split("\n")[0].strip()
    return first if len(first) <= 80 else ""


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")[:_MOST_TEXT]
    except OSError:
        return ""
