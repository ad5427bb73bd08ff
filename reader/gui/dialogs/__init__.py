"""The one place that shows errors, questions, announcements and crash reports."""

__all__ = ["notices"]
