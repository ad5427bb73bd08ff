"""Links come in by every way: dropped, pasted, typed; and the tray that shows how they are saved."""
