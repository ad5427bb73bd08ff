"""An article fetched again: the new copy must be whole and at least as good, and the reader’s own stays."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from reader.core.edits import Wanted
from reader.core.errors import ReaderError
from reader.core.marks import Annotation
from reader.core.model import ReadingPosition
from reader.core.origin import NamedBy, Origin
from reader.core.progress import Progress
from reader.services.library.repair_article import edit_article, left_out_of, repair_of
from reader.services.library_session import LibrarySession
from reader.services.saving.refetch_article import refetch_article
from reader.services.saving.save_article import save_article
from tests.services.changing_page import ChangingPage

NEW = "Un paragraphe ajouté plus tard par la rédaction, qui complète l’article de plusieurs mots."


@pytest.fixture
def saved(session: LibrarySession, changing: ChangingPage) -> int:
    return save_article(session, changing.url, Progress(), ["conseil"]).id


def document_of(session: LibrarySession, article_id: int) -> Any:
    return session.articles.get(article_id).document


def test_an_unchanged_page_is_not_even_read(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    before, asked = document_of(session, saved), len(changing.server.requests)
    assert session.repairs.source(saved).last_modified
    outcome = refetch_article(session, saved, Progress())
    assert (outcome.status, outcome.reason, outcome.added, outcome.changed) == ("unchanged", "", (), ())
    assert len(changing.server.requests) == asked + 1 and document_of(session, saved) == before


def test_the_same_article_in_a_changed_page_is_no_update(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    changing.change("</body>", "<!-- other --></body>")
    session.repairs.keep_source(saved, session.repairs.source(99))
    assert left_out_of(session, saved) == ()
    asked = len(changing.server.requests)
    assert refetch_article(session, saved, Progress()).status == "unchanged"
    assert len(changing.server.requests) == asked + 1, "no picture is fetched again"
    assert left_out_of(session, saved), "what an older version did not keep comes with it"


def test_a_fuller_copy_takes_its_place_and_what_is_the_readers_stays(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    before = document_of(session, saved)
    gone, marked = before.blocks[2], before.blocks[1]
    share = left_out_of(session, saved)[1].block
    edit_article(session, saved, Wanted((gone.id,), (share.id,), title="Mon titre"))
    mark = session.annotations.add(Annotation(0, saved, "fr", marked.id, 0, 0, 10, marked.text[:10]))
    session.annotations.set_note(saved, "à relire")
    session.articles.set_position(saved, ReadingPosition(marked.id), 0.4)
    session.articles.set_favourite([saved], True)

    session.repairs.keep_source(saved, session.repairs.source(99))  # the clock of the file is too coarse
    changing.add_paragraph(NEW)
    steps: list[str] = []
    outcome = refetch_article(session, saved, Progress(lambda _d, _t, name: steps.append(name)))
    assert (outcome.status, outcome.title, outcome.lost) == ("updated", "Mon titre", ())
    assert [edit.words for edit in outcome.added] == [NEW] and outcome.removed == ()
    assert outcome.words_after > outcome.words_before and outcome.pictures_failed == 0
    assert list(dict.fromkeys(filter(None, steps))) == ["fetching", "extracting", "saved"]

    after = session.articles.get(saved)
    assert NEW in after.document.text and gone.text not in after.document.text
    assert share.id == after.document.blocks[0].id or share.id in {b.id for b in after.document.blocks}
    assert after.document.lead == before.lead, "with its file"
    card = after.summary
    assert (card.title, card.tags, card.favourite, card.progress) == ("Mon titre", ("conseil",), True, 0.4)
    assert after.position == ReadingPosition(marked.id)
    assert [(m.id, m.found) for m in session.annotations.of_article(saved)] == [(mark.id, True)]
    assert session.annotations.note(saved) == "à relire"


def test_an_edit_whose_block_is_gone_is_told_and_kept(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    gone = document_of(session, saved).blocks[-1]
    edit_article(session, saved, Wanted(remove=(gone.id,)))
    session.repairs.keep_source(saved, session.repairs.source(99))
    old, new = "Avec plus de 800 délégués", "Avec plus de 900 délégués"
    changing.change(old, new)
    outcome = refetch_article(session, saved, Progress())
    assert outcome.status == "updated" and [edit.id for edit in outcome.lost] == [gone.id]
    assert new in document_of(session, saved).text
    changing.change(new, old)
    session.repairs.keep_source(saved, session.repairs.source(99))
    assert refetch_article(session, saved, Progress()).lost == ()
    assert old not in document_of(session, saved).text, "it is removed again"


def test_a_shorter_copy_is_not_taken(session: LibrarySession, changing: ChangingPage, saved: int) -> None:
    before = document_of(session, saved)
    session.repairs.keep_source(saved, session.repairs.source(99))
    changing.cut("<p>Les États sont également", "<p>Avec plus de 800")
    outcome = refetch_article(session, saved, Progress())
    assert outcome.status == "kept" and outcome.reason in ("shorter", "incomplete")
    assert outcome.words_after < outcome.words_before
    assert document_of(session, saved) == before


def test_another_article_at_the_address_is_not_taken(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    before = document_of(session, saved)
    session.repairs.keep_source(saved, session.repairs.source(99))
    other = changing.file.parents[1] / "sahara-4-ans-pour-tout-regler" / "index.html"
    changing.file.write_bytes(other.read_bytes())
    outcome = refetch_article(session, saved, Progress())
    assert (outcome.status, outcome.reason) == ("kept", "different")
    assert document_of(session, saved) == before


def test_a_failed_fetch_changes_nothing(session: LibrarySession, changing: ChangingPage, saved: int) -> None:
    before, repair = document_of(session, saved), repair_of(session, saved)
    changing.file.write_text("<html><body><p>Erreur</p></body></html>", "utf-8")
    session.repairs.keep_source(saved, session.repairs.source(99))
    for kind in ("no-article", "not-found"):
        with pytest.raises(ReaderError) as caught:
            refetch_article(session, saved, Progress())
        assert caught.value.kind == kind
        shutil.rmtree(changing.file.parent, ignore_errors=True)
    assert document_of(session, saved) == before and repair_of(session, saved).edits == repair.edits


def test_the_address_a_file_claims_leads_to_nothing_local(
    session: LibrarySession, changing: ChangingPage
) -> None:
    from reader.services.saving.save_page import save_page

    html = changing.file.read_text("utf-8")
    saved = save_page(session, html, Progress(), url=changing.url, origin=Origin(NamedBy.PAGE))
    before, asked = document_of(session, saved.id), len(changing.server.requests)
    assert before.url.startswith(changing.server.base)
    with pytest.raises(ReaderError) as caught:
        refetch_article(session, saved.id, Progress())
    assert caught.value.kind == "local-address" and len(changing.server.requests) == asked


def test_the_whole_text_takes_the_place_of_one_that_may_lack_its_end(
    session: LibrarySession, changing: ChangingPage
) -> None:
    changing.hide_an_end()
    outcome = save_article(session, changing.url, Progress())
    before = document_of(session, outcome.id)
    assert outcome.incomplete == before.incomplete == "end" and "chantier numéro 3" not in before.text
    assert refetch_article(session, outcome.id, Progress()).status == "unchanged"
    whole = refetch_article(session, outcome.id, Progress(), as_text=True)
    after = document_of(session, outcome.id)
    assert whole.status == "updated" and after.incomplete == ""
    assert "chantier numéro 3" in after.text and before.blocks[1].text in after.text


def test_a_longer_text_that_may_lack_its_end_is_taken_too(
    session: LibrarySession, changing: ChangingPage, saved: int
) -> None:
    before = document_of(session, saved)
    changing.hide_an_end()
    changing.add_paragraph(NEW)
    outcome = refetch_article(session, saved, Progress())
    after = document_of(session, saved)
    assert (outcome.status, outcome.reason, before.incomplete) == ("updated", "", "")
    assert NEW in after.text and after.incomplete == "end"
    changing.change(NEW, "")
    outcome = refetch_article(session, saved, Progress())
    assert (outcome.status, outcome.reason) == ("kept", "incomplete"), "a shorter one is not"
    assert document_of(session, saved) == after
