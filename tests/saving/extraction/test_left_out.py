"""What of a page's main column was not taken is kept: clean, capped, each with its place."""

from __future__ import annotations

import re

from reader.core.edits import LeftOut
from reader.core.model import BlockKind, Document
from reader.saving.extraction.left_out import MOST_BLOCKS, MOST_CHARACTERS
from reader.saving.page.sanitize import sanitize
from reader.workers.extraction import ExtractionWorker, read_document

SENTENCE = "Le conseil municipal a adopté le budget de la ville après un long débat sur les écoles, point {}."
URL = "https://journal.example/budget"


def page(middle: str = "", before: str = "", after: str = "") -> bytes:
    text = [f"<p>{SENTENCE.format(n)} {SENTENCE.format(n + 50)}</p>" for n in range(8)]
    return (
        "<html lang=fr><head><title>Le budget est adopté</title></head><body><nav>Accueil</nav>"
        "<main><article>"
        f"<h1>Le budget est adopté</h1>{before}{''.join(text[:4])}{middle}{''.join(text[4:])}{after}"
        "</article></main><footer><p>Mentions légales du journal</p></footer></body></html>"
    ).encode()


def read(body: bytes) -> tuple[Document, tuple[LeftOut, ...]]:
    return read_document(body, URL, "text/html; charset=utf-8")[:2]


def texts(found: tuple[LeftOut, ...]) -> list[str]:
    return [entry.block.text for entry in found]


NEWSLETTER = '<div class="newsletter"><p>Recevez notre lettre chaque matin</p></div>'


def test_furniture_is_left_out_with_its_place() -> None:
    document, found = read(page(NEWSLETTER, before='<div class="share"><p>Partager cet article</p></div>'))
    places = {entry.block.text: entry.after for entry in found}
    assert places["Recevez notre lettre chaque matin"] == document.blocks[3].id
    assert places["Partager cet article"] == ""
    assert "Le budget est adopté" not in places, "the title is shown above"
    assert not {"Accueil", "Mentions légales du journal"} & set(places), "outside the main column"


def test_ids_are_stable_and_no_kept_blocks() -> None:
    document, found = read(page(NEWSLETTER))
    again, later = read(page(NEWSLETTER + '<div class="share"><p>Partager</p></div>'))
    kept = {block.id for block in document.blocks}
    assert document.blocks == again.blocks
    assert {entry.block.id for entry in found} <= {entry.block.id for entry in later}
    assert not kept & {entry.block.id for entry in later}
    ids = [entry.block.id for entry in later]
    assert len(ids) == len(set(ids)) and all(re.fullmatch("[0-9a-f]{12}", name) for name in ids)


def test_a_repeated_text_is_left_out_once() -> None:
    _, found = read(page(NEWSLETTER * 3))
    assert texts(found).count("Recevez notre lettre chaque matin") == 1


def test_it_is_as_clean_as_the_article() -> None:
    bad = (
        '<div class="newsletter"><p onclick="x()">Recevez <a href="javascript:alert(1)">notre lettre</a>'
        "<script>alert(1)</script> chaque matin</p></div>"
    )
    _, found = read(page(bad))
    (entry,) = [e for e in found if "Recevez" in e.block.text]
    (part,) = entry.block.parts
    assert "javascript" not in part.html and "onclick" not in part.html and "alert" not in part.html
    assert sanitize(f"<p>{part.html}</p>", URL) == f"<p>{part.html}</p>"


def test_there_is_a_limit_and_what_is_near_comes_first() -> None:
    many = "".join(f'<div class="newsletter"><p>Offre numéro {n} du jour</p></div>' for n in range(400))
    _, found = read(page(NEWSLETTER, after=many))
    assert len(found) == MOST_BLOCKS and texts(found)[0] == "Recevez notre lettre chaque matin"
    long = "".join(f'<div class="newsletter"><p>{n} {"mot " * 9000}</p></div>' for n in range(20))
    _, found = read(page(after=long))
    assert sum(len(text) for text in texts(found)) <= MOST_CHARACTERS


def test_nothing_is_left_out_of_a_bare_page_or_a_text() -> None:
    assert read(page())[1] == ()
    text = "\n\n".join(SENTENCE.format(n) for n in range(9)).encode()
    assert read_document(text, URL, "text/plain; charset=utf-8")[1] == ()


def test_the_worker_hands_it_over() -> None:
    worker = ExtractionWorker()
    try:
        found = worker.read_page(page(NEWSLETTER), URL, "text/html; charset=utf-8")
    finally:
        worker.close()
    assert [e.block.kind for e in found.left_out] == [BlockKind.PARAGRAPH]
    assert found.left_out == read(page(NEWSLETTER))[1]
