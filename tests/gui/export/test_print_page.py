"""The printed page, read back from the PDF: order, pages, pictures, fonts, outline, language, tags."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QLocale, QMarginsF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPdfWriter

from reader.core.model import Block, BlockKind, Direction, Part, Picture
from reader.core.progress import Cancelled, Progress
from reader.gui.export.page_style import paper_of
from reader.gui.export.print_document import pdf_of, pdf_of_all, print_articles
from reader.gui.export.typeset_text import LONGEST, TextSetter
from reader.gui.theme.reading_fonts import ReadingFonts
from reader.reading.printed_article import PrintedArticle, PrintedRow

FRENCH = "L’affaire est difficile : le barrage « Bin El Ouidane » retrouve officiellement son niveau. "
ARABIC = "استعاد سد بين الويدان مستواه بعد أمطار نونبر، وقال الوزير إن الموسم أفضل. "


def part(text: str, **more: object) -> Part:
    return Part(text.replace("<", "&lt;"), text, **more)


def block(kind: BlockKind, *texts: str, **more: object) -> Block:
    return Block("b", kind, tuple(part(text) for text in texts), **more)


def figure(name: str, caption: str = "") -> Block:
    parts = (part(caption),) if caption else ()
    return Block("f", BlockKind.FIGURE, parts, picture=Picture(name, alt="Un barrage", digest="x"))


def paragraph(text: str) -> Block:
    return block(BlockKind.PARAGRAPH, text)


def heading(text: str, level: int = 2) -> Block:
    return block(BlockKind.HEADING, text, level=level)


def article(*blocks: Block, **more: object) -> PrintedArticle:
    rows = tuple(PrintedRow((shown,), ("fr",)) for shown in blocks)
    given = {
        "section": "Économie", "author": "Mouna", "site": "LeBrief", "date": "2025-11-28",
        "address": "https://www.lebrief.example/barrage",
    }  # fmt: skip
    return PrintedArticle(("Les barrages",), ("fr",), rows, **(given | more))


def facing(*pairs: tuple[Block, Block]) -> PrintedArticle:
    rows = tuple(
        PrintedRow((own, replace(theirs, direction=Direction.RTL)), ("fr", "ar")) for own, theirs in pairs
    )
    return PrintedArticle(("Les barrages", "السدود"), ("fr", "ar"), rows, facing=True)


def read(shown: PrintedArticle, files=None, paper: str = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(shown, files or {}, ReadingFonts(), paper)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(node) -> list[tuple[str, str]]:
    """Every element of the document's tree with its language, in reading order."""
    kids = node.get("/K", [])
    found = [(node["/S"][1:], node.get("/Lang", ""))] if "/S" in node else []
    for kid in kids:
        kid = kid.get_object()
        if "/S" in kid:
            found += tags(kid)
    return found


@pytest.fixture
def pictures(tmp_path, qapp):
    files = {}
    for name, (width, height) in {"wide": (1600, 900), "tall": (800, 3000)}.items():
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor("#556677"))
        files[name] = tmp_path / f"{name}.jpg"
        image.save(str(files[name]))
    return files


def test_a_page_says_everything_in_order_and_what_it_is(qapp):
    bullets = Block("l", BlockKind.LIST, (part("Un"), part("Deux", level=1), part("Trois")))
    table = replace(block(BlockKind.TABLE, "Bassin", "Part", "Oum Er-Rbia", "9 %"), columns=2)
    shown = article(
        paragraph(FRENCH * 3), heading("Les chiffres"), bullets, block(BlockKind.QUOTE, "Une phrase."), table,
        heading("Détail", 3), block(BlockKind.CODE, "a = 1", "b = 2"), heading("La fin"), paragraph("Voilà."),
    )  # fmt: skip
    reader = read(shown)
    text = words(reader)
    order = ["Économie", "Les barrages", "Mouna", "28 novembre 2025", "https://www.lebrief.example/barrage",
             "L’affaire est difficile", "Les chiffres", "Deux", "Trois", "Une phrase.", "Oum Er-Rbia",
             "a = 1", "La fin", "Voilà.", "1 / 1"]  # fmt: skip
    places = [text.find(words) for words in order]
    assert -1 not in places, text
    assert places == sorted(places)
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Les barrages" and reader.metadata.author == "Mouna"
    assert root["/Lang"] == "fr" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"] and reader.pdf_header == "%PDF-1.7"
    found = [tag for tag, _ in tags(root["/StructTreeRoot"]["/K"][0].get_object())]
    assert found[0] == "Document" and [tag for tag in found if tag[0] == "H"] == ["H1", "H2", "H3", "H2"]
    assert found.count("LI") == 3 and found.count("TR") == 2 and "BlockQuote" in found and "Code" in found
    (title, below) = reader.outline
    assert title.title == "Les barrages"
    assert [item.title for item in below if not isinstance(item, list)] == ["Les chiffres", "La fin"]
    assert [annotation.get_object()["/A"]["/URI"] for annotation in reader.pages[0]["/Annots"]] == [
        "https://www.lebrief.example/barrage"
    ]


def test_every_font_is_embedded_and_every_letter_can_be_searched(qapp):
    reader = read(facing((paragraph(FRENCH + "ABC — officiel"), paragraph(ARABIC + "الأسد والإنسان"))))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 3
    for font in fonts.values():
        below = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in below["/FontDescriptor"].get_object()
    text = words(reader)
    assert "ABC — officiel" in text and "difficile" in text, "no ligature that a search would miss"
    arabic = re.sub(r"\s", "", text)
    for word in ("استعاد", "الأسد", "والإنسان"):
        assert word in arabic or word[::-1] in arabic


@pytest.mark.parametrize("lines", range(0, 30, 3))
def test_a_picture_stands_whole_with_its_caption_and_a_heading_with_its_text(pictures, lines):
    before = [paragraph("Une ligne.")] * lines
    reader = read(
        article(*before, heading("Titre du bloc"), paragraph(FRENCH * 4), figure("tall", "La légende")),
        pictures,
    )
    drawn = [number for number, page in enumerate(reader.pages) if page.images]
    assert len(drawn) == 1, "no picture over two pages"
    page = reader.pages[drawn[0]]
    assert "La légende" in page.extract_text()
    (image,) = page.images
    assert abs(image.image.width / image.image.height - 800 / 3000) < 0.01
    (headed,) = [page.extract_text() for page in reader.pages if "Titre du bloc" in page.extract_text()]
    assert "difficile" in headed[headed.index("Titre du bloc") :], "a heading is not left alone"


def test_a_wide_picture_keeps_its_proportion_inside_the_margins(pictures):
    reader = read(article(figure("wide", "La légende")), pictures)
    data = reader.pages[0].get_contents().get_data()
    (found,) = re.findall(rb"([\d.]+) 0 0 ([\d.]+) ([\d.]+) [\d.]+ cm\n(\d+) 0 0 -(\d+) 0 \d+ cm /Im", data)
    across, down, left, columns, rows = map(float, found)
    width, height = across * columns, down * rows
    assert abs(width / height - 16 / 9) < 0.01
    assert left >= 500 and left + width <= 5_950 - 500


def test_long_texts_go_on_with_page_numbers_and_the_title_above(qapp):
    reader = read(article(*[paragraph(FRENCH * 6)] * 20), paper="letter")
    count = len(reader.pages)
    assert count > 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"{number} / {count}" in text
        assert "Les barrages" in text
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)


def test_two_languages_face_each_other_the_arabic_on_the_right(qapp):
    reader = read(
        facing(
            (paragraph("Un premier texte."), paragraph(ARABIC)), (paragraph("Un autre."), paragraph(ARABIC))
        )
    )
    placed = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            placed.append((text, tm[4], tm[5])) if text.strip() else None
        )
    )
    left = [(x, y) for text, x, y in placed if "premier" in text or "autre" in text]
    right = [(x, y) for text, x, y in placed if "استعاد" in text or "استعاد"[::-1] in text]
    assert len(left) == len(right) == 2
    assert all(own[0] < theirs[0] for own, theirs in zip(left, right, strict=True))
    assert all(abs(own[1] - theirs[1]) < 2 for own, theirs in zip(left, right, strict=True)), "side by side"
    languages = [
        said
        for tag, said in tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())
        if tag == "P"
    ]
    assert languages[-4:] == ["fr", "ar", "fr", "ar"], "read aloud paragraph by paragraph"


def test_an_arabic_article_is_read_from_the_right(qapp):
    shown = PrintedArticle(
        ("السدود",), ("ar",), (PrintedRow((replace(paragraph(ARABIC), direction=Direction.RTL),), ("ar",)),),
        date="2025-11-28",
    )  # fmt: skip
    root = read(shown).trailer["/Root"]
    assert root["/Lang"] == "ar" and root["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_a_table_repeats_its_head_on_every_page(qapp):
    cells = [part("Bassin", header=True), part("Part", header=True)]
    cells += [part(text) for row in range(90) for text in (f"Rang {row}", "9 %")]
    reader = read(article(Block("t", BlockKind.TABLE, tuple(cells), columns=2)))
    assert len(reader.pages) > 1
    assert all("Bassin" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("text", ["a" * 200_000, "abcdefghi " * 20_000], ids=["one word", "one paragraph"])
def test_a_very_long_text_is_laid_out_in_pieces_and_loses_nothing(qapp, text, monkeypatch):
    laid = []
    whole = TextSetter.set

    def counted(self, runs, *more):
        laid.append(sum(len(run.text) for run in runs))
        return whole(self, runs, *more)

    monkeypatch.setattr(TextSetter, "set", counted)
    reader = read(article(paragraph(text)))
    assert max(laid) <= LONGEST and sum(laid) >= len(text)
    assert len(reader.pages) > 10


def test_a_very_long_cell_and_caption_lose_nothing_either(pictures):
    count = LONGEST // len("canal ") + 200
    long = "canal " * count
    table = replace(block(BlockKind.TABLE, long, "9 %"), columns=2)
    for shown in (table, figure("wide", long), figure("missing", long)):
        reader = read(article(shown), pictures)
        assert len(reader.pages) > 1 and re.sub(r"\s", "", words(reader)).count("canal") == count


def test_hostile_markup_shows_its_words_and_no_picture_of_another_name(qapp, pictures):
    html = '<img src="wide"><b>gras</b> <a href="javascript:x()">un</a> <a href="file:///etc/passwd">deux</a>'
    hostile = Block("p", BlockKind.PARAGRAPH, (Part(html, "gras un deux"),))
    reader = read(article(hostile, figure(str(pictures["wide"])), address=""), pictures)
    assert "gras un deux" in words(reader)
    assert not any(page.images for page in reader.pages)
    assert not any(page.annotations for page in reader.pages)


def test_the_printer_gets_the_same_pages_and_can_be_stopped(qapp, tmp_path):
    def printed(progress):
        writer = QPdfWriter(str(tmp_path / "printed.pdf"))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
        long, short = article(*[paragraph(FRENCH * 6)] * 8), facing((paragraph(FRENCH), paragraph(ARABIC)))
        print_articles([(long, {}), (short, {})], ReadingFonts(), writer, progress)

    printed(Progress())
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert len(pages) > 2 and round(pages[0].mediabox.width) == 420
    ends = ["".join(page.extract_text().split()).rpartition("/")[0][-1] for page in pages]
    assert ends == [*map(str, range(1, len(pages))), "1"], "each article counts its own pages"
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        printed(stopped)


def test_several_articles_in_one_file_keep_their_words_parts_and_outline(qapp):
    long, short = article(*[paragraph(FRENCH * 6)] * 8), facing((paragraph(FRENCH), paragraph(ARABIC)))
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Landscape, QMarginsF(10, 10, 10, 10)
    )
    reader = PdfReader(
        io.BytesIO(pdf_of_all([(long, {}), (short, {})], "Two", ReadingFonts(), layout, Progress()))
    )
    assert round(reader.pages[0].mediabox.width) == 595, "as the reader laid the paper"
    ends = ["".join(page.extract_text().split()).rpartition("/")[0][-1] for page in reader.pages]
    assert ends == [*map(str, range(1, len(reader.pages))), "1"], "each article counts its own pages"
    assert " ".join(FRENCH.split()[:4]) in " ".join(reader.pages[-1].extract_text().split())
    (whole,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    articles = [kid.get_object() for kid in whole.get_object()["/K"]]
    assert [one["/S"] for one in articles] == ["/Art", "/Art"]
    first, second = ({kid.get_object()["/S"] for kid in one["/K"]} for one in articles)
    assert "/P" in first and second
    titles = [
        reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)
    ]
    assert titles[0] == 0 and len(reader.pages) - 1 in titles


@pytest.mark.parametrize(
    ("choice", "place", "paper"),
    [
        ("region", "fr_MA", "a4"),
        ("region", "en_US", "letter"),
        ("a4", "en_US", "a4"),
        ("letter", "fr", "letter"),
    ],
)
def test_the_paper_is_the_readers_or_the_regions(choice, place, paper):
    assert paper_of(choice, QLocale(place)) == paper


def test_no_word_is_parted_between_two_pages(qapp):
    sentence = "On en a parlé à la fin de mai, et l’administration gouvernementale a dit oui, puis non. "
    ends = []
    for shift in range(4):
        text = "Oui. " * shift + sentence * 60
        reader = read(article(*[paragraph(text)] * 2))
        for page in reader.pages:
            lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
            ends.append(next(line for line in reversed(lines) if len(line) > 20))
    assert len(ends) > 8
    assert [end for end in ends if end.endswith(("-", "\u00ad"))] == []
