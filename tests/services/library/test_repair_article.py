"""Repairs by hand: kept apart from the text, taken back, and kept through a newer copy."""

from __future__ import annotations

from typing import Any

import pytest

from reader.core.edits import FORMER_LEAD, Edits, Wanted
from reader.core.errors import ReaderError
from reader.core.model import BlockKind
from reader.core.progress import Progress
from reader.services.library.open_article import read_article
from reader.services.library.repair_article import edit_article, left_out_of, put_edits, repair_of
from reader.services.library_session import LibrarySession
from reader.services.saving.save_article import save_article
from tests.services.changing_page import ChangingPage


@pytest.fixture
def saved(session: LibrarySession, article_url: str) -> int:
    return save_article(session, article_url, Progress()).id


def shown(session: LibrarySession, article_id: int) -> Any:
    return session.articles.get(article_id).document


def test_what_was_left_out_is_stored_with_its_place(session: LibrarySession, saved: int) -> None:
    document, left_out = shown(session, saved), left_out_of(session, saved)
    ids = {block.id for block in document.blocks}
    assert any("Partager sur Facebook" in found.block.text for found in left_out)
    assert all(found.block.id not in ids and (not found.after or found.after in ids) for found in left_out)
    assert document.title not in {found.block.text for found in left_out}


def test_blocks_go_and_come_back(session: LibrarySession, saved: int) -> None:
    before, words = shown(session, saved), session.articles.summary(saved).words
    gone, share = before.blocks[2], left_out_of(session, saved)[1].block
    repair = edit_article(session, saved, Wanted(remove=(gone.id,), restore=(share.id,)))
    after = shown(session, saved)
    assert after == repair.shown and repair.fetched == before
    assert [b.id for b in after.blocks] == [share.id, *(b.id for b in before.blocks if b is not gone)]
    assert gone.text not in after.html and gone.text not in after.text
    assert [e.words[:20] for e in repair.edits.removed] == [gone.text[:20]]
    assert session.articles.summary(saved).words < words

    back = edit_article(session, saved, Wanted(remove=(share.id,), restore=(gone.id,)))
    assert back.edits == Edits() and shown(session, saved) == before


def test_the_description_is_changed_in_the_lists_and_the_search(session: LibrarySession, saved: int) -> None:
    from reader.services.search_library import search

    before = shown(session, saved)
    wanted = Wanted(title="  Un titre   corrigé ", author="", date="2025-12-01", section="Monde")
    edit_article(session, saved, wanted)
    card = session.articles.summary(saved)
    assert (card.title, card.author, card.date, card.section) == (
        "Un titre corrigé",
        "",
        "2025-12-01",
        "Monde",
    )
    assert shown(session, saved).published == ""
    assert search(session, "corrigé").ids == (saved,)
    again = edit_article(session, saved, Wanted(title="", author=before.author))
    assert again.edits.title is None and again.edits.author is None and again.edits.date == "2025-12-01"
    assert put_edits(session, saved, Edits()).shown == before == shown(session, saved)


def test_another_picture_leads_and_the_first_takes_its_place(
    session: LibrarySession, changing: ChangingPage
) -> None:
    changing.add_picture()
    article_id = save_article(session, changing.url, Progress()).id
    before = shown(session, article_id)
    (figure,) = [b for b in before.blocks if b.kind is BlockKind.FIGURE]
    edit_article(session, article_id, Wanted(lead=figure.picture.src))
    after = read_article(session, article_id)
    document = after.article.document
    assert document.lead.src == figure.picture.src and document.lead.caption == figure.text
    assert document.lead.digest in after.picture_paths
    assert after.article.summary.thumbnail == document.lead.digest
    place = [b.id for b in document.blocks].index(FORMER_LEAD)
    assert before.blocks[place] == figure and document.blocks[place].picture == before.lead
    assert document.html.count("<figure>") == 2
    put_edits(session, article_id, Edits())
    assert shown(session, article_id) == before


def test_no_picture_leads(session: LibrarySession, saved: int) -> None:
    before = shown(session, saved)
    edit_article(session, saved, Wanted(lead=""))
    assert shown(session, saved).lead is None and session.articles.summary(saved).thumbnail == ""
    assert session.articles.known_digests() >= {before.lead.digest}, "its file is not forgotten"
    edit_article(session, saved, Wanted(lead=before.lead.src))
    assert shown(session, saved) == before and repair_of(session, saved).edits == Edits()


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (Wanted(remove=("nowhere",)), "no-such-block"),
        (Wanted(restore=("nowhere",)), "no-such-block"),
        (Wanted(lead="https://elsewhere.example/x.jpg"), "no-such-block"),
        (Wanted(title="Autre", date="hier"), "not-a-date"),
    ],
)
def test_a_wrong_request_changes_nothing(
    session: LibrarySession, saved: int, wanted: Wanted, kind: str
) -> None:
    before = shown(session, saved)
    with pytest.raises(ReaderError) as caught:
        edit_article(session, saved, wanted)
    assert caught.value.kind == kind
    assert shown(session, saved) == before and repair_of(session, saved).edits == Edits()


def test_marks_are_found_again_after_a_repair(session: LibrarySession, saved: int) -> None:
    from reader.core.marks import Annotation

    block = shown(session, saved).blocks[1]
    mark = session.annotations.add(Annotation(0, saved, "fr", block.id, 0, 0, 12, block.text[:12]))
    edit_article(session, saved, Wanted(remove=(block.id,)))
    assert not session.annotations.of_article(saved)[0].found
    edit_article(session, saved, Wanted(restore=(block.id,)))
    (found,) = session.annotations.of_article(saved)
    assert found.found and found.block == block.id and found.id == mark.id


def test_an_unknown_article_is_named(session: LibrarySession) -> None:
    with pytest.raises(ReaderError) as caught:
        repair_of(session, 99)
    assert caught.value.kind == "no-such-article"
    assert left_out_of(session, 99) == ()
