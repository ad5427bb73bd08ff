"""Words linked, links composed, carried over an edit, and used to find a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.core.alignment import compose, decode, encode, moved, project, uncovered, words

LINKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40)


def texts(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def test_words_are_letters_or_single_signs() -> None:
    assert texts("L’ONU a dit : « 4,5 % » !") == [*"L’", "ONU", "a", "dit", *":«", "4", ",", "5", *"%»!"]
    assert texts("عَرَبِيٌّ، كتاب؟") == ["عَرَبِيٌّ", "،", "كتاب", "؟"]


@given(LINKS)
def test_what_is_written_is_read(links: list[tuple[int, int]]) -> None:
    assert decode(encode(links)) == sorted(set(links))


@given(st.text(max_size=80))
def test_any_text_is_read_as_some_links(text: str) -> None:
    for source, target in decode(text):
        assert source >= 0 and target >= 0


def test_two_hops_are_joined_through_the_middle() -> None:
    assert compose("0-1 1-0 2-2", "0-0 1-2 1-3") == "0-2 0-3 1-0"


def test_links_follow_their_words_through_an_edit() -> None:
    after = moved("0-0 1-1 2-2", ("a b c", "a b c"), ("x y z", "x new y z."))
    assert after == "0-0 1-2 2-3"
    assert moved("0-0 1-1", ("a \ue000", "a b@c.fr"), ("x \ue000", "x b@c.fr")).startswith("0-0 1-1")


def test_a_span_is_found_at_its_words() -> None:
    source, target = "La voiture rouge roule vite.", "The red car drives fast."
    alignment = "0-0 1-2 2-1 3-3 4-4 5-5"
    assert project(source, target, alignment, (11, 16)) == [(4, 7)]
    assert project(source, target, alignment, (0, len(source))) == [(0, len(target))]
    assert project(source, target, alignment, (3, 3)) == []
    assert project(source, "", alignment, (3, 10)) == []


def test_a_span_at_an_end_of_the_sentence_is_no_whole_sentence() -> None:
    source, target, alignment = "Un deux trois.", "One two three.", "0-0 1-1 2-2 3-3"
    assert project(source, target, alignment, (0, 2)) == [(0, 3)]
    assert project(source, target, alignment, (8, 13)) == [(8, 13)]
    assert project("  Un deux  ", " One two ", "", (2, 9)) == [(1, 8)], "blanks around it do not count"


def test_without_links_the_place_is_estimated_from_the_words_before_and_after() -> None:
    source = "un deux trois quatre"
    longer, shorter = "a b c d e f g h", "a b"
    assert project(source, longer, "", (0, 2)) == [(0, 3)]
    assert project(source, longer, "", (3, 7)) == [(4, 7)]
    assert project(source, longer, "", (3, 13)) == [(4, 11)]
    assert project(source, longer, "", (14, 20)) == [(12, 15)]
    assert [project(source, shorter, "", span) for span in ((0, 2), (14, 20))] == [[(0, 1)], [(2, 3)]]
    assert project(source, "…", "", (3, 7)) == [(0, 1)]
    assert project(" - ", "a b", "", (0, 1)) == []


def test_attention_that_drifts_to_the_full_stop_is_left_out() -> None:
    assert project("Il part vite.", "He leaves fast.", "0-0 1-1 2-2 2-3 3-3", (8, 12)) == [(10, 14)]


def test_what_nothing_stands_for_is_told() -> None:
    assert uncovered("un deux trois, quatre cinq.", "0-0 4-1") == [[1, 2], [5]]
