"""Draw the guide's pictures from the running app: `guide_pictures.py [LANGUAGE…]`, each in that language.

The articles are those of `screenshots.py`. Each picture is written with at most 128 colours, so that the
whole guide stays small.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from screenshots import TOP, fill, illustrated_site

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.settings.paths import LibraryPaths
    from reader.studio import Studio

SIZE = (1200, 750)
WIDTH = 1020
"""Of a picture, in px; the guide shows it at two thirds of that, sharp on a fine screen."""
COLOURS = 128
READS_IN = {"en": "en", "fr": "", "ar": "ar"}
BESIDE = {"en": "en", "fr": "en", "ar": "ar"}
NOTES = {
    "en": "Which cities next?",
    "fr": "Quelles villes ensuite\u202f?",
    "ar": "أي المدن بعدها؟",
}
QUERY = "Maroc"


def draw(paths: LibraryPaths, number: int, language: str, folder: Path) -> None:
    """Draw every picture of a language."""
    from reader.core.model import TextView
    from reader.studio import Studio, _ChosenSettings, make_application

    settings = _ChosenSettings(paths.settings)
    chosen = {
        "interface_language": language,
        "theme": "light",
        "reduce_motion": True,
        "text_size": 3,
    }
    for key, value in {**chosen, "titles_in_my_language": False}.items():
        settings.set(key, value)
    studio = Studio(make_application(), paths, settings, SIZE)
    try:
        studio.show(number, "ar" if language == "ar" else "", None)
        _go_on(studio, 0)
        _write(studio.window, folder / "main.png")
        _notes(studio, number, folder)
        _models(studio, folder)
        _search(studio, folder)
        studio.show(number, READS_IN[language], None)
        studio.hide_library()
        _go_on(studio, 1)
        _write(studio.window, folder / "reading.png")
        studio.show(number, BESIDE[language], TextView.SIDE_BY_SIDE)
        _go_on(studio, 3)
        _write(studio.window, folder / "side-by-side.png")
    finally:
        studio.close()


def _notes(studio: Studio, number: int, folder: Path) -> None:
    """An article with its notes beside it."""
    run = studio.window.parts.context.commands.run
    studio.show(number, "fr", None)
    _go_on(studio, 3)
    run("notes.panel")
    _settle(studio)
    _write(studio.window, folder / "notes.png")
    run("notes.panel")
    _settle(studio)


def _models(studio: Studio, folder: Path) -> None:
    from reader.gui.models.models_dialog import ModelsDialog

    studio.window.parts.context.commands.run("models.open")
    _settle(studio)
    (dialog,) = studio.window.findChildren(ModelsDialog)
    _write(dialog, folder / "models.png")
    dialog.close()
    _settle(studio)


def _search(studio: Studio, folder: Path) -> None:
    _go_on(studio, 1)
    studio.window.parts.context.commands.run("search.open")
    studio.surfaces.sidebar.search.setText(QUERY)
    _settle(studio)
    _write(studio.window, folder / "search.png")
    studio.surfaces.sidebar.search.clear()
    _settle(studio)


def _go_on(studio: Studio, paragraphs: int) -> None:
    """To so many paragraphs behind the text's beginning."""
    run = studio.window.parts.context.commands.run
    studio.surfaces.pane.view.setFocus()
    run("place.start")
    _settle(studio)
    for _ in range(paragraphs):
        run("paragraph.next")
    _settle(studio)


def _settle(studio: Studio) -> None:
    """Let the window live until nothing runs any more."""
    studio._quiet_looks = -20
    studio.wait(studio._settled, "the window")


def _write(widget: QWidget, file: Path) -> None:
    """Write a widget's picture, small."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice, Qt

    shot = widget.grab().toImage()
    if shot.width() > WIDTH:
        shot = shot.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    shot.save(buffer, "PNG")  # type: ignore[call-overload]
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(TOP)} {file.stat().st_size // 1000} kB")


def mark(paths: LibraryPaths, number: int, language: str) -> None:
    """Highlight three sentences of the article, one of them with a note."""
    from reader.core.marks import Annotation, Colour
    from reader.core.progress import Progress
    from reader.services.library_session import LibrarySession
    from reader.services.search_library import catch_up

    with LibrarySession.open(paths) as session:
        catch_up(session, Progress())
        for old in session.annotations.of_article(number):
            session.annotations.remove(old.id)
        document = session.articles.get(number).document
        blocks = [block for block in document.blocks if len(block.sentences) > 1]
        for block, colour, note in zip(
            blocks, (Colour.YELLOW, Colour.GREEN, Colour.BLUE), ("", NOTES[language], ""), strict=False
        ):
            text = block.sentences[0].text
            session.annotations.add(
                Annotation(
                    0, number, document.language, block.id, 0, 0, len(text), text, 0, text, colour, note
                )
            )


def main() -> None:
    """Fill a library, draw the pictures of every language, or of those that are named."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(TOP))
    from reader.settings.paths import LibraryPaths
    from tests.conftest import SiteServer

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=list(NOTES))
    with tempfile.TemporaryDirectory() as folder:
        server = SiteServer(illustrated_site(Path(folder)))
        paths = LibraryPaths(Path(folder) / "library")
        number = fill(paths.root, server.base)
        server.close()
        for language in parser.parse_args().languages:
            mark(paths, number, language)
            draw(paths, number, language, TOP / "docs" / language / "pictures")


if __name__ == "__main__":
    main()
