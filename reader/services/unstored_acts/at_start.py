"""What is done as a library opens; mostly nothing was kept, and nothing more is loaded."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from reader.services.unstored_acts.files import files_of

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.settings.paths import LibraryPaths
    from reader.settings.store import Settings


def take_up_acts(session: LibrarySession) -> bool:
    """Do what could not be stored when the library was open last; what still cannot stays for the next time.

    A program that is killed meanwhile has it done again, which changes nothing.

    Args:
        session: the library, which can be written to.

    Returns:
        Whether something was kept.
    """
    files = files_of(session.paths)
    for file in files:
        from reader.services.unstored_acts.doing import do_acts

        if not do_acts(session, file):
            break  # what came later must not be done before it
    return bool(files)


def hold_kept_options(settings: Settings, paths: LibraryPaths) -> None:
    """Let options hold that were kept aside; the library, once it opens, puts them into its file.

    Args:
        settings: of the library. paths: where it is.
    """
    for file in files_of(paths):
        from reader.services.unstored_acts.acts_file import is_sound, read_acts
        from reader.services.unstored_acts.library_acts import Chosen

        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            for act in read_acts(file).acts:
                if isinstance(act, Chosen) and is_sound(act):
                    with contextlib.suppress(KeyError, ValueError):
                        act.hold(settings)
