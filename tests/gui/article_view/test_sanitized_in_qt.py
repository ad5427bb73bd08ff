"""What Qt's own parser makes of sanitised soup: it may ask for http(s) pictures and nothing else."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from reader.saving.page.sanitize import sanitize
from tests.saving.payloads import PAYLOADS, mutated


class Asking(QTextDocument):
    """A document that notes what it asks for instead of loading it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[int, str]] = []

    def loadResource(self, kind: int, url: QUrl) -> QImage:
        self.asked.append((int(kind), url.toString()))
        return QImage(1, 1, QImage.Format.Format_Mono)


def schemes_of(html: str) -> tuple[set[str], set[str], set[int]]:
    """The schemes of the pictures and of the links, and the kinds of resource that Qt asks for."""
    document = Asking()
    document.setHtml(html)
    document.adjustSize()
    links = set()
    block = document.begin()
    while block.isValid():
        for fragment in (part.fragment() for part in block):
            if fragment.charFormat().isAnchor() and fragment.charFormat().anchorHref():
                links.add(QUrl(fragment.charFormat().anchorHref()).scheme())
        block = block.next()
    return {QUrl(url).scheme() for _, url in document.asked}, links, {kind for kind, _ in document.asked}


def assert_harmless(dirty: str) -> None:
    pictures, links, kinds = schemes_of(sanitize(dirty, "https://a.example/dir/page"))
    assert pictures <= {"http", "https"}, dirty
    assert links <= {"http", "https", "mailto"}, dirty
    assert kinds <= {int(QTextDocument.ResourceType.ImageResource.value)}, dirty


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payloads(qtbot: QtBot, payload: str) -> None:
    assert_harmless(payload)


@pytest.mark.parametrize("seed", (101, 102))
def test_mutations(qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(400):
        assert_harmless(mutated(chance))


def test_the_judge_sees_what_qt_asks_for(qtbot: QtBot) -> None:
    pictures, links, _ = schemes_of("<img src='file:///x.png'><a href='ftp://x.example/'>x</a>")
    assert pictures == {"file"} and links == {"ftp"}
