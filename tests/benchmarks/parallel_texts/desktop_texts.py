"""Sentences of desktop programs and learning platforms with what people made of them, as references.

In English, French and Arabic. From Debian: programs of KDE (`kstars-data`, `marble-data`, `digikam-data`,
`kdenlive-data`, `kalzium-data`, `kgeography-data`, `kate-data`, `kwin-data`, `kmail`, `plasma-desktop-data`,
`plasma-discover-common`, `okular-data`, `ktorrent-data`, `gwenview`, `ktouch-data`), the settings of GNOME
(`gnome-control-center-data`), `phpmyadmin` and `keepassxc-full`. From PyPI: `kolibri`, `pretix`, `weblate`,
`ora2`, `edx-enterprise` and `edx-proctoring`. Each file of messages is a document; a half has those whose
name has an odd hash (`developed`), or an even one (`measured`).

    mkdir texts; apt-get download kstars-data marble-data …; pip download --no-deps kolibri pretix …
    for file in *.deb; do dpkg-deb -x $file texts/${file%%_*}; done
    for file in *.whl; do unzip -q $file '*/locale/*' -d texts/${file%%-*}; done
    LISEUSE_DESKTOP_TEXTS=texts make bench-health
"""

from __future__ import annotations

import functools
import gettext
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.parallel_texts.program_texts import (
    PLACEHOLDER,
    Text,
    is_odd,
    joined,
    qm_messages,
    references_in,
)
from tests.benchmarks.references import Reference

FOLDER = Path(os.environ.get("LISEUSE_DESKTOP_TEXTS", "/nowhere"))
_SPENT = "django/contrib"
"""What is in more than one of them, and in other sets."""
_PLACEHOLDER = re.compile(rf"{PLACEHOLDER.pattern}|%\(|\[(?:a@|kbd|strong|em|code|dochash)")
_FRENCH = ("fr", "fr_FR", "fr_CA")
_SHORTCUT = re.compile(r"&(?=\w)(?!\w+;)")


def load(half: str, languages: tuple[str, str], folder: Path = FOLDER) -> list[Reference]:
    """The references of a half; none where the packages are not there."""
    wanted = half == "developed"
    return references_in([text for name, text in _texts(folder) if is_odd(name) == wanted], languages)


@functools.cache
def _texts(folder: Path) -> tuple[tuple[str, Text], ...]:
    ways = (gettext_texts, _keepassxc, _kolibri)
    return tuple(
        (name, text) for way in ways for name, text in way(folder) if not _PLACEHOLDER.search(text["en"])
    )


def gettext_texts(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("ar/LC_MESSAGES/*.mo")):
        if _SPENT in str(path):
            continue
        arabic = _catalogue(path)
        places = [path.parents[2] / code / "LC_MESSAGES" / path.name for code in _FRENCH]
        french = next((_catalogue(place) for place in places if place.is_file()), {})
        english: dict[object, str] = {key: str(key).rpartition("\x04")[2] for key in {**arabic, **french}}
        name = f"{path.relative_to(folder).parts[0]} {path.stem}"
        for text in joined(dict(sorted(english.items(), key=str)), {"ar": arabic, "fr": french}):
            yield name, text


def _catalogue(path: Path) -> dict[object, str]:
    with path.open("rb") as file:
        known = vars(gettext.GNUTranslations(file))["_catalog"]
    return {
        key: _SHORTCUT.sub("", text)
        for key, text in known.items()
        if isinstance(key, str) and key and isinstance(text, str)
    }


def _keepassxc(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("keepassxc_ar.qm")):
        known = {code: qm_messages(path.with_name(f"keepassxc_{code}.qm")) for code in ("ar", "fr")}
        english: dict[object, str] = {
            k: source for rows in known.values() for k, (source, _) in rows.items() if source
        }
        others = {code: {k: text for k, (_, text) in rows.items()} for code, rows in known.items()}
        for text in joined(english, others):  # type: ignore[arg-type]
            yield "keepassxc", text


def _kolibri(folder: Path) -> Iterator[tuple[str, Text]]:
    for path in sorted(folder.rglob("kolibri/locale/ar/LC_MESSAGES/*-messages.json")):
        known = {
            code: json.loads((path.parents[2] / place / "LC_MESSAGES" / path.name).read_text("utf-8"))
            for code, place in (("en", "en"), ("ar", "ar"), ("fr", "fr_FR"))
        }
        for text in joined(known.pop("en"), known):
            yield path.stem, text
