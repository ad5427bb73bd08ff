"""The command `sync`: one library on several computers."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from reader.cli.articles import input_errors
from reader.cli.output import Output, error_json
from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message
from reader.core.replication.sync_kinds import damage_told
from reader.services.library_session import LibrarySession
from reader.services.sync.places import (
    NEW_PASSPHRASE_VARIABLE,
    NO_PASSWORD,
    PASSPHRASE_VARIABLE,
    PASSWORD_VARIABLE,
    SHORTEST,
    takes_access_key,
)
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.services.sync.sync_state import SyncState

PASSPHRASE = QT_TRANSLATE_NOOP("terminal", "Passphrase of the shared folder:")
PASSWORD = QT_TRANSLATE_NOOP("terminal", "Password of the server:")
ACCESS_KEY = QT_TRANSLATE_NOOP("terminal", "Access key:")
SECRET = QT_TRANSLATE_NOOP("terminal", "Secret of the access key:")
ONCE_MORE = QT_TRANSLATE_NOOP("terminal", "Once more:")
_PROMPTS = {"sync-passphrase": PASSPHRASE, "sync-password": PASSWORD}
_WANTED = {"sync-locked": "sync-passphrase", NO_PASSWORD: "sync-password"}
"""Failures in which nothing is wrong that was typed, as those in which it is."""

_KINDS = {
    "notes": "your notes and highlights",
    "reading": "what you have read and how far",
    "corrections": "your corrections of translations",
}
_SAID = {
    "notes": "notes and highlights",
    "reading": "what was read",
    "corrections": "corrections of translations",
}
_WHOM = ("shared", "private")

_Result = TypeVar("_Result")


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    sync = commands.add_parser("sync", help="keep one library in step on several computers, through a folder")
    acts = sync.add_subparsers(
        dest="act", metavar="status|now|join|share|passphrase|bring-back|leave|machines", required=True
    )
    status = acts.add_parser("status", help="how this library stands; the folder is not asked")
    status.add_argument("--listen", action="store_true", help=argparse.SUPPRESS)
    acts.add_parser("now", help="send what changed here, and take what changed elsewhere")
    join = acts.add_parser(
        "join",
        help="share this library through a folder",
        epilog=f"The passphrase is taken from {PASSPHRASE_VARIABLE}, else asked for. All files in the folder "
        "are encrypted with it. Whoever loses it can read the folder no more; the libraries stay readable. "
        f"The password of a server is taken from {PASSWORD_VARIABLE}, else asked for; of S3 that is the "
        "access key, a colon, and its secret.",
    )
    join.add_argument(
        "store",
        metavar="STORE",
        help="a folder, such as one that Syncthing or a stick carries, the address of one on a server, "
        "https://USER@HOST/PATH (WebDAV) or sftp://USER@HOST/PATH, a bucket of S3, s3://HOST/BUCKET/PATH, or "
        "a hub, postgresql://USER@HOST/DATABASE",
    )
    join.add_argument(
        "--plain", action="store_true", help="do not encrypt: whoever has the folder reads it all"
    )
    join.add_argument("--name", default="", metavar="NAME", help="what the other computers call this one")
    share = acts.add_parser(
        "share",
        help="what you tell to everybody in a shared library, and what to your own computers alone",
        epilog="What was told to everybody stays told, until an owner makes the library anew. Of what "
        "becomes shared, everybody is told all that there is now. Without an option it says what holds.",
    )
    for kind, what in _KINDS.items():
        share.add_argument(f"--{kind}", choices=_WHOM, help=what)
    acts.add_parser(
        "passphrase",
        help="choose another passphrase, on one computer for all",
        epilog=f"The new one is taken from {NEW_PASSPHRASE_VARIABLE}, else asked for. The others ask "
        "for it at their next round. Who kept a copy of the folder can open that with the former one.",
    )
    acts.add_parser(
        "bring-back",
        help="bring back what other computers deleted, out of the copy that was made before",
        epilog="Before others delete many articles here, a copy of the library is made among its backups. "
        "What is in the newest one and no more in the library comes back, on all computers.",
    )
    acts.add_parser("leave", help="share no more; library and folder stay as they are")
    acts.add_parser("machines", help="the computers that share this library")
    sync.set_defaults(run=_run, uses_library=True)


def _run(options: argparse.Namespace, output: Output) -> int:
    acts = {
        "status": _status,
        "now": _now,
        "join": _join,
        "share": _share,
        "passphrase": _passphrase,
        "bring-back": _bring_back,
        "leave": _leave,
        "machines": _status,
    }
    with LibrarySession.open(library_paths(options.library)) as session:
        return acts[options.act](session, options, output)


def _status(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    if options.act == "status" and options.listen:
        return _listen(session)
    if options.act == "status":
        _tell_damage(session, output)
    return _say(session, output, {}, machines=options.act == "machines")


def _listen(session: LibrarySession) -> int:
    """Write a line whenever another computer wrote into the hub, until the input ends.

    The first line of the input is the password of the hub's user, empty where it is kept.
    """
    from reader.services.sync.hubs import news

    with input_errors():
        descriptor = sys.stdin.fileno()
        password = sys.stdin.readline().rstrip("\n") or None
    for _ in news(session, password, None if sys.platform == "win32" else descriptor):
        sys.stdout.write("news\n")
        sys.stdout.flush()
        session.close()
    return 0


def _now(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.run_round import run_round

    progress = output.progress("sync")
    report, _ = when_asked(output, lambda phrase, password: run_round(session, phrase, progress, password))
    if report.bucket is not None:
        raise report.bucket
    _tell_damage(session, output)
    return _say(session, output, _counts(report))


def _tell_damage(session: LibrarySession, output: Output) -> None:
    """Tell of the first file that stays damaged or away."""
    from reader.services.sync.sync_state import sync_state

    state = sync_state(session)
    if state is not None and state.damaged:
        names = {one.machine: one.name for one in state.machines}
        output.tell(damage_told(state.damaged[0], names, bool(state.others)))


def _join(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.join_store import join_store
    from reader.services.sync.preview import preview_store

    place = options.store
    preview, password = when_asked(
        output,
        lambda _phrase, password: preview_store(session.paths, place, session.require_network, password),
    )
    passphrase = None
    if not options.plain:
        passphrase = os.environ.get(PASSPHRASE_VARIABLE) or _asked(output, twice=preview.is_new)
        if passphrase is None:
            raise ReaderError("sync-locked", "none was given")
    if preview.is_new:
        _demand_long(passphrase)
    report = join_store(session, place, passphrase, output.progress("sync"), options.name, password)
    if report.bucket is not None:
        raise report.bucket
    return _say(session, output, _counts(report))


def _share(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.sync_state import choose_share, sync_state

    before = sync_state(session)
    chosen = {kind: whom for kind in _KINDS if (whom := getattr(options, kind)) is not None}
    if chosen or before is None or not (before.may_choose or before.only_reads):
        choose_share(session, chosen)
    state = sync_state(session)
    assert before is not None and state is not None
    told = before.own_notes - state.own_notes if options.notes == _WHOM[0] else 0
    found = {kind: _WHOM[kind in state.alone or state.only_reads] for kind in _KINDS}
    lines = [f"{output.word(_SAID[kind])}: {output.word(whom)}" for kind, whom in found.items()]
    if state.only_reads:
        lines.append(output.word("you are a reader of this library: what you change stays on this computer"))
    if told:
        lines.append(output.word("notes and highlights that everybody is told now: {count}", count=told))
    output.result({**found, "notes_told": told}, "\n".join(lines))
    return 0


def _passphrase(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.join_store import choose_passphrase

    given = os.environ.get(NEW_PASSPHRASE_VARIABLE) or _asked(output, twice=True)
    if given is None:
        raise ReaderError("sync-locked", "no new one was given")
    _demand_long(given)
    when_asked(output, lambda phrase, password: choose_passphrase(session, phrase, given, password))
    return _say(session, output, {})


def _bring_back(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.bring_back import bring_back

    return _say(session, output, {"brought_back": bring_back(session, output.progress("import"))})


def _demand_long(passphrase: str | None) -> None:
    if passphrase is not None and len(passphrase) < SHORTEST:
        raise ReaderError("sync-short", "a new one", count=SHORTEST)


def _leave(session: LibrarySession, options: argparse.Namespace, output: Output) -> int:
    from reader.services.sync.join_store import leave_store

    leave_store(session)
    return _say(session, output, {})


def when_asked(
    output: Output, act: Callable[[str | None, str | None], _Result]
) -> tuple[_Result, str | None]:
    """Do what opens a store, with its passphrase and its server's password once they are needed.

    Returns:
        What came of it, and the password if it was asked for.

    Raises:
        ReaderError: as the act; `sync-passphrase` and `sync-password` when what is typed is not right either.
    """
    typed: dict[str, str] = {}
    while True:
        try:
            return act(typed.get("sync-passphrase"), typed.get("sync-password")), typed.get("sync-password")
        except ReaderError as error:
            wanted = _WANTED.get(error.kind, error.kind)
            given = None if wanted in typed else _asked_for(output, wanted, error)
            if given is None:
                raise
            typed[wanted] = given


def _asked_for(output: Output, wanted: str, error: ReaderError) -> str | None:
    """What opens the store that an error is about, `None` when nothing that is typed would."""
    if wanted == "sync-password" and takes_access_key(str(error.values.get("store", ""))):
        return asked_keys(output)
    prompt = _PROMPTS.get(wanted)
    return _asked(output, prompt=prompt) if prompt is not None else None


def asked_keys(output: Output, prompt: str = ACCESS_KEY) -> str | None:
    """An access key of S3, a colon, and its secret, as typed on the terminal; `None` when it was not.

    Args:
        output: shows what is asked.
        prompt: the words for the key, of the context `terminal`.
    """
    key = _asked(output, prompt=prompt)
    secret = _asked(output, prompt=SECRET) if key is not None else None
    return None if secret is None else f"{key}:{secret}"


def _asked(output: Output, twice: bool = False, prompt: str = PASSPHRASE) -> str | None:
    """The passphrase as typed on the terminal, `None` when there is no terminal or nothing was typed."""
    if not sys.stdin.isatty():
        return None
    given = _typed(output, prompt)
    return None if not given or (twice and _typed(output, ONCE_MORE) != given) else given


def _typed(output: Output, prompt: str) -> str:
    return getpass.getpass(f"{output.show(Message('terminal', prompt))} ", sys.stderr)


_BRING_BACK = "liseuse sync bring-back"


def _counts(report: Any) -> dict[str, Any]:
    return {
        "sent": report.sent,
        "received": report.received,
        "conflicts": report.kept,
        "deleted": report.deleted,
        "copied": report.copied,
        "late": report.late,
        "written_again": report.written_again,
    }


def _say(session: LibrarySession, output: Output, counts: dict[str, Any], machines: bool = False) -> int:
    from reader.services.sync.sync_state import sync_state

    state = sync_state(session)
    shown = [
        {
            "id": machine.machine,
            "name": machine.name,
            "last": machine.last,
            "files": machine.files,
            "size_bytes": machine.size,
            "this": machine.own,
        }
        for machine in (state.machines if state is not None else ())
    ]
    found = {
        "store": state.store if state is not None else None,
        "last": state.last if state is not None else "",
        "sent": 0,
        "received": 0,
        "waiting": state.waiting if state is not None else 0,
        "conflicts": 0,
        **counts,
        "machines": shown,
        "damaged": [*state.damaged] if state is not None else [],
        "held": state.held if state is not None else 0,
        "trouble": error_json(state.trouble) if state is not None and state.trouble is not None else None,
    }
    lines = [f"{one['name']}  {_heard(output, one['last'])}  {one['files']}" for one in shown]
    if not machines:
        shown_last = {"last": _heard(output, found["last"])}
        counted = {name: found[name] for name in ("sent", "received", "waiting")}
        told = output.word(
            "sent {sent}, received {received}, waiting {waiting}, last {last}", **counted, **shown_last
        )
        lines = [f"{found['store'] or '–'}: {told}"]
        if found["conflicts"]:
            kept = "deleted on one computer, changed on another, and so kept: {count}"
            lines.append(output.word(kept, count=found["conflicts"]))
        if "brought_back" in found:
            lines.append(output.word("articles that came back: {count}", count=found["brought_back"]))
        lines += _further(output, state, found)
    output.result(found, "\n".join(lines))
    return 0


def _heard(output: Output, moment: Any) -> str:
    """When something was, as long as that is past: a clock may have been ahead."""
    from reader.core.replication.moments import is_ahead

    return output.word("(clock ahead)") if is_ahead(str(moment)) else str(moment or "–")


def _further(output: Output, state: SyncState | None, found: dict[str, Any]) -> list[str]:
    """What is told in a line of its own, where it is so."""
    lines: list[str] = []
    if found.get("deleted"):
        deleted = "articles that were deleted on another computer: {count}"
        lines.append(output.word(deleted, count=found["deleted"]))
    if found.get("copied"):
        lines.append(
            output.word("a copy was made before; they come back with: {command}", command=_BRING_BACK)
        )
    if found.get("written_again"):
        again = "files that were missing from the folder or damaged, and were written again: {count}"
        lines.append(output.word(again, count=found["written_again"]))
    if state is not None and state.held:
        held = "changes of other computers that this version does not understand, and keeps: {count}"
        lines.append(output.word(held, count=state.held))
    if state is not None and state.trouble is not None:
        trouble = state.trouble
        lines.append(f"{output.show(trouble.title)} {output.show(trouble.hint)}")
    return lines
