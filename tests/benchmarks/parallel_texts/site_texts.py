"""Sentences of sites, editors and manuals with what people made of them, as references.

In English, French and Arabic: the pages and the editor of Scratch (npm's `scratch-l10n`), OpenStreetMap's
editor with its help (npm's `@openstreetmap/id`), Firefox (Debian's `firefox-esr-l10n-ar`, `-fr`, `-en-gb`)
and uBlock Origin (`webext-ublock-origin-firefox`). In English and French alone: Debian's manuals
(`debian-reference-en`, `-fr`; `developers-reference`, `-fr`). A half has the documents whose name has an
even hash (`developed`), or an odd one (`measured`); a document is a page, a file or a section of an
editor's texts.

    mkdir texts; npm pack scratch-l10n @openstreetmap/id; apt-get download firefox-esr-l10n-ar …
    for file in *.deb; do dpkg-deb -x $file texts; done
    for file in *.tgz; do mkdir texts/$file; tar -xzf $file -C texts/$file; done
    LISEUSE_SITE_TEXTS=texts make bench-health
"""

from __future__ import annotations

import functools
import itertools
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.parallel_texts.program_texts import PLACEHOLDER, Text, is_odd, joined, references_in
from tests.benchmarks.references import Reference

FOLDER = Path(os.environ.get("LISEUSE_SITE_TEXTS", "/nowhere"))
LANGUAGES = ("en", "fr", "ar")

_MESSAGE = re.compile(r"^(?:[\w-]+|[ ]+\.[\w-]+) *= *(.*(?:\n(?![ ]*\.[\w-]+ *=)[ ]+.*)*)", re.M)
_KEY = re.compile(r"^([\w-]+) *=", re.M)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)


def load(half: str, languages: tuple[str, str], folder: Path = FOLDER) -> list[Reference]:
    """The references of a half; none where the packages are not there."""
    wanted = half == "measured"
    texts = [text for name, text in _texts(folder) if is_odd(name) == wanted]
    return references_in(texts, languages)


@functools.cache
def _texts(folder: Path) -> tuple[tuple[str, Text], ...]:
    """Document and text of everything there is."""
    ways = (_scratch, _map_editor, _firefox, _extensions, _manuals)
    found = itertools.chain.from_iterable(way(folder) for way in ways)
    return tuple((name, text) for name, text in found if not PLACEHOLDER.search(text["en"]))


def _scratch(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("ar.json")):
        if "scratch-l10n" in str(path):
            yield from _files(path.parent, f"scratch {path.parent.name}")


def _extensions(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("_locales/ar/messages.json")):
        if "uBlock0" in str(path):
            yield from _files(path.parents[1], f"extension {path.parents[2].name}", "{}/messages.json")


def _files(place: Path, name: str, pattern: str = "{}.json") -> Iterator[tuple[str, Text]]:
    known = {code: json.loads((place / pattern.format(code)).read_text("utf-8")) for code in LANGUAGES}
    flat = {code: dict(leaves(tree)) for code, tree in known.items()}
    for text in joined(flat.pop("en"), flat):
        yield name, text


def leaves(tree: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[object, str]]:
    if isinstance(tree, str):
        yield place, tree
    elif isinstance(tree, dict):
        for key, part in tree.items():
            if key != "description" or not isinstance(tree.get("message"), str):
                yield from leaves(part, (*place, key))


def _map_editor(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("dist/locales/ar.min.json")):
        flat = {
            code: dict(leaves(json.loads((path.parent / f"{code}.min.json").read_text("utf-8"))[code]))
            for code in LANGUAGES
        }
        english = flat.pop("en")
        for key, text in english.items():
            for one in joined({key: text}, flat):
                yield f"editor {key[:2]}", one  # type: ignore[index]


def _firefox(folder: Path) -> Iterator[tuple[str, Text]]:
    packs = {
        code: next(iter(folder.rglob(f"langpack-{name}@firefox-esr*.xpi")), None)
        for code, name in (("en", "en-GB"), ("fr", "fr"), ("ar", "ar"))
    }
    if None in packs.values():
        return
    flat: dict[str, dict[str, dict[object, str]]] = {}
    for code, pack in packs.items():
        with zipfile.ZipFile(pack) as archive:  # type: ignore[arg-type]
            for name in archive.namelist():
                if name.endswith(".ftl"):
                    document = re.sub(r"(?:ar|fr|en-GB)/", "", name)
                    flat.setdefault(document, {})[code] = fluent_messages(archive.read(name).decode())
    for document, known in sorted(flat.items()):
        for text in joined(known.pop("en", {}), known):
            yield f"firefox {document}", text


def fluent_messages(text: str) -> dict[object, str]:
    """The messages of a file of Mozilla's Fluent, without those that choose between forms."""
    found: dict[object, str] = {}
    for block in re.split(r"\n(?=[\w-])", text):
        key = _KEY.match(block)
        for number, match in enumerate(_MESSAGE.finditer(block) if key else ()):
            found[f"{key and key[1]} {number}"] = " ".join(match[1].split())
    return found


def _manuals(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("debian-reference-common/docs/ch*.fr.html")):
        yield from _page(path.with_name(path.name.replace(".fr.", ".en.")), path)
    for path in sorted(folder.rglob("developers-reference/fr/*.html")):
        yield from _page(path.parents[1] / path.name, path)


def _page(english: Path, french: Path) -> Iterator[tuple[str, Text]]:
    if english.is_file():
        here, there = (_PARAGRAPH.findall(path.read_text("utf-8")) for path in (english, french))
        if len(here) == len(there):
            for one, other in zip(here, there, strict=True):
                yield f"manual {english.name}", {"en": " ".join(one.split()), "fr": " ".join(other.split())}
