"""The words of the models dialog: pairs, sizes, states of a download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QGuiApplication

from reader.core.errors import ReaderError
from reader.core.languages import language
from reader.core.messages import isolate
from reader.core.model import ModelPackage, Route
from reader.gui.models.downloads import CHECKING, OFFLINE, PAUSED, WAITING, Download
from reader.gui.text.messages import ARROW, ARROW_RTL, fill, words

if TYPE_CHECKING:
    from reader.services.translation.better_models import BetterModels

_SI = QLocale.DataSizeFormat.DataSizeSIFormat


def own_name(code: str) -> str:
    """A language's own name, isolated."""
    name = QLocale.languageToString(QLocale(code).language()) if code else ""
    return isolate(language(code).own_name or name)


def way(codes: Sequence[str]) -> str:
    """Languages with arrows between them, which point the way the interface reads."""
    rtl = QGuiApplication.isRightToLeft()
    # Isolated names alone give a line no direction; the mark gives it the interface's.
    return ("\u200f" if rtl else "") + (ARROW_RTL if rtl else ARROW).join(own_name(code) for code in codes)


def pair_text(pair: str) -> str:
    """A pair such as `fr-en` in words."""
    source, _, target = pair.partition("-")
    return way((source, target))


def size_text(count: int, digits: int = 0) -> str:
    """A number of bytes in the reader's units."""
    return QLocale().formattedDataSize(count, digits, _SI)


class ModelTexts(QObject):
    """Makes the sentences; a `QObject` so that they stand in one translation context."""

    def readiness(self, route: Route | None) -> str:
        """Whether a pair can be read, by which way, how well."""
        if route is None:
            return self.tr("Needs a model")
        codes = [route.hops[0].source, *(hop.target for hop in route.hops)]
        parts = [self.tr("Ready")]
        if len(route.hops) > 1:
            parts.append(way(codes))
        if any(hop.demonstration for hop in route.hops):
            parts.append(self.tr("demonstration quality"))
        return " · ".join(parts)

    def about(self, package: ModelPackage, remark: str = "", used: int = 0) -> str:
        """Engine where it is not Argos, version, size, licence, for how many articles used, and a remark."""
        parts = [isolate(package.engine.capitalize())] if package.engine else []
        parts.append(self.tr("Version {version}").replace("{version}", isolate(package.version)))
        if package.size_bytes:
            parts.append(isolate(size_text(package.size_bytes)))
        if package.licence:
            parts.append(isolate(package.licence))
        if used:
            parts.append(self.used(used))
        return " · ".join([*parts, remark] if remark else parts)

    def installed(self, package: ModelPackage, runs: bool = True) -> str:
        """What an installed package is worth; `runs` is whether its engine is there."""
        if not runs:
            return self.tr("Not used: it needs pip install liseuse[firefox].")
        if not package.demonstration:
            return ""
        if package.target == "ar":
            return self.tr("Demonstration model: weak, a rough gloss word by word.")
        return self.tr("Demonstration model: gives a fair gist, not for anything that matters.")

    def group(self, title: str, packages: Sequence[ModelPackage]) -> str:
        """A heading with the number and the size of what stands under it; nothing for nothing."""
        if not packages:
            return ""
        return f"{title} · {self.amount_of(packages)}"

    def amount_of(self, packages: Sequence[ModelPackage]) -> str:
        """“2 models, 155 MB”; without the size where that of one is not known."""
        if not all(package.size_bytes for package in packages):
            return self.tr("%n models", "", len(packages))
        text = self.tr("%n models, {size}", "", len(packages))
        return fill(text, size=size_text(sum(package.size_bytes for package in packages)))

    def size_of(self, packages: Sequence[ModelPackage]) -> str:
        """“155 MB”; the number of models where the size of one is not known."""
        if not all(package.size_bytes for package in packages):
            return self.amount_of(packages)
        return isolate(size_text(sum(package.size_bytes for package in packages)))

    def better(self, best: BetterModels) -> str:
        """What the button says that leads to good models; “better” only where others are there already."""
        if best.target == "ar":
            return self.tr("Get good Arabic")
        if best.target == "en":
            return self.tr("Get good English")
        return self.tr("Download") if best.needed else self.tr("Get better models")

    def used(self, count: int) -> str:
        """For how many articles a package was used."""
        return self.tr("used for %n articles", "", count)

    def origin(self, package: ModelPackage, official: bool) -> str:
        """Where an installed package comes from."""
        if package.demonstration:
            return self.tr("Comes with Liseuse, to show how translation works")
        if package.engine and official:
            return self.tr("From the list of Firefox models")
        return self.tr("On the official list") if official else self.tr("Not on the official list")

    def download(self, one: Download) -> str:
        """How far a download is, how fast, how long still; or why it does not go on."""
        size = self.amount(one.done, one.total)
        if one.state == PAUSED:
            return self._joined(size, self.tr("paused"))
        if one.state == OFFLINE:
            return self._joined(size, _why_waiting(one.error) or self.tr("waiting for a connection"))
        if one.state == WAITING:
            return self._joined(size, self.tr("waiting"))
        if one.state == CHECKING:
            return self.tr("Checking and installing…")
        if one.error is not None:
            return f"{words(one.error.title)} {words(one.error.hint)}"
        parts = [size]
        if one.speed > 0:
            parts.append(fill(self.tr("{size}/s"), size=size_text(round(one.speed), 1)))
        if (left := one.seconds_left()) is not None:
            time = self.tr("%n s", "", left) if left < 90 else self.tr("%n min", "", round(left / 60))
            parts.append(fill(self.tr("about {time} left"), time=time))
        return self._joined(*parts)

    def amount(self, done: int, total: int) -> str:
        """“41 of 66 MB”."""
        if not total:
            return isolate(size_text(done)) if done else ""
        return fill(self.tr("{done} of {total}"), done=size_text(done), total=size_text(total))

    @staticmethod
    def _joined(*parts: str) -> str:
        return " · ".join(part for part in parts if part)


def _why_waiting(error: ReaderError | None) -> str:
    """Why a download waits, where it is not for want of a connection."""
    return words(error.title) if error is not None and error.kind == "private-reading" else ""
