"""How quick the reading view is: `python -m tests.benchmarks.reading`.

Articles of 1,000, 10,000 and 50,000 words with 20 pictures, links, lists, quotations and tables are
opened and changed in a real reading pane, offscreen, with pictures decoded on the lane they have in
the program. Every figure is the median of `--repeat` runs: ms by the clock, and (in brackets) ms of
the GUI thread's own processor time, which does not depend on what else the machine does. `longest`
is the longest event of the GUI thread from the act until the whole text is laid out.

The last section says how long the longest event is on what could keep the reader waiting (long articles,
large tables, hostile text), as a multiple of what Qt needs to lay out 1,000 plain words in the same run:
a figure that can be compared between machines. `tests/gui` counts the work of such events instead.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.core.model import (
    Article,
    ArticleSummary,
    Block,
    BlockKind,
    Document,
    Part,
    Picture,
    ReadingPosition,
    Sentence,
    TextView,
    TranslatedBlock,
    TranslatedSentence,
    Translation,
)
from reader.gui.background.job_runner import JobRunner
from reader.gui.reading.reading_pane import ReadingPane
from reader.gui.theme.fonts import load_fonts
from reader.gui.theme.motion import MOTION
from reader.gui.theme.theme import apply, load_theme
from reader.services.library.open_article import OpenedArticle
from tests.benchmarks.stalls import Stalls
from tests.gui.support.counting import PaintWatch

SIZES = (1_000, 10_000, 50_000)
GOALS = {("open", 1_000): 50, ("open", 10_000): 150, ("size", 10_000): 100}
PICTURES = 20
SAMPLE = (
    "Cette résolution met en avant la nécessité d’un cadre cohérent et insiste sur l’importance d’un "
    "partage fluide d’informations entre les pays membres et les autorités chargées de faire "
    "respecter la loi afin de mieux anticiper et neutraliser les menaces numériques qui pèsent sur "
    "les services publics"
)
WORDS = SAMPLE.split()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--words", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--articles", type=int, default=200, help="opened in turn for the memory figure")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    apply(app, load_theme("light"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(app, make_pictures(Path(folder)), options.repeat)
        for words in options.words:
            bench.article(words)
        bench.longest_events(max(options.words))
        bench.memory(options.articles)
        bench.close()


class Bench:
    """One pane and what is done in it."""

    def __init__(self, app: QApplication, pictures: dict[str, Path], repeat: int) -> None:
        self.app, self.pictures, self.repeat = app, pictures, repeat
        self.runner = JobRunner()
        self.pane = ReadingPane(
            lambda work, done: self.runner.submit("pictures", lambda _p: work(), done=done),
        )
        self.pane.resize(833, 868)
        self.pane.show()
        self.painted = PaintWatch(self.pane.view.viewport())
        self.numbers = iter(range(1, 100_000))
        self.pane.show_article(self.opened(300))
        self.settle()

    def close(self) -> None:
        self.pane.close()
        self.runner.close()

    def opened(self, words: int, position: ReadingPosition | None = None) -> OpenedArticle:
        return self.opened_document(make_document(words, self.pictures), words, position)

    def opened_document(
        self, document: Document, words: int = 0, position: ReadingPosition | None = None
    ) -> OpenedArticle:
        number = next(self.numbers)
        summary = ArticleSummary(number, document.title, document.url, language="fr", words=words)
        translation = make_translation(document)
        return OpenedArticle(Article(summary, document, position), {"en": translation}, self.pictures)

    def settle(self) -> None:
        """Until the text is whole, every picture is there and nothing is left to paint."""
        quiet = 0
        while quiet < 3:
            self.app.processEvents()
            self.app.sendPostedEvents(
                None, QEvent.Type.DeferredDelete.value
            )  # as the running program's loop does
            quiet = quiet + 1 if self.pane.view.whole and not self.runner.busy else 0

    def measure(self, act: Callable[[], object]) -> tuple[float, float, float, float]:
        """Ms until painted (clock, own), the longest event (own), and until the text is whole (clock)."""
        self.settle()
        gc.collect()
        self.painted.seen = 0
        begun, work = time.perf_counter(), time.thread_time()
        with Stalls() as stalls:
            act()
            while not self.painted.seen or self.pane.view.builder.reaching:
                self.app.processEvents()
            shown = (time.perf_counter() - begun) * 1000, (time.thread_time() - work) * 1000
            while not self.pane.view.whole:
                self.app.processEvents()
            self.pane.view.lay_out_all()
            whole = (time.perf_counter() - begun) * 1000
        return (*shown, stalls.work, whole)

    def say(self, name: str, runs: list[tuple[float, float, float, float]], words: int = 0) -> None:
        shown, work, longest, whole = (statistics.median(run[n] for run in runs) for n in range(4))
        goal = GOALS.get((name.split(",")[0], words))
        verdict = f"   goal {goal} ms: {'met' if shown < goal else 'MISSED'}" if goal else ""
        verdict += "" if longest < 50 else "   LONGEST EVENT OVER 50 ms"
        print(
            f"  {name:<34} shown {shown:6.1f} ({work:6.1f})  "
            f"longest {longest:6.1f}  whole {whole:7.1f}{verdict}"
        )

    def article(self, words: int) -> None:
        print(f"{words:,} words, {PICTURES} pictures")
        pane, times = self.pane, range(self.repeat)
        articles = [self.opened(words) for _ in times]
        self.say("open", [self.measure(lambda a=a: pane.show_article(a)) for a in articles], words)
        for share in (0.5, 0.98):
            runs = []
            for _ in times:
                article = self.opened(words)
                block = article.article.document.blocks
                found = [b for b in block if b.kind is BlockKind.PARAGRAPH]
                place = ReadingPosition(found[int(len(found) * share) - 1].id, 0, 120.0)
                there = self.opened(words, place)
                runs.append(self.measure(lambda a=there: pane.show_article(a)))
            self.say(f"open, at {share:.0%}", runs, words)
        for share in (0.0, 0.5, 0.98):
            self.go(share)
            runs, moved = [], 0.0
            for step in [4, 3] * self.repeat:
                before = self.place()
                runs.append(self.measure(lambda s=step: pane.set_text_size(s)))
                moved = max(moved, abs(self.place() - before))
            self.say(f"size, at {share:.0%} (moved {moved:.0f} px)", runs, words)
        self.go(0.5)
        themes = [load_theme(name) for name in ("sepia", "dark", "light")]
        self.say("theme, at 50%", [self.measure(lambda t=t: apply(self.app, t)) for t in themes * 2], words)
        for view in (TextView.TRANSLATION, TextView.SIDE_BY_SIDE, TextView.INTERLEAVED):
            runs = []
            for _ in range(3):
                runs.append(self.measure(lambda v=view: pane.set_view(v)))
                self.measure(lambda: pane.set_view(TextView.ORIGINAL))
            self.say(f"{view.value}, at 50%", runs, words)
        self.scrolling()

    def go(self, share: float) -> None:
        self.settle()
        self.pane.view.lay_out_all()
        bar = self.pane.view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        self.settle()

    def place(self) -> float:
        """The height in the view of the sentence being read."""
        position = self.pane.view.position()
        measured = self.pane.view.measured()
        assert position is not None and measured is not None
        from reader.gui.article_view.scroll_anchor import scroll_for

        rendered = self.pane.view.rendered
        assert rendered is not None
        at = scroll_for(rendered, ReadingPosition(position.block, position.sentence, 0.0)) or 0.0
        return at - self.pane.view.verticalScrollBar().value()

    def scrolling(self) -> None:
        """Repaint after scrolling by 60 px, and a sentence on."""
        self.go(0.2)
        bar, place = self.pane.view.verticalScrollBar(), self.pane.sentence_cursor
        MOTION.by_option = True

        def scroll() -> None:
            bar.setValue(bar.value() + 60)
            self.pane.view.viewport().repaint()

        def move() -> None:
            place.next_sentence(1)
            self.pane.view.viewport().repaint()

        for name, act in (("scroll by 60 px and repaint", scroll), ("next sentence and repaint", move)):
            walls, works = [], []
            for _ in range(200):
                begun, work = time.perf_counter(), time.thread_time()
                act()
                walls.append((time.perf_counter() - begun) * 1000)
                works.append((time.thread_time() - work) * 1000)
                self.app.processEvents()
            wall, work = percentile(walls, 95), percentile(works, 95)
            verdict = "met" if wall < 16 else "MISSED"
            print(
                f"  {name:<34} p95 {wall:5.1f} ({work:5.1f})  "
                f"median {statistics.median(walls):5.1f}   goal 16 ms: {verdict}"
            )

    def longest_events(self, words: int) -> None:
        """The longest event on what could keep the reader waiting, as a multiple of plain text's layout."""
        unit = statistics.median(plain_layout() for _ in range(4 * self.repeat))
        print(f"longest event, as a multiple of laying out 1,000 plain words ({unit:.2f} ms in this run)")
        pane = self.pane

        def say(name: str, *acts: Callable[[], object]) -> None:
            took = statistics.median(self.measure(act)[2] for act in acts)
            print(f"  {name:<34} {took / unit:6.1f}   ({took:.1f} ms)")

        def show(name: str, document: Document) -> None:
            articles = [self.opened_document(document) for _ in range(self.repeat)]
            say(f"open {name}", *(partial(pane.show_article, article) for article in articles))

        def show_block(name: str, block: Block) -> None:
            show(name, Document("https://example.org/long", "Titre", (block,), "", language="fr"))

        show(f"{words:,} words", make_document(words, self.pictures))
        say("text size", *(partial(pane.set_text_size, size) for size in (4, 3) * self.repeat))
        views = (TextView.SIDE_BY_SIDE, TextView.ORIGINAL)
        say("side by side and back", *(partial(pane.set_view, view) for view in views * self.repeat))
        show_block("a table of 20,000 cells", table_of(20_000))
        say("width of the window", *(partial(pane.resize, width, 868) for width in (860, 833) * self.repeat))
        for name, text in (("a word", "a" * 1_000_000), ("a line", "mot " * 250_000)):
            show_block(f"{name} of 1 MB", Block("b", BlockKind.PARAGRAPH, (Part(text, text),)))
        parts = tuple(Part("x", "x", level=depth) for depth in range(10_000))
        show_block("a list 10,000 deep", Block("l", BlockKind.LIST, parts))
        show_block("10,000 tags", Block("b", BlockKind.PARAGRAPH, (Part("<b>" * 10_000 + "x", "x"),)))

    def memory(self, count: int) -> None:
        """Growth of the process over `count` articles opened in turn, after the first 20."""
        MOTION.by_option = False
        start = 0.0
        for number in range(count + 20):
            if number == 20:
                start = resident()
            self.pane.show_article(self.opened(2_000))
            self.settle()
        self.pane.show_empty()
        self.settle()
        gc.collect()
        grown = resident() - start
        print(
            f"memory after {count} articles of 2,000 words in turn: {grown:+.1f} MB   "
            f"goal 20 MB: {'met' if grown < 20 else 'MISSED'}"
        )


def plain_layout() -> float:
    """Ms of this thread's work that Qt needs to lay out 1,000 words without any format."""
    document = QTextDocument()
    document.setPlainText(" ".join(WORDS[number % len(WORDS)] for number in range(1_000)))
    begun = time.thread_time()
    document.setTextWidth(600)
    document.documentLayout().documentSize()
    return (time.thread_time() - begun) * 1000


def table_of(cells: int) -> Block:
    """A table of ten columns."""
    texts = [f"r{number // 10}c{number % 10}." for number in range(cells)]
    found = tuple(Sentence(text, index, 0, len(text)) for index, text in enumerate(texts))
    parts = tuple(Part(text, text) for text in texts)
    return Block("t", BlockKind.TABLE, parts, columns=10, sentences=found)


def percentile(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]


def resident() -> float:
    """MB of memory in use now."""
    if sys.platform != "linux":
        return 0.0
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def make_pictures(folder: Path) -> dict[str, Path]:
    """Twenty pictures of 1200 × 800 px."""
    made = {}
    for number in range(PICTURES):
        image = QImage(1200, 800, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(number * 17, 120, 200))
        made[f"{number:02}"] = folder / f"{number:02}.jpg"
        image.save(str(made[f"{number:02}"]))
    return made


def make_document(words: int, pictures: dict[str, Path]) -> Document:
    """An article of about so many words, its pictures spread over it."""
    blocks: list[Block] = []
    written, number, digests = 0, 0, list(pictures)
    while written < words:
        block = _block(number)
        blocks.append(block)
        written += len(block.text.split())
        while digests and (PICTURES - len(digests)) * words <= written * PICTURES:
            blocks.append(_figure(digests.pop(0)))
        number += 1
    return Document(
        "https://example.org/long",
        "Un long article",
        tuple(blocks),
        "",
        "Une plume",
        "2025-11-27",
        language="fr",
    )


def _block(number: int) -> Block:
    kinds = {9: BlockKind.HEADING, 5: BlockKind.LIST, 13: BlockKind.QUOTE, 17: BlockKind.TABLE}
    kind = kinds.get(number % 20, BlockKind.PARAGRAPH)
    counts = {BlockKind.HEADING: (1, 5), BlockKind.LIST: (4, 14), BlockKind.TABLE: (12, 2)}
    parts, length = counts.get(kind, (1, 70))
    made, sentences = [], []
    for index in range(parts):
        words = [WORDS[(number * 7 + index * 3 + n) % len(WORDS)] for n in range(length)]
        half = " ".join(words[: length // 2]) + ("." if length > 8 else "")
        text = f"{number}{index} {half} {' '.join(words[length // 2 :])}."
        html = text.replace(words[0], f'<a href="https://example.org/{number}">{words[0]}</a>', 1)
        made.append(Part(html if kind is BlockKind.PARAGRAPH else text, text, header=index < 3))
        cut = text.index(".") + 1 if length > 8 else len(text)
        sentences.append(Sentence(text[:cut], index, 0, cut))
        if cut < len(text):
            sentences.append(Sentence(text[cut + 1 :], index, cut + 1, len(text)))
    return Block(
        f"b{number}", kind, tuple(made), level=2, columns=3 if kind is BlockKind.TABLE else 0,
        sentences=tuple(sentences),
    )  # fmt: skip


def _figure(digest: str) -> Block:
    text = f"Une légende pour la photo {digest}. © Quelqu’un"
    picture = Picture(f"https://example.org/{digest}.jpg", text, "Quelqu’un", "", digest, 1200, 800)
    sentences = (Sentence(text, 0, 0, len(text)),)
    return Block(f"f{digest}", BlockKind.FIGURE, (Part(text, text),), sentences=sentences, picture=picture)


def make_translation(document: Document) -> Translation:
    """A finished translation; its words do not matter."""

    def block(name: str, sentences: tuple[Sentence, ...]) -> TranslatedBlock:
        return TranslatedBlock(name, tuple(TranslatedSentence(s.text, s.text[::-1]) for s in sentences))

    title = block("title", (Sentence(document.title, 0, 0, len(document.title)),))
    return Translation("en", None, title, None, tuple(block(b.id, b.sentences) for b in document.blocks))


if __name__ == "__main__":
    main()
