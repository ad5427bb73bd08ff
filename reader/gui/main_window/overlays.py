"""Opens what lies over the window: the command palette and the keyboard help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from reader.commands import ARTICLE, COMMANDS, IN_LIST, IN_TEXT, READING
from reader.core.messages import QT_TRANSLATE_NOOP, untranslated
from reader.core.model import ArticleSummary
from reader.gui.command_palette.help_overlay import HelpOverlay
from reader.gui.command_palette.palette import Palette
from reader.gui.command_palette.palette_entries import ARTICLES, SETTINGS, TAGS, Entry
from reader.gui.command_palette.palette_entries import COMMANDS as COMMAND_GROUP
from reader.gui.keyboard.command_groups import context_title, help_rows
from reader.gui.keyboard.command_names import command_name
from reader.gui.settings.page_table import page_icon, page_ids, page_title
from reader.gui.text.messages import fill
from reader.gui.widgets.overlay import Overlay
from reader.services.library.browse_library import TAG_VIEW

if TYPE_CHECKING:
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.surfaces import Surfaces
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
    """One at a time: opening one closes the other.

    Args:
        context: of the window. surfaces: whose keys are shown, where a search is typed.
        features: what the palette leads to. actions: the commands it lists.
    """

    def __init__(
        self, context: WindowContext, surfaces: Surfaces, features: Features, actions: Actions
    ) -> None:
        super().__init__(context.window)
        self._context = context
        self._window = context.window
        self._host = context.overlays
        self._keys = surfaces.keys
        self._field = surfaces.sidebar.search
        self._features = features
        self._actions = actions

    def handlers(self) -> dict[str, Callable[[], object]]:
        """The commands that open one."""
        return {
            "help.open": self.open_help,
            "palette.open": self.open_palette,
            "settings.open": self.open_settings,
        }

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
        translate, resolver, mode = (
            QCoreApplication.translate,
            self._keys.resolver,
            self._features.reading_mode,
        )
        context = IN_TEXT if self._context.navigator.in_text() else IN_LIST
        overlay = HelpOverlay(
            self._window,
            lambda: help_rows(self._keys.keymap, context, translate),
            lambda: context_title(context, mode.active, translate),
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
        library = self._context.library
        palette = Palette(self._window, lambda: [*self._commands(), *self._settings()], self._recent)
        palette.used.connect(self._remember)
        palette.search_wanted.connect(self._search)
        self.show_layer(palette)
        palette.start()
        if library.session is not None:
            library.work(
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
        dialog = SettingsDialog(self._context, self._keys, page)
        self.show_layer(dialog)
        dialog.start(key)

    def layout_text(self) -> str:
        """What is known of the keyboard: “Layout: AZERTY (detected)”; nothing while it is only guessed."""
        resolver = self._keys.resolver
        if not resolver.known:
            return ""
        text = self.tr("Layout: {name} (detected)") if resolver.detected else self.tr("Layout: {name}")
        return fill(text, name=resolver.layout.upper())

    def show_layer(self, overlay: Overlay) -> None:
        """Let a panel be the one that lies over the window; Esc closes it."""
        self._host.show(overlay)

    def _commands(self) -> list[Entry]:
        actions, keymap, made = self._actions, self._keys.keymap, []
        for command_id in actions:
            command, action = COMMANDS[command_id], actions[command_id]
            if command_id == "palette.open":
                continue
            reason = ""
            if not action.isEnabled() and command.scope in REASONS:
                reason = QCoreApplication.translate("palette", REASONS[command.scope])
            keys = keymap.shown_keys(command_id)
            made.append(
                Entry(
                    COMMAND_GROUP,
                    command_name(command_id),
                    partial(actions.run, command_id),
                    (command.text,),
                    keys[0] if keys else "",
                    icon_of(command_id),
                    reason,
                    command_id,
                )
            )
        return made

    def _settings(self) -> list[Entry]:
        from reader.settings.options import OPTIONS

        made, translate, options = [], QCoreApplication.translate, self._context.options
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
                on = options.flag(option.key)
                name = (self.tr("{name}: on") if on else self.tr("{name}: off")).replace("{name}", name)
                run = partial(options.set, option.key, not on)
            made.append(Entry(SETTINGS, name, run, (option.label,), icon=page_icon(option.page)))
        return made

    def _add_found(self, palette: Palette, rows: list[ArticleSummary], tags: list[str]) -> None:
        if self.shown is not palette:
            return
        navigator, entries = self._context.navigator, []
        for tag in tags:
            entries.append(Entry(TAGS, tag, partial(navigator.show_view, TAG_VIEW + tag), icon="tag"))
        for row in rows:
            read = partial(navigator.open_article, row.id, True)
            others = (row.author, row.site, *row.translated_titles.values())
            entries.append(Entry(ARTICLES, row.title, read, tuple(o for o in others if o)))
        palette.add(entries)

    def _remember(self, command_id: str) -> None:
        recent = [command_id, *(c for c in self._recent if c != command_id)][:RECENT]
        self._context.options.set("recent_commands", " ".join(recent))

    @property
    def _recent(self) -> list[str]:
        """The commands used lately, the last one first; they are remembered from one start to the next."""
        return self._context.options.text("recent_commands").split()

    def _search(self, query: str) -> None:
        """Look for a text in the articles instead."""
        self._features.search.open()
        self._field.setText(query)
        self._field.ask_now()


def icon_of(command_id: str) -> str:
    """The icon of a command."""
    return next((icon for start, icon in ICONS.items() if command_id.startswith(start)), OTHER_ICON)


def _found_in(session: LibrarySession) -> tuple[list[ArticleSummary], list[str]]:
    """Every article and every tag."""
    from reader.services.library.browse_library import list_articles

    return list_articles(session, "all"), list(session.articles.tags())
