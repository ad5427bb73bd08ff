"""Sentences of programs' help, notices and descriptions with what people made of them, as references.

From Debian packages, each text in English, French and Arabic: the administration of WordPress
(`wordpress-l10n`), MediaWiki's messages (`mediawiki`), Chromium's settings (`chromium-l10n`) and Stellarium's
constellations and star names (`stellarium-data`), some 17,000 pairs of sentences. A half has the texts whose
English has an even hash (`developed`), or an odd one (`measured`). Kept are sentences of seven words and
more in texts without placeholders that split into equally many sentences in both languages.

    mkdir texts; apt-get download wordpress-l10n mediawiki chromium-l10n stellarium-data
    for file in *.deb; do dpkg-deb -x $file texts; done; LISEUSE_PROGRAM_TEXTS=texts make bench-health

Volunteers wrote most of it, often freely: much of what is marked there is left out, added or misspelt.
"""

from __future__ import annotations

import functools
import gettext
import hashlib
import html
import itertools
import json
import os
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.references import Reference

FOLDER = Path(os.environ.get("LISEUSE_PROGRAM_TEXTS", "/nowhere"))
Text = dict[str, str]
"""One text by language."""

_LEAST_WORDS = 7
_LEAST_ARABIC = 0.4  # share of letters; below it a sentence is not translated
PLACEHOLDER = re.compile(r"%[\w$]|\{|\}|\$\d|\[\[|__|&lt;|==|BEGIN_LINK")
_BLOCKS = re.compile(r"<(?:br|/?p|li|h\d|div)[^>]*>")
_QM_END, _QM_TRANSLATION, _QM_OBSOLETE, _QM_SOURCE = 1, 3, 5, 6
_QM_HASHES, _QM_MESSAGES = 0x42, 0x69
_NO_TEXT = 0xFFFFFFFF


def load(half: str, languages: tuple[str, str], folder: Path = FOLDER) -> list[Reference]:
    """The references of a half; none where the packages are not there."""
    wanted = half == "measured"
    return references_in([text for text in _texts(folder) if is_odd(text["en"]) == wanted], languages)


def is_odd(name: str) -> bool:
    """Which half a document belongs to, or a text that has none."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def references_in(texts: Iterable[Text], languages: tuple[str, str]) -> list[Reference]:
    """The sentences of prose in texts that split into equally many in both languages."""
    from reader.reading.sentences import split_sentences

    found: dict[str, Reference] = {}
    for text in texts:
        if not set(languages) <= text.keys():
            continue
        here, there = (_lines(text[code]) for code in languages)
        for pair in zip(here, there, strict=True) if len(here) == len(there) else ():
            cut = [
                [line[a:b] for a, b in split_sentences(line, code)]
                for line, code in zip(pair, languages, strict=True)
            ]
            if len(cut[0]) == len(cut[1]):
                for source, target in zip(*cut, strict=True):
                    if _is_prose(source, target, languages[1]):
                        found.setdefault(source, Reference(source, target, languages))
    return list(found.values())


def _is_prose(source: str, target: str, language: str) -> bool:
    if len(source.split()) < _LEAST_WORDS or source[-1] not in ".!?" or source == target:
        return False
    letters = re.findall(r"[^\W\d_]", target)
    return language != "ar" or len(re.findall("[\u0600-\u06ff]", target)) >= _LEAST_ARABIC * len(letters)


def _lines(text: str) -> list[str]:
    plain = html.unescape(re.sub(r"<[^>]+>", "", _BLOCKS.sub("\n", text)))
    return [" ".join(line.split()) for line in plain.split("\n") if line.strip()]


@functools.cache
def _texts(folder: Path) -> tuple[Text, ...]:
    ways = (_wordpress, _mediawiki, _chromium, _stellarium)
    return tuple(text for way in ways for text in way(folder) if not PLACEHOLDER.search(text["en"]))


def joined(english: dict[object, str], others: dict[str, dict[object, str]]) -> Iterator[Text]:
    """Each English text with those of the other languages that have the same key."""
    for key, text in english.items():
        if text:
            yield {"en": text, **{code: known[key] for code, known in others.items() if known.get(key)}}


def _wordpress(folder: Path) -> Iterator[Text]:
    for name in ("admin-", "", "admin-network-"):
        others: dict[str, dict[object, str]] = {}
        for code, suffix in (("ar", "ar"), ("fr", "fr_FR")):
            path = folder / "usr/share/wordpress/wp-content/languages" / f"{name}{suffix}.mo"
            if path.is_file():
                with path.open("rb") as file:
                    known = vars(gettext.GNUTranslations(file))["_catalog"]
                others[code] = {key: text for key, text in known.items() if isinstance(key, str) and key}
        keys = {str(key) for known in others.values() for key in known}
        yield from joined({key: key.rpartition("\x04")[2] for key in sorted(keys)}, others)


def _mediawiki(folder: Path) -> Iterator[Text]:
    for path in sorted((folder / "usr/share/mediawiki").rglob("en.json")):
        files = {code: path.with_name(f"{code}.json") for code in ("en", "ar", "fr")}
        known = {
            code: {
                key: text
                for key, text in json.loads(file.read_text("utf-8")).items()
                if isinstance(text, str)
            }
            for code, file in files.items()
            if file.is_file()
        }
        yield from joined(known.pop("en"), known)


def _chromium(folder: Path) -> Iterator[Text]:
    place = folder / "usr/lib/chromium/locales"
    if (place / "en-GB.pak").is_file():
        yield from joined(
            _pak(place / "en-GB.pak"), {code: _pak(place / f"{code}.pak") for code in ("ar", "fr")}
        )


def _pak(path: Path) -> dict[object, str]:
    """The texts of one of Chromium's files (version 5) by number."""
    data = path.read_bytes()
    count = struct.unpack_from("<H", data, 8)[0]
    rows = [struct.unpack_from("<HI", data, 12 + 6 * row) for row in range(count + 1)]
    return {
        row[0]: data[row[1] : following[1]].decode("utf-8", "replace")
        for row, following in itertools.pairwise(rows)
    }


def _stellarium(folder: Path) -> Iterator[Text]:
    for part in ("stellarium-skycultures", "stellarium-scripts", "stellarium"):
        place = folder / "usr/share/stellarium/translations" / part
        if not (place / "ar.qm").is_file():
            continue
        known = {code: qm_messages(place / f"{code}.qm") for code in ("ar", "fr", "en_GB")}
        english: dict[object, str] = {key: text for key, (_, text) in known.pop("en_GB").items()}
        for texts in known.values():
            english.update({key: source for key, (source, _) in texts.items() if source})
        yield from joined(
            english, {code: {k: text for k, (_, text) in texts.items()} for code, texts in known.items()}
        )


def qm_messages(path: Path) -> dict[int, tuple[str, str]]:
    """Source ("" where it is left out) and translation of each message of a Qt file, by its hash."""
    data, place = path.read_bytes(), 16
    sections: dict[int, bytes] = {}
    while place < len(data):
        tag, length = struct.unpack_from(">BI", data, place)
        sections[tag] = data[place + 5 : place + 5 + length]
        place += 5 + length
    hashes, messages = sections.get(_QM_HASHES, b""), sections.get(_QM_MESSAGES, b"")
    rows = (struct.unpack_from(">II", hashes, start) for start in range(0, len(hashes), 8))
    return {number: _message(messages, start) for number, start in rows}


def _message(messages: bytes, place: int) -> tuple[str, str]:
    source = target = ""
    while (tag := messages[place]) != _QM_END:
        place += 5
        if tag == _QM_OBSOLETE:
            continue
        length = struct.unpack_from(">I", messages, place - 4)[0]
        part = b"" if length == _NO_TEXT else messages[place : place + length]
        place += len(part)
        if tag == _QM_TRANSLATION and not target:
            target = part.decode("utf-16-be")
        elif tag == _QM_SOURCE:
            source = part.decode("utf-8")
    return source, target
