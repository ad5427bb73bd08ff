"""Reads an EPUB as a checker does: what every file of it must be, whatever the articles are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from tests.support.limits import LIMIT

XHTML, OPF, DC = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
)
SCRIPTS = {f"{XHTML}{name}" for name in ("script", "iframe", "object", "embed", "svg", "form", "link")}


class Book:
    """An EPUB whose structure was found sound: each page is XML, and every link inside leads somewhere."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as file:
            assert file.testzip() is None
            first = file.infolist()[0]
            assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
            self.files = {name: file.read(name) for name in file.namelist()}
        assert self.files["mimetype"] == b"application/epub+zip"
        assert len(self.files) == len(file.namelist()), "two files have one name"
        self.package = ElementTree.fromstring(self.files["book/package.opf"])
        self.items = {
            item.get("id", ""): item.attrib for item in self.package.findall(f"{OPF}manifest/{OPF}item")
        }
        named = {f"book/{item['href']}" for item in self.items.values()}
        others = {"mimetype", "META-INF/container.xml", "book/package.opf"}
        assert named == set(self.files) - others
        self.pages = {
            item["href"]: ElementTree.fromstring(self.files[f"book/{item['href']}"])
            for item in self.items.values()
            if item["media-type"] == "application/xhtml+xml"
        }
        for name, page in self.pages.items():
            self._check_links(name, page)

    @property
    def chapters(self) -> list[str]:
        """The pages in reading order."""
        spine = self.package.findall(f"{OPF}spine/{OPF}itemref")
        return [self.items[row.get("idref", "")]["href"] for row in spine]

    def metadata(self, name: str) -> list[str]:
        """The values of a Dublin Core element."""
        return [row.text or "" for row in self.package.findall(f"{OPF}metadata/{DC}{name}")]

    def _check_links(self, name: str, page: ElementTree.Element) -> None:
        ids = [row.get("id") for row in page.iter() if row.get("id")]
        assert len(ids) == len(set(ids)), f"an id twice in {name}"
        for row in page.iter():
            assert row.tag not in SCRIPTS or row.get("rel") == "stylesheet"
            assert not [key for key in row.attrib if key.startswith("on")]
            for key in ("href", "src"):
                target = row.get(key, "")
                if not target or re.match(r"https?://|mailto:", target):
                    assert key == "href" or not target, f"{name} loads {target}"
                    continue
                place, _, fragment = target.partition("#")
                file = normpath(unquote(place)) if place else name
                assert f"book/{file}" in self.files, f"{name} leads to {target}"
                if fragment:
                    named = {element.get("id") for element in self.pages[file].iter()}
                    assert fragment in named, f"{name} leads to {target}"


def checked_by_epubcheck(path: Path) -> None:
    """Have W3C's own checker look at it, where it is installed.

    Some systems have it as a script, some as a Java archive under that name.
    """
    program = shutil.which("epubcheck")
    if program is None:
        pytest.skip("epubcheck is not installed")
    archive = Path(program).read_bytes()[:2] == b"PK"
    command = ["java", "-jar", program] if archive else [program]
    # Its seconds of work never earn what Java's second compiler and several collectors cost.
    quick = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    done = subprocess.run(
        [*command, str(path)], capture_output=True, text=True, timeout=LIMIT, check=False, env=quick
    )
    said = done.stdout + done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in said, said[-4000:]
