"""The reading view: what it shows, what it refuses, and that the line being read stays where it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextBlock, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.model import Block, BlockKind, Direction, Part, Picture, ReadingPosition, TextView
from reader.gui.article_view import incremental_builder
from reader.gui.article_view.block_writer import PICTURE, READ_ALSO
from reader.gui.article_view.document_builder import SOURCE, TARGET
from reader.gui.article_view.scroll_anchor import line_top, sentence_start
from reader.gui.background.picture_loader import decode
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.theme.theme import THEMES, apply, load_theme
from reader.gui.theme.typography import text_step
from reader.services.library_session import LibrarySession
from reader.settings.paths import LibraryPaths
from tests.gui.support.counting import longest
from tests.gui.support.reading_samples import lebrief, opened, paragraph, translation
from tests.gui.support.screen import screen
from tests.gui.support.translated_pane import shown_in

RED = QColor(255, 0, 0)


def blocks(pane) -> list[QTextBlock]:
    found, block = [], pane.view.document().begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def block_with(pane, text: str) -> QTextBlock:
    return next(b for b in blocks(pane) if text in b.text().replace("\u00a0", " "))


def fragment_format(block: QTextBlock):
    return next(iter(block)).fragment().charFormat()


def height_of(pane, block_id: str, sentence: int = 0) -> float:
    """Where a sentence's line stands in the pane, px."""
    rendered = pane.view.rendered
    start = sentence_start(rendered, block_id, sentence)
    top = line_top(rendered.document, start) - pane.view.verticalScrollBar().value()
    return pane.view.viewport().mapTo(pane, QPoint(0, 0)).y() + top


def reds(widget) -> int:
    """How many of every other pixel are red."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = bytes(image.constBits())
    pixels = zip(raw[0::8], raw[1::8], raw[2::8], strict=True)
    return sum(red > 200 and green < 50 and blue < 50 for blue, green, red in pixels)


def red_picture(folder, name: str = "secret.png"):
    file = folder / name
    picture = QImage(90, 60, QImage.Format.Format_RGB32)
    picture.fill(RED)
    assert picture.save(str(file))
    return file


def long_article(number: int = 7, count: int = 60):
    text = lebrief().article.document.blocks[2].text
    return opened(*[paragraph(n, f"{text} {number}.") for n in range(count)], number=number)


def test_the_article_is_shown_in_order(pane):
    pane.show_article(lebrief())
    text = pane.view.toPlainText()
    order = ["Société", "Marrakech : Interpol", "Ilyasse Rhamir", "28 November 2025", "Reading time 2 min"]
    order += [
        "Photo prise",
        "Réunis à Marrakech",
        "Lire aussi : ",
        "Une coopération renforcée",
        "Avec plus de 800",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "2 min left" in text


def test_title_is_semibold_and_lines_have_the_designs_height(pane):
    pane.show_article(lebrief())
    step = text_step(3)
    title = block_with(pane, "Marrakech : Interpol exhorte")
    assert title.blockFormat().headingLevel() == 1
    assert title.blockFormat().lineHeight() == step.title_line
    assert fragment_format(title).fontFamilies()[0] == "Source Serif 4 SemiBold"
    body = block_with(pane, "Réunis à Marrakech")
    assert body.blockFormat().lineHeight() == step.line
    assert fragment_format(body).font().pixelSize() == step.body
    assert body.blockFormat().topMargin() == step.gap
    assert block_with(pane, "Une coopération").blockFormat().headingLevel() == 2


def test_the_column_is_the_measure_and_centred(pane):
    pane.show_article(lebrief())
    view = pane.view
    assert view.column == pytest.approx(605, rel=0.02), "the system's hinting moves it"
    margins = view.viewportMargins()
    assert abs(margins.left() - margins.right()) <= 1
    assert view.viewport().width() == view.column + 80


def test_the_text_stands_clear_of_the_page_s_edges_and_of_what_lies_over_it(pane):
    for rooms, end_room, above, below in (
        ((0, 0), 0, 28, 96),
        ((48, 34), 0, 76, 130),
        ((0, 0), 120, 28, 216),
    ):
        pane.view.rooms, pane.view.end_room = rooms, end_room
        pane.show_article(long_article())
        pane.view.lay_out_all()
        layout, found = pane.view.document().documentLayout(), blocks(pane)
        assert layout.blockBoundingRect(found[0]).top() == above
        room = layout.documentSize().height() - layout.blockBoundingRect(found[-1]).bottom()
        assert room == pytest.approx(below, abs=6), "the last line has some of its own"


def test_what_stands_below_the_article_is_no_part_of_what_is_read(pane):
    pane.view.end_room = 300
    pane.show_article(long_article())
    pane.view.lay_out_all()
    bar = pane.view.verticalScrollBar()
    bar.setValue(bar.maximum() - 300)
    assert pane.view.read_share.above == 1.0 and pane.view.read_share.end_in_sight
    bar.setValue((bar.maximum() - 300) // 2)
    assert pane.view.share_read == pytest.approx(0.5, abs=0.01)


def test_the_related_link_is_muted_bold_then_underlined(pane):
    pane.show_article(lebrief())
    block = block_with(pane, READ_ALSO["fr"])
    lead, link = [piece.fragment().charFormat() for piece in block][:2]
    assert lead.foreground().color() == pane.view.theme.color("muted")
    assert lead.font().weight() == 600
    assert link.fontUnderline()
    assert link.anchorHref() == "https://www.lebrief.ma/93e-session/"


def test_arabic_blocks_run_right_to_left_in_naskh(pane):
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language("ar")
    body = block_with(pane, "كما دُعيت")
    assert body.blockFormat().layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert body.blockFormat().alignment() & Qt.AlignmentFlag.AlignRight
    assert body.blockFormat().lineHeight() == text_step(3).arabic_line
    faces = {p.fragment().text().strip("\u2068\u2069 "): p.fragment().charFormat() for p in body}
    assert faces["NEXUS"].fontFamilies()[0] == "Source Serif 4"
    assert faces["NEXUS"].font().pixelSize() == 19
    naskh = fragment_format(body)
    assert (naskh.fontFamilies()[0], naskh.font().pixelSize()) == ("Noto Naskh Arabic", 22)
    line = body.layout().lineAt(0)
    assert line.naturalTextRect().right() >= line.width() - 2
    assert READ_ALSO["ar"] in pane.view.toPlainText()


def every_kind(direction: Direction = Direction.LTR) -> list[Block]:
    cells = (Part("A", "A", header=True), Part("B", "B", header=True), Part("c", "c"), Part("d", "d"))
    picture = Picture("https://e.org/x.png", "Légende")
    kinds = [
        ("l", BlockKind.LIST, (Part("un", "un"), Part("deux", "deux", level=1), Part("trois", "trois")), {}),
        ("o", BlockKind.LIST, (Part("premier", "premier", ordered=True),), {}),
        ("q", BlockKind.QUOTE, (Part("cité", "cité"),), {}),
        ("t", BlockKind.TABLE, cells, {"columns": 2}),
        ("c", BlockKind.CODE, (Part("if x:\n    y()", "if x:\n    y()"),), {}),
        ("f", BlockKind.FIGURE, (Part("Légende", "Légende"),), {"picture": picture}),
        ("e", BlockKind.EMBED, (Part("youtube.com", "youtube.com"),), {"url": "https://youtube.com/v"}),
        ("h", BlockKind.HEADING, (Part("Sous", "Sous"),), {"level": 3}),
    ]  # fmt: skip
    return [Block(i, k, p, direction=direction, **more) for i, k, p, more in kinds]


@pytest.mark.parametrize("direction", list(Direction))
def test_every_kind_of_block(pane, direction):
    pane.show_article(opened(*every_kind(direction), language="ar" if direction is Direction.RTL else "fr"))
    assert block_with(pane, "deux").textList().format().indent() == 2
    assert block_with(pane, "premier").textList().itemText(block_with(pane, "premier")) == "1."
    assert block_with(pane, "Sous").blockFormat().headingLevel() == 3
    assert block_with(pane, "if x:").text() == "if x:\u2028    y()"
    assert block_with(pane, "if x:").blockFormat().layoutDirection() == Qt.LayoutDirection.LeftToRight
    link = [p.fragment().charFormat() for p in block_with(pane, "youtube.com")][-1]
    assert link.anchorHref() == "https://youtube.com/v"
    cells = [block_with(pane, text).layout().position().x() for text in ("A", "B")]
    first, second = (block_with(pane, text) for text in ("A", "B"))
    layout = pane.view.document().documentLayout()
    x = [layout.blockBoundingRect(b).x() for b in (first, second)]
    assert (x[0] < x[1]) is (direction is Direction.LTR), cells


def test_pictures_keep_their_height_before_they_are_read(qtbot, theme):
    waiting = []
    pane = ReadingPane(lambda work, done: waiting.append((work, done)))
    qtbot.addWidget(pane)
    pane.resize(833, 868)
    pane.show()
    article = lebrief()
    pane.show_article(article)
    before = pane.view.document().size().height()
    place = height_of(pane, "b0")
    qtbot.waitUntil(lambda: len(waiting) == 1)
    work, done = waiting[0]
    picture = work()
    assert picture.width() == pane.view.column
    done(picture)
    assert pane.view.document().size().height() == before
    assert height_of(pane, "b0") == place
    shown = pane.view.document().resource(
        QTextDocument.ResourceType.ImageResource.value,
        QUrl(f"{PICTURE}aa/{picture.width()}x{picture.height()}"),
    )
    assert shown.size() == picture.size()


def test_a_picture_that_comes_too_late_is_dropped(qtbot, theme):
    waiting = []
    pane = ReadingPane(lambda work, done: waiting.append((work, done)))
    qtbot.addWidget(pane)
    pane.resize(833, 868)
    pane.show()
    pane.show_article(lebrief())
    qtbot.waitUntil(lambda: bool(waiting))
    pane.show_empty()
    work, done = waiting[0]
    done(work())
    assert pane.view.rendered is None


def test_pictures_are_decoded_small_with_round_corners(tmp_path):
    file = red_picture(tmp_path)
    made = decode(file, 45, 30, 2.0)
    assert (made.width(), made.height(), made.devicePixelRatio()) == (90, 60, 2.0)
    assert made.pixelColor(0, 0).alpha() == 0
    assert made.pixelColor(45, 30) == RED
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"not a picture")
    assert decode(bad, 10, 10, 1.0).isNull()


def test_a_missing_picture_shows_its_caption_and_no_empty_box(pane):
    pane.show_article(opened(every_kind()[5]))
    image = next(iter(blocks(pane)[-2])).fragment().charFormat().toImageFormat()
    assert image.name() == "mark:image-off"
    assert image.height() < 24
    assert "Légende" in pane.view.toPlainText()


@pytest.mark.parametrize("way", ["file://{}", "{}", "FILE://{}", "file:{}", "file://localhost{}"])
@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}">x',
        '<span style="background-image:url({})">xxxx</span>',
        "<style>p{{background-image:url({})}}</style>xxxx",
        '<table width="200" background="{}"><tr><td>x</td></tr></table>',
        '<a href="{}">x</a>',
    ],
)
def test_no_local_file_is_shown(pane, tmp_path, way, markup):
    address = way.format(red_picture(tmp_path))
    html = markup.format(address)
    block = Block("p", BlockKind.PARAGRAPH, (Part(html, "x"),))
    picture = Block("f", BlockKind.FIGURE, (), picture=Picture(address, digest=address, width=90, height=60))
    pane.show_article(opened(block, picture, title=html))
    assert reds(pane.view) == 0


def test_the_loader_answers_only_for_the_open_articles_pictures(pane, tmp_path, site):
    pane.show_article(lebrief())
    file = red_picture(tmp_path)
    kinds = QTextDocument.ResourceType
    for name in (
        f"file://{file}",
        str(file),
        site.url("/x.png"),
        "qrc:/x",
        "data:image/png;base64,AA",
        "picture:zz/1x1",
    ):
        answer = pane.view.loadResource(kinds.ImageResource.value, QUrl(name))
        assert (answer.width(), answer.height()) == (1, 1)
        assert not pane.view.loadResource(kinds.StyleSheetResource.value, QUrl(name)).isNull()
    assert site.requests == []


def test_navigation_is_refused(pane, tmp_path):
    pane.show_article(lebrief())
    before = pane.view.toPlainText()
    page = tmp_path / "x.html"
    page.write_text("secret")
    pane.view.setSource(QUrl.fromLocalFile(str(page)))
    assert pane.view.toPlainText() == before


def test_only_web_links_leave(pane, qtbot):
    pane.show_article(lebrief())
    for bad in ("file:///etc/passwd", "javascript:x", "data:,x", "qrc:/x", "//host/share"):
        with qtbot.assertNotEmitted(pane.link_clicked):
            pane.view.anchorClicked.emit(QUrl(bad))
    for good in ("https://e.org/a", "http://e.org", "mailto:a@e.org"):
        with qtbot.waitSignal(pane.link_clicked) as caught:
            pane.view.anchorClicked.emit(QUrl(good))
        assert caught.args == [good]


def test_a_click_on_a_link_tells_its_address(pane, qtbot):
    pane.show_article(
        opened(paragraph(1, "Lire aussi : Un autre article", BlockKind.RELATED, url="https://e.org/2"))
    )
    block = block_with(pane, "Un autre article")
    box = pane.view.document().documentLayout().blockBoundingRect(block)
    line = block.layout().lineAt(0)
    x = box.x() + line.cursorToX(block.text().index("autre"))[0]
    with qtbot.waitSignal(pane.link_clicked) as caught:
        qtbot.mouseClick(
            pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(x) + 4, int(box.y() + 18))
        )
    assert caught.args == ["https://e.org/2"]


@pytest.mark.parametrize(
    "block",
    [
        paragraph(1, "a" * 1_000_000),
        paragraph(1, "mot " * 250_000),
        paragraph(1, "e" + "\u0301" * 100_000),
        Block("t", BlockKind.TABLE, tuple(Part("cell", "cell") for _ in range(20_000)), columns=10),
        Block("l", BlockKind.LIST, tuple(Part("x", "x", level=n) for n in range(10_000))),
        Block("b", BlockKind.PARAGRAPH, (Part("<b>" * 10_000 + "x", "x"),)),
    ],
    ids=["long word", "long line", "combining marks", "large table", "deep list", "deep markup"],
)
def test_hostile_sizes_do_not_freeze_the_view(pane, work, block):
    with work:
        pane.show_article(opened(block))
        pane.view.document().size()
        pane.grab()
    paragraph_, word = longest(pane.view.document())
    assert paragraph_ < 60_100 and word <= 1_000, "Qt needs a minute for a word of 1 MB"
    assert work.laid_out < 61_000 and work.blocks < 500
    assert work.calls < 1_000_000, "some 20 for each cell, 40 for each tag"


def test_copying_gives_plain_text_without_what_display_added(pane):
    pane.show_article(opened(paragraph(1, "le mot كتاب et\u00adc. " + "x" * 1500)))
    pane.view.selectAll()
    pane.view.copy()
    text = QGuiApplication.clipboard().text()
    assert "le mot كتاب etc. " + "x" * 1500 in text
    assert not set(text) & set("\u2068\u2069\u200b\u00ad")
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


@pytest.fixture(params=["a fast processor", "a slow processor"])
def pace(request, monkeypatch):
    """The text at the reader's place is written within the act that changes it, or over many turns."""
    a_turn = 1000.0 if request.param == "a fast processor" else 0.0
    monkeypatch.setattr(incremental_builder, "AT_ONCE", a_turn)
    monkeypatch.setattr(incremental_builder, "A_TURN", a_turn)


def reached(pane, qtbot):
    qtbot.waitUntil(lambda: pane.view.whole and not pane.view.builder.reaching)


@pytest.mark.parametrize(
    "change", ["size", "largest", "theme", "measure", "language", "view", "window", "strip"]
)
def test_the_line_being_read_stays_where_it_is(pane, qtbot, qapp, pace, change):
    article = long_article()
    pane.show_article(article)
    reached(pane, qtbot)
    if change in ("language", "view"):
        shown_in(pane).done("ar", translation(article, "ar"))
    pane.view.verticalScrollBar().setValue(4321)
    position = pane.view.position()
    before = height_of(pane, position.block, position.sentence)
    if change == "size":
        for step in (5, 1, 4, 2, 3, 5):
            pane.set_text_size(step)
    elif change == "largest":
        pane.set_text_size(12)
    elif change == "theme":
        for name in THEMES:
            apply(qapp, load_theme(name))
    elif change == "measure":
        pane.set_measure(62)
    elif change == "language":
        pane.show_language("ar")
    elif change == "view":
        pane.set_view(TextView.INTERLEAVED)
    elif change == "strip":
        shown_in(pane).started("en", 61)
        pane.show_language("en")
    else:
        for width in (700, 520, 900, 611):
            pane.resize(width, 868)
        qtbot.settle(pane)
    reached(pane, qtbot)
    after = height_of(pane, position.block, position.sentence)
    assert after == pytest.approx(before, abs=1.5)


def turn_wheel(view, pixels):
    """Turn the wheel, or draw two fingers, down by so many px."""
    middle = QPointF(view.viewport().rect().center())
    turned = QPoint(0, -pixels)
    event = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), turned, turned, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.ScrollUpdate, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_small_turns_of_the_wheel_leave_the_very_top(pane, qtbot, language):
    article = long_article()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language(language)
    reached(pane, qtbot)
    pane.view.verticalScrollBar().setValue(0)
    heights = [0]
    for _ in range(8):
        turn_wheel(pane.view, 6)
        pane.view.without_moving(lambda: None)  # as a new “min left” above the text does
        heights.append(pane.view.verticalScrollBar().value())
    assert heights == sorted(set(heights)), "the title is in sight all the time"


@pytest.mark.parametrize("change", ["size", "view", "article"])
def test_the_page_stays_on_screen_until_the_text_at_the_place_is_written(pane, qtbot, monkeypatch, change):
    article = long_article(count=200)
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    reached(pane, qtbot)
    pane.view.verticalScrollBar().setValue(24321)
    place = pane.view.position()
    qtbot.settle(pane)
    top, high = pane.view.mapTo(pane, QPoint(0, 0)).y(), pane.view.height() - 60

    def on_screen():
        taken = pane.screen().grabWindow(pane.winId()).toImage()
        return taken.copy(0, top, pane.width(), high)

    before = on_screen()
    monkeypatch.setattr(incremental_builder, "AT_ONCE", 0.0)
    monkeypatch.setattr(incremental_builder, "A_TURN", 0.0)
    if change == "size":
        pane.set_text_size(5)
    elif change == "view":
        pane.set_view(TextView.INTERLEAVED)  # the strip comes, and the view becomes smaller
    else:
        other = long_article(number=8, count=200)
        pane.show_article(replace(other, article=replace(other.article, position=place)))
    turns = []
    pane.view.builder.grown.connect(lambda: turns.append(on_screen() == before))
    assert pane.view.builder.reaching
    qtbot.waitUntil(lambda: len(turns) > 5)
    assert all(turns[:5])
    reached(pane, qtbot)
    qtbot.settle(pane)
    assert on_screen() != before and not pane.view.held_page.isVisible()


def test_the_page_stays_in_its_theme_until_the_text_at_the_place_is_written(
    open_window, qtbot, monkeypatch, tmp_path
):
    document = long_article(count=200).article.document
    with LibrarySession.open(LibraryPaths(tmp_path / "library")) as session:
        number = session.articles.add(document, document.url, "long", "2026-01-01T10:00:00+00:00")
    window = open_window(theme="light")
    on_screen = screen(window)
    pane = on_screen.reading_pane
    on_screen.open_article(number)
    qtbot.waitUntil(lambda: pane.article_id == number)
    reached(pane, qtbot)
    pane.view.verticalScrollBar().setValue(24321)
    qtbot.settle(window)
    corner, view = pane.view.mapTo(window, QPoint(0, 0)), pane.view

    def drawn():
        taken = window.screen().grabWindow(window.winId()).toImage()
        return taken.copy(corner.x(), corner.y(), view.width(), view.height())

    before = drawn()
    monkeypatch.setattr(incremental_builder, "AT_ONCE", 0.0)
    monkeypatch.setattr(incremental_builder, "A_TURN", 0.0)
    on_screen.options.set("theme", "dark")
    assert view.builder.reaching
    turns = []
    view.builder.grown.connect(lambda: turns.append(drawn() == before))
    qtbot.waitUntil(lambda: len(turns) > 5)
    assert all(turns[:5])
    reached(pane, qtbot)
    qtbot.settle(window)
    assert drawn() != before and not view.held_page.isVisible()


def test_going_back_and_forth_does_not_drift(pane, qtbot):
    pane.show_article(long_article())
    reached(pane, qtbot)
    pane.view.verticalScrollBar().setValue(3000)
    start = pane.view.verticalScrollBar().value()
    for _ in range(10):
        pane.set_text_size(5)
        pane.set_text_size(3)
    reached(pane, qtbot)
    assert pane.view.verticalScrollBar().value() == start


def test_the_position_is_told_after_scrolling_and_restored(pane, qtbot, pace):
    article = long_article()
    pane.show_article(article)
    with qtbot.waitSignal(pane.position_changed) as caught:
        pane.view.verticalScrollBar().setValue(5000)
    number, position, progress = caught.args
    assert number == 7
    assert 0 < progress < 1
    before = height_of(pane, position.block, position.sentence)
    pane.show_empty()
    stored = replace(article.article, position=position)
    pane.show_article(replace(article, article=stored))
    reached(pane, qtbot)
    assert height_of(pane, position.block, position.sentence) == pytest.approx(before, abs=1.5)


def test_another_article_tells_the_place_in_the_one_before(pane, qtbot):
    pane.show_article(long_article())
    reached(pane, qtbot)
    pane.view.verticalScrollBar().setValue(2000)
    pane.keep_position()
    pane.view.verticalScrollBar().setValue(2600)
    with qtbot.waitSignal(pane.position_changed) as caught:
        pane.show_article(long_article(number=8))
    assert caught.args[0] == 7
    assert pane.article_id == 8
    assert pane.view.verticalScrollBar().value() == 0


def test_a_position_that_no_longer_exists_is_the_top(pane):
    article = long_article()
    gone = replace(article.article, position=ReadingPosition("gone", 3, 20))
    pane.show_article(replace(article, article=gone))
    assert pane.view.verticalScrollBar().value() == 0


def test_side_by_side_aligns_rows_french_left(pane, qtbot):
    pane.resize(1400, 900)
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language("ar")
    pane.set_view(TextView.SIDE_BY_SIDE)
    rendered = pane.view.rendered
    layout = rendered.document.documentLayout()
    for unit in rendered.units:
        left, right = (rendered.placed[(unit.id, side)][0].block for side in (SOURCE, TARGET))
        assert layout.blockBoundingRect(left).x() < layout.blockBoundingRect(right).x()
        if unit.block is not None and unit.kind is BlockKind.PARAGRAPH:
            assert layout.blockBoundingRect(left).y() == layout.blockBoundingRect(right).y()
            assert layout.blockBoundingRect(right).x() - layout.blockBoundingRect(left).right() >= 56 - 1


def test_columns_are_named_in_their_own_script(pane):
    pane.resize(1400, 900)
    article = lebrief()
    pane.show_article(article)
    shown_in(pane).done("ar", translation(article, "ar"))
    pane.show_language("ar")
    pane.set_view(TextView.SIDE_BY_SIDE)
    text = pane.view.toPlainText().translate({0x2068: None, 0x2069: None})
    assert "Français  original" in text
    assert "العربية  machine translation" in text


def test_two_columns_without_room_become_interleaved(pane, qtbot):
    article = lebrief()
    pane.resize(780, 868)
    pane.show_article(article)
    shown_in(pane).done("en", translation(article, "en"))
    pane.show_language("en")
    pane.set_view(TextView.SIDE_BY_SIDE)
    assert pane.view.rendered.layout.view is TextView.INTERLEAVED
    pane.resize(1400, 868)
    qtbot.waitUntil(lambda: pane.view.rendered.layout.view is TextView.SIDE_BY_SIDE)


def test_ctrl_wheel_changes_the_size_and_keys_1_to_5_pass_through(pane, qtbot):
    pane.show_article(lebrief())
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(pane.text_size_chosen) as caught:
        pane.view.wheelEvent(wheel)
    assert caught.args == [4]
    seen = []
    pane.keyPressEvent = lambda event: seen.append(event.key())
    pane.view.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_Plus):
        QTest.keyClick(
            pane.view,
            key,
            Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_Plus else Qt.KeyboardModifier.NoModifier,
        )
    assert [key for key in seen if key != Qt.Key.Key_Control] == [Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_Plus]
    assert pane.view.font().pixelSize() == 13


def test_documents_are_freed(pane, qtbot):
    for number in range(1, 6):
        pane.show_article(long_article(number, 10))
        pane.set_text_size(number)
    qtbot.settle(pane)
    assert len(pane.view.findChildren(QTextDocument, options=Qt.FindChildOption.FindDirectChildrenOnly)) <= 1
