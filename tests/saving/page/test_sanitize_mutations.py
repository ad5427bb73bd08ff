"""Some thousand mutated payloads: what is left is judged by three parsers that are not the sanitiser's.

html5lib is the one that builds the tree as the HTML Standard says, as browsers do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import html5lib
import pytest
from lxml import html as lxml_html

from reader.saving.name_sets import name_set
from reader.saving.page.sanitize import sanitize
from tests.saving.payloads import PAYLOADS, mutated

BASE = "https://a.example/dir/page"
TAGS = name_set(
    """a b blockquote br caption cite code dd del dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd
    li mark ol p pre q s small strong sub sup table tbody td tfoot th thead tr u ul"""
)
ATTRIBUTES = name_set("""href src alt width height colspan rowspan start dir lang data-kind""")
# what a careless later step might skip before it reads a scheme
INVISIBLE = re.compile("[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]")
BATCH = 600


class Elements(HTMLParser):
    """The start tags that the standard library's parser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def by_stdlib(html: str) -> list[tuple[str, dict[str, str]]]:
    parser = Elements()
    parser.feed(html)
    parser.close()
    return parser.found


def by_lxml(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree = lxml_html.fragment_fromstring(html or "<p>", create_parent="div")
    for element in tree.iterdescendants():
        yield (element.tag if isinstance(element.tag, str) else "comment"), dict(element.attrib)


def by_html5lib(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Foreign elements keep their namespace in their names, which is on no list."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is not tree:
            yield (element.tag if isinstance(element.tag, str) else "comment"), dict(element.attrib)


def faults(html: str) -> list[str]:
    """What no parser may find in an article."""
    found = []
    for tag, attributes in (*by_stdlib(html), *by_lxml(html), *by_html5lib(html)):
        if tag not in TAGS:
            found.append(tag)
        for name, value in attributes.items():
            if name not in ATTRIBUTES:
                found.append(f"{tag} {name}")
            if name in ("href", "src"):
                allowed = ("http://", "https://") if name == "src" else ("http://", "https://", "mailto:")
                if not INVISIBLE.sub("", value).lower().startswith(allowed):
                    found.append(f"{tag} {name}={value[:40]}")
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload: str) -> None:
    assert faults(sanitize(payload, BASE)) == []


@pytest.mark.parametrize("seed", range(8))
def test_no_mutation_survives_and_cleaning_twice_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for number in range(BATCH):
        dirty = mutated(chance)
        clean = sanitize(dirty, BASE)
        assert faults(clean) == [], (number, dirty)
        assert sanitize(clean, BASE) == clean, (number, dirty)


def test_the_judge_sees_what_is_bad() -> None:
    assert faults("<p onclick=x>t</p>") == ["p onclick"] * 3
    assert any("svg" in found for found in faults("<math><mi><svg><script>x</script></svg></mi></math>"))
    assert faults("<svg></svg>")[0] == "svg"
    assert faults('<a href="java\tscript:x">t</a>') and faults('<img src="file:///x">')
    assert faults('<a href="https://a.example/">t</a><img src="http://a.example/x.png" alt="">') == []
