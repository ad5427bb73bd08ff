"""Sentences of a learning game, a mail program, a family tree and house control, as references.

In English, French and Arabic. From Debian: GCompris (`gcompris-qt-data`), Thunderbird (`thunderbird-l10n-ar`,
`-fr`, `-en-gb`), Gramps (`gramps`) and OnionShare (`onionshare`). From PyPI: `ckan`, `wagtail`, `mayan-edms`,
`invenio-app-rdm` and `home-assistant-frontend`. Each file of messages, or kind of text in one, is a document;
a half has those whose name has an odd hash (`developed`), or an even one (`measured`).

    mkdir texts; apt-get download gcompris-qt-data gramps …; pip download --no-deps ckan wagtail …
    for file in *.deb; do dpkg-deb -x $file texts/${file%%_*}; done
    for file in *.whl; do unzip -q $file '*.mo' '*/static/translations/*.json' -d texts/${file%%-*}; done
    LISEUSE_LEARNING_TEXTS=texts make bench-health
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.parallel_texts.desktop_texts import gettext_texts
from tests.benchmarks.parallel_texts.program_texts import (
    PLACEHOLDER,
    Text,
    is_odd,
    joined,
    qm_messages,
    references_in,
)
from tests.benchmarks.parallel_texts.site_texts import fluent_messages, leaves
from tests.benchmarks.references import Reference

FOLDER = Path(os.environ.get("LISEUSE_LEARNING_TEXTS", "/nowhere"))
_PLACEHOLDER = re.compile(rf"{PLACEHOLDER.pattern}|%\(|&\w+;|<\w+[ >/]")
_SECTIONS = 8
"""Documents into which the one file of a game is cut, so that both halves have some of it."""


def load(half: str, languages: tuple[str, str], folder: Path = FOLDER) -> list[Reference]:
    """The references of a half; none where the packages are not there."""
    wanted = half == "developed"
    return references_in([text for name, text in _texts(folder) if is_odd(name) == wanted], languages)


@functools.cache
def _texts(folder: Path) -> tuple[tuple[str, Text], ...]:
    ways = (gettext_texts, _game, _mail, _house, _share)
    found = itertools.chain.from_iterable(way(folder) for way in ways)
    return tuple((name, text) for name, text in found if not _PLACEHOLDER.search(text["en"]))


def _game(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("gcompris_ar.qm")):
        known = {code: qm_messages(path.with_name(f"gcompris_{code}.qm")) for code in ("ar", "fr")}
        english: dict[object, str] = {
            key: source for rows in known.values() for key, (source, _) in rows.items() if source
        }
        others: dict[str, dict[object, str]] = {
            code: {key: text for key, (_, text) in rows.items()} for code, rows in known.items()
        }
        for key, source in english.items():
            for text in joined({key: source}, others):
                yield f"game {_hash_of(source) % _SECTIONS}", text


def _hash_of(text: str) -> int:
    """A number that is the same in every run."""
    return hashlib.sha256(text.encode()).digest()[1]


def _mail(folder: Path) -> Iterator[tuple[str, Text]]:
    packs = {
        code: next(iter(folder.rglob(f"langpack-{name}@thunderbird*.xpi")), None)
        for code, name in (("en", "en-GB"), ("fr", "fr"), ("ar", "ar"))
    }
    flat: dict[str, dict[str, dict[object, str]]] = {}
    for code, pack in packs.items():
        if pack is None:
            return
        with zipfile.ZipFile(pack) as archive:
            for name in archive.namelist():
                if name.endswith(".ftl") and "/messenger/" in name:
                    document = re.sub(r"(?:ar|fr|en-GB)/", "", name)
                    flat.setdefault(document, {})[code] = fluent_messages(archive.read(name).decode())
    for document, known in sorted(flat.items()):
        for text in joined(known.pop("en", {}), known):
            yield f"mail {document}", text


def _house(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("static/translations/**/ar-*.json")):
        files = {code: next(path.parent.glob(f"{code}-*.json"), None) for code in ("en", "fr")}
        if None in files.values():
            continue
        flat = {
            code: dict(leaves(json.loads(file.read_text("utf-8"))))
            for code, file in {**files, "ar": path}.items()
            if file is not None
        }
        for key, text in flat.pop("en").items():
            part = str(key).split(".")[2:4]
            for one in joined({key: text}, flat):
                yield f"house {path.parent.name} {part}", one


def _share(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("onionshare/locale/ar.json")):
        flat = {
            code: dict(leaves(json.loads(path.with_name(f"{code}.json").read_text("utf-8"))))
            for code in ("en", "fr", "ar")
        }
        for text in joined(flat.pop("en"), flat):
            yield "share", text
