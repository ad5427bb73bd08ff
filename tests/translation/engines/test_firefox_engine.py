"""The engine for Firefox models on real weights: odd input, damage, files that do not belong together."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from reader.core.alignment import decode, project, words
from reader.core.errors import ReaderError
from reader.core.model import SentenceState
from reader.translation.engines.firefox_engine import FirefoxEngine
from reader.translation.engines.firefox_files import CutFileError, model_sizes
from reader.translation.engines.shortlist import Shortlist
from reader.translation.quality.certain_links import certain_links, with_certain_links
from tests.support.firefox_models import installed_model, needs_models

pytestmark = [pytest.mark.models, needs_models]

SENTENCE = "O governo português anunciou hoje que vai reduzir os impostos a partir de janeiro de 2027."


@pytest.fixture(scope="module", autouse=True)
def no_engine_left() -> Iterator[None]:
    """Ends every engine here: as garbage of another test's thread it would complain of the thread."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(installed_model(tmp_path_factory.mktemp("models")).path)


@pytest.fixture(scope="module")
def engine(package: Path) -> FirefoxEngine:
    return FirefoxEngine(package, certain_links)


@pytest.fixture
def copied(package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(package, tmp_path / "copy"))


def changed(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of a package and note its new check sum, as an install of such a file would."""
    path = folder / name
    path.write_bytes(change(path.read_bytes()))
    description = json.loads((folder / "metadata.json").read_text())
    kinds = {"model.bin": "model", "lex.bin": "lex", "vocab.spm": "vocab"}
    description["files"][kinds[name]] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "metadata.json").write_text(json.dumps(description))


def test_it_translates_and_links_the_words(engine: FirefoxEngine) -> None:
    result = engine.translate([SENTENCE])[0]
    assert "government" in result.text and "2027" in result.text and result.score == 0.0
    here = [SENTENCE[slice(*span)] for span in words(SENTENCE)]
    there = [result.text[slice(*span)] for span in words(result.text)]
    pairs = {(here[s], there[t]) for s, t in decode(result.alignment)}
    assert {
        ("governo", "government"),
        ("janeiro", "January"),
        ("2027", "2027"),
        ("impostos", "taxes"),
    } <= pairs
    assert with_certain_links(SENTENCE, result.text, result.alignment, "pt") == result.alignment


MARKED = (
    ("O presidente da câmara disse que *todas as crianças* da cidade terão um cartão.", "all children"),
    ("Os horários estão no *novo sítio* da biblioteca.", "new"),
    ("A biblioteca de Lisboa reabriu, depois de *três anos* de obras.", "three years"),
    (
        "O ministro das Finanças apresentou ontem o *novo orçamento do Estado* no parlamento.",
        "new state budget",
    ),
    ("Segundo a *polícia judiciária*, o suspeito fugiu de carro para Espanha.", "judicial police"),
    ("Os médicos dizem que a *vacina contra a gripe* é segura para as grávidas.", "flu vaccine"),
    ("O preço da gasolina subiu *dez cêntimos* em apenas uma semana.", "ten cents"),
    ("Muitos *jovens portugueses* emigram porque os salários são baixos.", "young Portuguese people"),
    ("A *empresa alemã* vai despedir mil trabalhadores até ao fim do ano.", "German company"),
    ("O filme conta a história de *uma menina* que perde o seu cão.", "girl"),
)
"""Marked words, and what must be marked in the translation whatever else is."""


def test_markup_goes_with_its_words(engine: FirefoxEngine) -> None:
    sources = [text.replace("*", "") for text, _ in MARKED]
    for (text, wanted), source, result in zip(MARKED, sources, engine.translate(sources), strict=True):
        start = text.index("*")
        span = (start, start + len(text.split("*")[1]))
        found = " ".join(result.text[a:b] for a, b in project(source, result.text, result.alignment, span))
        assert wanted in found and len(found.split()) <= len(wanted.split()) + 3, (found, result.text)


def test_odd_input_is_kept_or_translated_without_harm(engine: FirefoxEngine) -> None:
    given = [
        "",
        "  ",
        "🙂",
        "12 345",
        "https://example.org/x=1",
        "Olá\nmundo.",
        "Bom dia\0",
        "\ud800 Lisboa.",
    ]
    results = engine.translate(given)
    assert [r.state for r in results[:5]] == [SentenceState.KEPT] * 5
    assert [r.text for r in results[:5]] == given[:5]
    assert all(r.state is SentenceState.OK and r.text for r in results[5:])


def test_a_sentence_of_1200_words_is_cut_and_translated_whole(engine: FirefoxEngine) -> None:
    long = " ".join(["O João comprou um livro novo em Lisboa e voltou para casa,"] * 100)
    assert len(long.split()) == 1200
    result = engine.translate([long])[0]
    assert result.state is SentenceState.OK
    assert result.text.count("Lisbon") > 80


def test_each_file_is_read_once(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = Path.open

    def noted(path: Path, *args: Any, **named: Any) -> Any:
        opened.append(path.name)
        return real(path, *args, **named)

    monkeypatch.setattr(Path, "open", noted)
    FirefoxEngine(package)
    assert sorted(opened) == ["lex.bin", "metadata.json", "model.bin", "vocab.spm"]


@pytest.mark.parametrize("name", ["model.bin", "lex.bin", "vocab.spm"])
def test_a_file_that_changed_on_the_disk_is_not_loaded(copied: Path, name: str) -> None:
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)
    with pytest.raises(ReaderError) as caught:
        FirefoxEngine(copied)
    assert caught.value.kind == "model-broken" and "not the file that was installed" in caught.value.detail


@pytest.mark.parametrize("name", ["model.bin", "lex.bin", "vocab.spm"])
def test_a_cut_file_is_refused_even_with_a_fitting_check_sum(copied: Path, name: str) -> None:
    changed(copied, name, lambda data: data[: len(data) // 2])
    with pytest.raises(ReaderError) as caught:
        FirefoxEngine(copied)
    assert caught.value.kind == "model-broken"


def test_another_models_vocabulary_garbles_figures_and_is_refused(copied: Path, tmp_path: Path) -> None:
    other = Path(installed_model(tmp_path / "others", "enpt").path) / "vocab.spm"
    changed(copied, "vocab.spm", lambda _: other.read_bytes())
    with pytest.raises(ReaderError) as caught:
        FirefoxEngine(copied)
    assert caught.value.kind == "model-broken" and "figures" in caught.value.detail


def test_a_missing_file_and_no_description_are_broken(copied: Path) -> None:
    (copied / "lex.bin").unlink()
    with pytest.raises(ReaderError, match="model-broken"):
        FirefoxEngine(copied)
    (copied / "metadata.json").write_text("[]")
    with pytest.raises(ReaderError, match="model-broken"):
        FirefoxEngine(copied)


def test_the_head_of_a_model_says_what_it_is(package: Path, tmp_path: Path) -> None:
    assert model_sizes(package / "model.bin").source == 32_000
    data = (package / "model.bin").read_bytes()
    path = tmp_path / "model.bin"
    for bad in (
        b"",
        b"hello" * 100,
        struct.pack("<QQ", 1, 1 << 60),
        struct.pack("<QQQQQQ", 1, 1, 9, 9, 9, 1 << 60),
    ):
        path.write_bytes(bad)
        with pytest.raises(ValueError):
            model_sizes(path)
    path.write_bytes(data.replace(b"\ntype: transformer\n", b"\ntype: amun-amun-am\n"))
    with pytest.raises(ValueError, match="architecture"):
        model_sizes(path)
    path.write_bytes(data[:-1])
    with pytest.raises(CutFileError):
        model_sizes(path)


def test_a_shortlist_with_wrong_numbers_is_refused(package: Path) -> None:
    data = (package / "lex.bin").read_bytes()
    assert len(Shortlist(data, (32_000, 32_000)).of(500)) > 5
    beyond = data[:-4] + struct.pack("<I", 32_000)
    crossed = data[:64] + struct.pack("<Q", 1 << 40) + data[72:]
    for bad in (data[:40], data[:-4], beyond, crossed, b"x" * len(data)):
        with pytest.raises(ValueError):
            Shortlist(bad, (32_000, 32_000))
    with pytest.raises(ValueError):
        Shortlist(data, (16_000, 32_000))


def test_a_panic_of_the_engine_is_a_broken_model(package: Path) -> None:
    """Given to the engine by another thread, as nothing here does: the panic is no `Exception`."""
    engine = FirefoxEngine(package)
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            engine.translate([SENTENCE])
        except BaseException as error:  # noqa: BLE001 - what is looked at here
            caught.append(error)

    gc.collect()  # an engine of another test must not end, as garbage, in the thread below
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert isinstance(caught[0], ReaderError) and caught[0].kind == "model-broken"


def test_without_the_optional_part_it_says_so(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(ReaderError) as caught:
        FirefoxEngine(package)
    assert caught.value.kind == "engine-missing" and not caught.value.retryable
