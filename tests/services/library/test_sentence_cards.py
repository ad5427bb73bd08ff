"""Sentence pairs for learning: which ones of an article, which ones of its highlights."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import (
    Block,
    BlockKind,
    Document,
    Hop,
    Part,
    Route,
    Sentence,
    SentenceState,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.progress import Cancelled, Progress
from reader.core.sentence_key import sentence_key
from reader.exchange.anki_cards import SentenceCard
from reader.services.library.annotate_article import Passage, mark_passage
from reader.services.library.export_articles import FORMS, ArticlesChoice, export_articles
from reader.services.library.record_cards import MOST_IN_A_ROW, CardRecorder
from reader.services.library.sentence_cards import sentence_cards
from reader.services.library.voice_files import LONGEST, VoiceFiles, apple_voice, without_commands
from reader.services.library_session import LibrarySession
from tests.support.failing_voice import lay_failing_voice

TEXTS = ("L'eau manque.", "Il pleut.", "Le chat dort.", "12 345", "Rabat")
TARGETS = ("الماء قليل.", "Il fait beau.", "القط نائم.", "12 345", "Rabat")
STATES = (SentenceState.OK, SentenceState.SUSPECT, SentenceState.OK, SentenceState.OK, SentenceState.KEPT)


def add_article(session: LibrarySession, name: str, translated: bool = True, source: str = "fr") -> int:
    text = " ".join(TEXTS)
    sentences = []
    for one in TEXTS:
        start = text.index(one)
        sentences.append(Sentence(one, 0, start, start + len(one)))
    block = Block("p1", BlockKind.PARAGRAPH, (Part(text, text),), sentences=tuple(sentences))
    made = Document(f"https://a.example/{name}", "Titre", (block,), "", language=source, site="LeBrief")
    number = session.articles.add(made, made.url, name, "2026-11-25T08:00:00+00:00")
    if translated:
        pairs = tuple(
            TranslatedSentence(source, target, state=state)
            for source, target, state in zip(TEXTS, TARGETS, STATES, strict=True)
        )
        title = TranslatedBlock("title", (TranslatedSentence("Titre", "عنوان"),))
        route = Route((Hop(source, "ar", "fr_ar", "1.0"),))
        stored = [(sentence_key(pair.source), pair) for pair in (*pairs, *title.sentences)]
        session.translations.store(stored, source, "ar", route.key)
        shown = Translation("ar", route, title, None, (TranslatedBlock("p1", pairs),))
        session.translations.record(number, shown)
    return number


def test_all_sentences_that_can_be_learnt(session: LibrarySession) -> None:
    cards = sentence_cards(session, add_article(session, "a"))
    assert [(card.sentence, card.translation) for card in cards] == [
        ("Titre", "عنوان"),
        (TEXTS[0], TARGETS[0]),
        (TEXTS[2], TARGETS[2]),
    ]
    assert {(card.source, card.target, card.title, card.site) for card in cards} == {
        ("fr", "ar", "Titre", "LeBrief")
    }


def test_only_what_is_highlighted_with_its_note(session: LibrarySession) -> None:
    number = add_article(session, "a")
    mark_passage(session, number, Passage("fr", "p1", 1, 0, 3, "Il p", 2), note="temps")
    mark_passage(session, number, Passage("ar", "p1", 0, 0, 3, "الم"))
    cards = sentence_cards(session, number, ("ar",), highlights=True)
    assert sorted((card.sentence, card.note) for card in cards) == [
        ("Il pleut.", "temps"),
        ("L'eau manque.", ""),
        ("Le chat dort.", "temps"),
    ]


def test_an_article_without_translation_is_told_and_the_others_are_written(
    session: LibrarySession, tmp_path: Path
) -> None:
    with_it, without = add_article(session, "a"), add_article(session, "b", translated=False)
    with pytest.raises(ReaderError, match="not-translated"):
        sentence_cards(session, without)
    done = export_articles(session, [with_it, without], tmp_path / "cards.apkg", "apkg")
    assert done.articles == 1 and done.failed[without].kind == "not-translated"
    assert zipfile.is_zipfile(tmp_path / "cards.apkg")
    stopped = Progress()
    stopped.cancel()
    for form in FORMS:
        with pytest.raises(Cancelled):
            export_articles(session, [with_it], tmp_path / "stopped", form, progress=stopped)
    assert not (tmp_path / "stopped").exists()
    none = export_articles(
        session, [with_it], tmp_path / "none.apkg", "apkg", ArticlesChoice(highlights=True)
    )
    assert none.written == () and none.articles == 0 and not (tmp_path / "none.apkg").exists()


def spoken(path: Path) -> tuple[list[str], dict[str, bytes]]:
    """The field of each card that names its recording, and the recordings by their names."""
    with zipfile.ZipFile(path) as packed:
        names: dict[str, str] = json.loads(packed.read("media"))
        found = {name: packed.read(number) for number, name in names.items()}
        database = sqlite3.connect(":memory:")
        database.deserialize(packed.read("collection.anki2"))
        rows = database.execute("SELECT flds FROM notes ORDER BY id").fetchall()
        database.close()
    return [row[0].split("\x1f")[6] for row in rows], found


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_voice_of_the_system_says_each_sentence_once(session: LibrarySession, tmp_path: Path) -> None:
    ids = [add_article(session, "a"), add_article(session, "b")]
    steps: list[tuple[int, int, str]] = []
    progress = Progress(lambda done, total, text: steps.append((done, total, text)))
    path = tmp_path / "cards.apkg"
    done = export_articles(session, ids, path, "apkg", ArticlesChoice(audio=True), progress)
    assert (done.written, done.articles) == ((path,), 2)
    fields, found = spoken(path)
    assert len(fields) == 6 and len(found) == 3 and set(fields) == {f"[sound:{name}]" for name in found}
    kinds = {b"RIFF", b"ID3\x03", b"ID3\x04", b"\xff\xfb"}
    assert all(data.startswith(tuple(kinds)) and len(data) > 2_000 for data in found.values())
    assert len(set(found.values())) == 3
    assert steps[-1] == (2, 3, "speaking")
    export_articles(session, ids, path, "apkg")
    assert spoken(path) == ([""] * 6, {})


@pytest.fixture
def failing_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = lay_failing_voice(tmp_path / "voice")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    return folder


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_sentence_that_fails_leaves_the_others_said_and_is_told(
    session: LibrarySession, tmp_path: Path, failing_voice: Path
) -> None:
    (failing_voice / "failing").write_text("eau\n")
    path = tmp_path / "cards.apkg"
    done = export_articles(session, [add_article(session, "a")], path, "apkg", ArticlesChoice(audio=True))
    assert (done.written, done.articles, done.unsaid) == ((path,), 1, 1)
    fields, found = spoken(path)
    assert len(fields) == 3 and len(found) == 2 and fields.count("") == 1
    assert {name for name in fields if name} == {f"[sound:{name}]" for name in found}


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_no_more_than_one_recording_lies_on_the_disk(
    session: LibrarySession, tmp_path: Path, failing_voice: Path
) -> None:
    (failing_voice / "failing").write_text("Titre\n")
    number = add_article(session, "a")
    export_articles(session, [number], tmp_path / "cards.apkg", "apkg", ArticlesChoice(audio=True))
    assert (failing_voice / "lying").read_text().split() == ["0"] * 3


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_voice_that_fails_on_all_leaves_no_file(
    session: LibrarySession, tmp_path: Path, failing_voice: Path
) -> None:
    (failing_voice / "failing").write_text(".\n")
    path = tmp_path / "cards.apkg"
    with pytest.raises(ReaderError) as error:
        export_articles(session, [add_article(session, "a")], path, "apkg", ArticlesChoice(audio=True))
    assert error.value.kind == "voice-failed" and not path.exists()
    assert sorted(left.name for left in tmp_path.iterdir() if left.suffix in (".part", ".apkg")) == []


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_voice_that_goes_on_failing_is_asked_no_more_and_that_of_another_language_is(
    tmp_path: Path, failing_voice: Path
) -> None:
    (failing_voice / "failing").write_text("Phrase\n")
    cards = [SentenceCard(f"Phrase {n}.", "", "fr", "ar") for n in range(MOST_IN_A_ROW + 2)]
    cards += [SentenceCard("Sea water rises.", "", "en", "ar")]
    folder = tmp_path / "recordings"
    folder.mkdir()
    recorder = CardRecorder(folder, cards, Progress())
    said = [recorder.record(card) is not None for card in cards]
    assert said == [False] * (MOST_IN_A_ROW + 2) + [True]
    assert len((failing_voice / "lying").read_text().split()) == MOST_IN_A_ROW + 1
    recorder.finish()
    assert recorder.unsaid == MOST_IN_A_ROW + 2


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_folder_for_recordings_that_is_gone_is_told(
    session: LibrarySession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, path = add_article(session, "a"), tmp_path / "cards.apkg"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(ReaderError) as error:
        export_articles(session, [number], path, "apkg", ArticlesChoice(audio=True))
    assert error.value.kind == "folder-missing" and not path.exists()


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_what_no_voice_can_say_is_told_before_anything_is_written(
    session: LibrarySession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = VoiceFiles(tmp_path)
    for code in ("xx", "../..", "-w"):
        with pytest.raises(ReaderError) as error:
            voices.say("Bonjour.", code, "a")
        assert error.value.kind == "no-voice"
    assert voices.say("… !", "fr", "a") is None
    assert voices.say("a" * (LONGEST + 1), "fr", "a") is None
    file = voices.say("-w /dev/null [[ <voice> \u202eBonjour\x00", "fr-MA", "b")
    assert file is not None and file.parent == tmp_path and file.stem == "b"

    path = tmp_path / "cards.apkg"
    number = add_article(session, "a")
    with pytest.raises(Cancelled):
        progress = Progress()
        progress.cancel()
        export_articles(session, [number], path, "apkg", ArticlesChoice(audio=True), progress)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReaderError) as error:
        export_articles(session, [number], path, "apkg", ArticlesChoice(audio=True))
    assert error.value.kind == "no-voice-files" and not path.exists()


def test_the_voices_that_macos_lists() -> None:
    listed = (
        "Alex                en_US    # Most people recognize me by my voice.\n"
        "Amélie              fr_CA    # Bonjour, je m’appelle Amélie.\n"
        "Eddy (Français (France)) fr_FR    # Bonjour, je m’appelle Eddy.\n"
        "Majed               ar_001   # مرحبًا! اسمي ماجد.\n"
    )
    assert [apple_voice(listed, code) for code in ("en", "fr", "ar", "de")] == ["Alex", "Amélie", "Majed", ""]
    assert apple_voice(listed.split("\n")[2], "fr") == "Eddy (Français (France))"


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_language_without_a_voice_is_told_before_any_sentence_is_said(
    session: LibrarySession, tmp_path: Path
) -> None:
    ids = [add_article(session, "a"), add_article(session, "b", source="xx")]
    steps: list[str] = []
    progress = Progress(lambda _done, _total, text: steps.append(text))
    with pytest.raises(ReaderError) as error:
        export_articles(session, ids, tmp_path / "cards.apkg", "apkg", ArticlesChoice(audio=True), progress)
    assert error.value.kind == "no-voice" and "speaking" not in steps


@pytest.mark.parametrize("brackets", range(1, 6))
def test_no_text_gives_a_voice_commands(brackets: int) -> None:
    said = without_commands(f"a {'[' * brackets}volm 0]] b")
    assert "[[" not in said and said.count("[") == brackets
