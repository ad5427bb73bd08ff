"""Whose work is shipped, under which licence: the Debian copyright file and its like."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from frozen_parts import NEVER_FROZEN

_HEAD = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Liseuse
Source: {homepage}
Comment:
 The program is shipped with the runtime it was tested with: Python, Qt for
 Python and the packages named below. Their licence texts are installed in
 /usr/lib/liseuse/_internal/licences and, for Python packages, in the
 .dist-info folders of /usr/lib/liseuse/_internal.

Files: *
Copyright: 2026 The Liseuse authors
License: GPL-3.0-or-later
"""

_SHIPPED = (
    ("resources/fonts/SourceSerif4-*", "2014-2023 Adobe", "OFL-1.1"),
    ("resources/fonts/Noto*", "2022 The Noto Project Authors", "OFL-1.1"),
    (
        "resources/icons/*",
        "Lucide Contributors, and 2013-2022 Cole Bemis for parts from Feather",
        "ISC and Expat",
    ),
    (
        "resources/models/translate-fr_en-*",
        "Mozilla (first weights), and the authors of the training text, named in resources/models/README.md",
        "MPL-2.0 and CC-BY-SA-3.0 and CC-BY-4.0 and CC-BY-2.0 and CC0-1.0 and GPL-2.0-or-later and Expat"
        " and OGL-Canada and free-use-with-source-named",
    ),
    (
        "resources/models/translate-en_ar-*",
        "Mozilla (first weights), and the authors of the training text, named in resources/models/README.md",
        "MPL-2.0 and CC-BY-SA-4.0 and CC-BY-SA-3.0 and CC-BY-4.0 and CC-BY-2.0 and CC0-1.0"
        " and GPL-2.0-or-later and LGPL and BSD-3-Clause and Expat and free-use-with-source-named",
    ),
    ("resources/common_words/rarer_en.txt", "2000-2011 Kevin Atkinson", "SCOWL"),
    ("python3*, base_library.zip, libpython3*", "2001 Python Software Foundation", "PSF-2.0"),
    ("fxtranslate/*", "Mozilla and the authors of fxtranslate", "MPL-2.0"),
    ("PySide6/*, shiboken6/*", "The Qt Company Ltd. and other contributors", "LGPL-3.0-only"),
)

_TEXTS = """
License: GPL-3.0-or-later
 On Debian systems the text is in /usr/share/common-licenses/GPL-3.

License: LGPL-3.0-only
 On Debian systems the text is in /usr/share/common-licenses/LGPL-3. The
 libraries are shared objects and can be replaced by your own builds.
"""


def copyright_file(inside: Path, homepage: str) -> str:
    """The Debian copyright file of a bundle (`inside` is its `_internal` folder)."""
    parts = [_HEAD.format(homepage=homepage)]
    licences = {"GPL-3.0-or-later", "LGPL-3.0-only"}
    rows = [*_SHIPPED, *_fonts_to_choose(inside), *_python_packages(), *_libraries(inside)]
    for files, holder, licence in rows:
        parts.append(
            f"\nFiles: {' '.join(files.replace(',', '').split())}\nCopyright: {holder}\nLicense: {licence}\n"
        )
        licences.add(licence)
    parts.append(_TEXTS)
    for licence in sorted(licences - {"GPL-3.0-or-later", "LGPL-3.0-only"}):
        parts.append(
            f"\nLicense: {licence}\n"
            " The text comes with what it covers, in /usr/lib/liseuse/_internal/licences,\n"
            " in its .dist-info folder or beside the files in resources.\n"
        )
    return "".join(parts)


def _fonts_to_choose(inside: Path) -> list[tuple[str, str, str]]:
    """The fonts that have a COPYRIGHT file of their own."""
    folder = inside / "resources" / "fonts" / "choices"
    rows = []
    for notice in sorted(folder.glob("*-COPYRIGHT.txt")):
        family = notice.name.removesuffix("-COPYRIGHT.txt")
        rows.append(
            (f"resources/fonts/choices/{family.title()}*", f"see {notice.name} beside them", "OFL-1.1")
        )
    return rows


def _python_packages() -> list[tuple[str, str, str]]:
    from reader.services.desktop.shipped_parts import needed_by  # in the build's environment, not in others

    rows = []
    for name in needed_by("liseuse"):
        if name in NEVER_FROZEN or name in ("liseuse", "pyside6-essentials", "shiboken6"):
            continue
        found = importlib.metadata.distribution(name)
        author = found.metadata.get("Author") or found.metadata.get("Author-email") or "its authors"
        author = " ".join(re.sub(r"<[^>]*>", "", author).split()).strip(" ,") or "its authors"
        tops = {
            Path(str(file)).parts[0] for file in found.files or [] if file.suffix in (".py", ".so", ".pyd")
        }
        files = " ".join(sorted(f"{top}/*" for top in tops if "." not in top)) or f"{name}*"
        rows.append((files, author, licence_name(found.metadata)))
    return rows


def licence_name(metadata: importlib.metadata.PackageMetadata) -> str:
    """A licence's short name, from whichever field of the metadata has one."""
    given = metadata.get("License-Expression") or ""
    first = (metadata.get("License") or "").strip().splitlines()[:1]
    classifiers = [
        line.rpartition(":: ")[2] for line in metadata.get_all("Classifier") or [] if "License ::" in line
    ]
    name = (
        given or (first[0] if first and len(first[0]) < 40 else "") or (classifiers or ["see its files"])[0]
    )
    return (
        re.sub(r"\s+", "-", name.replace(" AND ", " and ").replace(" OR ", " or "))
        if " and " not in name
        else name
    )


def _libraries(inside: Path) -> list[tuple[str, str, str]]:
    """Libraries copied from Debian packages, whose notices lie in `licences`."""
    rows = []
    for notice in sorted((inside / "licences").glob("lib*.txt")):
        rows.append((f"{notice.stem}*", f"see licences/{notice.name}", f"of-{notice.stem}"))
    return rows
