"""What the command line writes: results on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import functools
import json
import locale
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from reader.core.errors import ReaderError
from reader.core.messages import QT_TRANSLATE_NOOP, Message, Translate, plain, untranslated
from reader.core.progress import Progress
from reader.core.storage_errors import storage_error

if TYPE_CHECKING:
    from reader.services.library_session import LibrarySession
    from reader.services.saving.save_article import SaveOutcome

_LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True, slots=True)
class Output:
    """How to speak: `as_json` for scripts, `quiet` without progress, in the reader's language."""

    as_json: bool = False
    quiet: bool = False
    translate: Translate = untranslated

    def result(self, value: Any, text: str) -> None:
        """Write the result: `value` as JSON, or `text` for a person.

        Raises:
            ReaderError: `disk-full` or `disk-error`: the file that it goes to cannot be written.
        """
        written = json.dumps(value, ensure_ascii=False, indent=1) if self.as_json else text
        if self.as_json and _in_code(written, sys.stdout) != written:
            written = json.dumps(value, indent=1)  # in the escapes of JSON
        if written:
            self.write(written + "\n")

    @staticmethod
    def write(text: str) -> None:
        """Write text as it is to standard output.

        Raises:
            ReaderError: as `result`.
        """
        try:
            sys.stdout.write(_in_code(text, sys.stdout))
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            _give_up(sys.stdout)
            raise storage_error(error, Path()) from error  # of the present folder, which may be gone

    def acknowledge(self, what: object) -> None:
        """Say that `what` is committed; scripts judge an interruption by these lines."""
        if self.as_json:
            self._note(f"ACK {what}")

    def failure(self, error: ReaderError, subject: str = "") -> None:
        """Say a failure and its next step; `subject` is what it is about, where there are several."""
        text = f"{self.show(error.title)} {self.show(error.hint)}"
        self._note(f"{subject}: {text}" if subject else text)

    def failures(self, session: LibrarySession, failed: Mapping[int, ReaderError]) -> None:
        """Say what failed of several articles, each by its title."""
        titles = {card.id: card.title for card in session.articles.by_ids(list(failed))}
        for article_id, error in failed.items():
            self.failure(error, titles.get(article_id) or str(article_id))

    def tell(self, message: Message) -> None:
        """Say something beside the result, to a person: not where JSON is asked for, nor when quiet."""
        if not self.as_json and not self.quiet:
            self._note(self.show(message))

    def left_out(self, without_text: int) -> None:
        """Tell how many articles an export left out, as their text was not fetched; nothing of none."""
        if without_text:
            text = QT_TRANSLATE_NOOP("left out", "Left out, as Liseuse has no text of them: {count}")
            self.tell(Message("left out", text, {"count": without_text}))

    def progress(self, subject: str = "") -> Progress:
        """A progress that writes its steps to standard error, unless quiet."""

        def report(done: int, total: int, text: str) -> None:
            step = f"{self.word(text)} {done}/{total}" if total else f"{self.word(text)} {done}"
            self._note(f"{subject}: {step}" if subject else step)

        return Progress(None if self.quiet else report)

    def show(self, message: Message) -> str:
        """A message in the reader's language, as plain text."""
        return plain(message.show(self.translate))

    def word(self, text: str, **values: object) -> str:
        """One of `RESULT_TEXTS` in the reader's language; what is none of them stays as it is."""
        return self.show(Message("results", text, values))

    def needs(self, option: str, other: str) -> str:
        """That an option is of no use without another; both are given as they are typed."""
        text = QT_TRANSLATE_NOOP("terminal", "{option} needs {other}")
        return self.show(Message("terminal", text, {"option": option, "other": other}))

    @staticmethod
    def _note(text: str) -> None:
        try:
            sys.stderr.write(text.replace("\n", " ") + "\n")
            sys.stderr.flush()
        except BrokenPipeError:
            raise
        except OSError:  # a file on a full disk: what is only told beside the work does not end it
            _give_up(sys.stderr)


def _in_code(text: str, stream: TextIO) -> str:
    """A text with what the stream's code has no signs for, as bytes of a file's name, in escapes."""
    code = stream.encoding or "utf-8"
    try:
        text.encode(code, stream.errors or "strict")
    except UnicodeEncodeError:
        return text.encode(code, "backslashreplace").decode(code)
    return text


def _give_up(stream: TextIO) -> None:
    """Write nothing more to a stream's file: the interpreter would try again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def error_json(error: ReaderError) -> dict[str, Any]:
    """A failure as the contract has it: English, whatever the locale."""
    return {
        "kind": error.kind,
        "title": plain(error.title.show()),
        "detail": error.detail,
        "hint": plain(error.hint.show()),
        "retryable": error.retryable,
    }


def outcome_json(outcome: SaveOutcome) -> dict[str, Any]:
    """The outcome of a save as the contract has it."""
    return {
        "url": outcome.url,
        "status": outcome.status,
        "id": outcome.id or None,
        "title": outcome.title,
        "pictures": {"saved": outcome.pictures_saved, "failed": outcome.pictures_failed},
        "incomplete": outcome.incomplete,
        "error": error_json(outcome.error) if outcome.error is not None else None,
    }


def interface_language() -> str:
    """The language of messages from the environment, as POSIX programs choose it.

    A locale of `C` or `POSIX` asks for English; otherwise `LANGUAGE` lists what the reader would have, best
    first, and the locale decides where it has none of the program's languages.
    """
    given = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, given), "")
    if re.match(r"(?:C|POSIX)(?:\.|$)", chosen):
        return "en"
    wanted = [_code(name) for name in os.environ.get("LANGUAGE", "").split(":")]
    known = next((code for code in wanted if code in _LANGUAGES), "")
    return known or _code(chosen or locale.getlocale()[0] or "en")


def _code(name: str) -> str:
    """The language of a locale's name: `fr` of `fr_MA.UTF-8@euro`."""
    return re.split(r"[-_.@]", name, maxsplit=1)[0].lower()


@functools.cache
def catalogue(language: str) -> Translate:
    """The Qt-free translator to a language: `fr` or `ar`; English for every other."""
    from reader.core.catalogue import TsCatalogue
    from reader.settings.paths import resource

    if language not in ("fr", "ar"):
        return untranslated
    package = resource("translations")
    folder = (
        package if (package / f"liseuse_{language}.ts").is_file() else package.parents[1] / "translations"
    )
    return TsCatalogue.from_folder(folder, language).translate


def translator() -> Translate:
    """The Qt-free translator to the environment's language."""
    return catalogue(interface_language())
