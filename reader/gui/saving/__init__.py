"""Links come in by every way: dropped, pasted, typed; and the tray that shows how they are saved."""

__all__ = ["add_link_dialog", "clipboard_offer", "drop_target", "feature", "given", "save_sign", "save_tray"]
