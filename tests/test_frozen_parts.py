"""The frozen program leaves nothing out that Liseuse asks for: only the installed app would lack it."""

from __future__ import annotations

import ast
import json
import os
import runpy
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from importlib.metadata import files
from pathlib import Path

import PySide6
import pytest

TOP = Path(__file__).resolve().parents[1]
PARTS = runpy.run_path(str(TOP / "packaging" / "frozen_parts.py"))


def imported(file):
    """Every name a file may import, wherever it stands."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def names():
    """Every name that the program imports, each with a file that does."""
    return {name: file for file in (TOP / "reader").rglob("*.py") for name in imported(file)}


@pytest.mark.parametrize("module", PARTS["EXCLUDED_MODULES"])
def test_nothing_is_left_out_that_the_program_imports(module, names):
    asking = {str(file) for name, file in names.items() if name == module or name.startswith(f"{module}.")}
    assert not asking


def test_the_looking_finds_imports_inside_functions(names):
    assert {"PySide6.QtPrintSupport", "PySide6.QtTextToSpeech", "ctranslate2"} <= names.keys()


IMPORTING = """
import importlib, sys

left_out, wanted = (text.split(",") for text in sys.argv[1:])


class NotThere:
    def find_spec(self, name, path, target=None):
        if name in left_out:
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, NotThere())
for name in wanted:
    package, _, last = name.rpartition(".")
    if not package or not hasattr(sys.modules.get(package), last):
        importlib.import_module(name)
"""


@pytest.mark.own_start
def test_what_the_program_imports_does_without_what_is_left_out(names):
    own = {
        *sys.stdlib_module_names,
        "reader",
        "argostranslate",
    }  # parts of Argos, with stand-ins
    wanted = sorted(name for name in names if name.partition(".")[0] not in own)
    extras = ("PySide6.QtTextToSpeech", "fxtranslate", "obstore")
    here = [name for name in wanted if not name.startswith(extras)]
    assert "trafilatura" in here and "sqlmodel" in here
    command = [sys.executable, "-c", IMPORTING, ",".join(PARTS["EXCLUDED_MODULES"]), ",".join(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_each_file_that_is_left_out_has_its_reason():
    assert not [pattern for pattern, reason in PARTS["LEFT_OUT"].items() if len(reason.split()) < 2]


def test_no_file_is_left_out_that_a_window_on_a_screen_opens():
    folder = Path(
        next(file for file in files("PySide6-Essentials") if file.name == "QtCore.abi3.so").locate()
    )
    plugins = folder.parent / "Qt" / "plugins"
    kept = {
        file.stem
        for file in plugins.rglob("*.so")
        if not any(fnmatch(f"PySide6/Qt/plugins/{file.relative_to(plugins)}", p) for p in PARTS["LEFT_OUT"])
    }
    pictures = {"libqjpeg", "libqwebp", "libqgif", "libqsvg"}
    assert kept >= {"libqxcb", "libqwayland", "libqoffscreen", "libxdg-shell", "libadwaita"} | pictures
    assert not kept & {"libqgtk3", "libqxcb-glx-integration", "libqxcb-egl-integration", "libqsqlite"}


ASKING_ICU = """
import PySide6.QtCore as qt

for language, words in (("fr", "zèbre Éclair eau Œuf oie"), ("ar", "ياء باء ألف آخر"), ("sv", "ö z å a")):
    print(sorted(words.split(), key=qt.QCollator(qt.QLocale(language)).sortKey))
print([qt.QStringDecoder(name).isValid() for name in ("windows-1256", "Shift_JIS", "koi8-r", "nonsense")])
print(qt.QTimeZone(b"Africa/Casablanca").isValid(), qt.QLocale("tr").toUpper("i"))
print(qt.QLocale("ar").toString(0.5))
print({line.split()[-1] for line in open("/proc/self/maps") if "icudata" in line})
"""


@pytest.mark.skipif(not shutil.which("ld") or not shutil.which("objcopy"), reason="needs binutils")
def test_qt_sorts_and_converts_as_well_without_half_of_its_icu_data(tmp_path):
    library = next((Path(PySide6.__file__).resolve().parent / "Qt" / "lib").glob("libicudata.so.*"))
    smaller = Path(shutil.copy(library, tmp_path))
    runpy.run_path(str(TOP / "packaging" / "icu_data.py"))["shrink"](smaller)
    assert smaller.stat().st_size * 2 < library.stat().st_size
    with_it = {**os.environ, "LD_PRELOAD": str(smaller)}
    answers = [
        subprocess.run(
            [sys.executable, "-c", ASKING_ICU], env=environment, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for environment in ({**os.environ}, with_it)
    ]
    assert answers[0][:-1] == answers[1][:-1]
    assert (answers[0][-1], answers[1][-1]) == (str({str(library)}), str({str(smaller)}))


RANKING = """
import json, sys
from py3langid.langid import LanguageIdentifier

model, languages, *texts = json.loads(sys.argv[1])
identifier = LanguageIdentifier.from_model_file(model)
every = len(identifier.labels)
identifier.set_languages(languages)
print(json.dumps([every, [identifier.rank(text) for text in texts]]))
"""


def test_languages_are_told_apart_as_well_without_those_never_asked_for(tmp_path):
    from reader.saving.metadata.language import LANGUAGES

    whole = next(file for file in files("py3langid") if file.name == "model.npz.xz").locate()
    smaller = Path(shutil.copy(whole, tmp_path))
    subprocess.run([sys.executable, TOP / "packaging" / "language_model.py", smaller], check=True)
    assert smaller.stat().st_size * 2 < Path(whole).stat().st_size
    texts = (
        "Le chat dort sur la chaise.",
        "القطة نائمة على الكرسي",
        "Kissa nukkuu",
        "猫が眠る",
        "Мачка спава",
        "",
    )
    ranked = []
    for model in (whole, smaller):
        asked = json.dumps([str(model), LANGUAGES, *texts])
        done = subprocess.run(
            [sys.executable, "-c", RANKING, asked], capture_output=True, text=True, check=True
        )
        ranked.append(json.loads(done.stdout))
    assert ranked[0][1] == ranked[1][1]
    assert ranked[0][0] > ranked[1][0] == len(LANGUAGES)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the libraries have other names elsewhere")
@pytest.mark.skipif(not shutil.which("objdump"), reason="needs binutils")
def test_what_stays_of_pillow_asks_for_no_library_that_is_left_out():
    sys.path.insert(0, str(TOP / "packaging"))
    try:
        needed_libraries = runpy.run_path(str(TOP / "packaging" / "freeze.py"))["needed_libraries"]
    finally:
        sys.path.remove(str(TOP / "packaging"))
    excluded = {name.rpartition(".")[2] for name in PARTS["EXCLUDED_MODULES"] if name.startswith("PIL.")}
    left_out = [name for name in PARTS["LEFT_OUT"] if name.startswith("pillow.libs/")]
    every = [file for file in files("pillow") if ".so" in file.name]
    kept = [
        file
        for file in every
        if file.name.partition(".")[0] not in excluded and not any(fnmatch(str(file), p) for p in left_out)
    ]
    asked = set().union(*(needed_libraries(file.locate()) for file in kept))
    absent = {file.name for file in every} - {file.name for file in kept}
    assert any(name.startswith("libfreetype") for name in absent) and not asked & absent


OPENSSL = runpy.run_path(str(TOP / "packaging" / "shared_openssl.py"))


def with_openssl(inside, own, of_client):
    """A bundle with two OpenSSLs of these releases; returns the client's."""
    (inside / "psycopg_binary.libs").mkdir(parents=True)
    found = []
    for name in OPENSSL["NAMES"]:
        (inside / f"{name}.so.3").write_bytes(b"\x7fELF OpenSSL " + own + b" 29 Sep\0")
        found.append(inside / "psycopg_binary.libs" / f"{name}-3a0647ea.so.3")
        found[-1].write_bytes(b"\x7fELF OpenSSL " + of_client + b" 1 Jul\0")
    return found


@pytest.mark.parametrize(
    ("own", "of_client", "shared"),
    [
        (b"3.5.9", b"3.5.9", True),
        (b"3.5.10", b"3.5.9", True),
        (b"3.5.8", b"3.5.9", False),
        (b"3.6.0", b"3.5.9", False),
        (b"", b"3.5.9", False),
    ],
)
def test_two_openssls_become_one_where_one_is_enough(tmp_path, own, of_client, shared):
    copies = with_openssl(tmp_path / "inside", own, of_client)
    assert OPENSSL["share_openssl"](tmp_path / "inside") == (copies if shared else [])
    for copy in copies:
        assert copy.is_symlink() is shared
        assert (
            copy.read_bytes() == (copy.parents[1] / f"{copy.name.partition('-')[0]}.so.3").read_bytes()
            or not shared
        )


def test_what_is_left_to_the_system_is_found_there(tmp_path):
    inside, system = tmp_path / "inside", tmp_path / "system"
    copies = with_openssl(inside, b"3.5.9", b"3.5.9")
    OPENSSL["share_openssl"](inside)
    OPENSSL["link_to_system"](inside, inside / "libcrypto.so.3", system)
    assert [os.readlink(copy) for copy in copies] == [str(system / "libcrypto.so.3"), "../libssl.so.3"]
