"""The command line in French and Arabic: help, errors and results; the JSON is the same in every language."""

from __future__ import annotations

import argparse
import ast
import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.cli.main import build_parser, run
from reader.cli.output import catalogue, interface_language
from reader.cli.texts.argparse_texts import ARGPARSE_TEXTS
from reader.cli.texts.examples import EXAMPLES
from reader.cli.texts.parser import parser_texts, translate_parser
from reader.cli.texts.result_texts import RESULT_TEXTS
from tests.support.libraries import make_empty

TOP = Path(__file__).resolve().parents[2]
OTHERS = ("fr", "ar")
Speak = Callable[..., tuple[int, str, str]]

FOR_PROGRAMMERS = re.compile(
    r"conflict|cannot|option string|default: |warning|"
    r"callable|mutually|positionals|%r with mode|mode %r|can't open|subcommands|%\(heading\)s:|empty"
    r"|maybe you meant|deprecated|invalid option name|dest=|required|.__call__|nargs|invalid default"
)
"""Texts of argparse that say how it is used wrongly, or what is not used here."""


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Speak:
    """Runs a command in a language, on an empty library: exit code, output, errors."""
    library = tmp_path / "library"
    make_empty(library)

    def told(language: str, *words: str) -> tuple[int, str, str]:
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", f"{language}_XX.UTF-8")
        code = run(["--library", str(library), *words])
        return code, *capsys.readouterr()

    return told


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANGUAGE": "de:fr:en", "LANG": "de_DE.UTF-8"}, "fr"),
        ({"LANGUAGE": "de", "LANG": "ar_MA.UTF-8"}, "ar"),
        ({"LANGUAGE": "fr", "LC_ALL": "C.UTF-8", "LANG": "ar_MA.UTF-8"}, "en"),
        ({"LANGUAGE": "fr", "LANG": "POSIX"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_MA@euro", "LANG": "ar"}, "fr"),
        ({"LANGUAGE": "ar_EG"}, "ar"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert interface_language() == language


def test_help_errors_and_results_are_in_the_language_of_the_environment(speak: Speak, tmp_path: Path) -> None:
    french, arabic = speak("fr", "list", "--help")[1], speak("ar", "list", "--help")[1]
    assert french.startswith("utilisation\u202f: liseuse list") and "afficher cette aide" in french
    assert "exemples\u202f:\n  liseuse list --view unread" in french and "d’une étiquette" in french
    assert arabic.startswith("الاستعمال: liseuse list") and "عرض هذه المساعدة" in arabic
    assert "\u2068" not in arabic, "isolates are for the window"
    for words, wrong in (
        (("list", "--limit", "0"), "doit être 1 ou plus"),
        (("list", "--limit"), "il faut une valeur"),
        (("lst",), "choix impossible"),
        (("show",), "il manque ces arguments"),
        (("export", "--format", "ris"), "--format ris demande --output"),
        (("edition", "--output", "a.epub", "--since", "soon"), "soon n’est ni day"),
        (("edition", "--output", "gone", "--schedule", "day"), "--schedule demande un dossier qui existe"),
        (("serve", "--opds", "--code", "short"), "--code demande 6 caractères"),
    ):
        code, _, errors = speak("fr", *words)
        assert code == 2 and wrong in errors and "erreur" in errors
    assert speak("en", "list", "--limit", "0")[2].endswith("error: argument --limit: must be 1 or more\n")
    assert "bon\tfichier" in speak("fr", "doctor")[1] and "سليم\tالملف" in speak("ar", "doctor")[1]
    exported = ("export", "--all", "--format", "json", "--output", str(tmp_path / "export"))
    assert "exportation" in speak("fr", *exported)[2]
    assert "MB\timages" in speak("fr", "storage")[1]
    assert "Aucun article" in speak("fr", "show", "7")[2]
    assert speak("fr", "feeds", "update")[1].startswith("flux\u202f: 0, nouveaux\u202f: 0")
    kept = ("export", "--all", "--format", "epub", "--keep-in-step", "--output", str(tmp_path))
    assert "لم يتغير" in speak("ar", *kept)[1]


def test_scripts_get_the_same_in_every_language(speak: Speak) -> None:
    for words in (("doctor",), ("show", "7")):
        english = json.loads(speak("en", "--json", *words)[1])
        assert [json.loads(speak(code, "--json", *words)[1]) for code in OTHERS] == [english, english]


def test_every_command_is_explained_and_every_text_translated() -> None:
    parser = build_parser()
    texts = set(parser_texts(parser))
    assert len(texts) > 120 and "list the articles of a view" in texts
    for code in OTHERS:
        translate = catalogue(code)
        assert not {text for text in texts if translate("command line", text) == text}
        assert not {one.text for one in EXAMPLES if translate("examples", one.text) == one.text}
        told = build_parser()
        translate_parser(told, translate)
        assert not texts & set(parser_texts(told))


def test_the_words_of_argparse_are_those_of_this_python() -> None:
    """argparse changes its words between versions of Python; those it can say here are known."""
    said = set()
    for node in ast.walk(ast.parse(Path(argparse.__file__).read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext"):
            said |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    assert "usage: " in said and "expected one argument" in said
    ours = {text for text in said if text[:4] in ("the ", "one ") or not FOR_PROGRAMMERS.search(text)}
    assert not ours - set(ARGPARSE_TEXTS)


def test_words_of_results_are_in_the_list_of_those_to_translate() -> None:
    used = set()
    for file in (TOP / "reader" / "cli").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".word") and call.args:
                used |= {a.value for a in ast.walk(call.args[0]) if isinstance(a, ast.Constant)}
    words = {word for word in used if isinstance(word, str)}
    assert "edited by you" in words and words <= set(RESULT_TEXTS)


def test_manual_page_and_completions_in_three_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TOP / "packaging"))
    manual = runpy.run_path(str(TOP / "packaging" / "manual.py"))["manual"]
    pages = {code: manual("1.2.3", "2026-01-02", code) for code in ("en", *OTHERS)}
    for code, head in {"en": "EXAMPLES", "fr": "EXEMPLES", "ar": "أمثلة"}.items():
        assert f".SH {head}\n" in pages[code] and "liseuse doctor" in pages[code]
        explained = re.search(r"\.SS list\n.*\n\.PP\n(.*)\.\n", pages[code])
        assert explained is not None
        assert (explained[1] == "List the articles of a view") == (code == "en")
    completions = runpy.run_path(str(TOP / "packaging" / "completions.py"))
    read = completions["read_commands"]
    for shell in ("zsh", "fish"):
        made = completions[shell]({code: read(code) for code in pages})
        order = [made.index(text) for text in ("lister les articles", "سرد مقالات", "list the articles")]
        assert order == sorted(order) or shell == "zsh", "every other language is English"
