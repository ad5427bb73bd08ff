"""Edits applied to any document: nothing is lost, nothing twice, and the page's own comes back."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.edits import (
    FORMER_LEAD,
    BlockEdit,
    Edits,
    LeftOut,
    Wanted,
    apply_edits,
    changed_edits,
    lost_edits,
    pictures_of,
    words_of,
)
from reader.core.errors import ReaderError
from reader.core.model import Block, BlockKind, Document, Part, Picture
from reader.core.serialize import dumps, loads

Drawn = tuple[Document, tuple[LeftOut, ...], Edits]


def block(name: str, picture: bool) -> Block:
    if picture:
        return Block(
            name, BlockKind.FIGURE, picture=Picture(f"https://a.example/{name}.jpg", f"Photo {name}")
        )
    return Block(name, BlockKind.PARAGRAPH, (Part(f"Texte {name}", f"Texte {name}"),))


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """A document, what was left out of it, and edits of which some find nothing."""
    names = draw(st.lists(st.integers(0, 999), unique=True, max_size=12))
    blocks = [block(f"b{n}", draw(st.booleans())) for n in names]
    cut = draw(st.integers(0, len(blocks)))
    kept, outside = blocks[:cut], blocks[cut:]
    anchors = ["", *(b.id for b in kept)]
    left_out = tuple(LeftOut(b, draw(st.sampled_from(anchors))) for b in outside)
    lead = Picture("https://a.example/lead.jpg", "Légende") if draw(st.booleans()) else None
    document = Document("https://a.example/", "Titre", tuple(kept), "<p>x</p>", lead=lead, date="2026-01-02")
    choice = st.lists(st.sampled_from([b.id for b in blocks] + ["gone"]), unique=True, max_size=6)
    removed = tuple(BlockEdit(name) for name in draw(choice))
    restored = tuple(BlockEdit(name) for name in draw(choice))
    sources = [None, "", "https://a.example/gone.jpg", *pictures_of(document, left_out)]
    text = st.none() | st.text(max_size=5)
    edits = Edits(removed, restored, draw(st.sampled_from(sources)), draw(text), draw(text))
    return document, left_out, edits


def ids(document: Document) -> list[str]:
    return [b.id for b in document.blocks]


@given(drawn())
def test_no_edits_change_nothing(case: Drawn) -> None:
    document, left_out, _ = case
    assert apply_edits(document, left_out, Edits()) is not None
    assert apply_edits(document, left_out, Edits()) == document


@given(drawn())
def test_no_block_comes_twice_and_none_from_nowhere(case: Drawn) -> None:
    document, left_out, edits = case
    after = ids(apply_edits(document, left_out, edits))
    known = {*ids(document), *(found.block.id for found in left_out), FORMER_LEAD}
    assert len(after) == len(set(after)) and set(after) <= known
    assert not set(after) & {edit.id for edit in edits.removed}


@given(drawn())
def test_what_stays_keeps_its_order(case: Drawn) -> None:
    document, left_out, edits = case
    after = ids(apply_edits(document, left_out, edits))
    stayed = [name for name in ids(document) if name in after]
    assert [name for name in after if name in set(ids(document))] == stayed


@given(drawn())
def test_applied_twice_is_applied_once(case: Drawn) -> None:
    document, left_out, edits = case
    once = apply_edits(document, left_out, edits)
    assert apply_edits(once, left_out, edits) == once


@given(drawn())
def test_choosing_a_lead_loses_no_picture(case: Drawn) -> None:
    document, left_out, edits = case
    if not edits.lead:
        return
    plain = apply_edits(document, left_out, dataclasses.replace(edits, lead=None))
    chosen = apply_edits(document, left_out, edits)
    assert set(pictures_of(plain)) == set(pictures_of(chosen))
    if edits.lead in pictures_of(plain):
        assert chosen.lead is not None and chosen.lead.src == edits.lead


@given(drawn())
def test_lost_edits_are_those_that_find_nothing(case: Drawn) -> None:
    document, left_out, edits = case
    lost = lost_edits(document, left_out, edits)
    known = {*ids(document), *(found.block.id for found in left_out)}
    assert all(edit.id not in known for edit in lost)
    without = dataclasses.replace(
        edits,
        removed=tuple(e for e in edits.removed if e not in lost),
        restored=tuple(e for e in edits.restored if e not in lost),
    )
    assert apply_edits(document, left_out, edits) == apply_edits(document, left_out, without)


@given(drawn())
def test_edits_survive_their_way_through_json(case: Drawn) -> None:
    _, left_out, edits = case
    assert loads(Edits, dumps(edits)) == edits
    assert all(loads(LeftOut, dumps(found)) == found for found in left_out)


@given(drawn(), st.data())
def test_a_block_taken_and_given_back_leaves_no_edit(case: Drawn, data: st.DataObject) -> None:
    document, left_out, _ = case
    for names, first, second in (
        (ids(document), "remove", "restore"),
        ([found.block.id for found in left_out], "restore", "remove"),
    ):
        if names:
            name = data.draw(st.sampled_from(names))
            changed = changed_edits(document, left_out, Edits(), Wanted(**{first: (name,)}))
            assert changed != Edits()
            assert changed_edits(document, left_out, changed, Wanted(**{second: (name,)})) == Edits()


def test_restored_blocks_stand_where_they_stood() -> None:
    document = Document("u", "t", (block("a", False), block("b", False)), "")
    left_out = tuple(
        LeftOut(block(name, False), after) for name, after in (("x", ""), ("y", "a"), ("z", "a"), ("q", "b"))
    )
    edits = Edits(restored=tuple(BlockEdit(name) for name in "xyzq"))
    assert "".join(ids(apply_edits(document, left_out, edits))) == "xayzbq"


def test_the_picture_that_led_takes_the_place_of_the_chosen_one() -> None:
    document = Document(
        "u", "t", (block("a", False), block("p", True)), "", lead=Picture("https://a.example/1.jpg", "A & B")
    )
    after = apply_edits(document, (), Edits(lead="https://a.example/p.jpg"))
    assert after.lead is not None and after.lead.caption == "Photo p"
    assert ids(after) == ["a", FORMER_LEAD] and after.blocks[1].text == "A & B"
    assert "A &amp; B" in after.html and after.html.index("p.jpg") < after.html.index("1.jpg")


def test_values_equal_to_the_pages_own_are_no_edits() -> None:
    document = Document("u", "Titre", (), "", author="Anne", date="2026-01-02")
    edits = changed_edits(document, (), Edits(), Wanted(title=" Titre ", author="Anne", date="2026-01-02"))
    assert edits == Edits()
    edits = changed_edits(document, (), edits, Wanted(title="Autre", author="", date=""))
    assert (edits.title, edits.author, edits.date) == ("Autre", "", "")
    assert changed_edits(document, (), edits, Wanted(title="")).title is None


@pytest.mark.parametrize("text", ["hier", "2026-13-01", "2026-02-30", "20260101x"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ReaderError) as caught:
        changed_edits(Document("u", "t", (), ""), (), Edits(), Wanted(date=text))
    assert caught.value.kind == "not-a-date"


def test_a_picture_without_words_is_named_by_its_file() -> None:
    assert (
        words_of(Block("a", BlockKind.FIGURE, picture=Picture("https://a.example/x/photo.jpg?w=2")))
        == "photo.jpg"
    )
    assert words_of(block("a", False)) == "Texte a"
