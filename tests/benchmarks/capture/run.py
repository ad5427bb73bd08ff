"""Ours and five other extractors side by side on pages with known answers: `make bench-capture`.

    python -m tests.benchmarks.capture.run [CORPUS …] [--half a|b] [--kind KIND] [--tools ours,…] [--pages]

Without a corpus (arguments, or `CORPUS` in the environment) it measures on our own pages, which
`tests/data/pages` holds. A corpus that names kinds of pages is parted in two halves for good, by the
SHA-256 of the pages' names: one is tuned on, the other one only says when to stop. `--pages` lists our
worst pages. `--update` raises what `baseline.json` asks for to what was measured; it never
lowers it.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import importlib.util
import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from reader.core.errors import ReaderError
from reader.saving.extraction.extract import Extracted, extract
from reader.saving.extraction.site_rules import rule_for
from reader.settings.paths import resource
from reader.workers.collector import collector_paused
from tests.benchmarks.capture.measures import measured, summarised
from tests.benchmarks.capture.peers import Extractor, peers

HERE = Path(__file__).parent
OWN_PAGES = HERE.parents[1] / "data" / "pages"
BASELINE = HERE / "baseline.json"

LESS_IS_BETTER = frozenset(
    ("<.5", "refused", "lost end", "lost mid", "unmarked", "leaks", "unsafe", "ms", "p95", "× ms", "× p95")
)
TEXT_COLUMNS = {
    "pages": "pages",
    "F1": "f1",
    "P": "precision",
    "R": "recall",
    "words": "word_f1",
    "<.5": "below_half",
    "refused": "refused",
    "lost end": "lost_end",
    "lost mid": "lost_middle",
    "unmarked": "unmarked",
    "standfirst": "lead_kept",
    "leaks": "leaks_per_page",
    "unsafe": "unsafe_pages",
    "ms": "ms_median",
    "p95": "ms_p95",
    "× ms": "times_median",
    "× p95": "times_p95",
}
OTHER_COLUMNS = {
    "author": "meta_author",
    "title": "meta_title",
    "date": "meta_date",
    "lead": "meta_image",
    "language": "meta_language",
    "headings": "headings_recall",
    "links": "links_recall",
    "pictures": "images_recall",
    "captions": "captions_recall",
    "embeds": "embeds_recall",
    "lists": "li_recall",
    "quotes": "blockquote_recall",
    "tables": "table_recall",
}
COLUMNS = TEXT_COLUMNS | OTHER_COLUMNS
_TIMES = frozenset(("ms", "p95", "× ms", "× p95"))
_COUNTS = frozenset(("pages", "<.5", "refused", "lost end", "lost mid", "unmarked", "unsafe"))

Figures = dict[str, float]
Row = dict[str, Any]


def capture(raw: bytes, url: str) -> dict[str, Any]:
    """Our extractor as the scorer calls it, with the rules for sites that ship with the program.

    A page without an article gives an empty answer.
    """
    address = url or "https://page.invalid/"
    try:
        with collector_paused():  # as the worker does
            found = extract(raw, address, "", rule_for(address, (resource("site_rules"),)))
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
        "incomplete": found.incomplete,
    }


def prose(found: Extracted) -> str:
    """The article's text as the reader gets it, one block a line; captions are scored apart."""
    body = re.sub(r"<figure>.*?</figure>", "", found.html, flags=re.S)
    body = re.sub(r"(?=<[uo]l>)", "\n", body)
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


def half_of(page: str) -> str:
    """Which half of its corpus a page belongs to, "a" or "b", by its name."""
    return "ab"[int(hashlib.sha256(page.encode()).hexdigest()[-1], 16) % 2]


def score_all(folder: Path, extractor: Extractor, half: str = "", kind: str = "") -> list[Row]:
    """What the scorer says of each page; a crash counts as an empty answer and is marked `failed`."""
    return score_tools(folder, {"": extractor}, half, kind)[""]


def score_tools(
    folder: Path, tools: Mapping[str, Extractor], half: str = "", kind: str = ""
) -> dict[str, list[Row]]:
    """The rows of each tool; every page goes to all tools in turn, that they share what slows a machine."""
    score = scorer(folder)
    rows: dict[str, list[Row]] = {name: [] for name in tools}
    for number, (entry, raw, gold) in enumerate(_pages(score, folder, half, kind)):
        for name, extractor in tools.items():
            if number < 2:
                _answer(extractor, raw, "")  # the first calls load dictionaries
            answer, failure, took = _answer(extractor, raw, entry.get("url") or "")
            row = score.score_page(gold, answer, entry.get("url") or "", took)
            row |= measured(score, gold, answer, entry.get("page_type") or "")
            row |= {"id": entry["id"], "language": entry.get("language") or "?", "failed": failure}
            rows[name].append(row)
    return rows


def _pages(score: ModuleType, folder: Path, half: str, kind: str) -> Iterator[tuple[Row, bytes, Row]]:
    """The pages asked for; those of the other half are not even read from the disk.

    Only a corpus that names kinds has halves, of another one all pages are taken.
    """
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    for entry in index["pages"]:
        own_kind = entry.get("page_type") or ""
        if (half and own_kind and half_of(entry["id"]) != half) or (kind and own_kind != kind):
            continue
        yield from (found for found in score.load_dir(folder, only=entry["id"]) if found[0] == entry)


def _answer(extractor: Extractor, raw: bytes, url: str) -> tuple[dict[str, Any], str, float]:
    """An extractor's answer, what it failed with, and its CPU time in milliseconds."""
    started = time.process_time()
    try:
        answer, failure = extractor(raw, url) or {}, ""
    except Exception as error:  # noqa: BLE001 - the other extractors may raise anything
        answer, failure = {}, f"{type(error).__name__}: {error}"
    took = (time.process_time() - started) * 1000
    return answer, failure, float(answer.pop("cpu_ms", took))


def figures(folder: Path, rows: list[Row]) -> Figures:
    """The columns of the table for some pages; what no page asks for is left out."""
    summary = scorer(folder).summarise(rows) | summarised(rows)
    return {name: round(summary[key], 4) for name, key in COLUMNS.items() if summary.get(key) is not None}


def by_group(folder: Path, rows: list[Row]) -> dict[str, Figures]:
    """The figures of all pages and of each language, kind and half with at least three."""
    groups = {"all": rows}
    for name, value in (
        ("language", lambda row: row["language"]),
        ("kind", lambda row: row["kind"]),
        ("half", lambda row: f"half {half_of(row['id'])}" if row["kind"] else ""),
    ):
        found = sorted({value(row) for row in rows} - {""})
        if name == "language" or len(found) > 1:
            groups |= {one: [row for row in rows if value(row) == one] for one in found}
    return {name: figures(folder, group) for name, group in groups.items() if len(group) >= 3}


def worse(measured: Mapping[str, Figures], wanted: Mapping[str, Figures]) -> list[str]:
    """What is below a baseline, one line each; times are not compared, machines differ."""
    found = []
    for group, values in wanted.items():
        for name, value in values.items():
            now = measured.get(group, {}).get(name)
            if now is None or (now > value if name in LESS_IS_BETTER else now < value):
                found.append(f"{group} {name}: {now} instead of {value}")
    return found


def raised(measured: Mapping[str, Figures], wanted: Mapping[str, Figures]) -> Mapping[str, Figures]:
    """A baseline with every figure that was beaten put in its place."""
    result: Mapping[str, Figures] = {}
    for group, values in measured.items():
        before = wanted.get(group, {})
        result[group] = {
            name: (min if name in LESS_IS_BETTER else max)(value, before.get(name, value))
            for name, value in values.items()
            if name not in _TIMES
        }
    return wanted | result


def table(results: Mapping[str, Mapping[str, Figures]]) -> str:
    """For each group of pages one row an extractor, the text first, then metadata and structure."""
    lines = []
    for group in next(iter(results.values())):
        for title, columns in ((group, TEXT_COLUMNS), ("", OTHER_COLUMNS)):
            lines.append(f"\n{title:18}" + "".join(f"{name:>11}" for name in columns))
            for extractor, measured_groups in results.items():
                found = measured_groups.get(group)
                cells = (_cell(name, found.get(name)) for name in columns) if found else ("not installed",)
                lines.append(f"{extractor:18}" + "".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if name in _COUNTS or name in ("ms", "p95") else f"{value:.3f}"


def compared_times(results: Mapping[str, dict[str, Figures]]) -> None:
    """Add to every row how many times trafilatura's CPU time it takes."""
    base = results.get("trafilatura", {})
    for groups in results.values():
        for group, found in groups.items():
            for name, ratio in (("ms", "× ms"), ("p95", "× p95")):
                if name in found and base.get(group, {}).get(name):
                    found[ratio] = round(found[name] / base[group][name], 3)


def run(folder: Path, tools: Mapping[str, Extractor | None], chosen: argparse.Namespace) -> bool:
    """Measure and print one corpus; whether ours is at its baseline."""
    installed = {name: tool for name, tool in tools.items() if tool is not None}
    rows = score_tools(folder, installed, chosen.half, chosen.kind)
    results = {name: by_group(folder, rows[name]) if name in rows else {} for name in tools}
    compared_times(results)
    print(f"\n=== {folder.name} {f'half {chosen.half}' if chosen.half else ''} {chosen.kind}")
    print(table(results))
    for name, found in rows.items():
        for row in found:
            if row["failed"]:
                print(f"{name}: {row['id']}: {row['failed'][:100]}")
    if chosen.pages and "ours" in rows:
        print("\n".join(worst_pages(rows["ours"])))
    if "ours" not in rows or chosen.kind:
        return True
    key = "own" if folder == OWN_PAGES else " ".join(filter(None, (folder.name, chosen.half)))
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    if chosen.update:
        baseline[key] = raised(results["ours"], baseline.get(key, {}))
        BASELINE.write_text(json.dumps(baseline, indent=1) + "\n", encoding="utf-8")
    lost = worse(results["ours"], baseline.get(key, {}))
    print("\n".join(["", *(f"BELOW THE BASELINE  {line}" for line in lost)]))
    return not lost


def worst_pages(rows: Iterable[Row]) -> list[str]:
    """One line a page, the worst text first, with what is wrong in it."""
    lines = []
    for row in sorted(rows, key=lambda r: r.get("page_f1", 2.0)):
        flags = [n for n in ("refused", "below_half", "lost_end", "lost_middle", "unmarked") if row.get(n)]
        wrong = [name for name, value in row["meta"].items() if value < 1.0]
        precision, recall = (f"{x:.3f}" if x is not None else "–" for x in row.get("text", (None, None)))
        lines.append(
            f"{row['id']:60} {row['kind']:13} {row.get('page_f1', 0):.3f} {precision:>5} {recall:>5}  "
            f"{' '.join(flags)}  {'wrong: ' + ' '.join(wrong) if wrong else ''}"
        )
    return lines


def main() -> int:
    """Print the tables; 1 when ours is below the baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    given = [Path(name) for name in os.environ.get("CORPUS", "").split()]
    parser.add_argument("corpora", nargs="*", type=Path, default=given or [OWN_PAGES])
    parser.add_argument("--half", choices=("a", "b"), default="", help="only this half of the pages")
    parser.add_argument("--kind", default="", help="only pages of this kind")
    parser.add_argument("--tools", default="", help="names with commas between; all without")
    parser.add_argument("--pages", action="store_true", help="list our pages, worst first")
    parser.add_argument("--update", action="store_true", help="raise the baseline to what was measured")
    chosen = parser.parse_args()
    tools: dict[str, Extractor | None] = {"ours": capture} | peers()
    if chosen.tools:
        tools = {name: tools[name] for name in chosen.tools.split(",")}
    good = [run(folder, tools, chosen) for folder in chosen.corpora]
    return int(not all(good))


if __name__ == "__main__":
    raise SystemExit(main())
