"""The words of the strip: what a translation is, how far it is, why it stopped."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from reader.core.model import Route
from reader.gui.reading.article_content import TranslationState
from reader.gui.text.language_names import language_name
from reader.gui.text.messages import ARROW, ARROW_RTL, fill


class TranslationTexts(QObject):
    """Makes the sentences; a `QObject` so that they stand in one translation context."""

    def progress(self, state: TranslationState) -> str:
        """How far the work is, and how long it may still take."""
        if not state.total:
            return self.tr("Preparing the translation…")
        left = state.seconds_left()
        if left is None:
            return fill(self.tr("Translating… {done} of %n paragraphs", "", state.total), done=state.done)
        time = self.tr("%n s", "", left) if left < 90 else self.tr("%n min", "", round(left / 60))
        text = self.tr("Translating… {done} of %n paragraphs · about {time} left", "", state.total)
        return fill(text, done=state.done, time=time)

    def short_progress(self, done: int, total: int) -> str:
        """The value of the progress bar in words."""
        return fill(self.tr("{done} of %n paragraphs", "", total), done=done)

    def stopped(self, state: TranslationState) -> str:
        """After Cancel, or when only a part is stored."""
        text = self.tr("Stopped after {done} of {total}. What is done is kept.")
        return fill(text, done=state.done, total=state.total)

    def paused(self, state: TranslationState) -> str:
        """After Pause."""
        text = self.tr("Paused after {done} of {total}. What is done is kept.")
        return fill(text, done=state.done, total=state.total)

    def done(self, state: TranslationState, target: str, rtl: bool, warned: bool = False) -> list[str]:
        """That this is a machine translation, by which way, and how far to trust it.

        With `warned` something else on screen says that a demonstration model made it.

        Returns:
            The whole, then the same in fewer and fewer words.
        """
        whole, short = self._machine(state.route, rtl), self._machine_in_short(state.route)
        parts: list[str] = []
        if state.newer:
            parts.append(self.tr("A newer model is installed."))
        elif state.demonstration and not warned:
            parts.append(self._demonstration(target))
        if state.weak and not warned:
            parts.append(self.tr("This model is weak: more than a third of the sentences look wrong."))
        elif (left := state.health.left) and not state.weak:
            parts.append(self.tr("%n sentences are marked because they look wrong.", "", left))
        warning = self.tr("It may contain mistakes.")
        said = [(whole, warning, *parts), (whole, *parts), (short, *parts)]
        if state.weak and not warned:  # rather than by which way it came
            worst = self.tr("Many sentences look wrong.")
            said += [(short, worst), (worst,)]
        else:
            said += [(whole,), (short,)]
        return [" ".join(each) for each in dict.fromkeys(said)]

    def details(self, state: TranslationState) -> str:
        """Which packages made it, and how long they took."""
        if state.route is None:
            return ""
        lines = [f"{hop.package} {hop.version}" for hop in state.route.hops]
        if state.seconds >= 1:
            lines.append(self.took(state))
        lines.append(self.report(state))
        return "\n".join(lines)

    def took(self, state: TranslationState) -> str:
        """How long the work took."""
        return self.tr("Took %n s", "", round(state.seconds))

    def report(self, state: TranslationState) -> str:
        """What the health check found, repaired and left."""
        health = state.health
        checked = self.tr("%n sentences checked", "", health.checked)
        if not health.found:
            return fill(self.tr("{checked}: nothing looked wrong."), checked=checked)
        text = (
            self.tr("{checked}: {found} looked wrong, {repaired} repaired, {left} left as they are.")
            if state.weak  # too many for a mark each
            else self.tr("{checked}: {found} looked wrong, {repaired} repaired, {left} marked.")
        )
        return fill(text, checked=checked, found=health.found, repaired=health.repaired, left=health.left)

    def no_model(self, target: str) -> str:
        """No package leads to a language."""
        text = self.tr("To read in {language}, add a translation model.")
        return fill(text, language=language_name(target))

    def no_model_in_short(self) -> str:
        """The same where one line has little room."""
        return self.tr("Needs a model")

    def failed(self, state: TranslationState) -> str:
        """Why it stopped, and that nothing is lost."""
        error = state.error
        if error is None:
            return ""
        translate = QCoreApplication.translate
        return f"{error.title.show(translate)} {error.hint.show(translate)}"

    def _machine(self, route: Route | None, rtl: bool) -> str:
        if route is None:
            return self.tr("Machine translation.")
        codes = [route.source, *(hop.target for hop in route.hops)]
        way = (ARROW_RTL if rtl else ARROW).join(language_name(code) for code in codes)
        if host := route.hops[0].server:
            text = self.tr("Translated by the server {host} ({way}): the text left this computer.")
            return fill(text, host=host, way=way)
        if len(route.hops) < 2:
            return fill(self.tr("Machine translation ({way})."), way=way)
        if route.hops[0].target == "en":  # the usual pivot, in the words of each language for it
            return fill(self.tr("Machine translation via English ({way})."), way=way)
        via = language_name(route.hops[0].target)
        return fill(self.tr("Machine translation via {language} ({way})."), language=via, way=way)

    def _machine_in_short(self, route: Route | None) -> str:
        """The same without the way; that the text left this computer is always said whole."""
        if route is None or (len(route.hops) < 2 and not route.hops[0].server):
            return self.tr("Machine translation.")
        if route.hops[0].server:
            return self._machine(route, rtl=False)
        if route.hops[0].target == "en":
            return self.tr("Machine translation via English.")
        return fill(
            self.tr("Machine translation via {language}."), language=language_name(route.hops[0].target)
        )

    def _demonstration(self, target: str) -> str:
        if target == "en":
            return self.tr("Demonstration model: it gives a fair gist, not every detail.")
        if target == "ar":
            return self.tr("Demonstration model: the Arabic is weak.")
        return self.tr("Demonstration model: the result is weak.")
