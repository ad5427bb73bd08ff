"""The extractors to beat, in the form the scorer takes; `peers` says which of them are installed."""

from __future__ import annotations

import atexit
import base64
import importlib.util
import json
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

Extractor = Callable[[bytes, str], dict[str, Any]]

NODE_FOLDER = Path(__file__).parents[3] / "build" / "capture-peers"
"""Where `make bench-capture` installs the tools that run on Node."""

_NODE_PATIENCE = 120  # seconds a page


def peers() -> dict[str, Extractor | None]:
    """The other extractors by name; `None` for one that is not installed."""
    return {
        "trafilatura": trafilatura_default,
        "mozilla": _node_tool("readability", "@mozilla/readability"),
        "defuddle": _node_tool("defuddle", "defuddle"),
        "resiliparse": resiliparse_main if importlib.util.find_spec("resiliparse") else None,
        "readability-lxml": readability_port if importlib.util.find_spec("readability") else None,
    }


def trafilatura_default(raw: bytes, url: str) -> dict[str, Any]:
    """Trafilatura as it comes: its text, and its HTML with everything it can keep.

    The time is that of the text with its metadata; the HTML, which is a second run, is not in it.
    """
    import trafilatura

    started = time.process_time()
    found = trafilatura.bare_extraction(raw, url=url, with_metadata=True)
    took = (time.process_time() - started) * 1000
    html = trafilatura.extract(
        raw,
        url=url,
        output_format="html",
        include_images=True,
        include_links=True,
        include_formatting=True,
        include_tables=True,
    )
    about = found.as_dict() if found is not None else {}
    return {
        "title": about.get("title"),
        "author": about.get("author"),
        "date": about.get("date"),
        "site": about.get("sitename"),
        "description": about.get("description"),
        "image": about.get("image"),
        "language": about.get("language"),
        "text": about.get("text"),
        "html": html,
        "cpu_ms": took,
    }


def resiliparse_main(raw: bytes, url: str) -> dict[str, Any]:
    """Resiliparse's main text; it reads no metadata but the title and gives no HTML."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    from reader.saving.fetching.decode import decode_html

    tree = HTMLTree.parse(decode_html(raw, ""))
    text = extract_plain_text(tree, main_content=True, alt_texts=False, preserve_formatting=True)
    return {"title": tree.title, "text": text}


def readability_port(raw: bytes, url: str) -> dict[str, Any]:
    """readability-lxml, the Python port of the old Readability; it reads no metadata but the title."""
    from readability import Document

    from reader.saving.fetching.decode import decode_html

    document = Document(re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_html(raw, "")), url=url or None)
    markup = document.summary(html_partial=True)
    tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in tree.iter(
        "p", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "br", "td", "figcaption"
    ):
        element.tail = "\n" + (element.tail or "")
    text = "\n".join(" ".join(line.split()) for line in tree.text_content().splitlines() if line.strip())
    return {"title": document.short_title(), "text": text, "html": markup}


def _node_tool(name: str, package: str) -> Extractor | None:
    """A tool that runs on Node, in one process for all pages; `None` without it."""
    if shutil.which("node") is None or not (NODE_FOLDER / "node_modules" / package).is_dir():
        return None
    process = _NodeProcess(name)

    def extract(raw: bytes, url: str) -> dict[str, Any]:
        return process.ask({"page": base64.b64encode(raw).decode("ascii"), "url": url})

    return extract


class _NodeProcess:
    """`peers.mjs` as a child that answers one line for each line; a page it hangs on ends it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._child: subprocess.Popen[str] | None = None
        atexit.register(self.close)

    def ask(self, question: dict[str, str]) -> dict[str, Any]:
        """Its answer. Raises RuntimeError for a page that it fails at."""
        if self._child is None:
            self._child = self._started()
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(question) + "\n")
        self._child.stdin.flush()
        found = self._line(self._child)
        if "error" in found:
            raise RuntimeError(found["error"])
        return found

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _started(self) -> subprocess.Popen[str]:
        script = NODE_FOLDER / "peers.mjs"
        command = ["node", str(script), self._name]
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._line(child)
        return child

    def _line(self, child: subprocess.Popen[str]) -> dict[str, Any]:
        assert child.stdout is not None
        ready, _, _ = select.select([child.stdout], [], [], _NODE_PATIENCE)
        line = child.stdout.readline() if ready else ""
        if not line:
            self.close()
            raise RuntimeError("no answer")
        found: dict[str, Any] = json.loads(line)
        return found
