"""Everything that a window is made of, as one typed value: for what opens, draws and tests a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.gui.background.unstored_acts import UnstoredActs
    from reader.gui.context import WindowContext
    from reader.gui.keyboard.actions import Actions
    from reader.gui.main_window.features import Features
    from reader.gui.main_window.keyboard_setup import KeyboardSetup
    from reader.gui.main_window.navigator import WindowNavigator
    from reader.gui.main_window.option_effects import OptionEffects
    from reader.gui.main_window.overlays import Overlays
    from reader.gui.main_window.surfaces import Surfaces
    from reader.gui.main_window.window_commands import WindowCommands
    from reader.gui.main_window.window_state import WindowState


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one window; no part is given this value, each gets what it needs."""

    context: WindowContext
    surfaces: Surfaces
    navigator: WindowNavigator
    features: Features
    actions: Actions
    commands: WindowCommands
    overlays: Overlays
    keyboard: KeyboardSetup
    option_effects: OptionEffects
    state: WindowState
    unstored: UnstoredActs
