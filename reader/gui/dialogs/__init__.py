"""The one place that shows errors, questions, announcements and crash reports, and asks for a name."""

__all__ = ["name_dialog", "notices"]
