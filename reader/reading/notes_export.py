"""The reader's notes and marks as Markdown or as one HTML page, with the passages and where they are from.

What stands on the page came from the web or was typed: it is escaped in both, so that it stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from reader.core.languages import direction_of, language
from reader.core.marks import SHAPES, Annotation, Colour
from reader.core.messages import QT_TRANSLATE_NOOP, Translate
from reader.core.model import ArticleSummary
from reader.reading.article_export import source_html, source_text, web_address
from reader.reading.markdown_text import plain_markdown

Marked = tuple[ArticleSummary, str, Sequence[Annotation]]

_CONTEXT = "notes"
_TITLE = QT_TRANSLATE_NOOP("notes", "Notes")
_MACHINE = QT_TRANSLATE_NOOP("notes", "Machine translation")
_LOST = QT_TRANSLATE_NOOP("notes", "Not found in the new version")
_COLOURS = {
    Colour.YELLOW: QT_TRANSLATE_NOOP("notes", "Key point"),
    Colour.GREEN: QT_TRANSLATE_NOOP("notes", "Fact"),
    Colour.BLUE: QT_TRANSLATE_NOOP("notes", "To check"),
    Colour.ROSE: QT_TRANSLATE_NOOP("notes", "Question"),
}
_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.5}"
    "blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid}"
    "cite,.about{font-style:normal;opacity:.75;font-size:.9em}"
)


def markdown_of(articles: Sequence[Marked], translate: Translate) -> str:
    """Every article's note and marks as Markdown."""
    lines = [f"# {translate(_CONTEXT, _TITLE)}"]
    for summary, note, marks in articles:
        lines += ["", f"## {plain_markdown(summary.title)}", "", f"{plain_markdown(_citation(summary))}"]
        if web_address(summary.url):
            lines += ["", f"<{web_address(summary.url)}>"]
        if note:
            lines += ["", plain_markdown(note)]
        for mark in marks:
            lines += ["", *_quoted(mark.quote)]
            if mark.language != summary.language and mark.source:
                lines += [">", *_quoted(mark.source)]
            lines += ["", f"{_about(mark, summary, translate)}"]
            if mark.note:
                lines += ["", plain_markdown(mark.note)]
    return "\n".join(lines) + "\n"


def html_of(articles: Sequence[Marked], translate: Translate) -> str:
    """Every article's note and marks as one HTML page that asks for nothing from elsewhere."""
    title = escape(translate(_CONTEXT, _TITLE))
    body = "\n".join(line for marked in articles for line in _html_article(marked, translate))
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )


def _html_article(marked: Marked, translate: Translate) -> Iterator[str]:
    summary, note, marks = marked
    yield f'<article lang="{escape(summary.language)}"><h2 dir="auto">{escape(summary.title)}</h2>'
    about = source_html((summary.author, summary.site, summary.date), summary.url)
    yield f'<p class="about" dir="{direction_of(summary.language).value}">{about}</p>'
    yield from _html_lines(note)
    for mark in marks:
        lang, direction = escape(mark.language), direction_of(mark.language).value
        yield f'<blockquote lang="{lang}" dir="{direction}">{_breaks(mark.quote)}</blockquote>'
        if mark.language != summary.language and mark.source:
            own = direction_of(summary.language).value
            yield f'<blockquote dir="{own}"><cite>{_breaks(mark.source)}</cite></blockquote>'
        yield f'<p class="about">{escape(_about(mark, summary, translate))}</p>'
        yield from _html_lines(mark.note)
    yield "</article>"


def _html_lines(text: str) -> Iterator[str]:
    if text:
        yield f'<p dir="auto">{_breaks(text)}</p>'


def _breaks(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _citation(summary: ArticleSummary) -> str:
    return source_text(summary.author, summary.site, summary.date)


def _about(mark: Annotation, summary: ArticleSummary, translate: Translate) -> str:
    parts = [f"{SHAPES[mark.colour]} {translate(_CONTEXT, _COLOURS[mark.colour])}"]
    if mark.language != summary.language:
        parts.append(f"{translate(_CONTEXT, _MACHINE)} ({language(mark.language).own_name})")
    if not mark.found:
        parts.append(translate(_CONTEXT, _LOST))
    return " · ".join(parts)


def _quoted(text: str) -> Iterator[str]:
    return (f"> {plain_markdown(line)}".rstrip() for line in text.split("\n"))
