"""Writes articles as one EPUB, with their pictures at an e-reader's size and a cover drawn for it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import direction_of
from reader.core.messages import QT_TRANSLATE_NOOP, Translate, isolate, plain, untranslated
from reader.core.model import Direction
from reader.core.progress import Progress
from reader.exchange.epub import BookFacts, Chapter, EpubWriter, Heading
from reader.library.articles.readable import with_text
from reader.services.library.export_article import ORIGINAL, ExportChoice, possible, prepared
from reader.services.whole_file import whole_file
from reader.workers.process import Limits, WorkerDied, WorkerProcess

if TYPE_CHECKING:
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

LIMITS = Limits(seconds=60, memory=3 << 30, idle=30)
CONTENTS = QT_TRANSLATE_NOOP("export", "Contents")
ARTICLES = QT_TRANSLATE_NOOP("export", "Articles: {number}")
FONTS = ("source-serif", "naskh")
"""The values of the options for Latin and Arabic text, where nobody has chosen others."""
FEW = 6
"""Authors, and articles, up to which a book names its authors and sources in its metadata."""


@dataclass(frozen=True, slots=True)
class BookName:
    """What a book is called: `title`, empty for that of its only article, or for that of the first and how
    many follow; `about`, of several articles, is what the cover says above it, empty for their number; both
    there in `fonts`, the values of the options for Latin and Arabic text."""

    title: str = ""
    about: str = ""
    fonts: tuple[str, str] = FONTS


@dataclass(frozen=True, slots=True)
class WrittenBook:
    """What was written: how many articles, the ids of those that the language had no translation of, and how
    many were left out as their text is not here."""

    path: Path
    articles: int
    untranslated: tuple[int, ...] = ()
    without_text: int = 0


@dataclass(frozen=True, slots=True)
class AtHand:
    """What whoever writes several books one after the other has already: a `picture_worker`, and the first
    article, read with the translation that is wanted."""

    worker: WorkerProcess | None = None
    first: OpenedArticle | None = None


def picture_worker() -> WorkerProcess:
    """The process that makes pictures and covers of books; whoever has it closes it."""
    return WorkerProcess("book-pictures", LIMITS)


def export_book(
    session: LibrarySession,
    ids: Sequence[int],
    path: Path,
    progress: Progress,
    choice: ExportChoice = ORIGINAL,
    name: BookName = BookName(),
    translate: Translate = untranslated,
    at_hand: AtHand | None = None,
) -> WrittenBook:
    """Write articles into one book, in this order; the file is whole or not there.

    Of several, one without the translation that is wanted is written in its own language, and one whose text
    was not fetched yet, or is a file, is left out while others have one.

    Args:
        ids: one article or more.
        at_hand: what the caller has already; `None` for nothing.

    Raises:
        ReaderError: `no-such-article`, `not-translated` (of a single article), `worker-failed`,
            `read-only`, `disk-full` or `disk-error`.
        Cancelled: by `progress`.
    """
    wanted = list(dict.fromkeys(ids))
    chosen = (with_text(session.database, wanted) or wanted) if len(wanted) > 1 else wanted
    known = at_hand or AtHand()
    pictures = known.worker or picture_worker()
    try:
        with whole_file(path) as file:
            writer = EpubWriter(file)
            book = _Book(session, writer, pictures, choice, translate, progress)
            try:
                book.write(chosen, name, known.first)
            except BaseException:
                writer.abandon()
                raise
    except WorkerDied as error:
        raise ReaderError("worker-failed", str(error)) from error
    finally:
        if known.worker is None:
            pictures.close()
    return WrittenBook(path, len(chosen), tuple(book.untranslated), len(wanted) - len(chosen))


def article_cover(
    worker: WorkerProcess,
    words: tuple[str, str, str, str],
    language: str,
    picture: str,
    fonts: tuple[str, str],
    progress: Progress,
) -> tuple[bytes, str]:
    """Have a cover drawn; it and its MIME type.

    Args:
        worker: a `picture_worker`. words: the title, what stands above it, and two that stand below, each of
            which may be empty. picture: a file, or nothing. fonts: as in `BookName`.

    Raises:
        WorkerDied, Cancelled: as `WorkerProcess.request`.
    """
    from reader.reading.direction import direction_of_text

    title, above, *below = words
    cover = {
        "title": title,
        "above": above,
        "below": " · ".join(isolate(part) for part in below if part),
        "picture": picture,
        "rtl": direction_of_text(title, direction_of(language)) is Direction.RTL,
    }
    message = {"cover": cover, "latin": fonts[0], "arabic": fonts[1]}
    answer, data = worker.request(message, b"", progress)
    return data, str(answer["mime"])


@dataclass
class _Book:
    """A book being written."""

    session: LibrarySession
    writer: EpubWriter
    worker: WorkerProcess
    choice: ExportChoice
    translate: Translate
    progress: Progress
    untranslated: list[int] = field(default_factory=list)
    _addresses: dict[str, str] = field(default_factory=dict)
    _documents: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    _languages: Counter[str] = field(default_factory=Counter)

    def write(self, ids: Sequence[int], called: BookName, known: OpenedArticle | None) -> None:
        """Write every chapter and what stands around them; `known` is the first article, if it was read."""
        first = known or self._opened(ids[0])
        name = called.title or self._name(first, ids)
        self._add_cover(first, BookName(name, called.about), len(ids), called.fonts)
        for number, article_id in enumerate(ids):
            self.progress.step(number, len(ids), "writing")
            self._add(first if number == 0 else self._opened(article_id), alone=len(ids) == 1)
        self.progress.step(len(ids), len(ids), "writing")
        self.writer.finish(self._facts(BookName(name, called.about), ids))

    def _opened(self, article_id: int) -> OpenedArticle:
        from reader.services.library.open_article import read_article

        return read_article(self.session, article_id, (self.choice.target,))

    def _name(self, first: OpenedArticle, ids: Sequence[int]) -> str:
        from reader.reading.translated import joined

        title = first.article.document.title
        translation = first.translations.get(self.choice.target)
        if translation is not None and not self.choice.both:
            title = joined(translation.title) or title
        return title if len(ids) == 1 else f"{title} (+ {len(ids) - 1})"

    def _add(self, opened: OpenedArticle, alone: bool) -> None:
        from reader.reading.book_chapter import book_chapter

        document, number = opened.article.document, opened.article.summary.id
        choice = self.choice
        if choice.target and choice.target not in opened.translations and not alone:
            choice = possible(opened, choice)
            if document.language != self.choice.target:
                self.untranslated.append(number)
        shown = prepared(self.session, opened, choice, {}, self.translate)
        pictures = dict(self._pictures(opened))
        chapter = book_chapter(dataclasses.replace(shown, pictures=pictures))
        headings = [Heading(*heading) for heading in chapter.headings]
        self.writer.add_chapter(Chapter(chapter.title, chapter.body, chapter.language, chapter.rtl, headings))
        self._languages[chapter.language] += 1
        if choice.both:
            self._languages[choice.target] += 1
        facts = (document.url, document.author, document.site, document.date, document.description)
        self._documents.append(facts)

    def _pictures(self, opened: OpenedArticle) -> Iterator[tuple[str, str]]:
        """The addresses of an article's pictures in the book, by digest; each is written once."""
        from reader.reading.article_export import pictures_of

        for digest in dict.fromkeys(picture.digest for picture in pictures_of(opened.article.document)):
            file = opened.picture_paths.get(digest)
            if file is None:
                continue
            if digest not in self._addresses:
                answer, data = self.worker.request({"picture": str(file)}, b"", self.progress)
                mime = str(answer["mime"])
                self._addresses[digest] = self.writer.add_picture(digest, data, mime) if mime else ""
            if self._addresses[digest]:
                yield digest, self._addresses[digest]

    def _add_cover(self, first: OpenedArticle, name: BookName, count: int, fonts: tuple[str, str]) -> None:
        from reader.reading.article_export import pictures_of

        document = first.article.document
        files = [first.picture_paths.get(picture.digest) for picture in pictures_of(document)]
        picture = next((str(file) for file in files if file is not None), "")
        words = (name.title, document.site, document.author, document.date)
        if count > 1 or name.about:
            many = name.about or self.translate("export", ARTICLES).replace("{number}", isolate(count))
            words = (name.title, many, "Liseuse", "")
        data, mime = article_cover(self.worker, words, document.language, picture, fonts, self.progress)
        self.writer.add_cover(data, mime, name.title)

    def _facts(self, name: BookName, ids: Sequence[int]) -> BookFacts:
        urls, authors, sites, dates, descriptions = zip(*self._documents, strict=True)
        single = len(ids) == 1
        common = [code for code, _ in self._languages.most_common() if code]
        main = common[0] if common else ""
        one_site = sites[0] if len(set(sites)) == 1 else ""
        choice = f"{self.choice.target}{'+' if self.choice.both else ''}"
        title = name.title
        return BookFacts(
            title,
            "\n".join((choice, title if not single else "", *urls)),
            common,
            direction_of(main) is Direction.RTL,
            authors=_authors(authors),
            publisher=one_site,
            date=dates[0] if single else max(dates),
            series=one_site,
            description=plain(name.about) or (descriptions[0] if single else ""),
            sources=urls if len(urls) <= FEW else (),
            contents=self.translate("export", CONTENTS),
        )


def _authors(bylines: Sequence[str]) -> list[str]:
    """The people of the bylines; nobody, when the book has many."""
    people = [name.strip() for byline in bylines for name in byline.split(", ") if name.strip()]
    found = list(dict.fromkeys(people))
    return found if len(found) <= FEW else []
