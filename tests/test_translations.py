"""The French and Arabic texts are complete, well formed, and read alike by Qt and by the command line."""

from __future__ import annotations

import ast
import functools
import importlib.util
import re
import string
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QColorDialog, QComboBox, QFileDialog, QWidget

from reader.core.catalogue import TsCatalogue
from reader.core.error_kinds import KINDS
from reader.core.errors import ReaderError
from reader.core.languages import _KNOWN
from reader.core.messages import plain
from tests.support.code_rules import called

TOP = Path(__file__).resolve().parents[1]
FOLDER = TOP / "translations"
FORMS = {"en": 2, "fr": 2, "ar": 6}
NARROW = "\u202f"

SAME_IN_FRENCH = {
    "note",
    "Document",
    "PDF",
    "Licence",
    "Pages",
    "Rose",
    "Sources",
    "Version",
    "{size}/s",
    "{language} · original",
    "{first}. {second}",
    "{first}, {second}",
    "%n notes",
    "%n articles",
    "Note",
    "%n min",
    "%n s",
    "Actions",
    "Article",
    "Article, {language}",
    "Articles",
    "Extraction",
    "Images",
    "Menu",
    "NOTE",
    "Notes",
    "Original",
    "Question",
    "Source",
    "Tab",
    "Version {version}",
    "options",
    "original",
}
"""Texts that French rightly writes as English does. Arabic has none."""


@dataclass(frozen=True)
class Message:
    """One message of a `.ts` file."""

    context: str
    source: str
    comment: str
    numerus: bool
    texts: tuple[str, ...]
    finished: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.context, self.source, self.comment


@functools.cache
def messages_of(file: Path) -> dict[tuple[str, str, str], Message]:
    found: dict[tuple[str, str, str], Message] = {}
    for context in ElementTree.parse(file).getroot().iter("context"):
        for element in context.iter("message"):
            translation = element.find("translation")
            assert translation is not None
            numerus = element.get("numerus") == "yes"
            forms = list(translation.iter("numerusform")) if numerus else [translation]
            message = Message(
                context.findtext("name") or "",
                element.findtext("source") or "",
                element.findtext("comment") or "",
                numerus,
                tuple(form.text or "" for form in forms),
                translation.get("type") is None,
            )
            found[message.key] = message
    return found


def builder() -> ModuleType:
    """The build script, which is no package."""
    spec = importlib.util.spec_from_file_location("build", TOP / "packaging" / "build_translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def in_code(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], Message]:
    """What lupdate finds in the code now."""
    folder = tmp_path_factory.mktemp("texts")
    builder().update(folder)
    return messages_of(folder / "liseuse_fr.ts")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `.qm` files of the committed texts."""
    folder = tmp_path_factory.mktemp("compiled")
    builder().build(FOLDER, folder)
    return folder


@pytest.fixture(scope="module", params=["fr", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@functools.cache
def catalogue(code: str) -> TsCatalogue:
    """What the command line reads of a language."""
    return TsCatalogue.from_folder(FOLDER, code)


def translated(code: str) -> list[tuple[Message, str]]:
    """Every text of a language with its message."""
    messages = messages_of(FOLDER / f"liseuse_{code}.ts").values()
    return [(message, text) for message in messages for text in message.texts]


def wrong(found: Iterator[str]) -> None:
    """Fail with every line of `found`."""
    lines = sorted(set(found))
    assert not lines, "\n" + "\n".join(lines)


# --- complete


def test_every_text_of_the_code_is_translated(
    language: str, in_code: dict[tuple[str, str, str], Message]
) -> None:
    ours = messages_of(FOLDER / f"liseuse_{language}.ts")

    def problems() -> Iterator[str]:
        for key, message in in_code.items():
            known = ours.get(key)
            if known is None or known.numerus != message.numerus:
                yield f"{key}: not in the file, run `make translations`"
            elif not known.finished or not all(text.strip() for text in known.texts):
                yield f"{key}: not translated"
            elif len(known.texts) != (FORMS[language] if known.numerus else 1):
                yield f"{key}: {len(known.texts)} forms"

    assert len(in_code) > 300
    wrong(problems())


def test_english_has_its_plural_forms(in_code: dict[tuple[str, str, str], Message]) -> None:
    ours = messages_of(FOLDER / "liseuse_en.ts")
    for key, message in in_code.items():
        if message.numerus:
            assert key in ours and ours[key].finished and len(ours[key].texts) == 2, key
            assert all("%n" in text and "(s)" not in text for text in ours[key].texts), key


_ASKING = ("tr", "translate", "QT_TRANSLATE_NOOP")


def test_lupdate_sees_every_text(in_code: dict[tuple[str, str, str], Message]) -> None:
    """`tr` of another object would ask another context at run time, and lupdate drops some plural calls."""
    sources = {message.source: message for message in in_code.values()}

    def problems() -> Iterator[str]:
        for file in sorted((TOP / "reader").rglob("*.py")):
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not isinstance(call, ast.Call) or called(call) not in _ASKING:
                    continue
                name = ast.unparse(call.func)
                literals = [a.value for a in call.args if isinstance(a, ast.Constant)]
                texts = [value for value in literals[:2] if isinstance(value, str)]
                where = f"{file.relative_to(TOP)}:{call.lineno}"
                if name.endswith(".tr") and name != "self.tr":
                    yield f"{where}: {name} has no context lupdate knows; use self.tr or translate"
                elif name == "self.tr" and texts:
                    message = sources.get(texts[0])
                    if message is None or message.numerus != ("%n" in texts[0]):
                        yield f"{where}: lupdate misreads {texts[0]!r}"
                elif name.rpartition(".")[2] in ("translate", "QT_TRANSLATE_NOOP") and (
                    len(texts) == 2 and ((*texts, "") not in in_code or "%n" in texts[1])
                ):
                    yield f"{where}: lupdate misreads {texts[1]!r}; plurals need self.tr"

    wrong(problems())


def test_contexts_exist(in_code: dict[tuple[str, str, str], Message]) -> None:
    code = "\n".join(file.read_text("utf-8") for file in (TOP / "reader").rglob("*.py"))
    for context in {message.context for message in in_code.values()}:
        assert re.search(rf"class {context}\b", code) or f'("{context}", ' in code, context


# --- well formed


def test_placeholders_survive(language: str) -> None:
    def problems() -> Iterator[str]:
        for message, text in translated(language):
            if places(message.source) != places(text):
                yield f"{message.key}: {text!r}"
            spelled_out = language == "ar" and message.numerus and text in message.texts[:3]
            if message.numerus and "%n" not in text and not spelled_out:
                yield f"{message.key}: no number in {text!r}"
            if not message.numerus and "%n" in text:
                yield f"{message.key}: a number nothing fills"

    wrong(problems())


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("no narrow no-break space before the mark", r"(?<![\u202f:;?!])[:;?!](?!//)"),
        ("no narrow no-break space inside the quotes", r"«(?!\u202f)|(?<!\u202f)»"),
        ("straight mark or English quote", r"['\"“”]"),
        ("two spaces, or a space at a wrong place", r"  | \u202f|\u202f |\u00a0|^ | \.(?!\w)| ,|…\.|\.\.\."),
        ("exclamation mark", r"!"),
        ("“tu”", r"\b[Tt](?:u|oi|on|a|es)\b"),
    ],
)
def test_french_typography(rule: str, pattern: str) -> None:
    wrong(f"{rule}: {text!r}" for _, text in translated("fr") if re.search(pattern, text))


@pytest.mark.parametrize(
    ("rule", "pattern"),
    [
        ("Latin mark after an Arabic letter", r"[\u0620-\u064a][,;?]"),
        ("straight mark or English quote", r"['\"“”]"),
        ("exclamation mark", r"!"),
        ("Arabic-Indic digit", r"[٠-٩۰-۹]"),
        ("two spaces, or a space before a mark", r"  | [،؛؟.:]|\.\.\.|\u00a0|\u202f"),
        ("tatweel, except in a prefix that stands alone", r"(?<!\b[بلك])\u0640|\u0640(?! )"),
    ],
)
def test_arabic_typography(rule: str, pattern: str) -> None:
    wrong(f"{rule}: {text!r}" for _, text in translated("ar") if re.search(pattern, text))


def test_latin_words_in_arabic_are_isolated() -> None:
    """A file filter is left alone: Qt reads the pattern between its brackets."""
    outside = re.compile(r"\u2068[^\u2069]*\u2069|\{\w+\}|%n|\(\*\.argosmodel\)|«liseuse doctor»")
    wrong(text for _, text in translated("ar") if re.search("[A-Za-z]", outside.sub("", text)))
    for _, text in translated("ar"):
        assert (
            text.count("\u2068")
            == text.count("\u2069")
            == len(re.findall("\u2068[^\u2068\u2069]+\u2069", text))
        )


def test_ends_like_the_english(language: str) -> None:
    """A sentence stays a sentence, a question a question, and “…” still announces a dialog."""
    marks = {"?": {"fr": f"{NARROW}?", "ar": "؟"}, ".": {"fr": ".", "ar": "."}, "…": {"fr": "…", "ar": "…"}}

    def problems() -> Iterator[str]:
        for message, text in translated(language):
            if message.numerus and language == "ar" and text == message.texts[0]:
                continue  # “nothing” needs no question
            if message.context == "QMessageBox":
                continue  # Qt's own wording
            mark = marks.get(message.source[-1:], {}).get(language, "")
            if not text.endswith(mark) or (not mark and text.endswith((".", "…", "?", "؟"))):
                yield f"{message.source!r}: {text!r}"
            if message.source[-1:].isspace() != text[-1:].isspace():
                yield f"{message.source!r}: {text!r}"

    wrong(problems())


def test_nothing_is_left_in_english(language: str) -> None:
    allowed = SAME_IN_FRENCH if language == "fr" else set()
    same = {message.source for message, text in translated(language) if text == message.source}
    assert same <= allowed, same - allowed
    if language == "ar":  # a key keeps the name that is printed on it
        words = [
            text
            for message, text in translated("ar")
            if message.context != "keys" and re.search("[A-Za-z]", re.sub(r"{\w+}", "", message.source))
        ]
        wrong(text for text in words if not re.search(r"[\u0620-\u064a]", text))


# --- what the window and the command line make of it


def test_arrows_point_the_way_the_interface_reads(qapp: QApplication) -> None:
    from reader.gui.models.model_text import way as _way

    try:
        assert plain(_way(("fr", "en", "ar"))) == "Français → English → العربية"
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        assert plain(_way(("fr", "ar"))) == "\u200fFrançais ← العربية"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_qt_buttons_take_our_words(qapp: QApplication, language: str) -> None:
    from reader.gui.application.interface_language import OF_QT, InterfaceLanguage

    chosen = InterfaceLanguage(qapp)
    try:
        chosen.set(language)
        texts = catalogue(language)
        for context, text in OF_QT:
            assert QCoreApplication.translate(context, text) == texts.translate(context, text)
    finally:
        chosen.set("en")


SAME_IN_QT = {"Copies", "Options", "Pages", "Type", "OK", "&HTML:"}
"""Words of Qt's dialogs that are the same in French, or a name."""


def shown_words(dialogs: Iterable[QWidget]) -> set[str]:
    """What labels, buttons, boxes and lists of dialogs say, but paths and colours."""
    found = set[str]()
    for part in (part for dialog in dialogs for part in dialog.findChildren(QWidget)):
        found |= {str(getattr(part, name)()) for name in ("text", "title") if hasattr(part, name)}
        if isinstance(part, QComboBox):
            found |= {part.itemText(row) for row in range(part.count())}
    return {text for text in found if re.search("[A-Za-z]", text) and text[0] not in "/#"}


def test_qts_file_print_and_colour_dialogs_are_translated(qapp: QApplication, language: str) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from reader.gui.application.interface_language import InterfaceLanguage

    def words() -> set[str]:
        files = QFileDialog()
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        printer = QPrinter()
        printer.setOutputFileName("/nowhere/x.pdf")
        return shown_words([files, QPrintDialog(printer), QColorDialog()])

    chosen = InterfaceLanguage(qapp)
    try:
        chosen.set("en")
        english = words()
        chosen.set(language)
        assert words() & english <= SAME_IN_QT
    finally:
        chosen.set("en")


@pytest.mark.parametrize(
    ("code", "n", "text"),
    [
        ("ar", 0, "بقيت أقل من دقيقة"),
        ("ar", 1, "بقيت دقيقة واحدة"),
        ("ar", 2, "بقيت دقيقتان"),
        ("ar", 3, "بقيت 3 دقائق"),
        ("ar", 11, "بقيت 11 دقيقة"),
        ("ar", 100, "بقيت 100 دقيقة"),
        ("fr", 0, "0 min restante"),
        ("fr", 1, "1 min restante"),
        ("fr", 2, "2 min restantes"),
        ("en", 1, "1 min left"),
        ("en", 2, "2 min left"),
    ],
)
def test_plural_forms(code: str, n: int, text: str, compiled: Path) -> None:
    translator = QTranslator()
    assert translator.load(f"liseuse_{code}", str(compiled))
    shown = translator.translate("ArticlePresenter", "%n min left", None, n)
    assert shown is not None and shown.replace("%n", str(n)) == text
    assert catalogue(code).plural("ArticlePresenter", "%n min left", n) == text


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (1, "رابط واحد"),
        (2, "رابطان"),
        (5, "5 روابط"),
        (11, "11 رابطًا"),
        (100, "100 رابط"),
        (103, "103 روابط"),
    ],
)
def test_counted_noun_in_arabic(n: int, text: str) -> None:
    assert catalogue("ar").plural("DropOverlay", "%n link(s)", n) == text


def test_qt_and_the_command_line_read_the_same(language: str, compiled: Path) -> None:
    translator = QTranslator()
    assert translator.load(f"liseuse_{language}", str(compiled))
    texts = catalogue(language)
    for message in messages_of(FOLDER / f"liseuse_{language}.ts").values():
        if not message.numerus:
            shown = translator.translate(message.context, message.source)
            assert shown == texts.translate(message.context, message.source) == message.texts[0]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_error_is_told_in_the_language(kind: str, language: str) -> None:
    names = {name for text in (KINDS[kind].title, KINDS[kind].hint) for name in places(text)}
    error = ReaderError(kind, "", **dict.fromkeys(names, "x"))
    texts = catalogue(language)
    for message in (error.title, error.hint):
        shown = plain(message.show(texts.translate))
        assert shown != plain(message.show()) and "{" not in shown


def test_words_inside_errors_are_told_in_the_language() -> None:
    def told(code: str, kind: str, **values: object) -> str:
        texts = catalogue(code)
        return plain(ReaderError(kind, "", **values).title.show(texts.translate))

    assert told("fr", "no-model", source="French", target="Arabic") == (
        "Aucun modèle ne traduit en arabe un texte en français."
    )
    assert told("ar", "no-model", source="French", target="English") == (
        "لا يوجد نموذج يترجم من الفرنسية إلى الإنجليزية."
    )
    assert told("fr", "no-voice", language="Arabic") == ("Cet ordinateur n’a pas de voix pour lire en arabe.")
    assert told("fr", "not-a-page", type="picture") == "Ce lien mène à une image, pas à un article."
    assert told("en", "not-a-page", type="picture") == "This link is a picture, not an article."
    assert told("fr", "no-model", source="Breton", target="French").endswith("un texte en Breton.")


def test_names_of_languages_and_of_kinds_of_files(language: str) -> None:
    from reader.saving.fetching.content_type import _MAGIC, KIND_NAMES

    known = {m.source for m, _ in translated(language) if m.context == "languages"}
    assert known == {entry.name for entry in _KNOWN.values()}
    assert {kind for _, kind in _MAGIC} <= set(KIND_NAMES)
