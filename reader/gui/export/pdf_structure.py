"""What Qt's PDF writer leaves out: tags for screen readers, the outline, the language.

The pages were drawn with a rectangle outside the sheet before and after each part (`page_marks`). Here these
become the marks of a tagged PDF, and the tree of the article's parts is written beside the pages.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from reader.core.languages import direction_of
from reader.core.model import Direction
from reader.gui.export.boxes import said
from reader.gui.export.page_marks import CLOSE, OPEN, OUTSIDE, UNSEEN_SIZE, Element, Mark
from reader.gui.export.pdf_letters import Letters

_STRETCH = re.compile(
    rf"{OUTSIDE} -(\d+) {OPEN} 3 re\s+f\b(.*?){OUTSIDE} -\1 {CLOSE} 3 re\s+f\b".encode("ascii"), re.DOTALL
)
_UNSEEN = re.compile(rf"BT\n/F\d+ {UNSEEN_SIZE} Tf [^\n]*\n.*?ET\n".encode("ascii"), re.DOTALL)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_END_OF_TEXT = b"\nET\n"
_UNITS_A_POINT = 10
_VERSION = "%PDF-1.7"
"""The first version of an ISO standard that knows tags and languages."""
_DEPTH = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


def finished_pdf(data: bytes, documents: Sequence[Element], marks: Sequence[Mark], title: str) -> bytes:
    """A PDF as Qt wrote it, with its structure; `documents` (the articles) and `marks` are what was drawn."""
    document = _joined(documents)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.pdf_header = _VERSION
    fonts = DictionaryObject()
    for page in writer.pages:
        fonts.update(_fonts(page))
    letters = Letters(fonts)
    for page in writer.pages:
        for found in _STRETCH.finditer(_drawing(page)):
            letters.learn(_UNSEEN.sub(b"", found[2]), said(marks[int(found[1]) - 1].text))
    places = [_mark_page(writer, number, marks, letters) for number in range(len(writer.pages))]
    letters.complete()
    _write_tree(writer, document, marks, places)
    for article in documents:
        _write_outline(writer, article, marks)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(document.language)
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    wishes = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    if direction_of(document.language) is Direction.RTL:
        wishes[NameObject("/Direction")] = NameObject("/R2L")
    root[NameObject("/ViewerPreferences")] = wishes
    writer.add_metadata({"/Title": title, "/Creator": "Liseuse"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _joined(documents: Sequence[Element]) -> Element:
    """One document of all; several articles are parts of it, `Art` in the words of PDF 1.7, 14.8.4.2."""
    if len(documents) == 1:
        return documents[0]
    whole = Element("Document", documents[0].language)
    for article in documents:
        article.tag = "Art"
        whole.kids.append(article)
    return whole


def _fonts(page: PageObject) -> DictionaryObject:
    resources = cast(DictionaryObject, page["/Resources"].get_object())
    fonts = resources.get("/Font")
    return cast(DictionaryObject, fonts.get_object()) if fonts is not None else DictionaryObject()


def _drawing(page: PageObject) -> bytes:
    contents = page.get_contents()
    return contents.get_data() if contents is not None else b""


def _mark_page(writer: PdfWriter, number: int, marks: Sequence[Mark], letters: Letters) -> dict[int, int]:
    """Put the marks into a page's content; gives the page's own number of each mark."""
    page = writer.pages[number]
    own: dict[int, int] = {}

    def mark(found: re.Match[bytes]) -> bytes:
        index, drawn = int(found[1]) - 1, letters.join(_UNSEEN.sub(b"", found[2]))
        element, text = marks[index].element, said(marks[index].text)
        if element is None:
            return b"/Artifact BMC" + drawn + b"EMC"
        own[index] = len(own)
        words = ""
        if text and not _RIGHT_TO_LEFT.search(text):  # viewers would turn such words round once more
            words = f" /ActualText <feff{text.encode('utf-16-be', 'replace').hex()}>"
        # Viewers take the size and direction of `ActualText` from where the mark ends: inside the text.
        inside, end, after = drawn.rpartition(_END_OF_TEXT)
        return f"/Span <</MCID {own[index]}{words}>> BDC".encode("ascii") + (
            inside + end + b"EMC\n" + after if end else drawn + b"EMC"
        )

    stream = StreamObject()
    stream.set_data(_STRETCH.sub(mark, _drawing(page)))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    page[NameObject("/StructParents")] = NumberObject(number)
    page[NameObject("/Tabs")] = NameObject("/S")
    return own


def _write_tree(
    writer: PdfWriter, document: Element, marks: Sequence[Mark], places: Sequence[dict[int, int]]
) -> None:
    owners: list[dict[int, IndirectObject]] = [{} for _ in places]

    def add(element: Element, parent: IndirectObject) -> IndirectObject:
        made = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject(f"/{element.tag}"),
                NameObject("/P"): parent,
            }
        )
        reference: IndirectObject = writer._add_object(made)
        if element.language:
            made[NameObject("/Lang")] = TextStringObject(element.language)
        if element.alt:
            made[NameObject("/Alt")] = TextStringObject(element.alt)
        kids = ArrayObject()
        for kid in element.kids:
            if isinstance(kid, Element):
                if _drawn(kid):
                    kids.append(add(kid, reference))
                continue
            page = marks[kid].page
            place = places[page].get(kid)
            if place is None:
                continue
            owners[page][place] = reference
            kids.append(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/MCR"),
                        NameObject("/Pg"): writer.pages[page].indirect_reference,
                        NameObject("/MCID"): NumberObject(place),
                    }
                )
            )
        made[NameObject("/K")] = kids
        return reference

    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    place = writer._add_object(root)
    root[NameObject("/K")] = ArrayObject([add(document, place)])
    numbers = ArrayObject()
    for page, own in enumerate(owners):
        numbers.append(NumberObject(page))
        numbers.append(writer._add_object(ArrayObject([own[index] for index in sorted(own)])))
    root[NameObject("/ParentTree")] = writer._add_object(DictionaryObject({NameObject("/Nums"): numbers}))
    root[NameObject("/ParentTreeNextKey")] = NumberObject(len(owners))
    writer.root_object[NameObject("/StructTreeRoot")] = place


def _drawn(element: Element) -> bool:
    return any(not isinstance(kid, Element) or _drawn(kid) for kid in element.kids)


def _write_outline(writer: PdfWriter, document: Element, marks: Sequence[Mark]) -> None:
    """The headings as the viewer's table of contents, those of each language below its own."""
    above: dict[str, list[tuple[int, IndirectObject]]] = {}
    for element in document.kids:
        if not isinstance(element, Element) or element.tag not in _DEPTH:
            continue
        drawn = next((kid for kid in element.kids if isinstance(kid, int)), None)
        if drawn is None or not element.title:
            continue
        mark, depth = marks[drawn], _DEPTH[element.tag]
        chain = above.setdefault(element.language, [])
        while chain and chain[-1][0] >= depth:
            chain.pop()
        height = float(writer.pages[mark.page].mediabox.height)
        top = height - mark.top / _UNITS_A_POINT + 6
        parent = chain[-1][1] if chain else None
        item = writer.add_outline_item(
            title=element.title, page_number=mark.page, parent=parent, fit=Fit.xyz(0, top)
        )
        chain.append((depth, item))
