"""Ours, trafilatura and Readability side by side on pages with known answers: `make bench-capture`.

    python -m tests.benchmarks.capture [CORPUS] [--update]

Without a corpus (argument, or `CORPUS` in the environment) it measures on our own pages, which
`tests/data/pages` holds. `--update` raises what `capture_baseline.json` asks for to what was measured;
it never lowers it.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import Extracted, extract

HERE = Path(__file__).parent
OWN_PAGES = HERE.parent / "data" / "pages"
BASELINE = HERE / "capture_baseline.json"

Extractor = Callable[[bytes, str], dict[str, object]]

LESS_IS_BETTER = frozenset(("leaks", "unsafe", "ms", "p95"))
COLUMNS = {
    "F1": "f1",
    "P": "precision",
    "R": "recall",
    "standfirst": "lead_kept",
    "leaks": "leaks_per_page",
    "captions": "captions_recall",
    "pictures": "images_recall",
    "embeds": "embeds_recall",
    "author": "meta_author",
    "title": "meta_title",
    "date": "meta_date",
    "lead": "meta_image",
    "language": "meta_language",
    "headings": "headings_recall",
    "links": "links_recall",
    "lists": "li_recall",
    "unsafe": "unsafe_pages",
    "ms": "ms_median",
    "p95": "ms_p95",
}
_TIMES = frozenset(("ms", "p95"))


def capture(raw: bytes, url: str) -> dict[str, object]:
    """Our extractor as the scorer calls it; a page without an article gives an empty answer."""
    try:
        found = extract(raw, url or "https://page.invalid/", "")
    except ReaderError:
        return {"text": "", "html": ""}
    return {
        "title": found.title,
        "author": found.author,
        "date": found.date,
        "language": found.language,
        "site": found.site,
        "description": found.description,
        "image": found.lead.src if found.lead is not None else "",
        "text": prose(found),
        "html": found.lead_html + found.html,
    }


def prose(found: Extracted) -> str:
    """The article's text without captions, related links and embeds, one block a line."""
    body = re.sub(r'<p data-kind="[a-z]+">.*?</p>|<figure>.*?</figure>', "", found.html, flags=re.S)
    body = re.sub(r"</(?:p|h\d|li|pre|tr|td|th|blockquote)>|<br>", "\n", body)
    lines = (html.unescape(re.sub(r"<[^>]*>", "", line)).strip() for line in body.split("\n"))
    return "\n".join(line for line in lines if line)


def scorer(folder: Path) -> ModuleType:
    """The `score.py` that lies beside a corpus, or our copy of it."""
    file = folder / "score.py" if (folder / "score.py").exists() else HERE / "score.py"
    spec = importlib.util.spec_from_file_location("corpus_score", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_all(folder: Path, extractor: Extractor) -> list[dict[str, Any]]:
    """What the scorer says of each page; a crash counts as an empty answer and is marked `failed`."""
    score = scorer(folder)
    rows = []
    for entry, raw, gold in score.load_dir(folder):
        url = entry.get("url") or ""
        started = time.perf_counter()
        try:
            answer, failure = extractor(raw, url) or {}, ""
        except Exception as error:  # noqa: BLE001 - the other extractors may raise anything
            answer, failure = {}, f"{type(error).__name__}: {error}"
        took = (time.perf_counter() - started) * 1000
        row = score.score_page(gold, answer, url, took)
        rows.append(dict(row, id=entry["id"], language=entry.get("language") or "?", failed=failure))
    return rows


def figures(folder: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    """The columns of the table for some pages; what no page asks for is left out."""
    summary = scorer(folder).summarise(rows)
    return {name: round(summary[key], 4) for name, key in COLUMNS.items() if summary.get(key) is not None}


def by_language(folder: Path, rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The figures of all pages and of each language with at least three."""
    languages = sorted({row["language"] for row in rows})
    groups = {"all": rows} | {code: [r for r in rows if r["language"] == code] for code in languages}
    return {name: figures(folder, group) for name, group in groups.items() if len(group) >= 3}


def worse(measured: dict[str, dict[str, float]], wanted: dict[str, dict[str, float]]) -> list[str]:
    """What is below a baseline, one line each; times are not compared, machines differ."""
    found = []
    for group, values in wanted.items():
        for name, value in values.items():
            now = measured.get(group, {}).get(name)
            if now is None or (now > value if name in LESS_IS_BETTER else now < value):
                found.append(f"{group} {name}: {now} instead of {value}")
    return found


def raised(
    measured: dict[str, dict[str, float]], wanted: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """A baseline with every figure that was beaten put in its place."""
    result: dict[str, dict[str, float]] = {}
    for group, values in measured.items():
        before = wanted.get(group, {})
        result[group] = {
            name: (min if name in LESS_IS_BETTER else max)(value, before.get(name, value))
            for name, value in values.items()
            if name not in _TIMES
        }
    return wanted | result


def table(results: dict[str, dict[str, dict[str, float]]]) -> str:
    """One row an extractor, for each group of pages."""
    lines = []
    groups = next(iter(results.values()))
    for group in groups:
        lines.append(f"\n{group:12}" + "".join(f"{name:>11}" for name in COLUMNS))
        for extractor, measured in results.items():
            cells = (measured.get(group, {}).get(name) for name in COLUMNS)
            lines.append(f"{extractor:12}" + "".join(f"{_cell(value):>11}" for value in cells))
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}" if value >= 2 else f"{value:.3f}"


def main() -> int:
    """Print the table; 1 when ours is below the baseline."""
    from tests.benchmarks.capture_base import readability_port, trafilatura_default

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("corpus", nargs="?", type=Path, default=os.environ.get("CORPUS") or OWN_PAGES)
    parser.add_argument("--update", action="store_true", help="raise the baseline to what was measured")
    chosen = parser.parse_args()
    folder = Path(chosen.corpus)
    extractors = {"ours": capture, "trafilatura": trafilatura_default, "readability": readability_port}
    results = {}
    for name, extractor in extractors.items():
        for _, raw, _ in list(scorer(folder).load_dir(folder))[:2]:  # the first calls load dictionaries
            score_quietly(extractor, raw)
        rows = score_all(folder, extractor)
        results[name] = by_language(folder, rows)
        for row in rows:
            if row["failed"]:
                print(f"{name}: {row['id']}: {row['failed'][:100]}")
    print(table(results))
    key = "own" if folder == OWN_PAGES else "corpus"
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    if chosen.update:
        baseline[key] = raised(results["ours"], baseline.get(key, {}))
        BASELINE.write_text(json.dumps(baseline, indent=1) + "\n", encoding="utf-8")
    lost = worse(results["ours"], baseline.get(key, {}))
    print("\n".join(["", *(f"BELOW THE BASELINE  {line}" for line in lost)]))
    return int(bool(lost))


def score_quietly(extractor: Extractor, raw: bytes) -> None:
    """Run an extractor once for its side effects on the process, whatever comes of it."""
    try:
        extractor(raw, "https://page.invalid/")
    except Exception:  # noqa: BLE001 - only warms up; the measured run reports failures
        return


if __name__ == "__main__":
    raise SystemExit(main())
