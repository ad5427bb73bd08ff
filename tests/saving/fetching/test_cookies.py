"""Cookies of one save: sent where they belong, and nowhere else."""

from __future__ import annotations

import pytest

from reader.saving.fetching.cookies import CookieJar

SITE = "https://www.journal.example/une"


def sent(lines: list[str], to: str, frm: str = SITE) -> str:
    jar = CookieJar()
    jar.store(frm, lines)
    return jar.header(to)


def test_a_cookie_goes_back_to_its_host_alone() -> None:
    assert sent(["a=1; Path=/; HttpOnly", "b=2"], SITE) == "a=1; b=2"
    assert sent(["a=1"], "https://cdn.journal.example/x") == ""
    assert sent(["a=1"], "https://other.example/") == ""


def test_a_domain_cookie_goes_to_the_whole_site() -> None:
    line = ["a=1; Domain=.journal.example"]
    assert sent(line, "https://cdn.journal.example/x") == "a=1"
    assert sent(line, "https://journal.example/") == "a=1"
    assert sent(line, "https://notjournal.example/") == ""


@pytest.mark.parametrize("domain", ["example", "other.example", "evil-journal.example", "co.uk", "xn--"])
def test_a_foreign_or_public_domain_is_not_believed(domain: str) -> None:
    line = [f"a=1; Domain={domain}"]
    assert sent(line, SITE) == "" and sent(line, f"https://{domain}/") == ""


def test_a_public_suffix_is_not_believed() -> None:
    line = ["a=1; Domain=co.uk"]
    assert sent(line, "https://www.other.co.uk/", frm="https://news.paper.co.uk/") == ""
    line = ["a=1; Domain=github.io"]
    assert sent(line, "https://two.github.io/", frm="https://one.github.io/") == ""


def test_a_secure_cookie_does_not_travel_in_the_clear() -> None:
    assert sent(["a=1; Secure"], "http://www.journal.example/") == ""
    assert sent(["a=1; Secure"], SITE) == "a=1"


def test_a_cookie_can_be_taken_back_and_changed() -> None:
    jar = CookieJar()
    jar.store(SITE, ["a=1", "b=2"])
    jar.store(SITE, ["a=; Max-Age=0", "b=3"])
    assert jar.header(SITE) == "b=3"
    jar.store(SITE, ["b=4; Max-Age=-1"])
    assert jar.header(SITE) == ""


@pytest.mark.parametrize("line", ["", "=x", "name", "a=\x01", "a=" + "x" * 5000, "a=1\r\nInjected: 1", ";;;"])
def test_damaged_lines_are_passed_over(line: str) -> None:
    assert sent([line, "good=1"], SITE) == "good=1"


def test_a_flood_is_cut() -> None:
    jar = CookieJar()
    jar.store(SITE, [f"c{n}=1" for n in range(5000)])
    assert jar.header(SITE).count("=") == 100
    jar.store(SITE, ["c0=changed"])
    assert "c0=changed" in jar.header(SITE), "one that is there may still change"
