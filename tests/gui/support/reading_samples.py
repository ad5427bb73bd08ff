"""Articles for the reading tests, made from the fixture's expected fields; the translations are ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from reader.core.model import (
    Article,
    ArticleSummary,
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
from reader.services.library.open_article import OpenedArticle

DATA = Path(__file__).parents[2] / "data" / "lebrief"
KINDS = {"p": BlockKind.PARAGRAPH, "h2": BlockKind.HEADING, "related": BlockKind.RELATED}

_FR_EN = Hop("fr", "en", "translate-fr_en", "1.0", True)
ROUTES = {
    "en": Route((_FR_EN,)),
    "ar": Route((_FR_EN, Hop("en", "ar", "translate-en_ar", "1.0", True))),
}

ENGLISH = (
    "Interpol urges states to act against cybercrime.",
    "Meeting in Marrakech for their 93rd General Assembly, Interpol officials encouraged member states.",
    "The organisation has adopted a resolution calling for states to ratify and apply the Convention.",
)
ARABIC = (
    "الإنتربول يحث الدول على التحرك ضد الجريمة الإلكترونية.",
    "شجّع مسؤولو الإنتربول، المجتمعون في مراكش، الدول الأعضاء على خطوة حاسمة في مكافحة الجرائم الرقمية.",
    "كما دُعيت الدول إلى تعزيز أنظمة الاتصال الآمنة التابعة للمنظمة، ومنها NEXUS و Mistral AI، بنسبة 38%.",
)


def sentences(text: str, part: int = 0) -> tuple[Sentence, ...]:
    """Sentences cut at full stops, good enough for tests."""
    found = re.finditer(r"\S.*?(?:[.!?](?=\s|$)|$)", text)
    return tuple(Sentence(m.group(), part, m.start(), m.end()) for m in found)


def paragraph(number: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH, **more: object) -> Block:
    """A block of one part."""
    return Block(
        f"b{number}", kind, (Part(text.replace("&", "&amp;"), text),), sentences=sentences(text), **more
    )


def lebrief(pictures: bool = True) -> OpenedArticle:
    """The LeBrief article as the library would open it."""
    data = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
    blocks = tuple(
        paragraph(
            n,
            b["text"],
            KINDS[b["kind"]],
            level=2 if b["kind"] == "h2" else 0,
            url="https://www.lebrief.ma/93e-session/" if b["kind"] == "related" else "",
        )
        for n, b in enumerate(data["blocks"])
    )
    file = next(iter(DATA.rglob(data["lead_image"])), None)
    lead = Picture("https://www.lebrief.ma/x.jpg", data["caption"], digest="aa", width=1200, height=800)
    if file is not None:
        from PySide6.QtGui import QImageReader

        size = QImageReader(str(file)).size()
        lead = replace(lead, width=size.width(), height=size.height())
    document = Document(
        "https://www.lebrief.ma" + data["url_path"],
        data["title"],
        blocks,
        "",
        author=data["author"],
        date=data["date"],
        language="fr",
        site=data["site"],
        section=data["section"],
        lead=lead if pictures else None,
    )
    paths = {"aa": file} if file is not None and pictures else {}
    return OpenedArticle(article(document), {}, paths)


def article(document: Document, number: int = 7) -> Article:
    """A stored article around a document."""
    summary = ArticleSummary(number, document.title, document.url, language=document.language)
    return Article(summary, document)


def opened(*blocks: Block, title: str = "Titre", language: str = "fr", number: int = 7) -> OpenedArticle:
    """An opened article of the given blocks."""
    document = Document("https://example.org/a", title, blocks, "", language=language, date="2025-11-27")
    return OpenedArticle(article(document, number))


def translated(block_id: str, source: tuple[Sentence, ...], target: str) -> TranslatedBlock:
    """A finished block: our sentences in turn."""
    words = ENGLISH if target == "en" else ARABIC
    pairs = tuple(TranslatedSentence(s.text, words[(n + len(s.text)) % 3]) for n, s in enumerate(source))
    return TranslatedBlock(block_id, pairs)


def translation(article_: OpenedArticle, target: str) -> Translation:
    """The whole translation of an article."""
    document = article_.article.document
    title = translated("title", sentences(document.title), target)
    caption = document.lead.caption if document.lead else ""
    return Translation(
        target,
        ROUTES[target],
        title,
        translated("caption", sentences(caption), target) if caption else None,
        tuple(translated(b.id, b.sentences, target) for b in document.blocks if b.sentences),
        3.0,
    )
