"""An article with every kind of block, in French and in Arabic, with pictures and notes; our own texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from reader.core.model import Block, BlockKind, Direction, Document, Part, Picture
from reader.services.library.open_article import OpenedArticle
from tests.gui.support.reading_samples import article, sentences

PAGE = "https://example.org/articles/tout/"

FRENCH = {
    "title": "Un article avec tout ce qu’un article peut avoir",
    "body": "La <b>commission</b> a remis son rapport à Mistral AI<sup>"
    "<a href='{page}#fn1'>1</a></sup> ; voir "
    "<a href='https://example.org/x'>l’annexe</a>. Elle compte 38 % de nouveaux "
    "membres<a href='{page}#fn2'>[2]</a>.",
    "heading": "Une partie",
    "items": ("Premier point du texte.", "Un sous-point.", "Encore <i>un</i> sous-point.", "Second point."),
    "quote": ("La liberté commence où l’ignorance finit.", "Victor Hugo"),
    "cells": ("Année", "Part", "Note", "2024", "38 %", "en hausse", "2025", "41 %", "stable"),
    "caption": "La salle du conseil, à Rabat",
    "notes": (
        "Société fondée à Paris en 2023. <a href='{page}#fnref1'>↩</a>",
        "Chiffres de 2025, sans les observateurs. <a href='{page}#fnref2'>↩</a>",
    ),
    "related": "Le rapport de l’an passé",
}
ARABIC = {
    "title": "مقال فيه كل ما قد يكون في مقال",
    "body": "سلّمت <b>اللجنة</b> تقريرها إلى شركة Mistral AI<sup><a href='{page}#fn1'>1</a></sup>؛ انظر <a "
    "href='https://example.org/x'>الملحق</a> على الموقع https://example.org/rapport. "
    "وتضم 38% من الأعضاء الجدد"
    "<a href='{page}#fn2'>[2]</a> في C++ و NEXUS.",
    "heading": "الجزء الأول",
    "items": (
        "النقطة الأولى من النص.",
        "نقطة فرعية.",
        "نقطة فرعية <i>أخرى</i>.",
        "النقطة الثانية: Windows 11.",
    ),
    "quote": ("تبدأ الحرية حيث ينتهي الجهل.", "فيكتور هوغو"),
    "cells": ("السنة", "النسبة", "ملاحظة", "2024", "38%", "في ارتفاع", "2025", "41%", "مستقرة"),
    "caption": "قاعة المجلس في الرباط",
    "notes": (
        "شركة أُسست في باريس سنة 2023. <a href='{page}#fnref1'>↩</a>",
        "أرقام 2025، دون المراقبين. <a href='{page}#fnref2'>↩</a>",
    ),
    "related": "تقرير السنة الماضية",
}


def every_kind(folder: Path, language: str = "fr", number: int = 7) -> OpenedArticle:
    """The article, its three pictures written into `folder`."""
    words = ARABIC if language == "ar" else FRENCH
    direction = Direction.RTL if language == "ar" else Direction.LTR
    paths = pictures(folder)

    def block(name: str, kind: BlockKind, parts: list[Part], **more: object) -> Block:
        found = [s for n, part in enumerate(parts) for s in sentences(part.text, n)]
        return Block(name, kind, tuple(parts), direction=direction, sentences=tuple(found), **more)

    def figure(digest: str, caption: str) -> Block:
        size = QImage(str(paths[digest])).size()
        picture = Picture(
            f"https://example.org/img/{digest}.png",
            caption,
            "Agence X",
            "Une salle",
            digest,
            size.width(),
            size.height(),
        )
        parts = [part(caption)] if caption else []
        return block(f"figure-{digest}", BlockKind.FIGURE, parts, picture=picture)

    items = words["items"]
    mixed = [
        part(items[0], ordered=True),
        part(items[1], level=1),
        part(items[2], level=1),
        part(items[3], ordered=True),
    ]
    cells = [part(cell, header=n < 3) for n, cell in enumerate(words["cells"])]
    code = "def lire(x):\n    return x + 1  # café"
    blocks = (
        block("body", BlockKind.PARAGRAPH, [part(words["body"])]),
        block("h", BlockKind.HEADING, [part(words["heading"])], level=2),
        block("list", BlockKind.LIST, mixed),
        figure("bb", words["caption"]),
        block("bullets", BlockKind.LIST, [part(item) for item in items[:3]]),
        block("quote", BlockKind.QUOTE, [part(line) for line in words["quote"]]),
        block("table", BlockKind.TABLE, cells, columns=3),
        Block("code", BlockKind.CODE, (Part(code, code),)),
        figure("cc", ""),
        block("related", BlockKind.RELATED, [part(words["related"])], url="https://example.org/annee"),
        block("embed", BlockKind.EMBED, [part("youtube.com")], url="https://www.youtube.com/watch?v=1"),
        block("notes", BlockKind.LIST, [part(note, ordered=True) for note in words["notes"]]),
    )
    lead = Picture("https://example.org/img/aa.png", words["caption"], "", "", "aa", 600, 300)
    document = Document(
        PAGE,
        words["title"],
        blocks,
        "",
        "A. Auteur",
        "2025-11-27",
        language=language,
        site="Exemple",
        lead=lead,
    )
    return OpenedArticle(article(document, number), {}, paths)


def part(html: str, **more: object) -> Part:
    """A part of inline markup with its plain text."""
    from reader.gui.article_view.inline_runs import runs_of, text_of

    html = html.replace("{page}", PAGE)
    return Part(html, text_of(runs_of(html)), **more)


def pictures(folder: Path) -> dict[str, Path]:
    """Three pictures of one colour each: wide, usual and high."""
    made = {}
    for digest, size, color in (
        ("aa", (600, 300), "#3a7"),
        ("bb", (1600, 900), "#a63"),
        ("cc", (300, 500), "#369"),
    ):
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        made[digest] = folder / f"{digest}.png"
        image.save(str(made[digest]))
    return made


def store(paths, folder: Path, *languages: str) -> list[int]:
    """Write the article into a library once for each language, its pictures too; returns the ids."""
    from dataclasses import replace

    from reader.services.library_session import LibrarySession

    ids = []
    with LibrarySession.open(paths) as session:
        for number, language in enumerate(languages):
            opened = every_kind(folder, language)
            kept = {
                digest: session.assets.add(file.read_bytes(), "image/png")
                for digest, file in opened.picture_paths.items()
            }
            document = opened.article.document
            lead = replace(document.lead, digest=kept[document.lead.digest])
            blocks = tuple(
                replace(b, picture=replace(b.picture, digest=kept[b.picture.digest])) if b.picture else b
                for b in document.blocks
            )
            url = f"{PAGE}?{language}" if number else PAGE
            stored = replace(document, lead=lead, blocks=blocks, url=url)
            ids.append(
                session.articles.add(
                    stored, url, f"example.org/{language}", f"2026-01-0{number + 1}T10:00:00+00:00"
                )
            )
    return ids
