"""Sentences: the hand-marked sets, single difficulties, offsets under any text, keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.reading.sentences import normalised, sentence_key, sentences_of, split_sentences
from tests.support.limits import HANGS
from tests.support.work import assert_linear, lines_run

FOLDER = Path(__file__).parents[1] / "data" / "sentences"


def paragraphs(language: str) -> list[list[str]]:
    text = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    return [block.splitlines() for block in text.strip().split("\n\n")]


def agreement(language: str) -> tuple[int, int, list[str]]:
    """Return how many sentences come out exactly, of how many, and those that do not."""
    right, total, wrong = 0, 0, []
    for sentences in paragraphs(language):
        text = " ".join(sentences)
        got = {text[start:end]: (start, end) for start, end in split_sentences(text, language)}
        total += len(sentences)
        right += sum(s in got for s in sentences)
        wrong += [f"{s!r}" for s in sentences if s not in got]
    return right, total, wrong


def split(text: str, language: str = "fr") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "least", "sentences"), [("fr", 0.98, 90), ("en", 0.97, 36), ("ar", 0.97, 30)]
)
def test_marked_set_is_split_as_marked(language: str, least: float, sentences: int) -> None:
    right, total, wrong = agreement(language)
    assert total >= sentences
    assert right / total >= least, "\n".join(wrong)


def test_marked_sets_are_not_trivial() -> None:
    # a splitter that cuts at every full stop must do clearly worse, else the set measures nothing
    for language in ("fr", "en", "ar"):
        marked = [s for block in paragraphs(language) for s in block]
        naive = [s for s in marked if ". " not in s and "! " not in s and "? " not in s and "؟ " not in s]
        assert len(naive) / len(marked) < 0.85


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Dupont est là. Il part.", ["M. Dupont est là.", "Il part."]),
        ("Mme. Fettah parle. Oui.", ["Mme. Fettah parle.", "Oui."]),
        ("L’O.N.U. agit. Bien.", ["L’O.N.U. agit.", "Bien."]),
        ("J.-P. Sartre écrit. Il lit.", ["J.-P. Sartre écrit.", "Il lit."]),
        ("Il part… Elle reste.", ["Il part…", "Elle reste."]),
        ("Il part... elle reste.", ["Il part... elle reste."]),
        ("« Venez ! » dit-il. Ils viennent.", ["« Venez ! » dit-il.", "Ils viennent."]),
        ("« Venez\u202f!\u202f» Il part.", ["« Venez\u202f!\u202f»", "Il part."]),
        ("Voir p. 12. Puis art. 3. Fin.", ["Voir p. 12.", "Puis art. 3.", "Fin."]),
        ("Il aime l’art. Il peint.", ["Il aime l’art.", "Il peint."]),
        ("Des noix, etc. Il achète.", ["Des noix, etc.", "Il achète."]),
        ("Des noix, etc. sont là.", ["Des noix, etc. sont là."]),
        ("Coût : 1.000 € et 2.5 %. Cher.", ["Coût : 1.000 € et 2.5 %.", "Cher."]),
        ("1. Ouvrir. 2. Fermer.", ["1. Ouvrir.", "2. Fermer."]),
        ("Il dit (sic !) Oui. Non.", ["Il dit (sic !) Oui.", "Non."]),
        ("(Il part.) Elle reste.", ["(Il part.)", "Elle reste."]),
        ("Il vit. […] Elle meurt.", ["Il vit.", "[…] Elle meurt."]),
        ("Bravo ! 😀", ["Bravo ! 😀"]),
        ("Selon B. Dupont il part. Oui.", ["Selon B. Dupont il part.", "Oui."]),
        ("Le plan B. Le plan C. Rien.", ["Le plan B.", "Le plan C.", "Rien."]),
        ("Il a lu, A. Camus aussi. Oui.", ["Il a lu, A. Camus aussi.", "Oui."]),
        ("Il a vu Paul B. Martin. Oui.", ["Il a vu Paul B. Martin.", "Oui."]),
        ("Une ligne\nAutre ligne", ["Une ligne", "Autre ligne"]),
        ("Une ligne,\nAutre ligne", ["Une ligne,\nAutre ligne"]),
        ("Une ligne\nqui va", ["Une ligne\nqui va"]),
        ("L’O.N.U. L’accord tient.", ["L’O.N.U.", "L’accord tient."]),
        ("", []),
        (" \n ", []),
        ("…", ["…"]),
    ],
)
def test_french(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He is in the U.S. He left.", ["He is in the U.S.", "He left."]),
        ("The U.S. Senate met. It voted.", ["The U.S. Senate met.", "It voted."]),
        ("It was 5 p.m. John slept.", ["It was 5 p.m.", "John slept."]),
        ("It is 5 p.m. Tuesday.", ["It is 5 p.m. Tuesday."]),
        ("It began at 5 p.m. Eastern time. It ended.", ["It began at 5 p.m. Eastern time.", "It ended."]),
        ("The ruling in Roe v. Wade fell. It ended.", ["The ruling in Roe v. Wade fell.", "It ended."]),
        ("No. 5 wins. No. It lost.", ["No. 5 wins.", "No.", "It lost."]),
        ("iPhone sales fell. iPad sales rose.", ["iPhone sales fell.", "iPad sales rose."]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert split(text, "en-GB") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هل تعلم؟ نعم.", ["هل تعلم؟", "نعم."]),
        ("انتهى؛ ثم عاد.", ["انتهى؛ ثم عاد."]),
        ("جاء د. أحمد. ثم ذهب.", ["جاء د. أحمد.", "ثم ذهب."]),
        ("سنة 1445 هـ. ودفن.", ["سنة 1445 هـ.", "ودفن."]),
        ("«هل أنتم معنا؟» سأل المدرب. نعم.", ["«هل أنتم معنا؟» سأل المدرب.", "نعم."]),
        ("كان طويلًا… ولم يصل. عاد.", ["كان طويلًا… ولم يصل.", "عاد."]),
    ],
)
def test_arabic(text: str, expected: list[str]) -> None:
    assert split(text, "ar") == expected


def test_other_languages_are_split_too() -> None:
    assert split("你好。我很好！你呢？", "zh") == ["你好。", "我很好！", "你呢？"]
    assert split("Er kam. Sie ging.", "de") == ["Er kam.", "Sie ging."]
    assert split("Salve. Vale.", "") == ["Salve.", "Vale."]


PIECES = st.sampled_from(
    [
        "M. ",
        "Il ",
        "a. ",
        "…",
        " »",
        "« ",
        "! ",
        "? ",
        ". ",
        "\n",
        "\u202f",
        "O.N.U. ",
        "1. ",
        "(",
        ") ",
        "😀",
        "د. ",
        "؟ ",
    ]
)


@pytest.mark.parametrize("language", ["fr", "ar"])
@given(text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=150, deadline=None)
def test_spans_cover_everything_but_white_space(language: str, text: str) -> None:
    end_before = 0
    for start, end in split_sentences(text, language):
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        end_before = end
    assert not text[end_before:].strip()


@HANGS
@pytest.mark.parametrize(
    ("piece", "many"), [("M. ", 60_000), ("« ", 60_000), ("a", 300_000), (". ", 60_000), ("é…! ", 40_000)]
)
def test_hostile_length_takes_no_more_work_than_it_is_long(piece: str, many: int) -> None:
    assert_linear(lambda n: lines_run(lambda: split_sentences(piece * n, "fr")), 200)
    split_sentences(piece * many, "fr")  # code with a square in it takes minutes


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2028", "\u3000"])
def test_wide_space_before_the_dot_of_an_abbreviation(space: str) -> None:
    # sentencex 1.0.32 panics on it, and a panic is no Exception
    assert split(f"M{space}. Dupont part. Il rit.")[-1] == "Il rit."


def test_sentences_never_cross_parts() -> None:
    found = sentences_of(["Il part. Elle", "reste. Fin."], "fr")
    assert [(s.part, s.text) for s in found] == [(0, "Il part."), (0, "Elle"), (1, "reste."), (1, "Fin.")]
    assert [(s.start, s.end) for s in found] == [(0, 8), (9, 13), (0, 6), (7, 11)]


def test_key_is_the_same_for_the_same_words() -> None:
    key = sentence_key("« Été » : l’eau !")
    assert len(key) == 32 and int(key, 16) >= 0
    assert sentence_key("«\u202fE\u0301te\u0301\u00a0»\u00a0:  l’eau\u202f!\n") == key
    assert sentence_key("« É\u00adté » : l’eau !\u200b") == key
    assert sentence_key("« été » : l’eau !") != key


def test_joiners_that_change_the_word_stay_in_the_key() -> None:
    assert normalised("می\u200cخواهم") == "می\u200cخواهم"
