"""Edits in a real library file: stored apart, applied to every newer copy, gone with the article."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.core.edits import BlockEdit, Edits, LeftOut
from reader.core.errors import ReaderError
from reader.core.model import Document
from reader.library.articles.repairs import Repairs, Source
from tests.library.conftest import paragraph

AD = LeftOut(paragraph("Une publicité.", "ad"), "b1")
SOURCE = Source('"tag"', "Mon, 01 Jan 2026 00:00:00 GMT", (AD,))


@pytest.fixture
def repairs(library: Any) -> Repairs:
    return Repairs(library.database)


def put(repairs: Repairs, article_id: int, edits: Edits) -> Any:
    return repairs.change(article_id, lambda *_: edits)


def texts(library: Any, article_id: int) -> list[str]:
    return [block.text for block in library.articles.get(article_id).document.blocks]


def test_what_came_with_a_page_comes_back(library: Any, repairs: Repairs, document: Any) -> None:
    article_id = library.add(document())
    assert repairs.source(article_id) == Source()
    repairs.keep_source(article_id, SOURCE)
    assert repairs.source(article_id) == SOURCE
    repairs.keep_source(article_id, Source())
    assert library.sql("SELECT count(*) FROM article_source") == [(0,)]


def test_edits_outlive_a_newer_copy_and_the_process(
    tmp_path: Path, reopen: Any, document: Callable[..., Document]
) -> None:
    library = reopen(tmp_path)
    repairs = Repairs(library.database)
    article_id = library.add(document())
    repairs.keep_source(article_id, SOURCE)
    edits = Edits((BlockEdit("b2"),), (BlockEdit("ad"), BlockEdit("gone", words="Parti")), title="Mon titre")
    assert [b.id for b in put(repairs, article_id, edits).shown.blocks] == ["b1", "ad"]
    library.close()

    library = reopen(tmp_path)
    repairs = Repairs(library.database)
    assert repairs.get(article_id).edits == edits
    newer = document(blocks=(*document().blocks, paragraph("Un ajout.", "b3")), title="Titre du site")
    library.articles.replace(article_id, newer, "2026-12-01T00:00:00+00:00", source=SOURCE)
    repair = repairs.get(article_id)
    assert texts(library, article_id) == ["L’eau manque.", "Une publicité.", "Un ajout."]
    assert repair.fetched == newer and repair.edits == edits and [e.id for e in repair.lost] == ["gone"]
    assert library.articles.summary(article_id).title == "Mon titre"
    assert put(repairs, article_id, Edits()).shown == newer
    assert library.sql("SELECT count(*) FROM article_edit") == [(0,)]
    library.close()


def test_a_failing_change_changes_nothing(library: Any, repairs: Repairs, document: Any) -> None:
    article_id = library.add(document())

    def fail(*_: object) -> Edits:
        raise ReaderError("not-a-date", text="x")

    with pytest.raises(ReaderError):
        repairs.change(article_id, fail)
    assert library.articles.get(article_id).document == document()
    with pytest.raises(ReaderError) as caught:
        put(repairs, 99, Edits(title="x"))
    assert caught.value.kind == "no-such-article"


def test_the_picture_of_a_hidden_lead_is_no_orphan(library: Any, repairs: Repairs, with_picture: Any) -> None:
    made, digest = with_picture()
    article_id = library.add(made)
    put(repairs, article_id, Edits(lead=""))
    assert digest in library.articles.known_digests()
    assert library.articles.get(article_id).document.lead is None
    put(repairs, article_id, Edits())
    assert library.articles.get(article_id).document == made


def test_a_picture_fetched_meanwhile_is_not_forgotten(
    library: Any, repairs: Repairs, with_picture: Any
) -> None:
    made, digest = with_picture()
    bare = dataclasses.replace(made.lead, digest="", width=0, height=0)
    article_id = library.add(dataclasses.replace(made, lead=bare))
    put(repairs, article_id, Edits(author="Autre"))
    library.articles.set_picture(article_id, bare.src, digest, 10, 20)
    put(repairs, article_id, Edits())
    assert library.articles.get(article_id).document.lead == made.lead


def test_everything_goes_with_the_article(library: Any, repairs: Repairs, document: Any) -> None:
    article_id = library.add(document())
    repairs.keep_source(article_id, SOURCE)
    put(repairs, article_id, Edits(title="x"))
    library.articles.delete_forever([article_id])
    assert library.sql("SELECT count(*) FROM article_edit") == [(0,)]
    assert library.sql("SELECT count(*) FROM article_source") == [(0,)]


@pytest.mark.parametrize("column", ["edits", "fetched"])
def test_damaged_edits_are_told(library: Any, repairs: Repairs, document: Any, column: str) -> None:
    article_id = library.add(document())
    put(repairs, article_id, Edits(title="x"))
    library.sql(f"UPDATE article_edit SET {column} = '[' WHERE article_id = ?", article_id)
    with pytest.raises(ReaderError) as caught:
        repairs.get(article_id)
    assert caught.value.kind == "article-damaged"
    assert library.articles.get(article_id).document.title == "x", "reading goes on"
