"""The engine on the shipped packages: parity with Argos' settings, odd input, broken models."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.core.errors import ReaderError
from reader.core.model import SentenceState
from reader.translation.engines import argos_engine
from reader.translation.engines.argos_engine import ArgosEngine
from reader.translation.engines.argos_library import load_package
from reader.translation.engines.engine import Search
from tests.translation.engines.argos_alone import as_argos

SENTENCES = [
    "Le Roi Mohammed VI adressera un discours à son peuple ce soir.",
    "Le gouvernement a adopté la loi de finances.",
    "Rabat",
    "Il pleut à Casablanca depuis trois jours, et les routes sont coupées.",
    "Qui a voté pour la résolution ?",
    "L’ONU a appelé les deux pays à reprendre les négociations « sans délai ».",
    "La croissance atteindra 4,5 % en 2026.",
    "Les élèves sont rentrés à l’école.",
]


@pytest.fixture(scope="module")
def fr_en(models_folder: Path) -> Path:
    return next(models_folder.glob("translate-fr_en-*"))


@pytest.fixture(scope="module")
def engine(fr_en: Path) -> ArgosEngine:
    return ArgosEngine(fr_en)


def test_the_same_sentence_gives_what_argos_gives(fr_en: Path, engine: ArgosEngine) -> None:
    assert [r.text for r in engine.translate(SENTENCES)] == [text for text, _ in as_argos(fr_en, SENTENCES)]


def test_alone_or_in_a_batch_a_sentence_is_translated_alike(engine: ArgosEngine) -> None:
    batch = engine.translate(SENTENCES)
    alone = [engine.translate([sentence])[0] for sentence in SENTENCES]
    assert [r.text for r in batch] == [r.text for r in alone]
    assert [r.score for r in batch] == pytest.approx([r.score for r in alone], abs=0.02)


def test_the_score_is_the_mean_log_probability_of_a_token(fr_en: Path, engine: ArgosEngine) -> None:
    package = load_package(fr_en)
    source = package.tokenizer.encode(SENTENCES[0])
    answer = engine._translator.translate_batch([source], beam_size=4, length_penalty=0.2)[0]
    scored = engine._translator.score_batch([source], [answer.hypotheses[0]])[0]
    mean = sum(scored.log_probs) / len(scored.log_probs)
    assert engine.translate(SENTENCES[:1])[0].score == pytest.approx(mean, rel=0.05)


@pytest.mark.parametrize("text", ["", " ", "2026", "😀 🎉", "12 %", "www.lebrief.ma", "▁▁ ▁", "x" * 5_000])
def test_what_has_no_word_is_kept(engine: ArgosEngine, text: str) -> None:
    result = engine.translate([text])[0]
    assert (result.text, result.state) == (text, SentenceState.KEPT)


def test_results_keep_their_places_among_kept_ones(engine: ArgosEngine) -> None:
    mixed = ["1", SENTENCES[0], "2", "", SENTENCES[1], SENTENCES[0]]
    results = engine.translate(mixed)
    assert [r.text for r in results if r.state is SentenceState.KEPT] == ["1", "2", ""]
    assert results[1] == results[5]
    assert "government" in results[4].text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "salam khoya labas 3lik, chno kat dir lyoum ?",
        "مرحبا بالعالم",
        "Bonjour \U0001f600 le \x00 monde \u202e!",
        "lone \ud800 surrogate",
        "voir " + "a" * 500,
        "</s> <unk> <s>",
    ],
)
def test_odd_text_gives_some_text(engine: ArgosEngine, text: str) -> None:
    result = engine.translate([text])[0]
    assert result.text
    assert result.state in (SentenceState.OK, SentenceState.SUSPECT)


def test_a_sentence_of_3000_words_is_translated_to_its_end(engine: ArgosEngine) -> None:
    clause = "Le ministre a présenté la loi de finances au parlement, "
    text = clause * 300 + "et la séance est levée."
    assert len(text.split()) > 2_900
    result = engine.translate([text])[0]
    assert result.state is SentenceState.OK
    assert len(result.text.split()) > 1_500
    assert "minist" in result.text[-600:].lower()


def test_an_answer_that_goes_round_ends_soon(models_folder: Path) -> None:
    english = "Morocco puts AI at the heart of its digital strategy with the Jazari Institutes"
    folder = next(models_folder.glob("translate-en_ar-*"))
    tokenizer = load_package(folder).tokenizer
    answer = ArgosEngine(folder).translate([english], Search(beam=3))[0]
    base, each, _ = argos_engine.LONGEST_ANSWER
    most = base + each * len(tokenizer.encode(english))
    assert len(tokenizer.encode(answer.text)) <= most < 120


def test_no_threads_given_leaves_one_core_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert argos_engine.default_threads() == 7
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0}, raising=False)
    assert argos_engine.default_threads() == 1


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model/model.bin", b""),
        ("model/model.bin", b"\0" * 1000),
        ("sentencepiece.model", b"\xff" * 64),
        ("sentencepiece.model", None),
        ("model/config.json", b"{"),
        ("metadata.json", b"{"),
    ],
)
def test_a_broken_package_is_told(fr_en: Path, tmp_path: Path, file: str, content: bytes | None) -> None:
    folder = Path(shutil.copytree(fr_en, tmp_path / "package"))
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(ReaderError) as caught:
        ArgosEngine(folder).translate(["Bonjour le monde."])
    assert (caught.value.kind, caught.value.values["package"]) == ("model-broken", "package")


def test_a_bpe_package_uses_argos_own_tokenizer(fr_en: Path, tmp_path: Path) -> None:
    """Packages with `bpe.model` go through sacremoses, as in Argos; here with a model of one merge."""
    folder = Path(shutil.copytree(fr_en, tmp_path / "package"))
    (folder / "sentencepiece.model").unlink()
    (folder / "bpe.model").write_text("#version: 0.2\nd e</w>\n", "utf-8")
    result = ArgosEngine(folder).translate(["Il parle de Rabat."])[0]
    assert result.state in (SentenceState.OK, SentenceState.SUSPECT)


def test_a_target_prefix_is_given_and_taken_off(fr_en: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(fr_en, tmp_path / "package"))
    metadata = (folder / "metadata.json").read_text("utf-8").rstrip().removesuffix("}")
    (folder / "metadata.json").write_text(metadata + ', "target_prefix": "the"}', "utf-8")
    result = ArgosEngine(folder).translate([SENTENCES[1]])[0]
    assert result.text and not result.text.startswith("the")
