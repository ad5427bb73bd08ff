"""Rules for single sites: what of their pages is article, what is not, and where the metadata stand.

A rule is a small TOML file; those of the library's `site_rules/` folder come before the shipped ones:

    host = ["lebrief.ma"]               # the site; its subdomains too
    keep = ["article .entry-content"]   # only this can be article (and the title); may be left out
    drop = [".newsletter"]              # this cannot
    title = "h1.entry-title"            # text of the first found; `@name` asks for an attribute
    author = ".byline a"                # all found are taken
    date = "time@datetime"
    standfirst = ".chapo"
    next_page = "a.next"

The general extractor does the rest, and all of it where a rule no longer fits its site.
"""

from __future__ import annotations

import contextlib
import functools
import html as html_text
import logging
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.saving.fetching.urls import host_of

if TYPE_CHECKING:
    from reader.saving.extraction.extracted import Extracted
    from reader.saving.page.elements import Element

log = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
MOST_FILES = 500
_MOST_SELECTORS = 60
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?\Z")
_AND = re.compile(r"\s*[,;]\s*|\s+(?:et|and|und)\s+")
_LISTS = ("keep", "drop")
_SINGLE = ("title", "author", "date", "standfirst", "next_page")


@dataclass(frozen=True, slots=True)
class SiteRule:
    """The rule of one site. Every text is a selector; see the module."""

    host: tuple[str, ...]
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    standfirst: str = ""
    next_page: str = ""

    def fits(self, host: str) -> int:
        """How closely the rule's hosts name `host`: the length of the one that does, 0 for none."""
        return max((len(h) for h in self.host if host == h or host.endswith("." + h)), default=0)


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule found on a page; "" for what it did not."""

    title: str = ""
    author: str = ""
    date: str = ""
    published: str = ""
    standfirst: str = ""

    def over(self, found: Extracted) -> Extracted:
        """`found`, corrected by what the rule says."""
        named = {n: getattr(self, n) for n in ("title", "author", "date", "published") if getattr(self, n)}
        if "date" in named:
            named["published"] = self.published
        if self.standfirst and not _holds(found.html, self.standfirst):
            first = f"<p>{html_text.escape(self.standfirst, quote=False)}</p>"
            named["html"] = f"{first}\n{found.html}"
        return replace(found, **named)


class BadRule(ValueError):  # noqa: N818 - says what is wrong with a file
    """A rule's file that cannot be used."""


def rule_for(url: str, folders: Sequence[Path]) -> SiteRule | None:
    """The rule that fits an address most closely; a folder named earlier wins over a later one."""
    host = host_of(url).removeprefix("www.")
    if not host:
        return None
    for folder in folders:
        rules = [(rule.fits(host), rule) for rule in load_rules(folder)]
        fitting = max(rules, key=lambda pair: pair[0], default=None)
        if fitting is not None and fitting[0]:
            return fitting[1]
    return None


def load_rules(folder: Path) -> list[SiteRule]:
    """Every usable rule of a folder, by file name; one that is not is logged and left out."""
    try:
        files = sorted(f for f in folder.iterdir() if f.suffix.lower() == ".toml")[:MOST_FILES]
    except OSError:
        return []
    return list(_read_rules(tuple(_stamped(files))))


def _stamped(files: Sequence[Path]) -> Iterator[tuple[Path, int, int]]:
    """Files with when each was changed and its size; one that is gone by now takes no other with it."""
    for file in files:
        with contextlib.suppress(OSError):
            state = file.stat()
            yield file, state.st_mtime_ns, state.st_size


@functools.lru_cache(maxsize=8)
def _read_rules(files: tuple[tuple[Path, int, int], ...]) -> tuple[SiteRule, ...]:
    """The rules of some files, each with when it was changed and its size: a changed one is read again."""
    rules = []
    for file, _, _ in files:
        try:
            rules.append(read_rule(_text_of(file)))
        except (BadRule, OSError) as error:
            log.warning("the site rule %s is not used: %s", file.name, error)
    return tuple(rules)


def read_rule(text: str) -> SiteRule:
    """A rule from its TOML.

    Raises:
        BadRule: no TOML, an unknown or missing key, a selector that is not understood.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadRule(f"no TOML: {error}") from error
    unknown = set(table) - {"host", *_LISTS, *_SINGLE}
    if unknown:
        raise BadRule(f"unknown key {sorted(unknown)[0][:40]!r}")
    hosts = tuple(h.lower().removeprefix("www.") for h in _texts(table.get("host"), "host"))
    if not hosts or not all(_HOST.match(h) for h in hosts):
        raise BadRule("host must name one or more sites")
    lists = {name: _texts(table.get(name), name) for name in _LISTS}
    single = {name: _text(table.get(name), name) for name in _SINGLE}
    rule = SiteRule(hosts, lists["keep"], lists["drop"], *(single[name] for name in _SINGLE))
    _check(rule)
    return rule


def apply(tree: Element, url: str, rules: SiteRule | Iterable[SiteRule] | None) -> Told:
    """Prepare a page by the rule for it, before extraction, and return the metadata it finds.

    Dropped elements leave the tree; with `keep`, all else of the body is hidden from the extractor
    (the site's lists of other articles are still read).

    Args:
        tree: the parsed page; it is changed.
        url: the page's address.
        rules: the rule for it, several to choose from, or `None`.
    """
    rule = _chosen(url, rules)
    if rule is None:
        return Told()
    told = _told(tree, rule)
    for selector in rule.drop:
        _drop_all(tree, selector)
    if rule.standfirst:
        _mark_standfirst(tree, rule.standfirst)
    if rule.keep:
        _keep_only(tree, rule)
    return told


def _chosen(url: str, rules: SiteRule | Iterable[SiteRule] | None) -> SiteRule | None:
    if rules is None or isinstance(rules, SiteRule):
        return rules
    host = host_of(url).removeprefix("www.")
    return max((r for r in rules if r.fits(host)), key=lambda r: r.fits(host), default=None)


def _told(tree: Element, rule: SiteRule) -> Told:
    from reader.saving.metadata.collect import clean_title
    from reader.saving.metadata.dates import read_date
    from reader.saving.metadata.person_names import clean_name
    from reader.saving.page.selectors import compile_selector

    def values(text: str) -> list[str]:
        return compile_selector(text).values(tree) if text else []

    written = [part for value in values(rule.author) for part in _AND.split(value)]
    names = [name for name in map(clean_name, written) if name]
    day, moment = next((d for d in map(read_date, values(rule.date)) if d[0]), ("", ""))
    return Told(
        title=clean_title(next(iter(values(rule.title)), "")),
        author=clean_title(", ".join(dict.fromkeys(names)))[:300],
        date=day,
        published=moment,
        standfirst=next(iter(values(rule.standfirst)), "")[:2000],
    )


def _drop_all(tree: Element, selector: str) -> None:
    from reader.saving.page.elements import drop
    from reader.saving.page.selectors import compile_selector

    for element in compile_selector(selector).elements(tree):
        if element.tag not in ("html", "body", "head"):
            drop(element)


def _mark_standfirst(tree: Element, selector: str) -> None:
    """Let the extractor know the standfirst by the name that it looks for."""
    from reader.saving.page.selectors import compile_selector

    for element in compile_selector(selector).elements(tree)[:1]:
        element.set("class", "chapo standfirst")


def _keep_only(tree: Element, rule: SiteRule) -> None:
    """Hide what is neither kept, nor the title, nor around them; name the kept what it is."""
    from reader.saving.page.selectors import compile_selector

    body = tree.find("body")
    kept = [e for s in rule.keep for e in compile_selector(s).elements(body)]
    if not kept or not any(len("".join(e.itertext()).strip()) > 200 for e in kept):
        log.info("a site rule's keep finds nothing on a page any more")
        return
    wanted = [*kept, *body.iter("h1")]
    if rule.standfirst:
        wanted += compile_selector(rule.standfirst).elements(body)[:1]
    inside = set(wanted)
    around = {ancestor for element in wanted for ancestor in element.iterancestors()}
    _hide(body, inside, around)
    for element in kept:
        if element.tag not in ("figure", "img", "picture", "p", "h1", "h2"):
            element.set("itemprop", "articleBody")
        for outer in (element, *element.iterancestors()):
            if outer.tag not in ("body", "html", "figure", "img", "picture") and "chapo" not in (
                outer.get("class") or ""
            ):
                outer.attrib.pop("class", None)
                outer.attrib.pop("id", None)
                outer.attrib.pop("hidden", None)


def _hide(top: Element, inside: set[Element], around: set[Element]) -> None:
    waiting = [top]
    while waiting:
        for child in waiting.pop():
            if child in inside or not isinstance(child.tag, str):
                continue
            if child in around:
                waiting.append(child)
            else:
                child.set("hidden", "")


def _holds(html: str, text: str) -> bool:
    from reader.saving.page.elements import squash

    plain = squash(html_text.unescape(re.sub(r"<[^>]*>", " ", html[:20_000])))
    return squash(text)[:200] in plain


def _text_of(file: Path) -> str:
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadRule(f"over {MOST_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRule("not in UTF-8") from error


def _texts(value: Any, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    listed = [value] if isinstance(value, str) else value
    if (
        not isinstance(listed, list)
        or len(listed) > _MOST_SELECTORS
        or not all(isinstance(v, str) for v in listed)
    ):
        raise BadRule(f"{name} must be a text or a short list of texts")
    return tuple(listed)


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRule(f"{name} must be a text")
    return value


def _check(rule: SiteRule) -> None:
    from reader.saving.page.selectors import BadSelector, compile_selector

    for text in (*rule.keep, *rule.drop, *(getattr(rule, name) for name in _SINGLE)):
        if text:
            try:
                compile_selector(text)
            except BadSelector as error:
                raise BadRule(f"selector {error}") from error
