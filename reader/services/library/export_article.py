"""Writes one article into a file for elsewhere: HTML with its pictures, Markdown, or plain text."""

from __future__ import annotations

import base64
import mimetypes
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.messages import Translate, untranslated
from reader.core.storage_errors import storage_errors
from reader.services.whole_file import write_whole
from reader.settings.disks import require_mounted

if TYPE_CHECKING:
    from reader.reading.article_export import Exported
    from reader.reading.printed_article import PrintedArticle
    from reader.services.library.open_article import OpenedArticle
    from reader.services.library_session import LibrarySession

FORMS = {"html": ".html", "markdown": ".md", "text": ".txt"}
"""The forms and how their files' names end."""

_LONGEST_NAME, _MOST_BYTES = 80, 200  # characters; of 255 that disks take, some are for what is put behind
_TAKEN = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?=\s*(?:\.|\Z))", re.IGNORECASE)
"""Windows' own devices, which such a name means whatever stands behind its first full stop."""


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the reader wants in the file.

    Args:
        target: the translation's language, empty for the original.
        both: original and translation together. notes: the reader's notes and marks too.
    """

    target: str = ""
    both: bool = False
    notes: bool = False


ORIGINAL = ExportChoice()


def target_of(language: str) -> str:
    """The `target` of a choice for what the reader reads in: none for the original alone."""
    return "" if language == "original" else language


def possible(opened: OpenedArticle, choice: ExportChoice) -> ExportChoice:
    """The choice for an article; for one that is not in the chosen language, its own."""
    if choice.target in opened.translations:
        return choice
    return replace(choice, target="", both=False)


def export_article(
    session: LibrarySession,
    article_id: int,
    path: Path,
    form: str,
    choice: ExportChoice = ORIGINAL,
    translate: Translate = untranslated,
) -> Path:
    """Write an article; the file is whole or not there.

    Pictures stand in the HTML page itself; those of a Markdown file lie in a folder beside it.

    Raises:
        ReaderError: `no-such-article`, `not-translated`, `disk-unmounted`, `read-only`, `disk-full` or
            `disk-error`.
        KeyError: another form.
    """
    from reader.reading.article_export import html_page, markdown, plain_text

    write = {"html": html_page, "markdown": markdown, "text": plain_text}[form]
    opened = _read(session, article_id, choice)
    require_mounted(path.parent)
    with storage_errors(path.parent):
        pictures: dict[str, str] = {}
        if form == "html":
            pictures = {digest: data_address(file) for digest, file in opened.picture_paths.items()}
        elif form == "markdown":
            pictures = _lay_beside(path, opened)
        text = write(prepared(session, opened, choice, pictures, translate))
    write_whole(path, text.encode("utf-8", "replace"))
    return path


def article_on_paper(
    session: LibrarySession, article_id: int, choice: ExportChoice, translate: Translate = untranslated
) -> tuple[PrintedArticle, dict[str, Path]]:
    """An article for the printer, whose pictures are named by digest, and their files.

    Raises:
        ReaderError: `no-such-article` or `not-translated`.
    """
    from reader.reading.printed_article import printed_article

    opened = _read(session, article_id, choice)
    names = {digest: f"picture:{digest}" for digest in opened.picture_paths}
    printed = printed_article(prepared(session, opened, choice, names, translate))
    return printed, {names[digest]: file for digest, file in opened.picture_paths.items()}


def prepared(
    session: LibrarySession,
    opened: OpenedArticle,
    choice: ExportChoice,
    pictures: Mapping[str, str],
    translate: Translate,
) -> Exported:
    """What goes into the file.

    Raises:
        ReaderError: `not-translated`.
    """
    from reader.reading.article_export import Exported
    from reader.services.library.annotate_article import marked_article

    document = opened.article.document
    translation = opened.translations.get(choice.target) if choice.target else None
    if choice.target and translation is None:
        name = language(choice.target).name
        raise ReaderError("not-translated", f"no translation to {choice.target}", target=name)
    marked = marked_article(session, opened.article.summary.id) if choice.notes else None
    return Exported(
        document,
        translation,
        choice.both and translation is not None,
        marked.note if marked is not None else "",
        marked.marks if marked is not None else (),
        pictures,
        translate,
    )


def file_name(title: str, form: str) -> str:
    """A name for the file, made of the article's title and safe on every system.

    Its accents are written in one way, as some systems tell names by them apart and others do not.
    """
    title = unicodedata.normalize("NFC", title)
    stem = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+', " ", title)
    stem = (
        " ".join(stem.split())[:_LONGEST_NAME]
        .encode("utf-8", "ignore")[:_MOST_BYTES]
        .decode("utf-8", "ignore")
    )
    stem = stem.strip(" .\u200d")
    if taken := _TAKEN.match(stem):
        stem = f"{taken[1]}_{stem[taken.end() :]}"
    return (stem or "article") + FORMS.get(form, f".{form}")


def data_address(file: Path) -> str:
    """A picture as a `data:` address."""
    mime = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{mime};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"


def _read(session: LibrarySession, article_id: int, choice: ExportChoice) -> OpenedArticle:
    from reader.services.library.open_article import read_article

    return read_article(session, article_id, (choice.target,))


def _lay_beside(path: Path, opened: OpenedArticle) -> dict[str, str]:
    """Copy the pictures into a folder beside the file; gives their addresses from it."""
    from urllib.parse import quote

    from reader.reading.article_export import pictures_of

    wanted = {picture.digest for picture in pictures_of(opened.article.document)}
    files = {digest: file for digest, file in opened.picture_paths.items() if digest in wanted}
    if not files:
        return {}
    folder = path.with_name(f"{path.stem}-pictures")
    folder.mkdir(exist_ok=True)
    found = {}
    for digest, file in files.items():
        name = digest[:16] + file.suffix
        shutil.copyfile(file, folder / name)
        found[digest] = f"{quote(folder.name)}/{name}"
    return found
