"""The commands `memory`, `glossary` and `queue`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from reader.cli.models import LANGUAGE_CODE
from reader.cli.output import Output
from reader.cli.texts.parser import BadArgument
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.services.library_session import LibrarySession
from reader.settings.paths import library_paths

_PAIR = re.compile(rf"(?:{LANGUAGE_CODE.pattern})-(?:(?:{LANGUAGE_CODE.pattern})|\*)")


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    memory = commands.add_parser("memory", help="the memory of translated sentences, as TMX or CSV")
    actions = memory.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write it to a file, .tmx or .csv")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--corrected", action="store_true", help="only what you corrected")
    export.set_defaults(run=_export, uses_library=True)
    take = actions.add_parser("import", help="take over the sentence pairs of a file")
    take.add_argument("file", type=Path, metavar="FILE")
    take.set_defaults(run=_import, uses_library=True)

    glossary = commands.add_parser("glossary", help="how names are translated")
    actions = glossary.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add", help="fr-en TERM TRANSLATION; without translation the term stays as it is"
    )
    add.add_argument("pair", type=_pair, metavar="PAIR", help="such as fr-ar, or fr-* for every language")
    add.add_argument("term")
    add.add_argument("translation", nargs="?", default="")
    remove = actions.add_parser("remove", help="forget a term")
    remove.add_argument("pair", type=_pair, metavar="PAIR")
    remove.add_argument("term")
    for action in (add, remove, actions.add_parser("list", help="every term")):
        action.set_defaults(run=_glossary, uses_library=True)
    _add_queue(commands)


def _add_queue(commands: Any) -> None:
    queue = commands.add_parser("queue", help="translate many articles, one after another")
    actions = queue.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="put articles on the list")
    add.add_argument("ids", nargs="*", type=int, metavar="ID")
    add.add_argument("--unread", action="store_true", help="every unread article")
    add.add_argument("--to", required=True, metavar="LANG", help="such as en, or en,ar")
    remove = actions.add_parser("remove", help="take articles off the list")
    remove.add_argument("ids", nargs="+", type=int, metavar="ID")
    plain = ("list", "what waits"), ("run", "translate what waits"), ("pause", "stop"), ("resume", "go on")
    for action in (add, remove, *(actions.add_parser(name, help=text) for name, text in plain)):
        action.set_defaults(run=_queue, uses_library=True)


def _pair(text: str) -> tuple[str, str]:
    if not _PAIR.fullmatch(text):
        raise BadArgument(
            QT_TRANSLATE_NOOP("terminal", "{given} is no pair of languages such as {example}"),
            given=text,
            example="fr-en",
        )
    source, _, target = text.partition("-")
    return source, target


def _export(options: argparse.Namespace, output: Output) -> int:
    from reader.services.translation.translation_memory import export_memory

    with LibrarySession.open(library_paths(options.library)) as session:
        count = export_memory(session, options.file, output.progress(), options.corrected)
    output.result({"path": str(options.file), "written": count}, f"{count}\t{options.file}")
    return 0


def _import(options: argparse.Namespace, output: Output) -> int:
    from reader.services.translation.translation_memory import import_memory

    with LibrarySession.open(library_paths(options.library)) as session:
        done = import_memory(session, options.file, output.progress())
    failed = [{"line": f.line, "reason": f.reason} for f in done.failed]
    fields = {"read": done.read, "stored": done.stored, "known": done.known, "failed": failed}
    counts = {"stored": done.stored, "read": done.read, "refused": len(failed)}
    output.result(fields, output.word("{stored} of {read} stored, {refused} refused", **counts))
    return 1 if failed else 0


def _glossary(options: argparse.Namespace, output: Output) -> int:
    from reader.core.glossary import Term

    changed = True
    source, target = getattr(options, "pair", ("", ""))
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.action == "add" and options.term.strip():
            session.glossary.add(Term(source, target, options.term, options.translation))
        elif options.action == "remove":
            changed = session.glossary.remove(source, target, options.term)
        terms = session.glossary.all()
    rows = [
        {"from": t.source, "to": t.target, "term": t.term, "translation": t.translation or None}
        for t in terms
    ]
    output.result(rows, "\n".join(f"{t.source}-{t.target}\t{t.term}\t{t.translation or '='}" for t in terms))
    return 0 if changed else 1


def _queue(options: argparse.Namespace, output: Output) -> int:
    from reader.services.translation import translation_queue as queue

    with LibrarySession.open(library_paths(options.library)) as session:
        code = 0
        if options.action == "add":
            targets = options.to.split(",")
            queue.enqueue(session, options.ids, targets)
            for target in targets if options.unread else ():
                queue.enqueue_unread(session, target)
        elif options.action == "remove":
            gone = [job.id for job in session.translation_jobs.all() if job.article_id in options.ids]
            session.translation_jobs.remove(gone)
        elif options.action in ("pause", "resume"):
            queue.set_paused(session, options.action == "pause")
        elif options.action == "run":
            code = _run(session, output)
        jobs = session.translation_jobs.all()
    rows = [
        {"id": j.article_id, "to": j.target, "reason": j.reason, "state": j.state, "error": j.error or None}
        for j in jobs
    ]
    output.result(
        rows, "\n".join(f"{j.article_id}\t{j.target}\t{output.word(j.state)}\t{j.error or '-'}" for j in jobs)
    )
    return code


def _run(session: LibrarySession, output: Output) -> int:
    from reader.services.translation import translation_queue as queue

    def ended(job: Any, outcome: Any) -> None:
        if isinstance(outcome, ReaderError):
            output.failure(outcome)
        else:
            output.acknowledge(f"{job.article_id} {job.target}")

    done = queue.run_queue(session, output.progress("queue"), queue.QueueEvents(ended=ended))
    return 1 if done.failed else 0
