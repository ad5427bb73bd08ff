"""The command `hub`: made, and who takes part in its libraries; backed up and put back."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output
from reader.cli.sync import asked_keys, when_asked
from reader.core.messages import QT_TRANSLATE_NOOP
from reader.services.sync.places import PASSWORD_VARIABLE
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.sync.hub.administration import HubAdministration, Member

_Told = tuple[dict[str, Any], str]
"""What came of an act, as JSON has it and as a person reads it."""

KEYS_VARIABLE = "LISEUSE_HUB_BUCKET_KEYS"
READING_KEYS_VARIABLE = "LISEUSE_HUB_BUCKET_READING_KEYS"
READERS_KEY = QT_TRANSLATE_NOOP("terminal", "Access key for readers, which may only read (empty: none):")

_ROLES = ("owner", "editor", "reader")
_ADDRESS = "the hub: postgresql://USER@HOST/DATABASE"


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    hub = commands.add_parser(
        "hub",
        help="keep a PostgreSQL database in which libraries are kept in step",
        epilog=f"The password of the address's user is taken from {PASSWORD_VARIABLE}, else asked for.",
    )
    acts = hub.add_subparsers(
        dest="act", metavar="create|invite|remove|roles|bucket|backup|restore", required=True
    )
    create = acts.add_parser("create", help="make a hub of a database, or bring one up to date")
    invite = acts.add_parser(
        "invite",
        help="let somebody take part in a library, or in another role",
        epilog="A library that is not there is made, and so is the login. Its password is shown once.",
    )
    remove = acts.add_parser("remove", help="let somebody take part in a library no more")
    roles = acts.add_parser("roles", help="who takes part in which library, and as what")
    bucket = acts.add_parser(
        "bucket",
        help="where large files of a library lie: let that be a bucket of S3",
        epilog="Without BUCKET it is only shown. An access key that may list, read, write and delete is "
        f"taken from {KEYS_VARIABLE} (the key, a colon, its secret), one that may only list and read, for "
        f"readers, from {READING_KEYS_VARIABLE}; else they are asked for. The hub keeps both, and shows "
        "each member those that his role needs.",
    )
    backup = acts.add_parser("backup", help="copy a hub into a file, by PostgreSQL's pg_dump")
    restore = acts.add_parser(
        "restore",
        help="put a copy into a database, by PostgreSQL's pg_restore",
        epilog="Logins are not in a copy: members that the server does not know are named.",
    )
    for parser in (create, invite, remove, roles, bucket, backup, restore):
        parser.add_argument("address", metavar="ADDRESS", help=_ADDRESS)
    # `options.library` is the folder of the reader's own library.
    for parser in (invite, remove):
        parser.add_argument("name", metavar="NAME", help="how he signs in")
        parser.add_argument("--library", dest="shared", metavar="LIBRARY", help="which library (NAME's own)")
    for parser in (roles, bucket):
        parser.add_argument("--library", dest="shared", metavar="LIBRARY", help="of one library only")
    given = bucket.add_mutually_exclusive_group()
    given.add_argument("bucket", metavar="BUCKET", nargs="?", help="the bucket: s3://HOST/BUCKET/PATH")
    given.add_argument("--end", action="store_true", help="bring all files back into the database")
    invite.add_argument("--role", choices=_ROLES, default="owner", help="what he may do (owner)")
    invite.add_argument("--new-password", action="store_true", help="give a login that is there another one")
    for parser in (backup, restore):
        parser.add_argument("file", metavar="FILE", help="the copy")
        parser.add_argument("--replace", action="store_true", help="take the place of what is there")
    bucket.set_defaults(usage_error=bucket.error)
    hub.set_defaults(run=_run, uses_library=False)


def _run(options: argparse.Namespace, output: Output) -> int:
    if options.act == "bucket" and (options.bucket or options.end) and not options.shared:
        options.usage_error(output.needs("--end" if options.end else "BUCKET", "--library LIBRARY"))
    acts = {"backup": _backup, "restore": _restore}
    result, text = when_asked(
        output, lambda _phrase, password: acts.get(options.act, _administer)(options, output, password)
    )[0]
    output.result(result, text)
    return 0


def _administer(options: argparse.Namespace, output: Output, password: str | None) -> _Told:
    from reader.services.sync.hubs import administration

    acts = {"create": _create, "invite": _invite, "remove": _remove, "roles": _roles, "bucket": _bucket}
    with administration(library_paths(options.library), options.address, password) as hub:
        return acts[options.act](hub, options, output)


def _create(hub: HubAdministration, _options: argparse.Namespace, output: Output) -> _Told:
    made = hub.create()
    return {"made": made}, output.word("the hub is made") if made else output.word("the hub is up to date")


def _invite(hub: HubAdministration, options: argparse.Namespace, output: Output) -> _Told:
    library = options.shared or options.name
    password = hub.invite(library, options.name, options.role, options.new_password)
    found = {"name": options.name, "role": options.role, "password": password} | _readers(
        hub.members(), library
    )
    role = output.word(options.role)
    told = output.word(
        "{name} takes part in {library} as {role}", name=options.name, library=library, role=role
    )
    if password is None:
        return found, told
    return found, told + "\n" + output.word("password, shown once: {password}", password=password)


def _remove(hub: HubAdministration, options: argparse.Namespace, output: Output) -> _Told:
    library = options.shared or options.name
    gone = hub.remove(library, options.name)
    text = "{name} takes part in {library} no more" if gone else "{name} took no part in {library}"
    told = output.word(text, name=options.name, library=library)
    return {"removed": gone} | _readers(hub.members(), library), told


def _roles(hub: HubAdministration, options: argparse.Namespace, output: Output) -> _Told:
    members = hub.members()
    lines = [
        f"{one.library}  {one.name}  {output.word(one.role)}"
        + ("" if one.login else f"  ({output.word('no login')})")
        for one in members
        if options.shared in (None, one.library)
    ]
    buckets, shown = _buckets(hub, options.shared, output)
    return _readers(members, options.shared) | {"buckets": buckets}, "\n".join([*lines, *shown])


def _bucket(hub: HubAdministration, options: argparse.Namespace, output: Output) -> _Told:
    found: dict[str, Any] = {}
    lines = []
    if options.bucket:
        keys, reading = os.environ.get(KEYS_VARIABLE), os.environ.get(READING_KEYS_VARIABLE)
        if not keys:
            keys = asked_keys(output)
            reading = reading or asked_keys(output, READERS_KEY)
        hub.give_bucket(options.shared, options.bucket, keys, reading)
    elif options.end:
        found["brought_back"] = hub.end_bucket(options.shared)
        lines = [output.word("files that came back into the database: {count}", count=found["brought_back"])]
    buckets, shown = _buckets(hub, options.shared, output)
    if not options.end and not shown:
        lines = [output.word("all files lie in the database")]
    found |= _readers(hub.members(), options.shared) | {"buckets": buckets}
    return found, "\n".join([*lines, *shown])


def _buckets(
    hub: HubAdministration, library: str | None, output: Output
) -> tuple[list[dict[str, Any]], list[str]]:
    """Where large files of a library lie, or of all of them: as JSON has it, and a line for each."""
    found, lines = [], []
    for one in hub.buckets():
        if library not in (None, one.library):
            continue
        told = {
            "library": one.library,
            "address": one.address,
            "reading_keys": one.reading_keys,
            "ending": one.ending,
            "files": one.files,
            "size_bytes": one.size,
        }
        found.append(told)
        notes = [output.word("no keys for readers")] if not one.reading_keys else []
        notes += [output.word("ending")] if one.ending else []
        files = output.word("{count} files, {size} MB", count=one.files, size=f"{one.size / 1e6:.1f}")
        lines.append(f"{one.library}  {one.address}  {files}" + "".join(f"  ({note})" for note in notes))
    return found, lines


def _readers(members: Iterable[Member], library: str | None) -> dict[str, Any]:
    """Who takes part in a library, or in all of them; of several libraries none is named above."""
    found = [one for one in members if library in (None, one.library)]
    named = {one.library for one in found} | ({library} if library else set())
    return {"library": named.pop() if len(named) == 1 else None, "readers": [asdict(one) for one in found]}


def _backup(options: argparse.Namespace, _output: Output, password: str | None) -> _Told:
    from reader.services.sync.hubs import back_up_hub

    target = Path(options.file).expanduser().absolute()
    paths = library_paths(options.library)
    size = back_up_hub(paths, options.address, target, password, options.replace)
    return {"path": str(target), "size_bytes": size}, str(target)


def _restore(options: argparse.Namespace, output: Output, password: str | None) -> _Told:
    from reader.services.sync.hubs import put_back_hub

    source = Path(options.file).expanduser().absolute()
    paths = library_paths(options.library)
    lacking = put_back_hub(paths, options.address, source, password, options.replace)
    lines = [f"{name}  ({output.word('no login')})" for name in lacking]
    return {"without_login": lacking}, "\n".join([output.word("the hub is put back"), *lines])
