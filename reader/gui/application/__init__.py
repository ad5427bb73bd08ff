"""One process: crash handler, single instance, end of the session, language of the interface."""

__all__ = [
    "clipboard",
    "crash_handler",
    "desktop_text",
    "disk_guard",
    "interface_language",
    "open_events",
    "opening_server",
    "session_end",
    "silent_disk",
    "single_instance",
    "stack_role",
    "startup_log",
]
