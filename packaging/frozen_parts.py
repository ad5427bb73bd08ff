"""What goes into the frozen program and what is left out of it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from pathlib import Path

NEVER_FROZEN = frozenset(
    (
        "onnxruntime",
        "minisbd",
        "flatbuffers",
        "protobuf",
        "sacremoses",
        "joblib",
        "tqdm",
        "cloudpickle",
        "click",
    )
)
"""Distributions that Argos Translate asks for and that our own engine does without."""

DATA_PACKAGES = ("justext", "py3langid", "tld", "trafilatura", "dateparser", "certifi", "pyphen")
"""Packages whose data files are read at run time."""

WHOLE_PACKAGES = (
    "courlan",
    "htmldate",
    "trafilatura",
    "sentencex",
    "charset_normalizer",
    "truststore",
    "dateparser",
)
"""Packages that import parts of themselves by name."""

EXCLUDED_MODULES = [
    *("onnxruntime", "minisbd", "stanza", "spacy", "torch", "transformers", "sacremoses", "joblib", "tqdm"),
    *("google", "flatbuffers", "click", "IPython", "matplotlib", "pandas", "scipy"),
    *("tkinter", "_tkinter", "test", "pydoc_data", "lib2to3", "ensurepip", "idlelib", "readline"),
    *("pip", "setuptools", "pkg_resources", "wheel", "_distutils_hack"),
    *("pytest", "hypothesis", "mypy", "numpy.f2py", "numpy.distutils", "zstandard._cffi"),
    *("PIL._imagingtk", "PIL.ImageCms", "PIL._imagingcms", "lxml.html.diff", "lxml.html._difflib"),
    *(
        "lxml.objectify",
        "lxml.isoschematron",
        "sqlalchemy.testing",
        "numpy.random",
        "numpy.fft",
        "numpy.testing",
        "numpy.ma",
        "numpy.polynomial",
    ),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtDesigner", "PySide6.QtTest"),
    *(
        "PySide6.QtSql",
        "PySide6.QtHelp",
        "PySide6.QtUiTools",
        "PySide6.QtConcurrent",
        "PySide6.QtMultimedia",
        "PySide6.QtMultimediaWidgets",
    ),
]

LEFT_OUT = (
    "PySide6/Qt/plugins/platformthemes/libqgtk3*",  # would bring GTK into every start
    "PySide6/Qt/plugins/platforms/libqeglfs*",
    "PySide6/Qt/plugins/platforms/libqlinuxfb*",
    "PySide6/Qt/plugins/platforms/libqvnc*",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*",
    "PySide6/Qt/plugins/platforms/libqminimal*",
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/generic/*",  # touch screens without a window system
    "PySide6/Qt/plugins/tls/*",  # downloads use Python's ssl
    "PySide6/Qt/plugins/qmltooling/*",
    "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/Qt/plugins/multimedia/*",  # the speech module is linked with QtMultimedia, but plays nothing
    "PySide6/Qt/plugins/texttospeech/libqtexttospeech_mock*",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboard*",
    "PySide6/Qt/plugins/imageformats/libqicns*",
    "PySide6/Qt/plugins/imageformats/libqpdf*",
    "PySide6/Qt/plugins/imageformats/libqtiff*",
    "PySide6/Qt/plugins/imageformats/libqtga*",
    "PySide6/Qt/plugins/imageformats/libqwbmp*",
    "PySide6/Qt/plugins/networkinformation/libqglib*",  # NetworkManager's and ConnMan's stay
    "PySide6/Qt/plugins/wayland-graphics-integration-client/*",  # OpenGL windows
    "PySide6/Qt/plugins/wayland-shell-integration/libivi*",
    "PySide6/Qt/plugins/wayland-shell-integration/libqt-shell*",
    "numpy/*/tests/*",
    "pillow.libs/liblcms2*",  # colour profiles are not applied
    "*.dist-info/sboms/*",
    "*.c",  # sources beside the modules they became
    "*.pyx",
    "*.pxd",
    "*.pyi",
    "tld/tests/*",
    "tld/res/old/*",
)
"""Files, below the bundle's own folder, that the program never opens."""

OF_THE_SYSTEM = (
    *("libX11.so*", "libX11-xcb.so*", "libxcb.so*", "libxcb-glx.so*", "libxcb-render.so*", "libxcb-shm.so*"),
    *("libxcb-sync.so*", "libxcb-xfixes.so*", "libxcb-randr.so*", "libxcb-shape.so*", "libxcb-xkb.so*"),
    *("libXau.so*", "libXdmcp.so*", "libXext.so*", "libXrender.so*", "libwayland-*", "libxkbcommon*.so*"),
    *(
        "libGL*",
        "libEGL*",
        "libdrm*",
        "libgbm*",
        "libfontconfig*",
        "libfreetype*",
        "libharfbuzz*",
        "libexpat*",
    ),
    *(
        "libstdc++.so*",
        "libgcc_s.so*",
        "libatomic.so*",
        "libglib-2*",
        "libgthread-2*",
        "libdbus-1*",
        "libpulse*",
        "libspeechd*",
        "libcups*",
        "libsystemd*",
    ),
    *("libz.so*", "libcom_err*", "libuuid*"),
)
"""Libraries of the graphics stack and below, which must be those of the machine."""

KEPT_OF = {"pyphen/dictionaries/": ("*hyph_fr*", "*hyph_en*")}
"""Of these folders only this is kept: `reading/hyphenation` knows French and English."""

QT_LANGUAGES = ("en", "fr", "ar")
"""Of Qt's own texts (buttons, menus of text fields) and of babel's language names: those of the interface."""


def closure(top: str) -> list[str]:
    """The names of a distribution and of everything it needs here, without extras, in order."""
    found: dict[str, None] = {}
    waiting = [top]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop(0)).lower()
        if name in found:
            continue
        try:
            needed = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # a requirement of another system
        found[name] = None
        waiting += [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in needed if "extra ==" not in line]
    return sorted(found)


def module_names(package: str | Path) -> list[str]:
    """Every module of a package, read off its files: nothing is imported."""
    if isinstance(package, Path):
        folder = package
    else:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            return [package]
        folder = Path(next(iter(spec.submodule_search_locations)))
    return sorted(
        ".".join((folder.name, *path.relative_to(folder).with_suffix("").parts)).removesuffix(".__init__")
        for path in folder.rglob("*.py")
        if "tests" not in path.parts
    )
