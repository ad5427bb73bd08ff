"""What leads to a translation without demonstration models, by the list of models and what is installed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from reader.services.library_session import LibrarySession
from reader.services.translation.better_models import BetterModels, better_models, can_translate
from reader.services.translation.manage_packages import list_packages, remove_package
from reader.settings.paths import resource
from reader.translation.packages.packages import install

pytestmark = pytest.mark.models


def pairs(found: BetterModels | None) -> list[str]:
    return [package.pair for package in found.missing] if found is not None else []


def of_another_maker(folder: Path) -> Path:
    """The demonstration from French to English in a file that nobody knows."""
    (shipped,) = resource("models").glob("*fr_en*")
    file = folder / "own.argosmodel"
    with zipfile.ZipFile(shipped) as source, zipfile.ZipFile(file, "w") as made:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith("metadata.json"):
                data = json.dumps({**json.loads(data), "package_version": "7.1"}).encode()
            made.writestr(entry.filename, data)
    return file


def test_both_official_packages_lead_from_french_to_arabic(session: LibrarySession) -> None:
    list_packages(session)  # the demonstrations are no way to good Arabic
    arabic, english = better_models(session, "fr", "ar"), better_models(session, "fr", "en")
    assert arabic is not None and english is not None
    assert arabic.languages == ("fr", "en", "ar") and pairs(arabic) == ["fr-en", "en-ar"]
    assert arabic.size_bytes == 66585033 + 88502631
    assert arabic.needed and english.needed
    assert arabic.leaves_sentences, "its Arabic package gives a part of the sentences back in English"
    assert pairs(english) == ["fr-en"] and not english.leaves_sentences
    assert better_models(session, "de", "ar") is None


def test_what_is_installed_is_not_downloaded_again(session: LibrarySession, tmp_path: Path) -> None:
    install(of_another_maker(tmp_path), session.paths.models)
    assert pairs(better_models(session, "fr", "ar")) == ["en-ar"]
    there, arabic = better_models(session, "fr", "en"), better_models(session, "fr", "ar")
    assert there is not None and there.missing == () and not there.needed
    assert arabic is not None and arabic.needed, "half of the way is a demonstration still"


def test_models_are_not_needed_beside_a_server_that_translates(session: LibrarySession) -> None:
    session.settings.set("translation_server", "http://127.0.0.1:5000")
    english = better_models(session, "fr", "en")
    assert english is not None and english.missing and not english.needed


def test_a_region_leads_the_way_of_its_language(session: LibrarySession) -> None:
    assert pairs(better_models(session, "fr-MA", "en")) == ["fr-en"]


def test_what_can_be_translated_is_known_before_anything_is_installed(session: LibrarySession) -> None:
    ways = [("fr", "ar"), ("fr-MA", "en"), ("en", "ar"), ("de", "ar"), ("fr", "de")]
    assert [can_translate(session, *way) for way in ways] == [True, True, True, False, False]
    list_packages(session)
    remove_package(session, "en-ar")
    assert [can_translate(session, *way) for way in ways] == [False, True, False, False, False]
    session.settings.set("translation_server", "http://127.0.0.1:5000")
    assert can_translate(session, "de", "ar"), "the reader's server may know it"
