"""What goes into the frozen program and what is left out of it."""

from __future__ import annotations

import importlib.util
import platform
from pathlib import Path

_FIREFOX_WHEELS = (("Linux", "x86_64"), ("Linux", "aarch64"), ("Windows", "AMD64"), ("Darwin", "arm64"))

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
        "invoke",
    )
)
"""Distributions that nothing here uses: paramiko asks for the last, Argos Translate for the others."""

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
    *("pytest", "hypothesis", "mypy", "numpy.f2py", "numpy.distutils"),
    *("zstandard._cffi", "zstandard.backend_cffi"),  # the module in C stands in for it
    *(
        "unittest",
        "doctest",
        "pdb",
        "pydoc",
    ),  # what tests and explains the parts asks for them
    *(f"sqlalchemy.dialects.{name}" for name in ("mysql", "oracle", "mssql")),  # the library is SQLite's
    "invoke",  # runs commands out of a file that says how SSH connects; ours reads none
    *(
        f"fsspec.implementations.{name}"
        for name in (
            "arrow",
            "cached",
            "cache_mapper",
            "cache_metadata",
            "dask",
            "data",
            "dbfs",
            "ftp",
            "gist",
            "git",
            "github",
            "http",
            "http_sync",
            "jupyter",
            "libarchive",
            "reference",
            "smb",
            "tar",
            "webhdfs",
            "zip",
        )
    ),  # a store is on a WebDAV or an SFTP server
    "pydantic.v1",  # for programs that were written for another pydantic
    *("PIL._imagingtk", "PIL.ImageCms", "PIL._imagingcms", "lxml.html.diff", "lxml.html._difflib"),
    *("PIL.ImageTk", "PIL.ImageQt", "PIL.ImageShow"),  # pictures are drawn by the window itself
    *("PIL.ImageFont", "PIL._imagingft"),  # nothing is written on pictures
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

_NO_SCREEN = "screens without a window system"
_NO_OPENGL = "windows that draw with OpenGL; ours are painted"
_NO_PICTURE = "a kind of picture that no page is saved with: reader/saving/pictures makes PNG of others"
_NO_SOURCE = "sources and tests beside the modules they became"
LEFT_OUT = {
    "PySide6/Qt/plugins/platformthemes/libqgtk3*": "would bring GTK into every start",
    "PySide6/Qt/plugins/platforms/libqeglfs*": _NO_SCREEN,
    "PySide6/Qt/plugins/platforms/libqlinuxfb*": _NO_SCREEN,
    "PySide6/Qt/plugins/platforms/libqvnc*": _NO_SCREEN,
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay*": _NO_SCREEN,
    "PySide6/Qt/plugins/platforms/libqminimal*": _NO_SCREEN,
    "PySide6/Qt/plugins/egldeviceintegrations/*": _NO_SCREEN,
    "PySide6/Qt/plugins/generic/*": "touch screens without a window system",
    "PySide6/Qt/plugins/tls/*": "downloads use Python's ssl",
    "PySide6/Qt/plugins/qmltooling/*": "QML is not used",
    "PySide6/Qt/plugins/sqldrivers/*": "the library is read by Python's sqlite3",
    "PySide6/Qt/plugins/multimedia/*": "the speech module is linked with QtMultimedia, but plays nothing",
    "PySide6/Qt/plugins/texttospeech/libqtexttospeech_mock*": "a voice for Qt's own tests",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboard*": "needs QML",
    "PySide6/Qt/plugins/imageformats/libqicns*": _NO_PICTURE,
    "PySide6/Qt/plugins/imageformats/libqpdf*": _NO_PICTURE,
    "PySide6/Qt/plugins/imageformats/libqtiff*": _NO_PICTURE,
    "PySide6/Qt/plugins/imageformats/libqtga*": _NO_PICTURE,
    "PySide6/Qt/plugins/imageformats/libqwbmp*": _NO_PICTURE,
    "PySide6/Qt/plugins/networkinformation/libqglib*": "NetworkManager's and ConnMan's stay",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/*": _NO_OPENGL,
    "PySide6/Qt/plugins/xcbglintegrations/*": _NO_OPENGL,
    "PySide6/Qt/plugins/wayland-shell-integration/libivi*": "shells of cars",
    "PySide6/Qt/plugins/wayland-shell-integration/libqt-shell*": "shells made with Qt itself",
    "numpy/*/tests/*": _NO_SOURCE,
    "numpy/_core/_*_tests.*.so": _NO_SOURCE,
    "numpy/_core/_simd.*.so": "what numpy tests its vector code with",
    "pillow.libs/liblcms2*": "colour profiles are not applied",
    **dict.fromkeys(
        (
            "pillow.libs/libfreetype*",
            "pillow.libs/libharfbuzz*",
            "pillow.libs/libpng16*",
            "pillow.libs/libbrotli*",
        ),
        "with them Pillow writes on pictures, which nothing here does",
    ),
    "trafilatura/data/tei_corpus.dtd": "checks TEI, which nothing is written as",
    "*.dist-info/sboms/*": "lists of what parts are made of, for those who build them",
    "*.c": _NO_SOURCE,
    "*.pyx": _NO_SOURCE,
    "*.pxd": _NO_SOURCE,
    "*.pxi": _NO_SOURCE,
    "*.h": _NO_SOURCE,
    "*.pyi": _NO_SOURCE,
    "pytz/zoneinfo/*": "dates are read with offsets; zones by name are an option that nobody sets",
    "tld/tests/*": _NO_SOURCE,
    "tld/res/old/*": "former lists of domains",
}
"""Files, below the bundle's own folder, that the program never opens, and why it does not."""

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


def optional_parts() -> list[str]:
    """The optional parts of pyproject.toml that are frozen: Firefox's engine where no compiler is needed."""
    firefox = (platform.system(), platform.machine()) in _FIREFOX_WHEELS
    return ["speech", "stores", "hub", *(["firefox"] if firefox else [])]


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
