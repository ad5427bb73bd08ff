"""The command `hub`: made, and who takes part in its libraries; backed up and put back."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.output import Output
from reader.cli.sync import when_asked
from reader.services.sync.places import PASSWORD_VARIABLE
from reader.settings.paths import library_paths

if TYPE_CHECKING:
    from reader.sync.hub.administration import HubAdministration, Member

_Told = tuple[dict[str, Any], str]
"""What came of an act, as JSON has it and as a person reads it."""

_ROLES = ("owner", "editor", "reader")
_ADDRESS = "the hub: postgresql://USER@HOST/DATABASE"


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser."""
    hub = commands.add_parser(
        "hub",
        help="keep a PostgreSQL database in which libraries are kept in step",
        epilog=f"The password of the address's user is taken from {PASSWORD_VARIABLE}, else asked for.",
    )
    acts = hub.add_subparsers(dest="act", metavar="create|invite|remove|roles|backup|restore", required=True)
    create = acts.add_parser("create", help="make a hub of a database, or bring one up to date")
    invite = acts.add_parser(
        "invite",
        help="let somebody take part in a library, or in another role",
        epilog="A library that is not there is made, and so is the login. Its password is shown once.",
    )
    remove = acts.add_parser("remove", help="let somebody take part in a library no more")
    roles = acts.add_parser("roles", help="who takes part in which library, and as what")
    backup = acts.add_parser("backup", help="copy a hub into a file, by PostgreSQL's pg_dump")
    restore = acts.add_parser(
        "restore",
        help="put a copy into a database, by PostgreSQL's pg_restore",
        epilog="Logins are not in a copy: members that the server does not know are named.",
    )
    for parser in (create, invite, remove, roles, backup, restore):
        parser.add_argument("address", metavar="ADDRESS", help=_ADDRESS)
    # `options.library` is the folder of the reader's own library.
    for parser in (invite, remove):
        parser.add_argument("name", metavar="NAME", help="how he signs in")
        parser.add_argument("--library", dest="shared", metavar="LIBRARY", help="which library (NAME's own)")
    roles.add_argument("--library", dest="shared", metavar="LIBRARY", help="of one library only")
    invite.add_argument("--role", choices=_ROLES, default="owner", help="what he may do (owner)")
    invite.add_argument("--new-password", action="store_true", help="give a login that is there another one")
    for parser in (backup, restore):
        parser.add_argument("file", metavar="FILE", help="the copy")
        parser.add_argument("--replace", action="store_true", help="take the place of what is there")
    hub.set_defaults(run=_run, uses_library=False)


def _run(options: argparse.Namespace, output: Output) -> int:
    acts = {"backup": _backup, "restore": _restore}
    result, text = when_asked(
        output, lambda _phrase, password: acts.get(options.act, _administer)(options, output, password)
    )[0]
    output.result(result, text)
    return 0


def _administer(options: argparse.Namespace, output: Output, password: str | None) -> _Told:
    from reader.services.sync.hubs import administration

    acts = {"create": _create, "invite": _invite, "remove": _remove, "roles": _roles}
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
    return _readers(members, options.shared), "\n".join(lines)


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
