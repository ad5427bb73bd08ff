"""Opens what lies over the window: the command palette and the keyboard help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reader.commands import ARTICLE, COMMANDS, READING
from reader.core.messages import QT_TRANSLATE_NOOP, untranslated
from reader.core.model import ArticleSummary
from reader.gui.command_palette.help_overlay import HelpOverlay
from reader.gui.command_palette.palette import Palette
from reader.gui.command_palette.palette_entries import ARTICLES, SETTINGS, TAGS, Entry
from reader.gui.command_palette.palette_entries import COMMANDS as COMMAND_GROUP
from reader.gui.keyboard.command_groups import context_title, help_rows
from reader.gui.keyboard.live_keys import LiveKeys
from reader.gui.settings.page_table import page_icon, page_ids, page_title
from reader.gui.text.messages import fill
from reader.gui.widgets.overlay import Overlay
from reader.services.library.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.main_window import MainWindow
    from reader.services.library_session import LibrarySession

REASONS = {
    ARTICLE: QT_TRANSLATE_NOOP("palette", "No article is chosen"),
    READING: QT_TRANSLATE_NOOP("palette", "No article is open"),
}

ICONS = {
    "view.unread": "inbox",
    "view.favourites": "star",
    "view.archive": "archive",
    "view.all": "library",
    "view.trash": "trash-2",
    "article.add": "plus",
    "article.paste": "link",
    "article.favourite": "star",
    "article.archive": "archive",
    "article.copy": "copy",
    "article.browser": "external-link",
    "article.trash": "trash-2",
    "article.restore": "undo-2",
    "translation.original": "file-text",
    "translation.side": "columns-2",
    "translation.inter": "rows-2",
    "translation.": "languages",
    "models.": "download",
    "trash.": "trash-2",
    "theme.": "contrast",
    "language.": "globe",
    "size.": "a-large-small",
    "find.": "search",
    "note.highlight": "highlighter",
    "note.add": "message-square-text",
    "notes.export": "upload",
    "notes.": "notebook-pen",
    "contents.": "text",
    "reading.": "maximize",
    "window.fullscreen": "maximize",
    "help.": "keyboard",
    "undo": "undo-2",
    "rail.": "panel-left",
    "list.": "panel-left",
}
"""Icons by the beginnings of ids; the first that fits."""

OTHER_ICON = "arrow-right"
RECENT = 4


class Overlays(QObject):
    """One at a time: opening one closes the other."""

    def __init__(self, window: MainWindow, room: KeyboardSetup) -> None:
        super().__init__(window)
        self._window = window
        self._room = room
        self._host = window.context.overlays

    def close(self) -> bool:
        """Close what is open; says whether something was."""
        return self._host.close()

    @property
    def shown(self) -> Overlay | None:
        """The panel that lies over the window."""
        return self._host.shown

    def open_help(self) -> None:
        """Show every key, those of the present context first; a second time closes it."""
        if isinstance(self.shown, HelpOverlay):
            self.close()
            return
        window, room = self._window, self._room
        context = room.context(window.focusWidget())
        translate = QCoreApplication.translate
        assert room.router is not None
        resolver = room.router.resolver
        overlay = HelpOverlay(
            window,
            lambda: help_rows(room.keymap, context, translate),
            lambda: context_title(context, room.mode.active, translate),
            self.layout_text,
            resolver.layout if resolver.foreign else "",
        )
        self.show_layer(overlay)
        overlay.start()

    def open_palette(self) -> None:
        """Show the palette; articles join it as soon as they are read."""
        if isinstance(self.shown, Palette):
            self.close()
            return
        window = self._window
        palette = Palette(window, lambda: [*self._commands(), *self._settings()], self._recent)
        palette.used.connect(self._remember)
        palette.search_wanted.connect(self._search)
        self.show_layer(palette)
        palette.start()
        if window.library.session is not None:
            window.library.work(
                lambda session, _progress: _found_in(session),
                done=lambda found: self._add_found(palette, *found),
                newest="palette",
            )

    def open_settings(self, page: str = "", key: str = "") -> None:
        """Show the settings, at a page and an option when they are named; a second time closes them."""
        from reader.gui.settings.settings_dialog import SettingsDialog

        if isinstance(self.shown, SettingsDialog):
            if not page:
                self.close()
                return
            self.shown.show_page(page, key)
            return
        dialog = SettingsDialog(self._window.context, self._live_keys(), page)
        self.show_layer(dialog)
        dialog.start(key)

    def _live_keys(self) -> LiveKeys:
        room = self._room
        return LiveKeys(set(self._window.actions_), lambda: room.keymap, room.resolver, self.name_of)

    def layout_text(self) -> str:
        """What is known of the keyboard: “Layout: AZERTY (detected)”."""
        assert self._room.router is not None
        resolver = self._room.router.resolver
        text = self.tr("Layout: {name} (detected)") if resolver.detected else self.tr("Layout: {name}")
        return fill(text, name=resolver.layout.upper())

    def show_layer(self, overlay: Overlay) -> None:
        """Let a panel be the one that lies over the window; Esc closes it."""
        self._host.show(overlay)

    def _commands(self) -> list[Entry]:
        window, made = self._window, []
        for command_id in window.actions_:
            command, action = COMMANDS[command_id], window.actions_[command_id]
            if command_id == "palette.open":
                continue
            reason = ""
            if not action.isEnabled() and command.scope in REASONS:
                reason = QCoreApplication.translate("palette", REASONS[command.scope])
            keys = self._room.keymap.shown_keys(command_id)
            made.append(
                Entry(
                    COMMAND_GROUP,
                    self.name_of(command_id),
                    partial(window.actions_.run, command_id),
                    (command.text,),
                    keys[0] if keys else "",
                    icon_of(command_id),
                    reason,
                    command_id,
                )
            )
        return made

    def name_of(self, command_id: str) -> str:
        """A command's name out of its menu: with the menu's where it would not be understood alone."""
        command, translate = COMMANDS[command_id], QCoreApplication.translate
        text = translate("commands", command.text)
        patterns = {
            "theme": self.tr("Theme: {name}"),
            "language": self.tr("Interface language: {name}"),
            "size": self.tr("Text size: {name}"),
            "sort": self.tr("Sort by: {name}"),
        }
        if command.choice in patterns:
            return patterns[command.choice].replace("{name}", text)
        if command_id in ("translation.fr", "translation.en", "translation.ar"):
            return self.tr("Read in {name}").replace("{name}", text)
        if command_id.startswith("view."):
            return self.tr("Go to {name}").replace("{name}", text)
        return text

    def _settings(self) -> list[Entry]:
        from reader.settings.options import OPTIONS

        made, translate, choices = [], QCoreApplication.translate, self._window.options
        for page in page_ids():
            title = self.tr("Settings: {page}").replace("{page}", page_title(page, translate))
            english = (f"Settings: {page_title(page, untranslated)}",)
            made.append(
                Entry(SETTINGS, title, partial(self.open_settings, page), english, icon=page_icon(page))
            )
        for option in (option for option in OPTIONS.values() if option.page):
            name = translate("settings", option.label)
            run: Callable[[], object] = partial(self.open_settings, option.page, option.key)
            if isinstance(option.default, bool):
                on = choices.flag(option.key)
                name = (self.tr("{name}: on") if on else self.tr("{name}: off")).replace("{name}", name)
                run = partial(choices.set, option.key, not on)
            made.append(Entry(SETTINGS, name, run, (option.label,), icon=page_icon(option.page)))
        return made

    def _add_found(self, palette: Palette, rows: list[ArticleSummary], tags: list[str]) -> None:
        if self.shown is not palette:
            return
        window, entries = self._window, []
        for tag in tags:
            entries.append(Entry(TAGS, tag, partial(window.show_view, TAG_VIEW + tag), icon="tag"))
        for row in rows:
            read = partial(window.open_article, row.id, True)
            others = (row.author, row.site, *row.translated_titles.values())
            entries.append(Entry(ARTICLES, row.title, read, tuple(o for o in others if o)))
        palette.add(entries)

    def _remember(self, command_id: str) -> None:
        recent = [command_id, *(c for c in self._recent if c != command_id)][:RECENT]
        self._window.options.set("recent_commands", " ".join(recent))

    @property
    def _recent(self) -> list[str]:
        """The commands used lately, the last one first; they are remembered from one start to the next."""
        return self._window.options.text("recent_commands").split()

    def _search(self, query: str) -> None:
        """Look for a text in the articles instead."""
        window = self._window
        window.search.open()
        window.sidebar.search.setText(query)
        window.sidebar.search.ask_now()


def icon_of(command_id: str) -> str:
    """The icon of a command."""
    return next((icon for start, icon in ICONS.items() if command_id.startswith(start)), OTHER_ICON)


def _found_in(session: LibrarySession) -> tuple[list[ArticleSummary], list[str]]:
    """Every article and every tag."""
    from reader.services.library.browse_library import list_articles

    return list_articles(session, "all"), list(session.articles.tags())
