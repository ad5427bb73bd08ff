"""Links whose host cannot be one: Qt makes the empty address of them, and asks for that."""

from __future__ import annotations

import random

import pytest

from reader.saving.page.sanitize import safe_link

NO_HOSTS = (
    "h--.example",
    "h-.example",
    "-h.example",
    "a.-.example",
    "-",
    "xn--.example",
    "xn--h-.example",
    "\u00ad.example",
    "ß-.example",
    "-\u00e9.example",
    "a\u3002-b.example",
    f"{'a' * 64}.example",
    f"{'é' * 62}.example",
    "a.example:99999",
    "a.example:x",
    "a.example:-1",
    ":80",
    "*.example",
    "[::1].example",
    "a[::1]",
    "\u0301a.example",
    "a\u0600b.example",
    "a⒈b.example",
    "a\ue000b.example",
    "a=b.example",
    "%41.example",
)
HOSTS = (
    "a.example",
    "A.Example",
    "r3---sn-x.example",
    "ab--c.example",
    "a_b.example",
    "_dmarc.example",
    "xn--bcher-kva.example",
    "bücher.example",
    "straße.example",
    "مثال.إختبار",
    "例え。テスト",
    "☃.example",
    "localhost",
    "a.",
    "a.example:8080",
    "a.example:",
    "127.0.0.1",
    "[2001:db8::1]",
    "[::1]:80",
    f"{'a' * 63}.example",
)
LETTERS = "ab1-_.-xné0:%~!$'()*+=&@[]٣\u00ad\u200dß。\u0600\u0301⒈⿰\U000e0001\ue000\u0378"


@pytest.mark.parametrize("host", NO_HOSTS)
def test_what_cannot_be_a_host_is_no_link(host: str) -> None:
    assert safe_link(f"https://{host}/x") == ""


@pytest.mark.parametrize("host", HOSTS)
def test_what_can_be_a_host_stays(host: str) -> None:
    assert safe_link(f"https://{host}/x") == f"https://{host}/x"


def test_no_link_that_passes_is_an_empty_address_to_qt() -> None:
    qt = pytest.importorskip("PySide6.QtCore")
    dice = random.Random(8)
    passed = 0
    for _ in range(20_000):
        host = "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 9)))
        prefix = "xn--" if dice.random() < 0.2 else ""
        link = safe_link(f"https://{prefix}{host}.example/x")
        passed += bool(link)
        assert not link or qt.QUrl(link).host(), link
    assert passed > 500, "the dice must make hosts that are good, too"
