"""Cards for Anki: what is in the file, what a second export does, and texts that try to be more than text."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import sqlite3
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.exchange.anki_cards import FIELDS, SentenceCard, write_apkg

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "data" / "naughty_strings" / "blns.json").read_text("utf-8")
)
NOW = 1_764_288_000.0
CARD = SentenceCard(
    "L'eau manque.",
    "الماء قليل.",
    "fr",
    "ar",
    "Un <titre>",
    "LeBrief",
    "https://www.lebrief.ma/a?b=1",
    "à revoir",
    ("eau douce", "a::b"),
)


def packed_cards(cards: list[SentenceCard], moment: float, sounds: dict[str, Path] | None = None) -> bytes:
    file = io.BytesIO()
    write_apkg(file, cards, moment, (lambda card: sounds.get(card.sound)) if sounds else None)
    return file.getvalue()


def rows(data: bytes, query: str) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None and set(packed.namelist()) == {"collection.anki2", "media"}
        with contextlib.closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(packed.read("collection.anki2"))
            return database.execute(query).fetchall()


def notes(data: bytes) -> list[tuple[str, list[str], str]]:
    found = rows(data, "SELECT guid, flds, tags FROM notes ORDER BY id")
    return [(guid, fields.split("\x1f"), tags) for guid, fields, tags in found]


def test_a_card_has_its_pair_source_and_directions() -> None:
    data = packed_cards([CARD, replace(CARD, target="en", translation="Water is short.")], NOW)
    (_, first, tags), (_, second, _) = notes(data)
    assert dict(zip(FIELDS, first, strict=False)) == {
        "Sentence": "L&#x27;eau manque.",
        "Translation": "الماء قليل.",
        "Title": "Un &lt;titre&gt;",
        "Source": "LeBrief",
        "Address": "https://www.lebrief.ma/a?b=1",
        "Note": "à revoir",
        "Audio": "",
    }
    assert first[len(FIELDS) :] == ["fr", "ltr", "ar", "rtl"] and second[len(FIELDS) :] == [
        "fr",
        "ltr",
        "en",
        "ltr",
    ]
    assert tags.split() == ["eau_douce", "a:b"]
    decks = json.loads(rows(data, "SELECT decks FROM col")[0][0])
    assert {deck["name"] for deck in decks.values()} == {
        "Default",
        "Liseuse::Français → العربية",
        "Liseuse::Français → English",
    }


def test_a_second_export_knows_its_cards_again() -> None:
    first = notes(packed_cards([CARD, CARD], NOW))
    second = notes(packed_cards([replace(CARD, translation="الماء شحيح.", title="Autre")], NOW + 60))
    assert len(first) == len(second) == 1 and first[0][0] == second[0][0]
    others = [
        replace(CARD, sentence="Il pleut."),
        replace(CARD, url="https://b.example/"),
        replace(CARD, target="en"),
    ]
    assert len({one.key for one in (CARD, *others)}) == 4


def test_two_passages_of_a_sentence_keep_both_notes() -> None:
    cards = [CARD, replace(CARD, note=""), replace(CARD, note="bel exemple"), CARD]
    ((_, fields, _),) = notes(packed_cards(cards, NOW))
    assert fields[FIELDS.index("Note")] == "à revoir · bel exemple"


def test_nothing_of_it_is_left_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    packed_cards([CARD], NOW)
    assert not list(tmp_path.iterdir())


def hostile() -> list[SentenceCard]:
    texts = [
        *NAUGHTY,
        "a\x1fb",
        "\ud800",
        "[sound:x.mp3] [latex]\\input{x}[/latex]",
        "{{c1::x}} {{FrontSide}}",
    ]
    return [SentenceCard(f"{n} {t}", t, t, t, t, t, t, t, (t,)) for n, t in enumerate(texts)]


def test_naughty_texts_stay_text() -> None:
    cards = hostile()
    found = notes(packed_cards(cards, NOW))
    assert len(found) == len(cards)
    for _, fields, _ in found:
        assert len(fields) == len(FIELDS) + 4
        assert not any(sign in field for field in fields for sign in ("<", ">", '"', "["))
        address = fields[FIELDS.index("Address")]
        assert not address or address.lower().startswith("http")


@pytest.mark.skipif(importlib.util.find_spec("anki") is None, reason="anki is not installed")
def test_anki_takes_it_and_a_second_export_updates(tmp_path: Path) -> None:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(tmp_path / "collection.anki2"))

    def taken(cards: list[SentenceCard], moment: float, sounds: dict[str, Path] | None = None) -> Any:
        file = tmp_path / "cards.apkg"
        file.write_bytes(packed_cards(cards, moment, sounds))
        wanted = ImportAnkiPackageRequest(package_path=str(file), options=ImportAnkiPackageOptions())
        return collection.import_anki_package(wanted).log

    try:
        assert len(taken([CARD, *hostile()], NOW).new) == len(hostile()) + 1
        log = taken([replace(CARD, translation="الماء شحيح.")], NOW + 60)
        assert (len(log.new), len(log.updated)) == (0, 1)
        (number,) = collection.find_notes("شحيح")
        (card,) = collection.get_note(number).cards()
        assert '<div class="sentence" lang="ar" dir="rtl">الماء شحيح.</div>' in card.answer()
        assert 'lang="fr" dir="ltr">L&#x27;eau manque.' in card.question().replace("'", "&#x27;")
        assert collection.decks.name(card.did) == "Liseuse::Français → العربية"
        sound = tmp_path / f"{CARD.sound}.wav"
        sound.write_bytes(b"RIFF")
        cards = [CARD, replace(CARD, target="en", translation="Water is short.")]
        log = taken(cards, NOW + 120, {CARD.sound: sound})
        assert (len(log.new), len(log.updated)) == (1, 1)
        (card,) = collection.get_note(number).cards()
        assert [tag.filename for tag in card.question_av_tags()] == [sound.name]
        assert Path(collection.media.dir(), sound.name).read_bytes() == b"RIFF"
    finally:
        collection.close()
