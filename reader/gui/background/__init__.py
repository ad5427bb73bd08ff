"""What runs off the GUI thread and what it keeps: jobs, the open library, options, undo, saves."""

__all__ = [
    "before_paint",
    "desktop_bus",
    "disk_answer",
    "disk_watch",
    "file_watch",
    "job_runner",
    "lanes",
    "library_controller",
    "library_jobs",
    "library_watch",
    "network_status",
    "options",
    "picture_loader",
    "save_entry",
    "save_queue",
    "undo_stack",
    "unstored_acts",
    "wakefulness",
    "write_timer",
]
