"""The commands `edit` and `refetch`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reader.cli.local_addresses import add_allow_local
from reader.cli.output import Output, error_json
from reader.core.edits import FIELDS, BlockEdit, Edits, Repair, Wanted, words_of
from reader.core.errors import ReaderError
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.services.saving.refetch_article import RefetchOutcome


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    edit = commands.add_parser(
        "edit",
        help="repair an article by hand, or list its parts and what was left out of its page",
    )
    edit.add_argument("id", type=int, metavar="ID")
    for name in FIELDS:
        edit.add_argument(f"--{name}", metavar="TEXT", help=f"another {name}")
    edit.add_argument("--lead", metavar="SRC", help='the address of the picture that leads; "" for none')
    edit.add_argument("--remove", action="append", default=[], metavar="BLOCK", help="may be repeated")
    edit.add_argument("--restore", action="append", default=[], metavar="BLOCK", help="may be repeated")
    edit.add_argument("--reset", action="store_true", help="first take every repair back")
    edit.set_defaults(run=_edit, uses_library=True)

    refetch = commands.add_parser("refetch", help="fetch articles again; a worse copy never replaces one")
    refetch.add_argument("ids", nargs="+", type=int, metavar="ID")
    refetch.add_argument("--as-text", action="store_true", help="take the page's whole text")
    add_allow_local(refetch)
    refetch.set_defaults(run=_refetch, uses_library=True)


def _edit(options: argparse.Namespace, output: Output) -> int:
    from reader.services.library.repair_article import edit_article, put_edits, repair_of

    wanted = Wanted(tuple(options.remove), tuple(options.restore), options.lead, **_described(options))
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.reset:
            put_edits(session, options.id, Edits())
        if wanted != Wanted():
            edit_article(session, options.id, wanted)
        repair = repair_of(session, options.id)
    output.result(repair_json(options.id, repair), _as_text(repair))
    return 0


def _described(options: argparse.Namespace) -> dict[str, str | None]:
    return {name: getattr(options, name) for name in FIELDS}


def repair_json(article_id: int, repair: Repair) -> dict[str, Any]:
    """An article's parts and repairs as the command line's JSON has them."""
    shown = repair.shown
    return {
        "id": article_id,
        **{name: getattr(shown, name) for name in FIELDS},
        "lead": shown.lead.src if shown.lead is not None else "",
        "blocks": [{"id": b.id, "kind": b.kind.value, "text": words_of(b)} for b in shown.blocks],
        "left_out": [
            {"id": f.block.id, "kind": f.block.kind.value, "text": words_of(f.block), "after": f.after}
            for f in repair.left_out
        ],
        "edits": {
            "removed": _edits_json(repair.edits.removed),
            "restored": _edits_json(repair.edits.restored),
            **{
                name: value
                for name in ("lead", *FIELDS)
                if (value := getattr(repair.edits, name)) is not None
            },
        },
        "lost": _edits_json(repair.lost),
    }


def _edits_json(edits: Iterable[BlockEdit]) -> list[dict[str, str]]:
    return [{"id": edit.id, "kind": edit.kind.value, "text": edit.words} for edit in edits]


def _as_text(repair: Repair) -> str:
    """A line for each part: `+` it is shown, `-` it was removed, `?` it was left out, `!` it is gone."""
    shown = {block.id for block in repair.shown.blocks}
    lines = [f"+\t{b.id}\t{b.kind.value}\t{words_of(b)}" for b in repair.shown.blocks]
    lines += [f"-\t{e.id}\t{e.kind.value}\t{e.words}" for e in repair.edits.removed]
    outside = [found.block for found in repair.left_out if found.block.id not in shown]
    lines += [f"?\t{b.id}\t{b.kind.value}\t{words_of(b)}" for b in outside]
    lines += [f"!\t{e.id}\t{e.kind.value}\t{e.words}" for e in repair.lost]
    return "\n".join([repair.shown.title, *lines])


def _refetch(options: argparse.Namespace, output: Output) -> int:
    from reader.services.saving.refetch_article import refetch_article

    rows, lines, failed = [], [], False
    with LibrarySession.open(library_paths(options.library)) as session:
        for number in options.ids:
            try:
                progress = output.progress(str(number))
                outcome = refetch_article(
                    session,
                    number,
                    progress,
                    allow_local=options.allow_local,
                    as_text=options.as_text,
                )
            except ReaderError as error:
                output.failure(error)
                failed = True
                rows.append({"id": number, "status": "failed", "error": error_json(error)})
                lines.append(f"{number}\tfailed")
                continue
            rows.append(refetch_json(outcome))
            lines.append(f"{number}\t{outcome.status}\t{outcome.reason or '-'}\t{outcome.title}")
    output.result(rows, "\n".join(lines))
    return 1 if failed else 0


def refetch_json(outcome: RefetchOutcome) -> dict[str, Any]:
    """What became of fetching again, as the command line's JSON has it."""
    values = {field.name: getattr(outcome, field.name) for field in fields(outcome)}
    for name in ("added", "removed", "lost"):
        values[name] = _edits_json(values[name])
    saved, missing = values.pop("pictures_saved"), values.pop("pictures_failed")
    return {**values, "pictures": {"saved": saved, "failed": missing}, "error": None}
