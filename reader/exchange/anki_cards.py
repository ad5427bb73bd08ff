"""Sentence pairs as cards for Anki: an `.apkg` whose notes keep their identity from one export to the next.

genanki writes the tables; the file they are written into is ours, because its own way leaves a copy of
everything in the system's folder for temporary files.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.core.languages import direction_of, language
from reader.exchange.citations import one_line, web_address

if TYPE_CHECKING:
    import genanki

_MODEL, _DECKS = 1_764_288_001, 1_764_288_100
"""What Anki knows our kind of note and our decks by: chosen once, the same for ever."""

FIELDS = ("Sentence", "Translation", "Title", "Source", "Address", "Note", "Audio")
_LANGUAGES = ("Language", "Direction", "TranslationLanguage", "TranslationDirection")
_FRONT = '<div class="sentence" lang="{{Language}}" dir="{{Direction}}">{{Sentence}}</div>{{Audio}}'
_BACK = (
    '{{FrontSide}}<hr id="answer">'
    '<div class="sentence" lang="{{TranslationLanguage}}" dir="{{TranslationDirection}}">'
    "{{Translation}}</div>"
    '{{#Note}}<div class="about" dir="auto">{{Note}}</div>{{/Note}}'
    '<div class="about" dir="auto">{{#Address}}<a href="{{Address}}">{{Title}}</a>{{/Address}}'
    "{{^Address}}{{Title}}{{/Address}}{{#Source}} · {{Source}}{{/Source}}</div>"
)
_STYLE = (
    ".card{font:1.25rem/1.6 'Source Serif 4',Georgia,serif;max-width:40rem;margin:0 auto;padding:1rem}"
    ".sentence{text-align:start}[dir=rtl]{font-family:'Noto Naskh Arabic','Amiri',serif;line-height:2}"
    ".about{margin-top:1rem;font-size:.75em;opacity:.75;text-align:start}"
)


@dataclass(frozen=True, slots=True)
class SentenceCard:
    """A sentence, its translation and where they are from; texts are plain text.

    `source` is the language of `sentence`, `target` that of `translation`, both codes; `note` is the
    reader's on the passage.
    """

    sentence: str
    translation: str
    source: str
    target: str
    title: str = ""
    site: str = ""
    url: str = ""
    note: str = ""
    tags: Sequence[str] = ()

    @property
    def key(self) -> str:
        """What makes two cards the same: the sentence, its article and the languages; no translation."""
        parts = (web_address(self.url) or self.title, self.source, self.target, one_line(self.sentence))
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]

    @property
    def sound(self) -> str:
        """What the sentence's recording is called, without an ending: one for all cards that have it."""
        said = "\x1f".join((self.source, one_line(self.sentence)))
        return f"liseuse-{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:20]}"


def write_apkg(
    file: BinaryIO,
    cards: Iterable[SentenceCard],
    moment: float,
    record: Callable[[SentenceCard], Path | None] | None = None,
) -> None:
    """Write the file. Cards that are the same are one with all their notes; each pair of languages is a deck.

    Args:
        file: what to write into.
        cards: what to learn, in this order.
        moment: seconds since 1970; Anki takes over what is newer than what it has.
        record: gives a card's recording, `None` for none; asked once for all cards with the same sentence
            (`SentenceCard.sound`). It is packed before the next is asked for, and no longer needed then.
    """
    learnt = list(_merged(cards))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        sounds = _pack_sounds(packed, learnt, record) if record is not None else {}
        packed.writestr("collection.anki2", _collection(learnt, moment, sounds))
        packed.writestr("media", json.dumps({str(n): name for n, name in enumerate(sounds.values())}))


def _pack_sounds(
    packed: zipfile.ZipFile, cards: Iterable[SentenceCard], record: Callable[[SentenceCard], Path | None]
) -> dict[str, str]:
    """The names of the recordings that are in the file, by what each says; their order numbers them."""
    sounds: dict[str, str] = {}
    for sound, card in {card.sound: card for card in cards}.items():
        if (recording := record(card)) is not None:
            packed.write(recording, str(len(sounds)))
            sounds[sound] = recording.name
    return sounds


def _collection(cards: Iterable[SentenceCard], moment: float, sounds: Mapping[str, str]) -> bytes:
    """Anki's database of cards, some with recordings, named as `SentenceCard.sound` says."""
    import genanki

    model, decks = _model(), dict[tuple[str, str], genanki.Deck]()
    for card in cards:
        pair = card.source, card.target
        if pair not in decks:
            decks[pair] = genanki.Deck(_deck_number(pair), _deck_name(pair))
        decks[pair].add_note(_note(model, card, sounds.get(card.sound, "")))
    database = sqlite3.connect(":memory:")
    try:
        genanki.Package(list(decks.values())).write_to_db(
            database.cursor(), moment, itertools.count(int(moment * 1000))
        )
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _merged(cards: Iterable[SentenceCard]) -> Iterator[SentenceCard]:
    """Each card once, where it came first, as it was last; two passages of one sentence have two notes."""
    same: dict[str, list[SentenceCard]] = {}
    for card in cards:
        same.setdefault(card.key, []).append(card)
    for found in same.values():
        notes = dict.fromkeys(card.note for card in found if card.note)
        yield replace(found[-1], note=" · ".join(notes))


def _model() -> genanki.Model:
    import genanki

    return genanki.Model(
        _MODEL,
        "Liseuse",
        fields=[{"name": name} for name in (*FIELDS, *_LANGUAGES)],
        templates=[{"name": "Sentence", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )


def _note(model: genanki.Model, card: SentenceCard, sound: str) -> genanki.Note:
    import genanki

    texts = (card.sentence, card.translation, card.title, card.site, web_address(card.url), card.note)
    languages = (
        *(card.source, direction_of(card.source).value),
        *(card.target, direction_of(card.target).value),
    )
    return genanki.Note(
        model,
        fields=[
            *map(_field, texts),
            f"[sound:{sound}]" if sound else "",
            *map(_field, languages),
        ],
        sort_field=one_line(card.sentence),
        tags=[tag for tag in (_tag(one_line(name)) for name in card.tags) if tag],
        guid=card.key,
    )


def _field(text: str) -> str:
    """Text as Anki shows it: no markup, and no `[sound:…]` or `[latex]`, which it would act on."""
    return escape(one_line(text)).replace("[", "&#91;")


def _tag(name: str) -> str:
    """A tag as Anki has them: one word, `::` between the levels, which ours do not have."""
    return "_".join(name.replace("::", ":").replace('"', "").split())


def _deck_number(pair: tuple[str, str]) -> int:
    digest = hashlib.sha256("-".join(pair).encode("utf-8", "replace")).digest()
    return _DECKS + int.from_bytes(digest[:4], "big")


def _deck_name(pair: tuple[str, str]) -> str:
    names = (one_line(language(code).own_name).replace("::", ":") or "—" for code in pair)
    return "Liseuse::" + " → ".join(names)
