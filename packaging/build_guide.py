"""Build the guide as web pages without scripts: `build_guide.py [FOLDER | --tables]`, into `build/guide`.

`--tables` only writes its page of all commands anew.
The pages are plain Markdown in `docs`. markdown-it-py reads them; a whole generator of sites would bring its
themes, scripts and fonts for eleven pages that need none.
"""

from __future__ import annotations

import re
import shutil
import sys
from html import escape
from pathlib import Path

from guide_tables import TEXTS, TOP, write_pages
from markdown_it import MarkdownIt

DOCS = TOP / "docs"
TARGET = TOP / "build" / "guide"
STYLE = Path(__file__).with_name("guide.css")

CURRENT = ' aria-current="page"'
_LINK = re.compile(r'(?:href|src)="([^"#]+)(?:#[^"]*)?"')


def build(target: Path) -> list[Path]:
    """Write every page of every language below a folder; returns the pages.

    Raises:
        ValueError: a link leads nowhere.
    """
    shutil.rmtree(target, ignore_errors=True)
    pages = [page for language in TEXTS for page in _language(target, language)]
    shutil.copyfile(STYLE, target / "guide.css")
    links = "".join(
        f'<p><a href="{code}/index.html" lang="{code}">{TEXTS[code]["guide"]}</a></p>' for code in TEXTS
    )
    (target / "index.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><title>Liseuse</title>{links}\n", "utf-8"
    )
    if lost := dead_links(pages):
        raise ValueError("\n".join(lost))
    return pages


def dead_links(pages: list[Path]) -> list[str]:
    """Links and pictures of pages that are not there; the guide leads to nothing outside itself."""
    return [
        f"{page.relative_to(page.parents[1])}: {link}"
        for page in pages
        for link in _LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).is_file()
    ]


def _language(target: Path, language: str) -> list[Path]:
    source, folder = DOCS / language, target / language
    folder.mkdir(parents=True)
    if (source / "pictures").is_dir():
        shutil.copytree(source / "pictures", folder / "pictures")
    files = sorted(source.glob("[0-9]*.md"))
    texts = [file.read_text("utf-8") for file in files]
    titles = [text.partition("\n")[0].removeprefix("# ") for text in texts]
    names = ["index.html", *(f"{file.stem}.html" for file in files[1:])]
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    written = []
    for number, text in enumerate(texts):
        body = markdown.render(text)
        for file, name in zip(files, names, strict=True):
            body = body.replace(f'href="{file.name}', f'href="{name}')
        page = folder / names[number]
        page.write_text(_whole(language, number, names, titles, body), "utf-8")
        written.append(page)
    return written


def _whole(language: str, number: int, names: list[str], titles: list[str], body: str) -> str:
    """A page with the list of all of them, the languages, and the pages before and after."""
    texts = TEXTS[language]
    here = names[number]
    rows = "".join(
        f'<li><a href="{name}"{CURRENT if name == here else ""}>{escape(title)}</a></li>\n'
        for name, title in zip(names, titles, strict=True)
    )
    others = " ".join(
        f'<a href="../{code}/{here}" lang="{code}" dir="auto">{TEXTS[code]["own_name"]}</a>'
        for code in TEXTS
        if code != language
    )
    steps = ""
    for rel, other in (("previous", number - 1), ("next", number + 1)):
        if 0 <= other < len(names):
            words = f"{texts[rel]}: {escape(titles[other])}"
            steps += f'<a rel="{rel[:4]}" href="{names[other]}">{words}</a>\n'
    return f"""<!DOCTYPE html>
<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(titles[number])} – {texts["guide"]}</title>
<link rel="stylesheet" href="../guide.css">
</head>
<body>
<nav aria-label="{texts["contents"]}">
<p>{texts["guide"]}</p>
<ol>
{rows}</ol>
<p>{others}</p>
</nav>
<main>
{body}<footer>{steps}</footer>
</main>
</body>
</html>
"""


if __name__ == "__main__":
    write_pages()
    if "--tables" not in sys.argv[1:]:
        made = build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
        print(f"{len(made)} pages in {made[0].parents[1]}")
