"""A library with articles, pictures, tags, notes, translations and a copy, for tests of its care."""

from __future__ import annotations

from reader.core.model import (
    Block,
    BlockKind,
    Document,
    Hop,
    Part,
    Picture,
    Route,
    Sentence,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.core.sentence_key import sentence_key
from reader.services.library_session import LibrarySession

SAVED = "2026-11-25T08:00:00+00:00"
ROUTE = Route((Hop("fr", "en", "fr_en", "1.0"),))


def document(number: int, digest: str = "", sentence: str = "") -> Document:
    texts = (f"L’eau manque au puits {number}.", sentence or f"Le village {number} attend la pluie.")
    blocks = tuple(
        Block(f"b{n}", BlockKind.PARAGRAPH, (Part(text, text),), sentences=(Sentence(text, 0, 0, len(text)),))
        for n, text in enumerate(texts)
    )
    shown = Picture(f"https://x.example/{number}.png", "", digest=digest, width=9, height=9)
    if digest:
        blocks += (Block("pic", BlockKind.FIGURE, (), picture=shown),)
    lead = Picture(f"https://x.example/lead-{number}.png", "", digest="", width=9, height=9)
    html = "".join(f"<p>{text}</p>" for text in texts)
    return Document(f"https://x.example/{number}", f"Titre {number}", blocks, html, language="fr", lead=lead)


def stock(session: LibrarySession, number: int, picture: bytes = b"", sentence: str = "") -> int:
    """Add an article; with a picture when its bytes are given."""
    digest = session.assets.add(picture, "image/png") if picture else ""
    made = document(number, digest, sentence)
    return session.articles.add(made, made.url, str(number), SAVED, tags=["t"])


def translate(session: LibrarySession, article_id: int) -> None:
    """Store a translation of an article without an engine."""
    made = session.articles.get(article_id).document
    pairs = [TranslatedSentence(s.text, f"EN {s.text}") for b in made.blocks for s in b.sentences]
    session.translations.store([(sentence_key(p.source), p) for p in pairs], "fr", "en", ROUTE.key)
    blocks = tuple(TranslatedBlock(f"b{n}", (pair,)) for n, pair in enumerate(pairs))
    title = TranslatedBlock("title", (TranslatedSentence(made.title, f"EN {made.title}"),))
    session.translations.record(article_id, Translation("en", ROUTE, title, None, blocks))
