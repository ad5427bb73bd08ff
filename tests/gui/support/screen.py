"""The one place of the tests that knows where the parts of a window are.

A test reads `screen(window).view` or `screen(window).notes_panel` and so stays as it is when the window is
put together in another way: only the line of that part changes here. A part is looked for each time it is
asked for, as it may not be made yet, or be replaced later.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from reader.gui.main_window.main_window import MainWindow
    from reader.gui.main_window.parts import Parts
    from reader.gui.translation.translation_bar import TranslationBar

T = TypeVar("T")


class Part(Generic[T]):
    """A part of the window by its name: a widget, a controller, a signal, or something the window does."""

    def __init__(self, find: Callable[[Screen], T]) -> None:
        self._find = find

    def __get__(self, screen: Screen, owner: type[Screen]) -> T:
        return self._find(screen)


def _there(part: T | None) -> T:
    """A part that comes and goes, and is wanted now; no `assert`, which a wait would take for “not yet”."""
    if part is None:
        raise LookupError("the library is not open, or no article is")
    return part


class Screen:
    """What a window shows and works with, each part by one name."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def _parts(self) -> Parts:
        return self._window.parts

    # What the window does
    open_article = Part(lambda on: on._parts.navigator.open_article)
    show_view = Part(lambda on: on._parts.navigator.show_view)
    show_main = Part(lambda on: on._parts.surfaces.pages.show_main)
    show_welcome = Part(lambda on: on._parts.surfaces.pages.show_welcome)
    show_menu = Part(lambda on: on._parts.commands.show_menu)
    give_links = Part(lambda on: on._parts.navigator.save)
    models = Part(lambda on: on._parts.features.models)
    open_models = Part(lambda on: on._parts.features.models.open)
    shown_summary = Part(lambda on: on._parts.navigator.shown_summary)
    welcoming = Part(lambda on: on._parts.surfaces.pages.welcoming)
    first_run = Part(lambda on: on._parts.surfaces.pages.first_run)

    left_behind = Part(lambda on: on._window.left_behind)

    # Ground: library, options, jobs, commands
    context = Part(lambda on: on._parts.context)
    notices = Part(lambda on: on._parts.context.notices)
    error_notices = Part[Any](lambda on: on.notices._in_place.notices if on.notices._in_place else [])
    job_runner = Part(lambda on: on._parts.context.jobs)
    garbage_collector = Part(lambda on: on.job_runner.collector)
    network_status = Part(lambda on: on._parts.context.network)
    network_changed = Part(lambda on: on.network_status.changed)
    paths = Part(lambda on: on._window.paths)
    settings = Part(lambda on: on._window.settings)
    settings_file = Part(lambda on: on.settings.path)
    options = Part(lambda on: on._parts.context.options)
    place_timer = Part(lambda on: on._parts.state._timer)
    option_effects = Part(lambda on: on._parts.option_effects)
    theme = Part(lambda on: on._parts.context.theme.current)
    actions = Part(lambda on: on._parts.actions)
    navigator = Part(lambda on: on._parts.navigator)
    commands = Part(lambda on: on._parts.commands)
    menu = Part(lambda on: on._parts.commands.menu())
    library = Part(lambda on: on._parts.context.library)
    library_rows = Part(lambda on: on.library.rows)
    library_failed = Part(lambda on: on.library.failed)
    library_open_failed = Part(lambda on: on.library.open_failed)
    session = Part(lambda on: on.library.session)
    database = Part(lambda on: _there(on.session).database)
    articles = Part(lambda on: _there(on.session).articles)
    annotations = Part(lambda on: _there(on.session).annotations)
    pending_saves = Part(lambda on: _there(on.session).pending)
    saved_searches = Part(lambda on: _there(on.session).saved_searches)
    stored_translations = Part(lambda on: _there(on.session).translations)
    translation_jobs = Part(lambda on: _there(on.session).translation_jobs)
    library_settings = Part(lambda on: _there(on.session).settings)

    # Surfaces: pages, sidebar, list
    pages = Part(lambda on: on._parts.surfaces.pages)
    panes = Part(lambda on: on._parts.surfaces.panes)
    narrow_status = Part(lambda on: on.panes.status)
    splitter = Part(lambda on: on.panes._splitter)
    welcome_page = Part(lambda on: on._parts.surfaces.pages.welcome())
    read_sample_button = Part(lambda on: on.welcome_page._read_it)
    bring_button = Part(lambda on: on.welcome_page._bring)
    focus_ring = Part(lambda on: on._parts.surfaces.ring)
    drop_target = Part(lambda on: on._parts.features.drop_target)
    drop_overlay = Part[Any](lambda on: on.drop_target.overlay)
    sidebar = Part(lambda on: on._parts.surfaces.sidebar)
    sidebar_rows = Part(lambda on: on.sidebar.views)
    sidebar_status = Part(lambda on: on.sidebar._status)
    sidebar_told = Part(lambda on: on.sidebar_status.words.text())
    search_field = Part(lambda on: on.sidebar.search)
    menu_button = Part(lambda on: on.sidebar.menu_button)
    list_pane = Part(lambda on: on._parts.surfaces.list_pane)
    list_header = Part(lambda on: on.list_pane.header.view)
    list_title = Part(lambda on: on.list_header.title)
    list_count = Part(lambda on: on.list_header.count)
    restore_button = Part(lambda on: on.list_pane.header.restore)
    selection_menu_button = Part(lambda on: on.list_pane.header.selection.buttons["article.menu"])
    clear_button = Part(lambda on: on.list_pane.header.clear)
    add_button = Part(lambda on: on.list_header.add)
    short_button = Part(lambda on: on.list_header.short)
    card_rest = Part(lambda on: on.list_pane.settle)
    cards = Part(lambda on: on.list_pane.cards)
    active_cards = Part(lambda on: on.list_pane.on_screen)
    picked_articles = Part(lambda on: on.list_pane.picked)
    empty_page = Part(lambda on: on.list_pane.empty)
    empty_text = Part(lambda on: on.empty_page.text)
    empty_button = Part(lambda on: on.empty_page._button)
    article_model = Part(lambda on: on._parts.surfaces.model)
    summaries = Part(lambda on: on.article_model.summaries)
    link_list = Part(lambda on: on._parts.surfaces.links)
    feeds = Part(lambda on: on._parts.features.feeds)
    glossary = Part(lambda on: on._parts.features.languages)
    search_keeper = Part(lambda on: on._parts.features.saved_searches)
    feeds_followed = Part(lambda on: _there(on.session).feeds.all)
    feed_rules = Part(lambda on: _there(on.session).feed_rules.all)
    feed_requests = Part(lambda on: _there(on.session).feeds.requests)
    feed_list = Part(lambda on: on.feeds.list)
    read_feeds = Part(lambda on: on.feeds.read)
    morning = Part(lambda on: on._parts.features.morning)
    morning_head = Part(lambda on: on.morning.head)
    sidebar_feeds = Part(lambda on: on.sidebar._feeds)
    feed_sources = Part(lambda on: on.feeds.sources)
    result_list = Part(lambda on: on._parts.surfaces.results)
    result_cards = Part(lambda on: on.result_list.view)
    result_model = Part(lambda on: on.result_list.model)
    ignored_words = Part(lambda on: on.result_list.ignored)
    nothing_found = Part(lambda on: on.result_list.nothing)
    result_rest = Part(lambda on: on.search._settle)
    search_tips = Part(lambda on: on.search.tips)
    search_filters = Part(lambda on: on.result_list.filters)
    save_tray = Part(lambda on: on._parts.surfaces.tray)
    incomplete = Part(lambda on: on.reading_pane.incomplete)
    save_panel = Part(lambda on: on.save_tray.panel)
    cancel_wanted = Part(lambda on: on.save_tray.cancel_wanted)
    retry_wanted = Part(lambda on: on.save_tray.retry_wanted)

    catalogue = Part(lambda on: on._parts.features.catalogue)
    sync = Part(lambda on: on._parts.features.sync)

    # Surfaces: the text
    reading_pane = Part(lambda on: on._parts.surfaces.pane)
    view = Part(lambda on: on.reading_pane.view)
    text_layers = Part(lambda on: on.view._layers)
    shown_whole = Part(lambda on: on.view.whole and not on.reading_pane.presenter.behind)
    scrolled = Part(lambda on: on.view.scrolled)
    rendered = Part(lambda on: _there(on.view.rendered))
    rendered_layout = Part(lambda on: on.rendered.layout)
    read_share = Part(lambda on: on.view.read_share)
    read_through = Part(lambda on: on.reading_pane.read_through)
    structure = Part(lambda on: on.reading_pane.structure)
    toolbar = Part(lambda on: on.reading_pane.bar)
    back_button = Part(lambda on: on.toolbar.back)
    view_segment = Part(lambda on: on.toolbar.views)
    favourite_button = Part(lambda on: on.toolbar.favourite)
    notes_button = Part(lambda on: on.toolbar.notes)
    progress_line = Part(lambda on: on.reading_pane.hairline)
    banner = Part(lambda on: on.reading_pane.strip)
    banner_text = Part(lambda on: on.banner.text)
    details_wanted = Part(lambda on: cast("TranslationBar", on.banner).details_wanted)
    state_page = Part(lambda on: on.reading_pane.state_page)
    presenter = Part(lambda on: on.reading_pane.presenter)
    reading_speeds = Part(lambda on: on.presenter.speeds)
    cursor = Part(lambda on: on.reading_pane.sentence_cursor)
    sentence_stop = Part(lambda on: on.cursor.stop)
    article_content = Part(lambda on: on.reading_pane.content)
    article_document = Part(lambda on: _there(on.article_content).document)
    announcement = Part(lambda on: on.reading_pane.announcement)
    link_clicked = Part(lambda on: on.reading_pane.link_clicked)
    reading_controller = Part(lambda on: on._parts.surfaces.reading)
    reading_opened = Part(lambda on: on.reading_controller.opened)
    text_place = Part(lambda on: on.view.verticalScrollBar().value())
    reading_closed = Part(lambda on: on.reading_controller.closed)
    article_id = Part(lambda on: on.reading_controller.article_id)
    opened_article = Part(lambda on: on.reading_controller._article)
    opened_summary = Part(lambda on: on.reading_controller.summary)

    # Reading by keyboard
    keymap = Part(lambda on: on._parts.surfaces.keys.keymap)
    router = Part(lambda on: on._parts.keyboard.router)
    router_keymap = Part(lambda on: on.router.keymap)
    resolver = Part(lambda on: on.router.resolver)
    key_hint = Part(lambda on: on._parts.surfaces.hint)
    overlays = Part(lambda on: on._parts.overlays)
    overlay = Part[Any](lambda on: on.overlays.shown)
    shortcuts_page = Part(lambda on: on.overlay.body.keys)
    reading_mode = Part(lambda on: on._parts.features.reading_mode)
    status_line = Part(lambda on: on.reading_mode.status)
    rest_timer = Part(lambda on: on.reading_mode._rest)
    find = Part(lambda on: on._parts.features.find)
    find_bar = Part(lambda on: on.find.bar)
    find_field = Part(lambda on: on.find_bar.field)
    finder = Part(lambda on: on.find.finder)
    article_end = Part(lambda on: on._parts.features.article_end)
    end_block = Part(lambda on: on.article_end.block)
    archive_next = Part(lambda on: on.end_block.archive_next)
    note_wanted = Part(lambda on: on.end_block.note_wanted)
    save_wanted = Part(lambda on: on.end_block.save_wanted)

    # Features
    saving = Part(lambda on: on._parts.features.saving)
    save_queue = Part(lambda on: on._parts.surfaces.queue)
    links = Part(lambda on: on._parts.features.links)
    sources = Part(lambda on: on._parts.features.sources)
    import_wanted = Part(lambda on: on.saving.import_wanted)
    link_saved = Part(lambda on: on.save_queue.saved)
    list_updates = Part(lambda on: on._parts.features.list_updates)
    search = Part(lambda on: on._parts.features.search)
    translation_controller = Part(lambda on: on._parts.surfaces.translations)
    pane_translation = Part(lambda on: on._parts.surfaces.pane_translation)
    original_popup = Part(lambda on: on._parts.features.original_popup)
    original_card = Part(lambda on: on.original_popup.frame)
    translation = Part(lambda on: on._parts.features.translation)
    word_alignment = Part(lambda on: on.translation.links)
    translation_offer = Part(lambda on: on._parts.surfaces.offer)
    offer_card = Part(lambda on: on._parts.features.models.card)
    first_offer_card = Part(lambda on: on._parts.features.models.first_card)
    model_downloads = Part(lambda on: on._parts.features.models.downloads)
    translation_queue = Part(lambda on: on._parts.features.queue)
    queued_job = Part(lambda on: on.translation_queue.state.current)
    queued_rows = Part(lambda on: on.translation_queue.state.rows)
    queue_bar = Part(lambda on: on.translation_queue.bar)
    translation_server = Part(lambda on: on._parts.features.server)
    notes = Part(lambda on: on._parts.features.notes)
    notes_page = Part(lambda on: on.notes.page)
    notes_store = Part(lambda on: on.notes.store)
    highlighting = Part(lambda on: on.notes.marking)
    notes_panel = Part(lambda on: on.notes.panel)
    note_list = Part(lambda on: on.notes_panel.list)
    note_model = Part(lambda on: on.note_list.notes)
    note_editor = Part(lambda on: on.notes_panel.editor)
    note_field = Part(lambda on: on.note_editor.field)
    note_subject = Part(lambda on: on.note_editor.subject)
    note_timer = Part(lambda on: on.note_editor._rest)
    footnotes = Part(lambda on: on._parts.features.footnotes)
    footnote_popup = Part(lambda on: on.footnotes.popup)
    pictures = Part(lambda on: on._parts.features.pictures)
    picture_viewer = Part(lambda on: on.pictures.viewer)
    speech = Part(lambda on: on._parts.features.speech)
    speech_bar = Part(lambda on: on.speech.bar)
    speech_controls = Part(lambda on: on.speech.desktop)
    speech_engine = Part(lambda on: on.speech._engine)
    backup = Part(lambda on: on._parts.features.backup)
    clipboard_offer = Part(lambda on: on._parts.features.clipboard)
    export = Part(lambda on: on._parts.features.export)
    print_panel = Part(lambda on: on.export.print_panel)
    importing = Part(lambda on: on._parts.features.importing)
    guide = Part(lambda on: _there(on._parts.features.guide.guide))
    waiting_texts = Part(lambda on: on.session.waiting)
    import_run = Part(lambda on: on.importing.run)
    desktop_motion = Part(lambda on: on._parts.features.motion)
    notifications = Part(lambda on: on._parts.features.notifications)
    handlers = Part(lambda on: on._parts.features.handlers())
    open_requests = Part(lambda on: on._parts.features.open_requests)
    tray_icon = Part(lambda on: on._parts.features.tray)


def screen(window: MainWindow) -> Screen:
    """The parts of a window."""
    return Screen(window)
