"""The one place that shows errors, questions, announcements and crash reports."""
