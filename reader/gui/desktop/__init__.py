"""At home on the desktop: tray icon, notifications, open requests, About, the browser companion."""

__all__ = ["desktop_motion", "notifications", "open_requests", "program_commands", "tray_icon"]
