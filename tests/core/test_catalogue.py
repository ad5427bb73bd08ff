"""Translations read from .ts files, compared with Qt's own reading of the same file."""

from __future__ import annotations

import logging
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.core.catalogue import TsCatalogue, plural_form

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}" sourcelanguage="en">
<context>
    <name>errors</name>
    <message><location filename="x.py" line="1"/><source>We couldn’t find {{host}}.</source>
        <translation>{{host}} : introuvable &amp; perdu.</translation></message>
    <message><source>Unfinished</source><translation type="unfinished">Presque</translation></message>
    <message><source>Empty</source><translation type="unfinished"></translation></message>
    <message><source>Gone</source><translation type="vanished">Parti</translation></message>
</context>
<context>
    <name>list</name>
    <message numerus="yes"><source>%n article(s)</source><translation>{forms}</translation></message>
    <message><source>Empty</source><translation>Vide</translation></message>
</context>
</TS>
"""
FORMS = {"en": 2, "fr": 2, "ar": 6}
NUMBERS = [*range(0, 130), 200, 201, 202, 203, 211, 1_000, 1_001, 1_003, 1_000_000]


def write(folder: Path, language: str) -> Path:
    forms = "".join(f"<numerusform>{index}: %n</numerusform>" for index in range(FORMS[language]))
    file = folder / f"liseuse_{language}.ts"
    file.write_text(TS.format(language=language, forms=forms), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: 1, 1: 0, 2: 1, 21: 1}),
        ("fr", {0: 0, 1: 0, 2: 1, 1_000_000: 1}),
        ("fr-MA", {1: 0, 2: 1}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4, 1_000: 5}),
        ("xx", {1: 0, 0: 1, 5: 1}),
    ],
)
def test_plural_rules(language: str, forms: dict[int, int]) -> None:
    assert {n: plural_form(language, n) for n in forms} == forms


def test_negative_numbers_count_like_positive_ones() -> None:
    assert plural_form("ar", -2) == 2


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_plurals_are_those_of_qt(language: str, tmp_path: Path) -> None:
    core = pytest.importorskip("PySide6.QtCore")
    tool = shutil.which("pyside6-lrelease", path=str(Path(shutil.sys.executable).parent))  # type: ignore[attr-defined]
    if tool is None:
        pytest.skip("pyside6-lrelease is not installed")
    file = write(tmp_path, language)
    compiled = tmp_path / "out.qm"
    subprocess.run([tool, str(file), "-qm", str(compiled)], check=True, capture_output=True)
    qt = core.QTranslator()
    assert qt.load(str(compiled))
    ours = TsCatalogue.load(file, language)
    for n in NUMBERS:
        theirs = qt.translate("list", "%n article(s)", None, n).replace("%n", str(n))
        assert ours.plural("list", "%n article(s)", n) == theirs, n
    assert ours.translate("errors", "We couldn’t find {host}.") == qt.translate(
        "errors", "We couldn’t find {host}."
    )


def test_texts(tmp_path: Path) -> None:
    catalogue = TsCatalogue.from_folder(write(tmp_path, "fr").parent, "fr_MA")
    assert catalogue.translate("errors", "We couldn’t find {host}.") == "{host} : introuvable & perdu."
    assert catalogue.translate("errors", "Unfinished") == "Presque"
    assert catalogue.translate("errors", "Empty") == "Empty"
    assert catalogue.translate("list", "Empty") == "Vide"
    assert catalogue.translate("errors", "Gone") == "Gone"
    assert catalogue.translate("nowhere", "Unknown") == "Unknown"


def test_english_needs_no_file(tmp_path: Path) -> None:
    catalogue = TsCatalogue.from_folder(tmp_path, "en")
    assert catalogue.translate("errors", "Text") == "Text"
    assert [catalogue.plural("list", "%n article(s)", n) for n in (0, 1, 2)] == [
        "0 articles",
        "1 article",
        "2 articles",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<TS><context>",
        b"\xff\xfe\x00",
        b'<!DOCTYPE TS [<!ENTITY a "b">]><TS><context><name>errors</name><message><source>Text</source>'
        b"<translation>&a;</translation></message></context></TS>",
    ],
)
def test_damaged_file_means_english(content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "liseuse_fr.ts"
    file.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert TsCatalogue.load(file, "fr").translate("errors", "Text") == "Text"
    assert "liseuse_fr.ts" in caplog.text


def test_missing_form_falls_back(tmp_path: Path) -> None:
    file = write(tmp_path, "fr")
    file.write_text(file.read_text("utf-8").replace("<numerusform>1: %n</numerusform>", ""), "utf-8")
    assert TsCatalogue.load(file, "fr").plural("list", "%n article(s)", 5) == "5 articles"
