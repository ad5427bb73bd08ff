"""The commands `translate` and `models`."""

from __future__ import annotations

import argparse
import re
from typing import Any

from reader.cli.output import Output, error_json
from reader.cli.texts.parser import BadArgument
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.core.model import ModelPackage, TranslatedBlock, Translation
from reader.services.library_session import LibrarySession
from reader.services.translation import manage_packages
from reader.services.translation.package_names import engine_name
from reader.services.translation.translate_article import translate_article
from reader.settings.paths import library_paths

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    translate = commands.add_parser("translate", help="translate stored articles on this computer")
    translate.add_argument("ids", nargs="+", type=int, metavar="ID")
    translate.add_argument("--to", required=True, type=_languages, metavar="LANG", help="such as en or ar")
    translate.add_argument("--again", action="store_true", help="translate anew what is stored already")
    translate.set_defaults(run=_translate, uses_library=True)

    models = commands.add_parser("models", help="the translation models")
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="the installed models")
    available = actions.add_parser("available", help="the models that can be installed")
    available.add_argument("--refresh", action="store_true", help="fetch the lists of models anew before")
    for action in (listed, available):
        action.set_defaults(run=_models, uses_library=True, what=[])
    install = actions.add_parser(
        "install", help="install from a file or folder, or download a pair such as en-ar or firefox:en-ar"
    )
    install.add_argument("what", nargs="+", metavar="PAIR_OR_FILE")
    remove = actions.add_parser("remove", help="remove the models of a pair, or firefox:PAIR")
    remove.add_argument("what", nargs="+", metavar="PAIR")
    for action in (install, remove):
        action.set_defaults(run=_models, uses_library=True)


def _languages(text: str) -> list[str]:
    codes = text.split(",")
    for code in codes:
        if not LANGUAGE_CODE.fullmatch(code):
            raise BadArgument(QT_TRANSLATE_NOOP("terminal", "{given} is no language code"), given=code)
    return codes


def _translate(options: argparse.Namespace, output: Output) -> int:
    results: list[dict[str, Any]] = []
    failed = False
    with LibrarySession.open(library_paths(options.library)) as session:
        for article_id in options.ids:
            for target in options.to:
                try:
                    progress = output.progress(f"{article_id} {target}")
                    done = translate_article(session, article_id, target, progress, again=options.again)
                except ReaderError as error:
                    failed = True
                    output.failure(error)
                    results.append({"id": article_id, "to": target, "error": error_json(error)})
                    continue
                output.acknowledge(article_id)
                results.append(translation_json(article_id, done))
    lines = [f"{r['id']}\t{r['to']}\t{r.get('title', '-')}" for r in results]
    output.result(results, "\n".join(lines))
    return 1 if failed else 0


def translation_json(article_id: int, translation: Translation) -> dict[str, Any]:
    """A translation as the contract has it; `words` are the source's."""
    pairs = [s for block in _all_blocks(translation) for s in block.sentences]
    health = translation.health
    hops = translation.route.hops if translation.route is not None else ()
    return {
        "id": article_id,
        "to": translation.target,
        "route": [
            {"from": h.source, "to": h.target, "package": h.package, "version": h.version} for h in hops
        ],
        "seconds": round(translation.seconds, 3),
        "words": sum(len(pair.source.split()) for pair in pairs),
        "title": " ".join(s.target for s in translation.title.sentences),
        "caption": " ".join(s.target for s in translation.caption.sentences) if translation.caption else "",
        "blocks": [_block_json(block) for block in translation.blocks],
        "health": {
            "checked": health.checked,
            "found": health.found,
            "repaired": health.repaired,
            "left": health.left,
            "faults": health.faults,
        },
    }


def _all_blocks(translation: Translation) -> list[TranslatedBlock]:
    caption = [translation.caption] if translation.caption is not None else []
    return [translation.title, *caption, *translation.blocks]


def _block_json(block: TranslatedBlock) -> dict[str, Any]:
    return {
        "id": block.id,
        "sentences": [
            {
                "source": s.source,
                "target": s.target,
                "score": round(s.score, 4),
                "state": s.state.value,
                "faults": list(s.faults),
            }
            for s in block.sentences
        ],
    }


def _models(options: argparse.Namespace, output: Output) -> int:
    with LibrarySession.open(library_paths(options.library)) as session:
        if options.action == "list":
            found = manage_packages.list_packages(session)
        elif options.action == "available":
            if options.refresh:
                manage_packages.refresh_catalogue(session, output.progress("models"))
            found = manage_packages.available_packages(session)
        else:
            act = _install if options.action == "install" else manage_packages.remove_package
            found = [p for what in options.what for p in act(session, what)]
    used = {p.pair: p for p in reversed(found) if manage_packages.runs(p)} if options.action == "list" else {}
    lines = [_package_text(p, output, in_use=used.get(p.pair) is p) for p in found]
    output.result([_package_json(p) for p in found], "\n".join(lines))
    return 0


def _install(session: LibrarySession, what: str) -> list[ModelPackage]:
    return manage_packages.install_package(session, what, Output(quiet=True).progress())


def _package_json(package: ModelPackage) -> dict[str, Any]:
    return {
        "from": package.source,
        "to": package.target,
        "version": package.version,
        "size_bytes": package.size_bytes,
        "installed": package.installed,
        "demonstration": package.demonstration,
        "engine": engine_name(package),
        "licence": package.licence,
        "origin": manage_packages.origin(package),
    }


def _package_text(package: ModelPackage, output: Output, in_use: bool) -> str:
    marks = [
        output.word(word)
        for word, on in (
            ("installed", package.installed),
            ("demonstration", package.demonstration),
            ("comes with Liseuse", manage_packages.is_bundled(package)),
            ("from a file", manage_packages.origin(package) == "file"),
            ("in use", in_use),
        )
        if on
    ]
    megabytes = f"{package.size_bytes / 1e6:.0f} MB" if package.size_bytes else "-"
    engine, licence = engine_name(package).capitalize(), package.licence or "-"
    return "\t".join((package.pair, package.version, megabytes, ", ".join(marks) or "-", engine, licence))
